"""Index: the scores of a whole hierarchy, and what they would be without one of its parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bench.composite.aggregation import METHODS
from bench.composite.hierarchy import Hierarchy
from bench.composite.ranks import ranked

Floats = NDArray[np.float64]


def compose(
    normalised: Floats, hierarchy: Hierarchy, weights: Sequence[Floats] | None = None
) -> Floats:
    """Aggregate normalised indicators from the bottom of a hierarchy to its root.

    COINr ``Aggregate`` with a method, weights and threshold for each group.

    Parameters
    ----------
    normalised
        Shape (…, n, k), columns in the order of the hierarchy's leaves; NaN is missing. The
        leading axes are draws.
    hierarchy
        What aggregates into what, and how.
    weights
        Weights to use in place of the hierarchy's own: for each of its m nodes the weights of
        the node's children, shape (…, children), with draws as leading axes. A child of weight 0
        counts as present, a node whose children all weigh 0 has no score.

    Returns
    -------
    numpy.ndarray
        Scores of the inner nodes, shape (…, n, m), the index last; NaN where a node's
        aggregation gives none.

    Raises
    ------
    ValueError
        The table has not one column for each leaf, ``weights`` not one array of fitting shape for
        each node, or an aggregation cannot use the scores it is given (the message names the
        node).
    """
    leaves = len(hierarchy.leaves)
    if normalised.shape[-1] != leaves:
        raise ValueError(f"{normalised.shape[-1]} columns for {leaves} leaves: one each is needed")
    if weights is None:
        weights = [np.array(node.weights) for node in hierarchy.nodes]
    if [w.shape[-1] for w in weights] != [len(node.children) for node in hierarchy.nodes]:
        raise ValueError("each node of the hierarchy needs an array with a weight for each child")
    scores: list[Floats] = []
    for node, own in zip(hierarchy.nodes, weights, strict=True):
        try:
            score = METHODS[node.method](
                _table(normalised, scores, node.children), own, node.threshold
            )
        except ValueError as error:
            raise ValueError(f"{node.id!r}: {error}") from error
        scores.append(score)
    return _side_by_side(scores)


def leave_one_out(normalised: Floats, hierarchy: Hierarchy, decimals: int) -> tuple[Floats, Floats]:
    """Compose and rank the index without each leaf, and without all below each inner node.

    A part is left out by giving it the weight 0 in its parent, so the weights of its siblings are
    scaled up and it still counts as present for the parent's threshold; a parent left with
    nothing that weighs has no score. COINr ``remove_elements``.

    Parameters
    ----------
    normalised
        Shape (n, k); NaN is missing.
    hierarchy
        What aggregates into what, and how.
    decimals
        For rounding before ranking.

    Returns
    -------
    index, ranks
        Shape (k + m − 1, n): row p is without what stands at position p of the hierarchy (the root
        cannot be left out); NaN where a region has no index.

    Raises
    ------
    ValueError
        As of `compose`.
    """
    removed = len(hierarchy.leaves) + len(hierarchy.nodes) - 1
    weights = [np.tile(np.array(node.weights), (removed, 1)) for node in hierarchy.nodes]
    for node, own in zip(hierarchy.nodes, weights, strict=True):
        own[list(node.children), range(len(node.children))] = 0.0
    index = compose(normalised, hierarchy, weights)[..., -1]
    return index, ranked(index, decimals)


def _table(normalised: Floats, scores: Sequence[Floats], children: Sequence[int]) -> Floats:
    """Return the scores of a node's children, shape (…, n, children)."""
    leaves = normalised.shape[-1]
    if all(child < leaves for child in children):
        return normalised[..., list(children)]
    columns = [
        normalised[..., child] if child < leaves else scores[child - leaves] for child in children
    ]
    return _side_by_side(columns)


def _side_by_side(columns: Sequence[Floats]) -> Floats:
    # One block of memory a column, which makes sums along the last axis over many draws fast.
    return np.moveaxis(np.stack(np.broadcast_arrays(*columns)), 0, -1)
