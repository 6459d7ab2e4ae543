"""The lines of a page: a block is a line, <br> ends one, a row of a table is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from bench.corpus.readers.lines import TextLine, spaced

_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "o:p",
    ]
)
_HEADINGS: Final = {f"h{rank}": rank for rank in range(1, 7)}
_LONGEST_HEADING: Final = 80
_NO_HEADING: Final = ("。", "；", "，", "、")
# A table of which a cell holds more than this, or another table, places the parts of a page.
_LONGEST_CELL: Final = 800
_MOST_BLOCKS: Final = 8
CELLS: Final = "\t"


def lines_of(root: HtmlElement) -> list[TextLine]:
    """Return the lines of a page's body that hold text, in order.

    Every element gets its number in the order of the page as ``data-n``.
    """
    for number, element in enumerate(root.iter(etree.Element)):
        element.set("data-n", str(number))
    body = root.find("body")
    writer = _Writer()
    rows = _rows(root)
    top = root if body is None else body
    for element, entering in _steps(top):
        if entering:
            writer.enter(element, element in rows)
        else:
            writer.leave(element, element in rows)
            if element is not top:
                writer.write(element.tail or "", element.getparent())
    return writer.lines


def _steps(top: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """Yield each element twice: where it begins (True) and where it ends."""
    for event, element in etree.iterwalk(top, events=("start", "end")):
        if isinstance(element.tag, str):
            yield element, event == "start"


def _rows(root: HtmlElement) -> set[HtmlElement]:
    """Return the rows of the tables that hold figures or lists, not the parts of a page."""
    found: set[HtmlElement] = set()
    for table in root.iter("table"):
        cells = list(table.iter("td", "th"))
        rows = list(table.iter("tr"))
        nested = next(table.iterdescendants("table"), None) is not None
        if len(cells) > len(rows) and not nested and all(map(_is_small, cells)):
            found.update(rows)
    return found


def _is_small(cell: HtmlElement) -> bool:
    blocks = sum(1 for _ in cell.iterdescendants("p", "div", "li", "br"))
    return blocks <= _MOST_BLOCKS and sum(map(len, cell.itertext())) <= _LONGEST_CELL


@dataclass(slots=True)
class _Writer:
    """Collects the text of a line until it ends."""

    lines: list[TextLine] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _links: int = 0
    _in_link: int = 0
    _in_row: int = 0
    _heading: int = 0
    _at: int = 0
    _exact: int = 0

    def enter(self, element: HtmlElement, row: bool) -> None:
        """Begin an element, and write the text before its first child."""
        tag = str(element.tag)
        if tag not in _INLINE:
            self._break()
        if tag == "a" and _leads_away(element):
            self._in_link += 1
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        self._in_row += row
        self._exact += tag == "pre"
        self.write(element.text or "", element)

    def leave(self, element: HtmlElement, row: bool) -> None:
        """End an element."""
        tag = str(element.tag)
        if tag in ("td", "th") and self._in_row:
            self._end_cell()
        elif tag not in _INLINE:
            self._break()
        if row:
            self._in_row -= 1
            self._end_cell()
            self._end_line(CELLS.join(cell for cell in self._cells if cell))
            self._cells.clear()
        if tag == "a" and _leads_away(element):
            self._in_link -= 1
        if tag in _HEADINGS:
            self._heading = 0
        self._exact -= tag == "pre"

    def write(self, text: str, element: HtmlElement) -> None:
        """Add text that stands directly in an element."""
        if not text:
            return
        if self._exact and "\n" in text and not self._in_row:
            *whole, text = text.split("\n")
            for line in whole:
                self._add(line, element)
                self._break()
        self._add(text, element)

    def _add(self, text: str, element: HtmlElement) -> None:
        if not text.strip():
            if self._parts:
                self._parts.append(text)
            return
        if not self._parts and not any(self._cells):
            self._at = int(element.get("data-n", "0"))
        if self._in_link:
            self._links += len(text.strip())
        self._parts.append(text)

    def _break(self) -> None:
        if self._in_row:
            if self._parts:
                self._parts.append(" ")
        else:
            self._end_line(spaced("".join(self._parts)))

    def _end_cell(self) -> None:
        self._cells.append(spaced("".join(self._parts)))
        self._parts.clear()

    def _end_line(self, text: str) -> None:
        if text:
            short = len(text) <= _LONGEST_HEADING and not text.endswith(_NO_HEADING)
            heading = self._heading if short and not self._in_row else 0
            self.lines.append(TextLine(text, heading, min(self._links, len(text)), self._at))
        self._parts.clear()
        self._links = 0


def _leads_away(element: HtmlElement) -> bool:
    """Say whether a link leads to another page, not to a note or a section of this one."""
    target = element.get("href")
    return target is not None and "#" not in target
