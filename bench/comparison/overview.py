"""All that a report says on regions beside one another, in one value."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bench.catalogue.model import Catalogue
from bench.comparison.alike import Alike, alike
from bench.comparison.beside import Beside, beside, target_peers
from bench.comparison.instruments import instrument_mix
from bench.comparison.likeness import words_without_places
from bench.comparison.peers import Asked
from bench.comparison.side_by_side import side_by_side, side_by_side_matrix
from bench.comparison.structure import Structure
from bench.errors import BenchError
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.scoring.ranking import Candidate
from bench.scoring.score import Scored


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """Regions of a run beside one another.

    Parameters
    ----------
    alike
        How alike they are in policy.
    structure
        How far apart they are in structure; None where that is not known.
    beside
        The target beside its peers; None without a target.
    regions
        Those set side by side: the target, its peers, then the other ranked ones, best first.
    side
        Their leading claims, by the schema `SIDE_BY_SIDE`.
    matrix
        The same as it is read, a line a claim: indicators (ids) × regions (codes).
    instruments
        What part of each region's measures each policy instrument makes up, by `INSTRUMENTS`.
    """

    alike: Alike
    structure: Structure | None
    beside: Beside | None
    regions: tuple[Candidate, ...]
    side: pd.DataFrame
    matrix: pd.DataFrame
    instruments: pd.DataFrame

    @property
    def notes(self) -> tuple[BenchError, ...]:
        """What is missing, and what is shown instead."""
        structure = self.structure.notes if self.structure else ()
        own = self.beside.notes if self.beside else ()
        return (*self.alike.notes, *structure, *own)


def overview(
    scored: Scored,
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    *,
    seed: int,
    structure: Structure | None = None,
    target: Candidate | None = None,
    asked: Asked | None = None,
    language: str = "zh",
    places: PlaceMatcher | None = None,
) -> Overview:
    """Set the regions of a run beside one another.

    Parameters
    ----------
    scored
        What the run scored.
    catalogue, gazetteer
        Indicators, and which region lies in which.
    seed
        Of the bootstrap.
    structure
        How far apart the regions of the composition are in structure.
    target
        One of these regions, for which the report is made.
    asked
        Which peers are asked for; found by default.
    language
        Of the marks between claims: ``"zh"`` or ``"en"``.
    places
        What finds the names of places; made from the gazetteer by default.
    """
    composition = scored.composition
    finder = places or PlaceMatcher(gazetteer)
    code = target.code if target else ""
    found = alike(composition, catalogue, seed, target=code, places=finder)
    own = None
    if target is not None:
        peers = target_peers(composition, found, structure, target, asked or Asked(), gazetteer)
        own = beside(composition, peers, words_without_places(catalogue, finder))
    regions = _in_order(scored, own)
    codes = [region.code for region in regions]
    side = side_by_side(composition, catalogue, codes)
    matrix = side_by_side_matrix(
        side, composition, catalogue, codes, language=language, between="\n"
    )
    mix = instrument_mix(composition)
    return Overview(found, structure, own, regions, side, matrix, mix)


def _in_order(scored: Scored, own: Beside | None) -> tuple[Candidate, ...]:
    """Return the target, its peers, then the other ranked regions, best first."""
    region_of = {region.code: region for region in scored.composition.regions}
    ranking = scored.ranking
    ranked = ranking.loc[ranking["rank"].notna()].sort_values("rank", kind="stable")
    first = (own.peers.target.code, *own.peers.codes) if own else ()
    return tuple(region_of[code] for code in dict.fromkeys([*first, *ranked["region_code"]]))
