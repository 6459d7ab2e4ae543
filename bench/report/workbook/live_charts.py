"""Excel charts of the live sheets: they follow the weights, and so does what they say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from xlsxwriter import Workbook

from bench.report.charts.axis import axis_of
from bench.report.charts.theme import ACCENT, BAR, INK, RULE
from bench.report.scale import index_name, score_scale
from bench.report.scale_names import OWN_SCALE, aggregations
from bench.report.view import ReportView
from bench.report.workbook.formats import decimals
from bench.report.workbook.live import Live
from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_places import (
    CHART,
    FIRST,
    HEADING,
    NOW_INDEX,
    NOW_RANK,
    NOW_REGION,
    OWN_INDEX,
    STATE,
    WHY,
)
from bench.report.workbook.native_charts import (
    LARGE,
    Series,
    Shown,
    bars,
    bars_height,
    font,
    value_axis,
)

FEW_REGIONS: Final = 14  # a ranking so short leaves room below it
WIDTH: Final = 430  # pixels
SMALL_WIDTHS: Final = 1050  # of all small charts side by side
SMALL_ROW: Final = 18
MOST_PLACES: Final = 31  # that charts show: all provinces
SMALL_FRAME: Final = 70
ROW_PIXELS: Final = 20  # of a line of a sheet


def charted(live: Live) -> int:
    """Return how many places of the ranking charts show.

    Those that can be taken under some weights: by regions with claims enough and a score.
    """
    scored = ~np.isnan(live.scores[:, : live.leaves]).all(axis=1)
    possible = int(np.count_nonzero(scored & (live.claims >= live.bar.claims)))
    return min(possible, MOST_PLACES)


def insert_ranking_chart(workbook: Workbook, page: LiveSheet) -> tuple[int, int]:
    """Put bars of the index under a short live ranking, else beside it.

    The title is the finding above the ranking.

    Returns
    -------
    row, column
        The last ones that table and chart take.
    """
    count, last = charted(page.live), FIRST + len(page.live.regions) - 1
    if not count:
        return last, WHY
    name, rows = page.at.weights, (FIRST, FIRST + count - 1)
    series = Series("", NOW_INDEX, BAR, number=_number(page.view))
    chart = bars(workbook, name, rows, NOW_REGION, [series])
    if page.target:
        own = Series("", OWN_INDEX, ACCENT).options(name, rows, NOW_REGION)
        chart.add_series({**own, "overlap": 100})
    number = decimals(score_scale(page.view).index_places)
    low = {key: end for key, end in _ends(page).items() if key == "min"}
    chart.set_x_axis(value_axis(index_name(page.view), number, **low))
    title = f"={page.at.on_weights(STATE, NOW_RANK)}"
    chart.set_title({"name": title, "name_font": font(LARGE, INK, bold=True), "overlay": False})
    height = bars_height(count)
    chart.set_size({"width": WIDTH, "height": height})
    chart.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    words = page.word("weights_ranking_title")
    short = len(page.live.regions) <= FEW_REGIONS
    place = (last + 2, NOW_RANK) if short else (HEADING, CHART)
    page.sheet.insert_chart(*place, chart, {"description": words, "object_position": 2})
    return max(last, place[0] + math.ceil(height / ROW_PIXELS)), WHY if short else CHART + 6


def insert_dimension_charts(
    workbook: Workbook, page: LiveSheet, columns: Mapping[int, int], row: int
) -> int:
    """Put a small chart a dimension below the live dimension scores; return the row after them.

    Parameters
    ----------
    columns
        Column of the scores, by the position of the dimension.
    row
        The first row that is free.
    """
    count = charted(page.live)
    if not count:
        return row
    across = len(columns) if len(columns) <= 4 else 3 + (len(columns) % 4 == 0)
    width = min(SMALL_WIDTHS // across, 400)
    height = SMALL_FRAME + SMALL_ROW * count
    lines = math.ceil(height / ROW_PIXELS) + 1
    rows = (FIRST, FIRST + count - 1)
    for number, (position, column) in enumerate(columns.items()):
        series = Series("", column, BAR, number=_number(page.view))
        chart = bars(workbook, page.sheet.name, rows, 1, [series])
        chart.set_x_axis({**_ends(page), "visible": False, "major_gridlines": {"visible": False}})
        shown = Shown(chart, page.live.names[position])
        place = (row + number // across * lines, 0, width - 8, height)
        shown.insert(page.sheet, *place, number % across * width)
    return row + math.ceil(len(columns) / across) * lines


def _number(view: ReportView) -> str:
    """Return the format of numbers beside bars; where there is no score there is none."""
    number = decimals(score_scale(view).index_places)
    return f"{number};-{number};"


def _ends(page: LiveSheet) -> dict[str, Any]:
    """Return the ends of the axis: those that no weights can pass, or none where any may be."""
    if OWN_SCALE & set(aggregations(page.view.catalogue)):
        return {}
    axis = axis_of(page.live.scores[:, : page.live.leaves].ravel().tolist())
    return {"min": axis.low, "max": axis.high}
