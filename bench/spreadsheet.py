"""A CSV file or a workbook in, rows of texts out; bounded, whatever the file holds."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final, TypeVar
from zipfile import ZipFile

from bench.errors import InputError

FORMATS: Final = (".csv", ".xlsx")
PERCENT: Final = "%"
LONGEST_CELL: Final = 10_000

T = TypeVar("T")

# Excel's own limit; a row said to stand further down would be padded up to with empty ones.
_LAST_ROW: Final = 1_048_576
_DELIMITERS: Final = ",\t;"
_SHOWN_AS_IT_IS: Final = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold at the most; ``size`` in bytes, of a workbook when unpacked.

    ``cells`` counts those of a sheet up to the last of each row, empty ones too: a row may say
    that its only cell is the 16,384th.
    """

    rows: int = 1_000_000
    columns: int = 10_000
    size: int = 200_000_000
    cells: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it.

    ``at`` is what follows the file in its place (``":12"`` or ``", Sheet1, 12"``), ``line`` the
    number in it, from 1; ``cells`` are texts without blanks around them, the last one not empty.
    """

    at: str
    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """Return the text of a column (from 0); empty where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


def read_sheets(
    path: Path, limits: Limits = Limits(), formats: Sequence[str] = FORMATS
) -> Generator[Iterator[Row], None, None]:
    """Yield the sheets of a file (a CSV file is one), each as its rows.

    A formula of a workbook counts with the value last stored for it (one that was never computed
    is empty), and a number shown as a percentage is the percentage shown, so that a sheet and its
    CSV export give the same texts. Texts beyond `LONGEST_CELL` characters are cut.

    Parameters
    ----------
    path
        CSV (UTF-8, with or without mark, UTF-16 with a mark, or GB18030) or xlsx. Close the
        iterator, for instance with `contextlib.closing`: it holds a workbook open.
    limits
        What the file may hold.
    formats
        Told where the file has another: those that the caller reads, `FORMATS` or more.

    Raises
    ------
    InputError
        There is no such file, it has another format, is broken, or holds more than it may.
    """
    if not path.is_file():
        raise InputError("spreadsheet.no_file", path=path)
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise InputError("spreadsheet.other_format", path=path, kinds=" ".join(formats))
    try:
        if path.stat().st_size > limits.size:
            raise _too_large(path, limits)
        if kind == ".csv":
            yield _csv_rows(path, path.read_bytes(), limits)
            return
        with path.open("rb") as file:
            yield from (rows for _, rows in _xlsx_sheets(path, file, limits))
    except OSError as error:
        why = error.strerror or error
        raise InputError("spreadsheet.unreadable", path=path, why=why) from error


def read_named_sheets(
    data: bytes, limits: Limits = Limits()
) -> Generator[tuple[str, Iterator[Row]], None, None]:
    """Yield the sheets of a file's bytes with their names; a CSV file is one without a name.

    Its cells may be parted by tabs or semicolons as well. Messages name the format in place of
    the file.

    Raises
    ------
    InputError
        As `read_sheets`.
    """
    if data.startswith(b"PK"):
        yield from _xlsx_sheets(Path("xlsx"), io.BytesIO(data), limits)
    else:
        yield "", _csv_rows(Path("csv"), data, limits)


def read_first_sheet(
    path: Path, limits: Limits = Limits(), formats: Sequence[str] = FORMATS
) -> list[Row]:
    """Return the rows of a file's first sheet; arguments and errors as of `read_sheets`."""
    with closing(read_sheets(path, limits, formats)) as sheets:
        return list(next(sheets, ()))


def _csv_rows(path: Path, data: bytes, limits: Limits) -> Iterator[Row]:
    return _rows(path, _csv_lines(path, _text(path, data), limits), limits)


def _csv_lines(path: Path, text: str, limits: Limits) -> Iterator[Row]:
    head = text.lstrip().split("\n", 1)[0]
    mark = max(_DELIMITERS, key=head.count)
    reader = csv.reader(_bounded(path, io.StringIO(text, newline=""), mark, limits), delimiter=mark)
    line = 1
    try:
        for cells in reader:
            yield Row(f":{line}", line, tuple(cell.strip()[:LONGEST_CELL] for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError("spreadsheet.broken_line", path=path, line=line, why=error) from error


def _bounded(path: Path, lines: Iterable[str], mark: str, limits: Limits) -> Iterator[str]:
    """Yield lines, but refuse one that would fill the memory with cells (some may be empty)."""
    for number, line in enumerate(lines, start=1):
        if line.count(mark) > 2 * limits.columns:
            raise _too_many_columns(f"{path}:{number}", limits)
        yield line


def _text(path: Path, data: bytes) -> str:
    # Strictly, unlike documents: a damaged character could be a digit.
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("spreadsheet.not_text", path=path, line=line) from error


def _xlsx_sheets(
    path: Path, file: IO[bytes], limits: Limits
) -> Iterator[tuple[str, Iterator[Row]]]:
    try:
        with ZipFile(file) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except OSError:
        raise
    except Exception as error:  # a broken directory raises errors of a dozen kinds
        raise InputError("spreadsheet.not_a_workbook", path=path) from error
    if unpacked > limits.size:
        raise _too_large(path, limits)
    from openpyxl import load_workbook  # slow to import; most runs read no workbook

    book = _guarded(path, lambda: load_workbook(file, read_only=True, data_only=True))
    try:
        for sheet in book.worksheets:
            yield sheet.title, _rows(path, _xlsx_lines(path, sheet), limits)
    finally:
        book.close()


def _xlsx_lines(path: Path, sheet: Any) -> Iterator[Row]:
    # What a sheet says of its size may be wrong.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=_LAST_ROW)

    def next_texts() -> list[str] | None:
        cells = next(rows, None)
        return None if cells is None else [_cell_text(cell) for cell in cells]

    number = 0
    while (texts := _guarded(path, next_texts)) is not None:
        number += 1
        yield Row(f", {sheet.title}, {number}", number, tuple(texts))


def _guarded(path: Path, step: Callable[[], T]) -> T:
    """Return what ``step`` returns; any of the many errors of a broken workbook is told."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it does not keep, such as lists of choices; we only read.
            warnings.simplefilter("ignore")
            return step()
    except Exception as error:
        raise InputError("spreadsheet.broken_workbook", path=path, why=error) from error


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


def _rows(path: Path, lines: Iterable[Row], limits: Limits) -> Iterator[Row]:
    """Yield the lines with something in them, as long as there are not too many."""
    count = 0
    cells = 0
    for row in lines:
        cells += len(row.cells)
        if cells > limits.cells:
            raise _too_many_columns(f"{path}{row.at}", limits)
        filled = max((n for n, cell in enumerate(row.cells, start=1) if cell), default=0)
        if not filled:
            continue
        count += 1
        if count > limits.rows:
            raise InputError("spreadsheet.too_many_rows", path=path, limit=f"{limits.rows:,}")
        if filled > limits.columns:
            raise _too_many_columns(f"{path}{row.at}", limits)
        yield Row(row.at, row.line, row.cells[:filled])


def _too_large(path: Path, limits: Limits) -> InputError:
    return InputError("spreadsheet.too_large", path=path, limit=limits.size // 1_000_000)


def _too_many_columns(place: str, limits: Limits) -> InputError:
    return InputError("spreadsheet.too_many_columns", place=place, limit=f"{limits.columns:,}")
