"""Charts that Excel draws itself from the cells of a table, so that they can be changed and pasted.

They look like those of `bench.report.charts.theme`: one hue, light grey rules, a title that says
the finding. Colours differ in lightness, so that a grey print tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from bench.report.charts.theme import ACCENT, BAR, INK, MUTED, RULE
from bench.report.workbook.cell_text import chart_text, display_width

FONT_NAME: Final = "Microsoft YaHei"
SMALL, PLAIN, LARGE = 8, 9, 12  # points
ROW_PIXELS: Final = 26  # of a bar that stands by itself
LEGEND: Final = 30  # pixels
FRAME_PIXELS: Final = 96  # of title and axis, above and below the bars
# Three series from dark to pale, told apart in a grey print.
SERIES: Final = (ACCENT, "#5B93C4", "#C9DCEC")
# An axis whose bars bear their numbers needs none itself.
UNNUMBERED: Final = {"label_position": "none", "major_gridlines": {"visible": False}}
MOST_ROWS: Final = 40  # bars that can be read on a page
_TITLE_COLUMNS: Final = 0.125  # columns of text that a pixel of width takes in the title


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with its title, which says the finding."""

    chart: Chart
    title: str

    def insert(
        self, sheet: Worksheet, row: int, column: int, width: int, height: int, right: int = 0
    ) -> None:
        """Put the chart on a sheet at a cell, or so far ``right`` of it; sizes are in pixels."""
        told = chart_text(self.title)
        lines = display_width(told) / (width * _TITLE_COLUMNS)
        # Smaller where it would not go on two lines.
        size = LARGE if lines <= 2 else max(SMALL, int(LARGE * 2 / lines))
        title_font = font(size, INK, bold=True)
        self.chart.set_title({"name": told, "name_font": title_font, "overlay": False})
        self.chart.set_size({"width": width, "height": height})
        self.chart.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
        # What a screen reader says.
        options = {"description": told, "object_position": 2, "x_offset": right}
        sheet.insert_chart(row, column, self.chart, options)


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart: its name, the column that its numbers stand in, and its looks.

    Parameters
    ----------
    name
        As the legend has it; ``""`` where there is one series alone.
    column
        Of the numbers, from 0.
    colour
        ``"#RRGGBB"``.
    fills
        A colour a point, where they differ.
    labels
        A text a point in place of its number.
    number
        Format of the numbers beside the bars; ``""`` for none.
    """

    name: str
    column: int
    colour: str = BAR
    fills: Sequence[str] = ()
    labels: Sequence[str] = ()
    number: str = ""

    def options(self, sheet: str, rows: tuple[int, int], categories: int) -> dict[str, Any]:
        """Return the series as XlsxWriter takes it."""
        first, last = rows
        options: dict[str, Any] = {
            "categories": [sheet, first, categories, last, categories],
            "values": [sheet, first, self.column, last, self.column],
            "fill": {"color": self.colour},
            "border": {"none": True},
        }
        if self.name:
            options["name"] = chart_text(self.name)
        if self.fills:
            options["points"] = [{"fill": {"color": colour}} for colour in self.fills]
        if self.labels or self.number:
            options["data_labels"] = {"value": True, "font": font(PLAIN, INK)}
        if self.number:
            options["data_labels"]["num_format"] = self.number
        if self.labels:
            custom = [
                {"value": chart_text(label), "font": font(PLAIN, INK)} for label in self.labels
            ]
            options["data_labels"]["custom"] = custom
        return options


def _label(text: str) -> dict[str, Any]:
    return {"value": chart_text(text), "font": font(PLAIN, INK, bold=True)}


def font(size: int = PLAIN, colour: str = MUTED, **more: object) -> dict[str, Any]:
    """Return a font that has Chinese, as XlsxWriter takes it."""
    return {"name": FONT_NAME, "size": size, "color": colour, **more}


def bars(
    workbook: Workbook,
    sheet: str,
    rows: tuple[int, int],
    categories: int,
    series: Sequence[Series],
    *,
    kind: str = "clustered",
    size: int = PLAIN,
) -> Chart:
    """Return horizontal bars, the first row of the table on top.

    Parameters
    ----------
    sheet
        Name of the sheet that the table stands on.
    rows
        First and last row of the bars, from 0.
    categories
        Column of the names.
    series
        What is drawn; with several a legend stands below.
    kind
        ``"clustered"`` or ``"stacked"``.
    size
        Of the names, in points.
    """
    subtype = {} if kind == "clustered" else {"subtype": kind}
    chart = workbook.add_chart({"type": "bar", **subtype})
    for each in series:
        overlap = 100 if kind != "clustered" else -5 if len(series) > 1 else 0
        chart.add_series({**each.options(sheet, rows, categories), "gap": 45, "overlap": overlap})
    # Excel draws the first category at the bottom unless told otherwise.
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",  # so that the axis of values stands below
            "num_font": font(size, INK),
            "interval_unit": 1,
            "label_position": "low",
            "line": {"color": RULE},
            "major_tick_mark": "none",
        }
    )
    _legend(chart, len(series))
    return chart


def dots(
    workbook: Workbook,
    sheet: str,
    rows: tuple[int, int],
    across: int,
    upward: int,
    names: Sequence[str],
    fills: Sequence[str],
) -> Chart:
    """Return dots with names, for two numbers of each row.

    Parameters
    ----------
    sheet, rows
        As of `bars`.
    across, upward
        Columns of the numbers.
    names, fills
        A name and a colour a dot; a dot without a name has no label.
    """
    chart = workbook.add_chart({"type": "scatter"})
    options = Series("", upward, fills=fills).options(sheet, rows, across)
    custom = [
        {"value": chart_text(name), "font": font(SMALL, INK)} if name else {"delete": True}
        for name in names
    ]
    chart.add_series(
        {
            **options,
            "marker": {
                "type": "circle",
                "size": 8,
                "fill": {"color": BAR},
                "border": {"color": ACCENT, "width": 0.5},
            },
            "data_labels": {"value": True, "position": "right", "custom": custom},
        }
    )
    _legend(chart, 1)
    return chart


def spans(
    workbook: Workbook,
    sheet: str,
    rows: tuple[int, int],
    categories: int,
    ends: tuple[int, int, int],
    fills: Sequence[str] = (),
    names: Sequence[str] = (),
) -> Chart:
    """Return upright lines from one end to the other with a mark between, for ranges.

    Parameters
    ----------
    sheet, rows, categories
        As of `bars`.
    ends
        Columns of the high end, the low end and the mark.
    fills
        A colour a mark.
    names
        A text a mark; ``""`` for none.
    """
    chart = workbook.add_chart({"type": "stock"})
    for column, marker in zip(ends, (None, None, ACCENT), strict=True):
        shown = Series("", column, fills=fills if marker else ())
        options = shown.options(sheet, rows, categories)
        look = {"type": "circle", "size": 7, "fill": {"color": marker}, "border": {"none": True}}
        options |= {"line": {"none": True}, "marker": look if marker else {"type": "none"}}
        options.pop("fill")
        options.pop("border")
        if marker and any(names):
            labels = [_label(name) if name else {"delete": True} for name in names]
            options["data_labels"] = {"value": True, "position": "right", "custom": labels}
        chart.add_series(options)
    chart.set_high_low_lines({"line": {"color": BAR, "width": 5}})
    chart.set_x_axis(
        {
            "num_font": font(SMALL, INK, rotation=-90),
            "text_axis": True,
            "interval_unit": 1,
            "label_position": "high",  # below, since small ranks stand above
            "line": {"color": RULE},
            "major_tick_mark": "none",
        }
    )
    _legend(chart, 1)
    return chart


def value_axis(name: str, number: str, **more: object) -> dict[str, Any]:
    """Return an axis of values: its name, light rules, and its limits (``min``, ``max``)."""
    return {
        "name": chart_text(name),
        "name_font": font(PLAIN, bold=False),
        "num_font": font(SMALL),
        "num_format": number,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
        "major_tick_mark": "none",
        **more,
    }


def bars_height(count: int, series: int = 1) -> int:
    """Return the height in pixels of a chart of ``count`` groups of bars."""
    if series == 1:
        return FRAME_PIXELS + count * ROW_PIXELS
    return FRAME_PIXELS + LEGEND + count * (14 * series + 8)


def _legend(chart: Chart, series: int) -> None:
    chart.set_legend({"none": True} if series == 1 else {"position": "bottom", "font": font()})
