"""The rows of a sheet: which is the heading, which column holds statements, what is merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.corpus.readers.columns import FIELDS, SECTION, STATEMENT, STATUS, columns_of
from bench.corpus.readers.statuses import status_of
from bench.errors import DocumentError
from bench.spreadsheet import Row

# Titles and remarks may stand above the heading.
_HEAD: Final = 10
_SAMPLE: Final = 200
_SHOWN: Final = 12
# Four cells in five that are numbers make statistics; three in five that are prose, statements.
_NUMBERS: Final = 0.8
_PROSE: Final = 0.6
_HAN: Final = re.compile(r"[一-龥]")
_WORDS: Final = re.compile(r"[A-Za-z]{2,}")
_FEWEST_HAN: Final = 12
_FEWEST_WORDS: Final = 5
_NUMBER: Final = re.compile(r"[-+]?[\d,]*\.?\d+\s*%?|[-—–…/]|N/A", re.IGNORECASE)
_MIDNIGHT: Final = "T00:00:00"
_ERROR: Final = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
_WIDE_BREAK: Final = re.compile(r"\s*[\r\n]\s*(?=[\u2e80-\uffef])|(?<=[\u2e80-\uffef])\s*[\r\n]\s*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that holds statements.

    Attributes
    ----------
    columns
        Field → its columns, from 0.
    rows
        Those below the heading.
    title
        What stands above the heading in a row of its own, if anything.
    taken
        Heading of the column that was taken for the statements by what is in it; empty where a
        name or the settings told.
    """

    columns: Mapping[str, tuple[int, ...]]
    rows: Sequence[Row]
    title: str = ""
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A row's statement, the sections above it, and what the row tells of its document.

    ``status`` is what `status_of` makes of the cell in the status column, ``status_cell``.
    """

    text: str
    section: tuple[str, ...]
    told: tuple[tuple[str, str], ...]
    status: str | None = ""
    status_cell: str = ""


def find_table(rows: Sequence[Row], named: Mapping[str, str]) -> Table:
    """Find the heading of a sheet and the columns that it names.

    Parameters
    ----------
    rows
        Those of the sheet with something in them.
    named
        Field → heading, where the user says so.

    Raises
    ------
    DocumentError
        It is empty, holds only numbers, or no column holds statements.
    """
    if not rows:
        raise DocumentError("corpus.table_empty")
    for by_ending in (False, True):
        for at, row in enumerate(rows[:_HEAD]):
            found = columns_of(row.cells, named, by_ending=by_ending)
            if STATEMENT in found and (not by_ending or _filled(row) > 1):
                return Table(found, rows[at + 1 :], _title(rows[:at]))
    at = next((at for at, row in enumerate(rows[:_HEAD]) if _filled(row) > 1), 0)
    headings, below = rows[at].cells, rows[at + 1 :]
    found = columns_of(headings, named)
    prose = _prose_column(below, {at for places in found.values() for at in places})
    if prose is None:
        raise _without_statements(headings, below)
    heading = rows[at].cell(prose) or str(prose + 1)
    return Table({**found, STATEMENT: (prose,)}, below, _title(rows[:at]), heading)


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell)


def _title(above: Sequence[Row]) -> str:
    """Return the first row above the heading that holds one text alone."""
    alone = (row for row in above if _filled(row) == 1)
    return next((clean(cell) for row in alone for cell in row.cells if cell), "")


def _prose_column(rows: Sequence[Row], used: set[int]) -> int | None:
    """Return the column of sentences, the longest where there are several, None for none."""
    sample = rows[:_SAMPLE]
    best: tuple[float, int] | None = None
    for at in range(max((len(row.cells) for row in sample), default=0)):
        texts = [row.cell(at) for row in sample if row.cell(at)]
        prose = sum(1 for text in texts if _is_prose(text))
        if at not in used and prose and prose >= _PROSE * len(texts):
            mean = sum(map(len, texts)) / len(texts)
            best = max(best or (mean, -at), (mean, -at))
    return None if best is None else -best[1]


def _is_prose(text: str) -> bool:
    return len(_HAN.findall(text)) >= _FEWEST_HAN or len(_WORDS.findall(text)) >= _FEWEST_WORDS


def _without_statements(headings: Sequence[str], rows: Sequence[Row]) -> DocumentError:
    cells = [cell for row in rows[:_SAMPLE] for cell in row.cells[1:] if cell]
    numbers = sum(1 for cell in cells if _NUMBER.fullmatch(cell))
    if cells and numbers >= _NUMBERS * len(cells):
        return DocumentError("corpus.table_numbers")
    shown = [clean(heading)[:20] for heading in headings if heading]
    rest = "…" if len(shown) > _SHOWN else ""
    return DocumentError("corpus.table_no_statements", headings="、".join(shown[:_SHOWN]) + rest)


def read_statements(table: Table) -> Iterator[Statement]:
    """Yield the statements of a table, with what merged cells above a row say of it.

    An empty region is that of the row above, an empty title that of the row above if the region
    is; the rest where both are, and a section also where its column stands left of both.
    """
    places = {field: table.columns[field][0] for field in FIELDS if field in table.columns}
    sections = table.columns.get(SECTION, ())
    outer = min((places[field] for field in ("region", "title") if field in places), default=-1)
    above: dict[str, str] = {}
    headings = ("",) * len(sections)
    for row in table.rows:
        own = {
            field: clean(row.cell(at))
            for field, at in places.items()
            if field not in (SECTION, STATEMENT, STATUS)
        }
        told = dict(own)
        told["region"] = own.get("region") or above.get("region", "")
        if not told.get("title") and not own.get("region"):
            told["title"] = above.get("title", "")
        same = all(told.get(field, "") == above.get(field, "") for field in ("region", "title"))
        if same:
            told |= {field: above.get(field, "") for field, value in told.items() if not value}
        headings = tuple(_sections(row, sections, headings, outer, same=same))
        above = told
        text = clean(row.cell(places[STATEMENT]))
        if text:
            given = tuple((field, value) for field, value in told.items() if value)
            cell = clean(row.cell(places[STATUS])) if STATUS in places else ""
            section = tuple(h for h in headings if h)
            yield Statement(text, section, given, status_of(cell), cell)


def _sections(
    row: Row, columns: Sequence[int], above: Sequence[str], outer: int, *, same: bool
) -> Iterator[str]:
    changed = False
    for column, before in zip(columns, above, strict=True):
        own = clean(row.cell(column))
        changed = changed or bool(own)
        yield own or ("" if changed or not (same or column < outer) else before)


def clean(cell: str) -> str:
    """Return the text of a cell on one line; empty for an error, a day without its midnight."""
    cell = cell.removesuffix(_MIDNIGHT)
    if cell.isprintable() and "  " not in cell and cell[:1] != "#":
        return cell.strip()
    if _ERROR.fullmatch(cell):
        return ""
    return " ".join(_WIDE_BREAK.sub("", _CONTROL.sub("", cell)).split())


def count_errors(rows: Sequence[Row]) -> int:
    """Return how many cells hold an error of the spreadsheet program in place of a value."""
    return sum(
        1 for row in rows for cell in row.cells if cell[:1] == "#" and _ERROR.fullmatch(cell)
    )
