"""How much the weights must change before two regions change places.

For weighted arithmetic means on one level: a and b stand as the sign of Σ v (a − b) for weights
v, whatever their sum. With logarithms of the values the same holds for geometric means. A weight
of 0 stays 0.

Missing values: what both regions lack drops out of both means alike and changes nothing, so it
is left out. Where one lacks what the other has, each mean has weights of its own and their
difference is no longer linear in v. A comparison over the common parts alone could contradict the
ranking, so such a pair is refused, or judged by the bounds of each score, as each function says.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.weighting import given

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# A difference below this part of the values that make it is mere rounding.
_ROUNDING: Final = 1e-12


def nearest_tie(a: Floats, b: Floats, shares: Floats) -> Floats | None:
    """Return the shares under which two regions tie and of which the least has moved.

    Minimises Σ |v − shares| subject to Σ v (a − b) = 0, Σ v = 1, v ≥ 0. This linear programme is
    solved outright: whatever moves does most where the region behind does best in comparison, and
    it is taken from where the region ahead leads most, then from where it leads next most, each
    used up before the next (as in the continuous knapsack problem, Dantzig 1957). Any step beyond
    reverses the order. Where several parts serve alike, the first of them is used.

    Parameters
    ----------
    a, b
        Scores of the regions, shape (k,); NaN where missing in both.
    shares
        Shape (k,), not negative; scaled to sum to 1. Those of missing values stay as they are.

    Returns
    -------
    numpy.ndarray or None
        Shape (k,), sums to 1; half of Σ |v − shares| is the share that moved. The given shares
        where the regions tie already; None where no weights reverse the order, as one region is
        nowhere behind.

    Raises
    ------
    ValueError
        A share is NaN, infinite or negative, all are 0, shapes differ, or just one region lacks
        a value that counts.
    """
    weights = given(shares)
    used, difference = _difference(a, b, weights)
    if _tied(a[used], b[used], weights[used]):
        return weights
    if difference.min() >= 0 or difference.max() <= 0:
        return None
    weights[used] = _moved(weights[used], difference / np.abs(difference).max())
    return weights


def reversal_ranges(values: Floats, shares: Floats) -> Floats:
    """Return the relative range of all weights within which each region stays ahead of each.

    If every weight may lie within ± r of its share (then renormalised, as ``range_weights``
    draws them), the worst case for a against b is 1 − r where a is ahead and 1 + r where it is
    behind: Σ w (a − b) − r Σ w |a − b|, a linear program over a box, which is 0 at
    r = Σ w (a − b) / Σ w |a − b|.

    Parameters
    ----------
    values
        Shape (n, k); NaN where missing.
    shares
        Shape (k,), not negative; scaled to sum to 1.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), −1 to 1, and [j, i] is −[i, j]: the r up to which i stays ahead of j; 1
        where i is nowhere behind; negative where i is behind. 0 where they tie; NaN where one
        lacks what the other has, or both lack all that counts.

    Raises
    ------
    ValueError
        A share is NaN, infinite or negative, all are 0, or the shapes do not fit.
    """
    weights, table = _table(values, shares)
    missing = np.isnan(table)
    ranges = np.full((len(table), len(table)), np.nan)
    for i, row in enumerate(table):
        alike = (missing == missing[i]).all(axis=1) & ~missing[i].all()
        part = weights * np.nan_to_num(row - table[alike])
        size = weights * np.nan_to_num(np.abs(row) + np.abs(table[alike]))
        lead, apart = part.sum(axis=1), np.abs(part).sum(axis=1)
        clear = np.abs(lead) > _ROUNDING * size.sum(axis=1)
        ranges[i, alike] = np.where(clear, lead / np.where(clear, apart, 1.0), 0.0)
    return ranges


def score_bounds(values: Floats, shares: Floats, relative_range: float) -> tuple[Floats, Floats]:
    """Return the lowest and highest score of each region for all weights in a range.

    The mean of what a region has is least when the weights of its smallest values are as large,
    and those of its other values as small, as they can be; every split of the sorted values is
    tried (a linear-fractional program over a box; Charnes and Cooper 1962).

    Parameters
    ----------
    values
        Shape (n, k); NaN where missing: such values drop out and the weights are renormalised.
    shares
        Shape (k,), not negative; scaled to sum to 1.
    relative_range
        r, 0 up to, but not including, 1: a weight lies within ± r of its share.

    Returns
    -------
    low, high
        Shape (n,) each; NaN for a region without any value that counts.

    Raises
    ------
    ValueError
        A share is NaN, infinite or negative, all are 0, the shapes do not fit, or the range is
        not below 1.
    """
    _check_range(relative_range)
    weights, table = _table(values, shares)
    return _lowest(table, weights, relative_range), -_lowest(-table, weights, relative_range)


def robust_pairs(values: Floats, shares: Floats, relative_range: float) -> Flags:
    """Tell which regions stay ahead of which for all weights in a range.

    Exact for two regions that have the same parts (``reversal_ranges``). Where one lacks what the
    other has, true only if its lowest score is above the other's highest (``score_bounds``): what
    is called robust is so, but some robust pairs may be missed.

    Parameters
    ----------
    values
        Shape (n, k); NaN where missing.
    shares
        Shape (k,), not negative; scaled to sum to 1.
    relative_range
        r, 0 up to, but not including, 1: a weight lies within ± r of its share.

    Returns
    -------
    numpy.ndarray
        Shape (n, n): true at [i, j] where i is ahead of j for all weights in the range; false
        on the diagonal and for a region without any value that counts.

    Raises
    ------
    ValueError
        As ``score_bounds``.
    """
    ranges = reversal_ranges(values, shares)
    low, high = score_bounds(values, shares, relative_range)
    gap = low[:, None] - high
    apart = gap > _ROUNDING * (np.abs(low)[:, None] + np.abs(high))
    return np.where(np.isnan(ranges), apart, ranges > relative_range + _ROUNDING)


def _difference(a: Floats, b: Floats, weights: Floats) -> tuple[Flags, Floats]:
    """Return what counts of two regions, shape (k,), and their difference there."""
    if not a.shape == b.shape == weights.shape:
        raise ValueError(f"shapes {a.shape}, {b.shape} and {weights.shape} do not fit")
    used = (weights > 0) & ~(np.isnan(a) & np.isnan(b))
    difference = a[used] - b[used]
    if not np.isfinite(difference).all():
        positions = np.flatnonzero(used)[~np.isfinite(difference)].tolist()
        raise ValueError(
            f"one region lacks a value, or a value is infinite, at positions {positions}: "
            "their order is not linear in the weights; fill the gaps or leave the columns out"
        )
    if not used.any():
        raise ValueError("the regions have no value that counts")
    return used, difference


def _tied(a: Floats, b: Floats, weights: Floats) -> bool:
    """Tell whether two weighted means differ by no more than rounding."""
    size = weights @ (np.abs(a) + np.abs(b))
    return bool(abs(weights @ (a - b)) <= _ROUNDING * size)


def _moved(weights: Floats, difference: Floats) -> Floats:
    """Return v ≥ 0 with the same sum and Σ v × difference = 0, of which least has moved."""
    lead = weights @ difference
    if lead < 0:
        return _moved(weights, -difference)
    to = difference.argmin()
    gain = difference - difference[to]  # what a unit moved from each part takes off the lead
    order = np.argsort(-gain, kind="stable")
    most = (weights * gain)[order]
    before = lead - np.concatenate([[0.0], np.cumsum(most)[:-1]])
    used = np.zeros(len(weights))
    used[order] = np.clip(before, 0.0, most)
    taken = np.minimum(used / np.where(gain > 0, gain, 1.0), weights)
    moved = weights - taken
    moved[to] += taken.sum()
    return np.asarray(moved, dtype=np.float64)


def _table(values: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Return the weights that count and the values there."""
    weights = given(shares)
    if values.ndim != 2 or values.shape[1] != len(weights):
        raise ValueError(f"values of shape {values.shape} do not fit {len(weights)} shares")
    if np.isinf(values).any():
        raise ValueError("values must be finite or missing (NaN)")
    return weights[weights > 0], values[:, weights > 0]


def _check_range(relative_range: float) -> None:
    if not 0 <= relative_range < 1:
        raise ValueError(f"the range must be 0 or more and below 1, not {relative_range}")


def _lowest(values: Floats, weights: Floats, relative_range: float) -> Floats:
    """Return the least weighted mean of each row, shape (n,), for weights within ± the range."""
    order = np.argsort(values, axis=1)  # NaN last, with weight 0
    ordered = np.take_along_axis(values, order, axis=1)
    here = ~np.isnan(ordered)
    share = weights[order] * here
    part = share * np.where(here, ordered, 0.0)
    # The first t values get 1 + r, the others 1 − r; splits t from 1 to k.
    up, down = 1 + relative_range, 1 - relative_range
    sums = up * part.cumsum(axis=1) + down * (part.sum(axis=1, keepdims=True) - part.cumsum(axis=1))
    totals = up * share.cumsum(axis=1) + down * (
        share.sum(axis=1, keepdims=True) - share.cumsum(axis=1)
    )
    some = totals > 0
    means = np.where(some, sums / np.where(some, totals, 1.0), np.inf)
    lowest = means.min(axis=1, initial=np.inf)
    return np.where(here.any(axis=1), lowest, np.nan)
