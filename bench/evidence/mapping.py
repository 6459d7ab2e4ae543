"""Which indicators a sentence bears on: the catalogue's terms and TF-IDF similarity together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.model import Catalogue
from bench.evidence.background import load_background
from bench.evidence.learnt import LearntWeights
from bench.evidence.pooling import SIGNS, pooled_signs
from bench.evidence.similarity import SimilarityIndex
from bench.evidence.terms import TermMatcher, TermsFound
from bench.resources import data_yaml
from bench.segmentation import Segmenter

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence to be filed, the two headings above it, and the sentence before it.

    ``section`` and ``paragraph`` say where it stands in its document: learnt weights look at what
    else stands there.
    """

    text: str
    heading: str = ""
    outer_heading: str = ""
    previous: str = ""
    section: tuple[str, ...] = ()
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class IndicatorHit:
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
class MappingRules:
    """The numbers of ``data/mapping.yaml``."""

    base: float
    weights: Mapping[str, float]
    most_terms: float
    threshold: float
    share_of_best: float
    most: int
    pooling: Mapping[str, float]
    learnt_threshold: float
    learnt_share_of_best: float


@cache
def load_mapping_rules() -> MappingRules:
    """Return the shipped rules."""
    return MappingRules(**data_yaml(__package__, "mapping.yaml"))


@dataclass(frozen=True, slots=True)
class _Signs:
    """What was found in n texts for m indicators: arrays of shape (n, m)."""

    terms: Array
    similarity: Array
    nearest: Rows
    found: TermsFound


class Mapper:
    """Files sentences under the indicators of a catalogue."""

    def __init__(
        self, catalogue: Catalogue, cut: Segmenter, learnt: LearntWeights | None = None
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

    def file(self, passages: Sequence[Passage], title: str = "") -> list[tuple[IndicatorHit, ...]]:
        """Find the indicators that each sentence bears on.

        Parameters
        ----------
        passages
            n sentences with what stands above and before them. With learnt weights they are
            those of one document, in order.
        title
            Of the document: it can give a sentence the context that an indicator asks for.

        Returns
        -------
        list of tuple of IndicatorHit
            For each sentence at most three indicators, the surest first; none where none fits.
        """
        if not passages or not self._ids:
            return [() for _ in passages]
        signs, rows = self._look_up(passages)
        odds = self._log_odds(signs, *rows)
        if self._learnt is not None:
            odds = self._pooled(self._by_learnt_weights(passages, odds), passages)
        probabilities = 1 / (1 + np.exp(-odds))
        self._leave_out(probabilities, passages, title)
        return self._pick(probabilities, signs, rows[0])

    def _leave_out(self, probabilities: Array, passages: Sequence[Passage], title: str) -> None:
        """Set to 0 what lacks the context that its indicator asks for."""
        for column, pattern in self._context.items():
            if pattern.search(title):
                continue
            told = {
                section: any(pattern.search(heading) for heading in section)
                for section in {passage.section for passage in passages}
            }
            for row, passage in enumerate(passages):
                if not told[passage.section] and not pattern.search(passage.text):
                    probabilities[row, column] = 0.0

    def catalogue_log_odds(self, passages: Sequence[Passage]) -> Array:
        """Return the log-odds by the catalogue alone, shape (n, indicators)."""
        signs, rows = self._look_up(passages)
        return self._log_odds(signs, *rows)

    def _by_learnt_weights(self, passages: Sequence[Passage], catalogue: Array) -> Array:
        assert self._learnt is not None
        return self._learnt.log_odds(
            [p.text for p in passages], [p.heading for p in passages], catalogue
        )

    def _pooled(self, odds: Array, passages: Sequence[Passage]) -> Array:
        weights = self._rules.pooling
        signs = pooled_signs(odds, [p.section for p in passages], [p.paragraph for p in passages])
        pooled: Array = signs @ np.array([weights[name] for name in SIGNS]) + weights["base"]
        return pooled

    def _look_up(self, passages: Sequence[Passage]) -> tuple[_Signs, tuple[Rows, Rows, Rows, Rows]]:
        """Look up each text once, since headings recur; return the rows of the four parts."""
        parts = (
            [p.text for p in passages],
            [p.heading for p in passages],
            [p.outer_heading for p in passages],
            [p.previous for p in passages],
        )
        texts = list(dict.fromkeys(chain(*parts)))
        row = {text: i for i, text in enumerate(texts)}
        own, heading, outer, previous = (np.array([row[text] for text in part]) for part in parts)
        return self._signs(texts), (own, heading, outer, previous)

    def _signs(self, texts: Sequence[str]) -> _Signs:
        similarity, nearest = self._similarity.compare(texts)
        found = self._terms.find_all(texts)
        return _Signs(np.minimum(found.weights, self._rules.most_terms), similarity, nearest, found)

    def _log_odds(
        self,
        signs: _Signs,
        own: Rows,
        heading: Rows,
        outer: Rows,
        previous: Rows,
    ) -> Array:
        terms, similarity = signs.terms, signs.similarity
        relative = _relative(similarity[own])
        values = {
            "terms": np.log1p(terms[own]),
            "similarity": similarity[own],
            "relative_terms": _relative(terms[own]),
            "relative_similarity": relative,
            "both": similarity[own] * relative,
            "heading_terms": np.log1p(terms[heading]),
            "heading_similarity": similarity[heading],
            "outer_heading_terms": np.log1p(terms[outer]),
            "previous_terms": np.log1p(terms[previous]),
            "previous_similarity": similarity[previous],
        }
        odds = np.full_like(relative, self._rules.base)
        for name, value in values.items():
            odds += self._rules.weights[name] * value
        return odds

    def _pick(
        self, probabilities: Array, signs: _Signs, rows: Rows
    ) -> list[tuple[IndicatorHit, ...]]:
        """Return what is likely enough of each sentence; ``rows`` says where its signs are."""
        rules = self._rules
        threshold, share = rules.threshold, rules.share_of_best
        if self._learnt is not None:
            threshold, share = rules.learnt_threshold, rules.learnt_share_of_best
        best = probabilities.max(axis=1, keepdims=True)
        likely = probabilities >= np.maximum(threshold, share * best)
        sentences, columns = np.nonzero(likely)
        at = rows[sentences]
        found = zip(
            sentences.tolist(),
            at.tolist(),
            columns.tolist(),
            probabilities[likely].tolist(),
            signs.similarity[at, columns].tolist(),
            signs.nearest[at, columns].tolist(),
            strict=True,
        )
        hits: list[list[IndicatorHit]] = [[] for _ in range(len(likely))]
        for sentence, row, column, probability, similarity, nearest in found:
            hit = IndicatorHit(
                indicator=self._ids[column],
                confidence=probability,
                terms=tuple(signs.found.terms.get((row, column), ())),
                similarity=similarity,
                nearest=self._similarity.references[nearest].text,
            )
            hits[sentence].append(hit)
        return [tuple(sorted(some, key=_surest_first)[: rules.most]) for some in hits]


def _surest_first(hit: IndicatorHit) -> float:
    return -hit.confidence


def _relative(values: Array) -> Array:
    """Return each value as a share of the largest of its row."""
    shares: Array = values / (values.max(axis=1, keepdims=True) + _TINY)
    return shares
