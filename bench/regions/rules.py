"""When a name in a text is not a place, or only with support: ``data/exclusions.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Final

from bench.regions.model import NATION
from bench.resources import data_yaml
from bench.segmentation import Segmenter, segmenter

_WINDOW: Final = 6  # characters on either side that decide how words are cut


class Fit(Enum):
    """How a name lies between the words of a text."""

    WHOLE = "whole"  # it begins and ends where words do
    BEGINS = "begins"  # a longer word begins with it: 上海|市委, 赤水|河
    SUFFIX = "suffix"  # its last character begins the next word: 东方市 of 东方|市政府
    CUTS = "cuts"  # it ends inside a word that begins within it: 昌都市|圈 of 南昌都市圈
    INSIDE = "inside"  # it begins inside a word: 健|康保|险, 推|广东|西部


@dataclass(frozen=True)
class Rules:
    """The rules as the matcher uses them."""

    phrases: tuple[str, ...]
    institution: re.Pattern[str]
    nation_after: re.Pattern[str]
    nation_before: tuple[str, ...]
    breaks: Mapping[str, str]
    terrain: frozenset[str]
    settlements: re.Pattern[str]
    titled: re.Pattern[str]
    alone_before: re.Pattern[str]
    speech: re.Pattern[str]
    left: frozenset[str]
    right: frozenset[str]
    joiners: frozenset[str]
    openers: tuple[str, ...]
    plain_names: frozenset[str]
    words: frozenset[str]
    chance: frozenset[str]
    abbreviations: Mapping[str, str]
    compound: re.Pattern[str]  # stands wherever ``runs`` or ``alone`` may
    runs: re.Pattern[str]
    line: re.Pattern[str]
    alone: re.Pattern[str]

    def breaks_off(self, text: str, end: int) -> bool:
        """Tell whether a full name ending at ``end`` does not end there (上海市|场)."""
        return end < len(text) and text[end] in self.breaks.get(text[end - 1], "")

    def is_other(self, text: str, start: int, end: int, codes: Sequence[str]) -> bool:
        """Tell whether the name names something else: a school, a firm, a railway, a yardstick."""
        if len(codes) > 1 and self.line.match(text, end) is not None:
            return True
        if NATION not in codes:
            return self.institution.match(text, end) is not None
        if text.startswith("我国", start):
            return False
        before = text[max(0, start - 2) : start].endswith(self.nation_before)
        return before or self.nation_after.match(text, end) is not None

    def is_of_a_county(self, text: str, start: int, end: int) -> bool:
        """Tell whether a county's short name stands for it: no river, village or person."""
        if text[end : end + 1] in self.terrain or self.settlements.match(text, end):
            return False
        before = text[max(0, start - _WINDOW) : start]
        if self.titled.search(before):
            return False
        return not (self.alone_before.search(before) and self.speech.match(text, end))

    def fit(self, text: str, start: int, end: int) -> Fit:
        """Return how a name fits between the words of the text (see `Fit`)."""
        first = max(0, start - _WINDOW)
        if text[first:start].endswith(self.openers):
            first = start
        begin = first
        for word in _segmenter()(text[first : end + _WINDOW]):
            stop = begin + len(word)
            if begin < start < stop:
                return Fit.INSIDE
            if begin < end < stop:
                if begin == start:
                    return Fit.BEGINS
                return Fit.SUFFIX if begin == end - 1 else Fit.CUTS
            begin = stop
        return Fit.WHOLE

    def stands_free_left(self, text: str, start: int) -> bool:
        """Tell whether a boundary is just before ``start``."""
        return start == 0 or text[start - 1] in self.left

    def stands_free_right(self, text: str, end: int) -> bool:
        """Tell whether a boundary is just after ``end``."""
        return end == len(text) or text[end] in self.right


@cache
def shipped_rules() -> Rules:
    """Return the rules of the shipped data files."""
    raw: dict[str, Any] = data_yaml(__package__, "exclusions.yaml")
    names: dict[str, Any] = data_yaml(__package__, "aliases.yaml")
    return Rules(
        phrases=tuple(raw["phrases"]),
        institution=_institution(raw["institutions"]),
        nation_after=re.compile(_either(map(str, raw["nation"]["after"]))),
        nation_before=tuple(raw["nation"]["before"]),
        breaks=raw["breaks"],
        terrain=frozenset(raw["terrain"]),
        settlements=re.compile(raw["settlements"]),
        titled=re.compile(raw["persons"]["title"]),
        alone_before=re.compile(raw["persons"]["alone"]),
        speech=re.compile(raw["persons"]["speech"]),
        left=frozenset(raw["boundaries"]["left"]),
        right=frozenset(raw["boundaries"]["right"]),
        joiners=frozenset(raw["boundaries"]["joiners"]),
        openers=tuple(raw["boundaries"]["openers"]),
        plain_names=frozenset(raw["plain_names"]),
        words=frozenset(raw["words"]),
        chance=frozenset(raw["chance"]),
        abbreviations=names["abbreviations"],
        **_compounds(names["compounds"]),
    )


@cache
def _segmenter() -> Segmenter:
    return segmenter()


def _institution(raw: Mapping[str, Any]) -> re.Pattern[str]:
    middle = _either(sorted(map(re.escape, raw["middle"]), key=len, reverse=True))
    named_after = rf"[省市区县]?{middle}{{0,{raw['longest_middle']}}}{_either(raw['heads'])}"
    return re.compile(_either([named_after, raw["firm"]]))


def _compounds(raw: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of one-character names: in runs (沪苏浙皖) and alone (在粤, 粤企)."""
    alone = f"[{raw['alone']}]"
    return {
        "runs": re.compile(f"[{raw['chained']}]{{2,}}"),
        "compound": re.compile(
            f"[{raw['chained']}{raw['alone']}]"
            f"(?:(?=[{raw['chained']}{raw['before']}])|(?<=[{raw['after']}].))"
        ),
        "line": re.compile(_either(raw["not_before"])),
        "alone": re.compile(f"{alone}(?:(?<=[{raw['after']}]{alone})|(?=[{raw['before']}]))"),
    }


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
