"""Random draws of what is uncertain: weights, and the documents and claims behind the scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.composite.weighting import given

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Counts = NDArray[np.int32]

# A share that is not 0 must not be drawn as 0: a region read only there would lose its score.
_SMALLEST: Final = 1e-100
# Bounds the memory of one block: draws × claims, at some 20 bytes each.
_CELLS_AT_ONCE: Final = 2_000_000
# Confidence is compared with whole random numbers below this: three times as fast as floats.
_STEPS: Final = 2**16
# Rows of a block come in fours, so that no random bits are thrown away between blocks.
_ROWS: Final = 4


def dirichlet_weights(
    rng: np.random.Generator, shares: Floats, concentration: float, draws: int
) -> Floats:
    """Draw weights from the Dirichlet distribution whose mean is the given shares.

    A share s is drawn with standard deviation √(s (1 − s) / (concentration + 1)) (Kotz,
    Balakrishnan and Johnson 2000, Continuous Multivariate Distributions, ch. 49).

    Parameters
    ----------
    rng
        The random numbers.
    shares
        Shape (k,), not negative; scaled to sum to 1.
    concentration
        More than 0; the larger, the closer the draws stay to the shares.
    draws
        How many.

    Returns
    -------
    numpy.ndarray
        Shape (draws, k); rows sum to 1; exactly 0 where the share is 0 and nowhere else.

    Raises
    ------
    ValueError
        A share is NaN, infinite or negative, all are 0, or the concentration is not a number
        above 0.
    """
    if not 0 < concentration < np.inf:
        raise ValueError(f"the concentration must be a number above 0, not {concentration}")
    mean = given(shares)
    counts = mean > 0
    weights = np.zeros((draws, len(mean)))
    drawn = rng.dirichlet(concentration * mean[counts], size=draws)
    weights[:, counts] = np.maximum(drawn, _SMALLEST)
    return weights


def range_weights(
    rng: np.random.Generator, shares: Floats, relative_range: float, draws: int
) -> Floats:
    """Draw each weight uniformly within ± a part of its share, then scale all to sum to 1.

    OECD/JRC Handbook 2008, part 2, step 7; ± 25 % is common. The range holds before the scaling:
    afterwards a share can lie a little outside it.

    Parameters
    ----------
    rng
        The random numbers.
    shares
        Shape (k,), not negative; scaled to sum to 1.
    relative_range
        0 up to, but not including, 1: a share s is drawn from s (1 − r) to s (1 + r).
    draws
        How many.

    Returns
    -------
    numpy.ndarray
        Shape (draws, k); rows sum to 1; 0 where the share is 0.

    Raises
    ------
    ValueError
        A share is NaN, infinite or negative, all are 0, or the range is not below 1.
    """
    if not 0 <= relative_range < 1:
        raise ValueError(f"the range must be 0 or more and below 1, not {relative_range}")
    mean = given(shares)
    weights = mean * rng.uniform(1 - relative_range, 1 + relative_range, (draws, len(mean)))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)


def bootstrap_counts(
    rng: np.random.Generator,
    documents: Integers,
    regions: Integers,
    draws: int,
    confidence: Floats | None = None,
) -> Iterator[Counts]:
    """Draw how often each claim counts: documents anew within regions, claims by confidence.

    First stage, of which documents there are: a region with D documents draws D of them with
    replacement, and a document's claims come and go together (the cluster bootstrap: Efron and
    Tibshirani 1993, ch. 8; Davison and Hinkley 1997, §3.8). Second stage, of what was read
    rightly: each claim stands with probability ``confidence``, one decision a draw for all
    copies of its document (thinning; without ``confidence`` all claims stand).

    A region with one document always has that one: its interval shows no doubt about documents,
    and with D of them the variance comes out too small by the factor (D − 1) / D. The Poisson
    bootstrap (Oza and Russell 2001; Chamandy et al. 2012), which counts documents independently,
    would leave a region with one document without any in 37 % of draws; so it is not used.

    Parameters
    ----------
    rng
        The random numbers; two generators are spawned from it, so that the draws do not depend
        on the size of the blocks.
    documents
        Position in ``regions`` of each claim's document, shape (m,).
    regions
        Region of each document, shape (d,), those without claims included. A document that
        speaks of several regions stands there once for each, and is drawn for each apart.
    draws
        How many.
    confidence
        Probability that a claim was read rightly, shape (m,), 0 to 1; kept to 1/65536.

    Yields
    ------
    numpy.ndarray
        Shape (b, m), the next b draws; memory is bounded by the size of a block.

    Raises
    ------
    ValueError
        A document is not a position in ``regions``, or there is not one confidence from 0 to 1
        for each claim. Raised when the first block is asked for.
    """
    if documents.size and not (documents.min() >= 0 and documents.max() < len(regions)):
        raise ValueError(f"documents must be positions from 0 to {len(regions) - 1}")
    steps = None
    if confidence is not None:
        within = (confidence >= 0) & (confidence <= 1)
        if confidence.shape != documents.shape or not within.all():
            raise ValueError("each claim must have one confidence, a number from 0 to 1")
        steps = np.rint(confidence * _STEPS).astype(np.int32)
    resampling, reading = rng.spawn(2)
    widest = max(1, len(documents), len(regions))
    block = _ROWS * max(1, _CELLS_AT_ONCE // (_ROWS * widest))
    for start in range(0, draws, block):
        size = min(block, draws - start)
        counts = _document_counts(resampling, regions, size)[:, documents]
        if steps is not None:
            counts *= reading.integers(0, _STEPS, counts.shape, dtype=np.uint16) < steps
        yield counts


def _document_counts(rng: np.random.Generator, regions: Integers, draws: int) -> Counts:
    """Return how often each document is drawn within its region, shape (draws, d)."""
    order = np.argsort(regions, kind="stable")
    _, first, inverse, size = np.unique(
        regions[order], return_index=True, return_inverse=True, return_counts=True
    )
    # A region with D documents holds D places in ``order``; each is filled by one of the D.
    drawn = rng.random((draws, len(regions)))
    drawn *= size[inverse]
    places = drawn.astype(np.int64) + first[inverse]
    places += np.arange(draws)[:, None] * len(regions)
    counts = np.empty((draws, len(regions)), dtype=np.int32)
    counts[:, order] = np.bincount(places.ravel(), minlength=places.size).reshape(places.shape)
    return counts
