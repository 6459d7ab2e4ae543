"""Sentences with exact offsets and the headings above them.

A sentence ends after 。！？； (and closing quotes or brackets that follow), after a full stop of
English prose, or at a paragraph's end; the items of an enumeration (``一是…，二是…``) are kept
apart. Headings are not sentences: they become the section of what stands below them, also when
they run into the text (``（一）加快…。``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bench.corpus.cleaning import find_cuts
from bench.corpus.document import Body, Heading, Sentence
from bench.corpus.english import english_ends
from bench.corpus.layout import PLAIN, Layout
from bench.corpus.lines import Line, is_article
from bench.corpus.outline import Outline
from bench.corpus.paragraphs import Overlaps, find_paragraphs, trim
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


def split_body(text: str, layout: Layout = PLAIN) -> Body:
    """Clean a document's text and split its body into sentences.

    Parameters
    ----------
    text
        The whole text of a document.
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
    if layout.statements:
        return Body(tuple(_statements(text, layout)), ())
    cuts = find_cuts(text)
    marked = {start: level for start, _, level in layout.headings}
    blocks = find_paragraphs(text, cuts)
    overlapping = Overlaps(cuts)
    sentences: list[Sentence] = []
    headings: list[Heading] = []
    outline = Outline(law=any(is_article(block.text) for block in blocks))
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        heading, rest = outline.take(
            block, following, first=number == 0, marked=marked.get(block.start)
        )
        if heading:
            headings.append(heading)
        section = outline.section
        for start, end in _spans(rest) if rest else ():
            start, end = trim(text, start, end, overlapping(start, end) if cuts else (), _LOOSE)
            piece = text[start:end]
            if _LETTER.search(piece):
                marker = _MARKER.match(piece)
                sentences.append(
                    Sentence(start, end, piece, section, number, marker.group() if marker else "")
                )
    return without_reprints(Body(tuple(sentences), cuts, tuple(headings)))


def _statements(text: str, layout: Layout) -> Iterator[Sentence]:
    """Yield the rows of a table of statements, each a sentence and a paragraph of its own."""
    for number, (start, end, section) in enumerate(layout.statements):
        yield Sentence(start, end, text[start:end], section, number)


def _spans(block: Line) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences and items of a paragraph; together they are all of it."""
    breaks = [found.end() for found in _END.finditer(block.text)]
    breaks += [found.start() + 1 for found in _ITEM.finditer(block.text)]
    breaks += english_ends(block.text)
    for begin, finish in pairwise(sorted({0, *breaks, len(block.text)})):
        yield block.start + begin, block.start + finish
