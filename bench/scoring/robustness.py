"""How far ranks move when the weights do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.composite.hierarchy import Hierarchy
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.index import composed
from bench.scoring.parameters import Parameters
from bench.scoring.ranking import competition_ranks

_DRAWS_AT_ONCE = 500  # bounds the memory of one step: draws × regions × indicators
# A weight that is not 0 must not be drawn as 0: a region read only there would lose its index.
_SMALLEST = 1e-100


def rank_intervals(
    scores: Floats, hierarchy: Hierarchy, parameters: Parameters, *, draws: int, seed: int
) -> tuple[Integers, Integers]:
    """Simulate ranks under weights drawn around the given ones.

    In each draw the weights of the dimensions, and those of the parts of each group, come from
    Dirichlet distributions whose means are the given weights; then the regions are aggregated
    and ranked as with the given weights (OECD/JRC Handbook 2008, ch. 7;
    Saisana, Saltelli and Tarantola 2005). Weights of 0 stay 0.

    Parameters
    ----------
    scores
        Oriented scores of the ranked regions, shape (n, k); NaN where unread.
    hierarchy
        The weights and aggregations.
    parameters
        ``concentration``, ``rank_percentiles`` and ``decimals`` are used.
    draws
        How many times; with 0 the interval is the rank itself.
    seed
        Of the random numbers (PCG64).

    Returns
    -------
    low, high
        Integer ranks of shape (n,); the rank under the given weights lies between them.
    """
    drawn = drawn_weights(hierarchy, parameters, draws, seed)
    ranks = [_ranks(scores, hierarchy, None, parameters)]
    for first in range(0, draws, _DRAWS_AT_ONCE):
        part = [weights[first : first + _DRAWS_AT_ONCE] for weights in drawn]
        ranks.append(_ranks(scores, hierarchy, part, parameters))
    given = ranks[0]
    if draws == 0 or scores.shape[0] == 0:
        return given, given
    simulated = np.concatenate(ranks[1:])
    low, high = np.percentile(
        simulated, parameters.rank_percentiles, axis=0, method="inverted_cdf"
    ).astype(np.int64)
    return np.minimum(low, given), np.maximum(high, given)


def drawn_weights(
    hierarchy: Hierarchy, parameters: Parameters, draws: int, seed: int
) -> list[Floats]:
    """Draw weights for each node of a hierarchy: its children's, shape (draws, children).

    They are the gamma variates behind Dirichlet draws: dividing them by their sums is left to
    the weighted mean, which renormalises anyway.
    """
    generator = np.random.Generator(np.random.PCG64(seed))

    def draw(weights: Floats) -> Floats:
        drawn = generator.standard_gamma(
            parameters.concentration * weights, size=(draws, len(weights))
        )
        return np.where(weights > 0, np.maximum(drawn, _SMALLEST), 0.0)

    return [draw(np.array(node.weights)) for node in hierarchy.nodes]


def _ranks(
    scores: Floats,
    hierarchy: Hierarchy,
    weights: Sequence[Floats] | None,
    parameters: Parameters,
) -> Integers:
    """Rank the regions under weights with draws as leading axes; returns shape (…, n)."""
    return competition_ranks(composed(scores, hierarchy, weights)[..., -1], parameters.decimals)
