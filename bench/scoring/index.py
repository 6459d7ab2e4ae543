"""From indicators to dimensions to the index, and how much of it was read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.catalogue.model import Catalogue
from bench.composite.coverage import weighted_availability
from bench.composite.hierarchy import Hierarchy, effective_weights
from bench.composite.index import compose
from bench.errors import BenchError, InputError
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
    scores: Floats,
    hierarchy: Hierarchy,
    weights: Sequence[Floats] | None = None,
    catalogue: Catalogue | None = None,
) -> Floats:
    """Return the scores of all groups, the index last (see `bench.composite.index.compose`).

    Parameters
    ----------
    scores, hierarchy, weights
        As for `compose`.
    catalogue
        What the parts are called and where they stand, for messages; without it they go by id.

    Raises
    ------
    InputError
        An aggregation cannot use the scores: a geometric mean of 0, or TOPSIS of regions that
        are all alike.
    """
    try:
        return compose(scores, hierarchy, weights)
    except ValueError as error:
        refusal = _refusal(scores, hierarchy, weights, catalogue)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(
    scores: Floats,
    hierarchy: Hierarchy,
    weights: Sequence[Floats] | None,
    catalogue: Catalogue | None,
) -> InputError | None:
    """Return why the first group that cannot be aggregated cannot; None for other mistakes."""
    leaves = hierarchy.leaves
    if scores.shape[-1] != len(leaves):
        return None
    below: list[Floats] = [scores[..., j] for j in range(len(leaves))]
    for i, node in enumerate(hierarchy.nodes):
        told: dict[str, object] = {
            "place": _place(node.id, catalogue),
            "aggregation": BenchError(f"method.aggregation_{node.method}"),
        }
        if node.method in ("geometric", "harmonic"):
            for child in node.children:
                if (below[child] <= 0).any():
                    part, least = hierarchy.ids[child], np.nanmin(below[child])
                    told |= {"part": _name(part, catalogue), "least": f"{least:.6g}"}
                    return InputError("scoring.mean_of_zero", **told)
        try:
            part_of = Hierarchy(leaves, hierarchy.nodes[: i + 1])
            made = compose(scores, part_of, None if weights is None else weights[: i + 1])
        except ValueError:
            if node.method != "topsis":
                return None
            return InputError("scoring.all_alike", whole=_name(node.id, catalogue), **told)
        below.append(made[..., -1])
    return None


def _name(part: str, catalogue: Catalogue | None) -> object:
    if not part:
        return BenchError("method.index")
    return part if catalogue is None else catalogue.name_of(part)


def _place(part: str, catalogue: Catalogue | None) -> object:
    return (part or "aggregation") if catalogue is None else catalogue.place_of(part)


def groups_of(composed_scores: Floats, hierarchy: Hierarchy, ids: Sequence[str]) -> Floats:
    """Return the columns of the groups with these ids, shape (…, n, d)."""
    place = {node.id: i for i, node in enumerate(hierarchy.nodes)}
    return composed_scores[..., [place[name] for name in ids]]


def coverage(scores: Floats, hierarchy: Hierarchy) -> Floats:
    """Return the share of effective weight on cells that have a score, shape (n,), 0 to 1."""
    return np.minimum(weighted_availability(scores, effective_weights(hierarchy)), 1.0)
