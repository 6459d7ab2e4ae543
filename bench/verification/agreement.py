"""The sheets of a workbook held against one another: each quote against the evidence sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from bench.errors import BenchError
from bench.verification.findings import Check
from bench.verification.located import Located
from bench.verification.opened import OpenSheet, address

_NUMBERED: Final = re.compile(r"\s?[〔\[](\d+)[〕\]]$")
_SPACE: Final = re.compile(r"\s+")
_MARK: Final = "…"


def check_agreement(
    places: Mapping[str, Located], side_by_side: OpenSheet | None, check: Check
) -> None:
    """See that what other sheets quote stands on the evidence sheet, too.

    Parameters
    ----------
    places
        The tables of the workbook, by name.
    side_by_side
        The sheet of measures side by side, whose short texts lead to the references by number.
    check
        What does not hold is added to it.
    """
    evidence = places.get("evidence")
    if evidence is not None:
        claims: dict[tuple[object, object], object] = {
            (evidence.value(row, "document"), evidence.value(row, "start")): evidence.value(
                row, "quote"
            )
            for row in evidence.rows
        }
        quotes: dict[object, set[object]] = defaultdict(set)
        for (document, _), quote in claims.items():
            quotes[document].add(quote)
        for name in ("references", "borrowed"):
            if name in places:
                _spans(places[name], claims, evidence.sheet.name, check)
        for name, column, document in (
            ("figures", "quote", "document"),
            ("borrowed", "own_quote", "own_document"),
        ):
            if name in places:
                _held(places[name], column, document, quotes, evidence.sheet.name, check)
    if side_by_side is not None and "references" in places:
        _short_texts(side_by_side, places["references"], check)


def _spans(
    place: Located,
    claims: Mapping[tuple[object, object], object],
    evidence: str,
    check: Check,
) -> None:
    """Look up claims by document and offset."""
    for row in place.rows:
        quote = place.value(row, "quote")
        key = (place.value(row, "document"), place.value(row, "start"))
        if key[0] is None:
            continue
        check.looked += 1
        should = claims.get(key)
        if should != quote:
            meaning = BenchError("verification.not_in_evidence", sheet=evidence)
            cells = place.cell(row, "quote", "start")
            check.fail(place.sheet.name, cells, quote, should, meaning)


def _held(
    place: Located,
    column: str,
    document: str,
    quotes: Mapping[object, set[object]],
    evidence: str,
    check: Check,
) -> None:
    """Look up quotes that have no offsets of their own among those of their document."""
    for row in place.rows:
        quote = place.value(row, column)
        if quote is None or column not in place.columns:
            continue
        check.looked += 1
        if quote not in quotes.get(place.value(row, document), ()):
            meaning = BenchError("verification.not_in_evidence", sheet=evidence)
            check.fail(place.sheet.name, place.cell(row, column), quote, None, meaning)


def _short_texts(sheet: OpenSheet, references: Located, check: Check) -> None:
    """See that each short text is made of pieces of the quote that its number leads to."""
    quotes = {
        number: str(references.value(row, "quote") or "")
        for row in references.rows
        if isinstance(number := references.value(row, "number"), float)
    }
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            for line in value.split("\n") if isinstance(value, str) else ():
                found = _NUMBERED.search(line)
                if found is None:
                    continue
                check.looked += 1
                quote = quotes.get(float(found[1]))
                if quote is None or not _made_of(line[: found.start()], quote):
                    meaning = BenchError("verification.short_text", number=found[1])
                    check.fail(sheet.name, address(row, column), line, quote, meaning)


def _made_of(short: str, quote: str) -> bool:
    """Tell whether a short text is pieces of a quote, in their order."""
    whole, at = _SPACE.sub("", quote), 0
    for piece in _SPACE.sub("", short).split(_MARK):
        found = whole.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
