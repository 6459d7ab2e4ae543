"""The sheet Calculation: from scores to ranks by formulas, a region a row, read from left to right.

It holds no weights of its own: they stand on Weights, and whoever changes one there sees here
what it comes to.
"""

from __future__ import annotations

from math import isnan
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from bench.messages import message
from bench.report.workbook.blocks import write_lines, write_title
from bench.report.workbook.live import Block
from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_nodes import write_node
from bench.report.workbook.live_places import CALCULATION_TOP, EFFECTIVE, SHARE
from bench.report.workbook.live_results import write_results
from bench.report.workbook.live_texts import run_state
from bench.report.workbook.places import place_address
from bench.report.workbook.sheet import LINE_POINTS, display_width, line_count, page_setup
from bench.report.workbook.sheet_scores import cell_places

REGION: Final = 0
WIDTH: Final = 9.5
WIDE: Final = 15
NOTE_COLUMNS: Final = 9  # that the notes go across
PAGE_COLUMNS: Final = 24  # that go on a page across in a size that can be read


def write_calculation(workbook: Workbook, page: LiveSheet) -> None:
    """Write the sheet and define the names of its ranges."""
    at = page.at
    _write_top(page)
    _write_headings(page)
    for block in page.live.blocks:
        _write_block_headings(page, block)
    _write_leaves(page)
    for block in page.live.blocks:
        write_node(page, block)
    write_results(page)
    _write_imputed(page)
    _define_names(workbook, page)
    page_setup(page.sheet, page.view, at.headings["name"] + 1, REGION + 1)
    # Title and notes go across columns: on further pages they would be cut off.
    page.sheet.repeat_rows(CALCULATION_TOP, at.headings["name"])
    page.sheet.repeat_columns(REGION)
    page.sheet.fit_to_pages(-(-at.columns // PAGE_COLUMNS), 0)


def _write_top(page: LiveSheet) -> None:
    """Write title, state and notes, and set widths."""
    sheet = page.sheet
    longest = max(map(display_width, page.live.regions))
    widths = [min(max(longest, 20) + 2, 30), *[WIDTH] * (page.at.columns - 1)]
    widths[page.at.results["why"]] = WIDE
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    write_title(sheet, page.formats, page.word("calculation_title"))
    page.formula(1, 0, "=weights_state", run_state(page.view), "state_line")
    notes = [page.word("calculation_note"), page.word("calculation_rule")]
    write_lines(sheet, page.formats, notes, 2, widths[:NOTE_COLUMNS])


def _write_headings(page: LiveSheet) -> None:
    at, names = page.at, page.live.names
    root = at.column_of[page.live.root]
    for name, row in at.headings.items():
        look = "heading" if name == "name" else "heading_weight"
        page.text(row, REGION, page.word(f"calculation_{name}"), look)
        for column in range(1, at.columns if name == "name" else root + 1):
            page.text(row, column, "", look)
    line = at.headings["name"]
    told = {column: names[position] for position, column in at.column_of.items()}
    told[root] = page.word("calculation_exact", part=names[page.live.root])
    told |= {column: page.word(f"calculation_{name}") for name, column in at.results.items()}
    for column, text in told.items():
        page.text(line, column, text, "heading")
    methods = [_method(page, block) for block in page.live.blocks]
    for row, texts in ((line, told.values()), (at.headings["method"], methods)):
        lines = max(line_count(text, WIDTH - 1) for text in texts)
        page.sheet.set_row(row, lines * LINE_POINTS + 4)


def _method(page: LiveSheet, block: Block) -> str:
    return message(f"method.aggregation_{block.node.method}", page.view.language)


def _write_block_headings(page: LiveSheet, block: Block) -> None:
    """Write above the parts of a node its name and their weights, above the node its method."""
    at, live, rows = page.at, page.live, page.at.headings
    (first, last), name = at.span(block), live.names[block.position]
    if last > first:
        place = (rows["parent"], first, rows["parent"], last)
        page.sheet.merge_range(*place, name, page.formats["heading_weight"])
    else:
        page.text(rows["parent"], first, name, "heading_weight")
    for child in block.node.children:
        column, row = at.column_of[child], at.row_of[child]
        share, effective = float(live.weights[child]), float(live.shares[child])
        formula = "=" + at.on_weights(row, SHARE)
        page.formula(rows["weight"], column, formula, share, "heading_weight")
        if child < live.leaves:
            formula = "=" + at.on_weights(row, EFFECTIVE)
            page.formula(rows["share"], column, formula, effective, "heading_weight")
    own = at.column_of[block.position]
    page.text(rows["method"], own, _method(page, block), "heading_method")
    page.number(rows["threshold"], own, block.node.threshold, "heading_weight")


def _write_leaves(page: LiveSheet) -> None:
    """Take the scores from the sheet Scores: there alone they stand as numbers."""
    live, at, cells = page.live, page.at, cell_places(page.view)
    for i, (region, code) in enumerate(zip(live.regions, live.codes, strict=True)):
        row = at.regions[0] + i
        page.text(row, REGION, region, "target" if region == page.target else "text")
        for j, indicator in enumerate(live.hierarchy.leaves):
            source = place_address(cells[(code, indicator)])
            formula = f'=IF(ISNUMBER({source}),{source},"")'
            score = float(live.scores[i, j])
            look = "imputed" if live.imputed[i, j] else "score_centre"
            page.formula(row, at.column_of[j], formula, score, "unread" if isnan(score) else look)


def _write_imputed(page: LiveSheet) -> None:
    """Mark imputed scores by 1, in columns that stand as those of the scores do."""
    live, at = page.live, page.at
    if at.imputed is None:
        return
    for position, column in at.column_of.items():
        mark = at.imputed + column - 1
        if position < live.leaves:
            page.text(
                at.headings["parent"], mark, page.word("calculation_imputed"), "heading_weight"
            )
            page.text(at.headings["name"], mark, live.names[position], "heading")
            for i in live.imputed[:, position].nonzero()[0].tolist():
                page.number(at.regions[0] + i, mark, 1.0, "rank")


def _define_names(workbook: Workbook, page: LiveSheet) -> None:
    at = page.at
    ranges = {"region_now": REGION, "rank_run": at.results["run"]}
    ranges |= {f"{name}_now": at.results[name] for name in ("coverage", "index", "rank", "order")}
    for name, column in ranges.items():
        workbook.define_name(name, f"='{at.calculation}'!{at.range_of(column)}")
    if "refused" in at.headings:
        cell = xl_rowcol_to_cell(at.headings["refused"], at.results["coverage"], True, True)
        workbook.define_name("calculation_problems", f"='{at.calculation}'!{cell}")
