"""What a title tells of versions: its stem, the period it is for, whether it is a draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.resources import data_yaml

# Titles of which one ends with the other agree; shorter ones are too general for that.
_LEAST_ENDING: Final = 6
_CHARACTERS: Final = re.compile(r"[\W_]+")
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Title:
    """What a title tells.

    Attributes
    ----------
    stem
        The letters of the title without years, marks of versions and the notice around it.
    periods
        The years, five-year plans or batches that it is for.
    draft
        Whether it says that this is a draft.
    revised
        The year of the version, "" where the title names none.
    """

    stem: str
    periods: frozenset[str]
    draft: bool
    revised: str

    def agrees(self, other: Title) -> bool:
        """Say whether two titles are those of one document."""
        short, long = sorted((self.stem, other.stem), key=len)
        return short == long != "" or (len(short) >= _LEAST_ENDING and long.endswith(short))

    def of_another_period(self, other: Title) -> bool:
        """Say whether two titles are for periods of which neither holds the other."""
        return not (self.periods <= other.periods or self.periods >= other.periods)


@dataclass(frozen=True, slots=True)
class _Patterns:
    draft: re.Pattern[str]
    revised: re.Pattern[str]
    periods: tuple[re.Pattern[str], ...]
    yearly: re.Pattern[str]
    strip: tuple[re.Pattern[str], ...]
    revised_kinds: frozenset[str]


@cache
def _patterns() -> _Patterns:
    told = data_yaml(__package__, "repeats.yaml")["title"]
    return _Patterns(
        draft=re.compile(told["draft"]),
        revised=re.compile(told["revised"]),
        periods=tuple(re.compile(pattern) for pattern in told["period"]),
        yearly=re.compile(told["yearly"]),
        strip=tuple(re.compile(pattern) for pattern in told["strip"]),
        revised_kinds=frozenset(told["revised_kinds"]),
    )


def read_title(title: str, kind: str, date: str) -> Title:
    """Take a title apart.

    Parameters
    ----------
    title
        As found in the document or given for it.
    kind
        The kind of document: the year in a regulation's title is that of a version.
    date
        Its date, or "": the period of what comes anew each year (工作报告) and names none.
    """
    patterns = _patterns()
    plain = "".join(unicodedata.normalize("NFKC", title[:_LONGEST]).split())
    found = patterns.revised.search(plain)
    revised = found.group(1) if found else ""
    rest = patterns.revised.sub("", plain)
    periods = frozenset(_periods(rest))
    years = sorted(period for period in periods if period.isdigit())
    if kind in patterns.revised_kinds:
        revised = revised or (years[-1] if years else "")
        periods -= set(years)
    elif not periods and date and patterns.yearly.search(plain):
        periods = frozenset([date[:4]])
    return Title(_stem(plain), periods, patterns.draft.search(plain) is not None, revised)


def _periods(title: str) -> Iterator[str]:
    """Yield the periods that a title names: years, 十四五, 第二批."""
    five_years, counted, *others = _patterns().periods
    yield from (found.group(1) for found in five_years.finditer(title))
    yield from (f"{found.group(1)}五" for found in counted.finditer(title))
    for pattern in others:
        yield from (found.group(1) for found in pattern.finditer(title))


def _stem(title: str) -> str:
    for pattern in _patterns().strip:
        title = pattern.sub("", title)
    return _CHARACTERS.sub("", title).lower()
