"""Numerals in, numbers out: 1 048, 2.5万亿, 三百多, 七八十."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from bench.quantities.lexicon import load_lexicon

_MYRIAD = 10_000
_PLAIN = re.compile("[0-9]+(?:[.][0-9]+)?")


class Numeral(NamedTuple):
    """A number as written: ``high`` for a span (七八 is 7 to 8), ``more`` for 多, 余."""

    value: float
    high: float | None = None
    more: bool = False


@dataclass(frozen=True)
class _Words:
    digits: Mapping[str, int]
    powers: Mapping[str, int]
    more: str
    point: str
    parts: re.Pattern[str]
    pair: re.Pattern[str]
    compound: re.Pattern[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon()
    digits, powers, more = lexicon.digits, lexicon.powers, "".join(lexicon.data["more"])
    counting = "".join(word for word, value in digits.items() if value)
    point = lexicon.data["point"]
    word = f"([{''.join(digits)}{''.join(powers)}{point}]*)"
    spaced = "([0-9][0-9, \u00a0\u2009]*(?:[.][0-9]+)?)?[ \u3000\u00a0]*"
    parts = re.compile(f"{spaced}{word}([{more}]?){word}")
    pair = re.compile(rf"(.{{0,6}}?)([{counting}])([{counting}])(.{{0,6}})")
    # 1亿3千多万
    compound = re.compile(f"([0-9]+[{''.join(powers)}])([0-9].*)")
    return _Words(digits, powers, more, point, parts, pair, compound)


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Numeral | None:
    """Read one numeral.

    Parameters
    ----------
    text
        Arabic digits (thousands parted by a comma or a space) with Chinese powers after them, or
        Chinese number words; 多, 余 or 来 anywhere after the first digit.

    Returns
    -------
    Numeral or None
        None where the words make no number (万一, 三亿四).
    """
    if _PLAIN.fullmatch(text):
        return Numeral(float(text))
    words = _words()
    compound = words.compound.fullmatch(text)
    if compound:
        first, rest = read_numeral(compound[1]), read_numeral(compound[2])
        return first and rest and Numeral(first.value + rest.value, None, rest.more)
    found = words.parts.fullmatch(text)
    if found is None:
        return None
    arabic, head, more, tail = found.groups()
    if arabic is not None:
        number = float(re.sub("[, \u00a0\u2009]", "", arabic))
        scale = _scale(head + tail, words.powers)
        return None if scale is None else Numeral(_times(number, scale), None, bool(more))
    scale = _scale(tail, words.powers)
    value = _chinese(head, words)
    if value is None or scale is None:
        return _pair(head + tail, words, bool(more))
    return Numeral(_times(value, scale), None, bool(more))


def _times(number: float, scale: int) -> float:
    # In decimals, as it is written: 109.38万 is 1 093 800, not a binary fraction beside it.
    return float(Decimal(repr(number)) * scale)


def _scale(text: str, powers: Mapping[str, int]) -> int | None:
    scale = 1
    for sign in text:
        if sign not in powers:
            return None
        scale *= powers[sign]
    return scale


def _pair(text: str, words: _Words, more: bool) -> Numeral | None:
    """Read 七八, 三四十, 两三百: two neighbours stand for the span between them."""
    found = words.pair.fullmatch(text)
    if found is None or words.digits[found[3]] <= words.digits[found[2]]:
        return None
    low = _chinese(found[1] + found[2] + found[4], words)
    high = _chinese(found[1] + found[3] + found[4], words)
    return None if low is None or high is None else Numeral(low, high, more)


def _chinese(text: str, words: _Words) -> float | None:
    whole, point, fraction = text.partition(words.point)
    if not point:
        return _whole(whole, words)
    places = [words.digits.get(sign) for sign in fraction]
    value = _whole(whole, words)
    if value is None or not places or None in places:
        return None
    return float(f"{value:.0f}.{''.join(map(str, places))}")


def _whole(text: str, words: _Words) -> float | None:
    """Read a whole number by sections of 亿 and 万, each of thousands, hundreds and tens."""
    if not text:
        return None
    total = section = 0
    digit: int | None = None
    power = 1
    for sign in text:
        found = words.powers.get(sign)
        if found is None:
            if digit:
                return None
            digit, power = words.digits[sign], power if words.digits[sign] else 1
        elif found < _MYRIAD:
            if section and (digit is None or section % (found * 10)):
                return None
            section, digit, power = section + (1 if digit is None else digit) * found, None, found
        else:
            total, section, digit, power = (
                _close(total, section + (digit or 0), found),
                0,
                None,
                found,
            )
    # 一万二 is 12 000 and 三百五 350: a last digit without a power stands one power lower.
    return float(total + section + (digit or 0) * (power // 10 if power > 10 else 1))


def _close(total: int, section: int, power: int) -> int:
    """Return the total after a section and its 万 or 亿 (万亿 multiplies what stands before)."""
    if not section:
        return (total or 1) * power
    return (total + section) * power if power > _MYRIAD else total + section * power
