"""One radar: its rings, the area of a region, the median before it, and what stands around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from bench.report.charts.axis import Axis
from bench.report.charts.fonts import text_width
from bench.report.charts.paper import line_height
from bench.report.charts.radar_layout import AFTER_NAME, RadarLayout, corner
from bench.report.charts.theme import ACCENT, BAR, FAINT, HATCH, INK, MUTED, RULE, Page
from bench.report.charts.wrapping import shorten

ALPHA: Final = 0.6  # of areas, that rings and hatching show through

Floats = NDArray[np.float64]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar on a page, of one region.

    Parameters
    ----------
    page, layout, axis
        Where it is drawn, how large, and on what scale.
    x, y
        Its middle, in inches.
    values, median
        Shape (m,), one an axis; NaN where nothing was read.
    is_target
        Whether the region is the target.
    """

    page: Page
    layout: RadarLayout
    axis: Axis
    x: float
    y: float
    values: Floats
    median: Floats
    is_target: bool

    def draw(self) -> None:
        """Draw rings and axes, the area of the region, and the outline of the median."""
        edge = self._ring(1.0)
        for tick in self.axis.ticks[1:]:
            share = self.axis.share(tick)
            width = 0.9 if share == 1 else 0.5
            self._area(self._ring(share), fill=False, edgecolor=RULE, linewidth=width)
        for place, end in enumerate(edge):
            self._line((self.x, self.y), end, RULE, 0.5, 0.5)
            if np.isnan(self.values[place]):
                self._hatch(edge, place)
        self._shape(self.values, *((ACCENT, ACCENT) if self.is_target else (BAR, MUTED)))
        self._outline(self.median, INK, 0.9)

    def head(self, name: str, rank: str, top: float) -> None:
        """Write the name of the region and its rank, centred above the radar."""
        page, size = self.page, self.layout.size
        name = shorten(name, page.paper.name_width, size + 1, True)
        style: dict[str, Any] = {
            "size": size + 1,
            "bold": True,
            "colour": ACCENT if self.is_target else INK,
        }
        y = top - line_height(size + 1) / 2
        if self.layout.head_lines == 2:
            page.text(self.x, y, name, ha="center", **style)
            y -= (line_height(size + 1) + line_height(size)) / 2
            page.text(self.x, y, rank, size=size, colour=MUTED, ha="center")
            return
        width = text_width(name, size + 1, True) + AFTER_NAME
        left = self.x - (width + text_width(rank, size)) / 2
        page.text(left, y, name, **style)
        page.text(left + width, y, rank, size=size, colour=MUTED)

    def labels(self, values: list[str]) -> None:
        """Write the names of the axes, and ``values`` below them where the layout has room."""
        size = self.layout.size
        step = line_height(size)
        for place, label in enumerate(self.layout.labels):
            # Towards the radar at its sides, centred above and below it.
            across, box = corner(place, len(values), 1.0)[0], label.box
            ha, x = "center", (box.left + box.right) / 2
            if abs(across) >= 0.9:
                ha, x = ("left", box.left) if across > 0 else ("right", box.right)
            y = self.y + box.top - step / 2
            for line in label.lines:
                self.page.text(self.x + x, y, line, size=size, colour=MUTED, ha=ha)
                y -= step
            if self.layout.values:
                is_read = not np.isnan(self.values[place])
                style: dict[str, Any] = {"bold": is_read, "colour": INK if is_read else MUTED}
                self.page.text(self.x + x, y, values[place], size=size, ha=ha, **style)

    def _at(self, place: int, share: float) -> Point:
        """Return where a share (0 the middle, 1 the outer ring) stands on an axis."""
        x, y = corner(place, len(self.values), self.layout.radius * share)
        return self.x + x, self.y + y

    def _ring(self, share: float) -> list[Point]:
        return [self._at(place, share) for place in range(len(self.values))]

    def _points(self, values: Floats) -> list[Point]:
        shares = (self.axis.share(value) for value in values.tolist())
        return [self._at(place, share) for place, share in enumerate(shares)]

    def _area(self, points: list[Point], **style: Any) -> None:
        self.page.axes.add_artist(Polygon(points, closed=True, **{"linewidth": 0, **style}))

    def _line(self, one: Point, other: Point, colour: str, width: float, zorder: float) -> None:
        self.page.line((one[0], other[0]), (one[1], other[1]), colour, width, zorder)

    def _hatch(self, edge: list[Point], place: int) -> None:
        """Hatch the part of the radar about an axis of which nothing was read."""
        here = edge[place]
        sides = (edge[place - 1], edge[(place + 1) % len(edge)])
        before, after = (((here[0] + x) / 2, (here[1] + y) / 2) for x, y in sides)
        style = {"facecolor": "none", "edgecolor": FAINT, "hatch": HATCH, "zorder": 0.6}
        self._area([(self.x, self.y), before, here, after], **style)

    def _shape(self, values: Floats, fill: str, line: str) -> None:
        """Draw the area of the region from each axis to the next where both were read."""
        points, joined = self._points(values), _joined(values)
        count, middle = len(points), (self.x, self.y)
        whole = [points] if len(joined) == count else []
        parts = whole or [[middle, points[i], points[(i + 1) % count]] for i in joined]
        for part in parts:
            self._area(part, facecolor=fill, alpha=ALPHA, zorder=1)
        self._outline(values, line, 1.4)
        for i in np.flatnonzero(~np.isnan(values)).tolist():
            self.page.dot(*points[i], line, 3.5)
            if i not in joined and (i - 1) % count not in joined:
                self._line(middle, points[i], line, 1.4, 1.5)

    def _outline(self, values: Floats, colour: str, width: float) -> None:
        points = self._points(values)
        for i in _joined(values):
            self._line(points[i], points[(i + 1) % len(points)], colour, width, 1.5)


def _joined(values: Floats) -> list[int]:
    """Return which axes are joined with the next one: where both were read."""
    read = ~np.isnan(values)
    return [int(i) for i in np.flatnonzero(read & np.roll(read, -1))]
