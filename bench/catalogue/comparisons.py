"""Tables of pairwise judgements, as people write them: a file in, a comparison matrix out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.ahp import RANDOM_INDEX, RECIPROCAL_TOLERANCE
from bench.errors import InputError
from bench.spreadsheet import Limits, read_first_sheet

Floats = NDArray[np.float64]
# Saaty's scale: 1 as important, 9 extremely more so.
MOST: Final = 9.0
LARGEST_GROUP: Final = len(RANDOM_INDEX)

# A table of the largest group, and room for a title and notes around it.
_LIMITS: Final = Limits(rows=100, columns=50, size=20_000_000)
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
    lines = read_first_sheet(path, _LIMITS)
    if not lines:
        raise InputError("catalogue.no_comparisons", path=path)
    (at, heading), *rows = [(f"{path}{line.at}", line.cells) for line in lines]
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
