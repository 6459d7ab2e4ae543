"""How alike regions are: in the words of their claims, and in what their claims are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from sklearn.feature_extraction.text import CountVectorizer

from bench.tables import SIMILARITY

Matrix = NDArray[np.float64]
_DECIMALS = 6


def word_similarity(words: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return how alike regions are in the words of their claims.

    Parameters
    ----------
    words
        Region → the words of its claims, in any order.

    Returns
    -------
    pandas.DataFrame
        Region × region, in the order given: cosine similarity of TF-IDF profiles.
    """
    regions = list(words)
    if not any(words.values()):
        return _table(np.eye(len(regions)), regions)
    counts = CountVectorizer(analyzer=_as_they_are).fit_transform(words.values())
    return _table(cosine_similarity(tfidf(csr_array(counts))), regions)


def evidence_similarity(scores: pd.DataFrame) -> pd.DataFrame:
    """Return how alike regions are in what their claims are about.

    Parameters
    ----------
    scores
        The score table.

    Returns
    -------
    pandas.DataFrame
        Region × region, by code: cosine similarity of evidence profiles.
    """
    profiles = evidence_profiles(scores)
    return _table(cosine_similarity(csr_array(profiles.to_numpy())), profiles.index.to_list())


def similarity_table(words: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return both similarities of every pair of regions, by the schema of `SIMILARITY`.

    Parameters
    ----------
    words
        Similarity in words, region × region (see `word_similarity`).
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


def evidence_profiles(scores: pd.DataFrame) -> pd.DataFrame:
    """Return what share of each region's claims bears on each indicator.

    Parameters
    ----------
    scores
        The score table.

    Returns
    -------
    pandas.DataFrame
        Region × indicator, by name (in the order of codes) and id; rows sum to 1, or to 0 for a
        region without claims.
    """
    counts = scores.pivot(
        index=["region_code", "region"], columns="indicator", values="claims"
    ).astype("float64")
    counts.index = counts.index.get_level_values("region")
    totals = counts.sum(axis="columns")
    return counts.div(totals.where(totals > 0, 1.0), axis="index")


def tfidf(counts: csr_array) -> csr_array:
    """Weigh words by how often a region says them and how few regions do.

    A word found tf times in one region, and in df of n regions, weighs
    (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1): what every region says weighs little, what few
    say much. (Sublinear term frequency and smoothed inverse document frequency as in
    scikit-learn; Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008,
    ch. 6.)

    Parameters
    ----------
    counts
        How often each region says each word, shape (n, w).

    Returns
    -------
    scipy.sparse.csr_array
        Same shape, not negative.
    """
    found_in = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log((1 + counts.shape[0]) / (1 + found_in)) + 1
    weights = (1 + np.log(counts.data)) * rarity[counts.indices]
    return csr_array((weights, counts.indices, counts.indptr), shape=counts.shape)


def cosine_similarity(profiles: csr_array) -> Matrix:
    """Return the cosine similarity of every two profiles.

    Parameters
    ----------
    profiles
        One a row, shape (n, w), not negative.

    Returns
    -------
    numpy.ndarray
        Shape (n, n), symmetrical, 0 to 1, with 1 on the diagonal; an empty profile is like no
        other (0).
    """
    lengths = np.sqrt((profiles * profiles).sum(axis=1))
    scaled = diags_array(1 / np.where(lengths > 0, lengths, 1.0)) @ profiles
    cosine = (scaled @ scaled.T).toarray()
    # The products of rounded rows may pass 1, or differ across the diagonal, in the last digit.
    cosine = np.clip((cosine + cosine.T) / 2, 0.0, 1.0)
    np.fill_diagonal(cosine, 1.0)
    return np.asarray(cosine, dtype=np.float64)


def _as_they_are(words: Sequence[str]) -> Sequence[str]:
    return words


def _table(similarity: Matrix, regions: list[str]) -> pd.DataFrame:
    return pd.DataFrame(similarity, index=regions, columns=regions)
