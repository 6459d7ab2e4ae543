"""The rows of a workbook held against the tables that its run wrote beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from bench.errors import BenchError, InputError
from bench.messages import message
from bench.report.workbook.sheet import clean_text
from bench.run_folder import RunFolder
from bench.schema import Table
from bench.statistics.schema import STATISTICS
from bench.tables import CUTS, DOCUMENTS, EVIDENCE, FIGURES
from bench.verification.aligned import same
from bench.verification.findings import LACKING, Check, Correction
from bench.verification.given import Given
from bench.verification.opened import Value
from bench.verification.readback import ReadTable, labels_of

_TABLES: Final[Mapping[str, tuple[Table, Sequence[str]]]] = {
    "evidence": (EVIDENCE, ("document", "start", "end", "region_code", "indicator")),
    "figures": (FIGURES, ("document", "start", "end", "region_code")),
    "documents": (DOCUMENTS, ("document",)),
    "cuts": (CUTS, ("document", "start", "end")),
    "statistics": (STATISTICS, ("region_code", "indicator")),
}
_KNOWN_BY: Final = ("document", "region", "quote", "text", "indicator", "value")
_MOST_PAIRS: Final = 1_000_000  # of rows left over that are held against each other
# Columns that a sheet shows in words, with no way back.
_WORDED: Final[Mapping[str, tuple[str, ...]]] = {"documents": ("cut",)}
# Columns that a sheet fills in where the file has nothing.
_FILLED: Final = ("unit",)


def check_recorded(
    tables: Mapping[str, ReadTable], folder: Path, given: Given, language: str
) -> list[Check]:
    """Hold the rows of sheets against the CSV files of the run beside the workbook.

    Parameters
    ----------
    tables
        What was read back.
    folder
        Where the workbook lies.
    given
        Its record says which files the run wrote.
    language
        Of the workbook.

    Returns
    -------
    list of Check
        One, or none where the run's tables are not there.
    """
    files = (given.record or {}).get("files")
    if not isinstance(files, list):
        return []
    check = Check("recorded", BenchError("verification.check_recorded"))
    found = False
    for name, (schema, keys) in _TABLES.items():
        if name not in tables or f"{name}.csv" not in files:
            continue
        reader = RunFolder(folder, "comparison.not_a_run", "comparison.broken_run")
        try:
            table = reader.table(name, schema.columns, gaps=True)
        except InputError as error:
            check.notes.append(error)
            continue
        if set(schema.names) <= set(table):
            found = True
            worded = _WORDED.get(name, ())
            if name == "figures" and given.inputs is None:
                worded = (*worded, "indicators")
            elif name == "figures":
                table = table.assign(indicators=_names(table["indicators"], given, language))
            # What counts for a province as the claim of a city is in no file.
            more = name == "evidence" and _rolls_up(given)
            _compare(tables[name], table, keys, language, check, worded=worded, more=more)
    return [check] if found or check.notes else []


def _names(joined: pd.Series[str], given: Given, language: str) -> list[str]:
    """Return ids of indicators joined by ``|`` as the sheet of figures shows them."""
    indicators = given.inputs.catalogue.indicators if given.inputs is not None else ()
    names = {one.id: one.name.in_(language) for one in indicators}
    comma = message("report.names_separator", language)
    return [comma.join(names.get(one, one) for one in ids.split("|")) for ids in joined]


def _rolls_up(given: Given) -> bool:
    if given.inputs is None:
        return True
    return (given.inputs.weights.method or given.inputs.catalogue.method).roll_up


def _compare(
    read: ReadTable,
    table: pd.DataFrame,
    keys: Sequence[str],
    language: str,
    check: Check,
    *,
    worded: Sequence[str],
    more: bool,
) -> None:
    """Tell of cells that differ from the file; of rows too few or, unless ``more``, too many."""
    name, labels = read.place.table, labels_of(read.place.table, language)
    mark = message("report.cut_mark", language)
    columns = [c for c in read.frame.columns if c in read.place.columns and c not in worded]
    wanted, there = (
        {column: frame[column].tolist() for column in columns} for frame in (table, read.frame)
    )
    common = set(_keys(read.frame, keys)) & set(_keys(table, keys))
    if len(common) * 2 < min(len(read.frame), len(table)):
        check.notes.append(BenchError("verification.other_tables", file=f"{name}.csv"))
        return
    check.looked += len(read.frame)
    pairs = _pairs(read.frame, table, keys, there, wanted)
    for place, row in pairs.items():
        for column in columns:
            found, right = there[column][place], wanted[column][row]
            if found == right or (not right and column in _FILLED):
                continue
            if same(_plain(found, mark), should := _plain(right, mark)):
                continue
            line = read.rows[place]
            told = labels.get(column, {}).get(str(should), should)
            meaning = BenchError("verification.not_as_recorded", file=f"{name}.csv")
            cell, stands = read.place.cell(line, column), read.place.value(line, column)
            check.fail(read.place.sheet.name, cell, stands, told, meaning)
            check.corrections.append(Correction(name, line, column, right))
    _tell_removed(read, table, set(range(len(table))) - set(pairs.values()), check)
    if not more:
        _tell_added(read, set(range(len(read.frame))) - set(pairs), check)


def _tell_removed(
    read: ReadTable, table: pd.DataFrame, rows: Collection[int], check: Check
) -> None:
    """Tell of rows of the file that the sheet lacks."""
    name = read.place.table
    for row in sorted(rows):
        values = table.iloc[row].to_dict()
        told = " | ".join(str(values[column]) for column in _KNOWN_BY if column in values)
        meaning = BenchError("verification.row_removed", file=f"{name}.csv")
        check.fail(read.place.sheet.name, "", None, told, meaning)
        check.corrections += [
            Correction(name, LACKING + row, column, values[column]) for column in read.frame.columns
        ]


def _tell_added(read: ReadTable, places: Collection[int], check: Check) -> None:
    """Tell of rows that the file lacks."""
    name, columns = read.place.table, read.place.columns
    first = min(columns, key=lambda column: columns[column])
    for place in sorted(places):
        values = read.frame.iloc[place].to_dict()
        told = " | ".join(str(values[column]) for column in _KNOWN_BY if column in values)
        meaning = BenchError("verification.row_invented", file=f"{name}.csv")
        cell = read.place.cell(read.rows[place], first)
        check.fail(read.place.sheet.name, cell, told, None, meaning)
        check.corrections.append(Correction(name, read.rows[place], "", None))


def _pairs(
    read: pd.DataFrame,
    table: pd.DataFrame,
    keys: Sequence[str],
    there: Mapping[str, Sequence[object]],
    wanted: Mapping[str, Sequence[object]],
) -> dict[int, int]:
    """Return which row of a sheet is which of the file: by keys, else by what they share most."""
    own = {key: row for row, key in enumerate(_keys(table, keys))}
    found: dict[int, int] = {}
    left = []
    for place, key in enumerate(_keys(read, keys)):
        row = own.pop(key, None)
        if row is None:
            left.append(place)
        else:
            found[place] = row
    if len(left) * len(own) > _MOST_PAIRS:
        return found
    shared = sorted(
        (-sum(there[c][place] == wanted[c][row] for c in there), place, row)
        for place in left
        for row in own.values()
    )
    taken: set[int] = set()
    for count, place, row in shared:
        # A row of which one or two cells were changed shares nearly all.
        if -count * 3 >= len(there) * 2 and place not in found and row not in taken:
            found[place] = row
            taken.add(row)
    return found


def _keys(table: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield the key of each row, repeated ones numbered."""
    seen: Counter[tuple[object, ...]] = Counter()
    for key in zip(*(table[name].tolist() for name in keys), strict=True):
        yield (*key, seen[key])
        seen[key] += 1


def _plain(value: object, mark: str) -> Value:
    """Return a value as a cell would hold it."""
    if isinstance(value, int | float):
        number = float(value)
        return None if number != number else number
    return clean_text(value, mark) or None
