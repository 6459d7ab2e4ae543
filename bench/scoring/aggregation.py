"""From indicators to dimensions to the index: weighted means over what was read."""

from __future__ import annotations

import numpy as np

from bench.scoring.heaviest import Flags, Floats
from bench.scoring.weights import WeightTree


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """Return the weighted arithmetic mean along the last axis, leaving NaN out.

    The weights of what is left are scaled up to sum to 1 (OECD/JRC, Handbook on Constructing
    Composite Indicators, 2008, ch. 6, linear aggregation over the available indicators).

    Parameters
    ----------
    values
        Shape (…, n); NaN where unread.
    weights
        Shape (…, n), not negative; the leading axes are broadcast against those of ``values``.

    Returns
    -------
    numpy.ndarray
        Shape (…); between the smallest and largest value that counts; NaN where nothing counts.
    """
    counts = ~np.isnan(values) & (weights > 0)
    used = np.where(counts, weights, 0.0)
    total = used.sum(axis=-1)
    some = total > 0
    mean = (np.where(counts, values, 0.0) * used).sum(axis=-1) / np.where(some, total, 1.0)
    # Rounding must not push a mean beyond its parts.
    low = np.where(counts, values, np.inf).min(axis=-1, initial=np.inf)
    high = np.where(counts, values, -np.inf).max(axis=-1, initial=-np.inf)
    return np.where(some, np.minimum(np.maximum(mean, low), high), np.nan)


def oriented(scores: Floats, lower_is_better: Flags) -> Floats:
    """Return scores of which more is better: 100 − score where the catalogue says ``lower``.

    Parameters
    ----------
    scores
        Shape (n, k), 0 to 100 or NaN.
    lower_is_better
        Shape (k,).
    """
    return np.where(lower_is_better, 100.0 - scores, scores)


def dimension_scores(scores: Floats, tree: WeightTree) -> Floats:
    """Return the weighted mean of each dimension's indicators.

    Parameters
    ----------
    scores
        Oriented scores, shape (n, k); NaN where unread.
    tree
        The weights.

    Returns
    -------
    numpy.ndarray
        Shape (n, d); NaN where a dimension is wholly unread.
    """
    columns = [
        weighted_mean(scores[:, tree.members(d)], tree.indicator_weights[tree.members(d)])
        for d in range(len(tree.dimensions))
    ]
    return np.stack(columns, axis=-1)


def coverage(scores: Floats, tree: WeightTree) -> Floats:
    """Return the share of effective weight on cells that were read, shape (n,), 0 to 1."""
    share: Floats = np.where(np.isnan(scores), 0.0, tree.effective).sum(axis=-1)
    return np.minimum(share, 1.0)
