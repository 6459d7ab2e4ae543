"""Which indicators a sentence bears on: the catalogue's terms and TF-IDF similarity together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from bench.catalogue.model import Catalogue
from bench.evidence.background import load_background
from bench.evidence.similarity import SimilarityIndex
from bench.evidence.terms import TermHits, TermMatcher
from bench.segmentation import Segmenter

Array = NDArray[np.float64]
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence to be filed, the two headings above it, and the sentence before it."""

    text: str
    heading: str = ""
    outer_heading: str = ""
    previous: str = ""


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


@cache
def load_mapping_rules() -> MappingRules:
    """Return the shipped rules."""
    source = files(__package__).joinpath("data/mapping.yaml").read_text(encoding="utf-8")
    return MappingRules(**YAML(typ="safe").load(source))


@dataclass(frozen=True, slots=True)
class _Signs:
    """What was found in n texts for m indicators: arrays of shape (n, m)."""

    terms: Array
    similarity: Array
    nearest: NDArray[np.int64]
    hits: list[dict[str, TermHits]]


class Mapper:
    """Files sentences under the indicators of a catalogue."""

    def __init__(self, catalogue: Catalogue, cut: Segmenter) -> None:
        self._ids = [indicator.id for indicator in catalogue.indicators]
        self._column = {name: i for i, name in enumerate(self._ids)}
        self._terms = TermMatcher(catalogue)
        self._similarity = SimilarityIndex(catalogue, cut, load_background())
        self._rules = load_mapping_rules()

    def file(self, passages: Sequence[Passage]) -> list[tuple[IndicatorHit, ...]]:
        """Find the indicators that each sentence bears on.

        Parameters
        ----------
        passages
            n sentences with what stands above and before them.

        Returns
        -------
        list of tuple of IndicatorHit
            For each sentence at most three indicators, the surest first; none where none fits.
        """
        if not passages:
            return []
        # Headings recur for every sentence under them: look each text up once.
        texts = sorted({t for p in passages for t in _texts(p)})
        signs = self._signs(texts)
        row = {text: i for i, text in enumerate(texts)}
        own, heading, outer, previous = (
            np.array([row[_texts(p)[part]] for p in passages]) for part in range(4)
        )
        odds = self._log_odds(signs, own, heading, outer, previous)
        probabilities = 1 / (1 + np.exp(-odds))
        return [self._pick(probabilities[i], signs, at) for i, at in enumerate(own)]

    def _signs(self, texts: Sequence[str]) -> _Signs:
        similarity, nearest = self._similarity.compare(texts)
        hits = [self._terms.find(text) for text in texts]
        terms = np.zeros_like(similarity)
        for number, found in enumerate(hits):
            for indicator, hit in found.items():
                terms[number, self._column[indicator]] = hit.weight
        return _Signs(np.minimum(terms, self._rules.most_terms), similarity, nearest, hits)

    def _log_odds(
        self,
        signs: _Signs,
        own: NDArray[np.int64],
        heading: NDArray[np.int64],
        outer: NDArray[np.int64],
        previous: NDArray[np.int64],
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

    def _pick(self, probabilities: Array, signs: _Signs, row: int) -> tuple[IndicatorHit, ...]:
        rules = self._rules
        least = max(rules.threshold, rules.share_of_best * float(probabilities.max()))
        order = np.argsort(-probabilities, kind="stable")[: rules.most]
        return tuple(
            IndicatorHit(
                indicator=self._ids[i],
                confidence=float(probabilities[i]),
                terms=signs.hits[row][self._ids[i]].terms
                if self._ids[i] in signs.hits[row]
                else (),
                similarity=float(signs.similarity[row, i]),
                nearest=self._similarity.references[signs.nearest[row, i]].text,
            )
            for i in order
            if probabilities[i] >= least
        )


def _texts(passage: Passage) -> tuple[str, str, str, str]:
    return passage.text, passage.heading, passage.outer_heading, passage.previous


def _relative(values: Array) -> Array:
    """Return each value as a share of the largest of its row."""
    shares: Array = values / (values.max(axis=1, keepdims=True) + _TINY)
    return shares
