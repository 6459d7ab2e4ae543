"""The numbers that Word counts for its lists and headings, written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

BULLET: Final = "• "

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_PLACE: Final = re.compile(r"%([1-9])")
# A number goes up to this; beyond, a hostile file asks for roman numerals of a megabyte.
_LARGEST: Final = 9_999
_LEVELS: Final = 9
# What ends a mark such that the text may follow at once.
_CLOSED: Final = ("、", "）", ")", "．", "，", "】", "：", "》")


def chinese(number: int) -> str:
    """Return a number from 0 to 9,999 in Chinese (``十一``, ``一百零三``)."""
    text = ""
    digits = [int(digit) for digit in str(number)]
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零") or "零"
    return text[1:] if text.startswith("一十") else text


def _digitwise(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    # Word: A … Z, AA, BB, … ZZ, AAA
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _full_width(number: int) -> str:
    return str(number).translate(
        {ord("0") + digit: "０１２３４５６７８９"[digit] for digit in range(10)}
    )


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digitwise,
    "taiwaneseDigital": _digitwise,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "chineseLegalSimplified": lambda number: chinese(number).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    ),
    "decimalEnclosedCircle": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": lambda number: f"({number})",
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda number: "",  # noqa: ARG005
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts, what stands around the number, and from where."""

    format: str
    text: str
    start: int = 1
    joined: bool = False
    decimal: bool = False
    style: str = ""


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted.

    Parameters
    ----------
    lists
        Number of a list (``w:numId``) → the definition that it counts with, and its levels.
    restarts
        Number of a list → level → where it begins anew.
    """

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def level_of(self, number: str, style: str) -> int:
        """Return the level of a list that belongs to a paragraph style, 0 for none."""
        _, levels = self.lists.get(number, ("", {}))
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def next_mark(self, number: str, at: int) -> str:
        """Count one paragraph, and return what Word shows before it (``"第三条 "``)."""
        definition, levels = self.lists.get(number, ("", {}))
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counts.setdefault(definition, {})
        if number not in self._begun:
            self._begun.add(number)
            for begin, start in self.restarts.get(number, {}).items():
                counts[begin] = start - 1
        counts[at] = min(counts.get(at, level.start - 1) + 1, _LARGEST)
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        return self._written(level, levels, counts)

    def _written(self, level: Level, levels: Mapping[int, Level], counts: dict[int, int]) -> str:
        if level.format == "bullet":
            return BULLET

        def number(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            other = levels.get(at, level)
            count = max(0, min(counts.setdefault(at, other.start), _LARGEST))
            write = None if level.decimal and other.format != "none" else _FORMATS.get(other.format)
            return write(count) if write else str(count)

        mark = _PLACE.sub(number, level.text)
        gap = "" if not mark or level.joined or mark.endswith(_CLOSED) else " "
        return mark + gap


def read_numbering(root: Any, name: Callable[[str], str]) -> Numbering:
    """Read the lists of ``numbering.xml``.

    Parameters
    ----------
    root
        Its root element, None where the document has none.
    name
        Gives the full name of an element or attribute of WordprocessingML.
    """
    if root is None:
        return Numbering({})
    definitions: dict[str, dict[int, Level]] = {}
    styled: dict[str, str] = {}
    linked: dict[str, str] = {}
    for entry in root.iterchildren(name("abstractNum")):
        key = entry.get(name("abstractNumId"), "")
        definitions[key] = dict(_levels(entry, name))
        if (link := _value(entry, "styleLink", name)) is not None:
            styled[link] = key
        if (link := _value(entry, "numStyleLink", name)) is not None:
            linked[key] = link
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    restarts: dict[str, dict[int, int]] = {}
    for entry in root.iterchildren(name("num")):
        number = entry.get(name("numId"), "")
        key = _value(entry, "abstractNumId", name) or ""
        key = styled.get(linked.get(key, ""), key)
        own: dict[int, Level] = {}
        for change in entry.iterchildren(name("lvlOverride")):
            at = _integer(change.get(name("ilvl")), 0)
            own.update((at, level) for _, level in _levels(change, name))
            start = _value(change, "startOverride", name)
            if start is not None:
                restarts.setdefault(number, {})[at] = _integer(start, 1)
        lists[number] = (key, {**definitions.get(key, {}), **own})
    return Numbering(lists, restarts)


def _levels(entry: Any, name: Callable[[str], str]) -> Iterator[tuple[int, Level]]:
    for element in _first(entry.iterchildren(name("lvl")), _LEVELS):
        yield (
            _integer(element.get(name("ilvl")), 0),
            Level(
                format=_value(element, "numFmt", name) or "decimal",
                text=(_value(element, "lvlText", name) or "")[:40],
                start=_integer(_value(element, "start", name), 1),
                joined=_value(element, "suff", name) == "nothing",
                decimal=element.find(name("isLgl")) is not None,
                style=_value(element, "pStyle", name) or "",
            ),
        )


def _first(elements: Iterable[Any], most: int) -> Iterator[Any]:
    return (element for _, element in zip(range(most), elements, strict=False))


def _value(entry: Any, child: str, name: Callable[[str], str]) -> str | None:
    found = entry.find(name(child))
    return None if found is None else found.get(name("val"))


def _integer(text: str | None, otherwise: int) -> int:
    if text is None or not re.fullmatch(r"\d{1,4}", text.strip()):
        return otherwise
    return int(text)
