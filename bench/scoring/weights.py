"""Weights: the hierarchy of a catalogue, with how much each part counts in its whole."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from bench.catalogue.model import Catalogue
from bench.composite.hierarchy import Group, Hierarchy, build_hierarchy
from bench.errors import InputError
from bench.scoring.heaviest import Floats

# The root. It cannot be the id of a dimension, which begins with a letter.
INDEX = ""


def weighted_hierarchy(catalogue: Catalogue, values: Mapping[str, float]) -> Hierarchy:
    """Return the hierarchy of a catalogue with normalised weights.

    Parameters
    ----------
    catalogue
        The dimensions, the groups within them, and the indicators.
    values
        Weight of every id; only ratios within one whole matter.

    Returns
    -------
    Hierarchy
        Its leaves are the indicators in the catalogue's order, its root is ``INDEX``.

    Raises
    ------
    InputError
        A weight is missing, negative or not a finite number, or all parts of one whole weigh 0.
    """
    groups = {
        group.id: Group(
            _checked([part.id for part in group.parts], values, group.id),
            group.aggregation,
            group.threshold,
        )
        for group in catalogue.groups
    }
    groups[INDEX] = Group(
        _checked([dimension.id for dimension in catalogue.dimensions], values, "index"),
        catalogue.aggregation,
        catalogue.threshold,
    )
    return build_hierarchy([indicator.id for indicator in catalogue.indicators], groups)


def _checked(parts: list[str], values: Mapping[str, float], whole: str) -> dict[str, float]:
    shares = normalised_weights({name: _weight(values, name) for name in parts}, whole)
    return dict(zip(parts, shares.tolist(), strict=True))


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
