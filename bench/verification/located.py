"""Which sheet of a workbook is which, and where its columns are: by names and by headings.

An analyst renames, sorts and moves; so a sheet is known by its name or else by its headings, and a
column by its heading wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.comparison.schema import BORROWED, SIDE_BY_SIDE
from bench.errors import InputError
from bench.messages import LANGUAGES, message, texts
from bench.schema import Table
from bench.statistics.schema import STATISTICS
from bench.tables import CUTS, DOCUMENTS, EVIDENCE, FIGURES, SCORES
from bench.verification.opened import OpenBook, OpenSheet, Value, address

SHEET: Final = "sheet_"  # how the names of sheets begin among the messages of the report
_HEADING_ROWS: Final = 12  # a heading stands in one of the first rows
# The columns of each table in the order of its sheet; a name is that of a column in the schema,
# or of those that the sheet adds.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "evidence": (
        *("region", "dimension", "indicator_name", "quote", "kind", "status", "strength"),
        *("confidence", "counted", "amount", "title", "date", "section", "instrument"),
        *(
            "document",
            "start",
            "end",
            "page",
            "terms",
            "place",
            "source_kind",
            "region_code",
            "indicator",
        ),
    ),
    "figures": (
        *("counted", "region", "figure", "value", "high", "unit", "comparator", "change", "year"),
        *("kind", "status", "quote", "title", "date", "document", "start", "end", "indicators"),
        "region_code",
    ),
    "documents": tuple(DOCUMENTS.names),
    "cuts": ("document", "start", "end", "reason", "text"),
    "statistics": (
        *("region", "dimension", "indicator_name", "value", "unit", "year", "state", "used"),
        *("normalised", "how", "source", "place", "region_code", "indicator"),
    ),
    "references": (
        *("number", "indicator", "region", "quote", "kind", "status", "title", "section", "row"),
        *("document", "start", "end"),
    ),
    "borrowed": (
        *("indicator_name", "gain", "advice", "region", "quote", "status", "title", "section"),
        *("row", "own_quote", "own_row", "likeness", "strength", "date", "dimension", "document"),
        *("start", "end", "own_document", "region_code", "indicator"),
    ),
}
_SCHEMAS: Final[Mapping[str, Table]] = {
    "evidence": EVIDENCE,
    "figures": FIGURES,
    "documents": DOCUMENTS,
    "cuts": CUTS,
    "statistics": STATISTICS,
    "references": SIDE_BY_SIDE,
    "borrowed": BORROWED,
}
# Without these a sheet is not that table.
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "evidence": (
        *("quote", "document", "start", "end", "region", "region_code", "indicator"),
        *("strength", "confidence"),
    ),
    "figures": ("figure", "quote", "document", "start", "end"),
    "documents": ("document", "state", "characters"),
    "cuts": ("document", "start", "end", "text"),
    "statistics": ("value", "region_code", "indicator"),
    "references": ("number", "quote", "document", "start", "end"),
    "borrowed": ("quote", "document", "start", "end", "own_document"),
}


@dataclass(frozen=True, slots=True)
class Located:
    """A table of rows within a sheet.

    Parameters
    ----------
    table
        Which: a key of `COLUMNS`.
    sheet
        Where it stands.
    heading
        Row of its headings, from 0.
    columns
        Name of a column → its place in the sheet, from 0.
    """

    table: str
    sheet: OpenSheet
    heading: int
    columns: Mapping[str, int]

    @property
    def rows(self) -> Sequence[int]:
        """The rows of the sheet, from 0, that hold something in a column of the table."""
        places = list(self.columns.values())
        return [
            row
            for row in range(self.heading + 1, len(self.sheet.rows))
            if any(self.sheet.value(row, place) is not None for place in places)
        ]

    def value(self, row: int, column: str) -> Value:
        """Return what stands in a column; None where the sheet lacks it."""
        place = self.columns.get(column)
        return None if place is None else self.sheet.value(row, place)

    def cell(self, row: int, *columns: str) -> str:
        """Return the addresses of cells of a row, parted by blanks."""
        places = (self.columns[column] for column in columns if column in self.columns)
        return " ".join(address(row, place) for place in places)


def sheet_words(language: str) -> dict[str, str]:
    """Return what each sheet is called in a language: its key (``sheet_evidence``) → its name."""
    known = texts("report")
    return {key: known[key][language] for key in known if key.startswith(SHEET)}


def language_of(book: OpenBook) -> str:
    """Return the language of a workbook: that of its sheets and headings.

    Raises
    ------
    InputError
        Neither fits either language: it is no workbook of this program.
    """
    names = {sheet.name for sheet in book.sheets}
    counts = {}
    for language in LANGUAGES:
        known = len(names & set(sheet_words(language).values()))
        counts[language] = known + sum(
            any(_fits(sheet, table, language) for sheet in book.sheets) for table in COLUMNS
        )
    best = max(LANGUAGES, key=lambda language: counts[language])
    if counts[best] < 2:
        raise InputError("verification.not_ours", path=book.path)
    return best


def sheets_by_key(book: OpenBook, language: str) -> dict[str, OpenSheet]:
    """Return the sheets that bear a name of the report's: key → sheet."""
    keys = {name: key for key, name in sheet_words(language).items()}
    return {keys[sheet.name]: sheet for sheet in book.sheets if sheet.name in keys}


def locate(book: OpenBook, table: str, language: str) -> Located | None:
    """Find a table of rows in a workbook; None where it has none.

    Parameters
    ----------
    book, language
        The workbook, and its language.
    table
        A key of `COLUMNS`.
    """
    own = sheets_by_key(book, language).get(f"{SHEET}{table}")
    found = None if own is None else _fits(own, table, language, renamed=True)
    if own is not None and found is not None:
        return Located(table, own, *found)
    taken = sheet_words(language).values()
    for sheet in book.sheets:
        found = None if sheet.name in taken else _fits(sheet, table, language)
        if found is not None:
            return Located(table, sheet, *found)
    return None


def lacking(book: OpenBook, table: str, language: str) -> tuple[str, tuple[str, ...]] | None:
    """Return, of a sheet that bears the name of a table but not its columns, which it lacks.

    Returns
    -------
    tuple of str and tuple of str, or None
        The sheet's name and the headings; None where there is no such sheet.
    """
    sheet = sheets_by_key(book, language).get(f"{SHEET}{table}")
    if sheet is None:
        return None
    names = headings(table, language)
    rows = range(min(_HEADING_ROWS, len(sheet.rows)))
    held = max((_columns(sheet, row, table, language) for row in rows), key=len, default={})
    return sheet.name, tuple(names[name] for name in NEEDED[table] if name not in held)


def headings(table: str, language: str) -> dict[str, str]:
    """Return the headings of a table's columns in its sheet: name → heading."""
    named = {column.name: column.heading(language) for column in _SCHEMAS[table].columns}

    def word(name: str) -> str:
        return message(f"report.{name}", language)

    if table in ("evidence", "statistics", "borrowed"):
        named["indicator_name"] = named["indicator"]
        named["indicator"] = word("indicator_id_heading")
        named["dimension"] = word("dimension_heading")
    if table == "evidence":
        named |= {"counted": word("counted_heading"), "amount": word("amount_heading")}
    if table in ("references", "borrowed"):
        named["row"] = word("evidence_row")
    if table == "borrowed":
        # The heading of the target's claim names the target: it is known by its neighbours.
        named |= {"gain": word("beside_borrowed_gain"), "own_row": word("beside_borrowed_own_row")}
    if table == "statistics":
        made = {column.name: column.heading(language) for column in SCORES.columns}
        named |= {"used": made["value"], "state": made["state"], "normalised": made["normalised"]}
        named["how"] = word("how_heading")
    return {name: named[name] for name in COLUMNS[table]}


def _fits(
    sheet: OpenSheet, table: str, language: str, *, renamed: bool = False
) -> tuple[int, dict[str, int]] | None:
    """Return the row of headings and the columns of a table that a sheet holds, if it does."""
    best: tuple[int, dict[str, int]] | None = None
    for row in range(min(_HEADING_ROWS, len(sheet.rows))):
        found = _columns(sheet, row, table, language, renamed=renamed)
        if all(name in found for name in NEEDED[table]) and (
            best is None or len(found) > len(best[1])
        ):
            best = row, found
    return best


def _columns(
    sheet: OpenSheet, row: int, table: str, language: str, *, renamed: bool = False
) -> dict[str, int]:
    """Return name → column of the headings in a row; one renamed is known by its neighbours."""
    names = headings(table, language)
    wanted = {heading.strip(): name for name, heading in names.items()}
    row_of_evidence = message("report.evidence_row", language)  # no table's own, and not renamed
    found: dict[str, int] = {}
    unknown: set[int] = set()
    for column, value in enumerate(sheet.rows[row]):
        name = wanted.get(str(value).strip()) if isinstance(value, str) else None
        if name is not None and name not in found:
            found[name] = column
        elif value not in (None, row_of_evidence):
            unknown.add(column)
    order = COLUMNS[table]
    if not renamed or len(found) * 2 < len(NEEDED[table]):
        return found
    for place, name in enumerate(order):
        before = found.get(order[place - 1]) if place else -1
        if name not in found and before is not None and before + 1 in unknown:
            after = next((found[later] for later in order[place + 1 :] if later in found), None)
            if after is None or after == before + 2:
                found[name] = before + 1
                unknown.discard(before + 1)
    return found
