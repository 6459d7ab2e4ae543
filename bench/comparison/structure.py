"""How alike regions are in structure: in size, wealth, what they live on; not in policy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.normalisation import constant_columns, z_score
from bench.composite.outliers import skewness
from bench.errors import BenchError
from bench.scoring.listing import Names
from bench.scoring.ranking import Candidate
from bench.statistics.schema import Statistics
from bench.statistics.selection import matrix

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# What is more skewed than this, and positive, is compared by its logarithm: otherwise one
# Shanghai makes all other populations alike.
_SKEWED: Final = 1.0
# Two regions are compared on the characteristics that both have, if these are at least half.
_LEAST_SHARED: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """How far apart n regions are in structure.

    Parameters
    ----------
    distance
        Shape (n, n), not negative, symmetrical, 0 on the diagonal: a difference of 1 is one
        standard deviation on the average characteristic. NaN where two regions share too few.
    characteristics
        Names of those that are compared.
    logarithms
        Those among them that are compared by their logarithm.
    notes
        What was left out, and why.
    """

    distance: Floats
    characteristics: tuple[str, ...]
    logarithms: tuple[str, ...]
    notes: tuple[BenchError, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether no two regions can be compared."""
        return bool(np.isnan(self.distance[~np.eye(len(self.distance), dtype=np.bool_)]).all())


def structural_distance(values: Floats) -> tuple[Floats, Flags]:
    """Return how far apart regions are, and which columns were compared by their logarithm.

    Each column is standardised to mean 0 and standard deviation 1 (logarithms first, where it is
    positive and its skewness is above 1); the distance of two regions is the root of the mean
    squared difference over the columns that both have: Euclid's, as Gower (1971) deals with gaps.

    Parameters
    ----------
    values
        Shape (n, k), n regions by k characteristics; NaN where there is no value. A column
        without differences says nothing and is left out.

    Returns
    -------
    distance, logarithms
        Shapes (n, n) and (k,). The distance is NaN where two regions share fewer than half of the
        columns that differ.
    """
    varying = ~constant_columns(values) & (np.sum(~np.isnan(values), axis=0) > 1)
    positive = np.all(np.isnan(values) | (values > 0), axis=0)
    logarithms = varying & positive & (np.nan_to_num(skewness(values)) > _SKEWED)
    logged = np.where(logarithms, np.log(np.where(logarithms, values, 1.0)), values)
    scores = z_score(logged)[:, varying]
    n = len(values)
    apart = scores[:, None, :] - scores[None, :, :]
    shared = ~np.isnan(apart)
    count = shared.sum(axis=2)
    squares = np.where(shared, apart * apart, 0.0).sum(axis=2)
    distance = np.sqrt(squares / np.maximum(count, 1))
    enough = (count > 0) & (count >= _LEAST_SHARED * scores.shape[1])
    distance = np.where(enough, distance, np.nan)
    distance[np.arange(n), np.arange(n)] = 0.0
    return distance, logarithms


def structure_of(
    statistics: Statistics, regions: Sequence[Candidate], scored: Collection[str] = ()
) -> Structure:
    """Compare regions by the user's own statistics.

    Parameters
    ----------
    statistics
        One value a region × characteristic (`bench.statistics.selection.latest`).
    regions
        The n regions, in order.
    scored
        Names and ids of what is scored: performance is no structure, and is left out.

    Returns
    -------
    Structure
        Notes tell what was left out: characteristics that are scored, that have no differences
        among the regions or no value of them, and regions without enough values.
    """
    table = statistics.table
    names = list(dict.fromkeys(table["indicator"]))
    kept = [name for name in names if name not in set(scored)]
    notes = [
        BenchError("comparison.scored_characteristic", name=name)
        for name in names
        if name not in kept
    ]
    values = matrix(statistics, [region.code for region in regions], kept)
    same = constant_columns(values) | (np.sum(~np.isnan(values), axis=0) < 2)
    notes += [
        BenchError("comparison.constant_characteristic", name=name)
        for name, is_same in zip(kept, same.tolist(), strict=True)
        if is_same
    ]
    distance, logarithms = structural_distance(values)
    others = ~np.eye(len(regions), dtype=np.bool_)
    alone = np.all(np.isnan(distance) | ~others, axis=1)
    if len(regions) > 1 and alone.any():
        left = [region.name for region, no in zip(regions, alone.tolist(), strict=True) if no]
        names_left = Names(tuple(left))
        notes.append(BenchError("comparison.no_structure", count=len(left), regions=names_left))
    return Structure(
        distance,
        tuple(name for name, is_same in zip(kept, same.tolist(), strict=True) if not is_same),
        tuple(name for name, is_log in zip(kept, logarithms.tolist(), strict=True) if is_log),
        tuple(notes),
    )
