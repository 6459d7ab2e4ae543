"""A sheet laid beside the one it should be: which column and which row is which.

Analysts sort, filter and move; so columns are matched by their headings, and rows by what stands in
them. A row in its place is matched at once; of the others equal ones are matched, then those that
share most.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.verification.opened import OpenSheet, Row, Value

TOLERANCE: Final = 1e-9  # of numbers, relative above 1
_HEADING_ROWS: Final = 12
_LEAST_HEADINGS: Final = 3
_COMMON: Final = 200  # rows that share a value: more tell nothing of which is which


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a sheet is which of the one it should be.

    Parameters
    ----------
    places
        Column wanted → column there.
    renamed
        Columns wanted whose headings are other ones there.
    lacking
        Columns wanted that are not there.
    heading, own_heading
        Row of the headings, in the sheet wanted and there.
    """

    places: dict[int, int]
    renamed: frozenset[int]
    lacking: tuple[int, ...]
    heading: int
    own_heading: int

    @property
    def moved(self) -> bool:
        """Whether any column stands elsewhere than it should."""
        return any(wanted != there for wanted, there in self.places.items())


@dataclass(frozen=True, slots=True)
class Rows:
    """Which row of a sheet is which of the one it should be.

    Parameters
    ----------
    pairs
        Row wanted and row there.
    lacking, further
        Rows wanted that are not there, and rows there that should not be.
    """

    pairs: tuple[tuple[int, int], ...]
    lacking: tuple[int, ...]
    further: tuple[int, ...]


def same(one: Value, other: Value) -> bool:
    """Tell whether two cells hold the same: numbers within 1e-9, texts but for blanks around."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.strip() == other.strip()
    return one is None and other is None


def match_columns(wanted: OpenSheet, there: OpenSheet) -> Columns:
    """Match the columns of a sheet by their headings; by their places where it has none."""
    width = max((len(row) for row in wanted.rows), default=0)
    alike = Columns({column: column for column in range(width)}, frozenset(), (), 0, 0)
    heading = _heading(wanted)
    if heading is None:
        return alike
    names = _names(wanted.rows[heading])
    rows = range(min(len(there.rows), _HEADING_ROWS))
    # Of rows with as many headings the one in its own place.
    held = {row: len(set(_names(there.rows[row])) & set(names)) for row in rows}
    own = max(rows, key=lambda row: (held[row], row == heading, -row), default=0)
    if held.get(own, 0) * 2 < len(names):
        return alike
    found = _names(there.rows[own])
    places = {column: found[name] for name, column in names.items() if name in found}
    free = [c for c, value in enumerate(there.rows[own]) if value and c not in places.values()]
    renamed: set[int] = set()
    for column in sorted(set(names.values()) - set(places)):
        before = places.get(column - 1, -1 if column == 0 else None)
        if before is not None and before + 1 in free:
            places[column] = before + 1
            free.remove(before + 1)
            renamed.add(column)
    lacking = tuple(sorted(set(names.values()) - set(places)))
    moved = any(column != place for column, place in places.items())
    taken = set(places.values())
    for column in range(width):
        if column in places or column in lacking:
            continue
        # Without a heading it goes with its neighbour.
        place = places.get(column - 1, column - 1) + 1 if moved else column
        if place not in taken:
            places[column] = place
            taken.add(place)
    return Columns(places, frozenset(renamed), lacking, heading, own)


def _heading(sheet: OpenSheet) -> int | None:
    """Return the row, among the first, with most different texts; None where it is no table."""
    counts = [len(_names(row)) for row in sheet.rows[:_HEADING_ROWS]]
    most = max(counts, default=0)
    return counts.index(most) if most >= _LEAST_HEADINGS else None


def _names(row: Row) -> dict[str, int]:
    """Return the texts of a row that stand in it once → column."""
    texts = [(value.strip(), c) for c, value in enumerate(row) if isinstance(value, str)]
    counts = Counter(text for text, _ in texts)
    return {text: column for text, column in texts if text and counts[text] == 1}


def match_rows(wanted: OpenSheet, there: OpenSheet, columns: Columns) -> Rows:
    """Match the rows of a sheet by what stands in them.

    Values of formulas do not count, as they follow what is tried; a row of nothing but formulas is
    matched by its place.
    """
    order = sorted(columns.places)
    places = [columns.places[column] for column in order]
    expected = _projected(_written(wanted), order)
    found = _projected(_written(there), places)
    calculated = {row for row, _ in wanted.formulas}
    pairs = [
        (row, row)
        for row in range(min(len(expected), len(found)))
        if _rows_same(expected[row], found[row])
        or (row in calculated and not _something(expected[row]))
    ]
    held = {row for row, _ in pairs}
    left = [row for row in range(len(expected)) if row not in held and _something(expected[row])]
    others = [row for row in range(len(found)) if row not in held and _something(found[row])]
    more = _equal(expected, found, left, others)
    left = [row for row in left if row not in more]
    taken = set(more.values())
    others = [row for row in others if row not in taken]
    more |= _nearest(expected, found, left, others)
    pairs += more.items()
    taken = set(more.values())
    return Rows(
        tuple(sorted(pairs)),
        tuple(row for row in left if row not in more),
        tuple(row for row in others if row not in taken),
    )


def _written(sheet: OpenSheet) -> tuple[Row, ...]:
    """Return the rows without the values of formulas."""
    rows = list(sheet.rows)
    for row in {row for row, _ in sheet.formulas if row < len(rows)}:
        cells = enumerate(rows[row])
        rows[row] = tuple(None if (row, c) in sheet.formulas else value for c, value in cells)
    return tuple(rows)


def _projected(rows: Iterable[Row], columns: Sequence[int]) -> list[Row]:
    if list(columns) == list(range(len(columns))):
        return [row[: len(columns)] for row in rows]
    return [tuple(row[c] if c < len(row) else None for c in columns) for row in rows]


def _something(row: Row) -> bool:
    return any(value is not None for value in row)


def _rows_same(one: Row, other: Row) -> bool:
    short, long = sorted((one, other), key=len)
    if any(value is not None for value in long[len(short) :]):
        return False
    return all(a == b or same(a, b) for a, b in zip(short, long, strict=False))


def _token(value: Value) -> Value:
    """Return a value so that nearly equal numbers are the same."""
    if isinstance(value, float):
        return f"{value:.7g}"
    return value.strip() if isinstance(value, str) else value


def _equal(
    expected: list[Row], found: list[Row], left: list[int], others: list[int]
) -> dict[int, int]:
    """Match rows that hold the same, wherever they stand."""
    waiting: dict[Row, list[int]] = defaultdict(list)
    for row in reversed(others):
        waiting[_key(found[row])].append(row)
    pairs = {}
    for row in left:
        rows = waiting.get(_key(expected[row]))
        if rows:
            pairs[row] = rows.pop()
    return pairs


def _key(row: Row) -> Row:
    values = [_token(value) for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _nearest(
    expected: list[Row], found: list[Row], left: list[int], others: list[int]
) -> dict[int, int]:
    """Match rows that share at least one value in the same column, those that share most first."""
    holders: dict[tuple[int, Value], list[int]] = defaultdict(list)
    for row in others:
        for column, value in enumerate(found[row]):
            if value is not None:
                holders[column, _token(value)].append(row)
    waiting = set(others)
    likeness = sorted(
        (-count, abs(other - row), row, other)
        for row in left
        for other, count in _shared(row, expected[row], holders, waiting).items()
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, row, other in likeness:
        if row not in pairs and other not in taken:
            pairs[row] = other
            taken.add(other)
    return pairs


def _shared(
    number: int,
    row: Row,
    holders: Mapping[tuple[int, Value], list[int]],
    waiting: Collection[int],
) -> Counter[int]:
    """Return how many values other rows have in common with one."""
    shared: Counter[int] = Counter()
    for column, value in enumerate(row):
        rows = [] if value is None else holders.get((column, _token(value)), [])
        if len(rows) <= _COMMON:
            shared.update(rows)
    if number in waiting:
        shared[number] += 0  # its own place, if nothing else tells
    return shared
