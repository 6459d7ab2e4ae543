"""Aggregation: several scores of a region become one.

OECD/JRC, Handbook on Constructing Composite Indicators, 2008, ch. 6. The means drop missing
values and scale the remaining weights up to sum to 1, and take many draws of weights, or of
scores, at once. How far a bad score can be made good by another is the choice between them: fully
with the arithmetic mean, less with the geometric, least with the harmonic, not at all with
Copeland's rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.coverage import availability
from bench.composite.mcda import copeland, topsis

Floats = NDArray[np.float64]
# (values, weights, threshold) → scores, as `arithmetic`
Aggregation = Callable[[Floats, Floats, float], Floats]


def arithmetic(values: Floats, weights: Floats, threshold: float = 0.0) -> Floats:
    """Return the weighted arithmetic mean of each region's scores: Σ wᵢxᵢ / Σ wᵢ.

    COINr ``a_amean`` with ``dat_thresh``.

    Parameters
    ----------
    values
        Shape (…, n, k); NaN is dropped, and with it its weight.
    weights
        Shape (…, k), not negative, only ratios matter; the leading axes (draws) are broadcast
        against those of ``values``.
    threshold
        Smallest share of the k values that must be present, whatever their weights, 0 to 1.

    Returns
    -------
    numpy.ndarray
        Shape (…, n), between the smallest and the largest value present; NaN where too few are,
        or only some without weight.

    Raises
    ------
    ValueError
        A weight is negative or not a number.
    """
    return _mean(values, values, weights, threshold)


def geometric(values: Floats, weights: Floats, threshold: float = 0.0) -> Floats:
    """Return the weighted geometric mean of each region's scores: exp(Σ wᵢ log xᵢ / Σ wᵢ).

    COINr ``a_gmean`` with ``dat_thresh``; otherwise as `arithmetic`.

    Parameters
    ----------
    values
        Shape (…, n, k), positive or NaN.
    weights, threshold
        As of `arithmetic`.

    Raises
    ------
    ValueError
        A value is 0 or negative, or a weight negative or not a number.
    """
    _check_positive(values, "geometric")
    return _mean(values, np.log(values), weights, threshold, np.exp)


def harmonic(values: Floats, weights: Floats, threshold: float = 0.0) -> Floats:
    """Return the weighted harmonic mean of each region's scores: Σ wᵢ / Σ (wᵢ / xᵢ).

    COINr ``a_hmean`` with ``dat_thresh``, which lets negative values pass; otherwise as
    `arithmetic`.

    Parameters
    ----------
    values
        Shape (…, n, k), positive or NaN.
    weights, threshold
        As of `arithmetic`.

    Raises
    ------
    ValueError
        A value is 0 or negative, or a weight negative or not a number.
    """
    _check_positive(values, "harmonic")
    return _mean(values, 1 / values, weights, threshold, np.reciprocal)


def _mean(
    values: Floats,
    parts: Floats,
    weights: Floats,
    threshold: float,
    back: Callable[[Floats], Floats] | None = None,
) -> Floats:
    """Average ``parts``, a function of the values, and turn the mean ``back`` into their kind."""
    _check_weights(weights)
    present = ~np.isnan(values)
    if present.all():
        totals = weights.sum(axis=-1)[..., None]
        mean = _weighted_sums(parts, weights)
    else:
        totals = _weighted_sums(present.astype(np.float64), weights)
        mean = _weighted_sums(np.where(present, parts, 0.0), weights)
    with np.errstate(invalid="ignore"):
        mean /= totals  # NaN where nothing that weighs is present
    if back is not None:
        mean = back(mean)
    # Rounding must not push a mean beyond its parts.
    np.maximum(mean, np.fmin.reduce(values, axis=-1, initial=np.nan), out=mean)
    np.minimum(mean, np.fmax.reduce(values, axis=-1, initial=np.nan), out=mean)
    np.copyto(mean, np.nan, where=availability(values) < threshold)
    return mean


def _weighted_sums(values: Floats, weights: Floats) -> Floats:
    """Return Σ wᵢxᵢ of values (…, n, k) and weights (…, k) without NaN, shape (…, n)."""
    if values.ndim == 2:
        return np.asarray(weights @ values.T)  # one matrix product for all draws
    return np.asarray(np.einsum("...nk,...k->...n", values, weights))


def _of_tables(method: Callable[[Floats, Floats], Floats]) -> Aggregation:
    """Let a method that compares the regions of one table work on many, and know a threshold.

    Regions without a value, or with fewer than the threshold demands, neither get a score nor are
    others compared with them. Where all weights are 0, nobody gets a score.
    """

    def aggregate(values: Floats, weights: Floats, threshold: float = 0.0) -> Floats:
        _check_weights(weights)
        leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
        tables = np.broadcast_to(values, leading + values.shape[-2:])
        draws = np.broadcast_to(weights, leading + weights.shape[-1:])
        scores = np.full(tables.shape[:-1], np.nan)
        for draw in np.ndindex(leading):
            share = availability(tables[draw])
            takes_part = (share > 0) & (share >= threshold)
            if takes_part.any() and draws[draw].any():
                scores[draw][takes_part] = method(tables[draw][takes_part], draws[draw])
        return scores

    return aggregate


def _check_weights(weights: Floats) -> None:
    if not (weights >= 0).all():
        raise ValueError("weights must be numbers that are not negative")


def _check_positive(values: Floats, name: str) -> None:
    if (values <= 0).any():
        raise ValueError(
            f"the {name} mean demands positive values, and the smallest here is "
            f"{np.nanmin(values):g}; normalise to a scale above 0, such as 1 to 100"
        )


METHODS: Final[Mapping[str, Aggregation]] = MappingProxyType(
    {
        "arithmetic": arithmetic,
        "geometric": geometric,
        "harmonic": harmonic,
        "copeland": _of_tables(copeland),
        "topsis": _of_tables(topsis),
    }
)
