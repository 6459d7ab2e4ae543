"""Profiles of regions: the words of their claims, and the indicators these bear on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.comparison.copying import copied_and_repeated
from bench.comparison.profile_parameters import ProfileParameters, profile_parameters
from bench.evidence.words import content_words
from bench.regions.matching import PlaceMatcher
from bench.scoring.parameters import default_parameters
from bench.segmentation import segmenter

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Cutter = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, eq=False)
class ClaimWords:
    """The m claims of n regions as words; a claim of two regions stands there once for each.

    Parameters
    ----------
    codes
        The n regions.
    words
        The w words, in the order of their characters.
    counts
        How often each claim says each word, shape (m, w).
    indicators
        Which of k indicators each claim bears on, ones and zeros, shape (m, k).
    regions, texts, documents
        Of each claim, shape (m,): position of its region in ``codes``, rising; number of its text
        (the same in two regions for a joint measure) and of its document.
    copied
        How many claims of each region were left out as worded like another's, shape (n,).
    """

    codes: tuple[str, ...]
    words: tuple[str, ...]
    counts: csr_array
    indicators: csr_array
    regions: Integers
    texts: Integers
    documents: Integers
    copied: Integers

    @property
    def claims(self) -> Integers:
        """How many claims each region has, shape (n,)."""
        return np.bincount(self.regions, minlength=len(self.codes)).astype(np.int64)

    def of(self, wanted: Integers) -> ClaimWords:
        """Return the claims of some regions alone.

        Parameters
        ----------
        wanted
            Positions in ``codes``, rising.
        """
        rows = np.flatnonzero(np.isin(self.regions, wanted))
        return ClaimWords(
            codes=tuple(self.codes[i] for i in wanted.tolist()),
            words=self.words,
            counts=csr_array(self.counts[rows]),
            indicators=csr_array(self.indicators[rows]),
            regions=np.searchsorted(wanted, self.regions[rows]).astype(np.int64),
            texts=self.texts[rows],
            documents=self.documents[rows],
            copied=self.copied[wanted],
        )

    def known(self, least: int) -> Integers:
        """Return the positions of the regions with at least so many claims, rising."""
        return np.flatnonzero(self.claims >= least).astype(np.int64)


def word_cutter(
    terms: Collection[str], places: PlaceMatcher, parameters: ProfileParameters | None = None
) -> Cutter:
    """Return a function from a text to its words of policy: no names of places, no stop words.

    Parameters
    ----------
    terms
        Words to be kept whole: the catalogue's terms.
    places
        Finds the names of places, which would make every region unlike all others.
    parameters
        ``left_out``; those shipped by default.
    """
    left_out = (parameters or profile_parameters()).left_out | places.words
    cut = segmenter({*terms, *places.words})

    def words_of(text: str) -> list[str]:
        found = content_words(word for piece in places.around(text) for word in cut(piece))
        return [word for word in found if word not in left_out]

    return words_of


def claim_words(
    claims: pd.DataFrame,
    evidence: pd.DataFrame,
    codes: Sequence[str],
    words_of: Cutter,
    share: float | None = None,
) -> ClaimWords:
    """Return the claims of regions as words, what is copied or repeated left out.

    Parameters
    ----------
    claims
        The claims that count, a row a region × indicator, with their normalised text as ``key``
        (`bench.scoring.duplicates.distinct_claims`).
    evidence
        The evidence table, all regions in it: what claims may be copied from.
    codes
        The n regions wanted.
    words_of
        See `word_cutter`.
    share
        Least part of a claim's wording that makes it a copy, above 0, to 1; the shipped
        ``wording_share`` by default.

    Returns
    -------
    ClaimWords
        Claims by region, then document, start and text.
    """
    place = {code: i for i, code in enumerate(codes)}
    rows = claims[claims["region_code"].isin(place) & (claims["indicator"] != "")]
    listed = rows.sort_values(["document", "start", "end", "key"], kind="stable")
    listed = listed.drop_duplicates(["region_code", "key"])
    listed = listed.assign(place=[place[code] for code in listed["region_code"]])
    listed = listed.sort_values("place", kind="stable", ignore_index=True)
    share = default_parameters().wording_share if share is None else share
    copied, repeated = copied_and_repeated(listed, evidence, share)
    regions = listed["place"].to_numpy(np.int64)
    kept = listed[~copied & ~repeated]
    quotes = kept["quote"].tolist()
    cut = {quote: words_of(quote) for quote in sorted(set(quotes))}
    words, counts = _counted([cut[quote] for quote in quotes])
    return ClaimWords(
        codes=tuple(codes),
        words=words,
        counts=counts,
        indicators=_indicators(kept, rows),
        regions=regions[~copied & ~repeated],
        texts=_numbered(kept["key"]),
        documents=_numbered(kept["document"]),
        copied=np.bincount(regions[copied], minlength=len(codes)).astype(np.int64),
    )


def _counted(texts: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], csr_array]:
    if not any(texts):
        return (), csr_array((len(texts), 0), dtype=np.float64)
    # Slow to import, and most commands compare no words.
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(analyzer=_as_they_are)
    counts = csr_array(vectorizer.fit_transform(texts).astype(np.float64))
    return tuple(vectorizer.get_feature_names_out().tolist()), counts


def _as_they_are(words: Sequence[str]) -> Sequence[str]:
    return words


def _indicators(kept: pd.DataFrame, rows: pd.DataFrame) -> csr_array:
    """Return which kept claim bears on which indicator, columns by id."""
    ids = sorted(rows["indicator"].unique())
    claims = pd.MultiIndex.from_frame(kept[["region_code", "key"]])
    row = claims.get_indexer(pd.MultiIndex.from_frame(rows[["region_code", "key"]]))
    column = pd.Index(ids).get_indexer(pd.Index(rows["indicator"]))
    found = row >= 0
    bears = (np.ones(int(found.sum())), (row[found], column[found]))
    return csr_array(bears, shape=(len(kept), len(ids)))


def _numbered(values: pd.Series[str]) -> Integers:
    return np.unique(values.to_numpy(dtype=str), return_inverse=True)[1].astype(np.int64)
