"""The way from evidence to ranked regions, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.composite.hierarchy import Hierarchy
from bench.errors import BenchError, InputError
from bench.regions.gazetteer import Gazetteer
from bench.scoring.aggregated import aggregated, bar_of
from bench.scoring.cells import Cells, Tables, scored_cells
from bench.scoring.data_weights import incomplete_regions
from bench.scoring.fairness import counted_evidence
from bench.scoring.heaviest import Flags, Floats
from bench.scoring.index import groups_of
from bench.scoring.nested import nested_note
from bench.scoring.parameters import Parameters, default_parameters
from bench.scoring.ranking import Candidate, Standing, competition_ranks, ranking_table
from bench.scoring.ranking_model import ranking_model
from bench.scoring.robustness import rank_intervals
from bench.scoring.simulation import RankingModel, simulated_ranks
from bench.statistics.schema import Statistics
from bench.tables import DOCUMENTS, EVIDENCE, SCORES


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """What was aggregated: n regions (by code) and k indicators (in the catalogue's order).

    Parameters
    ----------
    regions
        The n regions.
    normalised
        Shape (n, k), higher is better, NaN where unread.
    hierarchy
        Weights and aggregations, as used.
    ranked
        Which regions are ranked, shape (n,).
    cells, tables, method, constants
        What it was made of, and how.
    notes
        What the user should know of the cells, whatever they weigh.
    model, ranks
        What the ranking of the m ranked regions hangs on, and their simulated ranks, shape
        (draws, m).
    """

    regions: tuple[Candidate, ...]
    normalised: Floats
    hierarchy: Hierarchy
    ranked: Flags
    cells: Cells
    tables: Tables
    method: Method
    constants: Parameters
    notes: tuple[BenchError, ...]
    model: RankingModel
    ranks: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What a scoring gives.

    Parameters
    ----------
    scores, ranking
        Tables by the schemas `SCORES` and `RANKING` of ``bench/tables.py``.
    composition
        What was aggregated.
    notes
        What the user should know.
    """

    scores: pd.DataFrame
    ranking: pd.DataFrame
    composition: Composition
    notes: tuple[BenchError, ...] = ()


def candidates(
    tables: Iterable[pd.DataFrame],
    level_of: Mapping[str, str],
    levels: Iterable[str] | None = None,
) -> list[Candidate]:
    """Return the regions that tables name, by code.

    Parameters
    ----------
    tables
        Evidence, documents, statistics: any with the columns ``region`` and ``region_code``.
    level_of
        Level of each region by code; a region not in it is left out.
    levels
        Levels wanted; all by default.
    """
    named = pd.concat([table[["region", "region_code"]] for table in tables])
    named = named[named["region_code"] != ""].sort_values(["region_code", "region"])
    wanted = set(level_of.values()) if levels is None else set(levels)
    return [
        Candidate(name, code, level_of[code])
        for name, code in named.drop_duplicates("region_code").itertuples(index=False)
        if level_of.get(code) in wanted
    ]


def score_regions(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    catalogue: Catalogue,
    weights: Weights,
    *,
    regions: Sequence[Candidate],
    min_claims: int,
    min_coverage: float,
    draws: int,
    seed: int,
    language: str = "zh",
    parameters: Parameters | None = None,
    statistics: Statistics | None = None,
    method: Method | None = None,
    gazetteer: Gazetteer | None = None,
) -> Scored:
    """Score and rank regions.

    The result does not depend on the order of regions, documents or rows.

    Parameters
    ----------
    evidence, documents
        The evidence and documents tables, all regions in them.
    catalogue, weights
        Dimensions and indicators, and what they weigh.
    regions
        The regions to score.
    min_claims, min_coverage
        What a region needs to be ranked: distinct claims, and the share (0 to 1) of weight on
        indicators read.
    draws, seed
        Of the simulation behind the rank intervals; with 0 draws they are the ranks.
    language
        Of the notes: ``"zh"`` or ``"en"``.
    parameters
        Constants of evidence scores and rank intervals; those shipped by default.
    statistics
        The user's statistics, one value a region × indicator.
    method
        The steps; by default those of the weights, else the catalogue's.
    gazetteer
        Which region lies in which, for shared wording, roll-up, and the note on regions ranked
        beside one that they lie in; without it none is done.

    Raises
    ------
    InputError
        The weights or the method cannot be used, or a region is listed twice.
    """
    EVIDENCE.check(evidence)
    DOCUMENTS.check(documents)
    constants = default_parameters() if parameters is None else parameters
    steps = method or weights.method or catalogue.method
    listed = _in_order(regions)
    codes = [region.code for region in listed]
    counted = counted_evidence(
        evidence, documents, codes, steps, constants, gazetteer, catalogue.theme
    )
    tables = Tables(evidence, documents, counted.evidence, statistics)
    cells = scored_cells(listed, tables, catalogue, steps, constants)
    bar = bar_of(catalogue, min_claims, min_coverage)
    made = aggregated(cells, catalogue, weights.values, steps, bar)
    dimensions = [dimension.id for dimension in catalogue.dimensions]
    constants = constants.model_copy(update={"decimals": steps.decimals})
    hierarchy, index, ranked = made.hierarchy, made.index, made.ranked
    model = ranking_model(listed, ranked, cells, tables, catalogue, hierarchy, steps, constants)
    ranks = simulated_ranks(model, draws, seed)
    reference = competition_ranks(index[ranked], steps.decimals)
    low, high = rank_intervals(ranks, reference, constants.rank_percentiles)
    standing = Standing(
        index=index,
        coverage=made.coverage,
        claims=cells.claims,
        dimensions=np.round(groups_of(made.groups, hierarchy, dimensions), steps.decimals),
        ranked=ranked,
        low=low,
        high=high,
    )
    return Scored(
        scores=_scores_table(listed, catalogue, cells, steps.decimals),
        ranking=ranking_table(listed, standing, dimensions, bar, steps.decimals, language),
        composition=Composition(
            regions=tuple(listed),
            normalised=cells.normalised,
            hierarchy=hierarchy,
            ranked=ranked,
            cells=cells,
            tables=tables,
            method=steps,
            constants=constants,
            notes=(*counted.notes, *cells.notes),
            model=model,
            ranks=ranks,
        ),
        notes=(
            *counted.notes,
            *cells.notes,
            *incomplete_regions(cells.normalised, catalogue, steps.weighting),
            *nested_note(
                [region for region, kept in zip(listed, ranked, strict=True) if kept],
                counted.evidence,
                gazetteer,
                language,
            ),
        ),
    )


def _in_order(regions: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates by code, once each."""
    listed = sorted(regions, key=lambda region: region.code)
    seen: set[str] = set()
    for region in listed:
        if region.code in seen:
            raise InputError("scoring.repeated_region", region=region.name)
        seen.add(region.code)
    return listed


def _scores_table(
    regions: Sequence[Candidate], catalogue: Catalogue, cells: Cells, decimals: int
) -> pd.DataFrame:
    """Build the score table, long, regions by code and indicators in the catalogue's order."""
    scores, normalised = np.round(cells.shown, decimals), np.round(cells.normalised, decimals)
    rows: list[dict[str, object]] = [
        {
            "region": region.name,
            "region_code": region.code,
            "dimension": catalogue.dimension_of(indicator.id).id,
            "indicator": indicator.id,
            "score": scores[i, j],
            "state": str(cells.states[i, j]),
            "claims": int(cells.counts[i, j]),
            "normalised": normalised[i, j],
            "value": cells.used[i, j],
        }
        for i, region in enumerate(regions)
        for j, indicator in enumerate(catalogue.indicators)
    ]
    return SCORES.check(SCORES.frame(rows))
