"""Which part of a page is its body: readability-lxml points to it, the page's sentences check it.

readability-lxml may drop the beginning, tables, or half of a body that stands in several parts. So
only the place that it finds is used, and only where that holds nearly all sentences of the page;
else it is the smallest element that does. All that stands there is kept, but for lists of links.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, tostring
from readability import Document
from readability.readability import Unparseable

from bench.corpus.readers.lines import TextLine

# A part that holds less than this of the page's sentences is not the whole body.
_WHOLE: Final = 0.9
# Pages with fewer characters in sentences have no body to be found.
_LEAST: Final = 60
_SENTENCE: Final = re.compile(r"[。；！？]")
_CLAUSE: Final = re.compile(r"[，、]")
_SHORTEST: Final = 20
_FRAME: Final = ("nav", "footer", "aside")
_PLACES: Final = frozenset(
    ["div", "article", "section", "main", "td", "body", "center", "form", "html", "pre"]
)
# readability-lxml takes time with the square of the elements.
_MOST_ELEMENTS: Final = 30_000
_LINKED: Final = 0.6
# So many lines in a row that are links are a list of links; fewer may be attachments.
_LIST: Final = 3
_ATTACHED: Final = re.compile(r"^附件|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$", re.IGNORECASE)
# A title stands at most so many lines above the body, on as many lines as a headline has.
_ABOVE: Final = 25
_HEADLINE: Final = 4


def body_of(root: HtmlElement, page: Sequence[TextLine], title: str) -> list[TextLine]:
    """Return the lines of a page's body, and those from its title on.

    Parameters
    ----------
    root
        The page; its elements are numbered (`lines_of`).
    page
        Its lines.
    title
        As the page tells it; empty where it does not.

    Returns
    -------
    list of TextLine
        All lines of the page where it holds too few sentences.
    """
    parts = _Parts(root)
    frames = [parts.span(int(one.get("data-n", "0"))) for one in root.iter(*_FRAME)]
    shown = [line for line in page if not any(line.at in frame for frame in frames)]
    weights = [_weight(line) for line in shown]
    if sum(weights) < _LEAST:
        return list(page)
    place = parts.span(_place(root, parts, shown, weights))
    inside = [number for number, line in enumerate(shown) if line.at in place]
    start = _title_above(shown, inside[0], title)
    return _without_link_lists(shown[start : inside[-1] + 1])


def _weight(line: TextLine) -> int:
    """Return how many characters of sentences a line holds."""
    if line.links > _LINKED * len(line.text):
        return 0
    clauses = len(line.text) >= _SHORTEST and _CLAUSE.search(line.text)
    return len(line.text) - line.links if clauses or _SENTENCE.search(line.text) else 0


class _Parts:
    """The elements of a page by number: which holds which, and how much of something each holds."""

    def __init__(self, root: HtmlElement) -> None:
        elements = list(root.iter(etree.Element))
        self.tags = [str(element.tag) for element in elements]
        parents = (element.getparent() for element in elements)
        self.parents = [-1 if one is None else int(one.get("data-n", "0")) for one in parents]
        self._sizes = self._summed([1] * len(elements))

    def span(self, number: int) -> range:
        """Return the numbers of an element and of all within it."""
        return range(number, number + self._sizes[number])

    def _summed(self, own: list[int]) -> list[int]:
        for number in range(len(own) - 1, 0, -1):
            own[self.parents[number]] += own[number]
        return own

    def sums(self, lines: Sequence[TextLine], weights: Sequence[int]) -> list[int]:
        """Return the weight of the lines in each element."""
        own = [0] * len(self.tags)
        for line, weight in zip(lines, weights, strict=True):
            own[line.at] += weight
        return self._summed(own)

    def smallest(self, sums: Sequence[int], least: float) -> int:
        """Return the smallest element that holds at least so much, and can hold a body."""
        number = max(one for one, held in enumerate(sums) if held >= least)
        while self.tags[number] not in _PLACES and self.parents[number] >= 0:
            number = self.parents[number]
        return number


def _place(
    root: HtmlElement, parts: _Parts, shown: Sequence[TextLine], weights: Sequence[int]
) -> int:
    """Return the element that holds the body."""
    sums = parts.sums(shown, weights)
    pointed = _pointed_to(root) if len(parts.tags) <= _MOST_ELEMENTS else set()
    held = [
        weight if line.at in pointed else 0 for line, weight in zip(shown, weights, strict=True)
    ]
    if sum(held) >= _WHOLE * sums[0]:
        number = parts.smallest(parts.sums(shown, held), sum(held))
    else:
        number = parts.smallest(sums, _WHOLE * sums[0])
    return _with_rest(parts, number, sums, parts.sums(shown, [len(line.text) for line in shown]))


def _with_rest(parts: _Parts, number: int, sums: Sequence[int], sizes: Sequence[int]) -> int:
    """Go up as long as what is added is mostly sentences: the rest of a body in several parts."""
    best = number
    while parts.parents[number] >= 0:
        above = parts.parents[number]
        added, prose = sizes[above] - sizes[best], sums[above] - sums[best]
        if 2 * prose < added:
            break
        number = above
        if prose:
            best = above
    return best


def _pointed_to(root: HtmlElement) -> set[int]:
    """Return the numbers of the elements that readability-lxml holds for the body."""
    # It tells on the log of its own errors, which are no errors of ours.
    logging.getLogger("readability").setLevel(logging.CRITICAL)
    try:
        summary = Document(tostring(root, encoding="unicode")).summary()
        found = document_fromstring(summary)
    except (Unparseable, etree.LxmlError, ValueError):
        return set()
    return {int(number) for number in found.xpath("//@data-n") if str(number).isdigit()}


def _title_above(lines: Sequence[TextLine], start: int, title: str) -> int:
    """Return where the title stands above the body, on one line or several; else ``start``."""
    wanted = _plain(title)
    for first in range(start - 1, max(start - _ABOVE, 0) - 1, -1):
        headline = ""
        for line in lines[first : min(first + _HEADLINE, start)]:
            headline += _plain(line.text)
            if wanted and headline == wanted:
                return first
    return start


def _plain(text: str) -> str:
    return "".join(text.split())


def _without_link_lists(lines: Sequence[TextLine]) -> list[TextLine]:
    kept: list[TextLine] = []
    for is_link, group in groupby(lines, key=_is_link):
        run = list(group)
        if not (is_link and len(run) >= _LIST):
            kept.extend(run)
    return kept


def _is_link(line: TextLine) -> bool:
    """Say whether a line is a link to another page, not to an attachment."""
    return line.links > _LINKED * len(line.text) and not _ATTACHED.search(line.text)
