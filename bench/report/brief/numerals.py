"""Chinese numerals, as headings and tiers have them."""

from __future__ import annotations

from typing import Final

_NUMERALS: Final = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Return a number from 1 to 99 as headings write it: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    head = "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones else "")
