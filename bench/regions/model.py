"""What a region, another name for it, and a mention of it are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Level = Literal["country", "province", "city", "district", "county", "group"]
Form = Literal["full", "short", "alias", "abbreviation", "zone", "group"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
NATION: Final = "100000"


@dataclass(frozen=True, slots=True)
class Region:
    """A node of the gazetteer.

    Parameters
    ----------
    code
        GB/T 2260, six digits; groups have a code of their own (``G-YRD``); the nation 100000.
    name
        Shortest official name: 杭州, 内蒙古, 滨江区, 海宁, 长三角, 全国.
    full_name
        杭州市, 内蒙古自治区.
    level
        country, province, city, district, county or group.
    parent
        Code of the unit just above; empty for the nation and for groups.
    english
        English name where known.
    members
        Codes of a group's members.
    """

    code: str
    name: str
    full_name: str
    level: Level
    parent: str
    english: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of one region, or the name of a list of several (北上广深).

    ``in_text`` is false for names that only look-up knows.
    """

    name: str
    codes: tuple[str, ...]
    form: Form = "alias"
    in_text: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: ``text`` is exactly the text from ``start`` to ``end``.

    ``regions`` holds one code, or several for a list such as 北上广深.
    """

    start: int
    end: int
    text: str
    regions: tuple[str, ...]
    form: Form
