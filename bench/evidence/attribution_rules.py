"""The rules by which a sentence is attributed: ``data/attribution.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.prefilter import Expressions, Screened
from bench.resources import data_yaml

# Entries that are looked for in every official sentence, and entries that are parts of others only.
_BELOW: Final = ("tasked_verbs", "tasks", "site_anywhere", "standing_verbs")
_PARTS: Final = ("site_leads", "site_words")


@dataclass(frozen=True, slots=True)
class AttributionRules:
    """The expressions of ``data/attribution.yaml``, compiled, and how sure each way is."""

    object_before: re.Pattern[str]
    object_after: re.Pattern[str]
    verb: re.Pattern[str]
    seat_before: re.Pattern[str]
    tasked_before: re.Pattern[str]
    tasked_after: re.Pattern[str]
    site_before: re.Pattern[str]
    site_after: re.Pattern[str]
    standing_after: re.Pattern[str]
    before_subject: re.Pattern[str]
    elided: re.Pattern[str]
    goes_on: re.Pattern[str]
    turns_to_all: re.Pattern[str]
    nation: re.Pattern[str]
    back_several: re.Pattern[str]
    back_one: re.Pattern[str]
    back_province: re.Pattern[str]
    back_city: re.Pattern[str]
    advice_section: re.Pattern[str]
    parts_of_nation: frozenset[str]
    confidence: Mapping[str, float]

    below: Expressions

    @property
    def parts_before(self) -> tuple[re.Pattern[str], ...]:
        """What stands before a place that is given a part, unless it opens a clause."""
        return self.tasked_before, self.site_before

    @property
    def parts_after(self) -> tuple[re.Pattern[str], ...]:
        """What stands after a place that is given a part."""
        return self.tasked_after, self.site_after, self.standing_after

    def may_name_below(self, screened: Screened) -> list[bool]:
        """Tell which official sentences hold words that may give a region below a part in them.

        Looking for places in those alone saves most of the time of attribution.
        """
        tasked, tasks, site, standing = screened.found()
        may: list[bool] = (tasked & tasks | site | standing).tolist()
        return may


@cache
def load_attribution_rules() -> AttributionRules:
    """Return the shipped rules."""
    data = data_yaml(__package__, "attribution.yaml")
    confidence = dict(data.pop("confidence"))
    parts_of_nation = frozenset(data.pop("parts_of_nation"))
    # No entry that is named names another.
    patterns = {
        name: re.sub("<([a-z_]+)>", lambda named: str(data[named[1]]), pattern)
        for name, pattern in data.items()
    }
    compiled = {name: re.compile(pattern) for name, pattern in patterns.items()}
    below = Expressions([compiled[name] for name in _BELOW])
    whole = {name: one for name, one in compiled.items() if name not in (*_BELOW, *_PARTS)}
    return AttributionRules(
        **whole, parts_of_nation=parts_of_nation, confidence=confidence, below=below
    )
