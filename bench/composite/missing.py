"""Missing values: left as gaps, or imputed by what is typical of all regions or of a group.

OECD/JRC, Handbook on Constructing Composite Indicators, 2008, ch. 4. Every function returns the
table and which cells were imputed, and leaves its input as it is. Imputing makes regions look
more alike than they may be; gaps that stay are dropped in aggregation, where the remaining
weights are scaled up.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Labels = NDArray[np.generic]  # of any kind that can be sorted


def drop(values: Floats) -> tuple[Floats, Flags]:
    """Impute nothing: gaps stay NaN.

    Parameters
    ----------
    values
        Shape (n, k).

    Returns
    -------
    table, imputed
        A copy of ``values``, and false everywhere; both of shape (n, k).
    """
    return values.copy(), np.zeros(values.shape, dtype=np.bool_)


def impute_mean(values: Floats, groups: Labels | None = None) -> tuple[Floats, Flags]:
    """Put the mean of the values present in a column where one is missing.

    COINr ``i_mean`` and ``i_mean_grp``.

    Parameters
    ----------
    values
        Shape (n, k).
    groups
        Label of each region's group, shape (n,); the mean is then that of its group in the column.

    Returns
    -------
    table, imputed
        The filled table and which of its cells were imputed, both of shape (n, k). Where a column,
        or a group in it, has no value at all, gaps stay NaN.

    Raises
    ------
    ValueError
        There is not one label for each region.
    """
    return _imputed(values, groups, lambda column: float(np.mean(column)))


def impute_median(values: Floats, groups: Labels | None = None) -> tuple[Floats, Flags]:
    """Put the median of the values present in a column where one is missing.

    COINr ``i_median`` and ``i_median_grp``; otherwise as `impute_mean`.

    Parameters
    ----------
    values
        Shape (n, k).
    groups
        Label of each region's group, shape (n,); the median is then that of its group.

    Returns
    -------
    table, imputed
        As of `impute_mean`.

    Raises
    ------
    ValueError
        There is not one label for each region.
    """
    return _imputed(values, groups, lambda column: float(np.median(column)))


def _imputed(
    values: Floats, groups: Labels | None, typical: Callable[[Floats], float]
) -> tuple[Floats, Flags]:
    """Fill each column's gaps, group by group, with what is ``typical`` of the values there."""
    labels = np.zeros(len(values), dtype=np.int64) if groups is None else groups
    if labels.shape != values.shape[:1]:
        raise ValueError(
            f"{labels.size} group labels for {len(values)} regions: one each is needed"
        )
    table = values.copy()
    missing = np.isnan(values)
    for label in np.unique(labels[missing.any(axis=1)]):
        members = labels == label
        for column in np.flatnonzero(missing[members].any(axis=0)):
            present = values[members & ~missing[:, column], column]
            if present.size:
                table[members & missing[:, column], column] = typical(present)
    return table, missing & ~np.isnan(table)
