"""The table of how much was read of each region beside its index, with a chart of the two."""

from __future__ import annotations

import math
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.report.charts.axis import axis_of
from bench.report.charts.theme import ACCENT, BAR
from bench.report.findings_robustness import largest_mover, volume_finding
from bench.report.scale import index_name, score_scale
from bench.report.view import ReportView
from bench.report.workbook.blocks import text_points, write_title
from bench.report.workbook.formats import decimals
from bench.report.workbook.native_charts import Shown, dots, value_axis
from bench.report.workbook.pages import ROW
from bench.report.workbook.sheet import Formats, clean_text, write_number, write_text
from bench.tables import VOLUME

# Name and look; the first is a name, all others are numbers.
_LAYOUT: Final = (
    ("region", "text"),
    ("volume", "count"),
    ("index", "index"),
    ("rank", "rank"),
    ("adjusted_index", "index"),
    ("adjusted_rank", "rank"),
)
_NAMES: Final = [name for name, _ in _LAYOUT]
HEIGHT: Final = 420  # pixels of the chart
MOST_NAMES: Final = 15
WIDE: Final = 20
# Of a logarithmic axis, times a power of ten; the outer two allow for how logarithms are rounded.
_ENDS: Final = (0.5, 1, 2, 5, 10, 20)


def write_volume(
    workbook: Workbook,
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    row: int,
    widths: tuple[float, ...],
    starts: list[int],
) -> int:
    """Write a row a ranked region with text, then the chart; return the row after both.

    Parameters
    ----------
    row
        Where to begin; not moved where no text was read.
    widths
        Of the columns of the sheet, in characters; the chart goes across them.
    starts
        The first rows of table and chart are added here.
    """
    table = view.sureness.volume
    if table.empty:
        return row
    starts.append(row)
    write_title(sheet, formats, view.word("sure_volume_heading"), row)
    row += 1
    headings = {column.name: column.heading(view.language) for column in VOLUME.columns}
    for column, name in enumerate(_NAMES):
        sheet.write_string(row, column, clean_text(headings[name]), formats["heading"])
    points = (
        text_points(headings[name], width - 2) for name, width in zip(_NAMES, widths, strict=False)
    )
    sheet.set_row(row, max(points))
    first = row + 1
    for line, values in enumerate(table.to_dict("records"), first):
        look = formats["target" if values["region"] == view.target else "text"]
        write_text(sheet, line, 0, clean_text(values["region"]), look)
        for column, (name, look_name) in enumerate(_LAYOUT[1:], 1):
            write_number(sheet, line, column, values[name], formats[look_name])
    starts.append(first + len(table) + 1)
    return _chart(workbook, sheet, view, (first, first + len(table) - 1), widths)


def _chart(
    workbook: Workbook,
    sheet: Worksheet,
    view: ReportView,
    rows: tuple[int, int],
    widths: tuple[float, ...],
) -> int:
    """Draw the index by the text read, the target set off; return the row after the chart."""
    after, table = rows[1] + 2, view.sureness.volume
    if len(table) < 2:
        return after
    regions = [str(region) for region in table["region"]]
    # Of many only those that are spoken of: names would lie on one another.
    mover = largest_mover(table)
    told = {view.target, regions[0], *([mover[0]] if mover else [])}
    named = told if len(regions) > MOST_NAMES else set(regions)
    names = [region if region in named else "" for region in regions]
    fills = [ACCENT if region == view.target else BAR for region in regions]
    columns = (_NAMES.index("volume"), _NAMES.index("index"))
    chart = dots(workbook, view.word("sheet_sureness"), rows, *columns, names, fills)
    low, high = _round(table["volume"].min(), up=False), _round(table["volume"].max(), up=True)
    # A logarithmic axis has its ticks at powers of ten: none of a narrow range would be seen.
    scale = {"log_base": 10} if high / low > WIDE else {}
    name = view.word("volume_axis_log" if scale else "volume_axis")
    read = value_axis(name, "#,##0", min=low, max=high, **scale)
    chart.set_x_axis({**read, "crossing": low})
    axis, number = axis_of(table["index"]), decimals(score_scale(view).index_places)
    chart.set_y_axis(value_axis(index_name(view), number, min=axis.low, max=axis.high))
    width = sum(round(7 * each) + 5 for each in widths)
    Shown(chart, volume_finding(view)).insert(sheet, after, 0, width, HEIGHT)
    return after + math.ceil(HEIGHT / ROW) + 1


def _round(value: float, *, up: bool) -> float:
    """Return the round number next to ``value`` (1 or more), above or below."""
    power = 10.0 ** math.floor(math.log10(max(value, 1.0)))
    ends = [power * end for end in _ENDS]
    return min(end for end in ends if end >= value) if up else max(e for e in ends if e <= value)
