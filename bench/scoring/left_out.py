"""The ranking without one of its parts: an indicator, a dimension, a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from bench.scoring.duplicates import distinct_claims
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.scoring.index import composed, oriented
from bench.scoring.indicator_scores import evidence_by_cell, saturating_score
from bench.scoring.normalising import rescaled
from bench.scoring.parameters import Parameters
from bench.scoring.ranking import Candidate
from bench.scoring.states import documents_about
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
    """The cells of evidence by document, so that one can be taken out."""

    def __init__(
        self,
        listed: Sequence[Candidate],
        cells: Cells,
        tables: Tables,
        catalogue: Catalogue,
        method: Method,
        constants: Parameters,
    ) -> None:
        self.codes = [region.code for region in listed]
        self.asked = [indicator.id for indicator in catalogue.evidence_indicators]
        place = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
        self.columns = [place[name] for name in self.asked]
        self.lower = np.array([i.direction == "lower" for i in catalogue.evidence_indicators])
        self.cells, self.method, self.constants = cells, method, constants
        counted = tables.counted
        known = counted["region_code"].isin(self.codes) & counted["indicator"].isin(self.asked)
        self.rows = counted[known]
        self.kept = cells.distinct[["document", "region_code", "indicator", "weight"]]
        self.size = (len(self.codes), len(self.asked))
        self.row_cells, self.kept_cells = self._cells(self.rows), self._cells(self.kept)
        self.dropped = self._count(self.row_cells) - self._count(self.kept_cells)
        about = documents_about(
            tables.evidence, tables.documents, self.codes, constants.about_claims
        )
        dimension_of = {name: catalogue.dimension_of(name).id for name in self.asked}
        self.dimensions = [dimension_of[name] for name in self.asked]
        self.spoken = _spoken(tables.evidence, dimension_of)
        self.about: dict[str, set[str]] = {code: set() for code in self.codes}
        for document, code in about:
            self.about[code].add(document)
        self.documents = sorted({*self.rows["document"], *(document for document, _ in about)})

    def without(self, document: str, is_ranked: Flags) -> Floats | None:
        """Return the table of the ranked regions without a document; None if it is the same."""
        here = (self.rows["document"] == document).to_numpy()
        kept_here = (self.kept["document"] == document).to_numpy()
        amounts, counts = evidence_by_cell(self.kept[~kept_here], self.codes, self.asked)
        # Claims of others were dropped in these cells, perhaps for one of this document.
        own = self._count(self.row_cells[here]) - self._count(self.kept_cells[kept_here])
        open_cells = (self._count(self.row_cells[here]) > 0) & (self.dropped > own)
        left = self.rows[open_cells[self.row_cells] & ~here]
        if len(left):
            again = evidence_by_cell(distinct_claims(left, self.constants), self.codes, self.asked)
            chosen = open_cells.reshape(self.size)
            amounts, counts = (
                np.where(chosen, new, old)
                for new, old in zip(again, (amounts, counts), strict=True)
            )
        unread = (counts == 0) & ~self._read(document)
        score = np.where(unread, np.nan, saturating_score(amounts, self.constants.saturation))
        table = self.cells.normalised.copy()
        table[:, self.columns] = rescaled(oriented(score, self.lower), self.method)
        if np.array_equal(table[is_ranked], self.cells.normalised[is_ranked], equal_nan=True):
            return None
        return np.asarray(table[is_ranked])

    def _cells(self, claims: pd.DataFrame) -> Integers:
        """Return the position of each row's cell, row · e + column."""
        row = pd.Index(self.codes).get_indexer(pd.Index(claims["region_code"]))
        column = pd.Index(self.asked).get_indexer(pd.Index(claims["indicator"]))
        return np.asarray(row * len(self.asked) + column, dtype=np.int64)

    def _count(self, cells: Integers) -> Integers:
        """Count rows by cell."""
        return np.bincount(cells, minlength=self.size[0] * self.size[1]).astype(np.int64)

    def _read(self, left_out: str) -> Flags:
        """Tell of which cells the other documents about a region speak, shape (n, e)."""
        read = []
        for code in self.codes:
            spoken: set[str] = set()
            for document in self.about[code] - {left_out}:
                spoken |= self.spoken.get(document, set())
            read.append([dimension in spoken for dimension in self.dimensions])
        return np.array(read, dtype=np.bool_).reshape(self.size)


def _spoken(evidence: pd.DataFrame, dimension_of: Mapping[str, str]) -> dict[str, set[str]]:
    """Return document → the dimensions that it speaks of."""
    pairs = evidence.loc[evidence["indicator"].isin(list(dimension_of)), ["document", "indicator"]]
    spoken: dict[str, set[str]] = {}
    for document, indicator in pairs.drop_duplicates().itertuples(index=False):
        spoken.setdefault(str(document), set()).add(dimension_of[str(indicator)])
    return spoken


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
