"""The rows of a coded file, whatever its format: CSV, JSON lines or a filled-in workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import spreadsheet
from bench.corpus.encoding import decode
from bench.errors import DocumentError, InputError
from bench.messages import LANGUAGES, message
from bench.spreadsheet import read_first_sheet

JSON_LINES: Final = ".jsonl"
FORMATS: Final = (*spreadsheet.FORMATS, JSON_LINES)
REQUIRED: Final = ("document", "start", "end", "kind")
FIELDS: Final = (*REQUIRED, "regions", "indicators", "status", "coder", "quote")
_OTHER_NAMES: Final = {
    "doc": "document",
    "region": "regions",
    "indicator": "indicators",
    "sentence": "quote",
    "text": "quote",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a coded file: its line (from 1), and field → value as written."""

    line: int
    values: dict[str, object]


def heading(field: str, language: str) -> str:
    """Return the heading of a field in ``language``; reading takes it in either language."""
    return message(f"evaluation.heading_{field}", language)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the rows of a coded file.

    Parameters
    ----------
    path
        A file in one of `FORMATS`. Headings are the fields' names or their headings in either
        language; columns beyond these are passed over. Rows without any value do not count.

    Raises
    ------
    InputError
        There is no such file, it cannot be read as what its name says, it is empty, or it lacks
        a required column.
    """
    read = _json_rows if path.suffix.lower() == JSON_LINES else _table_rows
    rows = tuple(row for row in read(path) if any(v not in ("", []) for v in row.values.values()))
    if not rows:
        raise InputError("evaluation.empty_file", path=path)
    return rows


def _table_rows(path: Path) -> Iterator[Row]:
    """Yield the rows below the first line of a table, which holds the headings."""
    lines = read_first_sheet(path, formats=FORMATS)
    columns = _columns(path, lines[0].cells) if lines else {}
    for line in lines[1:]:
        yield Row(line.line, {name: line.cell(i) for i, name in columns.items()})


def _columns(path: Path, headings: tuple[str, ...]) -> dict[int, str]:
    names = _field_names()
    columns: dict[int, str] = {}
    for number, cell in enumerate(headings):
        field = names.get(cell.casefold())
        if field and field not in columns.values():
            columns[number] = field
    _check_fields(path, 1, columns.values())
    return columns


def _json_rows(path: Path) -> Iterator[Row]:
    names = _field_names()
    for line, text in enumerate(_text(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            data = json.loads(text)
        except ValueError as error:
            raise InputError(
                "evaluation.unreadable_line", path=path, line=line, why=error
            ) from error
        if not isinstance(data, Mapping):
            raise InputError("evaluation.not_an_object", path=path, line=line)
        found = {names.get(str(key).strip().casefold(), ""): v for key, v in data.items()}
        _check_fields(path, line, found)
        yield Row(line, {name: _plain(found.get(name)) for name in FIELDS if name in found})


def _check_fields(path: Path, line: int, found: Iterable[str]) -> None:
    present = set(found)
    missing = [name for name in REQUIRED if name not in present]
    if missing:
        raise InputError(
            "evaluation.missing_column", path=path, line=line, names=", ".join(missing)
        )


def _field_names() -> dict[str, str]:
    """Return every heading that is understood → its field."""
    headings = {heading(f, lang).casefold(): f for f in FIELDS for lang in LANGUAGES}
    return {**headings, **_OTHER_NAMES, **{field: field for field in FIELDS}}


def _plain(value: object) -> object:
    """Return a value without blanks around it; nothing is the empty text."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else value


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except FileNotFoundError:
        raise InputError("spreadsheet.no_file", path=path) from None
    except (OSError, DocumentError) as error:
        raise InputError("evaluation.unreadable", path=path, why=error) from error
