"""How large the matrix of likeness is drawn, and how its columns are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.report.charts.fonts import text_width
from bench.report.charts.paper import Paper, line_height
from bench.report.charts.wrapping import balanced, is_torn

GAP: Final = 0.08  # between clusters
LEAST_WIDTH: Final = 0.06  # of a cell
MOST_HEIGHT: Final = 0.6
WIDEST: Final = 1.6  # of a cell, the longer side by the shorter
_FLAT_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes of a matrix of n regions, in inches.

    Parameters
    ----------
    width, height
        Of a cell.
    size
        Of the names, in points.
    name
        Width of the names on the left.
    heads
        The lines of the names over the columns; none where columns are numbered.
    flat
        Whether these lie flat; else they are turned by 90°.
    head
        Height of what stands over the columns.
    gaps
        How many clusters end before each region, from the first.
    """

    width: float
    height: float
    size: float
    name: float
    heads: tuple[tuple[str, ...], ...]
    flat: bool
    head: float
    gaps: tuple[int, ...]

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        labels: Sequence[int],
        paper: Paper,
        room: tuple[float, float],
        least_head: float,
    ) -> Layout:
        """Return the sizes of a matrix that fits.

        Columns are named where rows can still be read then, and numbered as rows are elsewhere.

        Parameters
        ----------
        names
            Of the regions, in order.
        labels
            Their clusters, from 1 and rising.
        paper
            The page.
        room
            Width and height for names and cells.
        least_head
            Height that is wanted over the columns in any case.
        """
        count = len(names)
        clusters = sorted(set(labels))
        gaps = tuple(clusters.index(label) for label in labels)
        between = GAP * gaps[-1]

        def sizes(head: float) -> tuple[float, float, float, float]:
            height = min((room[1] - head - between) / count, MOST_HEIGHT)
            size = min(paper.row_size(height), paper.label + 1)
            widest = max(text_width(text, size, True) for text in names)
            name = min(max(widest, 0.6), paper.name_width)
            width = (room[0] - name - 0.12 - between) / count
            height = min(height, max(WIDEST * width, paper.least_row))
            return height, size, name, min(width, WIDEST * height)

        # Names lie flat, else are turned, else there are numbers.
        height, size, name, width = sizes(least_head)
        lines = _flat(names, width - 0.06, size)
        heads = tuple(map(tuple, lines))
        tall = max(map(len, heads), default=0)
        if heads:
            head = max(tall * line_height(size) + 0.06, least_head)
            height, size, name, width = sizes(head)
            if height >= paper.least_row:
                return cls(width, height, size, name, heads, True, head, gaps)
        height, size, name, width = sizes(least_head)
        head = max(name + 0.1, least_head)
        height, size, name, width = sizes(head)
        if height >= paper.least_row and width >= line_height(size):
            heads = tuple((text,) for text in names)
            return cls(width, height, size, name, heads, False, head, gaps)
        height, size, name, width = sizes(least_head)
        name += text_width("000", size)
        width = min((room[0] - name - 0.12 - between) / count, WIDEST * height)
        return cls(width, height, size, name, (), True, least_head, gaps)

    def most(self, paper: Paper, room: tuple[float, float]) -> int:
        """Return how many regions could be shown in ``room``, where columns are numbered."""
        between = GAP * self.gaps[-1]
        across = (room[0] - self.name - 0.12 - between) / LEAST_WIDTH
        down = (room[1] - self.head - between) / paper.least_row
        return max(min(int(across + 1e-9), int(down + 1e-9)), 2)

    @property
    def columns(self) -> list[float]:
        """Where each column starts, from the first."""
        return [place * self.width + GAP * gap for place, gap in enumerate(self.gaps)]

    @property
    def rows(self) -> list[float]:
        """How far below the top each row starts."""
        return [place * self.height + GAP * gap for place, gap in enumerate(self.gaps)]

    @property
    def area(self) -> float:
        """Area of a cell."""
        return self.width * self.height

    @property
    def wide(self) -> float:
        """Width of the matrix."""
        return self.columns[-1] + self.width

    @property
    def tall(self) -> float:
        """Height of the matrix."""
        return self.rows[-1] + self.height


def _flat(names: Sequence[str], width: float, size: float) -> list[list[str]]:
    """Break names over columns into a few lines; nothing where one would be torn or too high."""
    if _FLAT_LINES * width < max(text_width(text, size, True) for text in names):
        return []
    lines = [balanced(text, width, size, True) for text in names]
    fits = all(len(found) <= _FLAT_LINES for found in lines)
    return lines if fits and not any(map(is_torn, names, lines)) else []
