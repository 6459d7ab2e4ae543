"""The catalogue's terms in a text: one pass, overlapping matches, conflicts resolved here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

from bench.catalogue.model import Catalogue

Span = tuple[int, int]
_UNMASKED: Final[tuple[Span, ...]] = ()


@dataclass(frozen=True, slots=True)
class TermHits:
    """The terms found for one indicator, and the sum of their weights."""

    weight: float
    terms: tuple[str, ...]


class TermMatcher:
    """Finds the terms of every indicator of a catalogue.

    A term inside an occurrence of one of the indicator's excluded phrases does not count, nor
    does one inside a longer term of the same indicator; a term counts once however often it is
    found.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._terms: dict[str, dict[str, float]] = {}
        self._excluded: dict[str, set[str]] = defaultdict(set)
        for indicator in catalogue.evidence_indicators:
            for term, weight in indicator.terms.items():
                self._terms.setdefault(_fold(term), {})[indicator.id] = weight
            for phrase in indicator.exclude:
                self._excluded[_fold(phrase)].add(indicator.id)
        self._patterns = sorted({*self._terms, *self._excluded})
        self._owners = [tuple(self._terms.get(p, ())) for p in self._patterns]
        self._excluders = [tuple(self._excluded.get(p, ())) for p in self._patterns]
        self._automaton = AhoCorasick(self._patterns)

    def find(self, text: str) -> dict[str, TermHits]:
        """Find the terms in a text.

        Parameters
        ----------
        text
            A sentence. Latin letters match in either case.

        Returns
        -------
        dict
            Indicator id → the terms found for it, strongest first, and their weights' sum.
        """
        spans: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        masks: dict[str, list[Span]] = defaultdict(list)
        folded = _fold(text)
        if len(folded) != len(text):
            folded = text
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for indicator in self._owners[number]:
                spans[indicator].append(((start, end), self._patterns[number]))
            for indicator in self._excluders[number]:
                masks[indicator].append((start, end))
        hits = {}
        for indicator, found in spans.items():
            masked = masks.get(indicator, _UNMASKED)
            if len(found) == 1 and not masked:
                term = found[0][1]
                hits[indicator] = TermHits(self._terms[term][indicator], (term,))
                continue
            kept = _outermost(found, masked)
            if kept:
                weights = {term: self._terms[term][indicator] for term in kept}
                ordered = sorted(weights, key=lambda term: (-weights[term], term))
                hits[indicator] = TermHits(sum(weights.values()), tuple(ordered))
        return hits


def _outermost(found: list[tuple[Span, str]], masks: Iterable[Span]) -> set[str]:
    """Keep the terms outside of masks and of longer terms found."""
    masked = list(masks)
    kept: set[str] = set()
    reach = -1  # the end of the longest term kept: what begins later and ends before lies in it
    for span, term in sorted(found, key=lambda item: (item[0][0], -item[0][1])):
        if span[1] > reach and not any(_within(span, mask) for mask in masked):
            kept.add(term)
            reach = span[1]
    return kept


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _fold(text: str) -> str:
    return text.lower()
