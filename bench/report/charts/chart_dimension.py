"""The dimension scores side by side: where each region is strong and where it is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from bench.catalogue.model import Dimension
from bench.report.charts.axis import Axis, close_axis
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.shown import foot_of
from bench.report.charts.subtitle import plain_method
from bench.report.charts.theme import (
    ACCENT,
    BAR,
    FAINT,
    INK,
    MUTED,
    RULE,
    Page,
    house_style,
)
from bench.report.charts.wrapping import shorten, wrap
from bench.report.findings import dimension_finding
from bench.report.scale import ScoreScale, score_scale
from bench.report.view import ReportView

GAP: Final = 0.3  # between panels
SAMPLE: Final = 0.15
LEAST_LINE: Final = 0.55  # of a panel, from one end of the scale to the other


@dataclass(frozen=True, slots=True)
class Panel:
    """One dimension's panel: its heading, left edge and width in inches, and its axis."""

    id: str
    heading: list[str]
    start: float
    width: float
    value: float  # room for the score beside the dot
    axis: Axis
    median: float  # of the ranked regions; NaN where none has a score
    place: str  # of the target among them, in words; "" where it has none

    def x(self, score: float) -> float:
        """Where a score stands; the value written beside the dot keeps its room."""
        return self.start + (self.width - self.value) * self.axis.share(score)


def dimension_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return one panel a dimension with a dot for each region, in the order of the ranking."""
    table = view.charted
    frame = Frame.of(dimension_finding(view), plain_method(view), foot_of(view, table), paper)
    # Headings take more lines the narrower their panels are, so they are measured first.
    name = _name_width(table, paper, paper.row[1])
    blocks = _blocks(view, table, paper, name)
    head = max(len(panel.heading) for panels in blocks for panel in panels)
    heading = head * line_height(paper.label + 1) + 0.08
    legend = Legend.of(
        [Key(view.word("dimension_median"), SAMPLE, _sample)], paper.label, paper.inner
    )
    footing = line_height(paper.small) + 0.06 + legend.height
    rows = Rows.of(frame, len(table), heading + footing, parts=len(blocks))
    count, scale, figures = len(rows.pages) * len(blocks), score_scale(view), []
    with house_style():
        for number, (places, panels) in enumerate(product(rows.pages, blocks)):
            page = frame.page(
                heading + len(places) * rows.height + footing, page_number(view, number, count)
            )
            legend.draw(page, page.right - legend.width, page.bottom + legend.height)
            top, shown = page.top - heading, table.iloc[list(places)]
            for panel in panels:
                _scale(page, panel, top, len(places) * rows.height)
            for place, row in enumerate(shown.to_dict("records")):
                y, is_target = top - (place + 0.5) * rows.height, row["region"] == view.target
                colour = ACCENT if is_target else INK
                text = shorten(str(row["region"]), name + 0.02, rows.size, is_target)
                right = paper.side + name
                page.text(right, y, text, size=rows.size, bold=is_target, colour=colour, ha="right")
                for panel in panels:
                    _dot(page, panel, scale, y, row[panel.id], is_target, rows.size)
            figures.append(page.figure)
    return tuple(figures)


def _sample(page: Page, x: float, y: float) -> None:
    page.line((x + SAMPLE / 2,) * 2, (y - 0.07, y + 0.07), INK, 0.9)


def _name_width(table: pd.DataFrame, paper: Paper, size: float) -> float:
    widths = (text_width(str(region), size, True) for region in table["region"])
    return min(max([0.6, *widths]), paper.name_width)


def _blocks(
    view: ReportView, table: pd.DataFrame, paper: Paper, name: float
) -> list[tuple[Panel, ...]]:
    """Return the panels of each page: as many as can be read side by side."""
    dimensions = view.catalogue.dimensions
    scale = score_scale(view)
    scores = table[[d.id for d in dimensions]].to_numpy(dtype=float).ravel()
    axis = close_axis(scores)
    places = {dimension.id: _place(view, dimension.id) for dimension in dimensions}
    told = (text_width(scale.index(v), paper.row[1], True) for v in scores if not math.isnan(v))
    value = max([0.3, *told]) + 0.16
    left = paper.side + name + 0.2
    room = paper.width - paper.side - left + GAP
    fitting = max(int(room / (LEAST_LINE + value + GAP)), 1)
    each = math.ceil(len(dimensions) / math.ceil(len(dimensions) / fitting))
    width = room / each - GAP
    own = table[table["region"] == view.target]
    needed = value
    for key, place in places.items():
        for score in own[key].dropna():
            # What is written beside the target's dot needs more room, from where the dot stands.
            text = text_width(f"{scale.index(score)}{place}", paper.row[1], True) + 0.16
            if axis.share(score) > 0:
                needed = max(needed, width - (width - text) / axis.share(score))
    if needed <= max(width - LEAST_LINE, value):
        value = needed
    else:  # no room for ranks
        places = dict.fromkeys(places, "")

    def panel(place: int, dimension: Dimension) -> Panel:
        heading = wrap(dimension.name.in_(view.language), width, paper.label + 1, True)
        start, median = left + place * (width + GAP), float(view.ranked[dimension.id].median())
        own = places[dimension.id]
        return Panel(dimension.id, heading, start, width, value, axis, median, own)

    return [
        tuple(panel(i, d) for i, d in enumerate(dimensions[start : start + each]))
        for start in range(0, len(dimensions), each)
    ]


def _place(view: ReportView, dimension: str) -> str:
    """Return the target's rank in a dimension, among the ranked regions, in brackets."""
    scores = view.ranked.set_index("region")[dimension].round(6)
    if view.target not in scores.index or pd.isna(scores[view.target]):
        return ""
    rank = int((scores > scores[view.target]).sum()) + 1
    return view.word("dimension_place", rank=rank)


def _scale(page: Page, panel: Panel, top: float, height: float) -> None:
    step = line_height(page.paper.label + 1)
    for number, line in enumerate(reversed(panel.heading)):
        y = top + 0.06 + (number + 0.5) * step
        page.text(panel.start, y, line, size=page.paper.label + 1, bold=True)
    page.line((panel.start, panel.start + panel.width), (top, top), INK, 1.2)
    if not math.isnan(panel.median):
        page.line((panel.x(panel.median),) * 2, (top - height, top), INK, 0.9)
    for score in _labelled(panel.axis.ticks):
        x, y = panel.x(score), top - height - line_height(page.paper.small) / 2 - 0.02
        page.line((x, x), (top - height, top), RULE, 0.5)
        page.text(x, y, f"{score:g}", size=page.paper.small, colour=MUTED, ha="center")


def _labelled(ticks: Sequence[float]) -> tuple[float, float, float]:
    return ticks[0], ticks[len(ticks) // 2], ticks[-1]


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
        page.text(panel.start + 0.06, y, "–", size=size, colour=FAINT)
        return
    x = panel.x(value)
    page.line((panel.x(0.0), x), (y, y), ACCENT if is_target else BAR, 3 if is_target else 2)
    page.dot(x, y, dot, size * 0.62)
    # Right of the line from 0, whichever way it goes.
    end = max(x, panel.x(0.0))
    told = scale.index(value) + (panel.place if is_target else "")
    shown = page.text(end + 0.08, y, told, size=size, bold=is_target, colour=ink)
    shown.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})
