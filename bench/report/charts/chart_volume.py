"""Index against the volume of text read: whether more text makes a better rank."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bench.report.charts.axis import Axis
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame
from bench.report.charts.legend import Key, Legend
from bench.report.charts.log_axis import log_axis_of
from bench.report.charts.paper import SLIDE, Paper
from bench.report.charts.placing import Mark, place_names
from bench.report.charts.scatter import Scatter, draw_name, draw_ring
from bench.report.charts.theme import ACCENT, FAINT, INK, MUTED, Page, house_style
from bench.report.charts.wrapping import shorten
from bench.report.findings_robustness import largest_mover, volume_finding
from bench.report.scale import index_name, plain
from bench.report.view import ReportView
from bench.scoring.pairs import YES

LEAST_REGIONS: Final = 3
TALLEST: Final = 0.75  # height of the plot over the width of the page
LOWEST: Final = 2.4  # inches; and so much more for each region
EACH: Final = 0.25
BELOW_LEGEND: Final = 0.15
SAMPLE: Final = 0.25
DOT: Final = 7.0
_ROOM: Final = 0.06  # above and below the points, as a part of their span


def has_volume(view: ReportView) -> bool:
    """Tell whether text was read about three ranked regions or more."""
    return len(view.sureness.volume) >= LEAST_REGIONS


def volume_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return the regions by text read (across, logarithmic) and index (up), with the regression.

    Regions that would leave their rank interval with as much text as the others are ringed. Only
    for a view of which `has_volume` holds.
    """
    table = view.sureness.volume
    legend = Legend.of(_keys(view, table), paper.label, paper.inner)
    # The foot may tell of names without room, so that room is kept for a line more.
    frame = _frame(view, table, paper, len(table))
    room = frame.room - legend.height - BELOW_LEGEND
    height = min(room, TALLEST * paper.inner, LOWEST + EACH * len(table))
    up = _upwards([*table["index"], *_fitted(table)])
    plot = Scatter.of(log_axis_of(table["volume"]), up, paper, height, plain)
    marks = [_mark(view, plot, row, paper) for row in table.to_dict("records")]
    placed = place_names(marks, plot.box)
    frame = _frame(view, table, paper, sum(spot is None for spot in placed))
    with house_style():
        page = frame.page(height + legend.height + BELOW_LEGEND)
        plot = plot.moved(page.left, page.bottom)
        legend.draw(page, page.left, page.top)
        plot.draw_axes(page, view.word("volume_axis"), index_name(view))
        _regression(page, plot, table)
        for mark, spot, row in zip(marks, placed, table.to_dict("records"), strict=True):
            here, is_target = mark.moved(page.left, page.bottom), row["region"] == view.target
            if row["outside"] == YES:
                draw_ring(page, here.x, here.y)
            page.dot(here.x, here.y, ACCENT if is_target else MUTED, DOT)
            if spot is not None:
                spot = spot.moved(page.left, page.bottom)
                colour = ACCENT if is_target else INK
                draw_name(page, here, spot, size=paper.label, bold=is_target, colour=colour)
    return (page.figure,)


def _frame(view: ReportView, table: pd.DataFrame, paper: Paper, unnamed: int) -> Frame:
    note = view.word("volume_note" if _adjusted(table) else "volume_note_few")
    foot = view.source_foot
    foot = view.word("peers_unnamed", foot=foot, count=unnamed) if unnamed else foot
    return Frame.of(volume_finding(view), note, foot, paper)


def _adjusted(table: pd.DataFrame) -> bool:
    """Tell whether there are enough regions for a regression."""
    return bool(table["adjusted_index"].notna().any())


def _fitted(table: pd.DataFrame) -> pd.Series[float]:
    """Return what the volume explains of each index: mean index + (index − adjusted index)."""
    return (table["index"].mean() + table["index"] - table["adjusted_index"]).dropna()


def _upwards(values: Sequence[float]) -> Axis:
    """Return an axis that holds all values; a scatter need not begin at 0."""
    low, high = min(values), max(values)
    more = _ROOM * (high - low) or 1.0
    ticks = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low - more, high + more)
    return Axis(float(ticks[0]), float(ticks[-1]), tuple(float(tick) for tick in ticks))


def _mark(view: ReportView, plot: Scatter, row: dict[Any, Any], paper: Paper) -> Mark:
    """Return the point of a region with its name; with its ranks where they are told."""
    table = view.sureness.volume
    mover = largest_mover(table)
    region, is_target = str(row["region"]), row["region"] == view.target
    moved = mover is not None and region == mover[0]
    outside = row["outside"] == YES
    name = shorten(region, paper.name_width, paper.label, is_target)
    if (is_target or moved or outside) and pd.notna(row["adjusted_rank"]):
        ranks = {"rank": int(row["rank"]), "adjusted": int(row["adjusted_rank"])}
        name = view.word("volume_name", region=name, **ranks)
    return Mark(
        x=plot.x(float(row["volume"])),
        y=plot.y(float(row["index"])),
        name=name,
        width=text_width(name, paper.label, is_target),
        height=paper.label * 1.25 / 72,
        weight=4 * is_target + 2 * moved + outside,
    )


def _regression(page: Page, plot: Scatter, table: pd.DataFrame) -> None:
    """Draw the line on which the adjusted index rests, from the least to the most text."""
    if not _adjusted(table):
        return
    fitted = _fitted(table)
    ends = [int(table["volume"].argmin()), int(table["volume"].argmax())]
    x0, x1 = (plot.x(float(table["volume"].iloc[end])) for end in ends)
    y0, y1 = (plot.y(float(fitted.iloc[end])) for end in ends)
    page.line((x0, x1), (y0, y1), FAINT, 1.2, zorder=0.4)


def _keys(view: ReportView, table: pd.DataFrame) -> list[Key]:
    def dot(colour: str, page: Page, x: float, y: float) -> None:
        page.dot(x + SAMPLE / 2, y, colour, DOT)

    def ringed(page: Page, x: float, y: float) -> None:
        draw_ring(page, x + SAMPLE / 2, y)
        dot(MUTED, page, x, y)

    def line(page: Page, x: float, y: float) -> None:
        page.line((x, x + SAMPLE), (y, y), FAINT, 1.2)

    keys = []
    targeted = bool((table["region"] == view.target).any())
    if targeted:
        keys.append(Key(view.target, SAMPLE, partial(dot, ACCENT)))
    others = view.word("peers_other" if targeted else "volume_region")
    keys.append(Key(others, SAMPLE, partial(dot, MUTED)))
    if _adjusted(table):
        keys.append(Key(view.word("volume_line"), SAMPLE, line))
    if (table["outside"] == YES).any():
        keys.append(Key(view.word("volume_outside"), SAMPLE, ringed))
    return keys
