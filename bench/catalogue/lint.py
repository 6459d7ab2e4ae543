"""Advice on a catalogue that is valid but could be better. Nothing here stops a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.catalogue.model import Catalogue, Indicator
from bench.catalogue.steps import perhaps_below_a_mean
from bench.errors import BenchError, worded

MIN_EXAMPLES: Final = 12


@dataclass(frozen=True)
class Advice:
    """One thing to look at.

    Parameters
    ----------
    indicator
        Id of the indicator or group it is about (the first, where several share it).
    key
        Which message it is.
    values
        What fills the message.
    """

    indicator: str
    key: str
    values: dict[str, object]

    def text(self, language: str = "zh") -> str:
        """Return the advice in ``language``."""
        return worded(self.key, language, {"indicator": self.indicator, **self.values})


def lint(catalogue: Catalogue) -> list[Advice]:
    """Return what an analyst may want to look at in a catalogue.

    Looked for: fewer than ``MIN_EXAMPLES`` examples, terms of one character, terms that cannot
    tell indicators apart, excluded phrases without effect, repeated examples, and means that a
    region fails which is last in all of a group.

    Parameters
    ----------
    catalogue
        A checked catalogue.

    Returns
    -------
    list of Advice
        In the order of the catalogue, what concerns several indicators last.
    """
    alone = [advice for indicator in catalogue.evidence_indicators for advice in _of_one(indicator)]
    return [
        *alone,
        *_shared_terms(catalogue),
        *_repeated_examples(catalogue),
        *_low_means(catalogue),
    ]


def _of_one(indicator: Indicator) -> Iterator[Advice]:
    if len(indicator.examples) < MIN_EXAMPLES:
        counts: dict[str, object] = {"count": len(indicator.examples), "wanted": MIN_EXAMPLES}
        yield Advice(indicator.id, "catalogue.lint_few_examples", counts)
    for term in indicator.terms:
        if len(term) == 1:
            yield Advice(indicator.id, "catalogue.lint_short_term", {"term": term})
    for phrase in indicator.exclude:
        folded = phrase.casefold()
        if not any(term.casefold() in folded for term in indicator.terms):
            yield Advice(indicator.id, "catalogue.lint_idle_exclude", {"phrase": phrase})


def _shared_terms(catalogue: Catalogue) -> Iterator[Advice]:
    for term, weights in catalogue.terms().items():
        if len(weights) > 1 and len(set(weights.values())) == 1:
            values: dict[str, object] = {"term": term, "others": " / ".join([*weights][1:])}
            yield Advice(next(iter(weights)), "catalogue.lint_shared_term", values)


def _repeated_examples(catalogue: Catalogue) -> Iterator[Advice]:
    holders: dict[str, list[str]] = {}
    for indicator in catalogue.indicators:
        for example in indicator.examples:
            holders.setdefault(example, []).append(indicator.id)
    for example, ids in holders.items():
        if len(ids) > 1:
            values: dict[str, object] = {"example": example, "holders": " / ".join(ids)}
            yield Advice(ids[0], "catalogue.lint_repeated_example", values)


def _low_means(catalogue: Catalogue) -> Iterator[Advice]:
    for aggregation, part in perhaps_below_a_mean(catalogue):
        told = BenchError(f"method.aggregation_{aggregation}")
        yield Advice(part.id, "catalogue.lint_low_mean", {"aggregation": told, "name": part.name})
