"""From distinct claims to scores of region × indicator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bench.scoring.heaviest import Floats, Integers


def saturating_score(evidence: Floats, saturation: float) -> Floats:
    """Return 100 · (1 − exp(−evidence / saturation)): each further claim adds less.

    Parameters
    ----------
    evidence
        Sum of strength × confidence over distinct claims, any shape, not negative.
    saturation
        Evidence at which the score reaches 63 of 100; positive.

    Returns
    -------
    numpy.ndarray
        Scores from 0 to 100, same shape.
    """
    return -100.0 * np.expm1(-evidence / saturation)


def evidence_by_cell(
    claims: pd.DataFrame, regions: Sequence[str], indicators: Sequence[str]
) -> tuple[Floats, Integers]:
    """Sum the weights of distinct claims, and count them, by region × indicator.

    Parameters
    ----------
    claims
        What `bench.scoring.duplicates.distinct_claims` returns. Rows of other regions or
        indicators are left out.
    regions, indicators
        Codes and ids of the rows and columns, n and k of them.

    Returns
    -------
    evidence, counts
        Both of shape (n, k).
    """
    shape = (len(regions), len(indicators))
    row = pd.Index(regions).get_indexer(pd.Index(claims["region_code"]))
    column = pd.Index(indicators).get_indexer(pd.Index(claims["indicator"]))
    known = (row >= 0) & (column >= 0)
    cell = row[known] * shape[1] + column[known]
    weight = claims["weight"].to_numpy(dtype=np.float64)[known]
    size = shape[0] * shape[1]
    evidence = np.bincount(cell, weights=weight, minlength=size).reshape(shape)
    counts = np.bincount(cell, minlength=size).reshape(shape)
    return evidence.astype(np.float64), counts.astype(np.int64)
