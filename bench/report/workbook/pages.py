"""Where pages of a sheet that is read downwards begin, so that no heading stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

# A4 across, less the margins of `bench.report.workbook.sheet.page_setup`, at 96 pixels an inch.
PAGE: Final = 660
PAGE_WIDTH: Final = 1045
ROW: Final = 20
COLUMN: Final = 64
# A block longer than this may be parted, after so many rows.
_LONGEST: Final = 0.7
_LEAST_ROWS: Final = 8


def printed_size(sheet: Worksheet, columns: int) -> tuple[int, int]:
    """Return how wide the first columns are, and how high a page is that they fill; in pixels.

    A sheet that is wider than a page is printed smaller, so that more rows go on a page.
    """
    held = [sheet.col_info.get(column) for column in range(columns)]
    width = sum(int(each.width) if each is not None else COLUMN for each in held)
    return width, int(PAGE * max(width / PAGE_WIDTH, 1.0))


def used_height(sheet: Worksheet, rows: int) -> int:
    """Return how many pixels the first rows of a sheet take, as it stands so far."""
    sizes = sheet.row_sizes
    return sum(int(sizes[row][0]) if row in sizes else ROW for row in range(rows))


def break_pages(sheet: Worksheet, starts: Sequence[int], end: int) -> None:
    """Set page breaks before blocks of rows that do not fit on what is left of a page.

    Parameters
    ----------
    sheet
        Written already, with the heights of its rows.
    starts
        The first row of each block, rising; a block ends with a blank row.
    end
        The row after the last.
    """
    sizes = sheet.row_sizes
    heights = [int(sizes[row][0]) if row in sizes else ROW for row in range(end)]
    breaks = []
    used, parted = 0, False
    for start, after in zip(starts, [*starts[1:], end], strict=True):
        block = sum(heights[start:after])
        kept = block if block <= _LONGEST * PAGE else sum(heights[start : start + _LEAST_ROWS])
        # After a block that was parted nobody knows how much of the page is left.
        if used and (parted or used + kept > PAGE):
            breaks.append(start)
            used = 0
        for height in heights[start : after - 1]:
            used = used + height if used + height <= PAGE else height
        parted = block > _LONGEST * PAGE
        used = min(used + sum(heights[after - 1 : after]), PAGE)  # with the blank row after it
    sheet.set_h_pagebreaks(breaks)
