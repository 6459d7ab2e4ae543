"""Lines, and what marks a line as a heading."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Final, NamedTuple

_NUMERAL: Final = "一二三四五六七八九十百"

# Marks of numbered headings, outermost first.
_MARKS: Final = (
    re.compile(rf"第[{_NUMERAL}]{{1,4}}[编篇]"),
    re.compile(rf"第[{_NUMERAL}]{{1,4}}章"),
    re.compile(rf"第[{_NUMERAL}]{{1,4}}节"),
    re.compile(rf"[{_NUMERAL}]{{1,3}}、"),
    re.compile(rf"[（(][{_NUMERAL}]{{1,3}}[)）]"),
    re.compile(r"\d{1,2}\s?[.．、](?![\d０-９])|[０-９]{1,2}\s?[.．、]"),
    re.compile(r"[（(]\d{1,2}[)）]|[①-⑳]"),
)
# What any of these marks begins with, or a digit: most lines begin otherwise.
_MARKED: Final = frozenset("#第（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + _NUMERAL)
_MARKDOWN: Final = re.compile(r"(#{1,6})\s*")
# Marks of the items of a list without numbers.
BULLETS: Final = ("- ", "* ", "• ", "·", "●", "■", "◆")
_ARTICLE: Final = re.compile(rf"第[{_NUMERAL}]{{1,4}}条")
# Levels: # to ###### of Markdown, then the marks, then headings without number.
_MARKDOWN_LEVELS: Final = 6
UNNUMBERED: Final = _MARKDOWN_LEVELS + len(_MARKS)
# From this level on a numbered line may be an item of a list: （一）, 1., （1）.
ITEM_LEVEL: Final = _MARKDOWN_LEVELS + 4


class Line(NamedTuple):
    """A line without the white space around it, and its offsets."""

    start: int
    end: int
    text: str


start_of: Final = attrgetter("start")
end_of: Final = attrgetter("end")


def split_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold anything, stripped, with their offsets."""
    lines = []
    begin = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = begin if raw[0] == stripped[0] else begin + raw.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped))
        begin += len(raw) + 1
    return lines


def strip_markdown(text: str) -> str:
    """Return a heading without its ``#`` marks."""
    return _MARKDOWN.sub("", text, count=1) if text.startswith("#") else text


def heading_level(text: str) -> int | None:
    """Return the level of the heading that a line is marked as (0 is outermost).

    ``None`` where there is no such mark, or the line is an article of a law (``第一条``), which
    is body.
    """
    if not (text[:1] in _MARKED or text[:1].isdecimal()):
        return None
    markdown = _MARKDOWN.match(text)
    if markdown:
        return len(markdown.group(1)) - 1
    for level, mark in enumerate(_MARKS, start=_MARKDOWN_LEVELS):
        if mark.match(text):
            return level
    return None


def is_numbered(text: str) -> bool:
    """Say whether a line begins with a heading's or an article's number."""
    return heading_level(text) is not None or is_article(text)


def is_article(text: str) -> bool:
    """Say whether a line begins with the number of an article of a law (``第一条``)."""
    return text.startswith("第") and _ARTICLE.match(text) is not None
