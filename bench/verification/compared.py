"""The sheets of a workbook held against those that the program makes, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bench.errors import BenchError
from bench.verification.aligned import Columns, Rows, match_columns, match_rows, same
from bench.verification.findings import Check
from bench.verification.opened import OpenBook, OpenSheet, Value, address

_REFERENCE: Final = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+")
_NOISE: Final = re.compile(r"['$\s]|_xlfn\.|_xlws\.")
_LONGEST_ROW: Final = 3  # values that tell which row is meant
_LIKE: Final = 0.5  # share of texts among the first rows that a renamed sheet keeps
_FIRST_ROWS: Final = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """A sheet of a workbook and the one it should be."""

    there: OpenSheet
    wanted: OpenSheet


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet laid beside the one it should be."""

    pair: Compared
    columns: Columns
    rows: Rows

    @property
    def moved(self) -> bool:
        """Whether rows stand in another order."""
        return any(row != own for row, own in self.rows.pairs)

    def value(self, row: int, column: int) -> Value:
        """Return what stands in the cell that should be at a place; None where there is none."""
        own, place = dict(self.rows.pairs).get(row), self.columns.places.get(column)
        return None if own is None or place is None else self.pair.there.value(own, place)

    def cell(self, row: int, column: int) -> str:
        """Return the address of the cell that should be at a place; empty where there is none."""
        own, place = dict(self.rows.pairs).get(row), self.columns.places.get(column)
        return "" if own is None or place is None else address(own, place)


def lay_beside(pair: Compared) -> Laid:
    """Match the columns and rows of a sheet with those of the one it should be."""
    columns = match_columns(pair.wanted, pair.there)
    return Laid(pair, columns, match_rows(pair.wanted, pair.there, columns))


def pair_sheets(
    book: OpenBook, wanted: Iterable[OpenSheet]
) -> tuple[list[Compared], list[str], list[str]]:
    """Find the sheets of a workbook that the program makes, renamed ones by what they hold.

    Returns
    -------
    pairs, lacking, further
        The sheets of both; names of those that the workbook lacks, and of those that the program
        does not make.
    """
    own = {sheet.name: sheet for sheet in book.sheets}
    pairs = [Compared(own.pop(sheet.name), sheet) for sheet in wanted if sheet.name in own]
    found = {pair.wanted.name for pair in pairs}
    lacking = []
    for sheet in wanted:
        if sheet.name in found:
            continue
        best = max(own.values(), key=lambda one: _likeness(one, sheet), default=None)
        if best is not None and _likeness(best, sheet) >= _LIKE:
            pairs.append(Compared(own.pop(best.name), sheet))
        else:
            lacking.append(sheet.name)
    order = {sheet.name: place for place, sheet in enumerate(wanted)}
    pairs.sort(key=lambda pair: order[pair.wanted.name])
    return pairs, lacking, list(own)


def _likeness(one: OpenSheet, other: OpenSheet) -> float:
    """Return which share of the texts of the first rows two sheets have in common."""
    texts = [
        {value for row in sheet.rows[:_FIRST_ROWS] for value in row if isinstance(value, str)}
        for sheet in (one, other)
    ]
    union = texts[0] | texts[1]
    return len(texts[0] & texts[1]) / len(union) if union else 0.0


def compare_sheet(
    laid: Laid,
    check: Check,
    *,
    labels: Collection[str] = (),
    inputs: Collection[tuple[int, int]] = (),
    recalculated: bool = False,
) -> None:
    """Hold a sheet against the one it should be.

    Parameters
    ----------
    laid
        The two, laid beside each other.
    check
        What does not hold is added to it, and what could not be looked at noted.
    labels
        Rows that begin with one of these are not compared.
    inputs
        Cells that an analyst may change.
    recalculated
        Whether other weights were tried, so that values of formulas may differ.
    """
    there, wanted = laid.pair.there, laid.pair.wanted
    columns, rows = laid.columns, laid.rows
    _tell_columns(laid.pair, columns, check)
    never = _never_computed(there, wanted)
    if never:
        check.notes.append(BenchError("verification.not_computed", sheet=there.name))
    free = {*inputs, *((columns.heading, column) for column in columns.renamed)}
    for row, own in rows.pairs:
        if wanted.value(row, 0) in labels:
            continue
        in_place = row == own and not columns.moved
        for column, place in columns.places.items():
            if (row, column) not in free:
                known = recalculated or never
                _cell(laid.pair, (row, column), (own, place), check, in_place, known)
    for (row, column), shows in there.unlike.items():
        meaning = BenchError("verification.link_shows")
        check.fail(there.name, address(row, column), there.value(row, column), shows, meaning)
    if not columns.lacking:
        _tell_rows(laid.pair, columns, rows.lacking, rows.further, labels, check)


def _cell(
    pair: Compared,
    place: tuple[int, int],
    own: tuple[int, int],
    check: Check,
    in_place: bool,
    other_values: bool,
) -> None:
    """Hold a cell against the one it should be."""
    should, found = pair.wanted.value(*place), pair.there.value(*own)
    formula = pair.wanted.formulas.get(place)
    if should is None and found is None and formula is None:
        return
    check.looked += 1
    if formula is None and own in pair.there.formulas:
        meaning = BenchError("verification.formula_added")
        check.fail(pair.there.name, address(*own), pair.there.formulas[own], should, meaning)
        return
    if formula is not None:
        _formula(pair, own, formula, in_place, check)
        if other_values:
            return
    if not same(found, should):
        _differs(pair, own, found, should, check)


def compare_names(there: OpenBook, wanted: OpenBook, check: Check, *, moved: bool) -> None:
    """Hold what the names of a workbook refer to against what they should; formulas use them.

    Parameters
    ----------
    there, wanted
        The workbook, and the one that it should be.
    check
        What does not hold is added to it.
    moved
        Whether rows or columns stand elsewhere, so that references moved along.
    """
    formulas = [formula for sheet in wanted.sheets for formula in sheet.formulas.values()]
    for name, should in wanted.names.items():
        if not any(name in formula for formula in formulas):
            continue
        check.looked += 1
        found = there.names.get(name)
        one, other = _plain(found or ""), _plain(should)
        if moved:
            one, other = _REFERENCE.sub("#", one), _REFERENCE.sub("#", other)
        if one != other:
            check.fail("", name, found, should, BenchError("verification.name_differs"))


def _never_computed(there: OpenSheet, wanted: OpenSheet) -> bool:
    """Tell whether a program wrote the sheet that computes no formula, so that none has a value."""
    with_value = [p for p in wanted.formulas if wanted.value(*p) is not None]
    held = set(there.formulas) - there.uncomputed
    return bool(with_value) and bool(there.formulas) and not held


def _formula(
    pair: Compared, place: tuple[int, int], formula: str, in_place: bool, check: Check
) -> None:
    """See that a formula stands where one should, and that it is the same."""
    found = pair.there.formulas.get(place)
    cell = address(*place)
    if found is None:
        meaning = BenchError("verification.formula_gone", formula=formula)
        check.fail(pair.there.name, cell, pair.there.value(*place), formula, meaning)
        return
    one, other = _plain(found), _plain(formula)
    if not in_place:  # references move along
        one, other = _REFERENCE.sub("#", one), _REFERENCE.sub("#", other)
    if one != other:
        meaning = BenchError("verification.formula_differs")
        check.fail(pair.there.name, cell, found, formula, meaning)


def _plain(formula: str) -> str:
    return _NOISE.sub("", formula).upper().strip("{}")


def _differs(
    pair: Compared, place: tuple[int, int], found: Value, should: Value, check: Check
) -> None:
    number = isinstance(should, float) or isinstance(found, float)
    meaning = BenchError(f"verification.{'number' if number else 'text'}_differs")
    check.fail(pair.there.name, address(*place), found, should, meaning)


def _tell_columns(pair: Compared, columns: Columns, check: Check) -> None:
    heads = pair.wanted.rows[columns.heading] if pair.wanted.rows else ()
    for column in columns.lacking:
        note = BenchError("verification.no_column", sheet=pair.there.name, heading=heads[column])
        check.notes.append(note)
    for column in sorted(columns.renamed):
        there = pair.there.value(columns.own_heading, columns.places[column])
        values = {"sheet": pair.there.name, "there": there, "heading": heads[column]}
        check.notes.append(BenchError("verification.column_renamed", **values))


def _tell_rows(
    pair: Compared,
    columns: Columns,
    lacking: Iterable[int],
    further: Iterable[int],
    labels: Collection[str],
    check: Check,
) -> None:
    """Tell of rows that are missing, and of those that the program did not write."""
    for row in lacking:
        values = [value for value in pair.wanted.rows[row] if value is not None]
        if values[0] not in labels:
            meaning = BenchError("verification.row_missing")
            check.fail(pair.there.name, "", None, _row(values), meaning)
    for row in further:
        cells = [
            (place, value)
            for place in columns.places.values()
            if (value := pair.there.value(row, place)) is not None
        ]
        if cells[0][1] not in labels:
            meaning = BenchError("verification.row_added")
            cell = address(row, min(place for place, _ in cells))
            check.fail(pair.there.name, cell, _row([v for _, v in cells]), None, meaning)


def _row(values: Sequence[Value]) -> str:
    """Return the first values of a row, to know it by."""
    told = " | ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values[:_LONGEST_ROW])
    return f"{told} …" if len(values) > _LONGEST_ROW else told
