"""Outliers: a few extreme values must not decide an indicator's scale.

OECD/JRC, Handbook on Constructing Composite Indicators, 2008, ch. 3 and 5. An indicator is in
need of treatment where both its skewness and its kurtosis are large; no treatment touches another.
Every treatment returns the table and which cells it changed, leaves its input as it is, leaves NaN
where it is and bases everything on the values that are present. A column that is `outlying` after
treatment is one that the treatment could not mend.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SKEWNESS_LIMIT: Final = 2.0
KURTOSIS_LIMIT: Final = 3.5
MOST_POINTS: Final = 5
# What the logarithm adds to keep the smallest value positive, as a share of the range.
_OFFSET: Final = 0.01


def skewness(values: Floats) -> Floats:
    """Return the sample skewness of each column.

    G₁ = √(n(n − 1)) / (n − 2) · m₃ / m₂^(3/2), mⱼ the central moments: type 2 of Joanes and Gill
    (1998), as in COINr, e1071 and SAS.

    Parameters
    ----------
    values
        Shape (n, k); NaN is left out.

    Returns
    -------
    numpy.ndarray
        Shape (k,); NaN where fewer than 3 values are present or all are the same.
    """
    return np.array([_skewness(column[~np.isnan(column)]) for column in values.T])


def kurtosis(values: Floats) -> Floats:
    """Return the sample excess kurtosis of each column.

    G₂ = (n − 1) / ((n − 2)(n − 3)) · ((n + 1) · (m₄ / m₂² − 3) + 6), mⱼ the central moments: type 2
    of Joanes and Gill (1998), as in COINr, e1071 and SAS.

    Parameters
    ----------
    values
        Shape (n, k); NaN is left out.

    Returns
    -------
    numpy.ndarray
        Shape (k,); NaN where fewer than 4 values are present or all are the same.
    """
    return np.array([_kurtosis(column[~np.isnan(column)]) for column in values.T])


def outlying(
    values: Floats,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> Flags:
    """Tell which columns are in need of treatment: |skewness| and kurtosis both reach their limit.

    The contrary of passing COINr's ``check_SkewKurt``.

    Parameters
    ----------
    values
        Shape (n, k); NaN is left out.
    skewness_limit, kurtosis_limit
        From where on each is large.

    Returns
    -------
    numpy.ndarray
        Shape (k,); false where too few values are present to tell.
    """
    skewed: Flags = np.abs(skewness(values)) >= skewness_limit
    return skewed & (kurtosis(values) >= kurtosis_limit)


def untreated(values: Floats) -> tuple[Floats, Flags]:
    """Leave outliers as they are.

    Parameters
    ----------
    values
        Shape (n, k).

    Returns
    -------
    treated, changed
        A copy of ``values``, and false everywhere; both of shape (n, k).
    """
    return values.copy(), np.zeros(values.shape, dtype=np.bool_)


def winsorise(
    values: Floats,
    most: int = MOST_POINTS,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> tuple[Floats, Flags]:
    """Pull in the most extreme points of each outlying column, one by one, until it is no more.

    Where the skewness is positive the largest value gets the next largest, otherwise the smallest
    the next smallest; again, until the column is no longer `outlying` or ``most`` points were
    pulled in. COINr ``winsorise``.

    A column that would end with all values the same, as one of 29 times no and twice yes does, is
    left as it is: what is rare in it is not an outlier but what it tells (so does COINr ``Treat``).

    Parameters
    ----------
    values
        Shape (n, k).
    most
        No step is taken once this many points of a column were pulled in. Tied points are pulled
        in together, so the last step may go beyond.
    skewness_limit, kurtosis_limit
        As of `outlying`.

    Returns
    -------
    treated, changed
        The treated table and which of its cells were pulled in, both of shape (n, k).
    """
    treated = values.copy()
    for column in np.flatnonzero(outlying(values, skewness_limit, kurtosis_limit)):
        present = ~np.isnan(values[:, column])
        pulled = _winsorised(values[present, column], most, skewness_limit, kurtosis_limit)
        if pulled.min() < pulled.max():
            treated[present, column] = pulled
    return treated, _changed(values, treated)


def log_transform(
    values: Floats,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> tuple[Floats, Flags]:
    """Take the logarithm of each outlying column, shifted to be positive.

    Where the skewness is positive log(x − min + a), a a hundredth of the range (COINr ``log_CT``);
    otherwise the same of the column turned round, −log(max − x + a), as the logarithm itself would
    stretch a long lower end further (COINr makes no difference). Either keeps the order. Of two
    different values a logarithm makes two others, as far apart: such a column is left as it is.

    Parameters
    ----------
    values
        Shape (n, k).
    skewness_limit, kurtosis_limit
        As of `outlying`.

    Returns
    -------
    treated, changed
        The treated table and which of its cells are new, both of shape (n, k).
    """
    treated = values.copy()
    skewed = skewness(values)
    for column in np.flatnonzero(outlying(values, skewness_limit, kurtosis_limit)):
        if np.unique(values[~np.isnan(values[:, column]), column]).size == 2:
            continue
        sign = 1.0 if skewed[column] >= 0 else -1.0
        treated[:, column] = sign * _logarithm(sign * values[:, column])
    return treated, _changed(values, treated)


def treat(
    values: Floats,
    most: int = MOST_POINTS,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> tuple[Floats, Flags]:
    """Winsorise outlying columns; where that is not enough, take the logarithm instead.

    The logarithm is that of the values before winsorising (`log_transform`). COINr ``Treat`` by its
    defaults, but for negative skewness; a column that winsorising would make constant is left as it
    is, without a logarithm too.

    Parameters
    ----------
    values
        Shape (n, k).
    most, skewness_limit, kurtosis_limit
        As of `winsorise`.

    Returns
    -------
    treated, changed
        The treated table and which of its cells were changed, both of shape (n, k).
    """
    treated, pulled = winsorise(values, most, skewness_limit, kurtosis_limit)
    still = outlying(treated, skewness_limit, kurtosis_limit) & pulled.any(axis=0)
    logged, _ = log_transform(values, skewness_limit, kurtosis_limit)
    treated = np.where(still, logged, treated)
    return treated, _changed(values, treated)


def _logarithm(column: Floats) -> Floats:
    """Return log(x − min + 0.01 · (max − min)) of a column that varies; NaN stays."""
    lowest, highest = np.nanmin(column), np.nanmax(column)
    return np.asarray(np.log(column - lowest + _OFFSET * (highest - lowest)), dtype=np.float64)


def _winsorised(column: Floats, most: int, skewness_limit: float, kurtosis_limit: float) -> Floats:
    """Winsorise a column without NaN."""
    column = column.copy()
    high = low = 0  # points at either end after its last step
    while high + low < most:
        skew = _skewness(column)
        # NaN, where all values have become the same, ends it too.
        if not (abs(skew) >= skewness_limit and _kurtosis(column) >= kurtosis_limit):
            break
        if skew >= 0:
            end = column == column.max()
            high = int(end.sum())
            column[end] = column[~end].max()
        else:
            end = column == column.min()
            low = int(end.sum())
            column[end] = column[~end].min()
    return column


def _skewness(column: Floats) -> float:
    n = len(column)
    if n < 3 or column.min() == column.max():
        return np.nan
    apart = column - column.mean()
    ratio = np.sqrt(n) * (apart**3).sum() / (apart**2).sum() ** 1.5
    return float(ratio * np.sqrt(n * (n - 1)) / (n - 2))


def _kurtosis(column: Floats) -> float:
    n = len(column)
    if n < 4 or column.min() == column.max():
        return np.nan
    apart = column - column.mean()
    ratio = n * (apart**4).sum() / (apart**2).sum() ** 2
    return float(((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def _changed(values: Floats, treated: Floats) -> Flags:
    changed: Flags = (treated != values) & ~np.isnan(values)
    return changed
