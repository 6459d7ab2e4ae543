"""The text of a cell in; a number, a year, or a name and its unit out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from bench.catalogue.method import LARGEST, SMALLEST

# Compared after `key`, which makes full-width signs half-width and … three dots.
_MISSING: Final = frozenset(
    {"", "-", "--", "–", "—", "——", "...", "......", "n/a", "na", "#n/a", "缺", "缺失"}
)
_BLANK: Final = re.compile(r"\s+")
# The full-width signs of ASCII, and the minus sign. Not NFKC, which makes 1234¹ of a footnote,
# or 1234①, the number 12341.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
_THOUSANDS: Final = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+"
_NUMBER: Final = re.compile(
    rf"([+-]?(?:(?:{_THOUSANDS}|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)\s*(%?)",
    re.IGNORECASE,
)
# 2023年, the 2023.0 of a column with gaps, and the date that a spreadsheet made of it.
_YEAR: Final = re.compile(
    r"((?:19|20|21)[0-9]{2})(?:\.0+|年|年度|-[0-9]{2}-[0-9]{2}(?:[t ][0-9:.]+)?)?", re.IGNORECASE
)
_NAME_AND_UNIT: Final = re.compile(r"(.+)[（(\[【]([^（(\[【]+)[）)\]】]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: 12.3% has the value 12.3 and is a percentage."""

    value: float
    is_percentage: bool = False


def key(text: str) -> str:
    """Return a text as names are compared: half-width signs, small letters, no blanks."""
    return _BLANK.sub("", normalize("NFKC", text).casefold())


def is_missing(text: str) -> bool:
    """Tell whether a text stands for no value: empty, -, —, …, N/A, NA, #N/A, 缺 or 缺失."""
    return key(text) in _MISSING


def read_number(text: str) -> Number | None:
    """Read a number as people write it.

    Parameters
    ----------
    text
        Digits, half or full width, thousands parted by a comma or a blank or not at all; a
        sign, a decimal point, an exponent and a percent sign are optional.

    Returns
    -------
    Number or None
        None where the text is no such number (1,23, 约5, 12万, 12①). The value may be beyond what
        can be calculated with (`is_usable`), and even infinite.
    """
    found = _NUMBER.fullmatch(_BLANK.sub(" ", text.translate(_HALF_WIDTH)).strip())
    if found is None:
        return None
    return Number(float(re.sub("[, ]", "", found[1])), bool(found[2]))


def is_usable(value: float) -> bool:
    """Tell whether a value can be calculated with: 0, or `SMALLEST` to `LARGEST` in size."""
    return value == 0 or SMALLEST <= abs(value) <= LARGEST


def read_year(text: str) -> str | None:
    """Return the year as ``"YYYY"``, empty where none is given; None where it is no year.

    Years are 1900 to 2199: 2023, 2023年, ２０２３, 2023.0, or a date of which the year counts.
    """
    if is_missing(text):
        return ""
    found = _YEAR.fullmatch(text.translate(_HALF_WIDTH).strip())
    return found[1] if found else None


def split_unit(text: str) -> tuple[str, str]:
    """Return a name and the unit in brackets after it (empty where there is none).

    >>> split_unit("人均GDP（万元）")
    ('人均GDP', '万元')
    """
    found = _NAME_AND_UNIT.fullmatch(text.strip())
    return (found[1].strip(), found[2].strip()) if found else (text.strip(), "")
