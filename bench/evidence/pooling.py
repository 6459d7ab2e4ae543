"""What the rest of a section says about a sentence: neighbouring sentences bear on like things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Array = NDArray[np.float64]
Groups = NDArray[np.int64]
SIGNS = ("odds", "probability", "share", "previous", "next", "section", "paragraph")


def pooled_odds(
    odds: Array, sections: Groups, paragraphs: Groups, weights: Mapping[str, float]
) -> Array:
    """Return the log-odds of sentences with what stands around them.

    Parameters
    ----------
    odds, sections, paragraphs
        As `pooled_signs`.
    weights
        What each of ``SIGNS`` weighs, and ``base``.

    Returns
    -------
    array of shape (n, m)
    """
    pooled = np.full_like(odds, weights["base"])
    # One after the other: a matrix product may round otherwise for another number of rows.
    for name, sign in zip(SIGNS, pooled_signs(odds, sections, paragraphs), strict=True):
        pooled += weights[name] * sign
    return pooled


def pooled_signs(
    odds: Array, sections: Groups | Sequence[int], paragraphs: Groups | Sequence[int]
) -> list[Array]:
    """Return the signs from which the pooled log-odds are made.

    Parameters
    ----------
    odds
        Log-odds of m indicators for n claims, those of a document in order; shape (n, m).
    sections, paragraphs
        A number for the section and the paragraph of each claim; those of different documents
        differ.

    Returns
    -------
    list of arrays of shape (n, m)
        By the order of ``SIGNS``: the log-odds themselves, the probability, its share of the
        claim's largest; the probability of the claim before and after in the paragraph, and the
        mean over the other claims of the section and of the paragraph (0 for none).
    """
    probability = 1 / (1 + np.exp(-odds))
    share = probability / np.maximum(probability.max(axis=1, keepdims=True), 1e-12)
    before, after = np.zeros_like(odds), np.zeros_like(odds)
    numbers = np.asarray(paragraphs)
    same = (numbers[1:] == numbers[:-1])[:, np.newaxis]
    np.copyto(before[1:], probability[:-1], where=same)
    np.copyto(after[:-1], probability[1:], where=same)
    section = _mean_of_others(probability, np.asarray(sections))
    paragraph = _mean_of_others(probability, numbers)
    return [odds, probability, share, before, after, section, paragraph]


def _mean_of_others(values: Array, groups: Groups) -> Array:
    """Return, for each row, the mean of the other rows of its group."""
    different, places = np.unique(groups, return_inverse=True)
    rows = len(places)
    member = csr_array((np.ones(rows), (places, np.arange(rows))), shape=(len(different), rows))
    others = np.bincount(places)[places, np.newaxis] - 1
    sums = np.asarray(member @ values)
    return np.where(others > 0, (sums[places] - values) / np.maximum(others, 1), 0.0)
