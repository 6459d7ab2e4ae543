"""Which source of uncertainty moves the ranking: variance-based sensitivity indices (Sobol')."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Alternatives of a source that is a random seed. The quasi-random numbers have this many steps.
SEEDS: Final = 2**30
# A standard deviation below this part of the largest absolute output is mere rounding.
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """Sensitivity indices of s sources on one output, shape (s,), or on p, shape (s, p).

    All are NaN for an output that never varies (there is no variance to share out) or is missing
    in any sample (leaving samples out would break the pairs of the design).

    Parameters
    ----------
    first
        First order: the part of the output's variance that would go if the source were fixed.
    total
        Total order: the part that would stay if all other sources were fixed, the source's own
        and its interactions with others. 0 for a source that does nothing.
    first_error, total_error
        Their standard errors.
    """

    first: Floats
    total: Floats
    first_error: Floats
    total_error: Floats


def first_and_total(
    evaluate: Callable[[Integers], Floats],
    sources: Sequence[int],
    base_samples: int,
    rng: np.random.Generator,
) -> Sensitivity:
    """Estimate first- and total-order indices of independent sources of uncertainty.

    Two samples A and B and, for each source i, A with the column i of B (A_B^i) are evaluated:
    s + 2 evaluations of ``base_samples`` rows. With V the variance of the output over A and B,

    - first order: mean(f(B) (f(A_B^i) − f(A))) / V (Saltelli et al. 2010, Computer Physics
      Communications 181, 259–270, table 2 b);
    - total order: mean((f(A) − f(A_B^i))²) / 2V (Jansen 1999; table 2 f there).

    As there, outputs are centred first, and A and B are halves of one Sobol' sequence
    (scrambled). Estimates of small first-order indices can fall a little below 0; they are not
    cut off, since that would hide their error.

    Parameters
    ----------
    evaluate
        From a design, shape (m, s) of integers, to outputs, shape (m,) or (m, p): for example
        the average shift in rank, or each region's rank. Entry (j, i) says which alternative of
        source i holds in row j: the position of a method in a list, or the number of a draw of
        weights or claims. The same entry must always mean the same.
    sources
        How many equally likely alternatives each source has, 1 to ``SEEDS``; use ``SEEDS`` for
        a source that takes the number as a seed.
    base_samples
        A power of 2, at least 2.
    rng
        The random numbers.

    Raises
    ------
    ValueError
        There is no source, a source has too few or too many alternatives, ``base_samples`` is
        no power of 2, or an output has the wrong shape or is infinite.
    """
    if not sources or min(sources) < 1 or max(sources) > SEEDS:
        raise ValueError(f"each source needs 1 to {SEEDS} alternatives: {list(sources)}")
    if base_samples < 2 or base_samples & (base_samples - 1):
        raise ValueError(f"the base samples must be a power of 2, at least 2, not {base_samples}")
    a, b = _base_designs(sources, base_samples, rng)
    of_a, of_b = _outputs(evaluate, a), _outputs(evaluate, b)
    of_ab = []
    for source in range(len(sources)):
        mixed = a.copy()
        mixed[:, source] = b[:, source]
        of_ab.append(_outputs(evaluate, mixed))
    return sensitivity(of_a, of_b, np.stack(of_ab))


def sensitivity(of_a: Floats, of_b: Floats, of_ab: Floats) -> Sensitivity:
    """Estimate the indices from outputs at hand; see ``first_and_total``.

    The standard error of each ratio of means is that of its linear part (delta method; Janon et
    al. 2014, ESAIM: Probability and Statistics 18, 342–364). It takes the samples for
    independent, so it is too large rather than too small where they are quasi-random.

    Parameters
    ----------
    of_a, of_b
        Outputs of the samples A and B, shape (m,) or (m, p).
    of_ab
        Outputs of A with column i from B, shape (s, m) or (s, m, p).

    Raises
    ------
    ValueError
        The shapes do not fit.
    """
    if of_a.shape != of_b.shape or of_ab.shape[1:] != of_a.shape or len(of_a) < 2:
        raise ValueError(
            f"outputs of shapes {of_a.shape}, {of_b.shape} and {of_ab.shape} do not fit"
        )
    mean = (of_a.mean(axis=0) + of_b.mean(axis=0)) / 2
    a, b, ab = of_a - mean, of_b - mean, of_ab - mean
    squares = (a**2 + b**2) / 2
    variance = squares.mean(axis=0)
    largest = np.maximum(np.abs(of_a).max(axis=0), np.abs(of_b).max(axis=0))
    whole = ~np.isnan(of_ab).any(axis=(0, 1))
    varies = whole & (variance > (_ROUNDING * largest) ** 2)  # false where it is NaN
    scale = np.where(varies, variance, np.nan)
    first, first_error = _ratio(b * (ab - a), squares, scale)
    total, total_error = _ratio((a - ab) ** 2 / 2, squares, scale)
    return Sensitivity(first, total, first_error, total_error)


def _base_designs(
    sources: Sequence[int], samples: int, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Return the samples A and B, shape (samples, s) each, entries below ``sources``."""
    sequence = qmc.Sobol(2 * len(sources), scramble=True, rng=rng)
    levels = np.tile(np.asarray(sources, dtype=np.int64), 2)
    design = (sequence.random(samples) * levels).astype(np.int64)
    return design[:, : len(sources)], design[:, len(sources) :]


def _outputs(evaluate: Callable[[Integers], Floats], design: Integers) -> Floats:
    """Evaluate a design and check what comes back."""
    outputs = np.asarray(evaluate(design), dtype=np.float64)
    if outputs.ndim not in (1, 2) or len(outputs) != len(design):
        raise ValueError(
            f"outputs must have the shape ({len(design)},) or ({len(design)}, p), "
            f"not {outputs.shape}"
        )
    if np.isinf(outputs).any():
        raise ValueError("outputs must be finite or missing (NaN)")
    return outputs


def _ratio(parts: Floats, squares: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Return the mean of ``parts`` (s, m, …) by that of ``squares`` (m, …), and its error."""
    ratio = parts.mean(axis=1) / scale
    linear = (parts - ratio[:, None] * squares) / scale
    error = linear.std(axis=1, ddof=1) / np.sqrt(parts.shape[1])
    return np.asarray(ratio, dtype=np.float64), np.asarray(error, dtype=np.float64)
