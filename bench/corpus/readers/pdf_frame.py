"""What stands around the text on the pages of a PDF: running heads and feet, page numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bench.corpus.readers.pdf_lines import PrintedLine

_NUMBER: Final = re.compile(
    r"[\s\-–—－―·•.~]*(?:第|Page\s)?\s*(\d{1,4})\s*页?(?:\s*(?:[/／]|of|，?共)\s*\d{1,4}\s*页?)?[\s\-–—－―·•.~]*",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+|[ⅰ-ⅻⅠ-Ⅻ]|\s")
# Heads and feet stand in the outer eighth of a page, on three pages or more of those around
# (left and right pages may differ).
_EDGE: Final = 1 / 8
_PAGES: Final = 3
_AROUND: Final = 4
# Anywhere on a page they are a watermark, if they stand on most pages.
_MOST: Final = 0.6
_LEAST_PAGES: Final = 4
_GRAIN: Final = 3.0  # points


def without_frame(
    pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]
) -> list[list[PrintedLine]]:
    """Return the lines of each page without running heads and feet and page numbers.

    Parameters
    ----------
    pages
        The lines of each page.
    heights
        The height of each page, in points.
    """
    numbered = _page_numbers(pages, heights)
    seen: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for index, lines in enumerate(pages):
        for key in {key for line in lines for key in _keys(line)}:
            seen[key].append(index)
    kept = []
    for index, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        body = []
        for line in lines:
            others = [seen[key] for key in _keys(line)]
            everywhere = max(map(len, others)) >= max(_LEAST_PAGES, _MOST * len(pages))
            near = _at_edge(line, height) and any(_is_near(index, one) for one in others)
            if not (everywhere or near or (index, id(line)) in numbered):
                body.append(line)
        kept.append(body)
    return kept


def _is_near(index: int, pages: list[int]) -> bool:
    """Say whether some of these pages, in order, are near a page: heads change with chapters."""
    first = bisect_left(pages, index - _AROUND)
    last = bisect_right(pages, index + _AROUND)
    return last - first >= _PAGES


def _keys(line: PrintedLine) -> tuple[tuple[str, int], tuple[str, int]]:
    """Return what is the same of a line that comes again: its text without numbers, its height."""
    text, place = _DIGITS.sub("#", line.text), line.bottom / _GRAIN
    return (text, int(place)), (text, -int(place + 0.5) - 1)


def _at_edge(line: PrintedLine, height: float) -> bool:
    return line.bottom > (1 - _EDGE) * height or line.top < _EDGE * height


def _page_numbers(
    pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]
) -> set[tuple[int, int]]:
    """Return the lines that count the pages: at the edge, and in step with the pages."""
    steps: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in lines:
            found = _NUMBER.fullmatch(line.text) if _at_edge(line, height) else None
            if found:
                steps[int(found.group(1)) - index].append((index, id(line)))
    single = len(pages) == 1
    return {place for places in steps.values() if single or len(places) > 1 for place in places}
