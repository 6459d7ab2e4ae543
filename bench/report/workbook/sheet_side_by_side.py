"""The sheet of measures side by side, made to be printed and pasted into a report."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.worksheet import Worksheet

from bench.comparison.overview import Overview
from bench.messages import message
from bench.report.view import ReportView
from bench.report.wording import part_name
from bench.report.workbook.blocks import MOST_POINTS, text_points, write_lines
from bench.report.workbook.places import Place
from bench.report.workbook.sheet import (
    LINE_POINTS,
    Formats,
    clean_text,
    line_count,
    page_setup,
    write_text,
)
from bench.scoring.states import SILENT, UNREAD

PARTS: Final = (11, 15)  # widths of dimension and indicator
NARROWEST, WIDEST = 27, 44
ROOM: Final = 186  # columns of a page, with text that is still read easily
MOST_A_PAGE: Final = 6
_PADDING: Final = 3  # columns of a cell that hold no text
_MOST_LINES: Final = int((MOST_POINTS - 4) // LINE_POINTS)
_NUMBER: Final = re.compile(r"\s?[〔\[]\d+[〕\]]$")


@dataclass(frozen=True, slots=True)
class Pages:
    """How n regions are spread over printed pages.

    Parameters
    ----------
    kept
        Regions repeated on every page: the target, or none.
    sizes
        Other regions on each page, from the left.
    width
        Of a region's column, in characters.
    """

    kept: int
    sizes: tuple[int, ...]
    width: int


def pages_of(regions: int, *, target: bool) -> Pages:
    """Spread regions evenly over pages, the target repeated on each where there are several.

    Parameters
    ----------
    regions
        How many there are, at least one.
    target
        Whether the first is the target.
    """
    kept = int(target and regions > MOST_A_PAGE)
    others = regions - kept
    pages = math.ceil(others / (MOST_A_PAGE - kept))
    small, larger = divmod(others, pages)
    sizes = tuple(small + (place < larger) for place in range(pages))
    width = (ROOM - sum(PARTS)) // (kept + max(sizes))
    return Pages(kept, sizes, min(max(width, NARROWEST), WIDEST))


def write_side_by_side(
    sheet: Worksheet, view: ReportView, found: Overview, formats: Formats
) -> None:
    """Write indicators × regions, a line a claim, the target and its peers first."""
    pages = pages_of(len(found.regions), target=found.beside is not None)
    first = heading_rows(found)
    _headings(sheet, view, found, formats, pages)
    stated = set(zip(found.side["indicator"], found.side["region_code"], strict=True))
    unread = message("comparison.cell_unread", view.language)
    cut = 0
    for row, (name, cells) in enumerate(found.matrix.iterrows(), first):
        dimension = view.catalogue.dimension_of(str(name)).name.in_(view.language)
        own = part_name(view, str(name))
        write_text(sheet, row, 0, clean_text(dimension), formats["ruled"])
        write_text(sheet, row, 1, clean_text(own), formats["ruled_label"])
        points = max(text_points(dimension, PARTS[0] - 2), text_points(own, PARTS[1] - 2))
        for column, region in enumerate(found.regions, len(PARTS)):
            text = clean_text(cells[region.code])
            look = UNREAD if text == unread else SILENT
            if (str(name), region.code) in stated:
                text, left = fitted(text, pages.width - _PADDING, view)
                look, cut = "ruled", cut + left
            write_text(sheet, row, column, text, formats[look])
            points = max(points, text_points(text, pages.width - _PADDING))
        sheet.set_row(row, points)
    last = first + len(found.matrix) - 1
    notes = [view.word("beside_side_read")]
    if cut:
        notes.append(view.word("beside_side_cut", count=cut))
    widths = [*PARTS, *[pages.width] * min(len(found.regions), pages.kept + pages.sizes[0])]
    write_lines(sheet, formats, notes, last + 2, widths)
    _print_setup(sheet, view, pages, first, last)


def heading_rows(found: Overview) -> int:
    """Return how many rows the heading takes: with a target one more says who is who."""
    return 1 if found.beside is None else 2


def cell_of(view: ReportView, found: Overview) -> Mapping[int, Place]:
    """Return number → sheet, row and column of the first cell that shows it."""
    name = view.word("sheet_side_by_side")
    rows = {str(part): row for row, part in enumerate(found.matrix.index, heading_rows(found))}
    columns = {region.code: column for column, region in enumerate(found.regions, len(PARTS))}
    places: dict[int, Place] = {}
    fields = (found.side[field] for field in ("number", "indicator", "region_code"))
    for number, indicator, code in zip(*fields, strict=True):
        places.setdefault(int(number), (name, rows[str(indicator)], columns[str(code)]))
    return places


def fitted(
    text: str, width: float, view: ReportView, most_lines: int = _MOST_LINES
) -> tuple[str, int]:
    """Return the claims of a cell that a row can hold, and how many are left out.

    Parameters
    ----------
    text
        A claim a line, the weightiest first.
    width
        Of the cell, in characters.
    view
        Its words say how many are left out.
    most_lines
        As many as a row can hold, at least four.
    """
    claims = text.split("\n")
    for held in range(len(claims), 0, -1):
        left = len(claims) - held
        lines = claims[:held] + ([view.word("beside_side_more", count=left)] if left else [])
        told = "\n".join(lines)
        if line_count(told, width) <= most_lines:
            return told, left
    # One claim alone is too long: its beginning, with its number.
    number = _NUMBER.search(claims[0])
    end = "…" + (number.group() if number else "")
    more = view.word("beside_side_more", count=len(claims) - 1) if len(claims) > 1 else ""
    room = int(width * (most_lines - line_count(more, width))) // 2 - len(end)
    return claims[0][: max(room, 1)] + end + (f"\n{more}" if more else ""), len(claims) - 1


def _headings(
    sheet: Worksheet, view: ReportView, found: Overview, formats: Formats, pages: Pages
) -> None:
    row = heading_rows(found) - 1
    look = formats["heading"]
    names = (view.word("dimension_heading"), message("comparison.heading_indicator", view.language))
    for column, (name, width) in enumerate(zip(names, PARTS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, clean_text(name), look)
        if row:
            # The first leads to the cover.
            told = "" if column else view.word("sheet_cover")
            sheet.write_string(0, column, told, formats["heading_weight"])
    last = len(PARTS) + len(found.regions) - 1
    sheet.set_column(len(PARTS), last, pages.width)
    peers = set(found.beside.peers.codes) if found.beside else set()
    for column, region in enumerate(found.regions, len(PARTS)):
        sheet.write_string(row, column, clean_text(region.name), look)
        if row:
            role = "target" if column == len(PARTS) else "peer" if region.code in peers else "other"
            told = clean_text(view.word(f"beside_side_{role}"))
            sheet.write_string(0, column, told, formats["heading_weight"])
    sheet.set_row(row, LINE_POINTS + 8)


def _print_setup(sheet: Worksheet, view: ReportView, pages: Pages, first: int, last: int) -> None:
    """Print as many regions on each page as fit it, indicators and headings repeated."""
    kept = len(PARTS) + pages.kept
    page_setup(sheet, view, first, kept)
    sheet.fit_to_pages(len(pages.sizes), 0)
    sheet.repeat_columns(0, kept - 1)
    columns: Sequence[int] = (*pages.sizes, kept)
    sheet.autofilter(first - 1, 0, last, sum(columns) - 1)
