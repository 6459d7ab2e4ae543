"""The cells of region × indicator tables: what stands in each and where its evidence starts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd

from bench.report.counted import with_rolled_up
from bench.report.view import ReportView


@dataclass(frozen=True, slots=True)
class Cell:
    """What is aggregated of one cell (NaN where there is nothing), and its state.

    Of evidence ``stated``, ``silent`` or ``unread``; of a statistic ``given``, ``imputed`` or
    ``missing``.
    """

    score: float
    state: str


EVIDENCE_STATES: Final = ("stated", "silent", "unread")
# States of the score table as they are called of a statistic.
_OF_STATISTICS: Final = {"stated": "given", "imputed": "imputed", "unread": "missing"}


def score_cells(view: ReportView) -> dict[tuple[str, str], Cell]:
    """Return (region code, indicator id) → cell, for every region of the ranking.

    A pair that the score table lacks is unread, or missing.
    """
    statistics = {indicator.id for indicator in view.catalogue.statistics}
    cells = {
        (str(code), indicator.id): Cell(math.nan, _state("unread", indicator.id in statistics))
        for code in view.ranking["region_code"]
        for indicator in view.catalogue.indicators
    }
    table = view.scores
    columns = (table["region_code"], table["indicator"], table["normalised"], table["state"])
    exact = _exact_scores(view)
    for code, indicator, score, state in zip(*columns, strict=True):
        key = (str(code), str(indicator))
        own = _state(str(state), indicator in statistics)
        cells[key] = Cell(exact.get(key, float(score)) + 0.0, own)  # no -0
    return cells


def _exact_scores(view: ReportView) -> dict[tuple[str, str], float]:
    """Return what was aggregated, not rounded as in the score table; empty where not known."""
    made = view.composition
    if made is None:
        return {}
    return {
        (region.code, indicator): float(score)
        for region, row in zip(made.regions, made.normalised, strict=True)
        for indicator, score in zip(made.hierarchy.leaves, row, strict=True)
    }


def states_of(view: ReportView) -> tuple[str, ...]:
    """Return the states that cells of a run may have: imputed only where a cell is."""
    states = EVIDENCE_STATES if view.catalogue.evidence_indicators else ()
    if not view.catalogue.statistics:
        return states
    imputed = ("imputed",) if (view.scores["state"] == "imputed").any() else ()
    return (*states, "given", *imputed, "missing")


def _state(state: str, statistic: bool) -> str:
    return _OF_STATISTICS[state] if statistic else state


def sorted_evidence(view: ReportView) -> pd.DataFrame:
    """Return the evidence by region, then indicator, then place in the documents.

    Regions come in the order of the ranking and indicators in that of the catalogue; regions
    and indicators outside these, and rows without an indicator, come last. What counts for a
    province as a claim of its city stands under both.
    """
    regions = {str(code): place for place, code in enumerate(view.ordered["region_code"])}
    indicators = {indicator.id: place for place, indicator in enumerate(view.catalogue.indicators)}
    table = with_rolled_up(view)
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
