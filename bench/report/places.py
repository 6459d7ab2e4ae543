"""Where what a comparison tells stands in the workbook: scores, and single rows of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from bench.report.view import ReportView

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Proofs:
    """Where the proofs of a report stand, as sheet, row and column (from 0).

    Parameters
    ----------
    scores
        (Region code, indicator id) → what stands behind a score: its first evidence, or its
        statistic.
    claims
        (Region code, indicator id, document, start) → its row of evidence; with ``""`` for any
        region, or any indicator, the first of theirs.
    """

    scores: Mapping[tuple[str, str], Place]
    claims: Mapping[tuple[str, str, str, int], Place]

    def claim(self, code: str, indicator: str, document: str, start: int) -> Place | None:
        """Return where a claim stands: under this region and indicator, else where it is first."""
        # A claim that counts for a province, too, may stand on the sheet under its city alone.
        keys = ((code, indicator), ("", indicator), (code, ""), ("", ""))
        found = (self.claims.get((*key, document, start)) for key in keys)
        return next((place for place in found if place is not None), None)


def proofs_of(
    view: ReportView, evidence: pd.DataFrame, scores: Mapping[tuple[str, str], Place]
) -> Proofs:
    """Find where each claim stands on the evidence sheet.

    Parameters
    ----------
    view
        The report.
    evidence
        The rows that the evidence sheet holds, in its order; the heading takes its first row.
    scores
        As in `Proofs`.
    """
    columns = (evidence[name] for name in ("region_code", "indicator", "document", "start"))
    sheet = view.word("sheet_evidence")
    claims: dict[tuple[str, str, str, int], Place] = {}
    rows = zip(*columns, strict=True)
    for row, (code, indicator, document, start) in enumerate(rows, 1):
        for key in ((code, indicator), ("", indicator), (code, ""), ("", "")):
            found = (str(key[0]), str(key[1]), str(document), int(start))
            claims.setdefault(found, (sheet, row, 0))
    return Proofs(scores, claims)
