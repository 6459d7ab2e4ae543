"""How far raters agree beyond chance: Cohen's kappa and Krippendorff's alpha, for categories.

Pure functions on arrays of category numbers.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

MISSING: Final = -1
Ratings = NDArray[np.int64]


def cohen_kappa(first: Ratings, second: Ratings) -> float:
    """Return Cohen's kappa of two raters.

    kappa = (p_o - p_e) / (1 - p_e), where p_o is the share of units rated alike and p_e the share
    to be expected if each rater kept to their own shares of categories at random (Cohen 1960, A
    coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1),
    37-46).

    Parameters
    ----------
    first, second
        Shape (units,): category numbers, from 0. Units that either left out (`MISSING`) do not
        count.

    Returns
    -------
    float
        At most 1 (all alike); 0 is chance. NaN without units, or where both raters used one and
        the same category throughout, so that nothing can be told from chance.

    Raises
    ------
    ValueError
        The shapes differ or are not of one dimension.
    """
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(f"two vectors of one length wanted, not {first.shape}, {second.shape}")
    rated = (first >= 0) & (second >= 0)
    if not rated.any():
        return math.nan
    a, b = first[rated], second[rated]
    size = int(max(a.max(), b.max())) + 1
    shares_a = np.bincount(a, minlength=size) / len(a)
    shares_b = np.bincount(b, minlength=size) / len(b)
    expected = float(shares_a @ shares_b)
    observed = float(np.mean(a == b))
    # Both used one same category only: the shares are then exactly 1.
    return (observed - expected) / (1 - expected) if expected < 1 else math.nan


def krippendorff_alpha(ratings: Ratings) -> float:
    """Return Krippendorff's alpha for categories (nominal data), any raters, gaps allowed.

    alpha = 1 - D_o / D_e, computed from the coincidence matrix: a unit rated by m raters adds each
    of its ordered pairs of ratings with the weight 1 / (m - 1); units with fewer than two ratings
    do not count. For nominal data D_o is the share of coincidences off the diagonal, and D_e that
    to be expected from the totals, n_c n_k / (n (n - 1)) (Krippendorff 2018, Content Analysis: An
    Introduction to Its Methodology, 4th ed., ch. 12).

    Parameters
    ----------
    ratings
        Shape (raters, units): category numbers, from 0; `MISSING` (or any negative) for none.

    Returns
    -------
    float
        At most 1 (all alike); 0 is chance. NaN where no unit has two ratings, or all ratings of
        such units are the same category.

    Raises
    ------
    ValueError
        The array is not of two dimensions.
    """
    if ratings.ndim != 2:
        raise ValueError(f"an array (raters, units) wanted, not {ratings.shape}")
    size = int(ratings.max(initial=-1)) + 1
    # Ratings of each category in each unit: (units, categories).
    counts = np.stack([(ratings == c).sum(axis=0) for c in range(size)], axis=1) if size else None
    if counts is None:
        return math.nan
    per_unit = counts.sum(axis=1)
    counts, per_unit = counts[per_unit > 1], per_unit[per_unit > 1]
    totals = counts.sum(axis=0).astype(np.float64)
    n = totals.sum()
    expected = n**2 - (totals**2).sum()
    if not expected:
        return math.nan
    alike = (counts * (counts - 1) / (per_unit - 1)[:, None]).sum()
    return float(1 - (n - 1) * (n - alike) / expected)
