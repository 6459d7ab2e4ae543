"""Documents that quotes stand in: missing, changed, or of another length; told once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bench.errors import BenchError
from bench.verification.findings import Check
from bench.verification.located import Located
from bench.verification.quotes import Quoted
from bench.verification.texts import Texts


def check_documents(
    quoted: Mapping[str, Quoted], texts: Texts, listed: Located | None, check: Check
) -> None:
    """Tell of documents that are missing, changed or of another length, once each.

    Parameters
    ----------
    quoted
        What was found of the quotes of each table.
    texts
        The documents.
    listed
        The sheet that lists them; None where there is none.
    check
        What does not hold is added to it.
    """
    if listed is not None:
        _lengths(listed, texts, check)
    failed: Counter[str] = Counter()
    looked: Counter[str] = Counter()
    for one in quoted.values():
        failed += one.failed
        looked += one.looked
    for document, why in sorted(texts.problems.items()):
        meaning = BenchError("verification.quotes_unread", count=looked[document], why=why)
        _tell(document, meaning, listed, check)
    for document in sorted(texts.changed):
        counts = {"count": failed[document], "total": looked[document]}
        if failed[document]:
            meaning = BenchError("verification.document_changed", **counts)
            _tell(document, meaning, listed, check)
        else:
            note = BenchError("verification.document_changed_holds", document=document, **counts)
            check.notes.append(note)


def _lengths(listed: Located, texts: Texts, check: Check) -> None:
    """See that documents have as many characters as the workbook says."""
    for row in listed.rows:
        document, length = str(listed.value(row, "document")), listed.value(row, "characters")
        text = texts.found.get(document)
        if text is None or length is None or document in texts.changed:
            continue
        check.looked += 1
        if length != len(text):
            meaning = BenchError("verification.length_differs")
            cell = listed.cell(row, "characters")
            check.fail(listed.sheet.name, cell, length, float(len(text)), meaning)


def _tell(document: str, meaning: BenchError, listed: Located | None, check: Check) -> None:
    """Tell of a document, in the cell that lists it where there is one."""
    rows = () if listed is None else listed.rows
    for row in rows:
        if listed is not None and str(listed.value(row, "document")) == document:
            cell = listed.cell(row, "document")
            check.fail(listed.sheet.name, cell, document, None, meaning)
            return
    check.fail("", "", document, None, meaning)
