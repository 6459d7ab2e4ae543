"""Where in the workbook the numbers of the cover come from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bench.report.view import ReportView
from bench.report.workbook.places import Place, Proofs
from bench.report.workbook.ranking_charts import INDEX as RANKING_INDEX
from bench.report.workbook.sheet_borrowed import HEADING as BORROWED_HEADING
from bench.report.workbook.sheet_borrowed import QUOTE
from bench.report.workbook.sheet_gaps import HEADING as GAPS_HEADING
from bench.report.workbook.sheet_scores import FIRST_INDICATOR, HEADING_ROWS


@dataclass(frozen=True, slots=True)
class CoverPlaces:
    """The places that the findings of the cover lead to, as sheet, row and column (from 0).

    Parameters
    ----------
    view
        The report.
    names
        Keys of the sheets that the workbook has.
    proofs
        Where evidence stands.
    """

    view: ReportView
    names: Collection[str]
    proofs: Proofs

    @property
    def ranking(self) -> Place:
        """The ranking."""
        return self._top("sheet_ranking")

    @property
    def sureness(self) -> Place:
        """How sure the ranking is."""
        return self._top("sheet_sureness")

    @property
    def gaps(self) -> Place:
        """The gaps; the scores where there is no sheet of gaps."""
        return self._top("sheet_gaps" if "sheet_gaps" in self.names else "sheet_scores")

    @property
    def method(self) -> Place:
        """The method."""
        return self._top("sheet_method")

    @property
    def weights(self) -> tuple[Place, ...]:
        """The weights, where the workbook has a sheet of them."""
        return (self._top("sheet_weights"),) if "sheet_weights" in self.names else ()

    def index(self, region: str) -> Place:
        """Return where the index of a region stands on the ranking."""
        regions = [str(name) for name in self.view.ordered["region"]]
        name, row, column = self.ranking
        return (
            (name, regions.index(region) + 1, RANKING_INDEX)
            if region in regions
            else (name, row, column)
        )

    def scores(self, code: str) -> Place:
        """Return where the scores of a region begin; of one that is not there, the sheet."""
        codes = [str(each) for each in self.view.ordered["region_code"]]
        name, row, column = self._top("sheet_scores")
        if code not in codes:
            return name, row, column
        return name, codes.index(code) + HEADING_ROWS, FIRST_INDICATOR

    def gap(self, indicator: str) -> Place:
        """Return where the gap of the target in an indicator stands."""
        own = self.view.overview.beside if self.view.overview else None
        if own is None or "sheet_gaps" not in self.names:
            return self.gaps
        rows = [str(name) for name in own.gaps.table["id"]]
        return self.view.word("sheet_gaps"), rows.index(indicator) + GAPS_HEADING + 1, 1

    def borrowed(self, row: int) -> Place:
        """Return where a measure of a peer stands, by its row in the table."""
        if "sheet_borrowed" not in self.names:
            return self.gaps
        return self.view.word("sheet_borrowed"), row + BORROWED_HEADING + 1, QUOTE

    def _top(self, key: str) -> Place:
        return self.view.word(key), 0, 0
