"""What the sheets of a workbook state: its tables, found and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bench.errors import BenchError
from bench.verification.findings import Check
from bench.verification.located import COLUMNS, Located, lacking, locate
from bench.verification.opened import OpenBook
from bench.verification.readback import ReadTable, read_back

# Tables that are read back as a whole; of the others single cells are looked at.
READ: Final = ("evidence", "figures", "documents", "cuts", "statistics")


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """What the sheets of a workbook state.

    Parameters
    ----------
    book, language
        The workbook, and its language.
    places
        Its tables, by name.
    tables
        Those of `READ`, read back.
    """

    book: OpenBook
    language: str
    places: Mapping[str, Located]
    tables: Mapping[str, ReadTable]


def read_stated(book: OpenBook, language: str, check: Check) -> Stated:
    """Find the tables of a workbook, and read back those that scores are made from.

    Parameters
    ----------
    book, language
        The workbook, and its language.
    check
        What cannot be read back is added to it.
    """
    places, tables = {}, {}
    for name in COLUMNS:
        place = locate(book, name, language)
        if place is not None:
            places[name] = place
            continue
        broken = lacking(book, name, language)
        if broken is not None:
            sheet, missing = broken
            told = between(language).join(missing)
            meaning = BenchError("verification.headings_missing", headings=told)
            check.fail(sheet, "", None, None, meaning)
    for name in READ:
        if name in places:
            tables[name] = read_back(places[name], language, check)
            check.looked += len(tables[name].frame)
    return Stated(book, language, places, tables)


def between(language: str) -> str:
    """Return what parts the items of a list."""
    return ", " if language == "en" else "、"
