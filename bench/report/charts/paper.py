"""The page that a chart is drawn for: a slide, or the width of text on A4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LINE: Final = 1.4  # line height of running text, in em
_LEAST_LEADING: Final = 1.25  # of rows when there are many, in em
_LEADING: Final = 1.5  # of rows when there is room


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: lengths in inches, sizes of text in points, all at true size.

    Parameters
    ----------
    name
        As the settings call it.
    width, height
        Of the page; a chart is as wide, and as high or less.
    side, edge
        Margins left and right, and at top and bottom.
    title, subtitle, label, small
        Sizes of text: of the heading, of what names columns and colours, of scales and the foot.
    row
        Smallest and largest size of the text of a row.
    tallest
        The most that a row is high.
    """

    name: str
    width: float
    height: float
    side: float
    edge: float
    title: float
    subtitle: float
    label: float
    small: float
    row: tuple[float, float]
    tallest: float

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.side

    @property
    def name_width(self) -> float:
        """The most that the name of a region or an indicator takes."""
        return 0.24 * self.inner

    @property
    def least_row(self) -> float:
        """Height of the lowest row that can be read."""
        return self.row[0] * _LEAST_LEADING / 72

    def row_size(self, height: float) -> float:
        """Return the size of the text of rows of ``height``."""
        return min(max(height * 72 / _LEADING, self.row[0]), self.row[1])


def line_height(size: float) -> float:
    """Return the height in inches of a line of running text of ``size`` points."""
    return size * LINE / 72


# A slide of 16:9, as PowerPoint and WPS make it.
SLIDE: Final = Paper("slide", 13.33, 7.5, 0.5, 0.3, 18, 11, 9, 8, (8, 13), 0.5)
# What a report on A4 has between its margins, with room for a caption. A brief with wider margins
# shows it somewhat smaller: the least text is then still of some 7 points.
A4: Final = Paper("a4", 6.9, 8.9, 0.1, 0.08, 14, 9, 8, 7.5, (7.5, 9.5), 0.3)
PAPERS: Final[Mapping[str, Paper]] = MappingProxyType({p.name: p for p in (SLIDE, A4)})
