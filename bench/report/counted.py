"""Which rows of evidence count in the scores, and with how much: scores can be worked out anew."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from bench.report.view import ReportView
from bench.scoring.rollup import ROLLED_FROM
from bench.tables import EVIDENCE

COUNTED, REPEATED, UNFILED, NOT_COMPARED = "yes", "repeat", "unfiled", "not_compared"
_ROW = ("region_code", "indicator", "document", "start", "end")


@dataclass(frozen=True, slots=True)
class Counting:
    """What each row of evidence counts.

    Parameters
    ----------
    states
        One a row: ``"yes"``, ``"repeat"`` (another row of the cell says it already),
        ``"unfiled"`` (bears on no indicator) or ``"not_compared"`` (of a region that is not);
        ``""`` where it is not known.
    amounts
        What a row adds to the evidence of its cell: strength × confidence, discounted where the
        method discounts; NaN where it does not count.
    """

    states: list[str]
    amounts: list[float]


def counting(view: ReportView, evidence: pd.DataFrame) -> Counting:
    """Return what each row of ``evidence`` counts in the scores of the run."""
    if view.counted is None:
        return Counting([""] * len(evidence), [math.nan] * len(evidence))
    held = zip(*(view.counted[name] for name in (*_ROW, "weight")), strict=True)
    amount_of = {tuple(row): float(weight) for *row, weight in held}
    compared = set(view.ranking["region_code"])
    states, amounts = [], []
    for row in zip(*(evidence[name] for name in _ROW), strict=True):
        amount = amount_of.get(row, math.nan)
        amounts.append(amount)
        if not row[1]:
            states.append(UNFILED)
        elif row[0] not in compared:
            states.append(NOT_COMPARED)
        else:
            states.append(REPEATED if math.isnan(amount) else COUNTED)
    return Counting(states, amounts)


def with_rolled_up(view: ReportView) -> pd.DataFrame:
    """Return the evidence, and what counts for a province as a claim of a place within it."""
    if view.counted is None or ROLLED_FROM not in view.counted:
        return view.evidence
    added = view.counted.loc[view.counted[ROLLED_FROM] != "", EVIDENCE.names]
    if added.empty:
        return view.evidence
    return pd.concat([view.evidence, added], ignore_index=True)
