"""Whether indicators hang together, and how much each really moves the index."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from bench.composite.weighting import ROUNDING, given, varying

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Above this two indicators say nearly the same: the limit of the JRC's audits.
COLLINEAR: Final = 0.92
# A correlation of two units is always −1 or 1.
LEAST_UNITS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """Correlations of k indicators, each pair over the units that have both.

    Parameters
    ----------
    pearson, spearman
        Shape (k, k), symmetric, −1 to 1; 1 on the diagonal. NaN where fewer than 3 units have
        both or one of the two does not vary among them.
    units
        How many units have both, shape (k, k).
    """

    pearson: Floats
    spearman: Floats
    units: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Alpha:
    """Internal consistency of k indicators.

    Parameters
    ----------
    alpha
        Cronbach's alpha; at most 1, negative where indicators work against one another.
    without
        Alpha of the others, shape (k,); above ``alpha`` where an indicator does not belong. NaN
        for k = 2, and where the sum of the others does not vary.
    units
        How many units without a gap it rests on.
    """

    alpha: float
    without: Floats
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """What each of k indicators was meant to weigh, and what it does weigh.

    Parameters
    ----------
    nominal
        The weights, shape (k,); sum to 1.
    importance
        Squared correlation of index and indicator S_i, shape (k,), 0 to 1; NaN where the
        correlation is not defined.
    share
        ``importance`` divided by its sum over the indicators that have one, shape (k,), to set
        beside ``nominal``; NaN where ``importance`` is, or where its sum is 0.
    """

    nominal: Floats
    importance: Floats
    share: Floats


def correlations(values: Floats) -> Correlations:
    """Return Pearson's and Spearman's correlations of the columns.

    Pairwise complete: a unit with a gap in either column is left out of that pair, and ranks
    (ties share their mean) are taken among the rest.

    Parameters
    ----------
    values
        Shape (n, k); NaN is missing.

    Raises
    ------
    ValueError
        ``values`` is not a table, or a value is infinite.
    """
    _check(values)
    here = ~np.isnan(values)
    units = here.T.astype(np.int64) @ here.astype(np.int64)
    k = values.shape[1]
    pearson, spearman = np.full((k, k), np.nan), np.full((k, k), np.nan)
    for i, j in itertools.combinations_with_replacement(range(k), 2):
        both = values[here[:, i] & here[:, j]][:, [i, j]]
        pearson[i, j] = pearson[j, i] = _pearson(both)
        ranks = np.asarray(rankdata(both, axis=0), dtype=np.float64)
        spearman[i, j] = spearman[j, i] = _pearson(ranks)
    return Correlations(pearson, spearman, units)


def collinear_pairs(
    correlation: Floats, threshold: float = COLLINEAR
) -> tuple[tuple[int, int], ...]:
    """Return the pairs of indicators whose correlation is above a threshold, strongest first.

    The sign does not matter. Such a pair counts one thing twice: merge the two, drop one, or
    give each half the weight (OECD/JRC Handbook 2008, part 2, step 6; the JRC's audits flag
    pairs above 0.92).

    Parameters
    ----------
    correlation
        Shape (k, k), symmetric; NaN is no pair.
    threshold
        0 to 1.

    Returns
    -------
    tuple of (int, int)
        Positions of the indicators, the smaller first.
    """
    strength = np.abs(np.triu(correlation, k=1))
    rows, columns = np.nonzero(strength > threshold)
    order = np.argsort(-strength[rows, columns], kind="stable")
    return tuple((int(rows[pair]), int(columns[pair])) for pair in order)


def cronbach_alpha(values: Floats) -> Alpha:
    """Return Cronbach's alpha, with and without each column.

    α = k / (k − 1) · (1 − Σ var(x_i) / var(Σ x_i)) (Cronbach 1951; OECD/JRC Handbook 2008,
    part 2, step 4). It depends on the columns' scales: standardise them first where those
    differ. 0.7 is often taken as enough (Nunnally 1978).

    Parameters
    ----------
    values
        Shape (n, k), k at least 2. A unit with NaN in any column is left out.

    Raises
    ------
    ValueError
        There are fewer than two columns or two units without a gap, a value is infinite, or
        the sum of the columns does not vary.
    """
    _check(values)
    cases = values[~np.isnan(values).any(axis=1)]
    n, k = cases.shape
    if k < 2:
        raise ValueError("alpha needs at least two indicators")
    if n < 2:
        raise ValueError(f"alpha needs at least two units without a gap; there are {n}")
    alpha = _alpha(cases)
    if np.isnan(alpha):
        raise ValueError("the sum of the indicators does not vary, so alpha is not defined")
    without = [_alpha(np.delete(cases, i, axis=1)) for i in range(k)]
    return Alpha(alpha, np.array(without, dtype=np.float64), n)


def effective_influence(values: Floats, index: Floats, weights: Floats) -> Influence:
    """Return how far each of several indicators goes with an index, beside its nominal weight.

    S_i = corr(index, indicator)², the share of the index's variance that a straight line through
    the indicator explains: Pearson's correlation ratio where the two depend linearly on one another
    (Paruolo, Saisana and Saltelli 2013). The shares overlap: an indicator has part of what those
    that it is correlated with explain, so they are no parts of a whole (`variance_shares` are).
    Weights are not importance: two correlated indicators strengthen one another, one that hardly
    varies has little say.

    Parameters
    ----------
    values
        Shape (n, k); NaN is missing: each indicator's correlation is over the regions that have
        both it and an index.
    index
        Shape (n,); NaN where there is none.
    weights
        Nominal weights, shape (k,), not negative; only ratios matter.

    Raises
    ------
    ValueError
        The shapes do not fit, a value is infinite, or the weights are refused by `given`.
    """
    _check(values)
    n, k = values.shape
    if index.shape != (n,) or weights.shape != (k,):
        raise ValueError(
            f"a table of {n} × {k} needs an index of shape ({n},) and weights of shape ({k},), "
            f"not {index.shape} and {weights.shape}"
        )
    _check(index[:, None])
    pairs = (np.column_stack([index, column]) for column in values.T)
    correlation = [_pearson(pair[~np.isnan(pair).any(axis=1)]) for pair in pairs]
    importance = np.array(correlation, dtype=np.float64) ** 2
    total = np.nansum(importance)
    share = importance / total if total > 0 else np.full(k, np.nan)
    return Influence(given(weights), importance, share)


def variance_shares(parts: Floats, index: Floats) -> Floats:
    """Return what each summand of an index makes of its variance.

    cov(part, index) / var(index): the covariance decomposition of a sum (Shorrocks 1982,
    Econometrica 50, 193–211). Negative where a part runs against the index.

    Parameters
    ----------
    parts
        Weight × score, shape (n, k), without NaN; their sum is the index.
    index
        Shape (n,); regions with NaN are left out.

    Returns
    -------
    numpy.ndarray
        Shape (k,); sums to 1. NaN with fewer than 3 regions, or where the index does not vary.

    Raises
    ------
    ValueError
        ``parts`` is not a table with a row for each region.
    """
    _check(parts)
    if index.shape != parts.shape[:1]:
        raise ValueError(f"{len(parts)} rows of parts need an index of as many, not {index.shape}")
    here = ~np.isnan(index)
    own = index[here]
    if len(own) < LEAST_UNITS or not varying(own[:, None]).all():
        return np.full(parts.shape[1], np.nan)
    apart = own - own.mean()
    return np.asarray(apart @ parts[here] / (apart @ apart), dtype=np.float64)


def _pearson(pair: Floats) -> float:
    """Return the correlation of two complete columns, shape (n, 2), or NaN."""
    if len(pair) < LEAST_UNITS or not varying(pair).all():
        return float("nan")
    centred = pair - pair.mean(axis=0)
    x, y = (centred / np.abs(centred).max(axis=0)).T  # keeps squares from over- and underflow
    return float(np.clip(x @ y / np.sqrt((x @ x) * (y @ y)), -1.0, 1.0))


def _alpha(cases: Floats) -> float:
    k = cases.shape[1]
    parts = cases.var(axis=0, ddof=1).sum()
    total = cases.sum(axis=1).var(ddof=1)
    if k < 2 or total <= ROUNDING * parts:
        return float("nan")
    return float(k / (k - 1) * (1.0 - parts / total))


def _check(values: Floats) -> None:
    if values.ndim != 2:
        raise ValueError(f"values must be a table of units × indicators, not {values.shape}")
    if np.isinf(values).any():
        raise ValueError("values are infinite")
