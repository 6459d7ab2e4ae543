"""The sheet Dimension scores: region × dimension with ranks, following the weights tried."""

from __future__ import annotations

from typing import Final

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from bench.report.workbook.blocks import write_lines, write_title
from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_charts import charted, insert_dimension_charts
from bench.report.workbook.live_formulas import literal, rounded
from bench.report.workbook.live_places import FIRST, HEADING, STATE
from bench.report.workbook.live_texts import run_state
from bench.report.workbook.sheet import LINE_POINTS, display_width, line_count, page_setup
from bench.tables import RANKING

RANK, REGION, INDEX, FIRST_SCORE = range(4)
SCORE_WIDTH, RANK_WIDTH = 12, 7
FEW_ROWS: Final = 14  # of a table that leaves room for its charts on the page


def write_dimensions(workbook: Workbook, page: LiveSheet) -> None:
    """Write one row a region, in the order of the ranking as it is now, and a chart a dimension."""
    live, sheet = page.live, page.sheet
    columns = {position: FIRST_SCORE + 2 * d for d, position in enumerate(live.dimensions)}
    line = FIRST_SCORE + 2 * len(columns)
    _write_headings(page, columns, line)
    for i in range(len(live.regions)):
        _write_region(page, columns, line, i)
    if page.target:
        region = xl_rowcol_to_cell(FIRST, REGION, False, True)
        rule = {"type": "formula", "criteria": f"={region}={literal(page.target)}"}
        rule["format"] = page.formats["target"]
        sheet.conditional_format(FIRST, RANK, FIRST + len(live.regions) - 1, line - 1, rule)
    free = FIRST + len(live.regions) + 1
    left_out = len(live.regions) - charted(live)
    if left_out and charted(live):
        page.text(free, 0, page.word("dimensions_charted", count=charted(live)), "text")
        free += 1
    page_setup(sheet, page.view, HEADING + 1, REGION + 1)
    if len(live.regions) > FEW_ROWS:
        sheet.set_h_pagebreaks([free])
    insert_dimension_charts(workbook, page, columns, free + 1)
    last = FIRST + len(live.regions) - 1
    cells = xl_range_abs(FIRST, FIRST_SCORE, last, line - 1)
    workbook.define_name("dimensions_now", f"='{sheet.name}'!{cells}")


def _write_headings(page: LiveSheet, columns: dict[int, int], line: int) -> None:
    sheet, live = page.sheet, page.live
    ranking = {column.name: column.heading(page.view.language) for column in RANKING.columns}
    regions = max(display_width(name) for name in live.regions)
    widths = [8.0, min(max(8, regions) + 2, 30), 9.0, *[SCORE_WIDTH, RANK_WIDTH] * len(columns), 11]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    write_title(sheet, page.formats, page.word("dimensions_title"))
    page.formula(STATE, 0, "=weights_state", run_state(page.view), "state_line")
    write_lines(sheet, page.formats, [page.word("dimensions_note")], STATE + 1, widths)
    told = {
        RANK: page.word("weights_rank_now"),
        REGION: ranking["region"],
        INDEX: page.word("weights_index_now"),
        line: page.word("weights_line"),
    }
    for position, column in columns.items():
        told |= {column: live.names[position], column + 1: ranking["rank"]}
    for column, text in told.items():
        page.text(HEADING, column, text, "heading")
    lines = max(line_count(live.names[each], SCORE_WIDTH - 1) for each in columns)
    sheet.set_row(HEADING, max(lines, 2) * LINE_POINTS + 4)


def _write_region(page: LiveSheet, columns: dict[int, int], line: int, i: int) -> None:
    """Write what stands at a place of the ranking: whichever region that is now."""
    at, live, row = page.at, page.live, FIRST + i
    last = FIRST + len(live.regions) - 1
    own = xl_rowcol_to_cell(row, line, False, True)
    page.formula(row, line, at.line_formula(row, line), float(at.regions[0] + 1 + i), "faint")

    def found(column: int) -> str:
        return f"INDEX({at.on_calculation(column)},{own})"

    rank, index = at.results["rank"], at.results["index"]
    page.formula(row, RANK, f"={found(rank)}", float(live.ranks[i]), "rank")
    page.formula(row, REGION, f"={found(0)}", live.regions[i], "text")
    page.formula(row, INDEX, f"={found(index)}", float(live.index[i]), "score_node")
    ranked = xl_range_abs(FIRST, RANK, last, RANK)
    for position, column in columns.items():
        source = found(at.column_of[position])
        value = live.rounded(live.scores[[i], position])[0]
        formula = f'=IF(ISNUMBER({source}),{rounded(source, live.decimals)},"")'
        page.formula(row, column, formula, float(value), "index_centre")
        score, scores = xl_rowcol_to_cell(row, column), xl_range_abs(FIRST, column, last, column)
        both = f"AND(ISNUMBER({score}),ISNUMBER({xl_rowcol_to_cell(row, RANK, False, True)}))"
        ahead = f"ISNUMBER({ranked})*ISNUMBER({scores})*({scores}>{score})"
        place = live.ranks_of(position)[i]
        formula = f'=IF({both},SUMPRODUCT({ahead})+1,"")'
        page.formula(row, column + 1, formula, float(np.float64(place)), "rank_faint")
