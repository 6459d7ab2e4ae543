"""The paragraphs of a body: its lines without what was cut, hard-wrapped ones joined."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from bench.corpus.document import Cut
from bench.corpus.lines import Line, is_numbered, split_lines

_INK: Final = re.compile(r"\S")
_STOPS: Final = ("。", "！", "？", "；", "!", "?", ".")
_NARROW: Final = re.compile("[^\u2e80-\uffef]+")
# Lines of hard-wrapped text are nearly all of one width (in columns, of which a Chinese
# character takes two); ordinary paragraphs are not.
_NARROWEST: Final = 36
_WIDEST: Final = 120
_SLACK: Final = 0.2
_SHARE: Final = 0.5
_LINES: Final = 12
# A page number may stand within a sentence; more than that is not read over.
_BETWEEN: Final = 12


def find_paragraphs(text: str, cuts: tuple[Cut, ...]) -> list[Line]:
    """Return the paragraphs of a text, in order, without what was cut at their ends.

    Parameters
    ----------
    text
        The whole text of a document.
    cuts
        What is not its body, by start, not overlapping.

    Returns
    -------
    list of Line
        Each a span of the text; one of several lines holds their line ends, and may hold a
        page number that was cut between them.
    """
    return _join_wrapped(_kept_lines(text, cuts), text)


def _kept_lines(text: str, cuts: tuple[Cut, ...]) -> list[Line]:
    """Return the lines that are not cut whole, without the cut pieces at their ends."""
    kept = []
    overlapping = Overlaps(cuts)
    for line in split_lines(text):
        within = overlapping(line.start, line.end)
        if not within:
            kept.append(line)
            continue
        start, end = trim(text, line.start, line.end, within)
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


def _join_wrapped(lines: list[Line], text: str) -> list[Line]:
    """Join the lines of hard-wrapped text to paragraphs; leave other text as it is."""
    width = _wrap_width(lines)
    if not width:
        return lines
    joined: list[Line] = []
    first = last = lines[0]
    for line in lines[1:]:
        if not _runs_on(text, last, line, width):
            joined.append(_one(first, last, text))
            first = line
        last = line
    return [*joined, _one(first, last, text)]


def _one(first: Line, last: Line, text: str) -> Line:
    """Return the paragraph from one line to another."""
    return first if first is last else Line(first.start, last.end, text[first.start : last.end])


def _runs_on(text: str, last: Line, line: Line, width: float) -> bool:
    """Say whether a line continues the one before: that one is full and ends no sentence."""
    full = columns(last.text) >= (1 - _SLACK) * width
    near = len(text[last.end : line.start].strip()) <= _BETWEEN
    return full and near and not last.text.endswith(_STOPS) and not is_numbered(line.text)


def columns(text: str) -> int:
    """Return how many columns of a page a text takes: two for a Chinese character."""
    return 2 * len(text) - sum(map(len, _NARROW.findall(text)))


def _wrap_width(lines: list[Line]) -> float:
    """Return the width at which a text was hard-wrapped, in columns, 0 where it was not."""
    if len(lines) < _LINES:
        return 0
    at = int(len(lines) * 0.75)
    if sorted(len(line.text) for line in lines)[at] > _WIDEST:
        return 0  # in columns they are wider still
    widths = sorted(columns(line.text[: 2 * _WIDEST]) for line in lines)
    width = widths[at]
    near = sum(1 for one in widths if abs(one - width) <= _SLACK * width)
    wider = sum(1 for one in widths if one > (1 + 2 * _SLACK) * width)
    fits = _NARROWEST <= width <= _WIDEST
    regular = near >= _SHARE * len(widths) and wider <= 0.02 * len(widths)
    return width if fits and regular else 0
