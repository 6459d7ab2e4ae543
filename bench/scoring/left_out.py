"""The ranking without one of its parts: an indicator, a dimension, a document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.composite.hierarchy import Hierarchy
from bench.composite.index import leave_one_out
from bench.composite.ranks import ranked
from bench.scoring.cells import Cells, Tables
from bench.scoring.heaviest import Flags, Floats, Integers, positions
from bench.scoring.index import composed, oriented
from bench.scoring.indicator_scores import saturating_score
from bench.scoring.normalising import rescaled
from bench.scoring.parameters import Parameters
from bench.scoring.ranking import Candidate
from bench.scoring.states import covering_documents, documents_about, spoken_dimensions
from bench.scoring.thinned import Thinned
from bench.tables import LEAVE_ONE_OUT

INDICATOR: Final = "indicator"
DIMENSION: Final = "dimension"
DOCUMENT: Final = "document"


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """What is left out of: n ranked regions with their ranks, shape (n,), and index, (n,)."""

    regions: Sequence[Candidate]
    ranks: Integers
    index: Floats


def without_parts(
    standings: Standings, normalised: Floats, hierarchy: Hierarchy, decimals: int
) -> pd.DataFrame:
    """Return index and rank of each ranked region without each indicator and each dimension.

    Parameters
    ----------
    standings
        The ranked regions.
    normalised
        Their scores, shape (n, k); NaN where unread.
    hierarchy
        Weights and aggregations; the weights of what stays are scaled up.
    decimals
        For rounding before ranking.

    Returns
    -------
    pandas.DataFrame
        By the schema `LEAVE_ONE_OUT`; a region without an index then has neither.
    """
    rows: list[dict[str, object]] = []
    if len(standings.regions):
        try:
            index, ranks = leave_one_out(normalised, hierarchy, decimals)
        except ValueError:  # TOPSIS cannot do without a part that leaves gaps
            return LEAVE_ONE_OUT.empty()
        for place, name in enumerate(hierarchy.ids[:-1]):
            kind = INDICATOR if place < len(hierarchy.leaves) else DIMENSION
            rows += _rows(standings, kind, name, np.round(index[place], decimals), ranks[place])
    return LEAVE_ONE_OUT.frame(rows)


def without_documents(
    standings: Standings,
    listed: Sequence[Candidate],
    cells: Cells,
    tables: Tables,
    catalogue: Catalogue,
    method: Method,
    constants: Parameters,
    hierarchy: Hierarchy,
    is_ranked: Flags,
) -> pd.DataFrame:
    """Return index and rank of the regions that move when a document is left out.

    Its claims are gone, claims of others that repeated them count again, and cells of which no
    other document speaks are unread. What others' claims weigh (shared wording) stays, so does
    the set of regions ranked, save those that have no index left.

    Parameters
    ----------
    standings
        The n ranked regions.
    listed, cells, tables, catalogue, method, constants, hierarchy
        What `bench.scoring.score.score_regions` worked with, all regions compared.
    is_ranked
        Which of those are ranked.

    Returns
    -------
    pandas.DataFrame
        By the schema `LEAVE_ONE_OUT`, documents by name; only regions whose index or rank is
        another without it.
    """
    asked = [indicator.id for indicator in catalogue.evidence_indicators]
    rows: list[dict[str, object]] = []
    if not asked or not len(standings.regions):
        return LEAVE_ONE_OUT.empty()
    world = _World(listed, cells, tables, catalogue, method, constants)
    for document in world.documents:
        changed = world.without(document, is_ranked)
        if changed is None:
            continue
        index = np.round(composed(changed, hierarchy)[:, -1], constants.decimals)
        ranks = ranked(index, constants.decimals)
        rows += [
            row
            for row in _rows(standings, DOCUMENT, document, index, ranks)
            # True of NaN: no index is left. A rank can change because others move.
            if row["index_shift"] != 0 or row["shift"] != 0
        ]
    return LEAVE_ONE_OUT.frame(rows)


class _World:
    """The cells of evidence, of n regions and e indicators, by document, so that one can go."""

    def __init__(
        self,
        listed: Sequence[Candidate],
        cells: Cells,
        tables: Tables,
        catalogue: Catalogue,
        method: Method,
        constants: Parameters,
    ) -> None:
        codes = [region.code for region in listed]
        asked = catalogue.evidence_indicators
        place = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
        self.columns = [place[indicator.id] for indicator in asked]
        self.lower = np.array([indicator.direction == "lower" for indicator in asked])
        self.cells, self.method, self.constants = cells, method, constants
        ids = [indicator.id for indicator in asked]
        counted = tables.counted
        known = counted["region_code"].isin(codes) & counted["indicator"].isin(ids)
        self.claims = Thinned(counted[known], constants)
        rows = self.claims.rows
        self.weights = rows["weight"].to_numpy(dtype=np.float64)
        self.size = (len(codes), len(ids))
        self.cell = _cells(rows, codes, ids)
        self.in_cell = positions(self.cell)
        numbers, names = pd.factorize(rows["document"])
        self.of_document = {str(names[i]): at for i, at in positions(numbers).items()}
        none = np.empty(0, dtype=np.int64)
        self.amounts, self.counts = self._summed(self.claims.counting(none), np.arange(len(rows)))
        self.readers = _Readers(tables, codes, catalogue, constants)
        self.documents = sorted({*self.of_document, *self.readers.documents})

    def without(self, document: str, is_ranked: Flags) -> Floats | None:
        """Return the table of the ranked regions without a document; None if it is the same."""
        gone = self.of_document.get(document, np.empty(0, dtype=np.int64))
        amounts, counts = self.amounts, self.counts
        if len(gone):
            touched = np.unique(self.cell[gone])
            within = np.concatenate([self.in_cell[cell] for cell in touched.tolist()])
            new_amounts, new_counts = self._summed(self.claims.counting(gone), within)
            amounts, counts = amounts.copy(), counts.copy()
            amounts[touched], counts[touched] = new_amounts[touched], new_counts[touched]
        unread = (counts.reshape(self.size) == 0) & ~self.readers.without(document)
        score = saturating_score(amounts.reshape(self.size), self.constants.saturation)
        table = self.cells.normalised.copy()
        score = np.where(unread, np.nan, score)
        table[:, self.columns] = rescaled(oriented(score, self.lower), self.method)
        if np.array_equal(table[is_ranked], self.cells.normalised[is_ranked], equal_nan=True):
            return None
        return np.asarray(table[is_ranked])

    def _summed(self, counting: Flags, rows: Integers) -> tuple[Floats, Integers]:
        """Sum the weights of those rows that count, and count them, by cell, shape (n · e,)."""
        kept = rows[counting[rows]]
        cells, size = self.cell[kept], self.size[0] * self.size[1]
        amounts = np.bincount(cells, weights=self.weights[kept], minlength=size)
        return amounts.astype(np.float64), np.bincount(cells, minlength=size).astype(np.int64)


def _cells(claims: pd.DataFrame, codes: Sequence[str], indicators: Sequence[str]) -> Integers:
    """Return the position of each row's cell, row · e + column."""
    row = pd.Index(codes).get_indexer(pd.Index(claims["region_code"]))
    column = pd.Index(indicators).get_indexer(pd.Index(claims["indicator"]))
    return np.asarray(row * len(indicators) + column, dtype=np.int64)


class _Readers:
    """Which documents let a cell of no claims count as silent, so that one can go."""

    def __init__(
        self, tables: Tables, codes: Sequence[str], catalogue: Catalogue, constants: Parameters
    ) -> None:
        dimension_of = {
            indicator.id: catalogue.dimension_of(indicator.id).id
            for indicator in catalogue.evidence_indicators
        }
        place = {code: number for number, code in enumerate(codes)}
        spoken = spoken_dimensions(tables.evidence, dimension_of)
        about = documents_about(tables.evidence, tables.documents, codes, constants.about_claims)
        covering = covering_documents(tables.documents, constants.covering_kinds)
        self._of: dict[str, list[tuple[int, Flags]]] = {}
        self._readers = np.zeros((len(codes), len(dimension_of)), dtype=np.int64)
        for document, code in sorted(about):
            told = spoken.get(document, set())
            whole = (document, code) in covering
            speaks = np.array([whole or d in told for d in dimension_of.values()], dtype=np.bool_)
            self._of.setdefault(document, []).append((place[code], speaks))
            self._readers[place[code]] += speaks

    @property
    def documents(self) -> Collection[str]:
        """The documents that are about a region."""
        return self._of.keys()

    def without(self, document: str) -> Flags:
        """Tell of which cells the other documents about a region speak, shape (n, e)."""
        readers = self._readers.copy()
        for region, speaks in self._of.get(document, ()):
            readers[region] -= speaks
        return np.asarray(readers > 0)


def _rows(
    standings: Standings, kind: str, name: str, index: Floats, ranks: Floats
) -> list[dict[str, object]]:
    """Return one row a region."""
    return [
        {
            "kind": kind,
            "left_out": name,
            "region": region.name,
            "region_code": region.code,
            "index": index[i],
            "index_shift": index[i] - standings.index[i],
            "rank": ranks[i],
            "shift": ranks[i] - standings.ranks[i],
        }
        for i, region in enumerate(standings.regions)
    ]
