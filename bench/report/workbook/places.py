"""Where what a comparison tells stands in the workbook: scores, and single rows of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from bench.report.view import ReportView

Place = tuple[str, int, int]


def place_address(place: Place) -> str:
    """Return a cell of the workbook as a formula calls it: ``'Scores'!B2``."""
    name, row, column = place
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{xl_rowcol_to_cell(row, column)}"


@dataclass(frozen=True, slots=True)
class Proofs:
    """Where the proofs of a report stand, as sheet, row and column (from 0).

    Parameters
    ----------
    scores
        (Region code, indicator id) → what stands behind a score: its first evidence, or its
        statistic.
    sheet
        Name of the evidence sheet.
    rows
        (Document, start) → positions of its rows in the evidence, in order.
    codes, indicators
        Of each row of the evidence.
    """

    scores: Mapping[tuple[str, str], Place]
    sheet: str
    rows: Mapping[tuple[str, int], Sequence[int]]
    codes: Sequence[str]
    indicators: Sequence[str]

    def claim(self, code: str, indicator: str, document: str, start: int) -> Place | None:
        """Return where a claim stands: under this region and indicator, else where it is first.

        ``""`` stands for any region, or any indicator.
        """
        rows = self.rows.get((document, start), ())
        # A claim that counts for a province, too, may stand on the sheet under its city alone.
        for own, asked in ((code, indicator), ("", indicator), (code, ""), ("", "")):
            for row in rows:
                if own in ("", self.codes[row]) and asked in ("", self.indicators[row]):
                    return self.sheet, row + 1, 0  # below the heading
        return None


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
    rows: dict[tuple[str, int], list[int]] = {}
    for row, (document, start) in enumerate(
        zip(evidence["document"], evidence["start"], strict=True)
    ):
        rows.setdefault((str(document), int(start)), []).append(row)
    codes, indicators = (evidence[name].tolist() for name in ("region_code", "indicator"))
    return Proofs(scores, view.word("sheet_evidence"), rows, codes, indicators)
