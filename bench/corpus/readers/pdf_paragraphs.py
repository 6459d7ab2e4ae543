"""The paragraphs of a PDF: lines that run on to the margin are joined, over page breaks, too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from bench.corpus.lines import is_numbered
from bench.corpus.readers.pdf_lines import PrintedLine, spaceless

_ENDED: Final = re.compile(r"[。！？；：!?;:][”’」』）)]?\Z")
_WORD: Final = re.compile(r"[A-Za-z][\w.-]*")
# In widths of a Chinese character: what a full line may lack (punctuation must not begin a line),
# an indent, and what is more than one.
_LACKS: Final = 2.2
_INDENT: Final = 1.3
_DEEPEST: Final = 3.2
# At the end of a line; U+0002 is how the library tells one.
_HYPHEN: Final = re.compile(r"(?<=[A-Za-z])[-\x02]\Z")
_SIZES: Final = 1.15
_PITCH: Final = 1.7
_ENOUGH: Final = 6
_NOTE: Final = 0.85
_TITLE: Final = 1.25
_OVERLAP: Final = 0.5
# A page with more lines is no text; comparing each with each would take too long.
_MOST_LINES: Final = 500


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its text, the page where it begins, and where later pages begin in it."""

    text: str
    page: int
    breaks: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where the lines around a line begin and end, and whether some of them are indented."""

    left: float
    right: float
    indents: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its margins and the page it stands on."""

    line: PrintedLine
    page: int
    margins: _Margins
    note: bool
    title: bool

    @property
    def indented(self) -> bool:
        return self.line.left - self.margins.left > _INDENT * self.line.em


def paragraphs_of(pages: Sequence[Sequence[PrintedLine]]) -> list[Paragraph]:
    """Join the lines of a document to paragraphs.

    Parameters
    ----------
    pages
        The lines of each page, without running heads and feet.

    Returns
    -------
    list of Paragraph
        In order; footnotes behind the paragraph that runs on over their page.
    """
    done: list[Paragraph] = []
    body: list[_Placed] = []
    notes: list[_Placed] = []
    placed = list(_placed(pages))
    pitch = _pitch(pages)

    def finish() -> None:
        done.extend(_paragraph(lines) for lines in (body, *_split(notes, pitch)) if lines)
        body.clear()
        notes.clear()

    for one in placed:
        if one.note:
            notes.append(one)
            continue
        if body and not _runs_on(body[-1], one, pitch):
            finish()
        body.append(one)
    finish()
    return done


def _split(notes: Sequence[_Placed], pitch: float) -> Iterator[list[_Placed]]:
    lines: list[_Placed] = []
    for one in notes:
        if lines and not _runs_on(lines[-1], one, pitch):
            yield lines
            lines = []
        lines.append(one)
    yield lines


def _placed(pages: Sequence[Sequence[PrintedLine]]) -> Iterator[_Placed]:
    every = [line for lines in pages for line in lines]
    usual = _usual_em(every)
    whole = _margins(every)
    for number, lines in enumerate(pages):
        first_note = _first_note(lines, usual)
        own = _margins(lines) if len(lines) >= _ENOUGH else whole
        for index, line in enumerate(lines):
            near = lines if len(lines) <= _MOST_LINES else ()
            beside = [one for one in near if _share(one, line) > _OVERLAP]
            margins = _margins(beside) if len(beside) >= _ENOUGH else own
            is_note = index >= first_note
            is_title = line.em > _TITLE * usual
            yield _Placed(_filled(lines, index), number, margins, is_note, is_title)


def _share(one: PrintedLine, other: PrintedLine) -> float:
    """Return how much of the shorter of two lines stands above or below the other, up to 1."""
    width = min(one.right - one.left, other.right - other.left)
    return (min(one.right, other.right) - max(one.left, other.left)) / max(width, 1.0)


def _margins(lines: Sequence[PrintedLine]) -> _Margins:
    """Return the margins of lines: few may stand out."""
    lefts = sorted(line.left for line in lines) or [0.0]
    rights = sorted(line.right for line in lines) or [0.0]
    left = lefts[len(lefts) // 10]
    indents = any(_INDENT < (line.left - left) / line.em < _DEEPEST for line in lines)
    return _Margins(left, rights[len(rights) * 9 // 10], indents)


def _filled(lines: Sequence[PrintedLine], index: int) -> PrintedLine:
    """Return a line; what looks like cells is wide spaces where the lines around it have none."""
    line = lines[index]
    around = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
    if "\t" not in line.text or any("\t" in other.text for other in around):
        return line
    return replace(line, text=spaceless(line.text.replace("\t", " ")))


def _usual_em(lines: Sequence[PrintedLine]) -> float:
    """Return the size of most of the text."""
    sizes: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        sizes[round(line.em, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _first_note(lines: Sequence[PrintedLine], usual: float) -> int:
    """Return from which line on a page holds footnotes: smaller ones, below the text."""
    at = len(lines)
    while at and lines[at - 1].em < _NOTE * usual:
        at -= 1
    return at if at else len(lines)


def _pitch(pages: Iterable[Sequence[PrintedLine]]) -> float:
    """Return the usual distance from line to line, in points."""
    steps = [
        before.bottom - after.bottom
        for lines in pages
        for before, after in pairwise(lines)
        if before.bottom > after.bottom
    ]
    return median(steps) if steps else 0.0


def _runs_on(last: _Placed, one: _Placed, pitch: float) -> bool:
    """Say whether a line continues the one before."""
    ended = _ENDED.search(last.line.text) is not None
    if last.title and one.title and _centred(last.line, one.line):
        return True
    if "\t" in last.line.text or "\t" in one.line.text or not _is_full(last, one.line):
        return False
    sizes = sorted((last.line.em, one.line.em))
    if one.indented or sizes[1] > _SIZES * sizes[0]:
        return False
    apart = last.page == one.page and last.line.bottom - one.line.bottom > _PITCH * pitch
    new = apart or is_numbered(one.line.text) or not one.margins.indents
    return not (ended and new)


def _centred(last: PrintedLine, line: PrintedLine) -> bool:
    """Say whether a line stands in the middle below another of the same size: a title of two."""
    beside = abs((last.left + last.right) - (line.left + line.right)) / 2
    return beside < line.em and abs(last.em - line.em) < (_SIZES - 1) * line.em


def _is_full(last: _Placed, following: PrintedLine) -> bool:
    """Say whether a line runs to the margin, or to where the next word had no more room."""
    word = _WORD.match(following.text)
    room = len(word.group()) * following.em / 2 if word else 0.0
    return last.line.right > last.margins.right - _LACKS * last.line.em - room


def _paragraph(lines: Sequence[_Placed]) -> Paragraph:
    whole = Paragraph(lines[0].line.text, lines[0].page)
    page = whole.page
    for one in lines[1:]:
        whole.text = _appended(whole.text, one.line.text)
        if one.page > page:
            page = one.page
            whole.breaks.append((page, len(whole.text) - len(one.line.text)))
    whole.text = whole.text.replace("\x02", "-")
    return whole


def _appended(text: str, line: str) -> str:
    """Return a text with its next line: hyphens taken out, a space between two words."""
    hyphen = _HYPHEN.search(text)
    if hyphen and line[:1].islower():
        return text[: hyphen.start()] + line
    between = text[-1:] + line[:1]
    words = between.isascii() and not between.isdigit() and not hyphen
    return f"{text} {line}" if words else text + line
