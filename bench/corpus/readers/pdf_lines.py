"""The lines of a page of a PDF, from the places of its characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

import pypdfium2.raw as pdfium

# Of a font without names for its characters: nobody can tell what they are.
_NAMELESS: Final = re.compile("[\ue000-\uf8ff\ufffe\uffff\ufffd\U000f0000-\U0010ffff]")
_UNSEEN: Final = re.compile(
    "[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\ufeff\ud800-\udfff]"
)
# The bullets of Symbol and Wingdings.
_BULLETS: Final = dict.fromkeys(map(ord, "\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc"), "•")
# Radicals that look like characters, of fonts that name them so; Unicode says of few which.
_RADICALS: Final = str.maketrans(
    "⺁⺌⺎⺒⺟⺠⺢⺪⺫⺬⺮⺴⺶⺻⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻳",
    "厂小尢巳母民水疋目示竹网羊聿虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙龟",
)
_COMPATIBLE: Final = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe30-\ufe4f]")
# The library puts a space where a program set letters apart. Real ones stand between Latin words,
# and between names: phrases of four Chinese characters or more.
_NO_WORDS: Final = re.compile(
    r"(?!(?<=[\u4e00-\u9fff]{4}) (?=[\u4e00-\u9fff]{4}))(?:(?<=[^\x00-\xff]) | (?=[^\x00-\xff]))"
)
_FIRST_WIDE: Final = "\u2e80"
# Gaps wider than this, in widths of a Chinese character, part the cells of a table.
_GAP: Final = 1.0
# A space that is printed may be stretched as far as this to fill its line.
_STRETCHED: Final = 5.0
# Lines overlap less than this, in parts of the lower one's height.
_SAME_LINE: Final = 0.5
# The next line of a cell: how far below, in its heights, and how well aligned.
_NEXT_LINE: Final = 1.8
_ALIGNED: Final = 0.5
_NARROW: Final = 0.8  # the width of a Chinese character, in heights of a Latin one
_UPWARD: Final = 0.2
_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its text and where it stands, in points from the lower left corner.

    ``em`` is the width of a Chinese character in it.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    em: float


@dataclass(slots=True)
class _Run:
    """Characters that follow one another on a line; ``em`` is the width of the last Chinese one."""

    text: list[str]
    left: float
    right: float
    bottom: float
    top: float
    em: float

    def on_line_of(self, bottom: float, top: float) -> bool:
        """Say whether something at this height stands on the same line."""
        shared = min(self.top, top) - max(self.bottom, bottom)
        return shared > _SAME_LINE * min(self.top - self.bottom, top - bottom)

    def goes_on_at(self, left: float, bottom: float, top: float, widest: float) -> bool:
        """Say whether what begins there belongs to it; ``widest`` gap in widths of a character."""
        near = self.left <= left <= self.right + widest * self.em
        return near and self.on_line_of(bottom, top)


def lines_of(textpage: pdfium.FPDF_TEXTPAGE) -> list[PrintedLine]:
    """Return the lines of a page in reading order: as they are stored, columns one by one.

    Where they are stored without order, they are read from top to bottom.
    """
    lines = [_line(row) for row in _rows(_runs(textpage))]
    lines = [line for line in lines if line.text]
    upward = sum(
        after.bottom > before.top and after.left < before.right and before.left < after.right
        for before, after in pairwise(lines)
    )
    if upward > _FEW and upward > _UPWARD * len(lines):
        lines.sort(key=lambda line: (-line.top, line.left))
    return lines


def _runs(textpage: pdfium.FPDF_TEXTPAGE) -> Iterator[_Run]:
    run: _Run | None = None
    printed = False  # whether a space was printed just before
    box = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0x0A, 0x0D, 0):
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        text = chr(code)
        if text.isspace():
            if run is not None:
                run.text.append(" ")
            printed = not pdfium.FPDFText_IsGenerated(textpage, index)
            continue
        widest = _STRETCHED if printed else _GAP
        if run is not None and not run.goes_on_at(left, bottom, top, widest):
            yield run
            run = None
        run = run or _Run([], left, left, bottom, top, max(_NARROW * (top - bottom), 1.0))
        printed = False
        run.text.append(text)
        run.right = max(run.right, right)
        if text >= _FIRST_WIDE and right - left > 1.0:
            run.em = right - left
    if run is not None:
        yield run


def _rows(runs: Iterable[_Run]) -> list[list[list[_Run]]]:
    """Put runs that follow one another into rows of cells, each of one line or more."""
    rows: list[list[list[_Run]]] = []
    for run in runs:
        row = rows[-1] if rows else []
        # What is below the first cell begins the next row.
        above = [cell for cell in row[1:] if _is_below(cell[-1], run)]
        if row and _is_beside(row[-1], run):
            row.append([run])
        elif above:
            above[0].append(run)
        else:
            rows.append([[run]])
    return rows


def _is_beside(cell: Sequence[_Run], run: _Run) -> bool:
    """Say whether a run stands on a line of a cell, to the right of it."""
    return run.left >= cell[0].left and any(one.on_line_of(run.bottom, run.top) for one in cell)


def _is_below(last: _Run, run: _Run) -> bool:
    """Say whether a run is the next line of a cell: right below the one before."""
    beneath = 0 < last.bottom - run.bottom < _NEXT_LINE * (last.top - last.bottom)
    return beneath and abs(run.left - last.left) < _ALIGNED * last.em


def _line(row: Sequence[Sequence[_Run]]) -> PrintedLine:
    runs = [run for cell in row for run in cell]
    em = median(run.em for run in runs)
    text = ""
    for number, cell in enumerate(row):
        if number:
            gap = cell[0].left - max(run.right for run in row[number - 1])
            is_cell = gap > _GAP * em or len(row[number - 1]) + len(cell) > 2
            text += "\t" if is_cell else ""
        for run in cell:
            text = _next_to(text, "".join(run.text))
    return PrintedLine(
        text=_tidy(text),
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
        bottom=min(run.bottom for run in runs),
        top=max(run.top for run in runs),
        em=em,
    )


def _next_to(text: str, more: str) -> str:
    """Return a text with more: a space between Latin letters."""
    return f"{text} {more}" if (text[-1:] + more[:1]).isascii() and text else text + more


def _tidy(text: str) -> str:
    """Return a line with usual characters, single spaces, and none between Chinese ones."""
    return spaceless(usual(text))


def usual(text: str) -> str:
    """Return a text with the usual characters in place of radicals, ligatures and the like."""
    text = text.translate(_RADICALS).translate(_BULLETS)
    text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = _NAMELESS.sub("\ufffd", text)
    return _UNSEEN.sub("", text)


def spaceless(text: str) -> str:
    """Return a line without spaces but those between words; tabs part cells of several letters."""
    cells = [re.sub(r"[ \u3000\xa0]+", " ", cell).strip() for cell in text.split("\t")]
    cells = [cell for cell in cells if cell]
    spread = sum(len(cell) == 1 for cell in cells) > len(cells) / 2  # a line set wide apart
    return _NO_WORDS.sub("", ("" if spread else "\t").join(cells))
