"""Weights from judgements: the analytic hierarchy process on the parts of one whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.comparisons import LARGEST_GROUP, MOST, read_comparisons, shown
from bench.catalogue.model import Catalogue, Dimension, Indicator
from bench.composite.ahp import (
    MOST_INCONSISTENT,
    Judgement,
    completed,
    group_matrix,
    priorities,
)
from bench.errors import InputError

Floats = NDArray[np.float64]

# What stands for the top level where a group is named.
INDEX: Final = "index"


@dataclass(frozen=True, slots=True)
class Judged:
    """What judgements on the parts of one whole give.

    Parameters
    ----------
    weights
        Id of each part → weight, above 0; they sum to 1.
    ratio
        The consistency ratio, 0 where the judgements do not contradict each other.
    """

    weights: dict[str, float]
    ratio: float


def parts_of(catalogue: Catalogue, group: str) -> tuple[Dimension | Indicator, ...]:
    """Return the parts of a group by its id, or of the index.

    Raises
    ------
    KeyError
        There is no such group.
    """
    if group == INDEX:
        return catalogue.dimensions
    return {dimension.id: dimension.parts for dimension in catalogue.groups}[group]


def judged_weights(
    files: Sequence[Path], catalogue: Catalogue, group: str, place: str, *, forced: bool = False
) -> Judged:
    """Return the weights that pairwise judgements stand for (Saaty 1980).

    Parameters
    ----------
    files
        One table a judge, as for `read_comparisons`; the judges are combined by the geometric
        mean of each judgement (Aczél and Saaty 1983), and a pair that one left out is left to
        the others.
    catalogue, group
        Whose parts are compared: ``index``, or the id of a dimension or a group within one.
    place
        Where the tables are named, as messages begin.
    forced
        Whether judgements are used even where the consistency ratio is above 0.1.

    Raises
    ------
    InputError
        A table is to be mended, more than 15 parts are compared, nobody judged a pair, or the
        judgements contradict each other too much and are not forced.
    """
    parts = parts_of(catalogue, group)
    ids = [part.id for part in parts]
    if len(ids) > LARGEST_GROUP:
        raise InputError(
            "catalogue.too_many_parts",
            place=place,
            group=group,
            count=len(ids),
            limit=LARGEST_GROUP,
        )
    names = {p.id: (p.id.rsplit(".", 1)[-1], p.name.zh, p.name.en) for p in parts}
    matrices = [read_comparisons(path, names) for path in files]
    _check_pairs(matrices, ids, place)
    # The geometric mean of one would only add rounding.
    matrix = matrices[0] if len(matrices) == 1 else group_matrix(matrices)
    found = priorities(matrix, forced=True)
    if found.worst and found.consistency_ratio > MOST_INCONSISTENT and not forced:
        raise _inconsistent(matrix, found.worst, found.consistency_ratio, ids, place)
    return Judged(
        dict(zip(ids, found.weights.tolist(), strict=True)), float(found.consistency_ratio)
    )


def _check_pairs(matrices: Sequence[Floats], ids: Sequence[str], place: str) -> None:
    """Refuse a pair that nobody judged in either direction."""
    judged = np.any([~np.isnan(matrix) | ~np.isnan(matrix.T) for matrix in matrices], axis=0)
    np.fill_diagonal(judged, val=True)
    missing = np.argwhere(~judged)
    if len(missing):
        row, column = missing[0]
        raise InputError(
            "catalogue.pair_not_judged",
            place=place,
            row=ids[row],
            column=ids[column],
            count=len(missing) // 2,
        )


def _inconsistent(
    matrix: Floats, worst: Judgement, ratio: float, ids: Sequence[str], place: str
) -> InputError:
    row, column, given = worst.row, worst.column, worst.given
    # What the others say may lie beyond the scale.
    fitting = float(np.clip(worst.fitting, 1 / MOST, MOST))
    mended = completed(matrix)
    mended[row, column], mended[column, row] = fitting, 1 / fitting
    if given < 1:  # told the way round in which it is a whole number
        row, column, given, fitting = column, row, 1 / given, 1 / fitting
    return InputError(
        "catalogue.inconsistent",
        place=place,
        ratio=f"{ratio:.3f}",
        limit=MOST_INCONSISTENT,
        row=ids[row],
        column=ids[column],
        given=shown(given),
        fitting=shown(fitting),
        after=f"{priorities(mended, forced=True).consistency_ratio:.3f}",
    )
