"""Other methods that could be defended as well: normalisation and aggregation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.method import Method
from bench.composite import normalisation
from bench.composite.hierarchy import Hierarchy

Floats = NDArray[np.float64]

OWN: Final = "own"
# Above 0, so that geometric means can be taken.
LOW: Final = 1.0
HIGH: Final = 100.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way from values to an index.

    Parameters
    ----------
    normalisation
        ``"own"`` (as the method says), or a name of `NORMALISATIONS`: on a scale of 1 to 100.
    aggregation
        ``"own"``, or what all groups are aggregated by.
    """

    normalisation: str = OWN
    aggregation: str = OWN


def _by_range(values: Floats) -> Floats:
    return normalisation.min_max(values, LOW, HIGH)


def _by_rank(values: Floats) -> Floats:
    return LOW + (HIGH - LOW) * normalisation.percentile_rank(values)


# Normalisations of (n, k), higher is better, onto 1 to 100.
NORMALISATIONS: Final[Mapping[str, Callable[[Floats], Floats]]] = MappingProxyType(
    {"min_max": _by_range, "rank": _by_rank}
)


def alternatives(hierarchy: Hierarchy, *, bounded: bool) -> tuple[Alternative, ...]:
    """Return the methods to draw from, the method itself first.

    Every normalisation goes with every aggregation: that of the method, the arithmetic and the
    geometric mean (OECD/JRC Handbook 2008, part 1, step 7). An aggregation that the method has
    already is not named twice; which of them rank alike all the same only the tables can tell
    (`bench.scoring.distinct_alternatives`).

    Parameters
    ----------
    hierarchy
        The aggregations of the method.
    bounded
        Whether the method's own scale has two ends, so that it can be moved above 0; if not, its
        scores go into no geometric mean.
    """
    own = {node.method for node in hierarchy.nodes}
    others = [name for name in ("arithmetic", "geometric") if own != {name}]
    return tuple(
        Alternative(scale, aggregation)
        for scale in (OWN, *NORMALISATIONS)
        for aggregation in (OWN, *others)
        if bounded or (scale, aggregation) != (OWN, "geometric")
    )


def aggregated_by(hierarchy: Hierarchy, aggregation: str) -> Hierarchy:
    """Return the hierarchy with one aggregation in all groups; ``"own"`` leaves it as it is."""
    if aggregation == OWN:
        return hierarchy
    nodes = tuple(dataclasses.replace(node, method=aggregation) for node in hierarchy.nodes)
    return dataclasses.replace(hierarchy, nodes=nodes)


def above_zero(scores: Floats, method: Method) -> Floats:
    """Move scores from the ends of the method's scale to 1 and 100, any shape."""
    low, high = method.ends
    return LOW + (scores - low) / (high - low) * (HIGH - LOW)


def draw_by_draw(normalise: Callable[[Floats], Floats], values: Floats) -> Floats:
    """Normalise each indicator over the regions of each draw.

    Parameters
    ----------
    normalise
        Takes and returns a table of regions × columns.
    values
        Shape (b, n, k); NaN is missing.

    Returns
    -------
    numpy.ndarray
        Shape (b, n, k).
    """
    draws, n, k = values.shape
    side_by_side = np.moveaxis(values, 1, 0).reshape(n, draws * k)
    return np.moveaxis(normalise(side_by_side).reshape(n, draws, k), 0, 1)
