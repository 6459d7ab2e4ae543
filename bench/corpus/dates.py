"""Dates as documents, web pages and spreadsheets write them, in ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_YEAR: Final = r"(?<!\d)((?:19|20)\d{2})"
_DATE: Final = re.compile(
    _YEAR
    + r"(?:\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?|(\d{2})(\d{2}))?(?!\d)"
)
_HANS_DATE: Final = re.compile(
    r"([一二][〇○ОO零0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月"
    r"(?:([一二三四五六七八九十]{1,3})日)?"
)
_SIGNS: Final = {
    sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("○ОO零", "0")
_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE_DIGIT: Final = re.compile("[０-９]")  # translating takes ten times as long
_WHOLE: Final = len("YYYY-MM-DD")
# Where a day in brackets may stand: quickly told, and seldom.
IN_BRACKETS: Final = re.compile(r"[（(]\s*\d{4}\s*年")
# What Excel makes of 2024-03-05 and of 2024-03 (Mar-24), where a cell is not text.
_SERIAL: Final = re.compile(r"[2-5]\d{4}(?:\.0+)?")
_SERIAL_ZERO: Final = date(1899, 12, 30)
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_ENGLISH: Final = re.compile(
    rf"(?:(\d{{1,2}})[- ])?({'|'.join(_MONTHS)})[a-z]*[- ]((?:20)?\d{{2}})"
)
# Addresses of web pages: /2024/03/05/, /2024-03/05/, t20240305_1.html.
_IN_LINK: Final = re.compile(
    r"[/_t](20\d{2})(?:[/-](\d{1,2})[/-](\d{1,2})|[/-]?(\d{2})/?(\d{2}))(?=[/_.\-]|$)"
)


def read_date(text: str) -> str:
    """Return the first date in a text as YYYY, YYYY-MM or YYYY-MM-DD, "" where there is none.

    Chinese numerals (二〇二四年三月五日), wide digits and dates of e-mail headers are understood.
    """
    text = plain_digits(text)
    found = _DATE.search(text)
    if found is None:
        return ""
    try:
        return parsedate_to_datetime(text).date().isoformat()  # Tue, 08 Oct 2024 …
    except (ValueError, TypeError, IndexError, OverflowError):
        return _iso(found)


def read_cell_date(cell: str) -> str:
    """Return the date in a cell of a spreadsheet, also where Excel made 45356 or Mar-24 of it."""
    value = cell.strip()
    if _SERIAL.fullmatch(value):
        return (_SERIAL_ZERO + timedelta(days=int(float(value)))).isoformat()
    english = _ENGLISH.fullmatch(value.lower())
    if english:
        day, month, year = english.groups()
        known = f"{int(year) % 100 + 2000}-{_MONTHS.index(month) + 1:02d}"
        return f"{known}-{int(day):02d}" if day and 1 <= int(day) <= 31 else known
    return read_date(value)


def whole_dates(text: str) -> Iterator[str]:
    """Yield the dates in a text that name a day, in order."""
    dates = (_iso(found) for found in _DATE.finditer(plain_digits(text)))
    yield from (found for found in dates if is_whole(found))


def is_whole(found: str) -> bool:
    """Say whether a date names its day."""
    return len(found) == _WHOLE


def date_of_link(link: str) -> str:
    """Return the day that the address of a web page names, "" where it names none."""
    found = _IN_LINK.search(link)
    if found is None:
        return ""
    year, *rest = (part for part in found.groups() if part)
    return read_date("-".join((year, *rest)))


def plain_digits(text: str) -> str:
    """Return a text with dates in Chinese numerals and wide digits written in plain digits."""
    if _WIDE_DIGIT.search(text):
        text = text.translate(_WIDE_DIGITS)
    return _HANS_DATE.sub(_plain, text) if "年" in text else text


def _plain(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    digits = "".join(_SIGNS.get(sign, sign) for sign in year)
    return f"{digits}年{_number(month)}月" + (f"{_number(day)}日" if day else "")


def _number(signs: str) -> int:
    """Return a number up to 99 in Chinese numerals: 五, 十二, 三十一."""
    tens, ten, ones = signs.rpartition("十")
    value = 10 * int(_SIGNS.get(tens, "1")) if ten else 0
    return value + int("".join(_SIGNS[sign] for sign in ones) or 0)


def _iso(found: re.Match[str]) -> str:
    year, *rest = (part for part in found.groups() if part)
    month, day = (*(int(part) for part in rest), 0, 0)[:2]
    if not 1 <= month <= 12:
        return str(year)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= 31 else f"{year}-{month:02d}"
