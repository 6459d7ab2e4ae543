"""How every chart looks: colours, and the page that is drawn on.

The coordinates of a page are inches, so that nothing is placed by guess: text is measured with the
shipped font first. matplotlib is used through ``Figure`` and the Agg canvas only: no pyplot, no
state shared between charts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from bench.report.charts.fonts import drawable, font_properties
from bench.report.charts.paper import Paper

DPI: Final = 200

# Told apart by every kind of colour vision, and by lightness alone when printed in grey.
INK: Final = "#1F2933"
MUTED: Final = "#616E7C"
FAINT: Final = "#9AA5B1"
RULE: Final = "#D5DBE1"
PALE: Final = "#F5F5F2"  # silent
BAR: Final = "#9DBBD6"
ACCENT: Final = "#0B3C6F"  # the target region
MARK: Final = "#C75B12"
HATCH: Final = "////"  # unread

_RAMP: Final = ((0xE3, 0xEE, 0xF8), (0x6B, 0xA3, 0xD0), (0x0A, 0x34, 0x66))


def ramp(share: float) -> str:
    """Return the colour of a value on the single-hue scale.

    Parameters
    ----------
    share
        0 (pale) to 1 (dark); values beyond are held at the ends.

    Returns
    -------
    str
        ``"#RRGGBB"``; the lightness falls steadily, so the order survives grey printing.
    """
    place = min(max(share, 0.0), 1.0) * (len(_RAMP) - 1)
    step = min(int(place), len(_RAMP) - 2)
    low, high = _RAMP[step], _RAMP[step + 1]
    mixed = (round(a + (b - a) * (place - step)) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def ink_on(colour: str) -> str:
    """Return the text colour, dark or white, that reads better on ``colour`` (``"#RRGGBB"``).

    By the contrast ratio of WCAG 2.1, (lighter + 0.05) / (darker + 0.05) in relative luminance.
    """
    light = luminance(colour) + 0.05
    dark_text, white_text = light / (luminance(INK) + 0.05), 1.05 / light
    return INK if dark_text >= white_text else "#FFFFFF"


def luminance(colour: str) -> float:
    """Return the relative luminance of ``colour`` (``"#RRGGBB"``), 0 to 1, by WCAG 2.1."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@contextmanager
def house_style() -> Iterator[None]:
    """Draw or save under the program's own settings, whatever the user's matplotlibrc says."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({"text.parse_math": False, "text.hinting": "none"})
        mpl.rcParams.update({"hatch.color": FAINT, "hatch.linewidth": 0.6})
        yield


@dataclass(frozen=True, slots=True)
class Page:
    """A figure whose coordinates are inches from its lower left corner.

    ``left``, ``right``, ``bottom`` and ``top`` bound the body, between title and foot.
    """

    figure: Figure
    axes: Axes
    left: float
    right: float
    bottom: float
    top: float
    paper: Paper

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        bold: bool = False,
        colour: str = INK,
        ha: str = "left",
        rotation: float = 0,
    ) -> Text:
        """Write one line of ``text`` in the shipped font, its middle line through (x, y).

        ``rotation`` in degrees turns it about that point; ``ha`` says which end the point is.
        """
        # Chinese characters and figures share this middle; matplotlib's own "center" does not,
        # as it follows the outline of the characters that happen to be there.
        drop, turn = 0.37 * size / 72, math.radians(rotation)
        return self.axes.text(
            x + drop * math.sin(turn),
            y - drop * math.cos(turn),
            drawable(text, bold),
            color=colour,
            ha=ha,
            va="baseline",
            rotation=rotation,
            rotation_mode="anchor",
            fontproperties=font_properties(bold, size),
        )

    def lines(self, x: float, y: float, lines: Sequence[str], step: float, **style: Any) -> None:
        """Write lines ``step`` inches apart, their middle at ``y``; ``style`` is that of `text`."""
        for number, line in enumerate(lines):
            self.text(x, y - (number - (len(lines) - 1) / 2) * step, line, **style)

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, **more: Any
    ) -> None:
        """Draw a filled rectangle with its lower left corner at (x, y)."""
        style = {"facecolor": colour, "edgecolor": "none", "linewidth": 0, **more}
        self.axes.add_artist(Rectangle((x, y), width, height, **style))

    def line(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        colour: str = RULE,
        width: float = 0.8,
        zorder: float = 0.5,
    ) -> None:
        """Draw a straight line from (x[0], y[0]) to (x[1], y[1]), by default behind boxes."""
        drawn = Line2D(x, y, color=colour, linewidth=width, solid_capstyle="butt", zorder=zorder)
        self.axes.add_artist(drawn)

    def dot(self, x: float, y: float, colour: str, size: float = 7) -> None:
        """Draw a round mark of ``size`` points at (x, y)."""
        dot = Line2D([x], [y], marker="o", markersize=size, color=colour, markeredgewidth=0)
        self.axes.add_artist(dot)


def save_png(figure: Figure, target: Path | BinaryIO) -> None:
    """Write ``figure`` as PNG of 200 dots an inch; the same figure always gives the same bytes."""
    with house_style():
        figure.savefig(target, format="png", dpi=DPI, metadata={"Software": None})


def save_svg(figure: Figure, target: Path | BinaryIO) -> None:
    """Write ``figure`` as SVG; the same figure always gives the same bytes.

    Text is drawn as outlines, so that it looks the same where the font is not installed.
    """
    with house_style(), mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "regionbench"}):
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
