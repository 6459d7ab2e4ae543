"""What the rest of a section says about a sentence: neighbouring sentences bear on like things."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SIGNS = ("odds", "probability", "share", "previous", "next", "section", "paragraph")


def pooled_signs(odds: Array, sections: Sequence[Hashable], paragraphs: Sequence[int]) -> Array:
    """Return the signs from which the pooled log-odds are made.

    Parameters
    ----------
    odds
        Log-odds of m indicators for the n claims of one document, in order; shape (n, m).
    sections, paragraphs
        The section and the paragraph of each claim.

    Returns
    -------
    array of shape (n, m, 7)
        By the order of ``SIGNS``: the log-odds themselves, the probability, its share of the
        claim's largest; the probability of the claim before and after in the paragraph, and the
        mean over the other claims of the section and of the paragraph (0 for none).
    """
    probability = 1 / (1 + np.exp(-odds))
    share = probability / np.maximum(probability.max(axis=1, keepdims=True), 1e-12)
    before, after = np.zeros_like(odds), np.zeros_like(odds)
    same = np.array(paragraphs[1:]) == np.array(paragraphs[:-1])
    before[1:][same] = probability[:-1][same]
    after[:-1][same] = probability[1:][same]
    section = _mean_of_others(probability, sections)
    paragraph = _mean_of_others(probability, paragraphs)
    return np.stack([odds, probability, share, before, after, section, paragraph], axis=-1)


def _mean_of_others(values: Array, groups: Sequence[Hashable]) -> Array:
    """Return, for each row, the mean of the other rows of its group."""
    number = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    places = np.array([number[group] for group in groups], dtype=np.int64)
    sums = np.zeros((len(number), values.shape[1]))
    np.add.at(sums, places, values)
    others = np.bincount(places)[places, np.newaxis] - 1
    return np.where(others > 0, (sums[places] - values) / np.maximum(others, 1), 0.0)
