"""The shapes of regions as small radars side by side, each before the median of all."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.figure import Figure

from bench.report.charts.axis import Axis, close_axis
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, page_number
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper
from bench.report.charts.radar import ALPHA, Floats, Radar
from bench.report.charts.radar_layout import (
    SMALLEST_NUMBERED,
    RadarLayout,
    RadarTexts,
    radar_layout,
)
from bench.report.charts.subtitle import plain_method
from bench.report.charts.theme import (
    ACCENT,
    BAR,
    FAINT,
    HATCH,
    INK,
    Page,
    house_style,
)
from bench.report.charts.wrapping import shorten
from bench.report.findings_robustness import radar_finding
from bench.report.scale import ScoreScale, score_scale
from bench.report.shapes import Shapes, shapes_of
from bench.report.view import ReportView

BELOW_LEGEND: Final = 0.12
ABOVE_NAMES: Final = 0.12
SAMPLE: Final = 0.3
LEAST_NAME: Final = 2.0  # inches that the name of an axis may take where it is told below


def has_radar(view: ReportView) -> bool:
    """Tell whether there are shapes to draw."""
    return shapes_of(view) is not None


def radar_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return a radar a region: the target and its peers, or the first of the ranking.

    Axes of which nothing was read are hatched and have no point: they are not 0. Only for a view
    of which `has_radar` holds.
    """
    shapes = shapes_of(view)
    assert shapes is not None
    scale, axis = score_scale(view), close_axis([*shapes.values.ravel(), *shapes.median])
    frame = Frame.of(radar_finding(view), _subtitle(view, shapes, axis), view.source_foot, paper)
    legend = Legend.of(_keys(view, shapes), paper.label, paper.inner)
    besides = legend.height + BELOW_LEGEND
    heads = tuple(
        (name, _rank(view, rank)) for name, rank in zip(shapes.regions, shapes.ranks, strict=True)
    )
    told = _told(view, scale, shapes.values.ravel())
    plan = _plan(shapes, heads, max(text_width(t, 72, True) for t in told), frame, besides)
    layout, figures = plan.layout, []
    with house_style():
        for number, places in enumerate(plan.pages):
            grid = besides + math.ceil(len(places) / layout.columns) * layout.height
            names = plan.names.height + ABOVE_NAMES if plan.names else 0.0
            page = frame.page(grid + names, page_number(view, number, len(plan.pages)))
            legend.draw(page, page.left, page.top)
            for place, region in enumerate(places):
                row, column = divmod(place, layout.columns)
                top = page.top - besides - row * layout.height
                radar = Radar(
                    page,
                    layout,
                    axis,
                    x=page.left + (column + 0.5) * layout.width,
                    y=top - layout.height + layout.middle,
                    values=shapes.values[region],
                    median=shapes.median,
                    is_target=shapes.regions[region] == view.target,
                )
                radar.draw()
                radar.head(*heads[region], top)
                radar.labels(_told(view, scale, shapes.values[region]))
            if plan.names:
                plan.names.draw(page, page.left, page.top - grid - ABOVE_NAMES)
            figures.append(page.figure)
    return tuple(figures)


def _rank(view: ReportView, rank: float) -> str:
    return view.word("not_ranked") if math.isnan(rank) else view.word("radar_rank", rank=int(rank))


def _told(view: ReportView, scale: ScoreScale, values: Floats) -> list[str]:
    unread = view.word("state_unread")
    return [unread if math.isnan(value) else scale.index(value) for value in values.tolist()]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the radars stand, which on which page, and the names of axes that have only numbers."""

    layout: RadarLayout
    pages: tuple[range, ...]
    names: Legend | None


def _plan(
    shapes: Shapes,
    heads: tuple[tuple[str, str], ...],
    value: float,
    frame: Frame,
    besides: float,
) -> _Plan:
    """Return the plan that tells most on one page: values, or names, or numbers at the axes.

    ``value`` is the width of the widest value in em. Numbered axes take no room to speak of, and
    only they go on to further pages.
    """
    paper, count = frame.paper, len(shapes.regions)
    for width in (value, 0.0):
        texts = RadarTexts(heads, shapes.names, width)
        layout = radar_layout(count, texts, paper, frame.room - besides)
        if layout:
            return _Plan(layout, (range(count),), None)
    short = [shorten(name, max(paper.inner / 4, LEAST_NAME), paper.label) for name in shapes.names]
    keys = [Key(f"{i} {name}", 0.0, lambda *_: None) for i, name in enumerate(short, start=1)]
    names = Legend.of(keys, paper.label, paper.inner)
    texts = RadarTexts(heads, tuple(str(place) for place in range(1, len(keys) + 1)), 0.0)
    for pages in range(1, count + 1):
        each = math.ceil(count / pages)
        room = (frame.room if pages == 1 else frame.paged_room) - besides
        room -= names.height + ABOVE_NAMES
        layout = radar_layout(each, texts, paper, room, SMALLEST_NUMBERED)
        if layout:
            parts = (range(i, min(i + each, count)) for i in range(0, count, each))
            return _Plan(layout, tuple(parts), names)
    raise AssertionError("a page has room for one radar")


def _subtitle(view: ReportView, shapes: Shapes, axis: Axis) -> str:
    beside = view.overview.beside if view.overview else None
    if shapes.of_peers and beside:
        count, how = len(shapes.regions) - 1, beside.peers.how.text(view.language)
        name = "radar_peers" if count == len(beside.peers.codes) else "radar_peers_first"
        shown = view.word(name, target=view.target, count=count, how=how)
    elif len(shapes.regions) == len(view.ranking):
        shown = view.word("radar_all")
    else:
        own = "_target" if view.target in shapes.regions else ""
        shown = view.word(f"radar_first{own}", target=view.target)
    low, high = f"{axis.low:g}", f"{axis.high:g}"
    return view.word("radar_note", method=plain_method(view), low=low, high=high, shown=shown)


def _keys(view: ReportView, shapes: Shapes) -> list[Key]:
    keys = [
        Key(view.word("radar_region"), SAMPLE, _box(BAR)),
        Key(view.word("radar_median", count=len(view.ranked)), SAMPLE, _line),
    ]
    if view.target in shapes.regions:
        keys.insert(0, Key(view.target, SAMPLE, _box(ACCENT)))
    if np.isnan(shapes.values).any():
        keys.append(Key(view.word("radar_unread"), SAMPLE, _hatched))
    return keys


def _box(colour: str) -> Callable[[Page, float, float], None]:
    def draw(page: Page, x: float, y: float) -> None:
        page.box(x, y - 0.07, SAMPLE, 0.14, colour, alpha=ALPHA)

    return draw


def _line(page: Page, x: float, y: float) -> None:
    page.line((x, x + SAMPLE), (y, y), INK, 0.9)


def _hatched(page: Page, x: float, y: float) -> None:
    style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4}
    page.box(x, y - 0.07, SAMPLE, 0.14, "white", **style)
