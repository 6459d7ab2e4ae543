"""Weights from judgements: the analytic hierarchy process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Mean consistency index of random matrices of order 1, 2, … 15: Saaty 1980.
RANDOM_INDEX: Final = (
    *(0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    *(1.51, 1.48, 1.56, 1.57, 1.59),
)
# Above this consistency ratio judgements should be looked at again: Saaty 1980.
MOST_INCONSISTENT: Final = 0.1
# How far a_ij a_ji may be from 1: reciprocals are often typed with two decimals (0.33, 0.14).
RECIPROCAL_TOLERANCE: Final = 0.05

_TIES: Final = 9  # decimals, of logarithms


@dataclass(frozen=True, slots=True)
class Judgement:
    """One comparison: how many times as important ``row`` is as ``column``.

    Parameters
    ----------
    row, column
        Positions in the matrix, from 0; ``row`` is the smaller.
    given
        What was judged.
    fitting
        What the other judgements say of the two, whatever was given.
    """

    row: int
    column: int
    given: float
    fitting: float


@dataclass(frozen=True, slots=True, eq=False)
class Priorities:
    """Weights from a comparison matrix of order k, and how consistent it is.

    Parameters
    ----------
    weights
        Shape (k,), above 0; sums to 1.
    lambda_max
        Principal eigenvalue; k where the judgements are wholly consistent, else more.
    consistency_index
        (λ_max − k) / (k − 1).
    consistency_ratio
        The index divided by Saaty's random index of that order; 0 for k ≤ 2.
    worst
        The judgement furthest from what the others say; of several as far, the one of which they
        say something nearest to 1. None for k = 1.
    """

    weights: Floats
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    worst: Judgement | None


def priorities(matrix: Floats, *, forced: bool = False) -> Priorities:
    """Return the weights that a pairwise comparison matrix stands for (Saaty 1980).

    The weights are the principal right eigenvector. Which judgement is worst is told by
    `without_itself`: by the weights of all, it would have a say in what is held against it.

    Parameters
    ----------
    matrix
        Shape (k, k), k up to 15: a_ij says how many times as important i is as j. NaN as for
        `completed`.
    forced
        Whether to return weights even where the consistency ratio is above 0.1.

    Raises
    ------
    ValueError
        As for `completed`; the order is above 15; the consistency ratio is above 0.1 (it and
        the worst judgement are named) and ``forced`` is not set.
    """
    full = completed(matrix)
    k = len(full)
    if k > len(RANDOM_INDEX):
        raise ValueError(
            f"{k} indicators are compared, more than {len(RANDOM_INDEX)}; group them and compare "
            "within the groups"
        )
    values, vectors = np.linalg.eig(full)
    principal = int(np.argmax(values.real))
    vector = np.abs(vectors[:, principal].real)
    weights = np.asarray(vector / vector.sum(), dtype=np.float64)
    lambda_max = max(float(values[principal].real), float(k))  # rounding aside it is never below
    index = (lambda_max - k) / (k - 1) if k > 1 else 0.0
    ratio = index / RANDOM_INDEX[k - 1] if k > 2 else 0.0
    worst = _worst(full)
    if worst is not None and ratio > MOST_INCONSISTENT and not forced:
        raise ValueError(
            f"the consistency ratio {ratio:.3f} is above {MOST_INCONSISTENT}; furthest from the "
            f"other judgements is row {worst.row}, column {worst.column} (from 0): "
            f"{worst.given:.3g} was given, {worst.fitting:.3g} would fit"
        )
    return Priorities(weights, lambda_max, index, ratio, worst)


def completed(matrix: Floats) -> Floats:
    """Return a comparison matrix made whole and exactly reciprocal.

    Where one half of a pair is NaN it becomes the reciprocal of the other; a diagonal of NaN
    becomes 1. Of a pair that is reciprocal within 5 % the larger is kept, since that is the one
    judged, and the smaller becomes its reciprocal.

    Parameters
    ----------
    matrix
        Shape (k, k), above 0 or NaN.

    Raises
    ------
    ValueError
        The matrix is not square, an entry is not a finite number above 0, the diagonal is not
        1, a pair is not reciprocal or missing on both sides (the pair is named).
    """
    full = _reciprocal(matrix)
    _require_pairs(full)
    return full


def group_matrix(matrices: Sequence[Floats]) -> Floats:
    """Return the judgements of several people as one matrix: the geometric mean of each entry.

    It is the only mean that keeps a matrix reciprocal (Aczél and Saaty 1983).

    Parameters
    ----------
    matrices
        One matrix of shape (k, k) a judge, as for `completed`; a pair that a judge left out on
        both sides is left to the others.

    Raises
    ------
    ValueError
        There are no matrices, their shapes differ, one is refused as by `completed`, or nobody
        judged a pair.
    """
    if not matrices:
        raise ValueError("there are no judgements to combine")
    if len({matrix.shape for matrix in matrices}) > 1:
        raise ValueError("the matrices of the judges differ in shape")
    logs = np.log(np.stack([_reciprocal(matrix) for matrix in matrices]))
    judged = (~np.isnan(logs)).sum(axis=0)
    mean = np.nansum(logs, axis=0) / np.where(judged > 0, judged, np.nan)
    group = np.asarray(np.exp(mean), dtype=np.float64)
    _require_pairs(group)
    return group


def _reciprocal(matrix: Floats) -> Floats:
    """Check a matrix and make it reciprocal; pairs missing on both sides stay NaN."""
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise ValueError(f"a comparison matrix must be square, not {matrix.shape}")
    wrong = ~np.isnan(matrix) & ~(np.isfinite(matrix) & (matrix > 0))
    if wrong.any():
        raise ValueError(f"{_place(wrong)} is not a number above 0")
    filled = np.where(np.isnan(matrix), 1.0 / matrix.T, matrix)
    off = np.abs(filled * filled.T - 1.0) > RECIPROCAL_TOLERANCE
    if off.any():
        raise ValueError(f"{_place(off)} is not the reciprocal of its mirror image")
    exact = np.where(filled > filled.T, filled, 1.0 / filled.T)
    exact[filled == filled.T] = 1.0
    np.fill_diagonal(exact, 1.0)
    return exact


def _require_pairs(matrix: Floats) -> None:
    missing = np.isnan(matrix)
    if missing.any():
        raise ValueError(f"{_place(missing)} was not judged, nor its mirror image")


def without_itself(matrix: Floats) -> Floats:
    """Return for each judgement what the others say of the same two parts.

    The logarithmic least-squares fit (Crawford and Williams 1985) of an incomplete matrix, that
    without the one judgement; leaving it out keeps it from bending the value that it is measured
    by, as in the incomplete matrices of Harker (1987). With k parts each judgement has the same
    leverage, 2 / k, so the fit without it follows from the residual e of the fit of all, as for
    any least squares (Cook and Weisberg 1982): a_ij · exp(−e_ij · k / (k − 2)).

    Parameters
    ----------
    matrix
        Shape (k, k), whole and reciprocal: what `completed` returns.

    Returns
    -------
    numpy.ndarray
        Shape (k, k), reciprocal, above 0; of fewer than three parts, the matrix itself, as
        nothing else is said of them. Where all other judgements agree, what they say.
    """
    k = len(matrix)
    if k < 3:
        return matrix.copy()
    logs = np.log(matrix)
    centre = logs.mean(axis=1)
    residuals = logs - (centre[:, None] - centre[None, :])
    return np.asarray(np.exp(logs - residuals * k / (k - 2)), dtype=np.float64)


def _worst(matrix: Floats) -> Judgement | None:
    k = len(matrix)
    if k == 1:
        return None
    fitting = without_itself(matrix)
    rows, columns = np.triu_indices(k, 1)
    misfit = np.abs(np.log(matrix / fitting))[rows, columns]
    extremity = np.abs(np.log(fitting))[rows, columns]
    # Of three parts all judgements fit equally badly: told is the one with the mildest mend.
    order = np.lexsort((np.round(extremity, _TIES), -np.round(misfit, _TIES)))
    row, column = int(rows[order[0]]), int(columns[order[0]])
    return Judgement(row, column, float(matrix[row, column]), float(fitting[row, column]))


def _place(flags: NDArray[np.bool_]) -> str:
    row, column = np.argwhere(flags)[0]
    return f"the entry in row {row}, column {column} (from 0)"
