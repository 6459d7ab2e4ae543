"""Word files: the text as Word shows it, with the numbers that it counts, and its headings.

Tables come a row a line, cells parted by tabs; a row of a single cell stands as the paragraphs
that it holds. Footnotes follow at the end. Headers, footers, comments, deletions and hidden text
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bench.corpus.layout import Layout
from bench.corpus.readers.columns import is_counter
from bench.corpus.readers.docx_parts import Parts, read_parts, w
from bench.corpus.readers.docx_styles import (
    BODY,
    TITLE,
    Style,
    Styles,
    heading_level,
    is_hidden,
    list_of,
    value,
)
from bench.corpus.readers.docx_tree import accept
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.numbering import Numbering, read_numbering
from bench.errors import DocumentError

CELLS: Final = "\t"
NOTE: Final = "注："

_TEXT: Final = (
    w("t"),
    w("tab"),
    w("ptab"),
    w("br"),
    w("cr"),
    w("noBreakHyphen"),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
)
_STANDS_FOR: Final = {
    w("tab"): " ",
    w("ptab"): " ",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_PICTURES: Final = (w("drawing"), w("pict"), w("object"))
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WIDE_BREAK: Final = re.compile(r"[ \t]*\n\s*(?=[\u2e80-\uffef])|(?<=[\u2e80-\uffef])[ \t]*\n\s*")
# What is longer, or ends like a sentence, is body, whatever its style says.
_LONGEST_HEADING: Final = 100
_NO_HEADING: Final = ("。", "；", "！", "？", ";")
_OPENING: Final = 2_000
_SHORTEST_TITLE: Final = 4


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Yield the text of a Word file (docx, docm).

    Raises
    ------
    DocumentError
        It is no Word file, is damaged, holds more than it may, or holds no text.
    """
    del columns
    parts = read_parts(data)
    body = parts.document.find(w("body"))
    pictures = sum(1 for _ in body.iter(*_PICTURES))
    embedded = sum(1 for _ in body.iter(w("altChunk"), w("subDoc")))
    accept(parts.document)
    page = _Page(Styles(parts.styles), read_numbering(parts.numbering, w))
    page.add_all(body)
    if not page.lines:
        raise DocumentError("corpus.docx_no_text", pictures=pictures)
    for notes in parts.notes:
        page.add_notes(notes)
    text = "\n".join(line for line, _ in page.lines)
    headings = tuple(_headings(page.lines))
    unread: dict[str, Mapping[str, object]] = {}
    if parts.damaged:
        unread["corpus.docx_part_broken"] = {"parts": "、".join(parts.damaged)}
    if embedded:
        unread["corpus.docx_embedded"] = {"count": embedded}
    yield Extracted(
        text,
        "docx",
        layout=Layout(headings=headings),
        told=_told(parts, headings, text),
        notes=unread,
    )


def _headings(lines: list[tuple[str, int | None]]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for line, level in lines:
        if level is not None:
            yield start, start + len(line), level
        start += len(line) + 1


def _told(parts: Parts, headings: tuple[tuple[int, int, int], ...], text: str) -> dict[str, str]:
    """Return the title that a style marks, else that of the properties if the text confirms it.

    What stands in the properties is often left from a template or an older file.
    """
    marked = "".join(text[start:end] for start, end, level in headings if level == TITLE)
    if marked:
        return {"title": marked}
    plain = re.sub(r"\s", "", parts.title)
    found = len(plain) >= _SHORTEST_TITLE and plain in re.sub(r"\s", "", text[:_OPENING])
    return {"title": parts.title} if found else {}


@dataclass
class _Page:
    """The paragraphs written so far, each with its level as a heading (None for body)."""

    styles: Styles
    numbering: Numbering
    lines: list[tuple[str, int | None]] = field(default_factory=list)

    def add_all(self, container: Any) -> None:
        """Write the paragraphs and tables of a body or cell."""
        for block in _blocks(container):
            if block.tag == w("tbl"):
                self._add_table(block)
            else:
                self._add(*self._paragraph(block))

    def add_notes(self, root: Any) -> None:
        """Write footnotes or endnotes as lines that cleaning knows for notes."""
        for note in root.iterchildren(w("footnote"), w("endnote")):
            if note.get(w("type"), "normal") == "normal":
                paragraphs = (self._paragraph(paragraph)[0] for paragraph in note.iter(w("p")))
                text = " ".join(paragraph for paragraph in paragraphs if paragraph)
                self._add(NOTE + text if text else "", None)

    def _add(self, text: str, level: int | None) -> None:
        if text:
            self.lines.append((text, level))

    def _add_table(self, table: Any) -> None:
        counters: set[int] = set()
        for number, row in enumerate(table.iterchildren(w("tr"))):
            filled = []
            for at, cell in _cells(row):
                inner = _Page(self.styles, self.numbering)
                inner.add_all(cell)
                if number == 0 and len(inner.lines) == 1 and is_counter(inner.lines[0][0]):
                    counters.add(at)
                elif inner.lines and at not in counters:
                    filled.append(inner.lines)
            if len(filled) == 1:
                self.lines += filled[0]
            else:
                cells = ("\n".join(text for text, _ in lines) for lines in filled)
                self._add(CELLS.join(cells), None)

    def _paragraph(self, paragraph: Any) -> tuple[str, int | None]:
        """Return the text of a paragraph with its number, and its level as a heading."""
        properties = paragraph.find(w("pPr"))
        key, style = self.styles.of(properties)
        if style.contents:
            return "", None  # Word makes the contents from the headings
        body = _CONTROL.sub("", "".join(self._runs(paragraph, style)))
        body = "\n".join(line.strip() for line in body.split("\n") if line.strip())
        if not body:
            return "", None
        text = self._mark(properties, key, style) + body
        level = heading_level(properties)
        level = style.level if level is None else level
        if level is None or level == BODY:
            return text, None
        heading = _WIDE_BREAK.sub("", text).replace("\n", " ")
        fits = len(heading) <= _LONGEST_HEADING and not heading.endswith(_NO_HEADING)
        return (heading, level) if fits else (text, None)

    def _mark(self, properties: Any, key: str, style: Style) -> str:
        number, at = list_of(properties)
        if number is None:
            number = style.number
            at = self.numbering.level_of(number, key) if at is None else at
            at = style.at if style.at is not None else at
        return self.numbering.next_mark(number, at or 0) if number else ""

    def _runs(self, paragraph: Any, style: Style) -> Iterator[str]:
        """Yield the pieces of text of a paragraph that are not hidden."""
        run: Any = None
        hidden = False
        for piece in paragraph.iter(*_TEXT):
            parent = piece.getparent()
            if parent is not run:
                run, hidden = parent, self._is_hidden(parent, style)
            if not hidden and not parent.tag.endswith("}tabs"):
                yield _STANDS_FOR.get(piece.tag) or re.sub(r"[\r\n\t]", " ", piece.text or "")

    def _is_hidden(self, run: Any, style: Style) -> bool:
        properties = run.find(w("rPr"))
        own = is_hidden(properties)
        if own is not None:
            return own
        return self.styles.of(properties)[1].hidden or style.hidden


def _blocks(container: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a body or cell, in order."""
    from docx.blkcntnr import BlockItemContainer  # slow to import; most runs read no Word file

    for block in BlockItemContainer(container, container).iter_inner_content():
        yield block._element


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of a row with their column (from 0); those merged into one above are not."""
    at = 0
    for cell in row.iterchildren(w("tc")):
        properties = cell.find(w("tcPr"))
        merged = None if properties is None else properties.find(w("vMerge"))
        if merged is None or merged.get(w("val")) == "restart":
            yield at, cell
        span = value(properties, "gridSpan") or "1"
        at += int(span) if re.fullmatch(r"\d{1,3}", span) else 1
