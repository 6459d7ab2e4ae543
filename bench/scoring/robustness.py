"""Rank intervals, and the weights that are drawn for them."""

from __future__ import annotations

from typing import Final

import numpy as np

from bench.composite.hierarchy import Hierarchy
from bench.composite.uncertainty import rank_interval
from bench.scoring.heaviest import Floats, Integers

# A weight that is not 0 must not be drawn as 0: a region read only there would lose its index.
_SMALLEST: Final = 1e-100


def drawn_weights(
    hierarchy: Hierarchy, concentration: float, draws: int, rng: np.random.Generator
) -> list[Floats]:
    """Draw the weights of each node's children around the given ones.

    At every node they come from a Dirichlet distribution whose means are the given weights
    (OECD/JRC Handbook 2008, ch. 7; Saisana, Saltelli and Tarantola 2005). Weights of 0 stay 0.

    Parameters
    ----------
    hierarchy
        The given weights.
    concentration
        Positive; the larger, the closer the draws stay to the given weights.
    draws
        How many.
    rng
        The random numbers.

    Returns
    -------
    list of numpy.ndarray
        For each node shape (draws, children): the gamma variates behind Dirichlet draws. Dividing
        them by their sums is left to the weighted mean, which renormalises anyway.
    """

    def draw(weights: Floats) -> Floats:
        drawn = rng.standard_gamma(concentration * weights, size=(draws, len(weights)))
        return np.where(weights > 0, np.maximum(drawn, _SMALLEST), 0.0)

    return [draw(np.array(node.weights)) for node in hierarchy.nodes]


def rank_intervals(
    ranks: Floats, reference: Integers, percentiles: tuple[float, float]
) -> tuple[Integers, Integers]:
    """Return the interval of each region's simulated ranks, widened to hold its rank.

    Parameters
    ----------
    ranks
        Simulated ranks, shape (draws, n); a region without one in any draw keeps its rank alone.
    reference
        The ranks themselves, shape (n,).
    percentiles
        Lower and upper end, above 0, up to 100.

    Returns
    -------
    low, high
        Shape (n,); without draws both are the rank.
    """
    if not ranks.size:
        return reference, reference
    low, high = rank_interval(ranks, *percentiles)
    return (
        np.fmin(low, reference).astype(np.int64),
        np.fmax(high, reference).astype(np.int64),
    )
