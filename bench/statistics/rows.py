"""A CSV file or a workbook in, rows of texts out; bounded, whatever the file holds."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeVar
from zipfile import BadZipFile, ZipFile

from bench.errors import InputError
from bench.statistics.cells import PERCENT

FORMATS: Final = (".csv", ".xlsx")
MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 10_000
LONGEST_CELL: Final = 10_000
MOST_BYTES: Final = 200_000_000

T = TypeVar("T")

# Excel's own limit; a row said to stand further down would be padded up to with empty ones.
_LAST_ROW: Final = 1_048_576
_SHOWN_AS_IT_IS: Final = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it.

    ``at`` is what follows the file in its place (``":12"`` or ``", Sheet1, 12"``), rows counted
    from 1; ``cells`` are texts without blanks around them, the last one not empty.
    """

    at: str
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """Return the text of a column (from 0); empty where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


def read_sheets(path: Path) -> Generator[Iterator[Row], None, None]:
    """Yield the sheets of a file (a CSV file is one), each as its rows.

    A formula of a workbook counts with the value last stored for it (one that was never computed
    is empty), and a number shown as a percentage is the percentage shown, so that a sheet and its
    CSV export give the same texts. Texts beyond `LONGEST_CELL` characters are cut.

    Parameters
    ----------
    path
        CSV (UTF-8, with or without mark, or GB18030) or xlsx. Close the iterator, for instance
        with `contextlib.closing`: it holds a workbook open.

    Raises
    ------
    InputError
        There is no such file, it has another format, is broken, or is larger than `MOST_ROWS`,
        `MOST_COLUMNS` or `MOST_BYTES` (a workbook: unpacked).
    """
    if not path.is_file():
        raise InputError("statistics.no_file", path=path)
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise InputError("statistics.other_format", path=path, kinds=" ".join(FORMATS))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path)
        yield from _csv_sheets(path) if kind == ".csv" else _xlsx_sheets(path)
    except OSError as error:
        why = error.strerror or error
        raise InputError("statistics.unreadable", path=path, why=why) from error


def _csv_sheets(path: Path) -> Iterator[Iterator[Row]]:
    yield _rows(path, _csv_lines(path, _text(path)))


def _csv_lines(path: Path, text: str) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(_bounded(path, io.StringIO(text, newline="")))
    line = 1
    try:
        for cells in reader:
            yield f":{line}", [cell.strip()[:LONGEST_CELL] for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError("statistics.broken_line", path=path, line=line, why=error) from error


def _bounded(path: Path, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, but refuse one that would fill the memory with cells (some may be empty)."""
    for number, line in enumerate(lines, start=1):
        if line.count(",") > 2 * MOST_COLUMNS:
            raise _too_many_columns(f"{path}:{number}")
        yield line


def _text(path: Path) -> str:
    data = path.read_bytes()
    # Strictly, unlike documents: a damaged character could be a digit.
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("statistics.not_text", path=path, line=line) from error


def _xlsx_sheets(path: Path) -> Iterator[Iterator[Row]]:
    try:
        with ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except BadZipFile as error:
        raise InputError("statistics.not_a_workbook", path=path) from error
    if unpacked > MOST_BYTES:
        raise _too_large(path)
    from openpyxl import load_workbook  # slow to import; most runs read no workbook

    book = _guarded(path, lambda: load_workbook(path, read_only=True, data_only=True))
    try:
        for sheet in book.worksheets:
            yield _rows(path, _xlsx_lines(path, sheet))
    finally:
        book.close()


def _xlsx_lines(path: Path, sheet: Any) -> Iterator[tuple[str, list[str]]]:
    # What a sheet says of its size may be wrong.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_LAST_ROW)

    def next_texts() -> list[str] | None:
        cells = next(rows, None)
        return None if cells is None else [_cell_text(cell) for cell in cells]

    number = 0
    while (texts := _guarded(path, next_texts)) is not None:
        number += 1
        yield f", {sheet.title}, {number}", texts


def _guarded(path: Path, step: Callable[[], T]) -> T:
    """Return what ``step`` returns; any of the many errors of a broken workbook is told."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it does not keep, such as lists of choices; we only read.
            warnings.simplefilter("ignore")
            return step()
    except Exception as error:
        raise InputError("statistics.broken_workbook", path=path, why=error) from error


def _cell_text(cell: Any) -> str:
    """Return a cell as its CSV export would have it, but with all digits of a number."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()[:LONGEST_CELL]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        if PERCENT in _SHOWN_AS_IT_IS.sub("", cell.number_format):
            # In decimals: 0.07 is 7%, not 7.000000000000001%.
            return f"{Decimal(repr(value)) * 100}%"
        return repr(value).removesuffix(".0")
    return str(value)[:LONGEST_CELL]


def _rows(path: Path, lines: Iterable[tuple[str, list[str]]]) -> Iterator[Row]:
    """Yield the lines with something in them, as long as there are not too many."""
    count = 0
    for at, cells in lines:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise InputError("statistics.too_many_rows", path=path, limit=f"{MOST_ROWS:,}")
        if len(cells) > MOST_COLUMNS:
            raise _too_many_columns(f"{path}{at}")
        yield Row(at, tuple(cells))


def _too_large(path: Path) -> InputError:
    return InputError("statistics.too_large", path=path, limit=MOST_BYTES // 1_000_000)


def _too_many_columns(place: str) -> InputError:
    return InputError("statistics.too_many_columns", place=place, limit=f"{MOST_COLUMNS:,}")
