"""How sure a ranking is: all that is asked of it once it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from bench.catalogue.model import Catalogue
from bench.composite.reliability import Alpha
from bench.composite.uncertainty import rank_probabilities
from bench.errors import BenchError, InputError
from bench.messages import message
from bench.scoring.contributions import contributions_table, is_additive
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.index import composed, groups_of
from bench.scoring.influence import Collinear, collinear, consistency, influence_table
from bench.scoring.left_out import Standings, without_documents, without_parts
from bench.scoring.listing import listed
from bench.scoring.pairs import NO, YES, pairs_table
from bench.scoring.parameters import Parameters, default_parameters
from bench.scoring.ranking import Candidate, competition_ranks
from bench.scoring.score import Composition, Scored
from bench.scoring.sensitivity import source_sensitivity
from bench.scoring.volume import VolumeCorrelation, volume_by_region, volume_check
from bench.tables import (
    CONTRIBUTIONS,
    INFLUENCE,
    LEAVE_ONE_OUT,
    PAIRS,
    RANK_CHANCES,
    RANKING,
    SOURCES,
    VOLUME,
)


@dataclass(frozen=True, slots=True, eq=False)
class Sureness:
    """How sure a ranking is.

    Parameters
    ----------
    chances, pairs, contributions, left_out, sources, influence, volume
        Tables by the schemas of ``bench/tables.py``: `RANK_CHANCES`, `PAIRS`, `CONTRIBUTIONS`,
        `LEAVE_ONE_OUT`, `SOURCES`, `INFLUENCE`, `VOLUME`.
    follows_volume
        How far the index follows the volume of text.
    collinear
        Indicators that say nearly the same, strongest first.
    alpha
        Internal consistency of the indicators; None where it is not defined.
    additive
        Whether an index is the sum of its indicators: arithmetic means throughout.
    draws
        Of the simulation.
    constants
        Limits used.
    notes
        What the user should know.
    """

    chances: pd.DataFrame
    pairs: pd.DataFrame
    contributions: pd.DataFrame
    left_out: pd.DataFrame
    sources: pd.DataFrame
    influence: pd.DataFrame
    volume: pd.DataFrame
    follows_volume: VolumeCorrelation
    collinear: tuple[Collinear, ...] = ()
    alpha: Alpha | None = None
    additive: bool = True
    draws: int = 0
    constants: Parameters = field(default_factory=default_parameters)
    notes: tuple[BenchError, ...] = ()

    def __post_init__(self) -> None:
        RANK_CHANCES.check(self.chances)
        PAIRS.check(self.pairs)
        CONTRIBUTIONS.check(self.contributions)
        LEAVE_ONE_OUT.check(self.left_out)
        SOURCES.check(self.sources)
        INFLUENCE.check(self.influence)
        VOLUME.check(self.volume)


def sureness(scored: Scored, catalogue: Catalogue, *, seed: int, language: str = "zh") -> Sureness:
    """Ask how sure a ranking is.

    Parameters
    ----------
    scored
        What was scored and simulated.
    catalogue
        Its indicators.
    seed
        Of the random numbers; that of the scoring.
    language
        Of lists of names in the notes: ``"zh"`` or ``"en"``.
    """
    made = scored.composition
    constants = made.constants
    regions = [r for r, kept in zip(made.regions, made.ranked, strict=True) if kept]
    normalised = made.normalised[made.ranked]
    groups = composed(normalised, made.hierarchy)
    index = np.round(groups[:, -1], constants.decimals)
    reference = competition_ranks(index, constants.decimals)
    dimensions = [dimension.id for dimension in catalogue.dimensions]
    standings = Standings(regions, reference, index)
    left_out = [
        without_parts(standings, normalised, made.hierarchy, constants.decimals),
        without_documents(
            standings,
            made.regions,
            made.cells,
            made.tables,
            catalogue,
            made.method,
            constants,
            made.hierarchy,
            made.ranked,
        ),
    ]
    pairs = pairs_table(
        regions,
        reference,
        made.ranks,
        groups_of(groups, made.hierarchy, dimensions),
        made.hierarchy.nodes[-1],
        dimensions,
        constants.weight_range,
    )
    volume = volume_check(scored.ranking, _volumes(made), constants.decimals)
    alike = collinear(normalised, made.hierarchy, constants.collinear, constants.correlated_regions)
    outside = volume.table["outside"].to_numpy(dtype=np.bool_)
    notes = [
        *_outside(volume.table.loc[outside, "region"].tolist(), language),
        *_close(scored.ranking, pairs, constants, language),
        *_alike(alike, constants, language),
    ]
    return Sureness(
        chances=chances_table(regions, reference, made.ranks),
        pairs=pairs,
        contributions=contributions_table(
            regions, reference, normalised, made.hierarchy, catalogue, made.cells.distinct
        ),
        left_out=LEAVE_ONE_OUT.check(pd.concat(left_out, ignore_index=True)),
        sources=source_sensitivity(made.model, reference, constants.sensitivity_samples, seed),
        influence=influence_table(normalised, groups, made.hierarchy),
        volume=volume.table.assign(outside=np.where(outside, YES, NO))[VOLUME.names],
        follows_volume=volume.correlation,
        collinear=alike,
        alpha=consistency(normalised),
        additive=is_additive(made.hierarchy),
        draws=len(made.ranks),
        constants=constants,
        notes=tuple(notes),
    )


def chances_table(regions: Sequence[Candidate], reference: Integers, ranks: Floats) -> pd.DataFrame:
    """Return how often each region takes each rank that it ever takes.

    Parameters
    ----------
    regions
        The n ranked regions.
    reference
        Their ranks, shape (n,), to order the rows by.
    ranks
        Simulated ranks, shape (draws, n).

    Returns
    -------
    pandas.DataFrame
        By the schema `RANK_CHANCES`; empty without draws.
    """
    if not ranks.size:
        return RANK_CHANCES.empty()
    chances = rank_probabilities(ranks)
    order = sorted(range(len(regions)), key=lambda i: (reference[i], regions[i].code))
    return RANK_CHANCES.frame(
        [
            {
                "region": regions[i].name,
                "region_code": regions[i].code,
                "rank": place + 1,
                "chance": chances[i, place],
            }
            for i in order
            for place in np.flatnonzero(chances[i] > 0).tolist()
        ]
    )


def no_sureness() -> Sureness:
    """Return what can be said where nothing was ranked: empty tables."""
    return Sureness(
        RANK_CHANCES.empty(),
        PAIRS.empty(),
        CONTRIBUTIONS.empty(),
        LEAVE_ONE_OUT.empty(),
        SOURCES.empty(),
        INFLUENCE.empty(),
        VOLUME.empty(),
        VolumeCorrelation(None, None, 0),
    )


def neighbours(ranking: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``pairs`` of regions next to each other in the ranking, best first."""
    RANKING.check(ranking)
    codes = ranking.loc[ranking["rank"].notna(), "region_code"].tolist()
    wanted = set(pairwise(codes))
    found = [pair in wanted for pair in zip(pairs["region_code"], pairs["other_code"], strict=True)]
    return pairs[np.array(found, dtype=np.bool_)]


def _volumes(made: Composition) -> dict[str, float]:
    """Return region code → characters read about it."""
    codes = [region.code for region in made.regions]
    volume = volume_by_region(made.tables.counted, made.tables.documents, codes)
    return dict(zip(codes, volume.tolist(), strict=True))


def _outside(regions: list[str], language: str) -> list[BenchError]:
    if not regions:
        return []
    return [InputError("scoring.volume_outside", regions=listed(regions, language))]


def _close(
    ranking: pd.DataFrame, pairs: pd.DataFrame, constants: Parameters, language: str
) -> list[BenchError]:
    near = neighbours(ranking, pairs)
    near = near[near["chance"] < constants.close_chance]
    if near.empty:
        return []
    told = [
        message("scoring.pair_of_names", language, one=one, other=other, chance=f"{chance:.0%}")
        for one, other, chance in zip(near["region"], near["other"], near["chance"], strict=True)
    ]
    limit = f"{constants.close_chance:.0%}"
    return [InputError("scoring.close_neighbours", chance=limit, pairs=listed(told, language))]


def _alike(alike: Sequence[Collinear], constants: Parameters, language: str) -> list[BenchError]:
    if not alike:
        return []
    told = [
        message(
            "scoring.pair_of_names",
            language,
            one=pair.one,
            other=pair.other,
            chance=f"{pair.correlation:.2f}",
        )
        for pair in alike
    ]
    limit = f"{constants.collinear:g}"
    return [InputError("scoring.collinear", threshold=limit, pairs=listed(told, language))]
