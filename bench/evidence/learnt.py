"""Weights learnt from labelled sentences, for a catalogue that has them.

A linear model an indicator, over the character strings found in a sentence and in the heading
above it, and over the log-odds that the catalogue's own terms and examples give. What a string
says may depend on the genre of the document. The weights are kept as a table that can be read
(see ``bench.evidence.learnt_tables``) and made anew by one command (``bench.evidence.learning``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.evidence.genres import ARTICLES, genre_of
from bench.evidence.recurring import Recurring, recurring
from bench.trie import Trie

Array = NDArray[np.float64]
# A heading says less about a sentence than the sentence itself.
HEADING_SCALE: Final = 0.5
# Brings the catalogue's log-odds to the size of the other features while learning.
CATALOGUE_SCALE: Final = 0.1


@dataclass(frozen=True)
class LearntWeights:
    """The learnt weights of m indicators over f features (character strings).

    Attributes
    ----------
    indicators
        Their m ids.
    features
        The f strings, in lower case.
    text, heading
        Weights of the features in the sentence and in the heading, shape (f, m), mostly 0.
    catalogue
        Weights of the catalogue's log-odds of all indicators (rows) for each (columns), (m, m).
    base
        Intercepts, shape (m,).
    """

    indicators: tuple[str, ...]
    features: tuple[str, ...]
    text: csr_array
    heading: csr_array
    catalogue: Array
    base: Array

    def __getstate__(self) -> dict[str, object]:
        # What is cached is made anew where it is needed.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _trie(self) -> Trie:
        return Trie(self.features)

    @cached_property
    def _text(self) -> Array:
        # As good as full: so, a product takes an eighth of the time.
        return self.text.toarray()

    @cached_property
    def _heading(self) -> Array:
        return self.heading.toarray()

    @cached_property
    def _of_catalogue(self) -> csr_array:
        # Sparse: a product of full matrices may round otherwise for another number of rows.
        return csr_array(CATALOGUE_SCALE * self.catalogue.T)

    def fingerprint(self) -> str:
        """Return a digest of the weights, for the record of a run."""
        digest = hashlib.sha256("\n".join((*self.indicators, *self.features)).encode())
        for part in (self.text.toarray(), self.heading.toarray(), self.catalogue, self.base):
            digest.update(np.ascontiguousarray(part).tobytes())
        return digest.hexdigest()

    def log_odds(
        self, texts: Sequence[str], headings: Sequence[str] | Recurring[str], catalogue: Array
    ) -> Array:
        """Return the log-odds of each indicator for each sentence.

        Parameters
        ----------
        texts, headings
            n sentences and the heading above each ("" for none).
        catalogue
            Log-odds by the catalogue's terms and examples, shape (n, m).

        Returns
        -------
        array of shape (n, m)
        """
        above = headings if isinstance(headings, Recurring) else recurring(headings)
        by_heading = HEADING_SCALE * (self.found(above.different) @ self._heading)
        odds: Array = self.found(texts) @ self._text
        odds += by_heading[above.numbers]
        odds += (self._of_catalogue @ np.ascontiguousarray(catalogue.T)).T
        odds += self.base
        return odds

    def found(self, texts: Sequence[str]) -> csr_array:
        """Return which features each text holds, shape (n, f).

        A row is scaled by the length of its text, not by what was found in it: leaving out a
        feature that has no weight must change nothing.
        """
        found = self._trie.present([text.lower() for text in texts])
        lengths = np.array([max(len(text), 1) for text in texts], dtype=np.float64)
        found.data = np.repeat(1 / np.sqrt(lengths), np.diff(found.indptr))
        return found


@dataclass(frozen=True, slots=True)
class LearntByGenre:
    """The learnt weights of m indicators, those of each genre of documents.

    ``genres`` has weights for each of `bench.evidence.genres.GENRES`. Documents of a kind that
    belongs to none go by those of articles.
    """

    genres: Mapping[str, LearntWeights]

    def of(self, kind: str) -> LearntWeights:
        """Return the weights for a kind of document."""
        return self.genres[_genre(kind)]

    def fingerprint(self) -> str:
        """Return a digest of the weights, for the record of a run."""
        told = [f"{genre} {self.genres[genre].fingerprint()}" for genre in sorted(self.genres)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def log_odds(
        self,
        texts: Sequence[str],
        headings: Recurring[str],
        kinds: Recurring[str],
        catalogue: Array,
    ) -> Array:
        """Return the log-odds of each indicator for each sentence.

        Parameters
        ----------
        texts, headings, kinds
            n sentences, the heading above each ("" for none), and the kind of its document.
        catalogue
            Log-odds by the catalogue's terms and examples, shape (n, m).

        Returns
        -------
        array of shape (n, m)
        """
        odds = np.empty_like(catalogue)
        genres = kinds.mapped(_genre)
        for number, genre in enumerate(genres.different):
            rows = np.flatnonzero(genres.numbers == number)
            odds[rows] = self.genres[genre].log_odds(
                [texts[row] for row in rows.tolist()], headings.at(rows), catalogue[rows]
            )
        return odds


def _genre(kind: str) -> str:
    return genre_of(kind) or ARTICLES
