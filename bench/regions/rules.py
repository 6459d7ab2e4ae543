"""When a name in a text is not a place, or only with support: ``data/exclusions.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import rjieba

from bench.regions.model import NATION
from bench.regions.resources import data_yaml

_WINDOW: Final = 6  # characters on either side that decide how words are cut


@dataclass(frozen=True)
class Rules:
    """The rules as the matcher uses them."""

    phrases: tuple[str, ...]
    institution: re.Pattern[str]
    nation_after: re.Pattern[str]
    nation_before: tuple[str, ...]
    breaks: Mapping[str, str]
    terrain: frozenset[str]
    left: frozenset[str]
    right: frozenset[str]
    joiners: frozenset[str]
    openers: tuple[str, ...]
    plain_names: frozenset[str]
    words: frozenset[str]
    chance: frozenset[str]
    abbreviations: Mapping[str, str]
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

    def is_part_of_words(self, text: str, start: int, end: int, *, begins_word: bool) -> bool:
        """Tell whether a name is made by chance of parts of words: 健|康保|险, 推|广东|西部.

        Parameters
        ----------
        text, start, end
            Where the name stands.
        begins_word
            Whether the name may be the beginning of a longer word: 上海 of 上海市委 is the place,
            赤水 of 赤水河 is not.
        """
        first = max(0, start - _WINDOW)
        if text[first:start].endswith(self.openers):
            first = start
        tokens = rjieba.tokenize(text[first : end + _WINDOW], "default", False)
        for _, begin, stop in tokens:
            if begin + first < start < stop + first:
                return True
            if begin + first < end < stop + first:
                return not (begins_word and begin + first == start)
        return False

    def stands_free_left(self, text: str, start: int) -> bool:
        """Tell whether a boundary is just before ``start``."""
        return start == 0 or text[start - 1] in self.left

    def stands_free_right(self, text: str, end: int) -> bool:
        """Tell whether a boundary is just after ``end``."""
        return end == len(text) or text[end] in self.right


@cache
def shipped_rules() -> Rules:
    """Return the rules of the shipped data files."""
    raw: dict[str, Any] = data_yaml("exclusions.yaml")
    names: dict[str, Any] = data_yaml("aliases.yaml")
    return Rules(
        phrases=tuple(raw["phrases"]),
        institution=_institution(raw["institutions"]),
        nation_after=re.compile(_either(map(str, raw["nation"]["after"]))),
        nation_before=tuple(raw["nation"]["before"]),
        breaks=raw["breaks"],
        terrain=frozenset(raw["terrain"]),
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


def _institution(raw: Mapping[str, Any]) -> re.Pattern[str]:
    middle = _either(sorted(map(re.escape, raw["middle"]), key=len, reverse=True))
    return re.compile(rf"{middle}{{0,{raw['longest_middle']}}}{_either(raw['heads'])}")


def _compounds(raw: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of one-character names: in runs (沪苏浙皖) and alone (在粤, 粤企)."""
    alone = f"[{raw['alone']}]"
    return {
        "runs": re.compile(f"[{raw['chained']}]{{2,}}"),
        "line": re.compile(_either(raw["not_before"])),
        "alone": re.compile(f"(?<=[{raw['after']}]){alone}|{alone}(?=[{raw['before']}])"),
    }


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
