"""Which paragraphs are headings, and what section the others stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bench.corpus.document import Heading
from bench.corpus.lines import (
    BULLETS,
    ITEM_LEVEL,
    UNNUMBERED,
    Line,
    heading_level,
    is_article,
    strip_markdown,
)

TITLE_LEVEL: Final = -1
_LISTS: Final = ("：", ":")
_NO_TITLE: Final = ("。", "；", ";", "，", ",", *_LISTS)
_NO_HEADING: Final = ("。", "！", "？", "；", "!", "?", ";", "，", ",", "、", "”", ".", *_LISTS)
_LONGEST_HEADING: Final = 50
_LONGEST_UNNUMBERED: Final = 36
_LONGEST_TITLE: Final = 80
_SHORTEST_ITEM: Final = 8
# A line broken within a heading leaves no space between Chinese characters.
_BREAK: Final = re.compile(r"[ \t]*\n\s*(?=[\u2e80-\uffef])|(?<=[\u2e80-\uffef])[ \t]*\n\s*")


@dataclass(slots=True)
class Outline:
    """Where we are in a document's headings while its paragraphs are read in order.

    ``law`` says that the document has articles (``第一条``): its numbered lines are items.
    """

    law: bool
    stack: list[tuple[int, str]] = field(default_factory=list)
    item: int | None = None  # level of the numbered item just read as body
    listing: bool = False  # the paragraph before ended with a colon: its list follows
    section: tuple[str, ...] = ()  # the headings above what is read now, outermost first

    def take(
        self, block: Line, following: Line | None, *, first: bool, marked: int | None = None
    ) -> tuple[Heading | None, Line | None]:
        """Take in one paragraph.

        Parameters
        ----------
        block, following
            The paragraph and the one after it.
        first
            Whether it is the first of the body, which may be the document's title.
        marked
            The level of the heading as which the file's format marks it (-1 is the title).

        Returns
        -------
        tuple
            The heading that it is or begins with, and what of it is body; either may be None.
        """
        level = heading_level(block.text)
        if level == 0 and first and (title := strip_markdown(block.text)):
            return Heading(block.end - len(title), block.end, title, TITLE_LEVEL), None
        if marked is not None and _can_be_marked(block.text):
            return self._marked(block, marked if level is None else level), None
        if level is not None:
            heading, rest = self._numbered(block, level, following)
        elif is_article(block.text):
            heading, rest = None, block
        else:
            heading, rest = self._unnumbered(block, following, first)
        self.listing = block.text.endswith(_LISTS)
        return heading, rest

    def _enter(self, level: int, start: int, text: str) -> Heading:
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.stack.append((level, _BREAK.sub("", text).replace("\n", " ")))
        self.section = tuple(title for _, title in self.stack)
        return Heading(start, start + len(text), text, level)

    def _marked(self, block: Line, level: int) -> Heading:
        self.item, self.listing = None, False
        if level < 0:
            return Heading(block.start, block.end, block.text, TITLE_LEVEL)
        return self._enter(level, block.start, block.text)

    def _unnumbered(
        self, block: Line, following: Line | None, first: bool
    ) -> tuple[Heading | None, Line | None]:
        size = len(block.text)
        if first and size <= _LONGEST_TITLE and not block.text.endswith(_NO_TITLE):
            # The document's title stands above every section.
            return Heading(block.start, block.end, block.text, TITLE_LEVEL), None
        if size > _LONGEST_UNNUMBERED or block.text.endswith(_NO_HEADING):
            return None, block
        above = following is not None and len(following.text) > size
        # A tab parts the cells of a table's row.
        body = "\t" in block.text or block.text.startswith(BULLETS)
        if body or not above:
            return None, block
        self.item = None
        return self._enter(UNNUMBERED, block.start, block.text), None

    def _numbered(
        self, block: Line, level: int, following: Line | None
    ) -> tuple[Heading | None, Line | None]:
        title = strip_markdown(block.text)
        start = block.end - len(title)
        end = title.find("。")
        lead = (title if end < 0 else title[:end]).rstrip()
        if self._is_item(block, level, following, lead):
            self.item = level
            return None, block
        self.item = None
        heading = self._enter(level, start, lead) if lead else None
        rest = "" if end < 0 else title[end + 1 :].lstrip()
        return heading, Line(block.end - len(rest), block.end, rest) if rest else None

    def _is_item(self, block: Line, level: int, following: Line | None, lead: str) -> bool:
        """Say whether a numbered paragraph is an item of a list, and so body, not a heading."""
        if block.text.startswith("#"):
            return False
        if len(lead) > _LONGEST_HEADING or "；" in lead:
            return True
        # After a colon its list follows; a line with plain text below it is a heading again.
        listed = self.listing and (following is None or heading_level(following.text) is not None)
        if level >= ITEM_LEVEL and (self.law or listed or self.item == level):
            return True
        # A heading has something below it: a sentence with nothing below is the measure itself.
        below = following is not None and not _stands_beside(following.text, level)
        sentence = block.text.endswith("。") and block.text.count("。") == 1
        return sentence and not below


def _can_be_marked(text: str) -> bool:
    return len(strip_markdown(text)) <= _LONGEST_TITLE and not is_article(text)


def _stands_beside(text: str, level: int) -> bool:
    other = heading_level(text)
    return other is not None and other <= level
