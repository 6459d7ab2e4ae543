"""Whether a sentence is a claim — a measure or a fact — or context.

A linear score over cues kept as data (``data/cues.yaml``): readable, and every decision can be
traced to the cues that made it. In all but regulations weights learnt from labels come on top
(`bench.evidence.kind_weights`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.evidence.occurrences import Occurrences
from bench.evidence.recurring import Flags, Recurring
from bench.evidence.sections import Section, told_by_sections
from bench.prefilter import Expressions, Screened
from bench.resources import data_yaml

MEASURE: Final = "measure"
FACT: Final = "fact"
CONTEXT: Final = "context"

Times = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its pattern, where it applies, and what it adds to each of the three scores."""

    id: str
    pattern: re.Pattern[str]
    claim: float
    measure: float
    fact: float
    most: int
    only: frozenset[str]
    opening: bool
    topical: bool
    named: bool
    under: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of ``data/cues.yaml``; by kind of document, the log-odds of a claim and the lean."""

    base: dict[str, float]
    lean: dict[str, float]
    cues: tuple[Cue, ...]


@cache
def load_cues() -> Cues:
    """Return the shipped cues."""
    data = data_yaml(__package__, "cues.yaml")
    return Cues(
        dict(data["base"]), dict(data["lean"]), tuple(_cue(entry) for entry in data["cues"])
    )


@cache
def kind_expressions() -> Expressions:
    """Return the expressions of all cues."""
    return Expressions([cue.pattern for cue in load_cues().cues])


@cache
def _several() -> dict[int, Occurrences]:
    """Return the cues that may count more than once, by their places."""
    cues = enumerate(load_cues().cues)
    return {number: Occurrences(cue.pattern) for number, cue in cues if cue.most > 1}


def _cue(entry: dict[str, Any]) -> Cue:
    return Cue(
        id=entry["id"],
        pattern=re.compile(entry["pattern"]),
        claim=entry.get("claim", 0.0),
        measure=entry.get("measure", 0.0),
        fact=entry.get("fact", 0.0),
        most=entry.get("most", 1),
        only=frozenset(entry.get("only", ())),
        opening=entry.get("opening", False),
        topical=entry.get("topical", False),
        named=entry.get("named", False),
        under=re.compile(entry["under"]) if "under" in entry else None,
    )


@dataclass(frozen=True, slots=True)
class KindDecisions:
    """What n sentences are: the kind and the probability of a claim of each, and the cues found.

    ``found`` has the shape (n, cues).
    """

    kinds: list[str]
    probabilities: list[float]
    found: Flags

    def cues(self, row: int) -> tuple[str, ...]:
        """Return the ids of the cues behind a decision."""
        cues = load_cues().cues
        return tuple(cues[number].id for number in np.flatnonzero(self.found[row]).tolist())


@dataclass(frozen=True, slots=True)
class KindScores:
    """Scores of n sentences: the log-odds of a claim, the lean to a measure, and the cues found.

    ``claim`` and ``lean`` have the shape (n,), ``found`` (n, cues); ``lean`` is above 0 for a
    measure, below it for a fact.
    """

    claim: Times
    lean: Times
    found: Flags


def decide_kinds(scores: KindScores) -> KindDecisions:
    """Decide what each of n sentences is, from its scores.

    A probability is the logistic of the log-odds (0 to 1): that it is a claim.
    """
    claim, lean = scores.claim, scores.lean
    return KindDecisions(
        np.where(claim <= 0, CONTEXT, np.where(lean >= 0, MEASURE, FACT)).tolist(),
        [1 / (1 + math.exp(-odds)) for odds in claim.tolist()],
        scores.found,
    )


def kind_scores(
    texts: Sequence[str],
    *,
    source_kinds: Recurring[str],
    sections: Recurring[Section],
    opening: Flags,
    topical: Flags,
    named: Flags,
    screened: Screened | None = None,
) -> KindScores:
    """Return what the cues say of each of some sentences.

    Parameters
    ----------
    texts
        n sentences.
    source_kinds
        Kind of the document of each (an id of the corpus's kinds, or "").
    sections
        The headings above each.
    opening
        Whether each is the first of several sentences of its paragraph, shape (n,).
    topical
        Whether each may name the topic of what follows it within its paragraph, shape (n,).
    named
        Whether each names the region that it is about, shape (n,).
    screened
        Which of `kind_expressions` they may hold, where that is known.
    """
    rules = load_cues()
    told = told_by_sections([cue.under for cue in rules.cues], sections)
    asked = np.ones((len(rules.cues), len(texts)), dtype=bool)
    for row, cue in zip(asked, rules.cues, strict=True):
        if cue.only:
            row &= source_kinds.holds(cue.only.__contains__)
        if cue.opening:
            row &= opening
        if cue.topical:
            row &= topical
        if cue.named:
            row &= named
        if cue.under is not None:
            row &= told[cue.under]
    times = _times(screened or kind_expressions().screened(texts), asked)
    claim = _starts(rules.base, source_kinds)
    lean = _starts(rules.lean, source_kinds)
    found = times > 0
    for number in np.flatnonzero(found.any(axis=1)).tolist():
        cue = rules.cues[number]
        claim += times[number] * cue.claim
        lean += times[number] * (cue.measure - cue.fact)
    return KindScores(claim, lean, found.T)


def _starts(by_kind: Mapping[str, float], source_kinds: Recurring[str]) -> Times:
    """Return what the sum of each sentence starts from."""
    starts = [by_kind.get(kind, by_kind[""]) for kind in source_kinds.different]
    return np.array(starts, dtype=np.float64)[source_kinds.numbers]


def _times(screened: Screened, asked: Flags) -> Times:
    """Return how often each cue counts in each text, where it is asked for: (cues, texts)."""
    several = _several()
    once = asked.copy()
    once[list(several)] = False
    times = screened.found(once).astype(np.float64)
    for number, occurrences in several.items():
        counts = np.minimum(occurrences.count(screened.texts), load_cues().cues[number].most)
        times[number] = np.where(asked[number], counts, 0)
    return times
