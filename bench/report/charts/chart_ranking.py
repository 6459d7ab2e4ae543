"""The ranking as bars: index, rank and how sure the rank is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from bench.report.charts.axis import Axis, axis_of
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.shown import foot_of, ranking_rows
from bench.report.charts.subtitle import plain_method
from bench.report.charts.theme import (
    ACCENT,
    BAR,
    FAINT,
    INK,
    MARK,
    MUTED,
    RULE,
    Page,
    house_style,
)
from bench.report.charts.wrapping import shorten
from bench.report.findings import ranking_finding
from bench.report.findings_robustness import span
from bench.report.scale import ScoreScale, index_name, score_scale
from bench.report.summary import interval_text
from bench.report.view import ReportView

INTERVALS: Final = 0.11  # share of the width on which rank intervals are drawn
ABOVE_LEGEND: Final = 0.1
SAMPLE: Final = 0.3


def ranking_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return the regions by index, best on top, each with its rank and rank interval.

    Regions without a rank stand below with the reason. The target is dark and bold.
    """
    table = ranking_rows(view)
    frame = Frame.of(ranking_finding(view), plain_method(view), foot_of(view, table), paper)
    heading = line_height(paper.label) + line_height(paper.small) + 0.06
    legend = Legend.of(_keys(view), paper.label, paper.inner)
    with_legend = bool(table["rank_low"].notna().any())
    below = ABOVE_LEGEND + legend.height if with_legend else 0.0
    rows = Rows.of(frame, len(table), heading + below)
    at = _Columns.of(view, paper, table, rows.size)
    figures = []
    with house_style():
        for number, places in enumerate(rows.pages):
            page = frame.page(
                heading + len(places) * rows.height + below,
                page_number(view, number, len(rows.pages)),
            )
            shown = table.iloc[list(places)]
            top = page.top - heading
            _headings(page, view, at, top, int(shown["rank"].notna().sum()) * rows.height)
            for place, row in enumerate(shown.to_dict("records")):
                _row(page, view, at, row, top - (place + 0.5) * rows.height, rows.height)
            if with_legend:
                legend.draw(page, page.right - legend.width, page.bottom + legend.height)
            figures.append(page.figure)
    return tuple(figures)


def _keys(view: ReportView) -> list[Key]:
    """Return what the marks of an interval stand for."""

    def dot(page: Page, x: float, y: float) -> None:
        page.dot(x + SAMPLE / 2, y, MUTED, page.paper.label / 2)

    def line(page: Page, x: float, y: float) -> None:
        page.line((x, x + SAMPLE), (y, y), FAINT, 2.5)

    interval = view.word("ranking_interval", share=span(view))
    return [Key(view.word("rank_heading"), SAMPLE, dot), Key(interval, SAMPLE, line)]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the chart stand, in inches from the left of the page."""

    size: float
    name: float
    rank_right: float
    bars: tuple[float, float]
    told_right: float  # of the intervals in numbers
    marks: tuple[float, float]
    ranks: int
    intervals: bool
    axis: Axis
    scale: ScoreScale

    @classmethod
    def of(cls, view: ReportView, paper: Paper, table: pd.DataFrame, size: float) -> _Columns:
        widths = [text_width(str(name), size, True) for name in table["region"]]
        name = min(max([*widths, 0.6]), paper.name_width)
        highest = table[["rank", "rank_high"]].max().max()
        ranks = int(highest) if pd.notna(highest) else 1
        scale = score_scale(view)
        heading = text_width(view.word("rank_heading"), paper.label)
        rank_right = paper.side + max(text_width(f"{ranks}", size, True), heading)
        right = paper.width - paper.side
        intervals = bool(table["rank_low"].notna().any())
        told_right = marks_left = right
        bars_right = right
        if intervals:
            marks_left = right - INTERVALS * paper.inner
            told_right = marks_left - 0.15
            heading = text_width(view.word("interval_heading"), paper.label)
            told = map(interval_text, table["rank_low"], table["rank_high"])
            wide = max(text_width(text, size, True) for text in told)
            bars_right = min(told_right - wide, right - heading) - 0.2
        values = map(scale.index, table["index"].dropna())
        value = max([0.0, *(text_width(text, size, True) for text in values)])
        return cls(
            size,
            name,
            rank_right,
            (rank_right + 0.15 + name + 0.12, bars_right - value - 0.12),
            told_right,
            (marks_left + 0.08, right - 0.08),
            ranks,
            intervals,
            axis_of(table["index"]),
            scale,
        )

    def bar(self, index: float) -> float:
        """Where a bar of this index ends."""
        return self.bars[0] + (self.bars[1] - self.bars[0]) * self.axis.share(index)

    def mark(self, rank: float) -> float:
        """Where a rank stands in the interval column, 1 on the left."""
        share = (rank - 1) / max(self.ranks - 1, 1)
        return self.marks[0] + (self.marks[1] - self.marks[0]) * share


def _headings(page: Page, view: ReportView, at: _Columns, top: float, bars: float) -> None:
    """Write the headings, and draw the lines of the scale as far down as there are bars."""
    paper = page.paper
    tick_y = top + 0.03 + line_height(paper.small) / 2
    y = tick_y + (line_height(paper.small) + line_height(paper.label)) / 2
    style: dict[str, Any] = {"size": paper.label, "colour": MUTED}
    page.text(at.rank_right, y, view.word("rank_heading"), ha="right", **style)
    page.text(at.bars[0] - 0.12, y, view.word("region_heading"), ha="right", **style)
    page.text(at.bars[0], y, index_name(view), **style)
    if at.intervals:
        page.text(page.right, y, view.word("interval_heading"), ha="right", **style)
        for rank in {1, at.ranks}:
            x = at.mark(rank)
            page.text(x, tick_y, str(rank), size=paper.small, colour=MUTED, ha="center")
    page.line((page.left, page.right), (top, top))
    for index in at.axis.ticks:
        page.line((at.bar(index),) * 2, (top - bars, top), RULE, 0.5)
        page.text(at.bar(index), tick_y, f"{index:g}", size=paper.small, colour=MUTED, ha="center")


def _row(
    page: Page, view: ReportView, at: _Columns, row: dict[Any, Any], y: float, height: float
) -> None:
    region = str(row["region"])
    is_target = region == view.target
    name = shorten(region, at.name + 0.02, at.size, is_target)
    ranked = pd.notna(row["rank"])
    colour = ACCENT if is_target else INK if ranked else MUTED
    page.text(at.bars[0] - 0.12, y, name, size=at.size, bold=is_target, colour=colour, ha="right")
    if not ranked:
        note = str(row["note"] or "")
        text = view.word("not_ranked_note", note=note) if note else view.word("not_ranked")
        size = min(at.size, page.paper.label)
        room = page.right - at.bars[0] - 0.1
        page.text(at.bars[0] + 0.08, y, shorten(text, room, size), size=size, colour=MUTED)
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
    told = interval_text(low, high)
    page.text(at.told_right, y, told, size=at.size, bold=is_target, colour=colour, ha="right")
    page.line((at.mark(1) - 0.08, at.mark(at.ranks) + 0.08), (y, y), RULE, 0.5)
    page.line((at.mark(low), at.mark(high)), (y, y), ACCENT if is_target else FAINT, 2.5)
    page.dot(at.mark(float(row["rank"])), y, MARK if is_target else MUTED, at.size / 2)
