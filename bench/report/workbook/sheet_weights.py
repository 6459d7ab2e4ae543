"""The sheet Weights: the weights of the run, others to try beside them, and the ranking they give.

The hierarchy stands block by block, the parts of a node together; only ratios within a block
matter. The cells to try others in are not locked, marked by colour, and take numbers from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from bench.report.workbook.blocks import text_points
from bench.report.workbook.live import Block
from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_charts import insert_ranking_chart
from bench.report.workbook.live_formulas import literal
from bench.report.workbook.live_places import (
    EFFECTIVE,
    FIRST,
    HEADING,
    HOW,
    LINE,
    MOVED,
    NOTE,
    NOW_INDEX,
    NOW_RANK,
    NOW_REGION,
    OWN_INDEX,
    PART,
    RUN,
    RUN_RANK,
    SHARE,
    STATE,
    SUM,
    TRY,
    WHY,
)
from bench.report.workbook.live_ranking import write_live_ranking
from bench.report.workbook.live_texts import finding_formula, run_finding, run_state, state_formula
from bench.report.workbook.sheet import LINE_POINTS, display_width, page_setup
from bench.tables import RANKING

MOST: Final = 1_000_000  # the largest weight that is taken
_WIDTHS: Final = {
    RUN: 9,
    TRY: 9,
    SUM: 9,
    SHARE: 10,
    EFFECTIVE: 9,
    NOTE: 20,
    NOTE + 1: 2,
    NOW_RANK: 7,
    NOW_INDEX: 9,
    RUN_RANK: 9,
    MOVED: 7,
    WHY: 18,
    LINE: 8,
    OWN_INDEX: 8,
}


@dataclass(frozen=True, slots=True)
class _Need:
    """What a rank needs: the name of its cell, that of the run, its look and the most it can be."""

    name: str
    value: float
    look: str
    most: int


def write_weights(workbook: Workbook, page: LiveSheet) -> None:
    """Write the sheet, its chart, and the names that its formulas and those of others use."""
    _write_top(page)
    for block in page.live.blocks:
        _write_block(page, block)
        rows = [page.at.row_of[child] for child in block.node.children]
        _guard_input(page, rows[0], rows[-1], MOST, "input")
    below = _write_checks(workbook, page)
    write_live_ranking(page)
    _define_names(workbook, page)
    page_setup(page.sheet, page.view, HEADING + 1, 0)
    last_row, last_column = insert_ranking_chart(workbook, page)
    page.sheet.print_area(0, 0, max(below, last_row), last_column)


def _write_top(page: LiveSheet) -> None:
    sheet, view, live = page.sheet, page.view, page.live
    names = max(display_width(name) for name in live.names) + 4
    widths = {**_WIDTHS, PART: min(max(names, 20), 36)}
    widths[NOW_REGION] = min(max(8, *(display_width(name) + 2 for name in live.regions)), 26)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.set_row(0, LINE_POINTS + 8)
    page.text(0, PART, page.word("weights_title"), "section")
    page.text(0, NOW_RANK, page.word("weights_ranking_title"), "section")
    sheet.merge_range(STATE, PART, STATE, NOTE, "", page.formats["state"])
    page.formula(STATE, PART, state_formula(view, page.at), run_state(view), "state")
    sheet.merge_range(STATE, NOW_RANK, STATE, WHY, "", page.formats["state"])
    first = xl_rowcol_to_cell(FIRST, NOW_REGION, True, True)
    page.formula(STATE, NOW_RANK, finding_formula(view, first), run_finding(view, live), "state")
    left, right = page.word("weights_how"), page.word("weights_ranking_how")
    sheet.merge_range(HOW, PART, HOW, NOTE, left, page.formats["small"])
    sheet.merge_range(HOW, NOW_RANK, HOW, WHY, right, page.formats["small"])
    sheet.set_row(STATE, 2 * LINE_POINTS + 4)
    reach = sum(widths[column] for column in range(PART, NOTE + 1))
    width = sum(widths[column] for column in range(NOW_RANK, WHY + 1))
    sheet.set_row(HOW, max(text_points(left, reach - 4), text_points(right, width - 4)))
    _write_headings(page)


def _write_headings(page: LiveSheet) -> None:
    ranking = {column.name: column.heading(page.view.language) for column in RANKING.columns}
    told = {
        PART: page.word("weights_part"),
        RUN: page.word("weights_run"),
        TRY: page.word("weights_try"),
        SUM: page.word("weights_sum"),
        SHARE: page.word("weights_share"),
        EFFECTIVE: page.word("weights_effective"),
        NOTE: page.word("weights_note"),
        NOW_RANK: page.word("weights_rank_now"),
        NOW_REGION: ranking["region"],
        NOW_INDEX: page.word("weights_index_now"),
        RUN_RANK: page.word("weights_rank_run"),
        MOVED: page.word("weights_rank_moved"),
        WHY: ranking["note"],
        LINE: page.word("weights_line"),
    }
    if page.target:
        told[OWN_INDEX] = page.target
    for column, text in told.items():
        page.text(HEADING, column, text, "heading")
    page.sheet.set_row(HEADING, 2 * LINE_POINTS + 4)


def _write_block(page: LiveSheet, block: Block) -> None:
    """Write the heading of a node with the sum of its parts' weights, and its parts below."""
    at, live = page.at, page.live
    head, count = at.block_row[block.position], len(block.node.children)
    tried = xl_range(head + 1, TRY, head + count, TRY)
    total = xl_rowcol_to_cell(head, SUM, True)
    whole = xl_rowcol_to_cell(head, EFFECTIVE, True)
    name = page.word("weights_block", part=live.names[block.position], count=count)
    page.text(head, PART, name, "block")
    for column in (RUN, TRY, SHARE):
        page.text(head, column, "", "block")
    # No sum of what is not all numbers from 0 up.
    fit = f'COUNTIF({tried},">=0")=ROWS({tried})'
    page.formula(head, SUM, f'=IF({fit},SUM({tried}),"")', 1.0, "block_weight")
    above = at.row_of.get(block.position)
    source = "1" if above is None else xl_rowcol_to_cell(above, EFFECTIVE)
    share = float(live.shares[block.position])
    page.formula(head, EFFECTIVE, f"={source}", share, "block_weight")
    page.formula(head, NOTE, _block_note(page, total), "", "block")
    for child in block.node.children:
        row, weight = at.row_of[child], float(live.weights[child])
        page.text(row, PART, live.names[child], "part")
        page.number(row, RUN, weight, "weight")
        page.number(row, TRY, weight, "input")
        page.text(row, SUM, "", "weight")
        run, tried = xl_rowcol_to_cell(row, RUN), xl_rowcol_to_cell(row, TRY)
        formula = f'=IF(weights_problems=0,{tried}/{total},"")'
        page.formula(row, SHARE, formula, weight, "weight")
        own = xl_rowcol_to_cell(row, SHARE)
        formula = f'=IF(ISNUMBER({own}),{own}*{whole},"")'
        page.formula(row, EFFECTIVE, formula, float(live.shares[child]), "weight")
        page.formula(row, NOTE, _part_note(page, run, tried), "", "note")


def _block_note(page: LiveSheet, total: str) -> str:
    zero, scaled = (literal(page.word(f"weights_note_{name}")) for name in ("zero", "scaled"))
    known = f'IF({total}=0,{zero},IF(ABS({total}-1)<0.0000001,"",{scaled}))'
    return f'=IF(ISNUMBER({total}),{known},"")'


def _part_note(page: LiveSheet, run: str, tried: str, most: int = MOST) -> str:
    text, low, high, changed = (
        literal(page.word(f"weights_note_{name}"))
        for name in ("text", "negative", "large", "changed")
    )
    known = f'IF({tried}>{most},{high},IF({tried}<>{run},{changed},""))'
    return f"=IF(ISNUMBER({tried}),IF({tried}<0,{low},{known}),{text})"


def _write_checks(workbook: Workbook, page: LiveSheet) -> int:
    """Write sums, counts and what a rank needs below the weights; return the last row."""
    at, live = page.at, page.live
    row = at.parts_last + 1
    page.text(row, PART, page.word("weights_total"), "block")
    for column in (RUN, TRY, SUM, SHARE, NOTE):
        page.text(row, column, "", "block")
    leaves = [xl_rowcol_to_cell(at.row_of[leaf], EFFECTIVE) for leaf in range(live.leaves)]
    formula = f'=IF(weights_problems=0,{"+".join(leaves)},"")'
    page.formula(row, EFFECTIVE, formula, 1.0, "block_weight")
    row += 2
    page.text(row, PART, page.word("weights_checks"), "section")
    for name, formula in (
        ("weights_changed", _changed(page, row + 3)),
        ("weights_problems", _problems(page, row + 3)),
    ):
        row += 1
        page.text(row, PART, page.word(f"{name}_label"), "part")
        page.formula(row, RUN, formula, 0.0, "rank")
        _define(workbook, page, name, row, RUN)
    for need in _needs(page):
        row += 1
        page.text(row, PART, page.word(f"weights_{need.name}"), "part")
        page.number(row, RUN, need.value, need.look)
        page.number(row, TRY, need.value, f"input_{need.look}")
        run, tried = (xl_rowcol_to_cell(row, column) for column in (RUN, TRY))
        page.formula(row, NOTE, _part_note(page, run, tried, need.most), "", "note")
        _guard_input(page, row, row, need.most, need.name)
        _define(workbook, page, need.name, row, TRY)
    return row


def _needs(page: LiveSheet) -> tuple[_Need, ...]:
    """Return what a rank needs, in the order of the sheet."""
    bar = page.live.bar
    coverage = _Need("least_coverage", bar.coverage, "share", 1)
    if "claims" not in page.at.results:
        return (coverage,)
    return _Need("least_claims", float(bar.claims), "rank", MOST), coverage


def _changed(page: LiveSheet, first: int) -> str:
    """Return the count of weights, and of what a rank needs, that are not those of the run.

    A blank is no 0, so it counts as a change. ``first`` is the row of the first need.
    """
    counts = []
    for top, last in ((FIRST, page.at.parts_last), (first, first + len(_needs(page)) - 1)):
        tried, run = (xl_range_abs(top, column, last, column) for column in (TRY, RUN))
        differs = f"({tried}<>{run})+(ISNUMBER({tried})<>ISNUMBER({run}))"
        counts.append(f"SUMPRODUCT(--({differs}>0))")
    return f"={'+'.join(counts)}"


def _problems(page: LiveSheet, first: int) -> str:
    """Return the count of what is no number in bounds, and of groups whose weights are all 0."""
    last = page.at.parts_last
    tried, run = (xl_range_abs(FIRST, column, last, column) for column in (TRY, RUN))
    empty = "".join(f"+({xl_rowcol_to_cell(row, SUM)}=0)" for row in page.at.block_row.values())
    bounds = f'COUNTIF({tried},"<0")+COUNTIF({tried},">{MOST}")'
    needs = "".join(
        f"+({_is_wrong(xl_rowcol_to_cell(row, TRY), need.most)})"
        for row, need in enumerate(_needs(page), first)
    )
    return f"=COUNT({run})-COUNT({tried})+{bounds}{empty}{needs}"


def _is_wrong(cell: str, most: int) -> str:
    return f"OR(NOT(ISNUMBER({cell})),{cell}<0,{cell}>{most})"


def _guard_input(page: LiveSheet, first: int, last: int, most: int, kind: str) -> None:
    """Let cells to try take numbers from 0 only, and show what was changed or is wrong.

    Parameters
    ----------
    first, last
        Rows of the cells.
    most
        The largest number.
    kind
        ``"input"`` of weights, or the name of a need: what is said beside the cell.
    """
    page.sheet.data_validation(
        first,
        TRY,
        last,
        TRY,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": most,
            "ignore_blank": False,
            "input_title": page.word(f"weights_{kind}_title"),
            "input_message": page.word(f"weights_{kind}_message"),
            "error_title": page.word("weights_error_title"),
            "error_message": page.word("weights_error_message", most=most),
        },
    )
    cell, run = (xl_rowcol_to_cell(first, column) for column in (TRY, RUN))
    for criteria, look in (
        (f"={_is_wrong(cell, most)}", "input_wrong"),
        (f"={cell}<>{run}", "input_changed"),
    ):
        rule = {"type": "formula", "criteria": criteria, "stop_if_true": True}
        rule["format"] = page.formats[look]
        page.sheet.conditional_format(first, TRY, last, TRY, rule)


def _define_names(workbook: Workbook, page: LiveSheet) -> None:
    for name, column in (
        ("weights_run", RUN),
        ("weights_try", TRY),
        ("weights_share", SHARE),
        ("weights_effective", EFFECTIVE),
    ):
        cells = xl_range_abs(FIRST, column, page.at.parts_last, column)
        workbook.define_name(name, f"='{page.at.weights}'!{cells}")
    _define(workbook, page, "weights_state", STATE, PART)


def _define(workbook: Workbook, page: LiveSheet, name: str, row: int, column: int) -> None:
    workbook.define_name(name, f"={page.at.on_weights(row, column)}")
