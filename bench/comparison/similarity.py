"""How alike regions are: in the words of their claims, and in what their claims are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.comparison.profile_parameters import ProfileParameters, profile_parameters
from bench.comparison.profiles import ClaimWords
from bench.comparison.unbiased import ClaimSample, rarity, tfidf, unbiased_cosine, unit_rows
from bench.tables import SIMILARITY

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_DECIMALS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How alike n regions are, shape (n, n) each; NaN where there are too few claims to tell.

    Parameters
    ----------
    words
        In the words of their claims: around −1 to 1, 0 for two that have nothing in common beyond
        what all share. Noise can bring it above 1.
    evidence
        In what their claims are about: 1 for the same mix of indicators, 0 for none in common.
    """

    words: Floats
    evidence: Floats


def region_likeness(claims: ClaimWords, parameters: ProfileParameters | None = None) -> Likeness:
    """Compare regions by their claims (`bench.comparison.unbiased.unbiased_cosine`).

    Parameters
    ----------
    claims
        The claims of n regions.
    parameters
        ``least_claims`` and ``prior_pairs``; those shipped by default.
    """
    known = parameters or profile_parameters()
    told = claims.known(known.least_claims)
    some = claims.of(told)
    size = len(claims.codes)
    words = unbiased_cosine(
        word_vectors(some), known.prior_pairs, silent_regions=known.silent_regions
    )
    evidence = unbiased_cosine(evidence_vectors(some), known.prior_pairs)
    return Likeness(among_all(words, told, size), among_all(evidence, told, size))


def among_all(likeness: Floats, told: Integers, size: int) -> Floats:
    """Return the likeness of some regions as that of all, NaN for the others.

    Parameters
    ----------
    likeness
        Shape (…, k, k).
    told
        Positions of the k regions among all, shape (k,).
    size
        Number of all.
    """
    full = np.full((*likeness.shape[:-2], size, size), np.nan)
    full[..., told[:, None], told] = likeness
    return full


def word_vectors(claims: ClaimWords) -> ClaimSample:
    """Return claims as TF-IDF vectors of their words (`bench.comparison.unbiased.tfidf`)."""
    size = len(claims.codes)
    weights = rarity(claims.counts, claims.regions, size)
    vectors = tfidf(claims.counts, weights)
    # A word of a single claim is part of no product of two.
    shared = np.bincount(vectors.indices, minlength=vectors.shape[1]) > 1
    return ClaimSample(csr_array(vectors[:, shared]), claims.regions, claims.texts, size)


def evidence_vectors(claims: ClaimWords) -> ClaimSample:
    """Return claims as vectors of length 1 of the indicators that they bear on."""
    vectors = unit_rows(claims.indicators)
    return ClaimSample(vectors, claims.regions, claims.texts, len(claims.codes))


def likeness_table(likeness: Floats, names: Sequence[str]) -> pd.DataFrame:
    """Return a likeness as tables show it.

    Parameters
    ----------
    likeness
        Of n regions, shape (n, n); NaN where there are too few claims to tell.
    names
        Their names, in order.

    Returns
    -------
    pandas.DataFrame
        Region × region: cut to 0 (nothing in common beyond what all share) to 1, 1 on the
        diagonal, NaN as given.
    """
    shown = np.clip(likeness, 0.0, 1.0)
    np.fill_diagonal(shown, 1.0)
    return pd.DataFrame(shown, index=list(names), columns=list(names))


def evidence_similarity(
    scores: pd.DataFrame, parameters: ProfileParameters | None = None
) -> pd.DataFrame:
    """Return how alike regions are in what their claims are about.

    What `region_likeness` finds, from the score table alone: a claim on two indicators stands for
    two.

    Parameters
    ----------
    scores
        The score table.
    parameters
        As of `region_likeness`.

    Returns
    -------
    pandas.DataFrame
        Region × region, by code, 0 to 1, 1 on the diagonal; NaN where there are too few claims.
    """
    known = parameters or profile_parameters()
    counts = _counts(scores)
    numbers = counts.to_numpy(np.int64)
    told = np.flatnonzero(numbers.sum(axis=1) >= known.least_claims)
    region, indicator = np.nonzero(numbers[told])
    times = numbers[told][region, indicator]
    rows = np.arange(int(times.sum()))
    place = (rows, np.repeat(indicator, times))
    bears = csr_array((np.ones(len(rows)), place), shape=(len(rows), numbers.shape[1]))
    vectors = ClaimSample(bears, np.repeat(region, times), rows, len(told))
    likeness = unbiased_cosine(vectors, known.prior_pairs)
    return likeness_table(among_all(likeness, told, len(counts)), counts.index.to_list())


def similarity_table(words: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return both similarities of every pair of regions, by the schema of `SIMILARITY`.

    Parameters
    ----------
    words
        Similarity in words, region × region (`likeness_table`).
    scores
        The score table; it holds these regions.
    """
    evidence = evidence_similarity(scores).loc[words.index, words.columns]
    codes = dict(zip(scores["region"], scores["region_code"], strict=True))
    in_words = words.to_numpy().round(_DECIMALS).tolist()
    in_evidence = evidence.to_numpy().round(_DECIMALS).tolist()
    rows: list[dict[str, object]] = [
        {
            "region": one,
            "region_code": codes[one],
            "other": other,
            "words": in_words[i][j],
            "evidence": in_evidence[i][j],
        }
        for i, one in enumerate(words.index)
        for j, other in enumerate(words.columns)
        if i != j
    ]
    return SIMILARITY.check(SIMILARITY.frame(rows))


def _counts(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the claims of region × indicator, rows by code with the names as index."""
    counts = scores.pivot(index=["region_code", "region"], columns="indicator", values="claims")
    counts.index = counts.index.get_level_values("region")
    return counts.fillna(0)
