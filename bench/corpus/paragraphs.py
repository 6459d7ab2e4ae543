"""The paragraphs of a body: its lines without what was cut, hard-wrapped ones joined."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import numpy as np

from bench.corpus.document import Cut
from bench.corpus.lines import Line, is_numbered

_INK: Final = re.compile(r"\S")
_STOPS: Final = ("。", "！", "？", "；", "!", "?", ".")
_FIRST_WIDE, _LAST_WIDE = 0x2E80, 0xFFEF  # characters that take two columns
# Lines of hard-wrapped text are nearly all of one width, in columns; ordinary paragraphs are not.
_NARROWEST: Final = 36
_WIDEST: Final = 120
_SLACK: Final = 0.2
_SHARE: Final = 0.5
_LINES: Final = 12
# A page number may stand within a sentence; more than that is not read over.
_BETWEEN: Final = 12
_NO_CUT: Final = Cut(sys.maxsize, sys.maxsize, "")  # behind every line


def find_paragraphs(text: str, lines: Sequence[Line], cuts: tuple[Cut, ...] = ()) -> Sequence[Line]:
    """Return the paragraphs of a text, in order, without what was cut at their ends.

    Parameters
    ----------
    text, lines
        The whole text of a document, and its lines.
    cuts
        What is not its body, by start, not overlapping.

    Returns
    -------
    sequence of Line
        Each a span of the text; one of several lines holds their line ends, and may hold a
        page number that was cut between them.
    """
    return _join_wrapped(_kept_lines(text, lines, cuts) if cuts else lines, text)


def _kept_lines(text: str, lines: Sequence[Line], cuts: tuple[Cut, ...]) -> list[Line]:
    """Return the lines that are not cut whole, without the cut pieces at their ends."""
    kept = []
    overlapping = Overlaps(cuts)
    ahead = iter(cuts)
    cut = next(ahead)
    for line in lines:
        start, end, _ = line
        while cut.end <= start:
            cut = next(ahead, _NO_CUT)
        if cut.start >= end:
            kept.append(line)
            continue
        start, end = trim(text, start, end, overlapping(start, end))
        if start < end:
            kept.append(Line(start, end, text[start:end]))
    return kept


class Overlaps:
    """Finds the cuts that overlap a span.

    Parameters
    ----------
    cuts
        By start, not overlapping one another.
    """

    def __init__(self, cuts: tuple[Cut, ...]) -> None:
        self._cuts = cuts
        self._starts = [cut.start for cut in cuts]
        self._ends = [cut.end for cut in cuts]

    def __call__(self, start: int, end: int) -> tuple[Cut, ...]:
        """Return the cuts that overlap the span, in order."""
        return self._cuts[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def trim(text: str, start: int, end: int, cuts: Sequence[Cut], loose: str = "") -> tuple[int, int]:
    """Return a span without white space, and without the cuts that reach its ends.

    Parameters
    ----------
    text
        The whole text.
    start, end
        The span.
    cuts
        Those that overlap it, by start, not overlapping one another.
    loose
        Characters that may stand after a cut at the end and go with it: the full stop after
        bodies in charge.
    """
    if not cuts and start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return start, end
    for cut in cuts:
        start = _after_space(text, start, end)
        if cut.start > start:
            break
        start = min(cut.end, end)
    for cut in reversed(cuts):
        end = _before_space(text, start, end)
        last = _before(loose + " \u3000", text, start, end) if loose else end
        if cut.end < last or cut.start >= end:
            break
        end = max(start, cut.start)
    start = _after_space(text, start, end)
    return start, _before_space(text, start, end)


def _after_space(text: str, start: int, end: int) -> int:
    """Return where the first character stands that is no white space, ``end`` where there is none.

    It looks at no more of the text than it has to: a line may have very many cuts.
    """
    found = _INK.search(text, start, end)
    return found.start() if found else end


def _before_space(text: str, start: int, end: int) -> int:
    """Return where the white space before ``end`` begins, ``start`` where all is white space."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _before(loose: str, text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in loose:
        end -= 1
    return end


def _join_wrapped(lines: Sequence[Line], text: str) -> Sequence[Line]:
    """Join the lines of hard-wrapped text to paragraphs; leave other text as it is."""
    widths = _widths(text, lines)
    full = (1 - _SLACK) * _wrap_width(widths)
    if not full:
        return lines
    joined: list[Line] = []
    first = last = lines[0]
    for line, width in zip(lines[1:], widths, strict=False):
        if width < full or not _runs_on(text, last, line):
            joined.append(_one(first, last, text))
            first = line
        last = line
    return [*joined, _one(first, last, text)]


def _one(first: Line, last: Line, text: str) -> Line:
    """Return the paragraph from one line to another."""
    return first if first is last else Line(first.start, last.end, text[first.start : last.end])


def _runs_on(text: str, last: Line, line: Line) -> bool:
    """Say whether a line continues the one before, which is full: that one ends no sentence."""
    if last.text.endswith(_STOPS) or is_numbered(line.text):
        return False
    return len(text[last.end : line.start].strip()) <= _BETWEEN


def columns(text: str, lines: Sequence[Line]) -> list[int]:
    """Return how many columns of a page lines take: two for a Chinese character.

    Parameters
    ----------
    text, lines
        A text and some of its lines; what is longer than any page's is not looked at.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    wide = (points >= _FIRST_WIDE) & (points <= _LAST_WIDE)
    before = np.concatenate(([0], np.cumsum(wide, dtype=np.int32)))
    starts = np.array([line.start for line in lines])
    ends = np.minimum([line.end for line in lines], starts + 2 * _WIDEST)
    return list((ends - starts + before[ends] - before[starts]).tolist())


def _widths(text: str, lines: Sequence[Line]) -> list[int]:
    """Return the columns of lines, none where they are not wrapped."""
    if len(lines) < _LINES:
        return []
    lengths = sorted(line.end - line.start for line in lines)
    if lengths[_most(lengths)] > _WIDEST:
        return []  # in columns they are wider still
    return columns(text, lines)


def _most(lines: Sequence[object]) -> int:
    """Return the place of the line, of lines by width, that three quarters do not exceed."""
    return int(len(lines) * 0.75)


def _wrap_width(widths: Sequence[int]) -> float:
    """Return the width at which a text was hard-wrapped, in columns, 0 where it was not."""
    if not widths:
        return 0
    ordered = sorted(widths)
    width = ordered[_most(ordered)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    slack = int(_SLACK * width)
    near = bisect_right(ordered, width + slack) - bisect_left(ordered, width - slack)
    wider = len(ordered) - bisect_right(ordered, (1 + 2 * _SLACK) * width)
    regular = near >= _SHARE * len(ordered) and wider <= 0.02 * len(ordered)
    return width if regular else 0
