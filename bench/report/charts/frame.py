"""What stands around every chart (title, subtitle, foot), and its rows parted into pages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bench.report.charts.paper import Paper, line_height
from bench.report.charts.theme import DPI, INK, MUTED, Page
from bench.report.charts.wrapping import phrased, shorten, wrap
from bench.report.view import ReportView

_TITLE_LINES: Final = 3
_LINES: Final = 4  # of subtitle and foot, at most
_BELOW_HEADING: Final = 0.15
_ABOVE_FOOT: Final = 0.12


Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The finding in words, the method, source and date, broken into lines for a paper."""

    paper: Paper
    title: Lines
    subtitle: Lines
    foot: Lines

    @classmethod
    def of(cls, title: str, subtitle: str, foot: str, paper: Paper) -> Frame:
        """Break the texts into lines; what takes more than a few is cut with …."""

        def lines(found: list[str], size: float, most: int, *, bold: bool = False) -> Lines:
            if len(found) <= most:
                return tuple(found)
            rest = " ".join(found[most - 1 :])
            return (*found[: most - 1], shorten(rest, paper.inner, size, bold))

        titles = phrased(title, paper.inner, paper.title, True)
        return cls(
            paper,
            lines(titles, paper.title, _TITLE_LINES, bold=True),
            lines(wrap(subtitle, paper.inner, paper.subtitle), paper.subtitle, _LINES),
            lines(wrap(foot, paper.inner, paper.small), paper.small, _LINES),
        )

    @property
    def heading(self) -> float:
        """Height of title and subtitle with the space below."""
        titles = len(self.title) * line_height(self.paper.title)
        return titles + len(self.subtitle) * line_height(self.paper.subtitle) + _BELOW_HEADING

    @property
    def footing(self) -> float:
        """Height of the foot with the space above."""
        return len(self.foot) * line_height(self.paper.small) + _ABOVE_FOOT

    @property
    def room(self) -> float:
        """Height that is left for the body of a chart on one page."""
        return self.paper.height - 2 * self.paper.edge - self.heading - self.footing

    @property
    def paged_room(self) -> float:
        """Height that is left where the page also tells its number."""
        return self.room - line_height(self.paper.subtitle)

    def page(self, height: float, number: str = "") -> Page:
        """Return a page as high as it must be to hold a body of ``height`` inches.

        Parameters
        ----------
        height
            Of the body.
        number
            Which page of how many, in words; empty for the only one.
        """
        paper = self.paper
        numbered = (number,) if number else ()
        tall = height + self.heading + self.footing + 2 * paper.edge
        tall += len(numbered) * line_height(paper.subtitle)
        figure = Figure(figsize=(paper.width, tall), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, paper.width)
        axes.set_ylim(0, tall)
        bottom = paper.edge + self.footing
        page = Page(
            figure, axes, paper.side, paper.width - paper.side, bottom, bottom + height, paper
        )
        y = _block(page, self.title, tall - paper.edge, paper.title, INK, bold=True)
        y = _block(page, self.subtitle, y, paper.subtitle, MUTED)
        _block(page, numbered, y, paper.subtitle, INK, bold=True)
        _block(page, self.foot, bottom - _ABOVE_FOOT, paper.small, MUTED)
        return page


def _block(
    page: Page, lines: Lines, top: float, size: float, colour: str, *, bold: bool = False
) -> float:
    """Write lines downwards from ``top`` and return where they end."""
    step = line_height(size)
    for number, line in enumerate(lines):
        page.text(page.left, top - (number + 0.5) * step, line, size=size, bold=bold, colour=colour)
    return top - len(lines) * step


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of a chart stand on its pages: as few pages as can be read, evenly filled.

    Parameters
    ----------
    height
        Of a row, in inches.
    size
        Of its text, in points.
    pages
        The rows of each page, by their places from 0.
    """

    height: float
    size: float
    pages: tuple[range, ...]

    @classmethod
    def of(
        cls, frame: Frame, count: int, besides: float, *, repeated: int = 0, parts: int = 1
    ) -> Rows:
        """Part rows into pages.

        Parameters
        ----------
        frame
            What they stand in.
        count
            How many there are.
        besides
            Height of what is no row, on every page.
        repeated
            How many more rows stand on every page.
        parts
            How many pages the columns take.
        """
        least = frame.paper.least_row

        def fitting(room: float) -> int:
            return max(int((room - besides) / least + 1e-9) - repeated, 1)

        room, pages = frame.room, 1
        if parts > 1 or count > fitting(room):
            room = frame.paged_room
            pages = max(math.ceil(count / fitting(room)), 1)
        each = max(math.ceil(count / pages), 1)
        height = min((room - besides) / (each + repeated), frame.paper.tallest)
        places = (range(start, min(start + each, count)) for start in range(0, count, each))
        return cls(height, frame.paper.row_size(height), tuple(places) or (range(0),))


def page_number(view: ReportView, place: int, count: int) -> str:
    """Return which page of ``count`` this is, in words; empty where there is only one."""
    return view.word("page_of", number=place + 1, count=count) if count > 1 else ""
