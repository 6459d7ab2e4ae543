"""The dimension scores side by side: where each region is strong and where it is not."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from bench.report.axis import Axis, axis_of
from bench.report.findings import dimension_finding
from bench.report.fonts import text_width
from bench.report.scale import ScoreScale, score_scale
from bench.report.theme import (
    ACCENT,
    BAR,
    FAINT,
    INK,
    LINE,
    MARGIN,
    MUTED,
    RULE,
    WIDTH,
    Page,
    house_style,
    new_page,
    row_height,
    row_size,
)
from bench.report.view import ReportView
from bench.report.wrapping import shorten, wrap

NAME_WIDTH = 2.6
GAP = 0.35
MIN_PANEL = 1.6
SIZE = 11
VALUE_WIDTH = 0.5


@dataclass(frozen=True, slots=True)
class Panel:
    """One dimension's panel: left edge and width in inches, and its axis."""

    start: float
    width: float
    axis: Axis

    def x(self, value: float) -> float:
        """Where a score stands; the value written beside the dot keeps its room."""
        return self.start + (self.width - VALUE_WIDTH) * self.axis.share(value)


def dimension_chart(view: ReportView) -> Figure:
    """Return one panel a dimension with a dot for each region, in the order of the ranking."""
    table = view.charted
    count = max(len(table), 1)
    height = row_height(count)
    size = row_size(height)
    dimensions = view.catalogue.dimensions
    name = max([0.6, *(text_width(str(region), size, True) for region in table["region"])])
    name = min(name, NAME_WIDTH)
    width = max((WIDTH - 2 * MARGIN - name - 0.15) / len(dimensions) - GAP, MIN_PANEL)
    headings = [wrap(d.name.in_(view.language), width, SIZE, True) for d in dimensions]
    head = max(map(len, headings)) * SIZE * LINE / 72 + 0.15
    body = name + 0.15 + len(dimensions) * (width + GAP)
    axis = axis_of(table[[d.id for d in dimensions]].to_numpy(dtype=float).ravel())
    scale = score_scale(view)
    with house_style():
        page = new_page(
            dimension_finding(view),
            view.method_line,
            view.foot,
            max(WIDTH - 2 * MARGIN, body),
            head + count * height + 0.3,
        )
        top = page.top - head
        left = page.left + name + 0.15
        for place, region in enumerate(table["region"]):
            bold = region == view.target
            y, colour = top - (place + 0.5) * height, ACCENT if bold else INK
            shown = shorten(str(region), name + 0.02, size, bold)
            page.text(left - 0.1, y, shown, size=size, bold=bold, colour=colour, ha="right")
        for number, dimension in enumerate(dimensions):
            panel = Panel(left + number * (width + GAP) + 0.1, width, axis)
            _scale(page, headings[number], panel, top, count * height)
            for place, (region, value) in enumerate(
                zip(table["region"], table[dimension.id], strict=True)
            ):
                y = top - (place + 0.5) * height
                _dot(page, panel, scale, y, value, region == view.target, size)
    return page.figure


def _scale(page: Page, heading: list[str], panel: Panel, top: float, height: float) -> None:
    for number, line in enumerate(reversed(heading)):
        y = top + 0.1 + (number + 0.5) * SIZE * LINE / 72
        page.text(panel.start, y, line, size=SIZE, bold=True)
    page.line((panel.start, panel.start + panel.width), (top, top), INK, 1.2)
    ticks = panel.axis.ticks
    for score in (ticks[0], ticks[len(ticks) // 2], ticks[-1]):
        x = panel.x(score)
        page.line((x, x), (top - height, top), RULE, 0.5)
        page.text(x, top - height - 0.15, f"{score:g}", size=8, colour=MUTED, ha="center")


def _dot(
    page: Page,
    panel: Panel,
    scale: ScoreScale,
    y: float,
    value: float,
    is_target: bool,
    size: float,
) -> None:
    dot, ink = (ACCENT, ACCENT) if is_target else (MUTED, INK)
    if pd.isna(value):
        page.text(panel.start + 0.06, y, "–", size=size - 1, colour=FAINT)
        return
    x = panel.x(value)
    page.line((panel.x(0.0), x), (y, y), ACCENT if is_target else BAR, 3 if is_target else 2)
    page.dot(x, y, dot, 8 if is_target else 7)
    # Right of the line from 0, whichever way it goes.
    end = max(x, panel.x(0.0))
    shown = page.text(end + 0.09, y, scale.index(value), size=size - 1, bold=is_target, colour=ink)
    shown.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})
