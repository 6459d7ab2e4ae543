"""Which alternatives rank alike whatever is drawn: of these only one is drawn."""

from __future__ import annotations

from typing import Final

import numpy as np

from bench.composite.hierarchy import Hierarchy
from bench.composite.ranks import competition_ranks
from bench.scoring.alternatives import Alternative, aggregated_by
from bench.scoring.heaviest import Flags, Floats
from bench.scoring.simulation import RankingModel, normalised

_TRIALS: Final = 3
_CLOSE: Final = 1e-9


def distinct_alternatives(model: RankingModel) -> tuple[Alternative, ...]:
    """Return the alternatives of a model without those that rank as an earlier one does.

    Two with the same aggregations rank alike under all weights where one table is made of the
    other by a function that these aggregations do not see: multiplied by a positive number, the
    same everywhere, for means; moved by a number as well for arithmetic means; anything that keeps
    the order of each column for Copeland's rule. So min–max stands only once where the method
    itself is min–max, on whatever scale, or distance to the best.

    Whether it is so for every draw of claims is seen from evidence made up at random (always the
    same), as a relation that holds there holds for all.

    Parameters
    ----------
    model
        What is ranked; of its alternatives the first always stays.
    """
    trials = _trial_evidence(model)
    found: list[tuple[Alternative, Hierarchy, Floats]] = []
    for alternative in model.alternatives:
        tree = aggregated_by(model.hierarchy, alternative.aggregation)
        table = normalised(model, trials, alternative)
        alike = (_rank_alike(other, table, tree) for _, own, other in found if own == tree)
        if not any(alike):
            found.append((alternative, tree, table))
    return tuple(alternative for alternative, _, _ in found)


def _trial_evidence(model: RankingModel) -> Floats:
    """Return evidence without ties that the saturation still tells apart, shape (trials, n, e)."""
    size = (_TRIALS, *model.unread.shape)
    return np.random.default_rng(0).uniform(0.1, 2.0, size) * model.saturation


def _rank_alike(one: Floats, other: Floats, tree: Hierarchy) -> bool:
    """Tell whether two tables (b, n, k) rank the regions alike under all weights of a tree."""
    missing: Flags = np.isnan(one)
    if (missing != np.isnan(other)).any():
        return False
    leaves = len(tree.leaves)
    methods = {node.method for node in tree.nodes}
    above = {node.method for node in tree.nodes if min(node.children) < leaves}
    if above == {"copeland"}:
        return all(
            np.array_equal(competition_ranks(a.T), competition_ranks(b.T), equal_nan=True)
            for a, b in zip(one, other, strict=True)
        )
    may_move = methods == {"arithmetic"}
    may_grow = methods <= {"arithmetic", "geometric", "harmonic"}
    return all(
        _made_of(a[~gaps], b[~gaps], may_grow=may_grow, may_move=may_move)
        for a, b, gaps in zip(one, other, missing, strict=True)
    )


def _made_of(one: Floats, other: Floats, *, may_grow: bool, may_move: bool) -> bool:
    """Tell whether one list of numbers is the other, made larger and moved as far as allowed."""
    if not one.size:
        return True
    factor, shift = 1.0, 0.0
    low, high = one.argmin(), one.argmax()
    if may_move and one[high] > one[low]:
        factor = (other[high] - other[low]) / (one[high] - one[low])
        shift = other[low] - factor * one[low]
    elif may_move:
        shift = other[low] - one[low]
    elif may_grow and one[high] != 0:
        factor = other[high] / one[high]
    size = np.abs(other).max()
    return bool(factor > 0 and np.allclose(one * factor + shift, other, rtol=0, atol=_CLOSE * size))
