"""The score sheet: region × indicator, each state told apart, each score leading to evidence."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from bench.report.cells import UNREAD, Cell, score_cells
from bench.report.formats import shade
from bench.report.labels import label
from bench.report.sheet import (
    LINE_POINTS,
    Formats,
    clean_text,
    display_width,
    line_count,
    page_setup,
    write_linked_number,
    write_number,
    write_text,
)
from bench.report.view import ReportView
from bench.tables import RANKING

HEADING_ROWS = 2  # dimensions, indicators
RANK, REGION, INDEX, FIRST_INDICATOR = range(4)
CELL_WIDTH = 9.5


def write_scores(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    evidence_rows: Mapping[tuple[str, str], int],
) -> None:
    """Write the matrix, regions in the order of the ranking, with a legend of the states below.

    Parameters
    ----------
    evidence_rows
        (Region code, indicator id) → row (from 0) of its first evidence on the evidence sheet.
    """
    table = view.ordered
    _headings(sheet, view, formats)
    cells = score_cells(view)
    evidence = view.word("sheet_evidence")
    regions = zip(table["region"], table["region_code"], table["rank"], table["index"], strict=True)
    for row, (region, code, rank, index) in enumerate(regions, start=HEADING_ROWS):
        look = formats["target" if region == view.target else "text"]
        write_number(sheet, row, RANK, rank, formats["rank"])
        write_text(sheet, row, REGION, clean_text(region), look)
        write_number(sheet, row, INDEX, index, formats["index"])
        sheet.set_row(row, LINE_POINTS + 4)
        for column, indicator in enumerate(view.catalogue.indicators, start=FIRST_INDICATOR):
            key = (str(code), indicator.id)
            cell, start = cells.get(key, UNREAD), evidence_rows.get(key)
            target = None if start is None else (evidence, start, 0)
            _cell(sheet, (row, column), cell, view.language, formats, target)
    last = HEADING_ROWS + len(table) - 1
    _legend(sheet, view, formats, last + 2)
    page_setup(sheet, view, HEADING_ROWS, INDEX + 1)
    columns = FIRST_INDICATOR + len(view.catalogue.indicators)
    sheet.autofilter(HEADING_ROWS - 1, 0, max(last, HEADING_ROWS), columns - 1)


def _headings(sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    look, language = formats["heading"], view.language
    headings = {column.name: column.heading(language) for column in RANKING.columns}
    for column, name in ((RANK, "rank"), (REGION, "region"), (INDEX, "index")):
        sheet.write_blank(0, column, None, look)
        sheet.write_string(1, column, headings[name], look)
    column = FIRST_INDICATOR
    for dimension in view.catalogue.dimensions:
        name, last = (
            clean_text(dimension.name.in_(language)),
            column + len(dimension.all_indicators()) - 1,
        )
        if last > column:
            sheet.merge_range(0, column, 0, last, name, look)
        else:
            sheet.write_string(0, column, name, look)
        column = last + 1
    names = [clean_text(i.name.in_(language)) for i in view.catalogue.indicators]
    for column, name in enumerate(names, start=FIRST_INDICATOR):
        sheet.write_string(1, column, name, look)
    sheet.set_column(RANK, RANK, 7)
    regions = [display_width(clean_text(region)) for region in view.ranking["region"]]
    sheet.set_column(REGION, REGION, min(max([8, *regions]) + 2, 30))
    sheet.set_column(INDEX, INDEX, 8)
    sheet.set_column(FIRST_INDICATOR, FIRST_INDICATOR + len(names) - 1, CELL_WIDTH)
    # The filter's button takes a line of its own.
    lines = max(line_count(name, CELL_WIDTH - 2) for name in names) + 1
    sheet.set_row(0, LINE_POINTS + 6)
    sheet.set_row(1, lines * LINE_POINTS)


def _cell(
    sheet: Worksheet,
    place: tuple[int, int],
    cell: Cell,
    language: str,
    formats: Formats,
    target: tuple[str, int, int] | None,
) -> None:
    if cell.state == "unread":
        write_text(sheet, *place, label("state", "unread", language), formats["unread"])
        return
    look = formats["silent" if cell.state == "silent" else shade(cell.score)]
    if target is None:
        write_number(sheet, *place, cell.score, look)
    else:
        write_linked_number(sheet, place, cell.score, look, target)


def _legend(sheet: Worksheet, view: ReportView, formats: Formats, row: int) -> None:
    """Show each state with its meaning, to the right of a sample cell."""
    for offset, (state, score) in enumerate((("stated", 63.0), ("silent", 0.0), ("unread", 0.0))):
        place = (row + offset, REGION)
        _cell(sheet, place, Cell(score, state), view.language, formats, None)
        name = label("state", state, view.language)
        words = view.word("legend_line", state=name, words=view.word(f"reading_{state}"))
        sheet.write_string(row + offset, INDEX, words, formats["text"])
