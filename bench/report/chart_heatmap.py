"""Region × indicator as a heatmap that tells what is stated, silent, imputed and unread apart."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from bench.report.cells import Cell, score_cells, states_of
from bench.report.findings import heatmap_finding
from bench.report.fonts import text_width
from bench.report.scale import ScoreScale, score_scale
from bench.report.theme import (
    ACCENT,
    FAINT,
    HATCH,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PALE,
    WIDTH,
    Page,
    house_style,
    ink_on,
    new_page,
    ramp,
    row_height,
    row_size,
)
from bench.report.view import ReportView
from bench.report.wrapping import balanced, is_torn, shorten, wrap

GAP = 0.12  # between dimensions
LEGEND = 0.55
HEAD_SIZE = 9
NAME_WIDTH = 2.6
DASH = "–"
DOTS = "...."  # imputed


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator's column: where it starts (inches from the first), and its heading lines."""

    id: str
    left: float
    heading: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """One dimension's columns with its own heading lines."""

    columns: list[Column]
    heading: list[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """The measured columns of the chart."""

    groups: list[Group]
    cell: float  # width of a cell
    name: float  # width of the region names
    upright: bool  # headings turned by 90°
    head: float  # height of the indicator headings
    group_head: float  # height of the dimension headings

    @property
    def width(self) -> float:
        """Width of all columns together."""
        return self.groups[-1].columns[-1].left + self.cell


def heatmap_chart(view: ReportView) -> Figure:
    """Return region × indicator: scores in one hue, silent pale, imputed dotted, unread hatched.

    Regions stand in the order of the ranking, indicators under their dimensions.
    """
    table = view.charted
    count = max(len(table), 1)
    height = row_height(count)
    size = row_size(height)
    grid = _grid(view, [str(name) for name in table["region"]], size)
    head = grid.head + grid.group_head + 0.1
    width = max(WIDTH - 2 * MARGIN, grid.name + 0.15 + grid.width)
    with house_style():
        page = new_page(
            heatmap_finding(view),
            view.method_line,
            view.foot,
            width,
            head + count * height + LEGEND,
        )
        left = page.left + grid.name + 0.15
        _headings(page, grid, left)
        cells, scale = score_cells(view), score_scale(view)
        for place, (region, code) in enumerate(
            zip(table["region"], table["region_code"], strict=True)
        ):
            bottom = page.top - head - (place + 1) * height
            row = {c.id: cells[(str(code), c.id)] for g in grid.groups for c in g.columns}
            _row(page, grid, scale, left, str(region) == view.target, row, bottom, height)
            _name(page, grid, left - 0.1, str(region), view.target, bottom + height / 2, size)
        silent = [cell.score for cell in cells.values() if cell.state == "silent"]
        _legend(page, view, scale, left, min(silent, default=scale.low))
    return page.figure


def _grid(view: ReportView, regions: list[str], size: float) -> Grid:
    name = min(max([0.6, *(text_width(region, size, True) for region in regions)]), NAME_WIDTH)
    dimensions = view.catalogue.dimensions
    count = sum(len(dimension.all_indicators()) for dimension in dimensions)
    room = WIDTH - 2 * MARGIN - name - 0.15 - GAP * (len(dimensions) - 1)
    cell = min(max(room / count, 0.46), 1.1)
    names = [i.name.in_(view.language) for i in view.catalogue.indicators]
    flat = [balanced(text, cell - 0.06, HEAD_SIZE) for text in names]
    # Names that do not fit across a column (English ones) are turned instead of torn.
    upright = any(
        len(lines) > 4 or is_torn(text, lines) for text, lines in zip(names, flat, strict=True)
    )
    headings = [balanced(text, 1.7, HEAD_SIZE) for text in names] if upright else flat
    if upright:
        cell = max(cell, max(map(len, headings)) * HEAD_SIZE * LINE / 72)
        head = max(text_width(line, HEAD_SIZE) for lines in headings for line in lines) + 0.08
    else:
        head = max(map(len, headings)) * HEAD_SIZE * LINE / 72
    groups, left, taken = [], 0.0, 0
    for dimension in dimensions:
        columns = [
            Column(indicator.id, left + place * cell, headings[taken + place])
            for place, indicator in enumerate(dimension.all_indicators())
        ]
        taken += len(columns)
        heading = wrap(dimension.name.in_(view.language), len(columns) * cell, 11, True)
        groups.append(Group(columns, heading))
        left = columns[-1].left + cell + GAP
    group_head = max(len(group.heading) for group in groups) * 11 * LINE / 72 + 0.1
    return Grid(groups, cell, name, upright, head, group_head)


def _headings(page: Page, grid: Grid, left: float) -> None:
    step = HEAD_SIZE * LINE / 72
    for group in grid.groups:
        start = left + group.columns[0].left
        end = left + group.columns[-1].left + grid.cell
        for number, line in enumerate(reversed(group.heading)):
            y = page.top - grid.group_head + 0.1 + (number + 0.5) * 11 * LINE / 72
            page.text((start + end) / 2, y, line, size=11, bold=True, ha="center")
        rule = page.top - grid.group_head + 0.05
        page.line((start + 0.02, end - 0.02), (rule, rule), INK, 1.2)
        base = page.top - grid.group_head - grid.head
        for column in group.columns:
            middle, lines = left + column.left + grid.cell / 2, column.heading
            for number, line in enumerate(lines):
                off = (number - (len(lines) - 1) / 2) * step
                if grid.upright:
                    page.text(middle + off, base, line, size=HEAD_SIZE, rotation=90)
                else:
                    y = base + (len(lines) - number - 0.5) * step
                    page.text(middle, y, line, size=HEAD_SIZE, ha="center")


def _name(
    page: Page, grid: Grid, right: float, region: str, target: str, y: float, size: float
) -> None:
    bold = region == target
    shown = shorten(region, grid.name + 0.02, size, bold)
    colour = ACCENT if bold else INK
    page.text(right, y, shown, size=size, bold=bold, colour=colour, ha="right")


def _row(
    page: Page,
    grid: Grid,
    scale: ScoreScale,
    left: float,
    is_target: bool,
    row: dict[str, Cell],
    bottom: float,
    height: float,
) -> None:
    for group in grid.groups:
        for column in group.columns:
            box = (left + column.left, bottom, grid.cell, height)
            draw_cell(page, box, row[column.id], scale, min(row_size(height), 10))
        if is_target:
            start = left + group.columns[0].left
            page.box(
                start,
                bottom,
                len(group.columns) * grid.cell,
                height,
                "none",
                edgecolor=ACCENT,
                linewidth=1.8,
                zorder=3,
            )


def draw_cell(
    page: Page,
    box: tuple[float, float, float, float],
    cell: Cell,
    scale: ScoreScale,
    size: float = 10,
) -> None:
    """Draw one cell in ``box`` (left, bottom, width, height in inches) as its state asks."""
    x, y, width, height = box[0] + 0.01, box[1] + 0.01, box[2] - 0.02, box[3] - 0.02
    middle = (x + width / 2, y + height / 2)
    if cell.state in ("stated", "given"):
        colour = ramp(scale.share(cell.score))
        page.box(x, y, width, height, colour)
        page.text(*middle, scale.short(cell.score), size=size, colour=ink_on(colour), ha="center")
    elif cell.state == "silent":
        page.box(x, y, width, height, PALE)
        # Silence need not get the least: where less is better, or of z-scores, it gets more.
        shown = DASH if cell.score <= scale.low else scale.short(cell.score)
        page.text(*middle, shown, size=size, colour=MUTED, ha="center")
    elif cell.state == "imputed":
        style = {"hatch": DOTS, "edgecolor": MUTED, "linewidth": 0.6, "linestyle": "--"}
        page.box(x, y, width, height, "white", **style)
        shown = f"({scale.short(cell.score)})"
        on_white = page.text(*middle, shown, size=size, colour=INK, ha="center")
        on_white.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})
    else:
        page.box(x, y, width, height, "white", hatch=HATCH, edgecolor=FAINT, linewidth=0.4)


def _legend(page: Page, view: ReportView, scale: ScoreScale, left: float, silent: float) -> None:
    y, tall = page.bottom + 0.1, 0.24
    page.text(left - 0.1, y + tall / 2, view.word("legend_score"), size=9, colour=MUTED, ha="right")
    x = left
    for score in scale.ticks:
        draw_cell(page, (x, y, 0.46, tall), Cell(score, "stated"), scale, 9)
        x += 0.46
    states = states_of(view)
    for state, entry in (
        ("silent", "legend_silent"),
        ("imputed", "legend_imputed"),
        ("unread", "legend_unread_missing" if "missing" in states else "legend_unread"),
        ("missing", "legend_missing"),
    ):
        # What is unread and what is missing look the same.
        if state not in states or (state == "missing" and "unread" in states):
            continue
        x += 0.4
        middle = scale.ticks[len(scale.ticks) // 2]
        sample = Cell(silent if state == "silent" else middle, state)
        draw_cell(page, (x, y, 0.46, tall), sample, scale, 9)
        words = view.word(entry)
        page.text(x + 0.54, y + tall / 2, words, size=9, colour=MUTED)
        x += 0.54 + text_width(words, 9)
