"""Sentences with exact offsets and the headings above them.

A sentence ends after 。！？； (and closing quotes or brackets that follow) or at a line's end; the
items of an enumeration (``一是…，二是…``) are kept apart. Headings are not sentences: they become
the section of what stands below them, also when they run into the text (``（一）加快…。``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from bench.corpus.cleaning import find_cuts
from bench.corpus.document import Body, Cut, Sentence
from bench.corpus.lines import (
    ITEM_LEVEL,
    UNNUMBERED,
    Line,
    heading_level,
    split_lines,
    strip_markdown,
)

_SENTENCE: Final = re.compile(r"[^。！？!?；;]*(?:[。！？!?；;]+[”’」』）)\"]*|$)")
_ITEM: Final = re.compile(
    r"(?<=[：:，,；;])\s*(?=(?:[一二三四五六七八九十]是|其[一二三四五]是?[，,]))"
)
_MARKER: Final = re.compile(
    r"[一二三四五六七八九十]是|其[一二三四五]|首先|其次|再次|最后|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百]{1,4}条"
)
_FINAL: Final = ("。", "！", "？", "；", "!", "?", ";", "，", ",", "、", "”")
_LONGEST_HEADING: Final = 50
_LONGEST_UNNUMBERED: Final = 36
_LONGEST_TITLE: Final = 80
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百]{1,4}条")
# Lines of hard-wrapped text are nearly all of one width; ordinary paragraphs are not.
_WRAP_NARROWEST: Final = 18
_WRAP_WIDEST: Final = 60
_WRAP_SLACK: Final = 0.2
_WRAP_SHARE: Final = 0.5
_WRAP_LINES: Final = 12


def split_body(text: str) -> Body:
    """Clean a document's text and split its body into sentences.

    Parameters
    ----------
    text
        The whole text of a document.

    Returns
    -------
    Body
        The sentences in order, ``text[s.start:s.end] == s.text`` for each, none of them within
        a cut; and the cuts.
    """
    cuts = find_cuts(text)
    blocks = _join_wrapped(_kept_lines(text, cuts), text)
    starts = [cut.start for cut in cuts]
    sentences: list[Sentence] = []
    outline = _Outline(law=any(_ARTICLE.match(block.text) for block in blocks))
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        rest = outline.take(block, following, first=number == 0)
        section = outline.section
        for start, end in _spans(rest, text, cuts, starts):
            piece = text[start:end]
            marker = _MARKER.match(piece)
            sentences.append(
                Sentence(start, end, piece, section, number, marker.group() if marker else "")
            )
    return Body(tuple(sentences), cuts)


def _kept_lines(text: str, cuts: tuple[Cut, ...]) -> list[Line]:
    """Return the lines that are not cut whole, without the cut pieces at their ends."""
    kept = []
    position = 0
    for line in split_lines(text):
        start, end = line.start, line.end
        while position < len(cuts) and cuts[position].end <= start:
            position += 1
        for cut in cuts[position:]:
            if cut.start >= end:
                break
            if cut.start <= start:
                start = max(start, min(cut.end, end))
            elif cut.end >= end:
                end = cut.start
        stripped = text[start:end].strip()
        if stripped:
            begin = text.index(stripped[0], start)
            kept.append(Line(begin, begin + len(stripped), stripped))
    return kept


def _join_wrapped(lines: list[Line], text: str) -> list[Line]:
    """Join the lines of hard-wrapped text to paragraphs; leave other text as it is."""
    width = _wrap_width(lines)
    if not width:
        return lines
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if (
            before is not None
            and _full(text, before, width)
            and not before.text.endswith(_FINAL[:6])
            and heading_level(line.text) is None
        ):
            joined[-1] = Line(before.start, line.end, text[before.start : line.end])
        else:
            joined.append(line)
    return joined


def _full(text: str, block: Line, width: float) -> bool:
    """Say whether the last line of a block reaches the width of the page."""
    return (
        block.end - (text.rfind("\n", block.start, block.end) + 1 or block.start)
        >= (1 - _WRAP_SLACK) * width
    )


def _wrap_width(lines: list[Line]) -> float:
    """Return the width at which a text was hard-wrapped, 0 where it was not."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < _WRAP_LINES:
        return 0
    width = lengths[int(len(lengths) * 0.75)]
    near = sum(1 for length in lengths if abs(length - width) <= _WRAP_SLACK * width)
    wider = sum(1 for length in lengths if length > (1 + 2 * _WRAP_SLACK) * width)
    fits = _WRAP_NARROWEST <= width <= _WRAP_WIDEST
    regular = near >= _WRAP_SHARE * len(lengths) and wider <= 0.02 * len(lengths)
    return width if fits and regular else 0


@dataclass(slots=True)
class _Outline:
    """Where we are in a document's headings while its blocks are read in order."""

    law: bool
    stack: list[tuple[int, str]] = field(default_factory=list)
    item: int | None = None  # level of the numbered item just read as body
    listing: bool = False  # the block before ended with a colon: its list follows

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(title for _, title in self.stack)

    def take(self, block: Line, following: Line | None, first: bool) -> Line:
        """Enter the heading that a block is, or begins with; return what of it is body."""
        level = heading_level(block.text)
        if level is None:
            rest = self._unnumbered(block, following, first)
        else:
            rest = self._numbered(block, level, following)
        self.listing = block.text.endswith(("：", ":"))
        return rest

    def _enter(self, level: int, title: str) -> None:
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.stack.append((level, title))

    def _unnumbered(self, block: Line, following: Line | None, first: bool) -> Line:
        size = len(block.text)
        if first and size <= _LONGEST_TITLE and not block.text.endswith("。"):
            return _nothing(block)  # the document's title stands above every section
        short = size <= _LONGEST_UNNUMBERED and not block.text.endswith((*_FINAL, "：", ":"))
        if short and following is not None and len(following.text) > size:
            self._enter(UNNUMBERED, block.text)
            return _nothing(block)
        return block

    def _numbered(self, block: Line, level: int, following: Line | None) -> Line:
        title = strip_markdown(block.text)
        end = title.find("。")
        lead = title if end < 0 else title[:end]
        if self._is_item(block, level, following, lead):
            self.item = level
            return block
        self.item = None
        self._enter(level, lead)
        if end < 0:
            return _nothing(block)
        offset = len(block.text) - len(title) + end + 1
        offset += len(block.text[offset:]) - len(block.text[offset:].lstrip())
        return Line(block.start + offset, block.end, block.text[offset:])

    def _is_item(self, block: Line, level: int, following: Line | None, lead: str) -> bool:
        """Say whether a numbered block is an item of a list, and so body, not a heading."""
        if block.text.startswith("#"):
            return False
        if len(lead) > _LONGEST_HEADING or "；" in lead:
            return True
        if level >= ITEM_LEVEL and (self.law or self.listing or self.item == level):
            return True
        single = block.text.endswith("。") and block.text.count("。") == 1
        sibling = following is not None and heading_level(following.text) == level
        return single and sibling


def _nothing(block: Line) -> Line:
    return Line(block.end, block.end, "")


def _spans(
    block: Line, text: str, cuts: tuple[Cut, ...], starts: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a block, cut pieces left out."""
    for found in _SENTENCE.finditer(block.text):
        for start, end in _items(found.group(), block.start + found.start()):
            yield from _without_cuts(start, end, text, cuts, starts)


def _items(raw: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the items of an enumeration within a sentence, or the sentence itself."""
    bounds = [0, *(found.start() for found in _ITEM.finditer(raw)), len(raw)]
    for begin, finish in pairwise(bounds):
        yield offset + begin, offset + finish


def _without_cuts(
    start: int, end: int, text: str, cuts: tuple[Cut, ...], starts: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield a span without the cuts at its ends; a cut in its midst stays in the quote."""
    at = bisect_right(starts, start) - 1
    if at >= 0 and cuts[at].end > start:
        start = min(cuts[at].end, end)
    tail = text[start:end].rstrip("。；; \u3000")
    at = bisect_right(starts, start + len(tail) - 1) - 1
    if at >= 0 and cuts[at].start >= start and cuts[at].end >= start + len(tail):
        end = cuts[at].start
    piece = text[start:end]
    stripped = piece.strip()
    if any(character.isalpha() for character in stripped):
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + lead + len(stripped)
