"""The cells of region × indicator tables: what stands in each and where its evidence starts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from bench.report.view import ReportView


@dataclass(frozen=True, slots=True)
class Cell:
    """Score (NaN where unread) and state of one cell: stated, imputed, silent or unread."""

    score: float
    state: str


UNREAD = Cell(math.nan, "unread")


def score_cells(view: ReportView) -> dict[tuple[str, str], Cell]:
    """Return (region code, indicator id) → cell; a pair that is absent is unread."""
    table = view.scores
    columns = (table["region_code"], table["indicator"], table["score"], table["state"])
    return {
        (str(code), str(indicator)): Cell(float(score), str(state))
        for code, indicator, score, state in zip(*columns, strict=True)
    }


def sorted_evidence(view: ReportView) -> pd.DataFrame:
    """Return the evidence by region, then indicator, then place in the documents.

    Regions come in the order of the ranking and indicators in that of the catalogue; regions
    and indicators outside these, and rows without an indicator, come last.
    """
    regions = {str(code): place for place, code in enumerate(view.ordered["region_code"])}
    indicators = {indicator.id: place for place, indicator in enumerate(view.catalogue.indicators)}
    table = view.evidence
    keys = pd.DataFrame(
        {
            "region": table["region_code"].map(regions).fillna(len(regions)),
            "code": table["region_code"],
            "indicator": table["indicator"].map(indicators).fillna(len(indicators)),
            "document": table["document"],
            "start": table["start"],
        }
    )
    order = keys.reset_index(drop=True).sort_values(list(keys.columns), kind="stable").index
    return table.iloc[order].reset_index(drop=True)


def first_rows(evidence: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return (region code, indicator id) → position of its first row in ``evidence``."""
    first = evidence.reset_index(drop=True).drop_duplicates(["region_code", "indicator"])
    pairs = zip(first["region_code"], first["indicator"], first.index, strict=True)
    return {(str(code), str(indicator)): int(row) for code, indicator, row in pairs}
