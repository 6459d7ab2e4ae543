"""Tables of pairwise judgements, as people write them: a file in, a comparison matrix out."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from bench.composite.ahp import RANDOM_INDEX, RECIPROCAL_TOLERANCE
from bench.errors import InputError

Floats = NDArray[np.float64]
# Where a line stands (``"a.csv:3"`` or ``"a.xlsx, Sheet1, 3"``), and its cells.
Line: TypeAlias = tuple[str, list[str]]

FORMATS: Final = (".csv", ".xlsx")
# Saaty's scale: 1 as important, 9 extremely more so.
MOST: Final = 9.0
LARGEST_GROUP: Final = len(RANDOM_INDEX)

_MOST_BYTES: Final = 1_000_000
_MOST_UNPACKED: Final = 20_000_000
# A table of the largest group, and room for a title and notes around it.
_MOST_LINES: Final = 100
_MOST_CELLS: Final = 50
_NUMBER: Final = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(?:/(\d+(?:\.\d*)?|\.\d+))?")


def read_comparisons(path: Path, parts: Mapping[str, Sequence[str]]) -> Floats:
    """Read the pairwise judgements of one person.

    The first row and the first column name the parts, in any order; the cell of row i and column
    j says how many times as important i is as j: 1 to 9 or a reciprocal of that (Saaty 1980),
    as ``3``, ``1/3`` or ``0.33``. Either half may be left empty, and so may the diagonal.

    Parameters
    ----------
    path
        A .csv (UTF-8, with or without mark, or GB18030) or .xlsx file (its first sheet).
    parts
        Id of each of the k parts → names by which it may be called; width and case do not matter.

    Returns
    -------
    numpy.ndarray
        Shape (k, k), rows and columns in the order of ``parts``; NaN where nothing was judged.

    Raises
    ------
    InputError
        The file cannot be read; a name is unknown or given twice; a cell is not 1 to 9 or a
        reciprocal; a part is not 1 against itself; two halves contradict each other by more than
        5 %.
    """
    lines = [(at, cells) for at, cells in _lines(path) if any(cells)]
    if not lines:
        raise InputError("catalogue.no_comparisons", path=path)
    (at, heading), *rows = lines
    ids = list(parts)
    number = _numbers(parts)
    columns = _named(heading[1:], at, number, ids)
    matrix = np.full((len(ids), len(ids)), np.nan)
    named: list[str] = []
    for at, cells in rows:
        named.append(cells[0])
        i = _named(named, at, number, ids)[-1]
        for cell, j in zip_longest(cells[1:], columns):
            if not cell:
                continue
            if i is None or j is None:
                raise InputError("catalogue.unnamed_judgement", place=at, value=cell)
            matrix[i, j] = _judgement(cell, at, ids[i], ids[j])
    _check_halves(matrix, path, ids)
    return matrix


def _key(name: str) -> str:
    return "".join(name.split()).casefold()


def _numbers(parts: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return name → position of the one part that is called so."""
    every = [{_key(name) for name in (key, *names)} for key, names in parts.items()]
    shared = Counter(name for names in every for name in names)
    return {name: n for n, names in enumerate(every) for name in names if shared[name] == 1}


def _named(
    names: Sequence[str], at: str, number: Mapping[str, int], ids: Sequence[str]
) -> list[int | None]:
    """Return which part each name means; None for an empty one."""
    found: list[int | None] = []
    for name in names:
        if not name:
            found.append(None)
            continue
        part = number.get(_key(name))
        if part is None:
            raise InputError("catalogue.unknown_part", place=at, name=name, parts=", ".join(ids))
        if part in found:
            raise InputError("catalogue.repeated_part", place=at, name=name)
        found.append(part)
    return found


def _judgement(text: str, at: str, row: str, column: str) -> float:
    found = _NUMBER.fullmatch("".join(text.split()).replace("／", "/"))
    value = np.nan
    if found and float(found[2] or 1) > 0:
        value = float(found[1]) / float(found[2] or 1)
    # 1/9 is often typed as 0.11.
    least = 1 / MOST * (1 - RECIPROCAL_TOLERANCE)
    if not least <= value <= MOST:
        raise InputError("catalogue.bad_judgement", place=at, row=row, column=column, value=text)
    if row == column and value != 1:
        raise InputError("catalogue.judged_against_itself", place=at, part=row, value=text)
    return value


def _check_halves(matrix: Floats, path: Path, ids: Sequence[str]) -> None:
    contradicting = np.argwhere(np.abs(matrix * matrix.T - 1) > RECIPROCAL_TOLERANCE)
    for i, j in contradicting.tolist():
        raise InputError(
            "catalogue.contradicting_halves",
            path=path,
            row=ids[i],
            column=ids[j],
            value=shown(matrix[i, j]),
            mirrored=shown(matrix[j, i]),
        )


def shown(value: float) -> str:
    """Return a judgement as people write it: ``"3"``, ``"1/3"``, ``"2.4"``."""
    return f"{value:.3g}" if value > 0.999 else f"1/{1 / value:.3g}"


def _lines(path: Path) -> list[Line]:
    if path.suffix.lower() not in FORMATS:
        raise InputError("catalogue.comparisons_format", path=path, kinds=" ".join(FORMATS))
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("catalogue.comparisons_too_large", path=path)
        return _csv_lines(path) if path.suffix.lower() == ".csv" else _xlsx_lines(path)
    except FileNotFoundError:
        raise InputError("yaml.no_file", path=path) from None
    except OSError as error:
        raise _unreadable(path, error.strerror or error) from None


def _csv_lines(path: Path) -> list[Line]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            lines.append((f"{path}:{reader.line_num}", [cell.strip() for cell in cells]))
            _check_size(path, len(lines), len(cells))
    except csv.Error as error:
        raise _unreadable(path, error) from None
    return lines


def _xlsx_lines(path: Path) -> list[Line]:
    # Slow to load, and most weights files name no workbook.
    from openpyxl import load_workbook

    try:
        with ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise InputError("catalogue.comparisons_too_large", path=path)
        with warnings.catch_warnings():
            # openpyxl warns of what it does not keep, such as lists of choices; we only read.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                return _sheet_lines(path, book.worksheets[0])
            finally:
                book.close()
    except (BadZipFile, KeyError, IndexError, ValueError) as error:
        raise _unreadable(path, error) from None


def _sheet_lines(path: Path, sheet: object) -> list[Line]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what it says of its size may be wrong
    rows = sheet.iter_rows(max_row=_MOST_LINES + 1, values_only=True)  # type: ignore[attr-defined]
    lines: list[Line] = []
    for row, values in enumerate(rows, start=1):
        cells = ["" if value is None else str(value).strip() for value in values]
        _check_size(path, row, len(cells))
        lines.append((f"{path}, {sheet.title}, {row}", cells))  # type: ignore[attr-defined]
    return lines


def _check_size(path: Path, lines: int, cells: int) -> None:
    if lines > _MOST_LINES or cells > _MOST_CELLS:
        raise InputError("catalogue.comparisons_too_large", path=path)


def _unreadable(path: Path, why: object) -> InputError:
    return InputError("catalogue.comparisons_unreadable", path=path, why=why)
