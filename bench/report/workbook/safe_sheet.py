"""Worksheets that keep text as text and count what they changed, and ones that hold many rows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bench.report.workbook.cell_text import CutText, MendedText, clean_text
from bench.report.workbook.places import Place, place_address

LARGEST: Final = 9.99999999999999e307  # that Excel can hold
_ESCAPED: Final = re.compile("(_x[0-9a-fA-F]{4}_)")


@dataclass(frozen=True, slots=True)
class Home:
    """Where the first cell of a sheet leads: back to the cover.

    Parameters
    ----------
    place
        Of the cover.
    tip
        What is told when the mouse rests on the cell.
    looks
        Format → the same with the mark of the way back.
    """

    place: Place
    tip: str
    looks: Mapping[Format, Format]


class SafeSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet whose texts are cleaned, whoever writes them, and counted where they changed.

    Attributes
    ----------
    mended, cut
        Number of cells in which characters were replaced, and whose text lacks its end.
    home
        Where a text in the first cell leads; None for nowhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mended = 0
        self.cut = 0
        self.home: Home | None = None

    def counted(self, value: object, times: int = 1) -> str:
        """Return ``value`` cleaned; it counts for as many cells as it is written to."""
        text = clean_text(value)
        if isinstance(text, CutText):
            self.cut += times
        elif isinstance(text, MendedText):
            self.mended += times
        return text

    def write_string(
        self, row: int, col: int, string: str, cell_format: Format | None = None
    ) -> int:
        """Write a text, cleaned; in the first cell it leads home."""
        if self.home is not None and row == 0 and col == 0:
            url = f"internal:{place_address(self.home.place)}"
            look = self.home.looks.get(cell_format, cell_format) if cell_format else None
            return self.write_url(0, 0, url, look, string, self.home.tip)
        return int(super().write_string(row, col, self.counted(string), cell_format))

    def merge_range(
        self,
        first_row: int,
        first_col: int,
        last_row: int,
        last_col: int,
        data: object,
        cell_format: Format | None = None,
    ) -> int:
        """Merge cells; a text in them is cleaned."""
        held = self.counted(data) if isinstance(data, str) else data
        place = (first_row, first_col, last_row, last_col)
        return int(super().merge_range(*place, held, cell_format))

    def write_formula(
        self,
        row: int,
        col: int,
        formula: str,
        cell_format: Format | None = None,
        value: object = 0,
    ) -> int:
        """Write a formula with its value; a text as value is cleaned."""
        shown = self.counted(value) if isinstance(value, str) else value
        return int(super().write_formula(row, col, formula, cell_format, shown))

    def write_url(
        self,
        row: int,
        col: int,
        url: str,
        cell_format: Format | None = None,
        string: str | None = None,
        tip: str | None = None,
    ) -> int:
        """Write a link; its text is cleaned."""
        shown = None if string is None else self.counted(string)
        return int(super().write_url(row, col, url, cell_format, shown, tip))


@dataclass(frozen=True, slots=True)
class TextCells:
    """A column of clean texts; an empty one leaves its cell blank."""

    values: Sequence[str]
    look: Format


@dataclass(frozen=True, slots=True)
class NumberCells:
    """A column of numbers; what is not finite leaves its cell blank.

    Parameters
    ----------
    values
        The numbers.
    look
        Format of a cell.
    links
        Where each leads when clicked, or None; empty where none leads anywhere.
    link_look
        Format of a cell that leads somewhere.
    """

    values: Sequence[float] | npt.NDArray[np.float64]
    look: Format
    links: Sequence[Place | None]
    link_look: Format


Cells = TextCells | NumberCells


class StreamedSheet(SafeSheet):
    """A worksheet whose rows go to the disk at once: tables of any length in little memory.

    XlsxWriter's ``constant_memory`` is an option of the workbook, and takes the values from
    native charts and the freedom to write in any order from every sheet. Here it is set for
    the one sheet, and `write_rows` writes the XML of rows itself: a cell is two short pieces of
    text, the second made once for each different value, where XlsxWriter does some 30 steps a
    cell. (A test holds the file against that of an ordinary sheet, cell by cell.)

    Rows must be written from top to bottom; one that comes too late raises, where XlsxWriter
    would lose it in silence.
    """

    def _initialize(self, init_data: dict[str, object]) -> None:
        super()._initialize({**init_data, "constant_memory": True})

    def _check_dimensions(
        self, row: int, col: int, ignore_row: bool = False, ignore_col: bool = False
    ) -> int:
        found = int(super()._check_dimensions(row, col, ignore_row, ignore_col))
        if found == -2:
            raise ValueError(f"{self.name}: row {row} is written already")
        return found

    def write_rows(self, top: int, columns: Sequence[Cells], points: Sequence[float]) -> None:
        """Write rows below all that was written so far.

        Parameters
        ----------
        top
            The first row, from 0.
        columns
            From the first column on, each with as many values as there are ``points``.
        points
            Height of each row.
        """
        if not points:
            return
        last = top + len(points) - 1
        self._write_single_row(top)  # what waits above
        for row, column in ((top, 0), (last, len(columns) - 1)):
            self._check_dimensions(row, column)
        pieces = [f'<c r="{xl_col_to_name(number)}' for number in range(len(columns))]
        endings = zip(*(self._endings(column) for column in columns), strict=True)
        for row, (height, ends) in enumerate(zip(points, endings, strict=True), top + 1):
            cells = [f"{piece}{row}{end}" for piece, end in zip(pieces, ends, strict=True)]
            self.fh.write(f'<row r="{row}"{_height(height)}>{"".join(cells)}</row>')
        self.previous_row = last + 1

    def _endings(self, column: Cells) -> Iterator[str]:
        """Return what follows the address in the XML of each cell."""
        style = f'" s="{column.look._get_xf_index()}"'
        if isinstance(column, TextCells):
            return self._texts(column.values, style)
        if column.links:
            return self._linked(column, style)
        return (style + _number(number) for number in column.values)

    def _texts(self, values: Sequence[str], style: str) -> Iterator[str]:
        for value in values:
            if isinstance(value, MendedText):
                self.counted(value)
        different = dict.fromkeys(values)
        # A text that comes again is kept once for the workbook, and its XML once for the sheet;
        # to keep one that does not would only take memory.
        if 2 * len(different) > len(values):
            return (f"{style}{_inline(text)}" if text else f"{style}/>" for text in values)
        made = {
            text: f"{style}{self._shared(text)}" if text else f"{style}/>" for text in different
        }
        return map(made.__getitem__, values)

    def _linked(self, column: NumberCells, plain: str) -> Iterator[str]:
        # A formula: a sheet can have 65,530 links of the other kind, and these move when sorted.
        style = f'" s="{column.link_look._get_xf_index()}"'
        for number, place in zip(column.values, column.links, strict=True):
            if place is None or not is_number(number):
                yield plain + _number(number)
            else:
                formula = _escape(f'HYPERLINK("#{place_address(place)}",{number:.16G})')
                yield f"{style}><f>{formula}</f><v>{number:.16G}</v></c>"

    def _shared(self, text: str) -> str:
        return f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'


def is_number(value: float) -> bool:
    """Return whether a cell can hold the number."""
    return math.isfinite(value) and abs(value) <= LARGEST


def _number(value: float) -> str:
    return f"><v>{value:.16G}</v></c>" if is_number(value) else "/>"


def _inline(text: str) -> str:
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    # _x0041_ stands for A in a workbook, so the text itself needs its mark escaped.
    told = _escape(_ESCAPED.sub(r"_x005F\1", text))
    return f' t="inlineStr"><is><t{space}>{told}</t></is></c>'


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _height(points: float) -> str:
    """Return the height as XlsxWriter writes it: in whole pixels, and not where it is usual."""
    pixels = int(points * 4 / 3 + 0.5)
    return "" if pixels == 20 else f' ht="{pixels * 0.75:.16g}" customHeight="1"'
