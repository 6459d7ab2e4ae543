"""Whether a sentence is a claim — a measure or a fact — or context.

A linear score over cues kept as data (``data/cues.yaml``): readable, and every decision can be
traced to the cues that made it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from bench.resources import data_yaml

MEASURE: Final = "measure"
FACT: Final = "fact"
CONTEXT: Final = "context"


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
    named: bool
    under: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of ``data/cues.yaml``; by kind of document, the log-odds of a claim and the lean."""

    base: dict[str, float]
    lean: dict[str, float]
    cues: tuple[Cue, ...]

    def of_kind(self, source_kind: str) -> tuple[Cue, ...]:
        """Return the cues that apply to a kind of document."""
        return tuple(cue for cue in self.cues if not cue.only or source_kind in cue.only)


@dataclass(frozen=True, slots=True)
class KindDecision:
    """``measure``, ``fact`` or ``context``; the probability of a claim; the cues behind it."""

    kind: str
    probability: float
    cues: tuple[str, ...]


@cache
def load_cues() -> Cues:
    """Return the shipped cues."""
    data = data_yaml(__package__, "cues.yaml")
    return Cues(
        dict(data["base"]), dict(data["lean"]), tuple(_cue(entry) for entry in data["cues"])
    )


@cache
def _searches(source_kind: str) -> tuple[tuple[Callable[[str], object], Cue], ...]:
    return tuple((cue.pattern.search, cue) for cue in load_cues().of_kind(source_kind))


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
        named=entry.get("named", False),
        under=re.compile(entry["under"]) if "under" in entry else None,
    )


def decide_kind(
    text: str,
    *,
    source_kind: str,
    section: tuple[str, ...] = (),
    opening: bool = False,
    named: bool = False,
) -> KindDecision:
    """Decide what a sentence is.

    Parameters
    ----------
    text
        The sentence.
    source_kind
        Kind of its document (an id of the corpus's kinds, or "").
    section
        The headings above it.
    opening
        Whether it is the first of several sentences of its paragraph.
    named
        Whether it names the region that it is about.

    Returns
    -------
    KindDecision
        ``probability`` is the logistic of the summed weights (0 to 1): that it is a claim.
    """
    rules = load_cues()
    claim = rules.base.get(source_kind, rules.base[""])
    lean = rules.lean.get(source_kind, rules.lean[""])
    found = []
    for search, cue in _searches(source_kind):
        if search(text) and _applies(cue, section, opening, named):
            times = 1 if cue.most == 1 else _count(cue, text)
            found.append(cue.id)
            claim += times * cue.claim
            lean += times * (cue.measure - cue.fact)
    probability = 1 / (1 + math.exp(-claim))
    if claim <= 0:
        return KindDecision(CONTEXT, probability, tuple(found))
    return KindDecision(MEASURE if lean >= 0 else FACT, probability, tuple(found))


def _applies(cue: Cue, section: tuple[str, ...], opening: bool, named: bool) -> bool:
    if (cue.opening and not opening) or (cue.named and not named):
        return False
    return cue.under is None or any(cue.under.search(heading) for heading in section)


def _count(cue: Cue, text: str) -> int:
    return sum(1 for _ in islice(cue.pattern.finditer(text), cue.most))
