"""What a reader must be told before relying on a ranking: forced judgements, a target unread."""

from __future__ import annotations

from pathlib import Path

from bench.catalogue.model import Catalogue, Weights
from bench.composite.ahp import MOST_INCONSISTENT
from bench.errors import BenchError, InputError
from bench.regions.model import Region
from bench.scoring.score import Scored
from bench.scoring.states import SILENT, UNREAD


def forced_judgements(
    weights: Weights, catalogue: Catalogue, path: Path | None
) -> list[BenchError]:
    """Warn of judgements that contradict each other too much and were used all the same.

    Parameters
    ----------
    weights
        With the consistency ratios of the judgements behind them.
    catalogue
        Names of the groups.
    path
        The weights file.
    """
    names = {group.id: group.name for group in catalogue.groups}
    return [
        InputError(
            "scoring.forced_judgements",
            path=path,
            group=names.get(group, BenchError("scoring.whole_index")),
            ratio=f"{ratio:.2f}",
            limit=MOST_INCONSISTENT,
        )
        for group, ratio in weights.ratios.items()
        if ratio > MOST_INCONSISTENT
    ]


def target_lacking(target: Region, catalogue: Catalogue, scored: Scored) -> BenchError | None:
    """Tell what the target lacks: evidence, statistics or both; None where it has what counts.

    Parameters
    ----------
    target
        The region that the report is for.
    catalogue
        Whether evidence, statistics or both are asked for.
    scored
        What was found of it.
    """
    own = scored.scores[scored.scores["region_code"] == target.code]
    present = set(own.loc[~own["state"].isin([SILENT, UNREAD]), "indicator"])
    has_claims = any(indicator.id in present for indicator in catalogue.evidence_indicators)
    has_statistics = any(indicator.id in present for indicator in catalogue.statistics)
    if has_claims or (has_statistics and not catalogue.evidence_indicators):
        return None
    evidence = scored.composition.tables.evidence
    if has_statistics:
        key = "scoring.target_statistics_alone"
    elif not catalogue.evidence_indicators:
        key = "scoring.target_without_statistics"
    elif (evidence["region_code"] == target.code).any():
        key = "scoring.target_off_the_catalogue"
    else:
        key = "scoring.target_without_evidence"
    return InputError(key, region=target.name)
