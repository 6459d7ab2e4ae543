"""Normalisation: indicators of different units on one scale.

OECD/JRC, Handbook on Constructing Composite Indicators, 2008, ch. 5. Every function works column
by column, leaves NaN where it is and bases its scale on the values that are present. A column
without any value stays NaN. A column whose values are all the same says nothing about the
regions: they all get the middle of the scale (COINr: NaN from min–max and z-score, the lowest
score from ranks), and `constant_columns` names it so that the caller can say so.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.ranks import competition_ranks

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Values closer than this, relative to the largest, differ by rounding only.
_ROUNDING: Final = 8 * np.finfo(np.float64).eps


def constant_columns(values: Floats) -> Flags:
    """Tell which columns have values, all of them the same but for rounding.

    Parameters
    ----------
    values
        Shape (n, k); NaN is left out.

    Returns
    -------
    numpy.ndarray
        Shape (k,); false where a column has no value at all.
    """
    lowest, highest = _extremes(values)
    return highest - lowest <= _ROUNDING * np.fmax(np.abs(lowest), np.abs(highest))


def directed(values: Floats, directions: Integers | Floats) -> Floats:
    """Return values of which more is better: multiplied by their direction.

    Parameters
    ----------
    values
        Shape (n, k).
    directions
        Shape (k,): 1 where more is better, −1 where less is.

    Raises
    ------
    ValueError
        A direction is neither 1 nor −1.
    """
    if not np.isin(directions, (-1, 1)).all():
        raise ValueError("a direction must be 1 (more is better) or -1 (less is better)")
    return values * directions


def min_max(values: Floats, low: float = 0.0, high: float = 100.0) -> Floats:
    """Scale each column so that its smallest value becomes ``low`` and its largest ``high``.

    (x − min) / (max − min) · (high − low) + low; COINr ``n_minmax``.

    Parameters
    ----------
    values
        Shape (n, k).
    low, high
        Ends of the scale.

    Returns
    -------
    numpy.ndarray
        Shape (n, k), ``low`` to ``high``.

    Raises
    ------
    ValueError
        ``low`` is not below ``high``.
    """
    _check_scale(low, high)
    lowest, highest = _extremes(values)
    constant = constant_columns(values)
    share = (values - lowest) / np.where(constant, 1.0, highest - lowest)
    # Rounding must not push a score off the scale.
    scaled = np.clip(share * (high - low) + low, low, high)
    return _with_middle(scaled, constant, (low + high) / 2)


def goalposts(
    values: Floats,
    floors: Floats,
    tops: Floats,
    low: float = 0.0,
    high: float = 100.0,
    *,
    clip: bool = True,
) -> Floats:
    """Scale each column so that its floor becomes ``low`` and its top ``high``.

    (x − floor) / (top − floor) · (high − low) + low; COINr ``n_goalposts``, UNDP Human Development
    Index. The scale does not depend on the regions at hand, so a constant column is scaled as any.

    Parameters
    ----------
    values
        Shape (n, k), direction multiplied in.
    floors, tops
        Goalposts, shape (k,), direction multiplied in too: where less is better, the floor is
        −(largest value allowed for) and the top −(smallest).
    low, high
        Ends of the scale.
    clip
        Whether values beyond a goalpost get the end of the scale; otherwise they lie beyond it.

    Raises
    ------
    ValueError
        ``low`` is not below ``high``, or a floor not below its top (the message counts columns
        from 0).
    """
    _check_scale(low, high)
    wrong = np.flatnonzero(~(np.isfinite(floors) & np.isfinite(tops) & (floors < tops)))
    if wrong.size:
        raise ValueError(
            f"goalposts of columns {wrong.tolist()}: each floor must be a number below its top"
        )
    scaled = (values - floors) / (tops - floors) * (high - low) + low
    return np.clip(scaled, low, high) if clip else scaled


def z_score(values: Floats, mean: float = 0.0, sd: float = 1.0) -> Floats:
    """Shift and scale each column to a given mean and standard deviation.

    (x − x̄) / s · sd + mean, s with n − 1 in the denominator; COINr ``n_zscore``.

    Parameters
    ----------
    values
        Shape (n, k).
    mean, sd
        Of each column of the result; the middle of the scale is ``mean``.

    Raises
    ------
    ValueError
        ``sd`` is not positive.
    """
    if not sd > 0:
        raise ValueError(f"the standard deviation must be positive, not {sd}")
    constant = constant_columns(values)
    present = ~np.isnan(values)
    count = present.sum(axis=0)
    centre = np.where(present, values, 0.0).sum(axis=0) / np.maximum(count, 1)
    apart = values - centre
    squares = np.where(present, apart * apart, 0.0).sum(axis=0)
    spread = np.sqrt(squares / np.maximum(count - 1, 1))
    scaled = apart / np.where(constant | (count == 0), 1.0, spread) * sd + mean
    return _with_middle(scaled, constant, mean)


def rank_score(values: Floats) -> Floats:
    """Replace each value by its rank from below: 1 is the smallest, ties share the smaller rank.

    COINr ``n_rank`` (``rank(x, ties.method = "min", na.last = "keep")``), but for constant columns.

    Parameters
    ----------
    values
        Shape (n, k).

    Returns
    -------
    numpy.ndarray
        Shape (n, k), 1 to m where m values of the column are present; (m + 1) / 2 in a constant
        column.
    """
    count = (~np.isnan(values)).sum(axis=0)
    return _with_middle(_ranks_from_below(values), constant_columns(values), (count + 1) / 2)


def percentile_rank(values: Floats) -> Floats:
    """Replace each value by its percentile rank, (rank − 1) / (m − 1) of the m values present.

    COINr ``n_prank``, but for constant columns.

    Parameters
    ----------
    values
        Shape (n, k).

    Returns
    -------
    numpy.ndarray
        Shape (n, k), 0 to 1: the share of the other values that are smaller; 0.5 in a constant
        column.
    """
    count = (~np.isnan(values)).sum(axis=0)
    share = (_ranks_from_below(values) - 1) / np.maximum(count - 1, 1)
    return _with_middle(share, constant_columns(values), 0.5)


def distance_to_best(values: Floats) -> Floats:
    """Scale each column by its distance to the best value: 1 at the best, 0 at the worst.

    1 − (max − x) / (max − min) = (x − min) / (max − min); COINr ``n_dist2max``.

    Parameters
    ----------
    values
        Shape (n, k).
    """
    return min_max(values, 0.0, 1.0)


def distance_to_target(values: Floats, targets: Floats, *, cap: bool = False) -> Floats:
    """Scale each column by its distance to a target: 1 at the target, 0 at the worst value.

    1 − (target − x) / (target − min); COINr ``n_dist2targ``.

    Parameters
    ----------
    values
        Shape (n, k), direction multiplied in.
    targets
        Shape (k,), direction multiplied in too. That of a constant column is not used.
    cap
        Whether a value beyond its target gets 1; otherwise it gets more.

    Raises
    ------
    ValueError
        A target is not above the smallest value of its column, so that there is no distance to
        measure (COINr warns and turns the scale round; the message counts columns from 0).
    """
    lowest, _ = _extremes(values)
    constant = constant_columns(values)
    unused = constant | np.isnan(lowest)
    wrong = np.flatnonzero(~unused & ~(np.isfinite(targets) & (targets > lowest)))
    if wrong.size:
        raise ValueError(
            f"targets of columns {wrong.tolist()}: each must be a number above the smallest value"
        )
    share = 1 - (targets - values) / np.where(unused, 1.0, targets - lowest)
    return _with_middle(np.minimum(share, 1.0) if cap else share, constant, 0.5)


def _extremes(values: Floats) -> tuple[Floats, Floats]:
    """Return the smallest and the largest value of each column; NaN where it has none."""
    lowest: Floats = np.fmin.reduce(values, axis=0, initial=np.nan)
    highest: Floats = np.fmax.reduce(values, axis=0, initial=np.nan)
    return lowest, highest


def _ranks_from_below(values: Floats) -> Floats:
    return competition_ranks(-values.T).T


def _with_middle(scores: Floats, constant: Flags, middle: float | Floats) -> Floats:
    """Put the middle of the scale where a constant column has a value."""
    return np.where(constant & ~np.isnan(scores), middle, scores)


def _check_scale(low: float, high: float) -> None:
    if not low < high:
        raise ValueError(f"the low end of the scale, {low}, must be below the high end, {high}")
