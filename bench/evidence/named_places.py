"""Places named in sentences, and what stands before them: what attribution looks at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.evidence.attribution_rules import AttributionRules, load_attribution_rules
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import NATION, Mention, Region

Spans = Sequence[tuple[int, int]]  # beginning and end in a text
REACH: Final = 400  # no clause is longer; what is one text without a stop stays quick
_CLAUSE: Final = re.compile(r"[，,。；;：:！？]")
_JOINT: Final = re.compile(r"^(?:[市省]?(?:、|和|与|及|以及|跟|同|或))$|^$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The regions (codes) that a sentence is about, how they were found, and how sure that is.

    ``places`` gives for each region the place named in the text, where that is another (滨江区
    for 杭州).
    """

    regions: tuple[str, ...]
    source: str
    confidence: float
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A place named in a sentence: its mention and the regions it reports to."""

    mention: Mention
    regions: tuple[str, ...]

    @property
    def is_nation(self) -> bool:
        """Whether it is the nation, or a part of it that is no region of its own (西部地区)."""
        return self.regions == (NATION,)


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """Finds the places named in texts, as the regions that they report to."""

    gazetteer: Gazetteer
    places: PlaceMatcher
    rules: AttributionRules = field(default_factory=load_attribution_rules)

    def named(self, text: str, context: Region | None = None) -> list[Named]:
        """Return the places named, as the regions that they report to."""
        found = []
        for mention in self.places.find(text, context):
            codes = [self.gazetteer.reporting(self.gazetteer.get(c)).code for c in mention.regions]
            codes = [NATION if code in self.rules.parts_of_nation else code for code in codes]
            found.append(Named(mention, tuple(dict.fromkeys(codes))))
        return found


def groups_of(places: Sequence[Named], text: str) -> list[list[Named]]:
    """Group places that are named together: 北京、合肥; 深圳和广州."""
    groups: list[list[Named]] = []
    for named in places:
        if groups:
            between = text[groups[-1][-1].mention.end : named.mention.start]
            if _JOINT.match(between):
                groups[-1].append(named)
                continue
        groups.append([named])
    return groups


def clause_before(text: str, position: int) -> str:
    """Return what stands in the clause before a position."""
    start = max(0, position - REACH)
    for found in _CLAUSE.finditer(text, start, position):
        start = found.end()
    return text[start:position]
