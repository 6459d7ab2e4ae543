"""What a claim weighs: its strength and confidence, less where its source is worth less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.corpus.kinds import read_as

Floats = NDArray[np.float64]

SOURCE_WEIGHT: Final = "source_weight"
WORDING_WEIGHT: Final = "wording_weight"
THEME_WEIGHT: Final = "theme_weight"
# Columns, 0 to 1, that the evidence table may have beyond its schema while it is scored.
DISCOUNTS: Final = (SOURCE_WEIGHT, WORDING_WEIGHT, THEME_WEIGHT)


def weight_by_source(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    factors: Mapping[str, float],
    default: float = 1.0,
) -> pd.DataFrame:
    """Return the evidence with the factor of each claim's kind of source.

    A measure in a regulation binds, one in a press article is only reported (on the quality of
    basic data: OECD/JRC, Handbook on Constructing Composite Indicators, 2008, ch. 2). A claim's
    factor hangs on its own document alone, so a further claim never lowers the evidence.

    Parameters
    ----------
    evidence
        The evidence table, further columns allowed.
    documents
        The documents table: its ``kind`` decides; for a document that it lacks, the ``source_kind``
        of the evidence.
    factors
        Factor by kind of source, 0 to 1; with 0 its claims weigh nothing, yet are still claims.
        A kind that is not named takes that of the kind as which it is read.
    default
        Factor of the kinds not named, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The same rows in the same order, with the column ``source_weight``, which
        `claim_weights` multiplies in.

    Raises
    ------
    ValueError
        A factor is not a number from 0 to 1.
    """
    for kind, factor in {**factors, "default": default}.items():
        if not 0 <= factor <= 1:
            raise ValueError(f"the factor of {kind!r} must be 0 to 1, not {factor}")
    kind_of = dict(zip(documents["document"], documents["kind"], strict=True))
    weights = [
        _factor(str(kind_of.get(document, own)), factors, default)
        for document, own in zip(evidence["document"], evidence["source_kind"], strict=True)
    ]
    return evidence.assign(**{SOURCE_WEIGHT: np.array(weights, dtype=np.float64)})


def _factor(kind: str, factors: Mapping[str, float], default: float) -> float:
    """Return the factor of a kind, else of the kind that it is read as (an opinion as a plan)."""
    return float(factors.get(kind, factors.get(read_as(kind), default)))


def claim_weights(evidence: pd.DataFrame) -> Floats:
    """Return strength × confidence × the discounts that the evidence has columns for.

    Parameters
    ----------
    evidence
        The evidence table, with or without the columns of `DISCOUNTS`.

    Returns
    -------
    numpy.ndarray
        Shape (n,), not negative.

    Raises
    ------
    ValueError
        A weight is negative or NaN: the evidence table has no gaps.
    """
    columns = ["strength", "confidence", *(name for name in DISCOUNTS if name in evidence)]
    weights: Floats = evidence[columns].to_numpy(np.float64).prod(axis=1)
    wrong = np.flatnonzero(~(weights >= 0))
    if len(wrong):
        raise ValueError(f"weights must be 0 or more, not {weights[wrong[0]]} (row {wrong[0]})")
    return weights
