"""Region × indicator as a heatmap that tells what is stated, silent, imputed and unread apart."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from bench.report.cells import Cell, score_cells, states_of
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.heatmap_grid import Grid, grids_of, heading_line
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.shown import foot_of
from bench.report.charts.subtitle import plain_method
from bench.report.charts.theme import (
    ACCENT,
    FAINT,
    HATCH,
    INK,
    MUTED,
    PALE,
    Page,
    house_style,
    ink_on,
    ramp,
)
from bench.report.charts.wrapping import shorten
from bench.report.findings_heatmap import heatmap_finding
from bench.report.scale import ScoreScale, score_scale
from bench.report.view import ReportView

DASH: Final = "–"
DOTS: Final = "...."  # imputed
SAMPLE: Final = 0.4  # width of a cell in the legend
ABOVE_LEGEND: Final = 0.1


def heatmap_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return region × indicator: scores in one hue, silent pale, imputed dotted, unread hatched.

    Regions stand in the order of the ranking, indicators under their dimensions; indicators that
    do not fit side by side go on to further pages.
    """
    table, cells, scale = view.charted, score_cells(view), score_scale(view)
    names = [str(name) for name in table["region"]]
    name = min(
        max([0.6, *(text_width(text, paper.row[1], True) for text in names)]), paper.name_width
    )
    shown = [cell_text(cell, scale) for cell in cells.values()]
    grids = grids_of(view, paper, paper.inner - name - 0.12, shown)
    legend = Legend.of(_keys(view, scale, cells), paper.label, paper.inner)
    head = max(grid.head + grid.group_head for grid in grids) + 0.05
    note = view.word("heatmap_note", method=plain_method(view))
    frame = Frame.of(heatmap_finding(view), note, foot_of(view, table), paper)
    besides = head + ABOVE_LEGEND + legend.height
    rows = Rows.of(frame, len(table), besides, parts=len(grids))
    count, figures = len(rows.pages) * len(grids), []
    with house_style():
        for number, (places, grid) in enumerate(product(rows.pages, grids)):
            body = besides + len(places) * rows.height
            page = frame.page(body, page_number(view, number, count))
            left = page.left + name + 0.12
            _headings(page, grid, left)
            part = table.iloc[list(places)]
            _rows(page, view, grid, cells, scale, part, (left, page.top - head), rows)
            legend.draw(page, page.left, page.bottom + legend.height)
            figures.append(page.figure)
    return tuple(figures)


def cell_text(cell: Cell, scale: ScoreScale) -> str:
    """Return what is written in a cell."""
    if cell.state in ("stated", "given"):
        return scale.short(cell.score)
    if cell.state == "silent":
        # Silence need not get the least: where less is better, or of z-scores, it gets more.
        return DASH if cell.score <= scale.low else scale.short(cell.score)
    return f"({scale.short(cell.score)})" if cell.state == "imputed" else ""


def _headings(page: Page, grid: Grid, left: float) -> None:
    large = page.paper.label + 1
    rule = page.top - grid.group_head + 0.03
    base = rule - 0.03 - grid.head
    for group in grid.groups:
        start, end = left + group.left, left + group.left + len(group.columns) * grid.cell
        for number, line in enumerate(reversed(group.heading)):
            y = rule + 0.04 + (number + 0.5) * line_height(large)
            page.text((start + end) / 2, y, line, size=large, bold=True, ha="center")
        page.line((start + 0.02, end - 0.02), (rule, rule), INK, 1.2)
        step = heading_line(grid.size)
        for place, column in enumerate(group.columns):
            middle, lines = start + (place + 0.5) * grid.cell, column.heading
            for number, line in enumerate(lines):
                off = (number - (len(lines) - 1) / 2) * step
                if grid.upright:
                    page.text(middle + off, base + 0.03, line, size=grid.size, rotation=90)
                else:
                    y = base + (len(lines) - number - 0.5) * step
                    page.text(middle, y, line, size=grid.size, ha="center")


def _rows(
    page: Page,
    view: ReportView,
    grid: Grid,
    cells: dict[tuple[str, str], Cell],
    scale: ScoreScale,
    table: pd.DataFrame,
    corner: tuple[float, float],
    rows: Rows,
) -> None:
    """Draw the regions of ``table`` downwards from ``corner``."""
    left, top = corner
    room = left - 0.12 - page.left
    for place, row in enumerate(table.to_dict("records")):
        region, bottom = str(row["region"]), top - (place + 1) * rows.height
        is_target = region == view.target
        for group in grid.groups:
            start = left + group.left
            for number, column in enumerate(group.columns):
                box = (start + number * grid.cell, bottom, grid.cell, rows.height)
                cell = cells[(str(row["region_code"]), column.id)]
                draw_cell(page, box, cell, scale, min(rows.size, grid.cell_size))
            if is_target:
                style = {"edgecolor": ACCENT, "linewidth": 1.8, "zorder": 3}
                wide = len(group.columns) * grid.cell
                page.box(start, bottom, wide, rows.height, "none", **style)
        shown = shorten(region, room + 0.02, rows.size, is_target)
        page.text(
            left - 0.1,
            bottom + rows.height / 2,
            shown,
            size=rows.size,
            bold=is_target,
            colour=ACCENT if is_target else INK,
            ha="right",
        )


def draw_cell(
    page: Page,
    box: tuple[float, float, float, float],
    cell: Cell,
    scale: ScoreScale,
    size: float,
) -> None:
    """Draw one cell in ``box`` (left, bottom, width, height in inches) as its state asks."""
    x, y, width, height = box[0] + 0.01, box[1] + 0.01, box[2] - 0.02, box[3] - 0.02
    ink, on_white = MUTED, False
    if cell.state in ("stated", "given"):
        colour = ramp(scale.share(cell.score))
        page.box(x, y, width, height, colour)
        ink = ink_on(colour)
    elif cell.state == "silent":
        page.box(x, y, width, height, PALE)
    elif cell.state == "imputed":
        style = {"hatch": DOTS, "edgecolor": MUTED, "linewidth": 0.6, "linestyle": "--"}
        page.box(x, y, width, height, "white", **style)
        ink, on_white = INK, True
    else:
        page.box(x, y, width, height, "white", hatch=HATCH, edgecolor=FAINT, linewidth=0.4)
    told = cell_text(cell, scale)
    if told:
        shown = page.text(x + width / 2, y + height / 2, told, size=size, colour=ink, ha="center")
        if on_white:
            shown.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})


def _keys(view: ReportView, scale: ScoreScale, cells: dict[tuple[str, str], Cell]) -> list[Key]:
    """Return the scale, and the states that there are, as they are drawn."""

    def sample(found: list[Cell], page: Page, x: float, y: float) -> None:
        tall = line_height(page.paper.label)
        for place, cell in enumerate(found):
            box = (x + place * SAMPLE, y - tall / 2, SAMPLE, tall)
            draw_cell(page, box, cell, scale, page.paper.small)

    scores = [Cell(score, "stated") for score in scale.ticks]
    keys = [Key(view.word("legend_score"), SAMPLE * len(scores), partial(sample, scores))]
    silent = min((c.score for c in cells.values() if c.state == "silent"), default=scale.low)
    middle = scale.ticks[len(scale.ticks) // 2]
    shown = {str(code) for code in view.charted["region_code"]}
    found = {cell.state for (code, _), cell in cells.items() if code in shown}
    states = found & set(states_of(view))
    for state, entry in (
        ("silent", "legend_silent"),
        ("imputed", "legend_imputed"),
        ("unread", "legend_unread_missing" if "missing" in states else "legend_unread"),
        ("missing", "legend_missing"),
    ):
        # What is unread and what is missing look the same.
        if state not in states or (state == "missing" and "unread" in states):
            continue
        own = [Cell(silent if state == "silent" else middle, state)]
        keys.append(Key(view.word(entry), SAMPLE, partial(sample, own)))
    return keys
