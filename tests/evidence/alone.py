"""Decisions on one sentence alone, by what decides on many together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.evidence.instruments import instruments_of
from bench.evidence.kinds import decide_kinds, kind_scores
from bench.evidence.recurring import recurring
from bench.evidence.status import decide_statuses


@dataclass(frozen=True, slots=True)
class KindDecision:
    """``measure``, ``fact`` or ``context``; the probability of a claim; the cues behind it."""

    kind: str
    probability: float
    cues: tuple[str, ...]


def decide_kind(
    text: str,
    *,
    source_kind: str,
    section: tuple[str, ...] = (),
    opening: bool = False,
    topical: bool = False,
    named: bool = False,
) -> KindDecision:
    """Decide what one sentence is by the cues (see `kind_scores`)."""
    decisions = decide_kinds(
        kind_scores(
            [text],
            source_kinds=recurring([source_kind]),
            sections=recurring([section]),
            opening=np.array([opening]),
            topical=np.array([topical]),
            named=np.array([named]),
        )
    )
    return KindDecision(decisions.kinds[0], decisions.probabilities[0], decisions.cues(0))


def decide_status(
    text: str,
    kind: str,
    *,
    source_kind: str,
    section: tuple[str, ...] = (),
    elided: bool = False,
    year: int = 0,
) -> str:
    """Decide the status of one claim (see `decide_statuses`)."""
    (status,) = decide_statuses(
        [text],
        [kind],
        source_kinds=recurring([source_kind]),
        sections=recurring([section]),
        groups=np.zeros(1, dtype=np.int64),
        elided=np.array([elided]),
        years=recurring([year]),
    )
    return status


def instrument_of(text: str, *, source_kind: str, section: tuple[str, ...] = ()) -> str:
    """Return the policy instrument of one claim (see `instruments_of`)."""
    (instrument,) = instruments_of(
        [text], source_kinds=recurring([source_kind]), sections=recurring([section])
    )
    return instrument
