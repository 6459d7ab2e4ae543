"""Writing cells safely: text stays text, numbers stay numbers, widths fit Chinese."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Final, Literal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView

Formats = Mapping[str, Format]

MAX_TEXT: Final = 32_767  # UTF-16 units of one cell
MAX_ROWS: Final = 1_048_576  # rows of one sheet, heading included
LINE_POINTS: Final = 16.0
MAX_LINES: Final = 12  # shown of one row; the cell holds all of its text
WRAPPED: Final = ("wrap", "note")  # looks whose text takes several lines
A4: Final = 9

# What XML 1.0 does not allow, so that Excel would call the file damaged: most control
# characters, lone surrogates and the two last code points of the basic plane.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(value: object, mark: str = "…") -> str:
    """Return ``value`` as text that a cell can hold.

    Characters that a workbook cannot hold become U+FFFD, line ends become line feeds, and a text
    over 32,767 characters is cut and ends in ``mark``. ``None`` and NaN become ``""``.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    text = _ILLEGAL.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= MAX_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_TEXT:
        return text
    # Half of a pair at the cut is dropped with it.
    return units[: 2 * (MAX_TEXT - len(mark))].decode("utf-16-le", errors="ignore") + mark


def display_width(text: str) -> int:
    """Return the width of the longest line of ``text`` in columns: Chinese counts double."""
    return max(sum(2 if char >= "\u2010" else 1 for char in line) for line in text.split("\n"))


def line_count(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a cell ``width`` columns wide, at least one."""
    return sum(max(1, math.ceil(display_width(line) / width)) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Parameters
    ----------
    heading
        What stands on top.
    values
        One value a row.
    kind
        ``"text"`` or ``"number"``.
    look
        Name of a format.
    limits
        Narrowest and widest width in characters (a Chinese one counts two).
    """

    heading: str
    values: Sequence[object]
    kind: Literal["text", "number"] = "text"
    look: str = "top"
    limits: tuple[int, int] = (6, 40)


def write_columns(
    sheet: Worksheet,
    columns: Sequence[SheetColumn],
    formats: Formats,
    mark: str,
    top: int = 0,
) -> None:
    """Write headings in row ``top`` and the columns below, and set widths and heights."""
    rows = max((len(column.values) for column in columns), default=0)
    lines = [1] * rows
    heading_lines = 1
    for number, column in enumerate(columns):
        look = formats[column.look]
        sheet.write_string(top, number, clean_text(column.heading), formats["heading"])
        if column.kind == "number":
            width = column_width(column, {})
            for row, value in enumerate(column.values, start=top + 1):
                write_number(sheet, row, number, value, look)
        else:
            # Each different text is cleaned and measured once: most columns repeat theirs.
            texts = {value: clean_text(value, mark) for value in column.values}
            width = column_width(column, texts)
            for row, value in enumerate(column.values, start=top + 1):
                write_text(sheet, row, number, texts[value], look)
            if column.look in WRAPPED:
                counts = {value: line_count(text, width - 2) for value, text in texts.items()}
                lines = [
                    max(taken, counts[value])
                    for taken, value in zip(lines, column.values, strict=True)
                ]
        sheet.set_column(number, number, width)
        heading_lines = max(heading_lines, line_count(column.heading, width - 1))
    sheet.set_row(top, heading_lines * LINE_POINTS + 6)
    for row, count in enumerate(lines, start=top + 1):
        sheet.set_row(row, min(count, MAX_LINES) * LINE_POINTS + 2)


def column_width(column: SheetColumn, texts: Mapping[object, str]) -> float:
    """Return the width that fits the heading on two lines and the widest value, within limits."""
    low, high = column.limits
    if low == high:
        return low
    if column.kind == "number":
        shown = max((_number_width(value) for value in column.values), default=0)
    else:
        shown = max(map(display_width, texts.values()), default=0)
    heading = math.ceil(display_width(column.heading) / 2)
    return min(max(shown + 3, heading + 3, low), high)


def _number_width(value: object) -> int:
    """Return how wide a number is shown at most: with separators, and two decimals or none."""
    if not isinstance(value, Real) or not math.isfinite(float(value)):
        return 7
    places = 0 if float(value).is_integer() else 4 if abs(float(value)) >= 1000 else 2
    return max(7, len(f"{float(value):,.{places}f}"))


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write text as text, whatever it begins with; the caller has cleaned it."""
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def write_number(sheet: Worksheet, row: int, column: int, value: object, look: Format) -> None:
    """Write a number as a number; NaN, infinities and ``None`` leave the cell blank."""
    number = float(value) if isinstance(value, Real) else math.nan
    if math.isfinite(number):
        sheet.write_number(row, column, number, look)
    else:
        sheet.write_blank(row, column, None, look)


def write_linked_number(
    sheet: Worksheet,
    place: tuple[int, int],
    value: float,
    look: Format,
    target: tuple[str, int, int],
) -> None:
    """Write a number that leads to another cell of the workbook when clicked.

    A formula with its result stored, since a cell with an ordinary link would hold text.

    Parameters
    ----------
    place
        Row and column of the cell, from 0.
    value
        The number.
    look
        Its format.
    target
        Name of the sheet, row and column (from 0) that it leads to.
    """
    if not math.isfinite(value):
        sheet.write_blank(*place, None, look)
        return
    name, row, column = target
    address = f"#'{name}'!{xl_rowcol_to_cell(row, column)}"
    sheet.write_formula(*place, f'=HYPERLINK("{address}",{value!r})', look, value)


def write_linked_text(
    sheet: Worksheet,
    place: tuple[int, int],
    text: str,
    look: Format,
    target: tuple[str, int, int],
) -> None:
    """Write a text of at most 255 characters that leads to another cell, as a number does.

    A formula, since the text of an ordinary link is not wrapped everywhere.
    """
    name, row, column = target
    address = f"#'{name}'!{xl_rowcol_to_cell(row, column)}"
    told = text.replace('"', '""')
    sheet.write_formula(*place, f'=HYPERLINK("{address}","{told}")', look, text)


def page_setup(sheet: Worksheet, view: ReportView, heading_rows: int, columns_kept: int) -> None:
    """Freeze the headings and make the sheet print well: A4 across, headings on every page."""
    sheet.freeze_panes(heading_rows, columns_kept)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    if heading_rows:
        sheet.repeat_rows(0, heading_rows - 1)
    title = clean_text(view.title)[:100].replace("&", "&&")
    sheet.set_header(f"&L{title}&R&A")
    sheet.set_footer(f"&C{view.word('print_footer')}")
