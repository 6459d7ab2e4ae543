"""What simulated rankings say: how far each rank can be trusted, and each order of two regions.

Ranks have the shape (draws, n), 1 is best. A region without a score in a draw has the rank NaN
there and takes no part in it: shares are of the draws in which it is ranked, and ``ranked_share``
tells how many these are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.composite.ranks import ranked

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def rank_draws(scores: Floats, decimals: int) -> Floats:
    """Rank the regions in each draw, the highest score first.

    Parameters
    ----------
    scores
        Shape (draws, n); NaN where a region has no score.
    decimals
        Scores that agree when rounded to this many decimals tie.

    Returns
    -------
    numpy.ndarray
        Shape (draws, n): ties share the smaller rank (1, 2, 2, 4); NaN where there is no score.

    Raises
    ------
    ValueError
        The array is not one of draws × regions, or a score is infinite.
    """
    if scores.ndim != 2:
        raise ValueError(f"scores must have the shape (draws, regions), not {scores.shape}")
    if np.isinf(scores).any():
        raise ValueError("scores must be finite or missing (NaN)")
    return ranked(scores, decimals)


def ranked_share(ranks: Floats) -> Floats:
    """Return the share of draws in which each region is ranked, shape (n,), 0 to 1."""
    _check(ranks)
    return np.asarray((~np.isnan(ranks)).mean(axis=0), dtype=np.float64)


def rank_interval(ranks: Floats, low: float = 5, high: float = 95) -> tuple[Floats, Floats]:
    """Return the ranks between which most draws lie (OECD/JRC Handbook 2008, part 2, step 7).

    Parameters
    ----------
    ranks
        Shape (draws, n); NaN where a region is not ranked.
    low, high
        Percentiles, above 0 and up to 100.

    Returns
    -------
    low, high
        Shape (n,) each: the smallest rank that at least ``low`` (``high``) percent of the draws
        do not exceed (the inverted distribution function, so always a rank that was drawn); NaN
        for a region that is never ranked.

    Raises
    ------
    ValueError
        The percentiles are out of range or order, or the ranks are no ranks.
    """
    if not 0 < low <= high <= 100:
        raise ValueError(f"percentiles must rise, above 0 and up to 100: {low}, {high}")
    counts = _rank_counts(ranks)
    return _inverted(counts, low), _inverted(counts, high)


def median_rank(ranks: Floats) -> Floats:
    """Return the median rank of each region.

    Parameters
    ----------
    ranks
        Shape (draws, n); NaN where a region is not ranked.

    Returns
    -------
    numpy.ndarray
        Shape (n,); halfway between the two middle ranks of an even number of draws; NaN for a
        region that is never ranked.
    """
    counts = _rank_counts(ranks)
    below = counts.cumsum(axis=1)
    total = below[:, -1:]
    lower = (2 * below >= total).argmax(axis=1)
    upper = (2 * below > total).argmax(axis=1)
    return np.where(total[:, 0] > 0, 1 + (lower + upper) / 2, np.nan)


def rank_probabilities(ranks: Floats) -> Floats:
    """Return how often each region takes each rank.

    The rank acceptability indices of Lahdelma and Salminen (2001, SMAA-2, Operations Research
    49, 444–454), with ties at the smaller rank.

    Parameters
    ----------
    ranks
        Shape (draws, n); NaN where a region is not ranked.

    Returns
    -------
    numpy.ndarray
        Shape (n, n): row i, column r − 1 is the share of its draws in which region i has rank
        r. Rows sum to 1; columns need not, as tied regions share a rank. NaN in the row of a
        region that is never ranked.
    """
    counts = _rank_counts(ranks)
    total = counts.sum(axis=1, keepdims=True)
    return np.where(total > 0, counts / np.maximum(total, 1), np.nan)


def top_probabilities(ranks: Floats, places: int = 1) -> Floats:
    """Return the share of draws in which each region is among the first ``places``.

    Parameters
    ----------
    ranks
        Shape (draws, n); NaN where a region is not ranked.
    places
        1 for the first place alone; ties for it count for each region in full.

    Returns
    -------
    numpy.ndarray
        Shape (n,), 0 to 1; NaN for a region that is never ranked.

    Raises
    ------
    ValueError
        ``places`` is less than 1, or the ranks are no ranks.
    """
    _check(ranks)
    if places < 1:
        raise ValueError(f"places must be 1 or more: {places}")
    total = (~np.isnan(ranks)).sum(axis=0)
    top = (ranks <= places).sum(axis=0)
    return np.where(total > 0, top / np.maximum(total, 1), np.nan)


def ahead_probabilities(ranks: Floats) -> Floats:
    """Return how likely each region is ahead of each other one, a tie counting half.

    The pairwise winning index of Leskinen et al. (2006, Forest Science 52, 304–312), made
    symmetric by the half ties: p[i, j] + p[j, i] = 1.

    Parameters
    ----------
    ranks
        Shape (draws, n); NaN where a region is not ranked.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), 0 to 1, over the draws in which both are ranked; 0.5 on the diagonal; NaN
        where there is no such draw.
    """
    _check(ranks)
    n = ranks.shape[1]
    # One row a region, so that each comparison runs over memory in order; NaN compares as false.
    rows = np.ascontiguousarray(ranks.T)
    ahead = np.array([(row < rows).sum(axis=1) for row in rows]).reshape(n, n)
    here = (~np.isnan(rows)).astype(np.float64)
    both = here @ here.T
    wins = ahead + 0.5 * (both - ahead - ahead.T)
    return np.where(both > 0, wins / np.maximum(both, 1), np.nan)


def average_shift_in_rank(ranks: Floats, reference: Floats) -> Floats:
    """Return how far regions move on average in each draw, against a reference ranking.

    R̄_S = Σ |reference rank − rank| / n (Saisana, Saltelli and Tarantola 2005, Journal of the
    Royal Statistical Society A 168, 307–323).

    Parameters
    ----------
    ranks
        Shape (draws, n); NaN where a region is not ranked.
    reference
        Ranks, shape (n,); NaN where a region is not ranked.

    Returns
    -------
    numpy.ndarray
        Shape (draws,), in places, 0 to n − 1: the mean over the regions ranked in both; NaN
        where there is none.

    Raises
    ------
    ValueError
        The reference does not have as many regions as the draws.
    """
    if ranks.ndim != 2 or reference.shape != ranks.shape[1:]:
        raise ValueError(f"ranks of shape {ranks.shape} and reference {reference.shape} do not fit")
    shift = np.abs(ranks - reference)
    both = (~np.isnan(shift)).sum(axis=1)
    return np.where(both > 0, np.nansum(shift, axis=1) / np.maximum(both, 1), np.nan)


def _check(ranks: Floats) -> None:
    """Refuse what are not ranks of n regions in at least one draw."""
    if ranks.ndim != 2 or not len(ranks):
        raise ValueError(
            f"ranks must have the shape (draws, regions) with at least one draw, not {ranks.shape}"
        )
    here = ranks[~np.isnan(ranks)]
    if ((here < 1) | (here > ranks.shape[1]) | (here != np.floor(here))).any():
        raise ValueError(f"ranks must be whole numbers from 1 to {ranks.shape[1]}, or NaN")


def _rank_counts(ranks: Floats) -> Integers:
    """Return in how many draws region i has rank r, shape (n, n) at [i, r − 1]."""
    _check(ranks)
    n = ranks.shape[1]
    # A missing rank is counted in a column of its own, which is then dropped.
    places = np.where(np.isnan(ranks), n, ranks - 1).astype(np.int64)
    places += np.arange(n) * (n + 1)
    counts = np.bincount(places.ravel(), minlength=n * (n + 1)).reshape(n, n + 1)
    return counts[:, :n].astype(np.int64)


def _inverted(counts: Integers, percent: float) -> Floats:
    """Return the smallest rank that at least ``percent`` of the draws do not exceed, or NaN."""
    below = counts.cumsum(axis=1)
    total = below[:, -1:]
    rank = 1.0 + (100 * below >= percent * total).argmax(axis=1)
    return np.where(total[:, 0] > 0, rank, np.nan)
