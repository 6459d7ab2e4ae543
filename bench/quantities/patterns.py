"""The expressions that find quantities, built from the words; every repetition is bounded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bench.quantities.lexicon import Lexicon, Unit, load_lexicon

SPACES: Final = " \u3000\u00a0"
GAP: Final = f"[{SPACES}]{{0,2}}"
_ARABIC: Final = (
    "(?:(?!0[0-9])[0-9]{1,3}(?:[, \u00a0\u2009][0-9]{3}){1,4}(?![0-9])(?:\\.[0-9]{1,8})?"
    "|(?!0[0-9])[0-9]{1,15}(?:\\.[0-9]{1,8})?)"
)
_YEAR: Final = "(?:19|20)[0-9]{2}"
DASHES: Final = "-—–－~～至到"
_DASH: Final = f"[{DASHES}]{{1,2}}"
_FEW: Final = 4  # more branches than these are not tried one after the other
_STOPS: Final = "，。；、\\n"  # none stands within a number and its unit
# What may follow a rank: the end of the phrase, not a noun that the rank counts.
_BREAK: Final = "[，。；：、,;:.!！？）)”’》\\s]|$"


@dataclass(frozen=True)
class Patterns:
    """Compiled expressions. But for ``spot``, each is tried at one place with ``match``."""

    spot: re.Pattern[str]  # the first character of anything that may be a quantity
    figure: re.Pattern[str]  # 12 of 12.5, and 12.5
    date: re.Pattern[str]
    hans_date: re.Pattern[str]
    name: re.Pattern[str]
    ordinal: re.Pattern[str]
    phrase_end: re.Pattern[str]
    top: re.Pattern[str]
    top_n: re.Pattern[str]
    fold: re.Pattern[str]
    half: re.Pattern[str]
    fraction: re.Pattern[str]
    ratio: re.Pattern[str]
    span: re.Pattern[str]
    dashed: re.Pattern[str]  # what has to stand where a span begins
    listed: re.Pattern[str]
    single: re.Pattern[str]
    scaled: re.Pattern[str]
    plain: re.Pattern[str]


@cache
def load_patterns() -> Patterns:
    """Return the expressions for the shipped words."""
    lexicon = load_lexicon()
    data = lexicon.data
    parts = _Parts(lexicon)
    return Patterns(
        spot=re.compile(_spot(lexicon, parts)),
        figure=re.compile("(?P<whole>[0-9]{1,20})(?:\\.[0-9]{1,20})?"),
        date=re.compile(_date()),
        hans_date=re.compile(_hans_date()),
        name=re.compile(_names(data["names"], parts.signs)),
        **_ranks(data["rank"], parts.small),
        fold=re.compile(any_of(data["folds"])),
        half=re.compile(
            f"{any_of(data['halves']['words'] + data['halves']['alone'])}"
            f"(?!{any_of(data['halves']['not_before'])})"
        ),
        **_numbers(parts, data["range"]),
    )


class _Parts:
    """Expressions of numerals and units, from which the others are put together."""

    def __init__(self, lexicon: Lexicon) -> None:
        digits, powers = "".join(lexicon.digits), "".join(lexicon.powers)
        more = f"[{''.join(lexicon.data['more'])}]?"
        self.powers = powers
        self.signs = digits + powers
        self.small = f"[{self.signs}]{{1,9}}"
        self.scale = f"(?:[十百千]?[万亿]{{1,2}}|[{powers}])"
        self.chinese = f"[{self.signs}]{{1,10}}(?:{lexicon.data['point']}[{digits}]{{1,4}})?"
        self.more = more
        # 3万多亿, 1亿3千多万
        self.arabic = f"(?:[0-9]{{1,4}}[万亿](?=[0-9]))?{_ARABIC}{GAP}"
        arabic = f"{self.arabic}{self.scale}?{more}{self.scale}?"
        self.numeral = f"(?:{arabic}|{self.chinese}{more}{self.scale}?{more})"
        self.unit = _units(lexicon.units.values())
        self.ratio = _units([unit for unit in lexicon.units.values() if unit.kind == "ratio"])


def _numbers(parts: _Parts, dashes: Sequence[str]) -> dict[str, re.Pattern[str]]:
    """Return the expressions of numbers with and without units."""
    dash, ends = any_of(dashes), _class(word[0] for word in dashes)
    numeral, unit = parts.numeral, parts.unit
    scaled = (
        f"{parts.arabic}(?:{parts.scale}{parts.more})?{parts.scale}|[{parts.signs}]{{1,9}}[万亿]|亿"
    )
    forms = {
        "fraction": f"(?P<below>[0-9]{{1,4}}|{parts.small})分之"
        f"(?P<above>{_ARABIC}|{parts.chinese})",
        "ratio": "(?P<left>[0-9]{1,6}(?:\\.[0-9]{1,6})?)[:：∶]1(?![0-9.:：-])",
        "span": f"(?P<n1>{numeral}){GAP}(?P<u1>{unit})?{GAP}{dash}"
        f"{GAP}(?P<n2>{numeral}){GAP}(?P<u2>{unit})",
        "dashed": f"[^{_STOPS}{ends}]{{1,40}}+[^{_STOPS}{ends}]{{0,20}}+"
        f"{dash}{GAP}[0-9{parts.signs}]",
        "listed": f"(?P<n>{_ARABIC})(?=(?:[、和与]{_ARABIC}){{1,5}}{GAP}(?P<u>{parts.ratio}))",
        "single": f"(?P<n>{numeral}){GAP}(?P<u>{unit})",
        "scaled": f"(?P<n>(?:{scaled}){parts.more})(?![级兆里分年月日之{parts.signs}])",
        "plain": f"(?P<n>{_ARABIC})(?![0-9A-Za-z版代时+＋×/:：%~-]|\\.[0-9])",
    }
    return {name: re.compile(form) for name, form in forms.items()}


def _ranks(rank: Mapping[str, Any], small: str) -> dict[str, re.Pattern[str]]:
    """Return the expressions of ranks and of what only looks like one."""
    end = f"(?={_BREAK}|{any_of(rank['ends'])})"
    forms = {
        "ordinal": f"第{GAP}(?P<n>[0-9]{{1,6}}|{small})(?:{GAP}(?P<class>[^\\s]))?",
        "phrase_end": end,
        "top": f"{any_of(rank['tops'])}{end}",
        "top_n": f"(?P<n>[0-9]{{1,4}}|{small})(?:(?P<class>[位名])|{end})",
    }
    return {name: re.compile(form) for name, form in forms.items()}


def _spot(lexicon: Lexicon, parts: _Parts) -> str:
    """Match the first character of what may be a quantity, a rank, a date or a name with a number.

    Most number words stand within other words (统一, 万众): the next character tells.
    """
    data = lexicon.data
    halves = [*data["halves"]["words"], *data["halves"]["alone"]]
    words = [*data["rank"]["tops"], *data["folds"], *halves]
    tails = [tail for _, tail in _divided(data["names"], parts.signs)]
    alone = ["第", "亿", *(tail for tail in tails if len(tail) == 1)]
    after = [*parts.signs, *data["more"], data["point"], *SPACES, *DASHES, *"分年月日"]
    after += [word[1] for word in (*halves, *tails) if len(word) > 1]
    after += [sign for unit in lexicon.units.values() for sign in _cases(unit.form[0])]
    firsts = sorted({word[0] for word in words} - set(parts.signs))
    begun = [
        f"(?<={first})(?={any_of(word[1:] for word in words if word[0] == first)})"
        for first in firsts
    ]
    return (
        f"[0-9{parts.signs}{_class([*alone, *firsts])}-]"
        f"(?:(?<=[0-9{_class(alone)}])|(?<=-)(?=[0-9{parts.signs}])"
        f"|(?<=[{parts.signs}])(?=[{_class(after)}])|(?<={data['rank']['top_n']}.)"
        f"|{'|'.join(begun)})"
    )


def _class(signs: Iterable[str]) -> str:
    """Return characters as they stand within a character class."""
    return "".join(map(re.escape, sorted(set(signs))))


def _cases(sign: str) -> set[str]:
    return {sign.lower(), sign.upper()}


def any_of(words: Iterable[str]) -> str:
    """Return an expression of one of ``words``, the longest that fits.

    Words that begin alike share their beginning, so that each character is looked at once.
    """
    tails: dict[str, set[str]] = defaultdict(set)
    for word in words:
        tails[word[:1]].add(word[1:])
    shorter = "?" if tails.pop("", None) is not None else ""
    branches = [
        re.escape(first) + (any_of(rest) if any(rest) else "")
        for first, rest in sorted(tails.items())
    ]
    # Where many may follow, one look tells that none of them does.
    guard = f"(?=[{''.join(map(re.escape, sorted(tails)))}])" if len(tails) > _FEW else ""
    return f"(?:{guard}(?:{'|'.join(branches)})){shorter}"


def _units(units: Collection[Unit]) -> str:
    """Match the longest form of a unit, unless it begins another word."""
    by_first: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda u: -len(u.form)):
        by_first[unit.form[0].casefold()].append(unit)
    branches = ["|".join(map(_unit, alike)) for alike in by_first.values()]
    firsts = _class(sign for first in by_first for sign in _cases(first))
    return f"(?=[{firsts}])(?:{'|'.join(branches)})"


def _unit(unit: Unit) -> str:
    form = re.escape(unit.form)
    if unit.form.isascii() and unit.form[-1].isalpha():
        return f"(?i:{form})(?![A-Za-z0-9])"
    if unit.not_before:
        form += f"(?!{any_of(unit.not_before)})"
    if unit.not_near:
        form += f"(?![^，。；\\n]{{0,14}}{any_of(unit.not_near)})"
    return f"{form}(?={any_of(unit.only_before)})" if unit.only_before else form


def _names(names: Iterable[str], signs: str) -> str:
    """Match a name from its first number word on; what stands before it is looked back at."""
    tails = defaultdict(list)
    for head, tail in _divided(names, signs):
        tails[head].append(tail)
    return "|".join(
        (f"(?<={re.escape(head)})" if head else "") + any_of(rest) for head, rest in tails.items()
    )


def _divided(names: Iterable[str], signs: str) -> Iterator[tuple[str, str]]:
    """Yield each name as what stands before its first number word, and the rest."""
    for name in names:
        first = next(i for i, sign in enumerate(name) if sign in signs or sign.isdigit())
        yield name[:first], name[first:]


def _date() -> str:
    """Match a year or a longer date, a span of years, days and months without a year, times."""
    month = f"{GAP}(?P<month>[0-9]{{1,2}}){GAP}月份?"
    day = f"{GAP}(?P<day>[0-9]{{1,2}}){GAP}[日号]"
    forms = (
        f"(?P<from>{_YEAR}){GAP}年?{GAP}{_DASH}{GAP}(?P<to>{_YEAR}){GAP}年",
        f"(?P<year>{_YEAR})(?:{GAP}年(?:{month}(?:{day})?)?"
        "|[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>0?[1-9]|[12][0-9]|3[01])(?![0-9.%])"
        "|[-.](?P<only>0[1-9]|1[0-2])(?![0-9.%\u4e00-\u9fff]))",
        f"[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?{GAP}月份?(?:{GAP}[0-9]{{1,2}}{GAP}[日号])?",
        "[0-9]{1,2}(?:日|号)(?!内|以|之|元|均|线|楼)",
        "[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9])",
    )
    return "|".join(forms)


def _hans_date() -> str:
    """Match dates in number words: 二〇二五年, 十月一日."""
    day = "[一二三四五六七八九十]{1,3}"
    year = "(?P<hans>[一二][〇零一二三四五六七八九]{3})年"
    return f"{year}|{day}月{day}[日号]|{day}月(?=[，。、至底末初])"
