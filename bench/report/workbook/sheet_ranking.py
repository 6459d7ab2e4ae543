"""The sheet of ranks: a table whose numbers lead to the score sheet, and a bar chart."""

from __future__ import annotations

import math

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.report.labels import label
from bench.report.view import ReportView
from bench.report.workbook.live import live_of
from bench.report.workbook.live_texts import changed_weights_formula
from bench.report.workbook.native_charts import MOST_ROWS, bars_height
from bench.report.workbook.pages import ROW, printed_size, used_height
from bench.report.workbook.ranking_charts import (
    HIGH,
    INDEX,
    LOW,
    REGION,
    interval_chart,
    ranking_chart,
)
from bench.report.workbook.sheet import (
    Formats,
    SheetColumn,
    clean_text,
    page_setup,
    write_columns,
    write_linked_number,
    write_linked_text,
    write_text,
)
from bench.report.workbook.sheet_scores import FIRST_INDICATOR, HEADING_ROWS
from bench.report.workbook.sheet_scores import INDEX as SCORES_INDEX
from bench.tables import RANKING

# Pixels of charts; a rank interval takes so many of the width.
WIDEST, SPANS_HEIGHT, SPANS_LEAST, SPAN = 1100, 380, 560, 34
LEAST_SHARE = 0.65  # of its height: a chart is made so much smaller rather than left for a page
HEADING_ROOM = 90  # pixels of a page that the headings take


def write_ranking(workbook: Workbook, sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    """Write regions best first; those without a rank follow with the reason."""
    table = view.ordered
    headings = {column.name: column.heading(view.language) for column in RANKING.columns}
    levels = [label("level", level, view.language) for level in table["level"]]

    def column(name: str, look: str, limits: tuple[int, int] = (6, 14)) -> SheetColumn:
        return SheetColumn(headings[name], list(table[name]), "number", look, limits)

    columns = [
        column("rank", "rank"),
        SheetColumn(headings["region"], list(table["region"]), "text", "text", (8, 30)),
        column("index", "link"),
        column("rank_low", "rank"),
        column("rank_high", "rank"),
        *(
            SheetColumn(d.name.in_(view.language), list(table[d.id]), "number", "link", (6, 16))
            for d in view.catalogue.dimensions
        ),
        # Statistics alone have no claims.
        *([column("claims", "count")] if view.catalogue.evidence_indicators else []),
        column("coverage", "percent"),
        SheetColumn(headings["level"], levels, "text", "centre"),
        SheetColumn(headings["region_code"], list(table["region_code"]), "text", "centre"),
        SheetColumn(headings["note"], list(table["note"]), "text", "note", (12, 36)),
    ]
    write_columns(sheet, columns, formats, view.word("cut_mark"))
    _link_scores(sheet, view, formats)
    _link_sureness(sheet, view, formats)
    if live_of(view) is not None:
        _tell_changed_weights(sheet, view, formats, len(columns))
    page_setup(sheet, view, 1, REGION + 1)
    sheet.autofilter(0, 0, max(len(table), 1), len(columns) - 1)
    _charts(workbook, sheet, view, len(columns))


def _link_scores(sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    """Make the index lead to the region's index on the score sheet, dimensions to their first."""
    name, table, dimensions = view.word("sheet_scores"), view.ordered, view.catalogue.dimensions
    first = FIRST_INDICATOR
    targets = {"index": (INDEX, SCORES_INDEX)}
    for place, dimension in enumerate(dimensions):
        targets[dimension.id] = (INDEX + 3 + place, first)
        first += len(dimension.all_indicators())
    for place, region in enumerate(table["region"]):
        if region == view.target:
            write_text(sheet, place + 1, REGION, clean_text(region), formats["target"])
        for key, (column, target) in targets.items():
            value = float(table[key].iloc[place])
            where = (name, place + HEADING_ROWS, target)
            write_linked_number(sheet, (place + 1, column), value, formats["link"], where)


def _link_sureness(sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    """Make rank intervals lead to the sheet of how sure they are, and say so below the table."""
    name, table = view.word("sheet_sureness"), view.ordered
    where = (name, 0, 0)
    for column, key in ((LOW, "rank_low"), (HIGH, "rank_high")):
        for row, value in enumerate(table[key], start=1):
            write_linked_number(sheet, (row, column), float(value), formats["rank_link"], where)
    told = view.word("ranking_sureness")
    write_linked_text(sheet, (len(table) + 1, REGION), told, formats["link_text"], where)


def _tell_changed_weights(
    sheet: Worksheet, view: ReportView, formats: Formats, columns: int
) -> None:
    """Mark the headings, and say below the table, where other weights are being tried."""
    rule = {"type": "formula", "criteria": "=weights_changed>0", "format": formats["input_wrong"]}
    sheet.conditional_format(0, 0, 0, columns - 1, rule)
    row = len(view.ranking) + 2
    sheet.write_formula(row, REGION, changed_weights_formula(view), formats["state_line"], "")


def _charts(workbook: Workbook, sheet: Worksheet, view: ReportView, columns: int) -> None:
    """Put charts of index and rank intervals under the table, none parted by the end of a page."""
    row = len(view.ranking) + 4
    width, page = printed_size(sheet, columns)
    used = used_height(sheet, row)
    shown = min(len(view.ranked), MOST_ROWS)
    breaks: list[int] = []
    for chart, height, wanted in (
        (ranking_chart(workbook, view), bars_height(shown), WIDEST),
        (interval_chart(workbook, view), SPANS_HEIGHT, max(SPANS_LEAST, shown * SPAN)),
    ):
        if chart is None:
            continue
        left, fitting = page - used - ROW, min(height, page - HEADING_ROOM)
        if left >= LEAST_SHARE * fitting:
            fitting = min(fitting, left)
        else:
            breaks.append(row)
            used = HEADING_ROOM
        chart.insert(sheet, row, 0, min(width, wanted, WIDEST), fitting)
        rows = math.ceil(fitting / ROW) + 1
        row, used = row + rows, used + rows * ROW
    sheet.set_h_pagebreaks(breaks)
