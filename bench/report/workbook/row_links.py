"""From a figure, a document and a cut to the row of another sheet that it belongs to."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable

import pandas as pd

from bench.report.view import ReportView
from bench.report.workbook.back_links import Backward
from bench.report.workbook.places import Place

# Starts, ends and rows of the claims of a document, by where they start.
_Claims = list[tuple[int, int, int]]


def figure_links(view: ReportView, evidence: pd.DataFrame) -> Backward:
    """Return for each figure the first row of evidence of the claim that states it.

    Parameters
    ----------
    view
        The report.
    evidence
        The rows that the evidence sheet holds, in its order.
    """
    claims = _claims(evidence)
    names = ("region_code", "document", "start")
    keys = zip(*(view.figures[name] for name in names), strict=True)
    found = (
        _row(claims.get((str(code), str(document)), []), int(start))
        or _row(claims.get(("", str(document)), []), int(start))
        for code, document, start in keys
    )
    return _backward(view.word("sheet_evidence"), found)


def document_links(view: ReportView, evidence: pd.DataFrame) -> Backward:
    """Return for each document its first row of evidence; parameters as of `figure_links`."""
    first: dict[str, int] = {}
    for row, document in enumerate(evidence["document"], 1):
        first.setdefault(str(document), row)
    found = (first.get(str(document)) for document in view.documents["document"])
    return _backward(view.word("sheet_evidence"), found)


def cut_links(view: ReportView, max_rows: int) -> Backward:
    """Return for each cut the row of its document; the sheet of documents has ``max_rows``."""
    documents = enumerate(view.documents["document"].iloc[: max_rows - 1], 1)
    row_of = {str(document): row for row, document in documents}
    found = (row_of.get(str(document)) for document in view.cuts["document"])
    return _backward(view.word("sheet_documents"), found)


def _backward(sheet: str, rows: Iterable[int | None]) -> Backward:
    places: list[Place | None] = [None if row is None else (sheet, row, 0) for row in rows]
    # Rows as a reader counts them, from 1.
    return Backward([math.nan if p is None else float(p[1] + 1) for p in places], places)


def _claims(evidence: pd.DataFrame) -> dict[tuple[str, str], _Claims]:
    """Return the claims of each region (``""``: of any) and document, each by its first row."""
    found: dict[tuple[str, str], dict[tuple[int, int], int]] = {}
    names = ("region_code", "document", "start", "end")
    rows = zip(*(evidence[name] for name in names), strict=True)
    for row, (code, document, start, end) in enumerate(rows, 1):
        for key in ((str(code), str(document)), ("", str(document))):
            found.setdefault(key, {}).setdefault((int(start), int(end)), row)
    return {
        key: sorted((start, end, row) for (start, end), row in claims.items())
        for key, claims in found.items()
    }


def _row(claims: _Claims, start: int) -> int | None:
    """Return the row of the claim that a place of the text lies in."""
    place = bisect_right(claims, (start, math.inf, 0)) - 1
    if place < 0 or not claims[place][0] <= start < claims[place][1]:
        return None
    return claims[place][2]
