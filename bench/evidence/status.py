"""What standing a claim has: enacted, underway, planned, proposed or achieved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.corpus.kinds import standing_of
from bench.evidence.kinds import FACT
from bench.evidence.sections import told_by_section
from bench.prefilter import Expressions
from bench.resources import data_yaml

STATUSES: Final = ("enacted", "underway", "planned", "proposed", "achieved")


@dataclass(frozen=True, slots=True)
class StatusRule:
    """A status and what must hold for it."""

    status: str
    of: str
    pattern: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    under: re.Pattern[str] | None
    kinds: frozenset[str] | None
    elided: bool


@cache
def load_status_rules() -> tuple[StatusRule, ...]:
    """Return the rules of ``data/status.yaml``, in order."""
    return tuple(_rule(entry) for entry in data_yaml(__package__, "status.yaml")["rules"])


def _rule(entry: dict[str, Any]) -> StatusRule:
    def compiled(key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key]) if key in entry else None

    return StatusRule(
        status=entry["status"],
        of=entry["of"],
        pattern=compiled("pattern"),
        unless=compiled("unless"),
        under=compiled("under"),
        kinds=frozenset(entry["kinds"]) if "kinds" in entry else None,
        elided=entry.get("elided", False),
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules for a kind of document, what some of them look for, and what bars some."""

    rules: tuple[StatusRule, ...]
    looking: NDArray[np.int64]
    looked_for: Expressions
    barred: NDArray[np.int64]
    bars: Expressions


@cache
def _rules_for(source_kind: str) -> _Rules:
    rules = tuple(r for r in load_status_rules() if r.kinds is None or source_kind in r.kinds)
    patterns = {number: rule.pattern for number, rule in enumerate(rules) if rule.pattern}
    bars = {number: rule.unless for number, rule in enumerate(rules) if rule.unless}
    return _Rules(
        rules,
        np.array([*patterns], dtype=np.int64),
        Expressions([*patterns.values()]),
        np.array([*bars], dtype=np.int64),
        Expressions([*bars.values()]),
    )


def decide_statuses(
    texts: Sequence[str],
    kinds: Sequence[str],
    *,
    source_kind: str,
    sections: Sequence[tuple[str, ...]],
    elided: Sequence[bool],
) -> list[str]:
    """Decide the status of each of some claims of a document.

    Parameters
    ----------
    texts
        n sentences.
    kinds
        ``measure`` or ``fact``, of each.
    source_kind
        Kind of their document (an id of the corpus's kinds, or "").
    sections
        The headings above each.
    elided
        Whether each has no subject of its own.

    Returns
    -------
    list of str
        Of ``STATUSES``.
    """
    known = _rules_for(source_kind)
    fits = np.ones((len(texts), len(known.rules)), dtype=bool)
    of = np.array(kinds, dtype=np.str_)
    for number, rule in enumerate(known.rules):
        fits[:, number] = of == rule.of
        if rule.elided:
            fits[:, number] &= np.asarray(elided, dtype=bool)
        if rule.under is not None:
            fits[:, number] &= told_by_section(rule.under, sections)
    fits[:, known.looking] = known.looked_for.found(texts, fits[:, known.looking])
    fits[:, known.barred] &= ~known.bars.found(texts, fits[:, known.barred])
    first = fits.argmax(axis=1).tolist()
    return [
        known.rules[number].status if row[number] else _default(kind, source_kind)
        for number, row, kind in zip(first, fits.tolist(), kinds, strict=True)
    ]


def _default(kind: str, source_kind: str) -> str:
    return "achieved" if kind == FACT else standing_of(source_kind)


def decide_status(
    text: str, kind: str, *, source_kind: str, section: tuple[str, ...] = (), elided: bool = False
) -> str:
    """Decide the status of one claim (see `decide_statuses`)."""
    (status,) = decide_statuses(
        [text], [kind], source_kind=source_kind, sections=[section], elided=[elided]
    )
    return status
