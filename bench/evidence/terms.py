"""The catalogue's terms in texts: one pass, overlapping matches, conflicts resolved here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.model import Catalogue
from bench.phrases import Found, Phrases

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TermHits:
    """The terms found for one indicator, and the sum of their weights."""

    weight: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermsFound:
    """The terms found in n texts for m indicators.

    Attributes
    ----------
    weights
        The sum of their weights, shape (n, m).
    places
        Where each term was found, ascending: number of the text · m + number of the indicator.
    terms
        What was found there, the strongest of a place first.
    """

    weights: Array
    places: Numbers
    terms: NDArray[np.object_]

    def at(self, texts: Numbers, indicators: Numbers) -> list[tuple[str, ...]]:
        """Return the terms found in some texts for an indicator each, strongest first."""
        wanted = texts * self.weights.shape[1] + indicators
        starts = np.searchsorted(self.places, wanted).tolist()
        ends = np.searchsorted(self.places, wanted, side="right").tolist()
        terms = self.terms
        return [tuple(terms[start:end]) for start, end in zip(starts, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term (or, as a mask, an excluded phrase) of the indicator in a column."""

    column: int
    order: float  # the strongest term comes first
    text: str
    mask: bool


class TermMatcher:
    """Finds the terms of every indicator of a catalogue.

    A term inside an occurrence of one of the indicator's excluded phrases does not count, nor
    does one inside a longer term of the same indicator; a term counts once however often it is
    found.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._ids = [indicator.id for indicator in catalogue.evidence_indicators]
        entries = sorted(_entries(catalogue), key=lambda e: (e.column, e.order, e.text))
        self._texts = np.array([entry.text for entry in entries], dtype=object)
        self._columns = np.array([entry.column for entry in entries], dtype=np.int64)
        self._weights = np.array([-entry.order for entry in entries])
        self._masks = np.array([entry.mask for entry in entries], dtype=bool)
        self._phrases = Phrases([entry.text for entry in entries])

    def find(self, text: str) -> dict[str, TermHits]:
        """Find the terms in one text (see `find_all`): indicator id → the terms found for it."""
        found = self.find_all([text])
        columns = np.unique(found.places)
        terms = found.at(np.zeros_like(columns), columns)
        return {
            self._ids[column]: TermHits(float(found.weights[0, column]), some)
            for column, some in zip(columns.tolist(), terms, strict=True)
        }

    def find_all(self, texts: Sequence[str]) -> TermsFound:
        """Find the terms in texts.

        Parameters
        ----------
        texts
            n sentences. Latin letters match in either case.
        """
        hits = self._phrases.find([_fold(text) for text in texts])
        kept = self._standing(hits)
        # A term counts once a text; the order of the entries is that of terms to be told.
        rows, entries = np.divmod(
            np.unique(hits.texts[kept] * len(self._texts) + hits.strings[kept]), len(self._texts)
        )
        width = len(self._ids)
        places = rows * width + self._columns[entries]
        weights = np.bincount(places, weights=self._weights[entries], minlength=len(texts) * width)
        return TermsFound(
            weights.astype(float).reshape(len(texts), width),
            places,
            self._texts[entries],
        )

    def _standing(self, hits: Found) -> Numbers:
        """Return which hits are terms outside of masks and of longer terms of their indicator.

        Seen by place, the longest first, a hit lies in one before it if that reaches as far.
        """
        groups = hits.texts * len(self._ids) + self._columns[hits.strings]
        masks = self._masks[hits.strings]
        lengths = hits.ends - hits.starts
        reach, longest = hits.ends.max(initial=0) + 1, lengths.max(initial=0) + 1
        order = np.argsort(((groups * reach + hits.starts) * 2 + ~masks) * longest - lengths)
        # Every group reaches further than those before it.
        ends = (groups * reach + hits.ends)[order]
        masked = np.maximum.accumulate(np.where(masks[order], ends, -1)) >= ends
        order, ends = order[~masked], ends[~masked]
        reached = np.maximum.accumulate(ends)
        outer = np.ones(len(ends), dtype=bool)
        outer[1:] = ends[1:] > reached[:-1]
        standing: Numbers = order[outer]
        return standing


def _entries(catalogue: Catalogue) -> set[_Entry]:
    entries = set()
    for column, indicator in enumerate(catalogue.evidence_indicators):
        terms = {_fold(term): weight for term, weight in indicator.terms.items()}
        entries |= {_Entry(column, -weight, term, mask=False) for term, weight in terms.items()}
        entries |= {_Entry(column, 0.0, _fold(phrase), mask=True) for phrase in indicator.exclude}
    return entries


def _fold(text: str) -> str:
    folded = text.lower()
    return folded if len(folded) == len(text) else text
