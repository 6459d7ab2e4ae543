"""Ranking without a mean: outranking (Copeland), distance to the ideal (TOPSIS), dominance."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.weighting import complete, given

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Sums of weights that differ by no more than this are a draw.
_DRAW: Final = 1e-12


def outranking(values: Floats, weights: Floats) -> Floats:
    """Return for each pair of regions the share of weight on which the first beats the second.

    An indicator on which both are equal counts half for either (Munda and Nardo 2009; COINr's
    ``outrankMatrix``, which is equal to this where nothing is missing). NaN: a pair is compared
    on the indicators that both have, their weights scaled to sum to 1; COINr does not scale
    them.

    Parameters
    ----------
    values
        Shape (n, k), higher is better; NaN is missing.
    weights
        Shape (k,), not negative; only ratios matter.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), 0 to 1; o_ij + o_ji = 1 for i ≠ j, and 0 on the diagonal. NaN where two
        regions share no indicator with a weight above 0.

    Raises
    ------
    ValueError
        The shapes do not fit, a value is infinite, or the weights are refused by `given`.
    """
    _check(values, weights)
    n = len(values)
    wins = np.zeros((n, n))
    common = np.zeros((n, n))
    # One indicator at a time: memory stays at n × n.
    for column, weight in zip(values.T, given(weights), strict=True):
        here = ~np.isnan(column)
        common += weight * (here[:, None] & here[None, :])
        wins += weight * (column[:, None] > column[None, :])
        wins += weight / 2 * (column[:, None] == column[None, :])
    share = np.full((n, n), np.nan)
    np.divide(wins, common, out=share, where=common > 0)
    np.fill_diagonal(share, 0.0)
    return share


def copeland(values: Floats, weights: Floats) -> Floats:
    """Return Copeland scores: regions beaten less regions lost to (Copeland 1951).

    As COINr's ``a_copeland``: in the outranking matrix a share above 0.5 becomes 1, below −1,
    of 0.5 (here within 1e-12) 0, and each row is summed. NaN as for `outranking`: pairs that
    cannot be compared add nothing.

    Parameters
    ----------
    values, weights
        As for `outranking`.

    Returns
    -------
    numpy.ndarray
        Shape (n,), whole numbers from 1 − n to n − 1, which sum to 0; NaN for a region that
        can be compared with no other.

    Raises
    ------
    ValueError
        As for `outranking`.
    """
    share = outranking(values, weights)
    np.fill_diagonal(share, np.nan)
    compared = ~np.isnan(share)
    margin = np.where(compared, share - 0.5, 0.0)
    result = np.where(np.abs(margin) <= _DRAW, 0.0, np.sign(margin)).sum(axis=1)
    return np.where(compared.any(axis=1), result, np.nan)


def topsis(values: Floats, weights: Floats) -> Floats:
    """Return each region's closeness to the ideal (Hwang and Yoon 1981).

    Columns are divided by their Euclidean length and multiplied by their weights; the ideal has
    the best of each column, the anti-ideal the worst; closeness is d⁻ / (d⁻ + d⁺) with the
    Euclidean distances to them. The length depends on where the zero of the scale lies.

    Parameters
    ----------
    values
        Shape (n, k), complete, higher is better in every column.
    weights
        Shape (k,), not negative; only ratios matter.

    Returns
    -------
    numpy.ndarray
        Shape (n,), 0 (worst in every column) to 1 (best in every column).

    Raises
    ------
    ValueError
        A value is missing or infinite, the shapes do not fit, the weights are refused by
        `given`, or all regions are alike where a weight is above 0.
    """
    _check(complete(values), weights)
    # Scaling by the largest first keeps squares from over- and underflow.
    scaled = _divided(values, np.abs(values).max(axis=0))
    weighted = _divided(scaled, np.linalg.norm(scaled, axis=0)) * given(weights)
    to_ideal = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    to_worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    total = to_ideal + to_worst
    # The total is nowhere less than the distance of the ideal from the anti-ideal.
    if (total == 0).any():
        raise ValueError("all regions are alike, so none is closer to the ideal")
    return np.asarray(to_worst / total, dtype=np.float64)


def dominates(values: Floats) -> Flags:
    """Tell which region is at least as good as which in every indicator and better in one.

    Such pairs keep their order under any weights and any mean. NaN: a pair is compared on the
    indicators that both have, so with gaps dominance need not pass on (a over b, b over c, and
    yet not a over c).

    Parameters
    ----------
    values
        Shape (n, k), higher is better; NaN is missing.

    Returns
    -------
    numpy.ndarray
        Shape (n, n); row dominates column.

    Raises
    ------
    ValueError
        ``values`` is not a table.
    """
    _check(values)
    n = len(values)
    better = np.zeros((n, n), dtype=np.bool_)
    for column in values.T:
        better |= column[:, None] > column[None, :]
    return better & ~better.T


def _divided(values: Floats, divisors: Floats) -> Floats:
    return np.asarray(values / np.where(divisors > 0, divisors, 1.0), dtype=np.float64)


def _check(values: Floats, weights: Floats | None = None) -> None:
    if values.ndim != 2:
        raise ValueError(f"values must be a table of regions × indicators, not {values.shape}")
    if np.isinf(values).any():
        raise ValueError("values are infinite")
    if weights is not None and weights.shape != values.shape[1:]:
        raise ValueError(f"{values.shape[1]} indicators have weights of shape {weights.shape}")
