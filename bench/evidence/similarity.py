"""TF-IDF similarity of a sentence to the definitions and examples of the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, vstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from bench.catalogue.model import Catalogue
from bench.evidence.background import Background
from bench.evidence.words import content_words
from bench.segmentation import Segmenter

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """A definition or an example, and the indicator that it stands for."""

    indicator: int
    text: str


class SimilarityIndex:
    """The definitions and examples of a catalogue as TF-IDF vectors of unit length.

    Term frequencies are sublinear (1 + ln tf); inverse document frequencies come from the fixed
    background table, so that a vector depends on its sentence alone.
    """

    def __init__(self, catalogue: Catalogue, cut: Segmenter, background: Background) -> None:
        self._cut = cut
        self.references = [
            Reference(number, text)
            for number, indicator in enumerate(catalogue.evidence_indicators)
            for text in (indicator.definition.zh, *indicator.examples)
        ]
        self._size = len(catalogue.evidence_indicators)
        self._vectorizer = CountVectorizer(analyzer=self._words)
        counts = self._vectorizer.fit_transform([r.text for r in self.references])
        words = self._vectorizer.get_feature_names_out()
        self._idf = diags_array(np.array([background.idf(word) for word in words]))
        self._matrix = self._weigh(counts)
        # The references of an indicator stand together.
        sizes = [1 + len(indicator.examples) for indicator in catalogue.evidence_indicators]
        ends = np.cumsum(sizes).tolist()
        self._own = [slice(end - size, end) for size, end in zip(sizes, ends, strict=True)]
        means = vstack([csr_matrix(self._matrix[own].mean(axis=0)) for own in self._own])
        self._centroids = normalize(means).T.toarray()

    def _count(self, texts: Sequence[str]) -> csr_matrix:
        """Count the words known from the references.

        What ``CountVectorizer.transform`` gives; it looks at every word, known or not, and takes
        three times as long.
        """
        known = self._vectorizer.vocabulary_.get
        columns: list[int] = []
        ends = [0]
        for text in texts:
            columns += [c for c in map(known, self._cut(text)) if c is not None]
            ends.append(len(columns))
        ones = np.ones(len(columns))
        counts = csr_matrix((ones, columns, ends), shape=(len(texts), len(self._idf.diagonal())))
        counts.sum_duplicates()
        return counts

    def _words(self, text: str) -> list[str]:
        return content_words(self._cut(text))

    def _weigh(self, counts: csr_matrix) -> csr_matrix:
        weighted = counts.astype(float)
        weighted.data = 1 + np.log(weighted.data)
        unit: csr_matrix = normalize(weighted @ self._idf)
        return unit

    def compare(self, texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Compare sentences with every indicator.

        Parameters
        ----------
        texts
            n sentences.

        Returns
        -------
        similarities : array of shape (n, indicators), 0 to 1
            The mean of the cosine to the indicator's centroid and of the mean cosine to its
            nearest references.
        nearest : array of shape (n, indicators)
            Position in ``references`` of the nearest one of each indicator.
        """
        vectors = self._weigh(self._count(texts))
        cosines = (vectors @ self._matrix.T).toarray()
        central = vectors @ self._centroids
        close = np.empty((len(texts), self._size))
        nearest = np.empty((len(texts), self._size), dtype=np.int64)
        for indicator, own in enumerate(self._own):
            cosine = cosines[:, own]
            nearest[:, indicator] = own.start + cosine.argmax(axis=1)
            few = min(_NEAREST, cosine.shape[1])
            top = np.partition(cosine, -few, axis=1)[:, -few:]
            close[:, indicator] = top.mean(axis=1)
        return (central + close) / 2, nearest
