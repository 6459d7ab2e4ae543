"""Names for the ranges of the workbook that formulas, macros and pivot tables ask for.

Latin and the same in both languages. A table with a filter is named after its sheet
(``evidence_table``: headings and rows); single columns of ranking and scores have their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_cell_to_rowcol, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView
from bench.report.workbook.ranking_charts import HIGH, INDEX, LOW, RANK, REGION
from bench.report.workbook.sheet_scores import FIRST_INDICATOR, HEADING_ROWS
from bench.report.workbook.sheet_scores import INDEX as SCORES_INDEX
from bench.report.workbook.sheet_scores import REGION as SCORES_REGION

# First row and column, last row and column, from 0.
Cells = tuple[int, int, int, int]

_SHEET: Final = "sheet_"
# Sheets whose filtered table gets a name.
TABLES: Final = (
    "ranking",
    "scores",
    "gaps",
    "borrowed",
    "side_by_side",
    "references",
    "key_terms",
    "instruments",
    "evidence",
    "statistics",
    "figures",
    "documents",
    "cuts",
)
_RANKING: Final = {
    "ranking_rank": RANK,
    "ranking_region": REGION,
    "ranking_index": INDEX,
    "ranking_rank_low": LOW,
    "ranking_rank_high": HIGH,
}


def define_ranges(workbook: Workbook, view: ReportView, sheets: Mapping[str, Worksheet]) -> None:
    """Name the key ranges of sheets that are written.

    Parameters
    ----------
    sheets
        By their keys (``"sheet_ranking"``).
    """
    for name, key, cells in key_ranges(view, sheets):
        sheet = quote_sheetname(view.word(key))
        workbook.define_name(name, f"={sheet}!{xl_range_abs(*cells)}")


def key_ranges(
    view: ReportView, sheets: Mapping[str, Worksheet]
) -> Iterator[tuple[str, str, Cells]]:
    """Yield each name with the key of its sheet and its cells; parameters as of `define_ranges`."""
    for table in TABLES:
        key = _SHEET + table
        if key in sheets and sheets[key].autofilter_ref:
            yield f"{table}_table", key, _cells(sheets[key].autofilter_ref)
    count, indicators = len(view.ranking), len(view.catalogue.indicators)
    if not count:
        return
    dimensions = len(view.catalogue.dimensions)
    for name, column in _RANKING.items():
        yield name, "sheet_ranking", (1, column, count, column)
    yield "ranking_dimensions", "sheet_ranking", (1, HIGH + 1, count, HIGH + dimensions)
    first, last = HEADING_ROWS, HEADING_ROWS + count - 1
    right = FIRST_INDICATOR + indicators - 1
    yield "scores_region", "sheet_scores", (first, SCORES_REGION, last, SCORES_REGION)
    yield "scores_index", "sheet_scores", (first, SCORES_INDEX, last, SCORES_INDEX)
    yield "scores_matrix", "sheet_scores", (first, FIRST_INDICATOR, last, right)
    yield "scores_indicator", "sheet_scores", (first - 1, FIRST_INDICATOR, first - 1, right)
    yield "scores_weight", "sheet_scores", (1, FIRST_INDICATOR, 1, right)


def _cells(reference: str) -> Cells:
    """Return the cells of a range as Excel writes it (``"A1:C9"``)."""
    ends = reference.split(":")
    first, last = xl_cell_to_rowcol(ends[0]), xl_cell_to_rowcol(ends[-1])
    return (*first, *last)
