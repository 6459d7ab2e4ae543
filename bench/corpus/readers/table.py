"""Tables of statements, an office's own list of measures: CSV files and workbooks.

Each row is a statement. Rows that tell the same of their document (region, title, issuer, date,
number, kind, link) are one document, in the order in which these first appear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, count
from typing import Final

from bench.corpus.layout import Layout, StatementSpan
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.rows import (
    Statement,
    Table,
    count_errors,
    find_table,
    read_statements,
)
from bench.corpus.readers.statuses import ENDED
from bench.errors import DocumentError, InputError
from bench.spreadsheet import Limits, Row, read_named_sheets

_LIMITS: Final = Limits(rows=200_000, columns=1_000, cells=5_000_000)
_LABEL: Final = ("region", "title", "issuer", "date", "number", "kind", "link")
_LONGEST_LABEL: Final = 80
_ZIP: Final = b"PK"


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Yield the documents of a table.

    Parameters
    ----------
    data
        A CSV file (cells parted by commas, tabs or semicolons) or an xlsx workbook.
    columns
        Field of `bench.corpus.readers.columns.FIELDS` → heading, where the names of
        ``columns.yaml`` do not fit.

    Raises
    ------
    DocumentError
        It cannot be read, holds more than it may, or its only sheet holds no statements.
    """
    encoding = "xlsx" if data.startswith(_ZIP) else "csv"
    tables: list[tuple[str, Table]] = []
    refused: list[Refused] = []
    for name, found in _sheets(data, columns):
        if isinstance(found, DocumentError):
            refused.append(Refused("#" + _plain(name), found))
        else:
            tables.append((name, found))
    if not tables and len(refused) == 1:
        raise refused[0].error
    labels: set[str] = set()
    for name, table in tables:
        sheet = _plain(name) if len(tables) > 1 else ""
        yield from _documents(sheet, table, encoding, labels)
    yield from refused


def _sheets(data: bytes, columns: Mapping[str, str]) -> Iterator[tuple[str, Table | DocumentError]]:
    """Yield the tables of a file, or why a sheet gives none; an empty sheet is passed over."""
    empty = True
    name = ""
    try:
        with closing(read_named_sheets(data, _LIMITS)) as sheets:
            for name, lines in sheets:
                rows = list(lines)
                if not rows:
                    continue
                empty = False
                yield name, _table(rows, columns)
    except InputError as error:
        yield name, DocumentError("corpus.table_unreadable", why=error)
    else:
        if empty:
            yield "", DocumentError("corpus.table_empty")


def _table(rows: Sequence[Row], columns: Mapping[str, str]) -> Table | DocumentError:
    try:
        table = find_table(rows, columns)
    except DocumentError as error:
        return error
    statements = read_statements(table)
    first = next(statements, None)
    if first is None:
        return DocumentError("corpus.table_no_rows")
    if all(statement.status == ENDED for statement in chain([first], statements)):
        return DocumentError("corpus.table_all_ended", status=_plain(first.status_cell))
    return table


def _documents(sheet: str, table: Table, encoding: str, labels: set[str]) -> Iterator[Extracted]:
    statements = list(read_statements(table))
    groups: dict[tuple[tuple[str, str], ...], list[Statement]] = {}
    for statement in statements:
        if statement.status != ENDED:
            groups.setdefault(statement.told, []).append(statement)
    notes = _notes(table, statements)
    differing = [
        field for field in _LABEL if len({dict(told).get(field, "") for told in groups}) > 1
    ]
    shown = _shown(groups, differing)
    for told, statements in groups.items():
        label = _unique(" ".join(part for part in (sheet, shown[told]) if part), labels)
        text, layout = _text(statements)
        given = dict(told)
        if table.title:
            given.setdefault("title", table.title)
        yield Extracted(
            text,
            encoding,
            layout=layout,
            told=given,
            part="#" + label if label else "",
            notes=notes,
        )


def _notes(table: Table, statements: Sequence[Statement]) -> dict[str, Mapping[str, object]]:
    """Return what a reader should look at in a table: key of a message → its values."""
    notes: dict[str, Mapping[str, object]] = {}
    if table.taken:
        notes["corpus.table_column_taken"] = {"heading": table.taken}
    if errors := count_errors(table.rows):
        notes["corpus.table_errors"] = {"count": errors}
    if len(statements) < len(table.rows):
        notes["corpus.table_rows_without"] = {"count": len(table.rows) - len(statements)}
    for key, status in (("corpus.table_ended", ENDED), ("corpus.table_unknown_status", None)):
        if cells := [each.status_cell for each in statements if each.status == status]:
            notes[key] = {"count": len(cells), "status": _plain(cells[0])}
    return notes


def _shown(
    groups: Mapping[tuple[tuple[str, str], ...], object], differing: Sequence[str]
) -> dict[tuple[tuple[str, str], ...], str]:
    """Return a label a group: the fewest of what differs between them that tell them apart."""
    labels = dict.fromkeys(groups, "")
    for most in range(1, len(differing) + 1):
        labels = {
            told: " ".join(
                _plain(dict(told)[field]) for field in differing[:most] if field in dict(told)
            )
            for told in groups
        }
        if len(set(labels.values())) == len(labels):
            break
    return labels


def _plain(text: str) -> str:
    """Return a text as a part of a document's name: one line, no folder, not too long."""
    return " ".join(text.split()).replace("/", "／").replace("#", "＃")[:_LONGEST_LABEL]


def _unique(label: str, taken: set[str]) -> str:
    numbered = (f"{label} ({number})".strip() for number in count(2))
    while label in taken:
        label = next(numbered)
    taken.add(label)
    return label


def _text(statements: Sequence[Statement]) -> tuple[str, Layout]:
    spans = []
    start = 0
    for statement in statements:
        end = start + len(statement.text)
        spans.append(StatementSpan(start, end, statement.section, statement.status or ""))
        start += len(statement.text) + 1
    text = "\n".join(statement.text for statement in statements)
    return text, Layout(statements=tuple(spans))
