"""Weights: how much each indicator counts in its dimension, and each dimension in the index."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.scoring.heaviest import Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class WeightTree:
    """Normalised weights of a catalogue's d dimensions and k indicators, in its order.

    Parameters
    ----------
    dimensions, indicators
        Their ids.
    parent
        Position of each indicator's dimension, shape (k,).
    dimension_weights
        Shape (d,); sums to 1.
    indicator_weights
        Shape (k,); sums to 1 within each dimension.
    """

    dimensions: tuple[str, ...]
    indicators: tuple[str, ...]
    parent: Integers
    dimension_weights: Floats
    indicator_weights: Floats

    @property
    def effective(self) -> Floats:
        """Share of each indicator in the index, shape (k,); sums to 1."""
        return self.dimension_weights[self.parent] * self.indicator_weights

    def members(self, dimension: int) -> Integers:
        """Positions of the indicators of the dimension at position ``dimension``."""
        return np.flatnonzero(self.parent == dimension).astype(np.int64)


def weight_tree(catalogue: Catalogue, values: Mapping[str, float]) -> WeightTree:
    """Normalise ``values`` over a catalogue, so that the parts of each whole sum to 1.

    Parameters
    ----------
    catalogue
        The dimensions and their indicators.
    values
        Weight of every dimension and indicator id; only ratios within one whole matter.

    Raises
    ------
    InputError
        A weight is missing, negative or not a finite number, or all parts of one whole weigh 0.
    """
    dimensions = tuple(dimension.id for dimension in catalogue.dimensions)
    groups = [tuple(i.id for i in dimension.indicators) for dimension in catalogue.dimensions]
    shares = [
        normalised_weights({name: _weight(values, name) for name in group}, whole)
        for group, whole in zip(groups, dimensions, strict=True)
    ]
    return WeightTree(
        dimensions=dimensions,
        indicators=tuple(name for group in groups for name in group),
        parent=np.repeat(np.arange(len(groups)), [len(group) for group in groups]),
        dimension_weights=normalised_weights(
            {name: _weight(values, name) for name in dimensions}, "index"
        ),
        indicator_weights=np.concatenate(shares),
    )


def normalised_weights(weights: Mapping[str, float], whole: str) -> Floats:
    """Return ``weights`` divided by their sum.

    Parameters
    ----------
    weights
        Weight by id of the parts of one whole.
    whole
        Its id, for messages.

    Raises
    ------
    InputError
        A weight is negative or not a finite number, or all are 0.
    """
    for name, value in weights.items():
        if not math.isfinite(value):
            raise InputError("scoring.weight_not_finite", name=name, value=value)
        if value < 0:
            raise InputError("scoring.negative_weight", name=name, value=value)
    largest = max(weights.values(), default=0.0)
    if largest == 0:
        raise InputError("scoring.all_zero_weights", whole=whole, parts=", ".join(weights))
    # Dividing by the largest first keeps very large and very small weights from overflowing.
    scaled = np.array([value / largest for value in weights.values()], dtype=np.float64)
    return np.asarray(scaled / scaled.sum(), dtype=np.float64)


def _weight(values: Mapping[str, float], name: str) -> float:
    if name not in values:
        raise InputError("scoring.missing_weight", name=name)
    return float(values[name])
