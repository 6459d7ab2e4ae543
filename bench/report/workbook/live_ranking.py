"""The ranking on Weights: sorted by formulas, beside the weights that it follows."""

from __future__ import annotations

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_formulas import literal
from bench.report.workbook.live_places import (
    FIRST,
    LINE,
    MOVED,
    NOW_INDEX,
    NOW_RANK,
    NOW_REGION,
    OWN_INDEX,
    RUN_RANK,
    WHY,
)
from bench.report.workbook.live_results import why_not


def write_live_ranking(page: LiveSheet) -> None:
    """Write a region a place, whichever region that is now, and how far it moved."""
    at, live = page.at, page.live
    for i, region in enumerate(live.regions):
        row, rank, index = FIRST + i, float(live.ranks[i]), float(live.index[i])
        line = xl_rowcol_to_cell(row, LINE, False, True)
        page.formula(row, LINE, at.line_formula(row, LINE), float(at.regions[0] + 1 + i), "faint")
        found = {
            name: f"INDEX({at.on_calculation(place)},{line})" for name, place in at.results.items()
        }
        region_now = f"=INDEX({at.on_calculation(0)},{line})"
        page.formula(row, NOW_RANK, f"={found['rank']}", rank, "rank")
        page.formula(row, NOW_REGION, region_now, region, "text")
        page.formula(row, NOW_INDEX, f"={found['index']}", index, "index_centre")
        # Of an empty cell INDEX would give 0.
        formula = f'=IF(ISNUMBER({found["run"]}),{found["run"]},"")'
        page.formula(row, RUN_RANK, formula, rank, "rank")
        _write_moved(page, row, i, line)
        if page.target:
            _write_own(page, row, i)
    if page.target:
        first = xl_rowcol_to_cell(FIRST, NOW_REGION, False, True)
        criteria = f"={first}={literal(page.target)}"
        rule = {"type": "formula", "criteria": criteria, "format": page.formats["target"]}
        last = FIRST + len(live.regions) - 1
        page.sheet.conditional_format(FIRST, NOW_RANK, last, MOVED, rule)


def _write_moved(page: LiveSheet, row: int, i: int, line: str) -> None:
    at = page.at
    now, run = (xl_rowcol_to_cell(row, column) for column in (NOW_RANK, RUN_RANK))
    both = f"AND(ISNUMBER({now}),ISNUMBER({run}))"
    moved = float("nan") if np.isnan(page.live.ranks[i]) else 0.0
    page.formula(row, MOVED, f'=IF({both},{run}-{now},"")', moved, "moved")
    new = literal(page.word("weights_new"))
    why = f"INDEX({at.on_calculation(at.results['why'])},{line})"
    formula = f"=IF(AND(ISNUMBER({now}),NOT(ISNUMBER({run}))),{new},{why})"
    page.formula(row, WHY, formula, why_not(page, i), "note")


def _write_own(page: LiveSheet, row: int, i: int) -> None:
    """Write the index of the target once more, to be set off in the chart."""
    live, target = page.live, page.target
    region, index = (xl_rowcol_to_cell(row, column) for column in (NOW_REGION, NOW_INDEX))
    formula = f'=IF({region}={literal(target)},{index},"")'
    value = float(live.index[i]) if live.regions[i] == target else float("nan")
    page.formula(row, OWN_INDEX, formula, value, "faint")
