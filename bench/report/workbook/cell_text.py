"""Texts as a cell can hold them: mended, cut, measured."""

from __future__ import annotations

import math
import re
from typing import Final

import pandas as pd

MAX_TEXT: Final = 32_767  # UTF-16 units of one cell

# What XML 1.0 does not allow, so that Excel would call the file damaged: most control
# characters, lone surrogates and the two last code points of the basic plane.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# XlsxWriter takes a title of this form for a reference to a cell, a label that begins with =, too.
_LIKE_A_CELL: Final = re.compile(r"!(?=\$?[A-Z]+\$?\d)")
# A header takes & for the beginning of a code; doubled it is itself, but XlsxWriter looks for
# the code of a picture without regard to that.
_LIKE_A_PICTURE: Final = re.compile(r"&(?=G|\[Picture\])")
_NARROW: Final = re.compile("[^\u2010-\U0010ffff]+")
_HEADER: Final = 100  # characters; a header may have 255 units, & doubled and codes included


class MendedText(str):
    """A text that was changed to fit a cell, so that whoever writes it can count it."""

    __slots__ = ()


class CutText(MendedText):
    """A text that was too long for a cell and lacks its end."""

    __slots__ = ()


def clean_text(value: object, mark: str = "…") -> str:
    """Return ``value`` as text that a cell can hold.

    Characters that a workbook cannot hold become U+FFFD, line ends become line feeds, a space
    follows a text in ``<r>…</r>`` (which XlsxWriter would take for markup), and a text over
    32,767 characters is cut and ends in ``mark``. ``None``, NaN and NaT become ``""``.

    Returns
    -------
    str
        A `MendedText` where characters were replaced, a `CutText` where the end is missing;
        these are returned as they are when cleaned again.
    """
    if isinstance(value, MendedText):
        return value
    if _is_nothing(value):
        return ""
    told = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = _ILLEGAL.sub("\ufffd", told)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    if not _fits(text):
        # Half of a pair at the cut is dropped with it.
        units = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(mark))]
        return CutText(units.decode("utf-16-le", errors="ignore") + mark)
    return text if text == told else MendedText(text)


def _is_nothing(value: object) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value is pd.NaT or value is pd.NA


def _fits(text: str) -> bool:
    """Return whether a cell holds ``text``; the exact count is needed of long ones alone."""
    return len(text) * 2 <= MAX_TEXT or len(text.encode("utf-16-le")) <= 2 * MAX_TEXT


def header_text(text: str) -> str:
    """Return ``text`` as it can stand in a page header: one line, 100 characters, & as it is."""
    line = " ".join(clean_text(text).split())[:_HEADER]
    return _LIKE_A_PICTURE.sub("＆", line).replace("&", "&&")


def chart_text(text: str) -> str:
    """Return ``text`` as a title or label of a native chart, never taken for a reference."""
    told = _LIKE_A_CELL.sub("！", clean_text(text))
    return f"＝{told[1:]}" if told.startswith("=") else told


def display_width(text: str) -> int:
    """Return the width of the longest line of ``text`` in columns: Chinese counts double."""
    return max(len(line) + len(_NARROW.sub("", line)) for line in text.split("\n"))


def line_count(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a cell ``width`` columns wide, at least one."""
    return sum(max(1, math.ceil(display_width(line) / width)) for line in text.split("\n"))
