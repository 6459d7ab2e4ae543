"""Weights of indicators: equal, given, or drawn from the values themselves."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Spread of a column, relative to its largest absolute value, that is mere rounding.
ROUNDING: Final = 1e-12
# An eigenvalue of 1 is kept although rounding may leave it a little below.
KAISER_LIMIT: Final = 1 - 1e-9
# Varimax ends when no pair of factors turns by more than this (radians), or after so many rounds;
# a pair whose criterion is as flat as this does not turn.
_SMALLEST_TURN: Final = 1e-10
_MOST_SWEEPS: Final = 200
_FLAT: Final = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalFactors:
    """Principal components of k indicators, the f that count rotated to a simple structure.

    Parameters
    ----------
    eigenvalues
        Of the correlation matrix, shape (k,), falling; they sum to k.
    loadings
        Correlation of each indicator with each rotated factor, shape (k, f), −1 to 1. The factor
        that explains most comes first; the loadings of each factor sum to 0 or more.
    """

    eigenvalues: Floats
    loadings: Floats

    @property
    def explained(self) -> Floats:
        """Variance that each rotated factor explains, shape (f,), in indicators (0 to k)."""
        return np.asarray((self.loadings**2).sum(axis=0), dtype=np.float64)


def equal(k: int) -> Floats:
    """Return the weight 1/k for each of ``k`` indicators, shape (k,).

    Raises
    ------
    ValueError
        ``k`` is less than 1.
    """
    if k < 1:
        raise ValueError("there are no indicators to weigh")
    return np.full(k, 1.0 / k)


def given(weights: Floats) -> Floats:
    """Return ``weights`` divided by their sum.

    Parameters
    ----------
    weights
        Shape (k,), not negative; only ratios matter.

    Raises
    ------
    ValueError
        A weight is NaN, infinite or negative (the positions are named), or all are 0.
    """
    if weights.ndim != 1 or not weights.size:
        raise ValueError(f"weights must be a list of at least one number, not {weights.shape}")
    if not np.isfinite(weights).all():
        raise ValueError(f"weights are not finite numbers: {_named(~np.isfinite(weights))}")
    if (weights < 0).any():
        raise ValueError(f"weights are negative: {_named(weights < 0)}")
    largest = weights.max()
    if largest == 0:
        raise ValueError("all weights are 0")
    # Dividing by the largest first keeps very large and very small weights from overflowing.
    return _shares(weights / largest)


def entropy(values: Floats) -> Floats:
    """Return weights by Shannon's entropy: what differs most between regions counts most.

    With p = x / Σx down each column, E = −Σ p ln p / ln n, and weights in proportion to 1 − E
    (Shannon 1948; Hwang and Yoon 1981, ch. 3; the same as scikit-criteria). 0 ln 0 is 0, its
    limit; pymcdm differs there: it sets E of a column with a 0 in it to 0.

    E depends on where the zero of the scale lies: values from 0 to 100 and from 1 to 100 get
    different weights.

    Parameters
    ----------
    values
        Shape (n, k), not negative, complete; higher is better.

    Returns
    -------
    numpy.ndarray
        Shape (k,), sums to 1; 0 for a constant column.

    Raises
    ------
    ValueError
        A value is missing, infinite or negative, or no column varies.
    """
    # Imported here, as it takes a tenth of a second that few need to wait for.
    from scipy.special import xlog1py

    varies = _varying_columns(values)
    if (values < 0).any():
        raise ValueError(
            "entropy is not defined for negative values: columns "
            f"{_named((values < 0).any(axis=0))}; normalise to a scale from 0 up"
        )
    used = values[:, varies]
    # (1 − E) n ln n = Σ (1 + q) ln(1 + q) with q = x / mean − 1. Taking off q, which sums to 0,
    # leaves no negative terms, so that small differences are not lost in rounding.
    q = used / used.mean(axis=0) - 1.0
    divergence = (xlog1py(1.0 + q, q) - q).sum(axis=0)
    return _spread(divergence, varies, "entropy")


def critic(values: Floats) -> Floats:
    """Return weights by CRITIC: contrast times conflict.

    Columns are scaled to 0–1; C_j = s_j Σ_k (1 − r_jk) with the standard deviation s and
    Pearson's correlation r; weights in proportion to C (Diakoulaki, Mavrotas and Papayannakis
    1995). A constant column takes no part, nor has it a say in the conflict of others; an only
    column that varies has all the weight.

    Parameters
    ----------
    values
        Shape (n, k), complete; higher is better.

    Returns
    -------
    numpy.ndarray
        Shape (k,), sums to 1; 0 for a constant column. Unchanged by a shift or a positive
        scaling of a column.

    Raises
    ------
    ValueError
        A value is missing or infinite, no column varies, or all that vary rise and fall as one.
    """
    varies = _varying_columns(values)
    if varies.sum() == 1:
        return varies.astype(np.float64)
    used = values[:, varies]
    low, high = used.min(axis=0), used.max(axis=0)
    deviation = ((used - low) / (high - low)).std(axis=0)
    conflict = (1.0 - _correlation(used)).sum(axis=0)
    return _spread(deviation * np.where(conflict > ROUNDING, conflict, 0.0), varies, "CRITIC")


def standard_deviation(values: Floats) -> Floats:
    """Return weights in proportion to each column's standard deviation (n − 1).

    After scaling to a common range, what tells regions apart counts more (Diakoulaki et al.
    1995, who compare it with CRITIC). After z-scores all weights are equal.

    Parameters
    ----------
    values
        Shape (n, k), complete, on one scale.

    Returns
    -------
    numpy.ndarray
        Shape (k,), sums to 1; 0 for a constant column.

    Raises
    ------
    ValueError
        A value is missing or infinite, or no column varies.
    """
    varies = _varying_columns(values)
    return _spread(values[:, varies].std(axis=0, ddof=1), varies, "the standard deviation")


def pca(values: Floats, factors: int | None = None) -> Floats:
    """Return weights from principal components: OECD/JRC Handbook 2008, part 2, step 6.

    Each indicator belongs to the rotated factor on which it loads most. Within a factor the
    weights are the squared loadings divided by the variance the factor explains; factors count
    as the variance they explain; the weights are then scaled to sum to 1 (Nicoletti, Scarpetta
    and Boylaud 2000). The factor's variance cancels: the weights are in proportion to the
    largest squared loading of each indicator.

    Squares cannot be negative, so an indicator that runs against the others of its factor gets
    weight too: see the signs in ``principal_factors(values).loadings``. The weights correct for
    what overlaps; they say nothing of importance.

    Parameters
    ----------
    values
        Shape (n, k), complete; the scale does not matter (correlations are used).
    factors
        How many factors to keep; without it those with an eigenvalue of at least 1.

    Returns
    -------
    numpy.ndarray
        Shape (k,), sums to 1; 0 for a constant column.

    Raises
    ------
    ValueError
        A value is missing or infinite, no column varies, or there are not so many factors.
    """
    varies = _varying_columns(values)
    loadings = principal_factors(values[:, varies], factors).loadings
    return _spread((loadings**2).max(axis=1), varies, "the factor analysis")


def principal_factors(values: Floats, factors: int | None = None) -> PrincipalFactors:
    """Extract principal components from the correlations and rotate those that count.

    Loadings are eigenvectors times the square root of their eigenvalues; kept are those with an
    eigenvalue of at least 1 (Kaiser 1960), or as many as asked for; the rotation is varimax
    with Kaiser's normalisation (Kaiser 1958). The Handbook names two further rules, at least
    10 % of the variance for each factor and 60 % for all: judge by ``eigenvalues`` and set
    ``factors``.

    Parameters
    ----------
    values, factors
        As for `pca`.

    Raises
    ------
    ValueError
        As for `pca`; also where a column is constant.
    """
    varies = _varying_columns(values)
    if not varies.all():
        raise ValueError(f"constant columns have no correlation: {_named(~varies)}")
    if factors is not None and not 1 <= factors <= values.shape[1]:
        raise ValueError(f"there are 1 to {values.shape[1]} factors, not {factors}")
    rising, vectors = np.linalg.eigh(_correlation(values))
    eigenvalues = np.maximum(rising[::-1], 0.0)
    kept = factors or int((eigenvalues >= KAISER_LIMIT).sum())
    loadings = _varimax(vectors[:, ::-1][:, :kept] * np.sqrt(eigenvalues[:kept]))
    loadings = loadings[:, np.argsort(-(loadings**2).sum(axis=0), kind="stable")]
    return PrincipalFactors(eigenvalues, loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))


def complete(values: Floats) -> Floats:
    """Return ``values`` if they are a table (n, k) of finite numbers without a gap.

    Raises
    ------
    ValueError
        Otherwise; the columns are named by position, from 0.
    """
    if values.ndim != 2 or not values.size:
        raise ValueError(f"values must be a table of regions × indicators, not {values.shape}")
    gaps = np.isnan(values).any(axis=0)
    if gaps.any():
        raise ValueError(
            f"values are missing in columns {_named(gaps)}; impute them, or drop the regions or "
            "the columns first"
        )
    infinite = ~np.isfinite(values).all(axis=0)
    if infinite.any():
        raise ValueError(f"values are infinite in columns {_named(infinite)}")
    return values


def varying(values: Floats) -> Flags:
    """Tell which columns of a complete table (n, k) vary by more than rounding; shape (k,)."""
    spread: Floats = values.max(axis=0) - values.min(axis=0)
    return np.asarray(spread > ROUNDING * np.abs(values).max(axis=0), dtype=np.bool_)


def _varying_columns(values: Floats) -> Flags:
    varies = varying(complete(values))
    if not varies.any():
        raise ValueError("no column varies, so no weights can be drawn from the values")
    return varies


def _correlation(values: Floats) -> Floats:
    """Pearson's correlations of columns that vary, shape (k, k)."""
    k = values.shape[1]
    return np.clip(np.corrcoef(values, rowvar=False).reshape(k, k), -1.0, 1.0)


def _spread(raw: Floats, varies: Flags, method: str) -> Floats:
    """Return weights in proportion to ``raw`` where a column varies, 0 elsewhere."""
    if raw.sum() <= 0:
        raise ValueError(f"{method} finds nothing to tell the columns apart by")
    weights = np.zeros(len(varies))
    weights[varies] = _shares(raw)
    return weights


def _shares(raw: Floats) -> Floats:
    return np.asarray(raw / raw.sum(), dtype=np.float64)


def _varimax(loadings: Floats) -> Floats:
    """Rotate loadings (k, f), pair by pair of factors, to the largest variance of squares.

    Kaiser's planar rotations find the best angle of each pair outright; methods that climb from
    where they start stay put where all loadings of a pair are alike. With three factors or more
    the end may be a local best, as with any varimax.
    """
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    length = np.where(length > 0, length, 1.0)
    turned = loadings / length
    k, f = turned.shape
    for _ in range(_MOST_SWEEPS):
        largest = 0.0
        for i, j in itertools.combinations(range(f), 2):
            x, y = turned[:, i].copy(), turned[:, j].copy()
            u, v = x**2 - y**2, 2 * x * y
            sine = 2 * (u @ v) - 2 * u.sum() * v.sum() / k
            cosine = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / k
            if np.hypot(sine, cosine) <= _FLAT:
                continue
            angle = np.arctan2(sine, cosine) / 4
            turned[:, i] = x * np.cos(angle) + y * np.sin(angle)
            turned[:, j] = y * np.cos(angle) - x * np.sin(angle)
            largest = max(largest, abs(angle))
        if largest <= _SMALLEST_TURN:
            break
    return np.asarray(turned * length, dtype=np.float64)


def _named(flags: Flags | np.bool_) -> str:
    return ", ".join(str(position) for position in np.flatnonzero(flags))
