"""How alike two claims are in their words: what they are about, wherever they are from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from bench.catalogue.model import Catalogue
from bench.evidence.background import Background, load_background
from bench.evidence.words import content_words, tokenizer
from bench.regions.matching import PlaceMatcher

Floats = NDArray[np.float64]


def words_without_places(
    catalogue: Catalogue, places: PlaceMatcher
) -> Callable[[str], Sequence[str]]:
    """Return a function that gives the content words of a text, names of places left out.

    Two measures are not alike because both name 长三角, nor unlike because each names its city.

    Parameters
    ----------
    catalogue
        Its terms are kept whole.
    places
        Finds their names.
    """
    cut = tokenizer(catalogue.terms())

    def words(text: str) -> Sequence[str]:
        return content_words(word for piece in places.around(text) for word in cut(piece))

    return words


class ClaimVectors:
    """Claims as TF-IDF vectors; a vector depends on its text alone.

    A word found tf times weighs (1 + ln tf) · idf, with the inverse document frequencies of the
    fixed background table (`bench.evidence.background`).

    Parameters
    ----------
    texts
        The n claims.
    words_of
        Text → its content words.
    background
        How frequent words are; the shipped table by default.
    """

    def __init__(
        self,
        texts: Sequence[str],
        words_of: Callable[[str], Sequence[str]],
        background: Background | None = None,
    ) -> None:
        idf = (background or load_background()).idf
        columns: dict[str, int] = {}
        indices: list[int] = []
        data: list[float] = []
        ends = [0]
        for text in texts:
            counts = Counter(words_of(text))
            indices += [columns.setdefault(word, len(columns)) for word in counts]
            data += [(1 + np.log(count)) * idf(word) for word, count in counts.items()]
            ends.append(len(data))
        self.words: NDArray[np.int64] = np.diff(ends)
        """How many different words each claim has, shape (n,)."""
        shape = (len(texts), max(len(columns), 1))
        self._matrix = csr_array((np.array(data), np.array(indices, np.int64), ends), shape=shape)
        self._squares = np.asarray(self._matrix.multiply(self._matrix).sum(axis=1)).ravel()

    def likeness(self, ones: Sequence[int], others: Sequence[int], damping: float) -> Floats:
        """Return how alike claims are: a · b / √((|a|² + d) (|b|² + d)).

        The cosine similarity of TF-IDF vectors (Salton and Buckley 1988), damped: each claim
        counts as if it had words of its own of the squared weight d besides, so that two claims
        of a few common words are not taken for one.

        Parameters
        ----------
        ones, others
            Positions of p and q claims.
        damping
            d, not negative; 0 gives the cosine. An ordinary word has a squared weight of 40 to 60.

        Returns
        -------
        numpy.ndarray
            Shape (p, q), 0 to 1; 0 for a claim without words.
        """
        one, other = self._scaled(ones, damping), self._scaled(others, damping)
        return np.clip(np.asarray((one @ other.T).toarray(), dtype=np.float64), 0.0, 1.0)

    def _scaled(self, rows: Sequence[int], damping: float) -> csr_array:
        place = np.array(rows, dtype=np.int64)
        length = np.sqrt(self._squares[place] + damping)
        return csr_array(diags_array(1 / np.where(length > 0, length, 1.0)) @ self._matrix[place])
