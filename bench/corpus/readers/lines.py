"""Lines of text with what a format tells of each, and how they become a document's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bench.corpus.layout import Layout

_TITLE: Final = -1
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_BROKEN: Final = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r]*\n\s*(?=[\u2e80-\uffef])")
_SPACE: Final = re.compile(r"[^\S\u3000]+")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page.

    Attributes
    ----------
    text
        Without line ends, and without white space around it.
    heading
        1 to 6 where it is a heading of that rank; 0 where it is none.
    links
        How many of its characters are links to elsewhere.
    at
        The number of the element that it stands in, in the order of the page.
    """

    text: str
    heading: int = 0
    links: int = 0
    at: int = 0


def spaced(text: str) -> str:
    """Return a text with single spaces, none where a line was broken between Chinese characters."""
    return _SPACE.sub(" ", _BROKEN.sub("", _UNSEEN.sub("", text))).strip()


def joined(lines: Iterable[TextLine], title: str = "") -> tuple[str, Layout]:
    """Return the text of lines, and where its headings are.

    Parameters
    ----------
    lines
        In order.
    title
        The document's title: the first heading that says so is level -1, the outermost of the
        others 0.
    """
    kept = [line for line in lines if line.text]
    ranks = sorted({line.heading for line in kept if line.heading and line.text != title})
    text, headings, length, titled = [], [], 0, False
    for line in kept:
        if line.heading:
            is_title = not titled and line.text == title
            titled |= is_title
            if is_title or line.text != title:
                level = _TITLE if is_title else ranks.index(line.heading)
                headings.append((length, length + len(line.text), level))
        text.append(line.text)
        length += len(line.text) + 1
    return "\n".join(text), Layout(headings=tuple(headings))
