"""Whether a sentence is a claim — a measure or a fact — or context.

A linear score over cues kept as data (``data/cues.yaml``): readable, and every decision can be
traced to the cues that made it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.evidence.sections import told_by_section
from bench.prefilter import Expressions
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
def _expressions(source_kind: str) -> Expressions:
    """Return those of the cues that count once."""
    cues = load_cues().of_kind(source_kind)
    return Expressions([cue.pattern for cue in cues if cue.most == 1])


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


def decide_kinds(
    texts: Sequence[str],
    *,
    source_kind: str,
    sections: Sequence[tuple[str, ...]],
    opening: Sequence[bool],
    named: Sequence[bool],
) -> list[KindDecision]:
    """Decide what each of some sentences of a document is.

    Parameters
    ----------
    texts
        n sentences.
    source_kind
        Kind of their document (an id of the corpus's kinds, or "").
    sections
        The headings above each.
    opening
        Whether each is the first of several sentences of its paragraph.
    named
        Whether each names the region that it is about.

    Returns
    -------
    list of KindDecision
        ``probability`` is the logistic of the summed weights (0 to 1): that it is a claim.
    """
    rules = load_cues()
    cues = rules.of_kind(source_kind)
    asked = np.ones((len(texts), len(cues)), dtype=bool)
    for number, cue in enumerate(cues):
        if cue.opening:
            asked[:, number] &= np.array(opening, dtype=bool)
        if cue.named:
            asked[:, number] &= np.array(named, dtype=bool)
        if cue.under is not None:
            asked[:, number] &= told_by_section(cue.under, sections)
    times = _times(source_kind, texts, asked)
    claim = np.full(len(texts), rules.base.get(source_kind, rules.base[""]))
    lean = np.full(len(texts), rules.lean.get(source_kind, rules.lean[""]))
    found = times > 0
    for number in np.flatnonzero(found.any(axis=0)).tolist():
        cue = cues[number]
        claim += times[:, number] * cue.claim
        lean += times[:, number] * (cue.measure - cue.fact)
    return _decisions(claim.tolist(), lean.tolist(), _names(found, [cue.id for cue in cues]))


def _times(source_kind: str, texts: Sequence[str], asked: NDArray[np.bool_]) -> Times:
    """Return how often each cue of a kind of document counts in each text, where it is asked for.

    Shape as that of ``asked``: (texts, cues).
    """
    cues = load_cues().of_kind(source_kind)
    once = [number for number, cue in enumerate(cues) if cue.most == 1]
    times = np.zeros(asked.shape)
    times[:, once] = _expressions(source_kind).found(texts, asked[:, once])
    for number, cue in enumerate(cues):
        if cue.most > 1:
            rows = np.flatnonzero(asked[:, number])
            find = cue.pattern.findall
            times[rows, number] = [min(len(find(texts[row])), cue.most) for row in rows.tolist()]
    return times


def _names(found: NDArray[np.bool_], ids: Sequence[str]) -> list[list[str]]:
    """Return the ids of what was found in each text."""
    names: list[list[str]] = [[] for _ in range(len(found))]
    for row, number in np.argwhere(found).tolist():
        names[row].append(ids[number])
    return names


def _decisions(
    claims: Sequence[float], leans: Sequence[float], names: Sequence[Sequence[str]]
) -> list[KindDecision]:
    """Decide by the sums of weights."""
    decisions = []
    for claim, lean, cues in zip(claims, leans, names, strict=True):
        kind = CONTEXT if claim <= 0 else MEASURE if lean >= 0 else FACT
        decisions.append(KindDecision(kind, 1 / (1 + math.exp(-claim)), tuple(cues)))
    return decisions


def decide_kind(
    text: str,
    *,
    source_kind: str,
    section: tuple[str, ...] = (),
    opening: bool = False,
    named: bool = False,
) -> KindDecision:
    """Decide what one sentence is (see `decide_kinds`)."""
    (decision,) = decide_kinds(
        [text], source_kind=source_kind, sections=[section], opening=[opening], named=[named]
    )
    return decision
