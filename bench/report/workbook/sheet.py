"""Writing cells safely: text stays text, numbers stay numbers, widths fit Chinese."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Final, Literal

import numpy as np
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView

# What a sheet's writer needs comes from this one module.
from bench.report.workbook.cell_text import MAX_TEXT as MAX_TEXT
from bench.report.workbook.cell_text import clean_text as clean_text
from bench.report.workbook.cell_text import display_width as display_width
from bench.report.workbook.cell_text import header_text
from bench.report.workbook.cell_text import line_count as line_count
from bench.report.workbook.places import Place, place_address
from bench.report.workbook.safe_sheet import Cells, NumberCells, StreamedSheet, TextCells, is_number

Formats = Mapping[str, Format]

MAX_ROWS: Final = 1_048_576  # rows of one sheet, heading included
MAX_LINKS: Final = 65_530  # of one sheet
MAX_LITERAL: Final = 255  # characters of a text within a formula
LINE_POINTS: Final = 16.0
MAX_LINES: Final = 12  # shown of one row; the cell holds all of its text
WRAPPED: Final = ("wrap", "note")  # looks whose text takes several lines
A4: Final = 9


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
    links
        Of numbers: where each leads when clicked, or None; empty where none leads anywhere.
    link_look
        Name of the format of a number that leads somewhere.
    """

    heading: str
    values: Sequence[object]
    kind: Literal["text", "number"] = "text"
    look: str = "top"
    limits: tuple[int, int] = (6, 40)
    links: Sequence[Place | None] = ()
    link_look: str = "row_link"


def write_columns(
    sheet: Worksheet,
    columns: Iterable[SheetColumn],
    formats: Formats,
    mark: str,
    top: int = 0,
) -> None:
    """Write headings in row ``top`` and the columns below, and set widths and heights.

    Columns are asked for one by one, so that a long table need not be held twice.
    """
    lines: list[int] = []
    heading_lines = 1
    held = []
    for number, column in enumerate(columns):
        lines = lines or [1] * len(column.values)
        sheet.write_string(top, number, clean_text(column.heading), formats["heading"])
        cells, width, taken = _cells(column, formats, mark)
        held.append(cells)
        lines = list(map(max, lines, taken)) if taken else lines
        sheet.set_column(number, number, width)
        heading_lines = max(heading_lines, line_count(column.heading, width - 1))
    sheet.set_row(top, heading_lines * LINE_POINTS + 6)
    points = [min(count, MAX_LINES) * LINE_POINTS + 2 for count in lines]
    if isinstance(sheet, StreamedSheet):
        sheet.write_rows(top + 1, held, points)
    else:
        _write_rows(sheet, top + 1, held, points)


def _cells(column: SheetColumn, formats: Formats, mark: str) -> tuple[Cells, float, Sequence[int]]:
    """Return the cells of a column, its width, and the lines of each where they are wrapped."""
    look, link_look = formats[column.look], formats[column.link_look]
    if column.kind == "number":
        numbers = np.array([_as_number(value) for value in column.values], dtype=float)
        cells = NumberCells(numbers, look, column.links, link_look)
        return cells, column_width(column, {}), ()
    # Each different text is cleaned and measured once: most columns repeat theirs.
    texts = {value: clean_text(value, mark) for value in dict.fromkeys(column.values)}
    width = column_width(column, texts)
    clean = TextCells([texts[value] for value in column.values], look)
    if column.look not in WRAPPED:
        return clean, width, ()
    counts = {value: line_count(text, width - 2) for value, text in texts.items()}
    return clean, width, [counts[value] for value in column.values]


def _write_rows(
    sheet: Worksheet, top: int, columns: Sequence[Cells], points: Sequence[float]
) -> None:
    """Write rows as `StreamedSheet.write_rows` does, on a sheet of any kind."""
    for number, cells in enumerate(columns):
        if isinstance(cells, TextCells):
            for row, text in enumerate(cells.values, top):
                write_text(sheet, row, number, text, cells.look)
            continue
        links = cells.links or [None] * len(cells.values)
        for row, (value, place) in enumerate(zip(cells.values, links, strict=True), top):
            if place is None:
                write_number(sheet, row, number, value, cells.look)
            else:
                write_linked_number(sheet, (row, number), value, cells.link_look, place)
    for row, height in enumerate(points, top):
        sheet.set_row(row, height)


def _as_number(value: object) -> float:
    """Return a number; NaN for what is none."""
    return float(value) if isinstance(value, (int, float, Real)) else math.nan


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
    number = _as_number(value)
    if is_number(number):
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

    A true number with a link on it: formulas and readers of the file find the number. A sheet
    holds 65,530 links at the most; what is beyond has none.

    Parameters
    ----------
    place
        Row and column of the cell, from 0.
    value
        The number; what is not finite leaves the cell blank.
    look
        Its format.
    target
        Name of the sheet, row and column (from 0) that it leads to.
    """
    if not is_number(value):
        sheet.write_blank(*place, None, look)
        return
    if sheet.hlink_count < MAX_LINKS:
        sheet.write_url(*place, f"internal:{place_address(target)}", look, target[0])
    sheet.write_number(*place, value, look)  # in place of the link's text


def write_linked_text(
    sheet: Worksheet,
    place: tuple[int, int],
    text: str,
    look: Format,
    target: tuple[str, int, int],
) -> None:
    """Write a text that leads to another cell; one that a formula cannot hold leads nowhere.

    A formula, since the text of an ordinary link is not wrapped everywhere.
    """
    if len(text) > MAX_LITERAL:
        write_text(sheet, *place, text, look)
        return
    told = text.replace('"', '""')
    formula = f'=HYPERLINK("#{place_address(target)}","{told}")'
    sheet.write_formula(*place, formula, look, text)


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
    sheet.set_header(f"&L{header_text(view.title)}&R&A")
    sheet.set_footer(f"&C{view.word('print_footer')}")
