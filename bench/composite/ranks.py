"""Ranks: who is ahead of whom by a score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ranked(scores: Floats, decimals: int) -> Floats:
    """Rank rounded scores along the last axis, largest first.

    Parameters
    ----------
    scores
        Shape (…, n), for example (draws, n); NaN where a region has no score.
    decimals
        Scores that agree when rounded to this many decimals tie.

    Returns
    -------
    numpy.ndarray
        Shape (…, n): 1 is best, ties share the smaller rank (1, 2, 2, 4), NaN where there is no
        score; such regions take no place.
    """
    return competition_ranks(np.round(scores, decimals))


def competition_ranks(scores: Floats) -> Floats:
    """Rank along the last axis, largest first, ties sharing the smaller rank; NaN stays NaN.

    COINr ``rank_df`` (``rank(-x, ties.method = "min", na.last = "keep")``).

    Parameters
    ----------
    scores
        Shape (…, n).
    """
    descending = -scores
    order = np.argsort(descending, axis=-1)  # NaN last
    ordered = np.take_along_axis(descending, order, axis=-1)
    places = np.arange(1, scores.shape[-1] + 1, dtype=np.float64)
    first = np.ones(scores.shape, dtype=np.bool_)
    first[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    # Equal scores take the place of the first among them.
    shared = np.maximum.accumulate(np.where(first, places, 0.0), axis=-1)
    shared[np.isnan(ordered)] = np.nan
    ranks = np.empty_like(shared)
    np.put_along_axis(ranks, order, shared, axis=-1)
    return ranks
