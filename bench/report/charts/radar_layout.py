"""How radars fill a page: the grid, the radius, and where the names of the axes stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from bench.report.charts.fonts import text_width
from bench.report.charts.paper import Paper, line_height
from bench.report.charts.placing import Box
from bench.report.charts.wrapping import balanced, is_torn

_PAD: Final = 0.06  # between a corner of the radar and its label
_EDGE: Final = 0.2  # between two cells of the grid
_LARGEST: Final = 1.5  # radius in inches; more would say no more
_READABLE: Final = 1.0  # radius from which the type need not be smaller
AFTER_NAME: Final = 0.08  # between the name of a region and its rank
SMALLEST: Final = 0.5
SMALLEST_NUMBERED: Final = 0.35  # numbers can be read around a smaller one
_STEP: Final = 0.05
_MOST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an axis in lines, and its box about the middle of the radar, in inches.

    The lowest line of the box is left for the value where `RadarLayout` has values.
    """

    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class RadarTexts:
    """What is written about radars.

    Parameters
    ----------
    heads
        Of each region its name and its rank in words, which stand above its radar.
    axes
        What stands at the axes, 3 or more.
    value
        Width of the widest value below the name of an axis, in em; 0 for no values.
    """

    heads: tuple[tuple[str, str], ...]
    axes: tuple[str, ...]
    value: float

    def head_lines(self, width: float, paper: Paper, size: float) -> int | None:
        """Return on how many lines name and rank stand within ``width``; None if names do not.

        A name wider than `Paper.name_width` is shortened to that.
        """
        names = [text_width(name, size + 1, True) for name, _ in self.heads]
        ranks = [text_width(rank, size) for _, rank in self.heads]
        if min(max(names), paper.name_width) > width:
            return None
        fits = all(n + r + AFTER_NAME <= width for n, r in zip(names, ranks, strict=True))
        return 1 if fits else 2


@dataclass(frozen=True, slots=True)
class RadarLayout:
    """A grid of radars that are all alike, in inches.

    Parameters
    ----------
    columns, rows
        Of the grid.
    head_lines
        One for the name of the region and its rank, or two.
    width, height
        Of a cell, the name of the region above the radar included.
    middle
        Where the middle of a radar stands, above the bottom of its cell.
    radius
        Of the outer ring.
    size
        Of the labels, in points.
    labels
        One an axis.
    values
        Whether the values of a region stand below the names of the axes.
    """

    columns: int
    rows: int
    head_lines: int
    width: float
    height: float
    middle: float
    radius: float
    size: float
    labels: tuple[Label, ...]
    values: bool

    @property
    def head(self) -> float:
        """Height above a radar for the name of the region and its rank."""
        return _head(self.head_lines, self.size)


def _head(lines: int, size: float) -> float:
    return line_height(size + 1) + (lines - 1) * line_height(size) + _PAD


def corner(place: int, count: int, radius: float) -> tuple[float, float]:
    """Return where axis ``place`` of ``count`` ends, about the middle; they go round clockwise.

    The first is the one on top, or of an even number the one right of it: names stand better
    above and below a radar than beside it.
    """
    turn = 2 * math.pi * (place + (0.5 if count % 2 == 0 else 0.0)) / count
    return radius * math.sin(turn), radius * math.cos(turn)


def radar_layout(
    count: int, texts: RadarTexts, paper: Paper, height: float, smallest: float = SMALLEST
) -> RadarLayout | None:
    """Return how ``count`` radars fill a page best; None where the texts have no room.

    The largest radars are best; type is smaller than that of headings only where they would be
    small.

    Parameters
    ----------
    count
        Regions.
    texts
        What is written about them.
    paper
        What they are drawn for.
    height
        Room for all of them, in inches.
    smallest
        Radius below which there is no room.
    """
    found: RadarLayout | None = None
    for size in np.arange(paper.label + 1, paper.small - 1e-9, -0.5).tolist():
        for columns in range(1, count + 1):
            rows = math.ceil(count / columns)
            if (columns - 1) * rows >= count:
                continue  # a column would stay empty
            grid = _Grid(columns, rows, paper.inner / columns, height / rows, size)
            made = _fitting(grid, texts, paper, smallest)
            if made and (found is None or made.radius > found.radius + _STEP / 2):
                found = made
        if found and found.radius >= _READABLE:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Grid:
    """A grid to try: columns and rows, width and height of a cell, and size of type."""

    columns: int
    rows: int
    width: float
    height: float
    size: float


def _fitting(grid: _Grid, texts: RadarTexts, paper: Paper, smallest: float) -> RadarLayout | None:
    """Return the largest radars that have room for their labels in the cells."""
    width = grid.width - _EDGE
    lines = texts.head_lines(width, paper, grid.size)
    if lines is None:
        return None
    head = _head(lines, grid.size)
    tall = grid.height - head - _EDGE
    largest = min(width / 2, tall / 2, _LARGEST)
    for step in range(int((largest - smallest) / _STEP + 1e-9) + 1):
        radius = largest - step * _STEP
        labels = _labels(texts.axes, texts.value * grid.size / 72, grid.size, radius, width)
        if labels is None:
            continue
        top = max(radius, *(label.box.top for label in labels))
        bottom = min(-radius, *(label.box.bottom for label in labels))
        if top - bottom > tall:
            continue
        return RadarLayout(
            columns=grid.columns,
            rows=grid.rows,
            head_lines=lines,
            width=grid.width,
            height=top - bottom + head + _EDGE,
            middle=_EDGE - bottom,
            radius=radius,
            size=grid.size,
            labels=tuple(labels),
            values=texts.value > 0,
        )
    return None


def _labels(
    names: Sequence[str], value: float, size: float, radius: float, width: float
) -> list[Label] | None:
    """Return the labels about the middle; None where one has no room within ``width``."""
    outline = Path([corner(i, len(names), radius) for i in range(len(names))], closed=False)
    labels: list[Label] = []
    for place, name in enumerate(names):
        spots = _spots(name, value, size, corner(place, len(names), 1.0), radius, width)
        free = (
            label
            for label in spots
            if abs(label.box.left) <= width / 2 + 1e-9
            and abs(label.box.right) <= width / 2 + 1e-9
            and not any(label.box.meets(other.box) for other in labels)
            and not _meets(outline, label.box)
        )
        chosen = next(free, None)
        if chosen is None:
            return None
        labels.append(chosen)
    return labels


def _meets(outline: Path, box: Box) -> bool:
    return bool(outline.intersects_bbox(Bbox.from_extents(*_corners(box)), filled=True))


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _spots(
    name: str, value: float, size: float, to: tuple[float, float], radius: float, width: float
) -> Iterator[Label]:
    """Yield where a label may stand: in few lines first, near its corner, then moved inwards."""
    for lines in _wrapped(name, size, width):
        wide = max(value, *(text_width(line, size) for line in lines))
        tall = (len(lines) + (value > 0)) * line_height(size)
        x, y = ((radius + _PAD) * part for part in to)
        left, bottom = x - wide * (1 - to[0]) / 2, y - tall * (1 - to[1]) / 2
        held = min(max(left, -width / 2), width / 2 - wide)
        # Beside the corner, or above it (below it, in the lower half) and within the cell.
        upper = radius * to[1] + _PAD if to[1] > 0 else radius * to[1] - _PAD - tall
        for at, low in ((left, bottom), (held, bottom), (held, upper)):
            yield Label(lines, Box(at, low, at + wide, low + tall))


def _wrapped(name: str, size: float, width: float) -> Iterator[tuple[str, ...]]:
    """Yield a name in one line, then in two and three, torn nowhere."""
    whole = text_width(name, size)
    seen = 0
    for share in (1.0, 0.75, 0.6, 0.5, 0.42, 0.36):
        lines = balanced(name, min(whole * share + 0.01, width), size)
        if seen < len(lines) <= _MOST_LINES and not is_torn(name, lines):
            seen = len(lines)
            yield tuple(lines)
