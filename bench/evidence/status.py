"""What standing a claim has: enacted, underway, planned, proposed or achieved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from bench.corpus.kinds import standing_of
from bench.evidence.kinds import CONTEXT, FACT
from bench.evidence.recurring import Flags, Numbers, Recurring
from bench.evidence.sections import Section, told_by_sections
from bench.prefilter import Expressions, Screened
from bench.resources import data_yaml

_CARRIED: Final = "carried"
_LATER: Final = "later"
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=\s*年)")
# 《…规划（2021—2035年）》 tells nothing of the time of a sentence.
_TITLE: Final = re.compile(r"《[^》]*》")
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
    tells: bool
    year: str


@dataclass(frozen=True, slots=True)
class StatusRules:
    """The rules of ``data/status.yaml``, in order; by kind what is carried from nowhere."""

    rules: tuple[StatusRule, ...]
    carried: Mapping[str, str]


@cache
def load_status_rules() -> StatusRules:
    """Return the shipped rules."""
    data = data_yaml(__package__, "status.yaml")
    return StatusRules(tuple(_rule(entry) for entry in data["rules"]), dict(data["carried"]))


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
        tells=entry.get("tells", False),
        year=entry.get("year", ""),
    )


@cache
def status_expressions() -> Expressions:
    """Return what some of the rules look for, and after that what bars some."""
    rules = load_status_rules().rules
    patterns = [rule.pattern for rule in rules if rule.pattern]
    return Expressions(patterns + [rule.unless for rule in rules if rule.unless])


def decide_statuses(
    texts: Sequence[str],
    kinds: Sequence[str],
    *,
    source_kinds: Recurring[str],
    sections: Recurring[Section],
    groups: Numbers,
    elided: Flags,
    years: Recurring[int],
    screened: Screened | None = None,
) -> list[str]:
    """Decide the status of each claim among some sentences.

    Parameters
    ----------
    texts
        n sentences, those of a document in order.
    kinds
        ``measure``, ``fact`` or ``context``, of each.
    source_kinds
        Kind of the document of each (an id of the corpus's kinds, or "").
    sections
        The headings above each.
    groups
        A number for the section of each, shape (n,): a status is carried within it.
    elided
        Whether each has no subject of its own, shape (n,).
    years
        The year in which the document of each was published, 0 where that is not known.
    screened
        Which of `status_expressions` they may hold, where that is known.

    Returns
    -------
    list of str
        Of ``STATUSES``; "" for context.
    """
    rules = load_status_rules().rules
    screened = screened or status_expressions().screened(texts)
    facts, context = (
        np.array([kind == one for kind in kinds], dtype=bool) for one in (FACT, CONTEXT)
    )
    fits = np.empty((len(rules) + 1, len(texts)), dtype=bool)
    told = told_by_sections([rule.under for rule in rules], sections)
    fits[-1] = True  # where no rule fits
    for row, rule in zip(fits, rules, strict=False):
        row[:] = facts if rule.of == FACT else ~facts
        if not rule.tells:
            row &= ~context
        if rule.kinds is not None:
            row &= source_kinds.holds(rule.kinds.__contains__)
        if rule.elided:
            row &= elided
        if rule.under is not None:
            row &= told[rule.under]
    looking = [number for number, rule in enumerate(rules) if rule.pattern]
    barred = [number for number, rule in enumerate(rules) if rule.unless]
    fits[looking] = screened.part(0, len(looking)).found(fits[looking])
    bars = screened.part(len(looking), len(looking) + len(barred))
    fits[barred] &= ~bars.found(fits[barred])
    for row, rule in zip(fits, rules, strict=False):
        if rule.year:
            row &= _in_time(rule.year, texts, years, row)
    statuses = np.array([*(rule.status for rule in rules), ""])[fits.argmax(axis=0)].tolist()
    standing = [standing_of(kind) for kind in source_kinds.different]
    found = [
        status or ("" if out else "achieved" if fact else standing[number])
        for status, fact, out, number in zip(
            statuses, facts.tolist(), context.tolist(), source_kinds.numbers.tolist(), strict=True
        )
    ]
    _carry(found, facts, source_kinds, groups)
    return ["" if out else status for status, out in zip(found, context.tolist(), strict=True)]


def _in_time(year: str, texts: Sequence[str], years: Recurring[int], asked: Flags) -> Flags:
    """Tell which sentences that are asked about name a year as a rule wants it.

    The last year that a sentence names is ``later`` than the document's own, or ``not_past``: not
    before it. Without a year there, or of the document, it is neither later nor past.
    """
    fits = asked.copy()
    for row in np.flatnonzero(asked).tolist():
        own = years.different[years.numbers[row]]
        last = max(map(int, _YEAR.findall(_TITLE.sub("", texts[row]))), default=0)
        known = bool(own and last)
        fits[row] = known and last > own if year == _LATER else not known or last >= own
    return fits


def _carry(
    statuses: list[str], facts: Flags, source_kinds: Recurring[str], groups: Numbers
) -> None:
    """Give each measure whose status is carried that of what stands before it in its group.

    Facts neither have a status from before nor hand one on; a rule in force hands none on.
    """
    kinds = source_kinds.different
    carried = load_status_rules().carried
    otherwise = [carried.get(kind, standing_of(kind)) for kind in kinds]
    group, last = -1, ""
    for row in np.flatnonzero(~facts & (np.array(statuses, dtype=object) != "")).tolist():
        if groups[row] != group:
            group, last = groups[row], ""
        if statuses[row] == _CARRIED:
            statuses[row] = last or otherwise[source_kinds.numbers[row]]
        if statuses[row] != "enacted":
            last = statuses[row]
