"""Which indicators a sentence bears on: the catalogue's terms and TF-IDF similarity together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.model import Catalogue
from bench.evidence.background import load_background
from bench.evidence.learnt import LearntByGenre
from bench.evidence.passages import Passage, Passages, columns_of
from bench.evidence.pooling import pooled_odds
from bench.evidence.recurring import Flags, recurring
from bench.evidence.sections import told_by_section
from bench.evidence.similarity import Compared, SimilarityIndex
from bench.evidence.terms import TermMatcher, TermsFound
from bench.resources import data_yaml
from bench.segmentation import Segmenter

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
_TINY: Final = 1e-9


class IndicatorHit(NamedTuple):
    """An indicator that a sentence bears on, and what carried it.

    ``confidence`` is a probability (0 to 1); ``terms`` are the catalogue terms found, strongest
    first; ``nearest`` is the definition or example most like the sentence, ``similarity`` the
    TF-IDF similarity to the indicator (0 to 1).
    """

    indicator: str
    confidence: float
    terms: tuple[str, ...]
    similarity: float
    nearest: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What an indicator needs: this probability, and this share of the best one's, 0 to 1 each."""

    threshold: float
    share_of_best: float


@dataclass(frozen=True, slots=True)
class MappingRules:
    """The numbers of ``data/mapping.yaml``."""

    base: float
    weights: Mapping[str, float]
    most_terms: float
    most: int
    bar: Bar
    pooling: Mapping[str, float]
    learnt_bar: Bar


@cache
def load_mapping_rules() -> MappingRules:
    """Return the shipped rules."""
    data = data_yaml(__package__, "mapping.yaml")
    bars = {name: Bar(**data[name]) for name in ("bar", "learnt_bar")}
    return MappingRules(**{**data, **bars})


@dataclass(frozen=True, slots=True)
class _Signs:
    """What was found in n texts for m indicators: arrays of shape (n, m)."""

    terms: Array
    similarity: Array
    compared: Compared
    found: TermsFound


@dataclass(frozen=True, slots=True)
class _Rows:
    """At which text the parts of each of some passages are looked up."""

    own: Rows
    heading: Rows
    outer: Rows
    previous: Rows


class Mapper:
    """Files sentences under the indicators of a catalogue."""

    def __init__(
        self, catalogue: Catalogue, cut: Segmenter, learnt: LearntByGenre | None = None
    ) -> None:
        self._ids = [indicator.id for indicator in catalogue.evidence_indicators]
        self._terms = TermMatcher(catalogue)
        if self._ids:
            self._similarity = SimilarityIndex(catalogue, cut, load_background())
        self._context = {
            column: re.compile("|".join(map(re.escape, indicator.context)), re.IGNORECASE)
            for column, indicator in enumerate(catalogue.evidence_indicators)
            if indicator.context
        }
        self._rules = load_mapping_rules()
        self._learnt = learnt

    def file(
        self, passages: Sequence[Passage], title: str = "", kind: str = ""
    ) -> list[tuple[IndicatorHit, ...]]:
        """Find the indicators that each sentence of one document bears on (see `file_all`).

        Parameters
        ----------
        passages
            Its sentences with what stands above and before them, in order.
        title, kind
            Its title, and what kind of document it is read as.
        """
        return self.file_all(columns_of(passages, title, kind))

    def file_all(self, passages: Passages) -> list[tuple[IndicatorHit, ...]]:
        """Find the indicators that each sentence of some documents bears on.

        Parameters
        ----------
        passages
            n sentences with what stands above and before them. The title of a document can give
            its sentences the context that an indicator asks for, its kind says whose learnt weights
            count.

        Returns
        -------
        list of tuple of IndicatorHit
            For each sentence at most three indicators, the surest first; none where none fits.
        """
        if not passages.texts or not self._ids:
            return [() for _ in passages.texts]
        signs, rows = self._look_up(passages)
        odds = self._log_odds(signs, rows)
        if self._learnt is not None:
            kinds = recurring(passages.kinds).at(passages.documents)
            odds = self._learnt.log_odds(passages.texts, passages.headings, kinds, odds)
            odds = pooled_odds(
                odds,
                passages.section_numbers(),
                passages.paragraph_numbers(),
                self._rules.pooling,
            )
        probabilities = 1 / (1 + np.exp(-odds))
        bar = self._rules.bar if self._learnt is None else self._rules.learnt_bar
        self._leave_out(probabilities, passages, bar.threshold)
        best = probabilities.max(axis=1)
        least = np.maximum(bar.threshold, bar.share_of_best * best)
        likely = probabilities >= least[:, np.newaxis]
        return self._pick(likely, probabilities, signs, rows.own)

    def catalogue_log_odds(self, passages: Sequence[Passage]) -> Array:
        """Return the log-odds by the catalogue alone, shape (n, indicators)."""
        return self._log_odds(*self._look_up(columns_of(passages)))

    def _leave_out(self, probabilities: Array, passages: Passages, threshold: float) -> None:
        """Set to 0 what lacks the context that its indicator asks for.

        What is too unlikely to be picked needs no look.
        """
        for column, pattern in self._context.items():
            titled = np.array([bool(pattern.search(title)) for title in passages.titles])
            told = titled[passages.documents] | told_by_section(pattern, passages.sections)
            likely = probabilities[:, column] >= threshold
            for row in np.flatnonzero(likely & ~told).tolist():
                if not pattern.search(passages.texts[row]):
                    probabilities[row, column] = 0.0

    def _look_up(self, passages: Passages) -> tuple[_Signs, _Rows]:
        """Look up each text once, since headings recur."""
        headings, outer = passages.headings, passages.outer_headings
        parts = (passages.texts, headings.different, outer.different, passages.previous)
        every = recurring(chain(*parts))
        own, heading, above, previous = np.split(
            every.numbers, np.cumsum([len(part) for part in parts[:-1]])
        )
        rows = _Rows(own, heading[headings.numbers], above[outer.numbers], previous)
        return self._signs(every.different), rows

    def _signs(self, texts: Sequence[str]) -> _Signs:
        compared = self._similarity.compare(texts)
        found = self._terms.find_all(texts)
        terms = np.minimum(found.weights, self._rules.most_terms)
        return _Signs(terms, compared.similarities, compared, found)

    def _log_odds(self, signs: _Signs, rows: _Rows) -> Array:
        weights = self._rules.weights
        terms, similarity = np.log1p(signs.terms), signs.similarity
        relative = _relative(similarity)
        own = (
            weights["terms"] * terms
            + weights["similarity"] * similarity
            + weights["relative_terms"] * _relative(signs.terms)
            + weights["relative_similarity"] * relative
            + weights["both"] * similarity * relative
        )
        heading = weights["heading_terms"] * terms + weights["heading_similarity"] * similarity
        outer = weights["outer_heading_terms"] * terms
        previous = weights["previous_terms"] * terms + weights["previous_similarity"] * similarity
        odds: Array = own[rows.own]
        odds += heading[rows.heading]
        odds += outer[rows.outer]
        odds += previous[rows.previous]
        odds += self._rules.base
        return odds

    def _pick(
        self, likely: Flags, probabilities: Array, signs: _Signs, rows: Rows
    ) -> list[tuple[IndicatorHit, ...]]:
        """Return what is likely enough of each sentence; ``rows`` says where its signs are."""
        sentences, columns = np.nonzero(likely)
        sure = probabilities[likely]
        # By sentence, the surest first.
        order = np.lexsort((columns, -sure, sentences))
        ends = np.cumsum(likely.sum(axis=1))
        rank = np.arange(len(order)) - (ends - likely.sum(axis=1))[sentences]
        order = order[rank < self._rules.most]
        sentences, columns = sentences[order], columns[order]
        at = rows[sentences]
        hits = list(
            map(
                IndicatorHit,
                map(self._ids.__getitem__, columns.tolist()),
                sure[order].tolist(),
                signs.found.at(at, columns),
                signs.similarity[at, columns].tolist(),
                signs.compared.nearest(at, columns),
            )
        )
        bounds = np.searchsorted(sentences, np.arange(len(likely) + 1)).tolist()
        return [tuple(hits[start:end]) for start, end in pairwise(bounds)]


def _relative(values: Array) -> Array:
    """Return each value as a share of the largest of its row."""
    shares: Array = values / (values.max(axis=1, keepdims=True) + _TINY)
    return shares
