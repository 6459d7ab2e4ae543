"""Parts of a sheet beside its table: a title, lines across, labels with text, linked rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from bench.report.workbook.places import Place
from bench.report.workbook.sheet import (
    LINE_POINTS,
    Formats,
    clean_text,
    line_count,
    write_linked_number,
    write_text,
)

MOST_POINTS = 409  # as tall as a row can be


def write_title(sheet: Worksheet, formats: Formats, text: str, row: int = 0) -> None:
    """Write the title of a table."""
    sheet.write_string(row, 0, clean_text(text), formats["section"])
    sheet.set_row(row, LINE_POINTS + 8)


def write_lines(
    sheet: Worksheet,
    formats: Formats,
    texts: Iterable[str],
    row: int,
    widths: Sequence[float],
    look: str = "small",
) -> int:
    """Write texts downwards, each across columns, and return the row after them.

    Parameters
    ----------
    row
        Where to begin.
    widths
        Of the columns that a text goes across, from the first; at least two.
    look
        Name of a format.
    """
    for text in texts:
        told = clean_text(text)
        sheet.merge_range(row, 0, row, len(widths) - 1, told, formats[look])
        sheet.set_row(row, text_points(told, sum(widths) - 4))
        row += 1
    return row


def write_pairs(
    sheet: Worksheet,
    formats: Formats,
    pairs: Iterable[tuple[str, str, bool]],
    row: int,
    widths: Sequence[float],
) -> int:
    """Write labels, each with a text across the columns beside it; return the row after them.

    Parameters
    ----------
    pairs
        Label, text, and whether the pair is set off.
    row, widths
        As of `write_lines`.
    """
    for label, text, set_off in pairs:
        name, told = clean_text(label), clean_text(text)
        write_text(sheet, row, 0, name, formats["advised" if set_off else "label"])
        sheet.merge_range(row, 1, row, len(widths) - 1, told, formats["wrap"])
        points = (text_points(told, sum(widths[1:]) - 4), text_points(name, widths[0] - 2))
        sheet.set_row(row, max(points))
        row += 1
    return row


def write_row_link(
    sheet: Worksheet, formats: Formats, row: int, column: int, place: Place | None
) -> None:
    """Write the number of a row of another sheet, as a reader counts, leading there."""
    look = formats["row_link"]
    if place is None:
        sheet.write_blank(row, column, None, look)
    else:
        write_linked_number(sheet, (row, column), float(place[1] + 1), look, place)


def text_points(text: str, width: float) -> float:
    """Return the height of a row that holds ``text`` in so many columns, within what Excel can."""
    return min(line_count(text, width) * LINE_POINTS + 4, MOST_POINTS)
