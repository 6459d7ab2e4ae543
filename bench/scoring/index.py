"""From indicators to dimensions to the index, and how much of it was read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.composite.coverage import weighted_availability
from bench.composite.hierarchy import Hierarchy, effective_weights
from bench.composite.index import compose
from bench.errors import InputError
from bench.scoring.heaviest import Flags, Floats


def oriented(scores: Floats, lower_is_better: Flags, most: float = 100.0) -> Floats:
    """Return scores of which more is better: most − score where the catalogue says ``lower``.

    Parameters
    ----------
    scores
        Shape (n, k), 0 to ``most`` or NaN.
    lower_is_better
        Shape (k,).
    """
    return np.where(lower_is_better, most - scores, scores)


def composed(
    scores: Floats, hierarchy: Hierarchy, weights: Sequence[Floats] | None = None
) -> Floats:
    """Return the scores of all groups, the index last (see `bench.composite.index.compose`).

    Raises
    ------
    InputError
        An aggregation cannot use the scores (a geometric mean of 0, say); the message tells why.
    """
    try:
        return compose(scores, hierarchy, weights)
    except ValueError as error:
        why = str(error).replace("''", "'index'")
        raise InputError("scoring.cannot_aggregate", why=why) from error


def groups_of(composed_scores: Floats, hierarchy: Hierarchy, ids: Sequence[str]) -> Floats:
    """Return the columns of the groups with these ids, shape (…, n, d)."""
    place = {node.id: i for i, node in enumerate(hierarchy.nodes)}
    return composed_scores[..., [place[name] for name in ids]]


def coverage(scores: Floats, hierarchy: Hierarchy) -> Floats:
    """Return the share of effective weight on cells that have a score, shape (n,), 0 to 1."""
    return np.minimum(weighted_availability(scores, effective_weights(hierarchy)), 1.0)
