"""Excel charts of the ranking: the index, with rank intervals, large beside its table and small."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from xlsxwriter import Workbook

from bench.report.charts.axis import axis_of
from bench.report.charts.theme import ACCENT, BAR, MARK
from bench.report.findings import ranking_finding
from bench.report.findings_robustness import rank_distribution_finding
from bench.report.rank_spread import rank_spread
from bench.report.scale import index_name, score_scale
from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.report.wording import number
from bench.report.workbook.formats import decimals
from bench.report.workbook.native_charts import (
    FRAME_PIXELS,
    MOST_ROWS,
    PLAIN,
    UNNUMBERED,
    Series,
    Shown,
    bars,
    spans,
    value_axis,
)

# Columns of the ranking.
RANK, REGION, INDEX, LOW, HIGH = range(5)
LABEL_ROOM: Final = 0.22  # of the axis, for what stands beside the longest bar
MOST_BARS: Final = 12  # on the cover; more have smaller names and no numbers
TINY, TINY_ROW = 7, 18  # points of such a name, pixels of its row


def ranking_chart(workbook: Workbook, view: ReportView) -> Shown | None:
    """Return bars of the index with rank intervals beside them, or None where none is ranked."""
    rows = _window(view)
    if rows is None:
        return None
    chart = bars(workbook, view.word("sheet_ranking"), rows, REGION, [_series(view, rows)])
    chart.set_x_axis(_axis(view, labelled=True))
    return Shown(chart, _windowed(view, ranking_finding(view), rows))


def cover_chart(workbook: Workbook, view: ReportView) -> Shown | None:
    """Return a small chart of the index, or None where fewer than two regions are ranked."""
    rows = _window(view)
    if rows is None or rows[0] == rows[1]:
        return None
    few = rows[1] - rows[0] < MOST_BARS
    sheet, series = view.word("sheet_ranking"), _series(view, rows, labels=few)
    chart = bars(workbook, sheet, rows, REGION, [series], size=PLAIN if few else TINY)
    chart.set_x_axis(_axis(view, labelled=few))
    return Shown(chart, _windowed(view, ranking_finding(view), rows))


def cover_chart_height(view: ReportView) -> int:
    """Return how many pixels the chart of the cover needs for the name of each region."""
    return FRAME_PIXELS + min(len(view.ranked), MOST_ROWS) * TINY_ROW


def interval_chart(workbook: Workbook, view: ReportView) -> Shown | None:
    """Return each rank interval as a line with the rank on it; None where none is known."""
    rows = _window(view)
    if rows is None or view.ranked["rank_low"].isna().all():
        return None
    shown = view.ranked.iloc[rows[0] - 1 : rows[1]]
    fills = [MARK if region == view.target else ACCENT for region in shown["region"]]
    names = [str(region) if region == view.target else "" for region in shown["region"]]
    ends = (HIGH, LOW, RANK)
    chart = spans(workbook, view.word("sheet_ranking"), rows, REGION, ends, fills, names)
    low, high = int(shown["rank_low"].min()), int(shown["rank_high"].max())
    options = value_axis(view.word("interval_heading"), "0", min=low, max=max(high, low + 1))
    chart.set_y_axis({**options, "reverse": True})
    known = rank_spread(view) is not None
    finding = rank_distribution_finding(view) if known else view.word("interval_title")
    return Shown(chart, _windowed(view, finding, rows))


def _window(view: ReportView) -> tuple[int, int] | None:
    """Return the first and last row of the ranking that are drawn, the target among them."""
    ranked = view.ranked.reset_index(drop=True)
    if ranked.empty:
        return None
    own = ranked.index[ranked["region"] == view.target]
    place = int(own[0]) if len(own) else 0
    last = min(max(MOST_ROWS, place + 1), len(ranked))
    return max(last - MOST_ROWS, 0) + 1, last


def _series(view: ReportView, rows: tuple[int, int], *, labels: bool = True) -> Series:
    shown = view.ranked.iloc[rows[0] - 1 : rows[1]]
    fills = [ACCENT if region == view.target else BAR for region in shown["region"]]
    told = [
        view.word(
            "ranking_bar" if pd.notna(row["rank_low"]) else "ranking_bar_plain",
            index=number(view, row["index"]),
            interval=interval_text(row["rank_low"], row["rank_high"]),
        )
        for row in shown.to_dict("records")
    ]
    return Series("", INDEX, BAR, fills, told if labels else ())


def _axis(view: ReportView, *, labelled: bool) -> dict[str, Any]:
    """Return the axis of the index; where bars have labels, with room for them and no numbers."""
    axis, number = axis_of(view.ranked["index"]), decimals(score_scale(view).index_places)
    if not labelled:
        return value_axis(index_name(view), number, min=axis.low, max=axis.high)
    room = LABEL_ROOM * (axis.high - axis.low)
    name = view.word("ranking_axis", index=index_name(view))
    low = axis.low - room if (view.ranked["index"] < 0).any() else axis.low
    return value_axis(name, number, min=low, max=axis.high + room, **UNNUMBERED)


def _windowed(view: ReportView, finding: str, rows: tuple[int, int]) -> str:
    """Return a title that says which part of a long ranking is drawn."""
    first, last = rows
    if last - first + 1 == len(view.ranked):
        return finding
    return view.word("ranking_window", finding=finding, first=first, last=last)
