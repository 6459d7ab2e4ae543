"""TF-IDF similarity of a sentence to the definitions and examples of the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.catalogue.model import Catalogue
from bench.evidence.background import Background
from bench.evidence.words import content_words
from bench.phrases import BETWEEN, counted, joined
from bench.segmentation import Segmenter

_NEAREST: Final = 3
# In place of a column: a word that no reference holds, the end of a text.
_UNKNOWN: Final = -1
_END: Final = -2


@dataclass(frozen=True, slots=True)
class Reference:
    """A definition or an example, and the indicator that it stands for."""

    indicator: int
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How like n sentences are to m indicators.

    Attributes
    ----------
    similarities
        The mean of the cosine to the indicator's centroid and of the mean cosine to its nearest
        references: 0 to 1, shape (n, m).
    cosines
        The cosine to each reference of each indicator, shape (n, m, references of one).
    first
        The place of the first reference of each indicator in ``references``, shape (m,).
    references
        All references.
    """

    similarities: NDArray[np.float64]
    cosines: NDArray[np.float64]
    first: NDArray[np.int64]
    references: Sequence[Reference]

    def nearest(self, rows: NDArray[np.int64], indicators: NDArray[np.int64]) -> list[str]:
        """Return the text of the nearest reference of an indicator each to some sentences."""
        places = self.first[indicators] + self.cosines[rows, indicators].argmax(axis=1)
        return [self.references[place].text for place in places.tolist()]


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
        texts = [reference.text for reference in self.references]
        words = sorted({word for text in texts for word in content_words(cut(text))})
        self._known = {**{word: place for place, word in enumerate(words)}, BETWEEN: _END}.get
        self._idf = np.array([background.idf(word) for word in words])
        references = self._weigh(self._count(texts))
        # The references of an indicator stand together: side by side in as many columns as the
        # indicator of the most has; those that it does not fill stay 0.
        sizes = [1 + len(indicator.examples) for indicator in catalogue.evidence_indicators]
        self._width = max(_NEAREST, *sizes)
        self._few = np.minimum(sizes, _NEAREST)
        self._first: NDArray[np.int64] = np.cumsum(sizes) - np.array(sizes)
        places = np.concatenate([i * self._width + np.arange(n) for i, n in enumerate(sizes)])
        self._side_by_side = csr_array(
            (references.data, (references.indices, places[_rows(references)])),
            shape=(len(words), self._size * self._width),
        )
        means = [
            references[first : first + size].mean(axis=0)
            for first, size in zip(self._first.tolist(), sizes, strict=True)
        ]
        centroids = np.vstack(means)
        lengths = np.linalg.norm(centroids, axis=1, keepdims=True)
        centroids /= np.where(lengths > 0, lengths, 1)  # one that holds no word stays 0
        self._centroids = np.ascontiguousarray(centroids.T)

    def _count(self, texts: Sequence[str]) -> csr_array:
        """Count the words known from the references.

        What scikit-learn's ``CountVectorizer`` gives; it looks at every word, known or not, and
        takes three times as long.
        """
        words = self._cut(joined(texts))
        columns = np.fromiter(map(self._known, words, repeat(_UNKNOWN)), np.int64, len(words))
        rows, kept = np.cumsum(columns == _END), columns >= 0
        return counted(rows[kept], columns[kept], (len(texts), len(self._idf)))

    def _weigh(self, counts: csr_array) -> csr_array:
        """Return the vectors of unit length; what holds no known word stays 0."""
        rows = _rows(counts)
        weights = (1 + np.log(counts.data)) * self._idf[counts.indices]
        lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=counts.shape[0]))
        weights /= lengths[rows]
        return csr_array((weights, counts.indices, counts.indptr), shape=counts.shape)

    def compare(self, texts: Sequence[str]) -> Compared:
        """Compare n sentences with every indicator."""
        vectors = self._weigh(self._count(texts))
        cosines = (vectors @ self._side_by_side).toarray()
        cosines = cosines.reshape(len(texts), self._size, self._width)
        top = np.partition(cosines, -_NEAREST, axis=2)[:, :, -_NEAREST:]
        close = sum(top[:, :, place] for place in range(_NEAREST)) / self._few
        similarities = (vectors @ self._centroids + close) / 2
        return Compared(similarities, cosines, self._first, self.references)


def _rows(matrix: csr_array) -> NDArray[np.int64]:
    """Return the row of each stored value."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
