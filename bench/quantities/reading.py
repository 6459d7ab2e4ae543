"""One quantity at one place of a text: which form it has, and what it says."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from bench.quantities.dates import read_date
from bench.quantities.lexicon import Lexicon, Unit, load_lexicon
from bench.quantities.numerals import Numeral, read_numeral
from bench.quantities.patterns import DASHES, SPACES, Patterns, load_patterns

_LOOK_BACK: Final = 10
_TO_CLAUSE: Final = re.compile("(?s).*[，。；：,;:!！？\n]")
# A number next to one of these belongs to a name or a formula: PM2.5, “8+4”, 7×24.
_TIED: Final = frozenset("_.+＋×＊*^=#@&")
# In a quoted slogan number words count nothing: “三年上、五年强”.
_QUOTED: Final = re.compile("[“‘「『][^”’」』]{0,6}$")
_QUOTE_BACK: Final = 7
# What the digits of a date, of a ratio (2.31:1) or of a fraction (1分之2) stand before.
_DATED: Final = frozenset("年月日号:：/." + DASHES + SPACES)
_RELATED: Final = frozenset(":：∶")
# … and those of a number whose unit stands after another number (4.2和0.7个百分点).
_LISTED: Final = frozenset("、和与, \u00a0\u2009")
_HANS_DATED: Final = frozenset("年月")
_RUN: Final = 12  # characters; no date or fraction in number words has more of them


class Reading(NamedTuple):
    """What stands at a place: a quantity, a date, or (``kind`` empty) something that is neither."""

    end: int
    kind: str = ""
    value: float = 0.0
    high: float | None = None
    unit: str = ""
    more: bool = False
    bare: bool = False
    top: bool = False
    date: str = ""


class Reader:
    """Reads what begins at a place of a text."""

    def __init__(self, lexicon: Lexicon, patterns: Patterns) -> None:
        self._patterns = patterns
        self._units = lexicon.units
        self._powers = frozenset(lexicon.powers)
        data = lexicon.data
        self._rank = data["rank"]
        self._before_top: str = self._rank["top_n"]
        self._is_dashed = patterns.dashed.match
        self._cues = re.compile("|".join(map(re.escape, self._rank["cues"])))
        self._tops = frozenset(word[0] for word in self._rank["tops"])
        self._folds: dict[str, int] = data["folds"]
        self._signs = "".join((*lexicon.digits, *lexicon.powers))
        self._halves: list[str] = data["halves"]["words"]
        self._half_starts = (*self._halves, *data["halves"]["alone"])
        self._half_after = tuple(data["halves"]["after"])
        self._range_starts = tuple(data["range_starts"])
        self._bare_after = tuple(data["bare_after"])
        self._vague = tuple(data["vague_before"])
        self._plain_after = tuple(data["plain_after"])
        bounds = data["comparators"]
        after = [*bounds["after"].values(), *bounds["after_time"].values()]
        self._limits = tuple(word for words in after for word in words)

    def read(self, text: str, start: int) -> Reading | None:
        """Return what begins at ``start``; None where nothing known does."""
        sign = text[start]
        if sign == "第":
            return self._ordinal(text, start)
        if sign in self._tops:
            return self._top(text, start)
        if sign == "翻":
            fold = self._patterns.fold.match(text, start)
            return fold and Reading(fold.end(), "fold", self._folds[fold[0]], None, "倍")
        if sign == "-":
            return self._negative(text, start)
        name = self._patterns.name.match(text, start)
        if name:
            return Reading(name.end())
        if _is_tied(text, start):
            return None
        if sign.isdigit():
            return self._digits(text, start)
        return self._words(text, start)

    def _digits(self, text: str, start: int) -> Reading | None:
        """Read a date, ratio or number in digits; what follows tells what it cannot be."""
        figure = self._patterns.figure.match(text, start)
        if figure is None:
            return None
        whole, end = figure.end("whole"), figure.end()
        after, following = text[whole : whole + 1], text[end : end + 1]
        return (
            (self._date(text, start) if after in _DATED else None)
            or (self._ratio(text, start) if following in _RELATED else None)
            or (self._fraction(text, start) if after == "分" else None)
            or (self._top_n(text, start) if text.endswith(self._before_top, 0, start) else None)
            or (self._span(text, start) if self._is_dashed(text, start) else None)
            or (self._listed(text, start) if following in _LISTED else None)
            or self._single(text, start)
            or self._unitless(text, start)
        )

    def _words(self, text: str, start: int) -> Reading | None:
        """Read a half, a date or a number in number words; what follows them tells what to try."""
        after = text[start : start + _RUN].lstrip(self._signs)[:1]
        return (
            (self._half(text, start) if text.startswith(self._half_starts, start) else None)
            or (self._hans_date(text, start) if after in _HANS_DATED else None)
            or (self._fraction(text, start) if after == "分" else None)
            or (self._top_n(text, start) if text.endswith(self._before_top, 0, start) else None)
            or (self._span(text, start) if self._is_dashed(text, start) else None)
            or self._single(text, start)
            or self._unitless(text, start)
        )

    def _date(self, text: str, start: int) -> Reading | None:
        found = self._patterns.date.match(text, start)
        return found and Reading(found.end(), "date", date=read_date(found))

    def _hans_date(self, text: str, start: int) -> Reading | None:
        found = self._patterns.hans_date.match(text, start)
        return found and Reading(found.end(), "date", date=read_date(found))

    def _ordinal(self, text: str, start: int) -> Reading | None:
        """Read a rank (第8位, 全国第一), or pass over 第十二条 and 第3个."""
        found = self._patterns.ordinal.match(text, start)
        number = found and read_numeral(found["n"])
        if not found or not number:
            return None
        if found["class"] in self._rank["classifiers"]:
            # 第二大 ranks what follows, which stays outside.
            end = found.end("n") if found["class"] == "大" else found.end()
            return self._ranked(end, number)
        if self._patterns.phrase_end.match(text, found.end("n")) and self._is_ranking(text, start):
            return self._ranked(found.end("n"), number)
        return Reading(found.end())

    def _top(self, text: str, start: int) -> Reading | None:
        found = self._patterns.top.match(text, start)
        if found and self._is_ranking(text, start):
            return self._ranked(found.end(), Numeral(1.0))
        return None

    def _top_n(self, text: str, start: int) -> Reading | None:
        """Read 前10位, 全国前三 (前 has been seen)."""
        found = self._patterns.top_n.match(text, start)
        number = found and read_numeral(found["n"])
        if not found or not number:
            return None
        if found["class"] or self._is_ranking(text, start - 1):
            return self._ranked(found.end(), number, top=True)
        return None

    def _ranked(self, end: int, number: Numeral, *, top: bool = False) -> Reading:
        return Reading(end, "rank", number.value, None, self._rank["unit"], top=top)

    def _is_ranking(self, text: str, start: int) -> bool:
        first = max(0, start - _LOOK_BACK)
        found = _TO_CLAUSE.match(text, first, start)
        return self._cues.search(text, found.end() if found else first, start) is not None

    def _half(self, text: str, start: int) -> Reading | None:
        found = self._patterns.half.match(text, start)
        if found and (found[0] in self._halves or text.endswith(self._half_after, 0, start)):
            return Reading(found.end(), "ratio", 50.0, None, "%")
        return None

    def _fraction(self, text: str, start: int) -> Reading | None:
        """Read 三分之一 and 百分之三十."""
        found = self._patterns.fraction.match(text, start)
        below = found and read_numeral(found["below"])
        above = found and read_numeral(found["above"])
        if not found or not below or not above or not below.value:
            return None
        return Reading(found.end(), "ratio", 100 * above.value / below.value, None, "%")

    def _ratio(self, text: str, start: int) -> Reading | None:
        """Read a ratio to one (2.31:1)."""
        found = self._patterns.ratio.match(text, start)
        return found and Reading(found.end(), "ratio", float(found["left"]), None, "比")

    def _span(self, text: str, start: int) -> Reading | None:
        """Read a range: 12%~22%, 3-5年, 10亿元到50亿元 (a dash has been seen)."""
        found = self._patterns.span.match(text, start)
        if not found or text.endswith(self._range_starts, 0, start):
            return None
        low, high = read_numeral(found["n1"]), read_numeral(found["n2"])
        unit = self._unit(found["u2"])
        first = self._unit(found["u1"]) if found["u1"] else None
        if not low or not high or (first and first.name != unit.name):
            return None
        value, top = _in_base(low.value, first or unit), _in_base(high.value, unit)
        shared = 1.0 if first else value * _shared_power(found["n2"], self._powers)
        if value < shared < top and found["n1"][-1] not in self._powers:
            value = shared  # 3-5万元: the power belongs to both
        if value >= top:
            return None
        return Reading(found.end(), unit.kind, value, top, unit.name, high.more)

    def _listed(self, text: str, start: int) -> Reading | None:
        """Read the first of 4.2和0.7个百分点, which share their unit."""
        found = self._patterns.listed.match(text, start)
        number = found and read_numeral(found["n"])
        if not found or not number:
            return None
        unit = self._unit(found["u"])
        return Reading(found.end(), unit.kind, _in_base(number.value, unit), None, unit.name)

    def _single(self, text: str, start: int) -> Reading | None:
        found = self._patterns.single.match(text, start)
        number = found and read_numeral(found["n"])
        if not found or not number:
            return None
        unit, words = self._unit(found["u"]), found["n"]
        bare = words[0] in self._powers and words[0] != "十"
        if not words[0].isdigit() and not self._counts(text, start, found.end(), words, unit):
            return Reading(found.end())
        high = None if number.high is None else _in_base(number.high, unit)
        value = _in_base(number.value, unit)
        return Reading(found.end(), unit.kind, value, high, unit.name, number.more, bare)

    def _negative(self, text: str, start: int) -> Reading | None:
        """Read 增长-2.3%; between numbers and in lists a dash is no sign."""
        if not ("\u4e00" <= text[start - 1 : start] <= "\u9fff"):
            return None
        reading = self._single(text, start + 1)
        if reading is None or reading.kind != "ratio":
            return None
        return reading._replace(value=-reading.value)

    def _counts(self, text: str, start: int, end: int, words: str, unit: Unit) -> bool:
        """Return whether number words before a unit count it (两家), or are an idiom (一家)."""
        if unit.digits_only or text.endswith(self._vague, 0, start):
            return False
        if words[0] in self._powers and words[0] != "十":
            if unit.kind == "time":  # 跨越千年, 上百年: nobody has counted
                return False
            sure = unit.kind == "money" and (len(words) > 1 or words == "亿")
            return text[end : end + 1] != "级" and (sure or self._after_bare_cue(text, start))
        if unit.kind in ("money", "ratio"):
            return True
        if words in ("一", "零"):
            return unit.kind == "time" and text.startswith(self._limits, end)
        return words != "二" and not _QUOTED.search(text, max(0, start - _QUOTE_BACK), start)

    def _after_bare_cue(self, text: str, start: int) -> bool:
        return text[max(0, start - _LOOK_BACK) : start].rstrip("了").endswith(self._bare_after)

    def _unitless(self, text: str, start: int) -> Reading | None:
        """Read 4.49亿, 超过千万, and (PUE) 降至1.3."""
        found = self._patterns.scaled.match(text, start)
        number = found and read_numeral(found["n"])
        if found and number:
            words = found["n"]
            bare = words[0] in self._powers
            if words[-1:] == "十" or (bare and not self._after_bare_cue(text, start)):
                return None
            return Reading(found.end(), "plain", number.value, number.high, "", number.more, bare)
        found = self._patterns.plain.match(text, start)
        if found and text.endswith(self._plain_after, 0, start):
            limited = text.startswith(self._limits, found.end())
            number = read_numeral(found["n"])
            if number and (limited or "." in found["n"]):
                return Reading(found.end(), "plain", number.value)
        return None

    def _unit(self, form: str) -> Unit:
        return self._units[form.casefold()]


@cache
def load_reader() -> Reader:
    """Return a reader of the shipped words."""
    return Reader(load_lexicon(), load_patterns())


def _is_tied(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    return before in _TIED or (before.isascii() and before.isalnum())


def _in_base(value: float, unit: Unit) -> float:
    """Return a value in base units, rid of the last binary digits (6‰ is 0.6 %)."""
    if unit.factor >= 1:
        return value * unit.factor
    return float(f"{value * unit.factor:.12g}")


def _shared_power(words: str, powers: frozenset[str]) -> float:
    tail = words.rstrip("多余来")
    scale = read_numeral("1" + tail[len(tail.rstrip("".join(powers))) :])
    return scale.value if scale else 1.0
