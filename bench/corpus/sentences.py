"""Sentences with exact offsets and the headings above them.

A sentence ends after 。！？； (and closing quotes or brackets that follow), after a full stop of
English prose, or at a paragraph's end; the items of an enumeration (``一是…，二是…``) are kept
apart. Headings are not sentences: they become the section of what stands below them, also when
they run into the text (``（一）加快…。``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Final

from bench.corpus.document import Body, Heading, Sentence
from bench.corpus.english import english_ends
from bench.corpus.layout import PLAIN, Layout
from bench.corpus.lines import Line, is_article
from bench.corpus.outline import Outline
from bench.corpus.paragraphs import Overlaps, trim
from bench.corpus.parts import Parts
from bench.corpus.reprints import without_reprints

# The ASCII marks do not count within a web address or between letters.
_END: Final = re.compile(
    r"[。！？；!?;](?:(?<=[。！？；])[。！？；!?;]*[”’」』）)》】\]\"]*"
    r"|(?<=[!?;])[!?;]*+(?![A-Za-z0-9&=/#%_+.-])[”’」』）)\"]*)"
)
_ITEM: Final = re.compile(r"[：:，,；;]\s*(?=(?:[一二三四五六七八九十]是|其[一二三四五]是?[，,]))")
_MARKER: Final = re.compile(
    r"[一二三四五六七八九十]是|其[一二三四五]|首先|其次|再次|最后|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百]{1,4}条"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
# What may stand after a cut at a sentence's end and goes with it.
_LOOSE: Final = "。；;"


def split_body(text: str | Parts, layout: Layout = PLAIN) -> Body:
    """Clean a document's text and split its body into sentences.

    Parameters
    ----------
    text
        The whole text of a document, or what it was taken apart into.
    layout
        What its file's format tells of it.

    Returns
    -------
    Body
        The sentences in order, ``text[s.start:s.end] == s.text`` for each; the headings, in the
        same way; and the cuts. No sentence begins or ends in a cut; one may hold a cut in its
        midst (a bracket, or the page number between two lines). Every letter and Chinese
        character of the text lies in a sentence, a heading or a cut.
    """
    parts = Parts(text) if isinstance(text, str) else text
    text = parts.text
    if layout.statements:
        return Body(tuple(_statements(text, layout)), ())
    cuts, blocks = parts.cuts, parts.paragraphs
    marked = {start: level for start, _, level in layout.headings}
    overlapping = Overlaps(cuts)
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    outline = Outline(law=any(is_article(block.text) for block in blocks))
    for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        heading, rest = outline.take(
            block, following, first=number == 0, marked=marked.get(block.start)
        )
        if heading:
            headings.append(heading)
        if rest is None:
            continue
        within = overlapping(rest.start, rest.end) if cuts else ()
        for start, end in _spans(rest):
            if within or text[start].isspace() or text[end - 1].isspace():
                start, end = trim(text, start, end, overlapping(start, end), _LOOSE)
            piece = text[start:end]
            if piece[:1].isalpha() or _LETTER.search(piece):
                marker = _MARKER.match(piece)
                mark = marker.group() if marker else ""
                sentences.append(Sentence(start, end, piece, outline.section, number, mark))
    return without_reprints(Body(tuple(sentences), cuts, tuple(headings)))


def _statements(text: str, layout: Layout) -> Iterator[Sentence]:
    """Yield the rows of a table of statements, each a sentence and a paragraph of its own."""
    for number, (start, end, section, status) in enumerate(layout.statements):
        yield Sentence(start, end, text[start:end], section, number, status=status)


def _spans(block: Line) -> list[tuple[int, int]]:
    """Return the offsets of the sentences and items of a paragraph; together they are all of it."""
    start, end, text = block
    breaks = [found.end() for found in _END.finditer(text)]
    if "是" in text or "其" in text:
        breaks += [found.start() + 1 for found in _ITEM.finditer(text)]
    if "." in text:
        breaks += english_ends(text)
    if not breaks or breaks == [len(text)]:
        return [(start, end)]
    bounds = sorted({0, *breaks, len(text)})
    return [(start + begin, start + finish) for begin, finish in pairwise(bounds)]
