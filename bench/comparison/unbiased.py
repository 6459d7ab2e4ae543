"""Likeness of samples of claims that does not grow with their number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Own products of a region that is like the mean of all can come out at 0 by chance.
_LEAST_SHARE: Final = 0.1


@dataclass(frozen=True, eq=False)
class ClaimSample:
    """The m claims of n regions as vectors.

    Parameters
    ----------
    vectors
        Shape (m, w), not negative.
    regions
        Position of each claim's region, shape (m,), 0 to n − 1.
    texts
        Number of each claim's text, shape (m,); a joint measure has one in both its regions.
    size
        n.
    """

    vectors: csr_array
    regions: Integers
    texts: Integers
    size: int

    @cached_property
    def squares(self) -> Floats:
        """The squared length of each vector, shape (m,)."""
        return np.asarray((self.vectors * self.vectors).sum(axis=1), dtype=np.float64)

    @cached_property
    def same(self) -> tuple[Integers, Integers]:
        """All pairs of rows with one text, each with itself among them, shape (p,) each."""
        rows = np.arange(len(self.texts))
        width = int(self.texts.max(initial=-1)) + 1
        said = csr_array((np.ones(len(rows)), (rows, self.texts)), shape=(len(rows), width))
        pairs = (said @ said.T).tocoo()
        return pairs.row.astype(np.int64), pairs.col.astype(np.int64)


def unbiased_cosine(
    claims: ClaimSample,
    prior_pairs: float,
    counts: Floats | None = None,
    *,
    silent_regions: float | None = None,
) -> Floats:
    """Return how alike regions are in their claims, whatever the number of these.

    The cosine of two mean vectors grows with the number of claims, since the mean of few is noisy.
    Of the mean products over pairs of *different* claims neither that between two regions,
    b(A, B), nor that within one, b(A, A), depends on their number; so

        likeness(A, B) = b(A, B) / √(b(A, A) · b(B, B)),

    the cosine that endlessly many claims of both would have: Spearman's (1904) correction for
    attenuation, with all splits of a region's claims into single ones in the place of two halves.
    b(A, A) of few claims is noisy itself; it is drawn to the mean of all regions (weighted by
    pairs), as though ``prior_pairs`` pairs were known beforehand, and is at least a tenth of it.

    Centred, it is the cosine of what sets regions apart from their mean: what is common to all
    makes none alike, and a region without a face of its own is no longer everyone's nearest
    (Suzuki et al. 2013, Centering similarity measures to reduce hubs). The mean is that of the n
    regions and of ``silent_regions`` that say nothing: the fewer regions there are, the less is
    known of what is common to all, and two alone can be compared, too.

    Parameters
    ----------
    claims
        The claims of n regions, each with at least one.
    prior_pairs
        Ordered pairs of claims, above 0.
    counts
        How often each claim counts, shape (m,), not negative, as in a bootstrap sample; once by
        default. A claim and its copy are no pair of different claims.
    silent_regions
        Above 0: takes off the mean of the regions and of so many silent ones; None takes off
        nothing.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), symmetrical, 1 on the diagonal; around −1 to 1 where centred, else not
        negative; noise can bring it above 1. Where different claims of a region have nothing in
        common, as where each is on something else, that is the plain cosine of the mean vectors.
    """
    times = np.ones(len(claims.regions)) if counts is None else counts
    products, pairs = _mean_products(claims, times)
    if silent_regions is not None:
        share = 1 / (claims.size + silent_regions)
        sums = products.sum(axis=0)
        products = products - share * (sums + sums[:, None]) + share**2 * sums.sum()
    own, weights = np.diagonal(products), np.diagonal(pairs)
    mean = (weights * own).sum() / weights.sum() if weights.any() else 0.0
    if mean <= 0:
        return _plain_cosine(claims, times)
    shrunk = (weights * own + prior_pairs * mean) / (weights + prior_pairs)
    lengths = np.sqrt(np.maximum(shrunk, _LEAST_SHARE * mean))
    likeness = products / np.outer(lengths, lengths)
    np.fill_diagonal(likeness, 1.0)
    return np.asarray(likeness, dtype=np.float64)


def _plain_cosine(claims: ClaimSample, times: Floats) -> Floats:
    """Return the cosine of the regions' mean vectors, 0 to 1, 1 on the diagonal."""
    means = unit_rows(csr_array(_membership(claims.regions, times, claims.size) @ claims.vectors))
    cosine = np.clip((means @ means.T).toarray(), 0.0, 1.0)
    np.fill_diagonal(cosine, 1.0)
    return np.asarray(cosine, dtype=np.float64)


def rarity(counts: csr_array, regions: Integers, size: int) -> Floats:
    """Return what each word weighs: ln((1 + n) / df), of n regions df saying it.

    Inverse document frequency with regions as documents (Spärck Jones 1972): a word of all regions
    weighs almost nothing, and never nothing, so that two regions alone can be compared, too.

    Parameters
    ----------
    counts
        How often each claim says each word, shape (m, w).
    regions, size
        Position of each claim's region, shape (m,), and how many there are.

    Returns
    -------
    numpy.ndarray
        Shape (w,), above 0.
    """
    said = (_membership(regions, np.ones(len(regions)), size) @ counts).tocoo()
    found_in = np.bincount(said.col, minlength=counts.shape[1])
    return np.asarray(np.log((1 + size) / np.maximum(found_in, 1)), dtype=np.float64)


def tfidf(counts: csr_array, weights: Floats) -> csr_array:
    """Return claims as TF-IDF vectors that tell of rare words, not of length.

    The term frequencies of a claim, 1 + ln tf, are scaled to length 1 before they are weighted.
    Scaled afterwards, a claim of nothing but common words would count as much as any.

    Parameters
    ----------
    counts
        Shape (m, w), whole numbers.
    weights
        Shape (w,), not negative.

    Returns
    -------
    scipy.sparse.csr_array
        Shape (m, w).
    """
    frequencies = counts.copy()
    frequencies.data = 1 + np.log(frequencies.data)
    return csr_array(unit_rows(frequencies) @ diags_array(weights))


def unit_rows(vectors: csr_array) -> csr_array:
    """Return rows scaled to length 1; rows of zeros stay."""
    lengths = np.sqrt((vectors * vectors).sum(axis=1))
    return csr_array(diags_array(1 / np.where(lengths > 0, lengths, 1.0)) @ vectors)


def _mean_products(claims: ClaimSample, times: Floats) -> tuple[Floats, Floats]:
    """Return the mean product of different claims of every two regions, and the pairs of these.

    Where there are no different ones the mean within regions stands.
    """
    sums = (_membership(claims.regions, times, claims.size) @ claims.vectors).toarray()
    # A claim with itself is no pair of different claims, be it within a region or in two.
    one, other = claims.same
    cells = claims.regions[one] * claims.size + claims.regions[other]
    twice = times[one] * times[other]
    number = np.bincount(claims.regions, weights=times, minlength=claims.size)
    pairs = np.outer(number, number) - _summed(cells, twice, claims.size)
    # Products of what is not negative: below 0 only by rounding.
    products = sums @ sums.T - _summed(cells, twice * claims.squares[one], claims.size)
    products = np.maximum((products + products.T) / 2, 0.0)
    total = np.trace(pairs)
    mean = np.trace(products) / total if total > 0 else 0.0
    return np.where(pairs > 0, products / np.where(pairs > 0, pairs, 1.0), mean), pairs


def _membership(regions: Integers, times: Floats, size: int) -> csr_array:
    place = (regions, np.arange(len(regions)))
    return csr_array(csr_array((times, place), shape=(size, len(regions))))


def _summed(cells: Integers, values: Floats, size: int) -> Floats:
    """Return the sums of values by cell of a square table."""
    sums = np.bincount(cells, weights=values, minlength=size * size).astype(np.float64)
    return sums.reshape(size, size)
