"""The score sheet: region × indicator, each state told apart, each score leading to evidence."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bench.report.cells import Cell, score_cells, states_of
from bench.report.labels import label
from bench.report.scale import ScoreScale, score_scale
from bench.report.view import ReportView
from bench.report.workbook.formats import shade
from bench.report.workbook.sheet import (
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
from bench.tables import RANKING

HEADING_ROWS = 3  # dimensions, weights, indicators
RANK, REGION, INDEX, FIRST_INDICATOR = range(4)
CELL_WIDTH = 9.5
EMPTY = ("unread", "missing")  # states without a score


def write_scores(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    links: Mapping[tuple[str, str], tuple[str, int, int]],
) -> None:
    """Write the matrix, regions in the order of the ranking, with a legend of the states below.

    Parameters
    ----------
    links
        (Region code, indicator id) → sheet, row and column (from 0) of its first evidence, or of
        its statistic.
    """
    table = view.ordered
    _headings(sheet, view, formats)
    cells = score_cells(view)
    scale = score_scale(view)
    regions = zip(table["region"], table["region_code"], table["rank"], table["index"], strict=True)
    for row, (region, code, rank, index) in enumerate(regions, start=HEADING_ROWS):
        look = formats["target" if region == view.target else "text"]
        write_number(sheet, row, RANK, rank, formats["rank"])
        write_text(sheet, row, REGION, clean_text(region), look)
        write_number(sheet, row, INDEX, index, formats["index"])
        sheet.set_row(row, LINE_POINTS + 4)
        for column, indicator in enumerate(view.catalogue.indicators, start=FIRST_INDICATOR):
            key = (str(code), indicator.id)
            # Of what no document says there is nothing to lead to.
            target = None if cells[key].state in ("silent", *EMPTY) else links.get(key)
            look = formats[_look(cells[key], scale) + ("" if target is None else "_link")]
            _cell(sheet, (row, column), cells[key], view.language, look, target)
    last = HEADING_ROWS + len(table) - 1
    silent = [cell.score for cell in cells.values() if cell.state == "silent"]
    samples = {"silent": min(silent, default=scale.low)}
    _legend(sheet, view, formats, scale, samples, last + 2)
    page_setup(sheet, view, HEADING_ROWS, INDEX + 1)
    columns = FIRST_INDICATOR + len(view.catalogue.indicators)
    sheet.autofilter(HEADING_ROWS - 1, 0, max(last, HEADING_ROWS), columns - 1)


def cell_places(view: ReportView) -> dict[tuple[str, str], tuple[str, int, int]]:
    """Return (region code, indicator id) → sheet, row and column (from 0) of its score."""
    name = view.word("sheet_scores")
    return {
        (str(code), indicator.id): (name, row, column)
        for row, code in enumerate(view.ordered["region_code"], start=HEADING_ROWS)
        for column, indicator in enumerate(view.catalogue.indicators, start=FIRST_INDICATOR)
    }


def _headings(sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    look, language = formats["heading"], view.language
    headings = {column.name: column.heading(language) for column in RANKING.columns}
    for column, name in ((RANK, "rank"), (REGION, "region"), (INDEX, "index")):
        sheet.write_blank(0, column, None, look)
        sheet.write_blank(1, column, None, formats["heading_weight"])
        sheet.write_string(HEADING_ROWS - 1, column, headings[name], look)
    sheet.write_string(0, 0, view.word("sheet_cover"), look)  # it leads there
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
    weights = view.weights_within()
    sheet.write_string(1, REGION, view.word("weight_heading"), formats["heading_weight"])
    for column, indicator in enumerate(view.catalogue.indicators, start=FIRST_INDICATOR):
        write_number(sheet, 1, column, weights.get(indicator.id), formats["heading_weight"])
    names = [clean_text(i.name.in_(language)) for i in view.catalogue.indicators]
    for column, name in enumerate(names, start=FIRST_INDICATOR):
        sheet.write_string(HEADING_ROWS - 1, column, name, look)
    sheet.set_column(RANK, RANK, 7)
    regions = [display_width(clean_text(region)) for region in view.ranking["region"]]
    sheet.set_column(REGION, REGION, min(max([8, *regions]) + 2, 30))
    sheet.set_column(INDEX, INDEX, 8)
    sheet.set_column(FIRST_INDICATOR, FIRST_INDICATOR + len(names) - 1, CELL_WIDTH)
    # The filter's button takes a line of its own.
    lines = max(line_count(name, CELL_WIDTH - 2) for name in names) + 1
    sheet.set_row(0, LINE_POINTS + 6)
    sheet.set_row(HEADING_ROWS - 1, lines * LINE_POINTS)


def _cell(
    sheet: Worksheet,
    place: tuple[int, int],
    cell: Cell,
    language: str,
    look: Format,
    target: tuple[str, int, int] | None,
) -> None:
    if cell.state in EMPTY:
        write_text(sheet, *place, label("state", cell.state, language), look)
    elif target is None:
        write_number(sheet, *place, cell.score, look)
    else:
        write_linked_number(sheet, place, cell.score, look, target)


def _look(cell: Cell, scale: ScoreScale) -> str:
    """Return the name of the format of a cell."""
    if cell.state in EMPTY:
        return "unread"
    return cell.state if cell.state in ("silent", "imputed") else shade(scale.share(cell.score))


def _legend(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    scale: ScoreScale,
    samples: Mapping[str, float],
    row: int,
) -> None:
    """Show each state with its meaning, to the right of a sample cell."""
    high = scale.low + 0.6 * (scale.high - scale.low)
    for offset, state in enumerate(states_of(view)):
        sample = Cell(samples.get(state, high), state)
        place = (row + offset, REGION)
        _cell(sheet, place, sample, view.language, formats[_look(sample, scale)], None)
        name = label("state", state, view.language)
        words = view.word("legend_line", state=name, words=view.word(f"reading_{state}"))
        sheet.write_string(row + offset, INDEX, words, formats["text"])
