"""What standing a claim has: enacted, underway, planned, proposed or achieved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bench.corpus.kinds import standing_of
from bench.evidence.kinds import FACT
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

    def fits(
        self, text: str, of: str, source_kind: str, section: tuple[str, ...], elided: bool
    ) -> bool:
        """Say whether all that the rule asks for holds."""
        return (
            self.of == of
            and (self.kinds is None or source_kind in self.kinds)
            and (elided or not self.elided)
            and (self.pattern is None or self.pattern.search(text) is not None)
            and (self.unless is None or self.unless.search(text) is None)
            and (self.under is None or any(self.under.search(h) for h in section))
        )


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


def decide_status(
    text: str, kind: str, *, source_kind: str, section: tuple[str, ...] = (), elided: bool = False
) -> str:
    """Decide the status of a claim.

    Parameters
    ----------
    text
        The sentence.
    kind
        ``measure`` or ``fact``.
    source_kind
        Kind of its document (an id of the corpus's kinds, or "").
    section
        The headings above it.
    elided
        Whether the sentence has no subject of its own.

    Returns
    -------
    str
        One of ``STATUSES``.
    """
    for rule in load_status_rules():
        if rule.fits(text, kind, source_kind, section, elided):
            return rule.status
    return "achieved" if kind == FACT else standing_of(source_kind)
