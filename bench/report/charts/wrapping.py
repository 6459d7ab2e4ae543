"""Breaking and shortening text by its measured width, Chinese and Latin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import Final

from bench.report.charts.fonts import drawable, text_width
from bench.segmentation import Segmenter, segmenter

ROW_LINE: Final = 1.2  # of several lines in a row, in em
_LEAST_LINE: Final = 0.3  # of the longer of two lines


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width`` inches.

    Chinese breaks between any two characters except before closing and after opening
    punctuation; Latin words and numbers stay whole unless one alone is wider than a line.
    """
    return _fill(_pieces(drawable(text, bold)), width, size, bold)


def balanced(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a short ``text`` (a heading) between words, into few lines of even width.

    Chinese words are those that the segmenter finds; where one is wider than a line, the text
    breaks between characters as in `wrap`.
    """
    line = drawable(text, bold)
    pieces = _words(line)
    if any(text_width(piece.strip(), size, bold) > width for piece in pieces):
        pieces = _pieces(line)
    lines = _fill(pieces, width, size, bold)
    em = size / 72
    # Narrower and narrower, for as long as no further line is needed.
    for step in range(1, int(2 * width / em)):
        tried = _fill(pieces, width - step * em / 2, size, bold)
        if len(tried) > len(lines) or any(
            piece.strip() not in "\n".join(tried) for piece in pieces
        ):
            break
        lines = tried
    return lines


def phrased(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a title as `balanced`, but two lines at the end of a clause where that fits."""
    lines = balanced(text, width, size, bold)
    if len(lines) != 2:
        return lines
    line = drawable(text, bold)
    parts = [
        (line[:end].rstrip(), line[end:].lstrip())
        for end in (found.end() for found in re.finditer(r"[，；：,;:](?!\d)", line))
    ]
    widths = [sorted(text_width(part, size, bold) for part in pair) for pair in parts]
    fit = [
        (long - short, pair)
        for (short, long), pair in zip(widths, parts, strict=True)
        if long <= width and short >= _LEAST_LINE * long
    ]
    return list(min(fit)[1]) if fit else lines


def _fill(pieces: list[str], width: float, size: float, bold: bool) -> list[str]:
    """Put pieces on lines, each as full as it gets; tear a piece that is wider than a line."""
    lines = [""]
    for piece in pieces:
        if text_width((lines[-1] + piece).rstrip(), size, bold) <= width or not lines[-1]:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
        while text_width(lines[-1].rstrip(), size, bold) > width and len(lines[-1]) > 1:
            fits = _fitting(lines[-1], width, size, bold)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line.rstrip() for line in lines if line.strip()] or [""]


def is_torn(text: str, lines: list[str]) -> bool:
    """Return whether wrapping ``text`` into ``lines`` tore a Latin word apart."""
    whole = set(re.findall(r"[\x21-\u02ff]+", drawable(text)))
    return not whole <= {part for line in lines for part in re.findall(r"[\x21-\u02ff]+", line)}


def _pieces(text: str) -> list[str]:
    """Split where a line may end: after each Chinese character or run of Latin, with its stop."""
    openers, closers = "（(《“‘「【〔", "，。；：、！？）)》”’」】〕,.;:!?%…"
    # One Chinese character, or a Latin word with the space after it.
    core = r"(?:[^\x00-\u02ff]|[\x21-\u02ff]+\s*|\s+)"
    return re.findall(f"[{re.escape(openers)}]*{core}[{re.escape(closers)}]*\\s*", text) or [text]


@cache
def _segmenter() -> Segmenter:
    return segmenter()  # the plain dictionary; loading it takes a moment


def _words(text: str) -> list[str]:
    """Join pieces that one Chinese word spans, and 第 with its number."""
    ends = set(accumulate(len(word) for word in _segmenter()(text)))
    words, at = [""], 0
    for piece in _pieces(text):
        words[-1] += piece
        at += len(piece)
        if at in ends and not piece.endswith("第"):
            words.append("")
    return [word for word in words if word]


def _fitting(text: str, width: float, size: float, bold: bool) -> int:
    """Return how many characters of ``text`` fit, at least one."""
    fits = (i for i in range(len(text), 1, -1) if text_width(text[:i], size, bold) <= width)
    return next(fits, 1)


def fitting_size(texts: Iterable[str], width: float, size: float, least: float) -> float:
    """Return the largest size, ``least`` to ``size``, at which each text is so wide or less."""
    widest = max((text_width(drawable(text), 1) for text in texts), default=0.0)
    return max(min(size, width / widest), least) if widest else size


def in_row(text: str, width: float, size: float, height: float, bold: bool = False) -> list[str]:
    """Return ``text`` on as few lines as it takes, cut with … where a row has no room for more.

    Parameters
    ----------
    text
        What is written in a row.
    width, height
        Of the room that it has, in inches.
    size
        In points; lines stand `ROW_LINE` em apart.
    bold
        Whether it is bold.
    """
    if text_width(drawable(text, bold), size, bold) <= width:
        return [drawable(text, bold)]
    lines = balanced(text, width, size, bold)
    if is_torn(text, lines) or len(lines) * size * ROW_LINE > height * 72 + 1e-9:
        return [shorten(text, width, size, bold)]
    return lines


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return ``text`` on one line, cut with … where it is wider than ``width`` inches."""
    line = drawable(text, bold)
    if text_width(line, size, bold) <= width:
        return line
    return line[: _fitting(line, width - text_width("…", size, bold), size, bold)].rstrip() + "…"
