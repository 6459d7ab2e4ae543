"""A document's text taken apart: its lines, its cuts and its paragraphs, each found once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from bench.corpus.attributes import Attribute, read_attributes
from bench.corpus.cleaning import find_cuts
from bench.corpus.document import Cut, Document
from bench.corpus.front_matter import split_front_matter
from bench.corpus.lines import Line, end_of, split_lines, start_of
from bench.corpus.paragraphs import find_paragraphs


class Parts:
    """What metadata and sentences are read from: found when first asked for, and then kept.

    Parameters
    ----------
    text
        The whole text of a document.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __reduce__(self) -> tuple[type[Parts], tuple[str]]:
        return Parts, (self.text,)

    @cached_property
    def front(self) -> tuple[dict[str, str], int]:
        """The fields of its front matter, and where its body begins."""
        return split_front_matter(self.text)

    @cached_property
    def attributes(self) -> dict[str, Attribute]:
        """The labelled attributes of its page."""
        return read_attributes(self.text)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that hold anything."""
        return split_lines(self.text)

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        """What is not its body."""
        return find_cuts(self.text, self.lines, self.front[1])

    @cached_property
    def paragraphs(self) -> Sequence[Line]:
        """Those of its body."""
        return find_paragraphs(self.text, self.lines, self.cuts)

    def head(self, characters: int) -> list[Line]:
        """Return the lines of so many characters at the beginning; the last may be cut off."""
        within = bisect_right(self.lines, characters, key=end_of)
        found = self.lines[:within]
        if within < len(self.lines) and self.lines[within].start < characters:
            start = self.lines[within].start
            piece = self.text[start:characters].rstrip()
            found.append(Line(start, start + len(piece), piece))
        return found

    def tail(self, characters: int) -> list[Line]:
        """Return the lines of so many characters at the end; the first may be cut off."""
        begin = max(len(self.text) - characters, 0)
        within = bisect_left(self.lines, begin, key=start_of)
        found = self.lines[within:]
        if within and self.lines[within - 1].end > begin:
            end = self.lines[within - 1].end
            piece = self.text[begin:end].lstrip()
            found.insert(0, Line(end - len(piece), end, piece))
        return found


def parts_of(document: Document) -> Parts:
    """Return a document's text taken apart: as it was when it was read, where it is the same."""
    known = document.parts
    return known if known is not None and known.text == document.text else Parts(document.text)
