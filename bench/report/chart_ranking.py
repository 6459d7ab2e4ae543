"""The ranking as bars: index, rank and how sure the rank is."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bench.report.axis import Axis, axis_of
from bench.report.findings import ranking_finding
from bench.report.fonts import text_width
from bench.report.scale import ScoreScale, index_name, score_scale
from bench.report.summary import interval_text
from bench.report.theme import (
    ACCENT,
    BAR,
    FAINT,
    INK,
    MARGIN,
    MARK,
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
from bench.report.wrapping import shorten

HEADING = 0.6
INTERVAL_WIDTH = 2.6
NAME_WIDTH = 2.6


def ranking_chart(view: ReportView) -> Figure:
    """Return the regions by index, best on top, each with its rank and rank interval.

    Regions without a rank stand below with the reason. The target is dark and bold.
    """
    table = view.charted
    count = max(len(table), 1)
    height = row_height(count)
    with house_style():
        page = new_page(
            ranking_finding(view),
            view.method_line,
            view.foot,
            WIDTH - 2 * MARGIN,
            HEADING + count * height,
        )
        columns = _Columns.of(page, table, row_size(height), score_scale(view))
        _headings(page, view, columns, len(view.ranked) * height)
        for place, row in enumerate(table.to_dict("records")):
            y = page.top - HEADING - (place + 0.5) * height
            _row(page, view, columns, row, y, height)
    return page.figure


class _Columns:
    """Where the columns of the chart stand, in inches."""

    def __init__(
        self,
        page: Page,
        name: float,
        size: float,
        ranks: int,
        intervals: bool,
        axis: Axis,
        scale: ScoreScale,
    ) -> None:
        self.size = size
        self.name = name
        self.rank_right = page.left + 0.5
        self.bar_left = self.rank_right + 0.2 + name + 0.15
        self.interval_right = page.right - 0.15
        self.interval_left = page.right - INTERVAL_WIDTH + 0.55
        self.bar_right = page.right - INTERVAL_WIDTH - 0.75
        self.ranks = ranks
        self.intervals = intervals
        self.axis = axis
        self.scale = scale

    @classmethod
    def of(cls, page: Page, table: pd.DataFrame, size: float, scale: ScoreScale) -> _Columns:
        widths = [text_width(str(name), size, True) for name in table["region"]]
        name = min(max([*widths, 0.6]), NAME_WIDTH)
        highest = table[["rank", "rank_high"]].max().max()
        ranks = int(highest) if pd.notna(highest) else 1
        intervals = bool(table["rank_low"].notna().any())
        return cls(page, name, size, ranks, intervals, axis_of(table["index"]), scale)

    def bar(self, index: float) -> float:
        """Where a bar of this index ends."""
        return self.bar_left + (self.bar_right - self.bar_left) * self.axis.share(index)

    def mark(self, rank: float) -> float:
        """Where a rank stands in the interval column, 1 on the left."""
        share = (rank - 1) / max(self.ranks - 1, 1)
        return self.interval_left + (self.interval_right - self.interval_left) * share


def _headings(page: Page, view: ReportView, at: _Columns, bars: float) -> None:
    """Write the headings, and draw the lines of the scale as far down as there are bars."""
    y = page.top - HEADING + 0.4
    page.text(at.rank_right, y, view.word("rank_heading"), size=9, colour=MUTED, ha="right")
    name_right = at.bar_left - 0.15
    page.text(name_right, y, view.word("region_heading"), size=9, colour=MUTED, ha="right")
    page.text(
        at.bar_left,
        y,
        index_name(view),
        size=9,
        colour=MUTED,
    )
    if at.intervals:
        heading = view.word("interval_heading")
        page.text(at.interval_right, y, heading, size=9, colour=MUTED, ha="right")
    top = page.top - HEADING
    page.line((page.left, page.right), (top, top))
    for index in at.axis.ticks:
        page.line((at.bar(index),) * 2, (top - bars, top), RULE, 0.5)
        page.text(at.bar(index), top + 0.12, f"{index:g}", size=8, colour=MUTED, ha="center")


def _row(
    page: Page, view: ReportView, at: _Columns, row: dict[Any, Any], y: float, height: float
) -> None:
    region = str(row["region"])
    is_target = region == view.target
    name = shorten(region, at.name + 0.02, at.size, is_target)
    ranked = pd.notna(row["rank"])
    colour = ACCENT if is_target else INK if ranked else MUTED
    name_right = at.bar_left - 0.15
    page.text(name_right, y, name, size=at.size, bold=is_target, colour=colour, ha="right")
    if not ranked:
        note = str(row["note"] or "")
        text = view.word("not_ranked_note", note=note) if note else view.word("not_ranked")
        room = page.right - at.bar_left - 0.1
        page.text(at.bar_left + 0.08, y, shorten(text, room, 9), size=9, colour=MUTED)
        return
    rank, index = int(row["rank"]), float(row["index"])
    page.text(at.rank_right, y, str(rank), size=at.size, bold=is_target, colour=colour, ha="right")
    thick = height * 0.62
    fill = ACCENT if is_target else BAR
    ends = sorted((at.bar(0.0), at.bar(index)))
    page.box(ends[0], y - thick / 2, ends[1] - ends[0], thick, fill)
    shown = page.text(
        ends[1] + 0.08, y, at.scale.index(index), size=at.size, bold=is_target, colour=colour
    )
    # The value stands on white, so that no guide line runs through it.
    shown.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
    if pd.notna(row["rank_low"]) and pd.notna(row["rank_high"]):
        _interval(page, at, row, y, is_target)


def _interval(page: Page, at: _Columns, row: dict[Any, Any], y: float, is_target: bool) -> None:
    low, high = float(row["rank_low"]), float(row["rank_high"])
    colour = ACCENT if is_target else INK
    right = at.interval_left - 0.2
    page.text(
        right,
        y,
        interval_text(low, high),
        size=at.size - 1,
        bold=is_target,
        colour=colour,
        ha="right",
    )
    page.line((at.mark(1) - 0.08, at.mark(at.ranks) + 0.08), (y, y), RULE, 0.5)
    page.line((at.mark(low), at.mark(high)), (y, y), ACCENT if is_target else FAINT, 2.5)
    page.dot(at.mark(float(row["rank"])), y, MARK if is_target else MUTED, at.size / 2)
