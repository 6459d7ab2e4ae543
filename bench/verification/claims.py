"""Rows of evidence held against what they themselves, and the other sheets, say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

import pandas as pd

from bench.catalogue.model import Catalogue
from bench.errors import BenchError
from bench.evidence.strength import load_rubric, strength_of
from bench.regions.gazetteer import Gazetteer
from bench.report.labels import label
from bench.verification.findings import Check, Correction
from bench.verification.readback import ReadTable, corrected, labels_of

# What all rows of one claim share.
_OF_CLAIM: Final = ("end", "quote", "kind", "status", "strength", "section", "instrument")
# Column of the evidence → that of its document.
_OF_DOCUMENT: Final = {"title": "title", "date": "date", "source_kind": "kind"}


def check_claims(
    evidence: ReadTable,
    documents: ReadTable | None,
    catalogue: Catalogue | None,
    gazetteer: Gazetteer | None,
    language: str,
    check: Check,
) -> None:
    """Hold each row of evidence against the rubric, its claim, its document and its region.

    Parameters
    ----------
    evidence, documents
        The tables read back; documents None where the workbook has no such sheet.
    catalogue, gazetteer
        Which indicators and regions there are; None where that is not known.
    language
        Of the workbook.
    check
        What does not hold is added to it.
    """
    check.looked += len(evidence.frame)
    _agree(evidence, language, check)
    _strengths(corrected(evidence, check.corrections), language, check)
    _regions(evidence, gazetteer, check)
    if catalogue is not None:
        _indicators(evidence, catalogue, check)
    if documents is not None:
        _documents(evidence, documents, language, check)


def _fail(
    table: ReadTable,
    place: int,
    column: str,
    should: object,
    meaning: BenchError,
    check: Check,
    labels: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Tell of a cell by its place in a table that was read back, and of what it should hold."""
    row = table.rows[place]
    there, shows = table.place.value(row, column), (labels or {}).get(column, {})
    told = shows.get(should, should) if isinstance(should, str) else should
    check.fail(table.place.sheet.name, table.place.cell(row, column), there, told, meaning)
    if should is not None:
        check.corrections.append(Correction(table.place.table, row, column, should))


def _strengths(evidence: ReadTable, language: str, check: Check) -> None:
    frame, base = evidence.frame, load_rubric().base
    for place, (quote, status, strength, sure) in enumerate(
        zip(frame["quote"], frame["status"], frame["strength"], frame["confidence"], strict=True)
    ):
        if status in base and strength != (right := strength_of(str(quote), str(status))):
            shown = label("status", status, language)
            meaning = BenchError("verification.strength_rubric", status=shown)
            _fail(evidence, place, "strength", right, meaning, check)
        if not 0 <= sure <= 1:
            meaning = BenchError("verification.confidence_range")
            _fail(evidence, place, "confidence", None, meaning, check)


def _agree(evidence: ReadTable, language: str, check: Check) -> None:
    """See that rows of one claim say the same of it: the one that stands alone is told."""
    frame = evidence.frame
    claims: dict[tuple[object, object], list[int]] = defaultdict(list)
    for number, claim in enumerate(zip(frame["document"], frame["start"], strict=True)):
        claims[claim].append(number)
    labels = labels_of("evidence", language)
    columns = {column: frame[column].tolist() for column in _OF_CLAIM}
    for places in claims.values():
        if len(places) < 2:
            continue
        for column, cells in columns.items():
            values = [cells[place] for place in places]
            counts = Counter(values)
            if len(counts) == 1:
                continue
            usual, times = counts.most_common(1)[0]
            # Of two that differ neither is known to be right.
            should = usual if times * 2 > len(values) else None
            for place, value in zip(places, values, strict=True):
                if value != usual or should is None:
                    meaning = BenchError("verification.claim_differs")
                    _fail(evidence, place, column, should, meaning, check, labels)


def _regions(evidence: ReadTable, gazetteer: Gazetteer | None, check: Check) -> None:
    frame = evidence.frame
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for code, name in zip(frame["region_code"], frame["region"], strict=True):
        names[str(code)][str(name)] += 1
    right = {
        code: gazetteer.get(code).name
        if gazetteer is not None and code in gazetteer
        else counts.most_common(1)[0][0]
        for code, counts in names.items()
    }
    for place, (code, name) in enumerate(zip(frame["region_code"], frame["region"], strict=True)):
        if name != right[str(code)]:
            row, table = evidence.rows[place], evidence.place
            meaning = BenchError("verification.region_name", code=code, name=right[str(code)])
            cells = table.cell(row, "region", "region_code")
            check.fail(table.sheet.name, cells, f"{name} {code}", None, meaning)


def _indicators(evidence: ReadTable, catalogue: Catalogue, check: Check) -> None:
    known = {"", *(indicator.id for indicator in catalogue.evidence_indicators)}
    for place, name in enumerate(evidence.frame["indicator"]):
        if name not in known:
            meaning = BenchError("verification.unknown_indicator")
            _fail(evidence, place, "indicator", None, meaning, check)


def _documents(evidence: ReadTable, documents: ReadTable, language: str, check: Check) -> None:
    labels = labels_of("evidence", language)
    told = documents.frame.drop_duplicates("document").set_index("document")
    frame = evidence.frame
    for column, own in _OF_DOCUMENT.items():
        if column not in evidence.place.columns or own not in documents.place.columns:
            continue
        should = told[own].to_dict()
        for place, (document, value) in enumerate(
            zip(frame["document"], frame[column], strict=True)
        ):
            if document in should and value != should[document]:
                meaning = BenchError("verification.document_says", sheet=documents.place.sheet.name)
                _fail(evidence, place, column, should[document], meaning, check, labels)


def check_counts(evidence: pd.DataFrame, documents: ReadTable, sheet: str, check: Check) -> None:
    """See that there are as many rows of evidence of each document as the documents sheet says.

    Parameters
    ----------
    evidence
        The rows of the evidence sheet that the documents gave (none that a city's count made).
    documents
        The documents sheet, read back.
    sheet
        Name of the evidence sheet.
    check
        What does not hold is added to it.
    """
    if "evidence" not in documents.place.columns:
        return
    counts = Counter(evidence["document"])
    for place, (document, told) in enumerate(
        zip(documents.frame["document"], documents.frame["evidence"], strict=True)
    ):
        check.looked += 1
        if counts.get(document, 0) != told:
            meaning = BenchError("verification.evidence_rows", sheet=sheet)
            _fail(documents, place, "evidence", float(counts.get(document, 0)), meaning, check)
