"""Quotes held against the documents: what a cell says stands at its offsets stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bench.errors import BenchError
from bench.messages import message
from bench.report.workbook.sheet import clean_text
from bench.verification.findings import Check, Correction
from bench.verification.located import Located
from bench.verification.texts import Texts

# Which column of a table holds what stands in the document between its offsets.
SPANS: Final[Mapping[str, str]] = {
    "evidence": "quote",
    "figures": "figure",
    "references": "quote",
    "borrowed": "quote",
    "cuts": "text",
}
_ENDS: Final = tuple("。！？；!?;\n”』」")
_SHORTEST: Final = 8  # characters that may be looked for elsewhere
_MOST_PLACES: Final = 1_000


class Span(NamedTuple):
    """What stands in a document, and where."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Quoted:
    """What was found of the quotes of one table.

    Parameters
    ----------
    right
        Row of the sheet → what stands in the document: as the row says, or as it should.
    failed
        Document → how many quotes were not found in it, of one that is missing or changed.
    looked
        Document → how many quotes it has.
    """

    right: dict[int, Span] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    looked: Counter[str] = field(default_factory=Counter)


def check_quotes(place: Located, texts: Texts, language: str, check: Check) -> Quoted:
    """Look up what a table quotes.

    Parameters
    ----------
    place
        A table of `SPANS`.
    texts
        The documents. Of one that is missing or changed, what is not found is counted and not
        told row by row.
    language
        Of the workbook.
    check
        What does not hold is added to it.
    """
    name = SPANS[place.table]
    mark = message("report.cut_mark", language)
    found = Quoted()
    for row in place.rows:
        document = place.value(row, "document")
        if document is None and place.value(row, name) is None:
            continue  # a remark, not a row
        document = str(document)
        found.looked[document] += 1
        text = texts.found.get(document)
        if text is None:
            found.failed[document] += document in texts.problems
            if document in texts.unknown:
                meaning = BenchError("verification.no_document_named")
                cell = place.cell(row, "document")
                check.fail(place.sheet.name, cell, document, None, meaning)
            continue
        check.looked += 1
        _check_row(place, row, text, document in texts.changed, mark, found, check)
    for row, right in found.right.items():
        for column, value in ((name, right.text), ("start", right.start), ("end", right.end)):
            if place.value(row, column) != value:
                check.corrections.append(Correction(place.table, row, column, value))
    return found


def _check_row(
    place: Located,
    row: int,
    text: str,
    changed: bool,
    mark: str,
    found: Quoted,
    check: Check,
) -> None:
    """Look up one quote; of a document that was changed it is only counted."""
    span = _stated(place, row, SPANS[place.table])
    holds = span is not None and _stands(text, span, mark)
    if span is not None and holds:
        found.right[row] = Span(text[span.start : span.end], span.start, span.end)
    within = not holds or place.table != "figures" or _within(place, row, text, found.right[row])
    if holds and within:
        return
    if changed:
        found.failed[str(place.value(row, "document"))] += 1
    elif not holds:
        _tell(place, row, text, span, found, check)
    else:
        meaning = BenchError("verification.claim_not_around")
        cell, quote = place.cell(row, "quote"), place.value(row, "quote")
        check.fail(place.sheet.name, cell, quote, None, meaning)


def _stated(place: Located, row: int, name: str) -> Span | None:
    """Return what a row states; None where its offsets are none."""
    text = place.value(row, name)
    start, end = place.value(row, "start"), place.value(row, "end")
    if not isinstance(start, float) or not isinstance(end, float):
        return None
    if not (start.is_integer() and end.is_integer()):
        return None
    return Span("" if text is None else str(text), int(start), int(end))


def _stands(text: str, span: Span, mark: str) -> bool:
    """Tell whether a text stands at its offsets, as far as a cell can hold it."""
    if not 0 <= span.start < span.end <= len(text):
        return False
    return _same(clean_text(text[span.start : span.end], mark), span.text)


def _same(one: str, other: str) -> bool:
    # Spreadsheets differ in what they keep of blanks around a text.
    return one == other or one.strip() == other.strip()


def _tell(
    place: Located, row: int, text: str, span: Span | None, found: Quoted, check: Check
) -> None:
    """Tell what is wrong with a row: its offsets, where its text stands elsewhere, or its text."""
    name = SPANS[place.table]
    sheet, both = place.sheet.name, place.cell(row, "start", "end")
    if span is None:
        there = f"{place.value(row, 'start')} {place.value(row, 'end')}"
        check.fail(sheet, both, there, None, BenchError("verification.no_offsets"))
        return
    elsewhere = _elsewhere(text, span)
    inside = text[span.start : span.end] if 0 <= span.start < span.end <= len(text) else ""
    if elsewhere is not None:
        right = elsewhere
        meaning = BenchError("verification.quote_elsewhere")
        ends = ("start", "end")
        wrong = [end for end in ends if getattr(span, end) != getattr(right, end)]
        there = " ".join(str(getattr(span, column)) for column in wrong)
        should = " ".join(str(getattr(right, column)) for column in wrong)
        check.fail(sheet, place.cell(row, *wrong), there, should, meaning)
    else:
        right = Span(inside, span.start, span.end)
        known = "differs" if inside else "nowhere"
        meaning = BenchError(f"verification.quote_{known}")
        cells = place.cell(row, name, "start", "end")
        check.fail(sheet, cells, span.text, clean_text(inside) or None, meaning)
    if right.text:
        found.right[row] = right


def _elsewhere(text: str, span: Span) -> Span | None:
    """Return where the text of a row stands, if not at its offsets; the nearest place.

    Of a text that stands within what is at the offsets, too, it is to be told whether the offsets
    are too wide or the text was cut short: a whole sentence was not.
    """
    quote = span.text
    inside = text[span.start : span.end] if 0 <= span.start < span.end <= len(text) else ""
    if len(quote.strip()) < min(_SHORTEST, max(len(inside) // 2, 1)):
        return None
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(at)
        at = text.find(quote, at + 1)
    if not places:
        return None
    nearest = min(places, key=lambda place: (abs(place - span.start), place))
    found = Span(quote, nearest, nearest + len(quote))
    return None if quote in inside and not _is_whole(text, found) else found


def _is_whole(text: str, span: Span) -> bool:
    """Tell whether a text begins and ends as sentences do, or lines."""
    before, after = text[: span.start].rstrip(" \u3000"), text[span.end : span.end + 1]
    begins = not before or before.endswith(_ENDS)
    return begins and (span.text.endswith(_ENDS) or after in ("", "\n"))


def _within(place: Located, row: int, text: str, figure: Span) -> bool:
    """Tell whether the claim of a figure stands around it."""
    quote = str(place.value(row, "quote") or "").strip()
    first = max(figure.start - len(quote), 0)
    at = clean_text(text[first : figure.end + len(quote)]).find(quote)
    return bool(quote) and at >= 0 and first + at + len(quote) >= figure.end
