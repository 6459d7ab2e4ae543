"""A workbook in, its sheets out: values as stored, formulas as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from bench.verification.package import Cell, opened_package
from bench.verification.package import Value as Value

Row = tuple[Value, ...]

_LINK: Final = re.compile(
    r"""=HYPERLINK\("[^"]*",\s*(?:(?P<number>-?[\d.]+(?:E[+-]?\d+)?)|"(?P<text>(?:[^"]|"")*)")\)""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """The cells of one sheet, rows and columns from 0.

    Parameters
    ----------
    name
        As the workbook calls it.
    rows
        Values: texts, numbers, truth values; None for nothing. A row ends at its last value.
    formulas
        Place → formula, with its ``=``. Links (``HYPERLINK``) that show a value are none.
    uncomputed
        Places of formulas for which no value is stored.
    unlike
        Places of links that show another value than the one stored → the value shown.
    """

    name: str
    rows: tuple[Row, ...]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    unlike: Mapping[tuple[int, int], Value] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Value:
        """Return what stands in a cell; None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class OpenBook:
    """The sheets of a workbook, in its order, and what its names refer to."""

    path: Path
    sheets: tuple[OpenSheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def address(row: int, column: int) -> str:
    """Return the address of a cell (from 0) as a reader knows it: ``D12``."""
    return str(xl_rowcol_to_cell(row, column))


def open_book(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> OpenBook:
    """Read a workbook.

    Parameters
    ----------
    path
        The file.
    wanted
        Called with a sheet's name: whether its cells are wanted; else it is left out.

    Raises
    ------
    InputError
        There is no such file, or it is none that can be read: no workbook, encrypted, broken,
        too large, or made to harm.
    """
    with opened_package(path) as package:
        sheets = tuple(
            _sheet(name, package.cells(part)) for name, part in package.sheets if wanted(name)
        )
        return OpenBook(path, sheets, package.names)


def _sheet(name: str, cells: Iterable[Cell]) -> OpenSheet:
    """Put the cells of a sheet into rows."""
    rows: list[list[Value]] = []
    formulas: dict[tuple[int, int], str] = {}
    uncomputed: set[tuple[int, int]] = set()
    unlike: dict[tuple[int, int], Value] = {}
    for cell in cells:
        value, place = cell.value, (cell.row, cell.column)
        shows = _shown_by_link(cell.formula) if cell.formula else None
        if cell.formula and shows is None:
            formulas[place] = cell.formula
            if value is None:
                uncomputed.add(place)
        elif shows is not None and value is None:
            value = shows
        elif shows is not None and value != shows:
            unlike[place] = shows
        if value is not None:
            _put(rows, place, value)
    found = tuple(tuple(row) for row in rows)
    return OpenSheet(name, found, formulas, frozenset(uncomputed), unlike)


def _shown_by_link(formula: str) -> Value:
    """Return what a link shows: it stands in its formula, and a copy of it is stored."""
    link = _LINK.fullmatch(formula)
    if link is None:
        return None
    text = link["text"]
    return float(link["number"]) if text is None else text.replace('""', '"')


def _put(rows: list[list[Value]], place: tuple[int, int], value: Value) -> None:
    number, column = place
    while len(rows) <= number:
        rows.append([])
    row = rows[number]
    if len(row) <= column:
        row += [None] * (column + 1 - len(row))
    row[column] = value
