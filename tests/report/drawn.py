"""What stands on a drawn chart: its words, and whether they can be read."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from bench.report.charts.fonts import REPLACEMENT, font_path


def texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in texts(figure)]


def assert_readable(figure: Figure, *, missing: bool = False) -> None:
    """Every word is on the page, in the shipped font, whole, and clear of the others.

    ``missing``: whether characters may be there that the font lacks.
    """
    shown = texts(figure)
    found = np.array([text.get_window_extent().extents for text in shown])
    width, height = figure.get_size_inches() * figure.dpi
    assert (found[:, :2] >= 0).all()
    assert (found[:, 2] <= width).all()
    assert (found[:, 3] <= height).all()
    files = {text.get_fontproperties().get_file() for text in shown}
    assert files <= {font_path(), font_path(bold=True)}
    assert missing or not any(REPLACEMENT in text.get_text() for text in shown)
    for i, (left, bottom, right, top) in enumerate(found):
        rest = found[i + 1 :]
        over = (rest[:, 0] < right - 1) & (rest[:, 2] > left + 1)
        over &= (rest[:, 1] < top - 1) & (rest[:, 3] > bottom + 1)
        others = [shown[i + 1 + j].get_text() for j in np.flatnonzero(over)]
        assert not others, (shown[i].get_text(), others)
