"""How far ranks move when the weights do."""

from __future__ import annotations

import numpy as np

from bench.scoring.aggregation import weighted_mean
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.parameters import Parameters
from bench.scoring.ranking import competition_ranks
from bench.scoring.weights import WeightTree

_DRAWS_AT_ONCE = 500  # bounds the memory of one step: draws × regions × indicators
# A weight that is not 0 must not be drawn as 0: a region read only there would lose its index.
_SMALLEST = 1e-100


def rank_intervals(
    scores: Floats, tree: WeightTree, parameters: Parameters, *, draws: int, seed: int
) -> tuple[Integers, Integers]:
    """Simulate ranks under weights drawn around the given ones.

    In each draw the weights of the dimensions, and those of the indicators within each
    dimension, come from Dirichlet distributions whose means are the given weights; then the
    regions are aggregated and ranked as with the given weights (OECD/JRC Handbook 2008, ch. 7;
    Saisana, Saltelli and Tarantola 2005). Weights of 0 stay 0.

    Parameters
    ----------
    scores
        Oriented scores of the ranked regions, shape (n, k); NaN where unread.
    tree
        The weights.
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
    dimension_weights, indicator_weights = drawn_weights(tree, parameters, draws, seed)
    ranks = [_ranks(scores, tree.dimension_weights, tree.indicator_weights, tree, parameters)]
    for first in range(0, draws, _DRAWS_AT_ONCE):
        part = slice(first, first + _DRAWS_AT_ONCE)
        ranks.append(
            _ranks(scores, dimension_weights[part], indicator_weights[part], tree, parameters)
        )
    given = ranks[0]
    if draws == 0 or scores.shape[0] == 0:
        return given, given
    simulated = np.concatenate(ranks[1:])
    low, high = np.percentile(
        simulated, parameters.rank_percentiles, axis=0, method="inverted_cdf"
    ).astype(np.int64)
    return np.minimum(low, given), np.maximum(high, given)


def drawn_weights(
    tree: WeightTree, parameters: Parameters, draws: int, seed: int
) -> tuple[Floats, Floats]:
    """Draw weights of dimensions, shape (draws, d), and of indicators, shape (draws, k).

    They are the gamma variates behind Dirichlet draws: dividing them by their sums is left to
    the weighted mean, which renormalises anyway.
    """
    generator = np.random.Generator(np.random.PCG64(seed))

    def draw(weights: Floats) -> Floats:
        drawn = generator.standard_gamma(
            parameters.concentration * weights, size=(draws, len(weights))
        )
        return np.where(weights > 0, np.maximum(drawn, _SMALLEST), 0.0)

    return draw(tree.dimension_weights), draw(tree.indicator_weights)


def _ranks(
    scores: Floats,
    dimension_weights: Floats,
    indicator_weights: Floats,
    tree: WeightTree,
    parameters: Parameters,
) -> Integers:
    """Rank the regions under weights of shape (…, d) and (…, k); returns shape (…, n)."""
    dimensions = [
        weighted_mean(scores[:, members], indicator_weights[..., None, members])
        for members in map(tree.members, range(len(tree.dimensions)))
    ]
    index = weighted_mean(np.stack(dimensions, axis=-1), dimension_weights[..., None, :])
    return competition_ranks(index, parameters.decimals)
