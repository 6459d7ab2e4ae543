"""Coverage: how much of a region's data is there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def availability(values: Floats) -> Floats:
    """Return the share of indicators that each region has a value of.

    COINr ``get_data_avail``.

    Parameters
    ----------
    values
        Shape (…, n, k); NaN is missing.

    Returns
    -------
    numpy.ndarray
        Shape (…, n), 0 to 1.

    Raises
    ------
    ValueError
        There are no indicators.
    """
    if not values.shape[-1]:
        raise ValueError("there are no indicators whose values could be present")
    return np.asarray((~np.isnan(values)).mean(axis=-1), dtype=np.float64)


def weighted_availability(values: Floats, weights: Floats) -> Floats:
    """Return the share of weight on indicators that each region has a value of.

    Parameters
    ----------
    values
        Shape (n, k); NaN is missing.
    weights
        Shape (k,), not negative; usually the effective weights of a hierarchy.

    Returns
    -------
    numpy.ndarray
        Shape (n,), 0 to 1.

    Raises
    ------
    ValueError
        All weights are 0.
    """
    total = weights.sum()
    if not total > 0:
        raise ValueError("all weights are 0: there is no weight that could be covered")
    # Complete rows must give exactly 1, in whatever order the sums are taken.
    missing = np.isnan(values)
    return np.asarray(np.clip(1 - missing @ weights / total, 0.0, 1.0), dtype=np.float64)


def units_with_coverage(values: Floats, threshold: float) -> Flags:
    """Tell which regions have values of at least a share ``threshold`` of the indicators.

    COINr ``Screen`` by missing values.

    Parameters
    ----------
    values
        Shape (n, k); NaN is missing.
    threshold
        0 to 1; at it a region still counts as covered.

    Returns
    -------
    numpy.ndarray
        Shape (n,).

    Raises
    ------
    ValueError
        ``threshold`` is not between 0 and 1.
    """
    if not 0 <= threshold <= 1:
        raise ValueError(f"the threshold must be between 0 and 1, not {threshold}")
    return availability(values) >= threshold
