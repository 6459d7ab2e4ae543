"""Scored cells weighed and aggregated: the index of each region, and whether it is ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.composite.hierarchy import Hierarchy
from bench.scoring.data_weights import data_weights
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.scoring.index import composed, coverage
from bench.scoring.parameters import default_parameters
from bench.scoring.ranking import Bar
from bench.scoring.weights import weighted_hierarchy


class Weighable(Protocol):
    """What weights are laid on: the part of `bench.scoring.cells.Cells` that is needed for it."""

    @property
    def normalised(self) -> Floats:
        """Shape (n, k), higher is better; NaN where there is nothing."""

    @property
    def read(self) -> Floats:
        """As ``normalised``, NaN also where a value was imputed."""

    @property
    def claims(self) -> Integers:
        """Distinct claims of each region, shape (n,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Aggregated:
    """What cells come to under a set of weights.

    Parameters
    ----------
    hierarchy
        The weights as used: by the data where the method says so.
    groups
        Scores of all groups, the index last, not rounded; shape (n, groups).
    index
        Shape (n,), rounded to the tolerance of ranks; NaN where nothing was read.
    coverage
        Share of weight on cells that were read, shape (n,), 0 to 1.
    ranked
        Which regions are ranked, shape (n,).
    """

    hierarchy: Hierarchy
    groups: Floats
    index: Floats
    coverage: Floats
    ranked: Flags


def aggregated(
    cells: Weighable, catalogue: Catalogue, weights: Mapping[str, float], method: Method, bar: Bar
) -> Aggregated:
    """Weigh and aggregate cells, and tell who is ranked.

    Parameters
    ----------
    cells
        What is aggregated.
    catalogue, weights
        The hierarchy, and the weights given: dimension or indicator id → weight.
    method
        Its weighting and its tolerance of ranks are used.
    bar
        What a region needs to be ranked.

    Raises
    ------
    InputError
        The weights or an aggregation cannot be used on the cells.
    """
    values = data_weights(cells.normalised, catalogue, weights, method.weighting)
    hierarchy = weighted_hierarchy(catalogue, values)
    groups = composed(cells.normalised, hierarchy, catalogue=catalogue)
    index = np.round(groups[:, -1], method.decimals) + 0.0  # no -0
    # How much was read is no score: the tolerance of ranks does not round it.
    read = np.round(coverage(cells.read, hierarchy), default_parameters().decimals)
    return Aggregated(hierarchy, groups, index, read, bar.passed(cells.claims, read, index))


def bar_of(catalogue: Catalogue, min_claims: int, min_coverage: float) -> Bar:
    """Return what a region needs to be ranked; claims only where the catalogue asks for any."""
    return Bar(min_claims if catalogue.evidence_indicators else 0, min_coverage)
