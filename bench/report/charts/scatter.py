"""Points over two axes, each with its name: the plot, its axes, and names with their leaders."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from bench.report.charts.fonts import text_width
from bench.report.charts.paper import Paper, line_height
from bench.report.charts.placing import Box, Mark
from bench.report.charts.theme import FAINT, MARK, MUTED, RULE, Page

_TICK: Final = 0.06  # between the plot and the numbers of its axes
_AWAY: Final = 0.16  # a name farther from its point than this is led to it by a line


class Scale(Protocol):
    """An axis: its ticks, and where a value stands on it, 0 to 1."""

    @property
    def ticks(self) -> tuple[float, ...]:
        """Values that are named."""

    def share(self, value: float) -> float:
        """Return where a value stands."""


@dataclass(frozen=True, slots=True)
class Scatter:
    """Where values stand on the page, in inches, and how the numbers of the axes are written."""

    box: Box
    across: Scale
    up: Scale
    written: Callable[[float], str]

    @classmethod
    def of(
        cls,
        across: Scale,
        up: Scale,
        paper: Paper,
        height: float,
        written: Callable[[float], str],
    ) -> Scatter:
        """Return a plot as wide as the paper, with room for its axes at the left and below.

        Parameters
        ----------
        across, up
            The axes.
        paper
            What it is drawn for.
        height
            Of all, in inches; it is moved to the body of a page by `moved`.
        written
            How a number is written.
        """
        number = max(text_width(written(tick), paper.small) for tick in up.ticks)
        left = line_height(paper.label) + number + 2 * _TICK
        below = line_height(paper.small) + line_height(paper.label) + _TICK
        return cls(Box(left, below, paper.inner, height), across, up, written)

    def moved(self, x: float, y: float) -> Scatter:
        """Return the plot moved to the right and up."""
        return Scatter(self.box.moved(x, y), self.across, self.up, self.written)

    def x(self, value: float) -> float:
        """Where a value of the axis across stands."""
        return self.box.left + (self.box.right - self.box.left) * self.across.share(value)

    def y(self, value: float) -> float:
        """Where a value of the axis upwards stands."""
        return self.box.bottom + (self.box.top - self.box.bottom) * self.up.share(value)

    def draw_axes(self, page: Page, across: str, up: str) -> None:
        """Draw the lines of both axes with their numbers and names."""
        box, paper = self.box, page.paper
        number: dict[str, Any] = {"size": paper.small, "colour": MUTED}
        name: dict[str, Any] = {"size": paper.label, "colour": MUTED, "ha": "center"}
        y = box.bottom - _TICK / 2 - line_height(paper.small) / 2
        for value in self.across.ticks:
            x = self.x(value)
            page.line((x, x), (box.bottom, box.top), RULE, 0.5, zorder=0.3)
            page.text(x, y, self.written(value), ha="center", **number)
        for value in self.up.ticks:
            y = self.y(value)
            page.line((box.left, box.right), (y, y), RULE, 1.2 if value == 0 else 0.5, zorder=0.3)
            page.text(box.left - _TICK, y, self.written(value), ha="right", **number)
        half = line_height(paper.label) / 2
        page.text((box.left + box.right) / 2, page.bottom + half, across, **name)
        page.text(page.left + half, (box.bottom + box.top) / 2, up, rotation=90, **name)


def draw_ring(page: Page, x: float, y: float) -> None:
    """Draw a ring for the point at (x, y), which is drawn after it."""
    page.dot(x, y, MARK, 12)
    page.dot(x, y, "white", 9.5)


def draw_name(page: Page, mark: Mark, spot: Box, *, ground: str = "white", **style: Any) -> None:
    """Write the name of a point in its spot, and draw a line between the two if they are apart.

    It stands on ``ground``, so that no line of the plot runs through it; ``"none"`` for no ground.
    ``style`` is that of `Page.text`.
    """
    x = min(max(mark.x, spot.left), spot.right)
    y = min(max(mark.y, spot.bottom), spot.top)
    if math.hypot(x - mark.x, y - mark.y) > _AWAY:
        page.line((mark.x, x), (mark.y, y), FAINT, 0.5)
    shown = page.text(spot.left, (spot.bottom + spot.top) / 2, mark.name, **style)
    shown.set_bbox({"facecolor": ground, "edgecolor": "none", "pad": 0.3})
