"""How alike regions are, as a heatmap with like regions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from bench.report.findings import similarity_finding
from bench.report.fonts import text_width
from bench.report.theme import (
    ACCENT,
    FAINT,
    HATCH,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PALE,
    WIDTH,
    Page,
    house_style,
    ink_on,
    new_page,
    ramp,
)
from bench.report.view import ReportView
from bench.report.wrapping import balanced, is_torn, shorten

NAME_WIDTH = 2.6
LEGEND = 0.6
NUMBERED = 40  # up to so many regions, each cell shows its number


def cluster_order(similarity: pd.DataFrame) -> list[int]:
    """Return the positions of the regions so that like ones stand side by side.

    Average linkage (UPGMA) on the distance 1 − similarity, leaves in the order of the tree
    (`scipy.cluster.hierarchy`). A pair without a value counts as not alike at all.

    Parameters
    ----------
    similarity
        Square table, regions × regions, 0 to 1 or NaN.
    """
    count = len(similarity)
    if count < 3:
        return list(range(count))
    values = np.nan_to_num(similarity.to_numpy(dtype=float), nan=0.0)
    # Rounded, so that noise in the last digits cannot change the order between machines.
    distance = np.round(1 - np.clip((values + values.T) / 2, 0, 1), 9)
    np.fill_diagonal(distance, 0)
    return [int(leaf) for leaf in leaves_list(linkage(squareform(distance), method="average"))]


def similarity_chart(view: ReportView) -> Figure:
    """Return region × region cosine similarity, ordered by hierarchical clustering."""
    order = cluster_order(view.similarity)
    table = view.similarity.iloc[order, order]
    names = [str(name) for name in table.index]
    count = max(len(names), 1)
    cell = min(max(5.2 / count, 0.27), 0.7)
    size = min(max(cell * 31, 8.0), 11.0)
    name = min(max([0.6, *(text_width(n, size, True) for n in names)]), NAME_WIDTH)
    heads = [balanced(n, cell - 0.06, size, True) for n in names]
    # Names over the columns lie flat where all fit, else stand upright.
    flat = all(len(h) <= 4 and not is_torn(n, h) for n, h in zip(names, heads, strict=True))
    head = max([1, *map(len, heads)]) * size * LINE / 72 + 0.1 if flat else name + 0.1
    body = name + 0.15 + count * cell
    with house_style():
        page = new_page(
            similarity_finding(view),
            view.word("similarity_note"),
            view.foot,
            max(WIDTH - 2 * MARGIN, body),
            head + count * cell + LEGEND,
        )
        # A small matrix stands in the middle of the slide.
        left = page.left + (page.right - page.left - body) / 2 + name + 0.15
        top = page.top - head
        for place, region in enumerate(names):
            style = _style(region, view.target, size)
            shown = shorten(region, name + 0.02, size, bold=region == view.target)
            middle = (place + 0.5) * cell
            page.text(left - 0.1, top - middle, shown, ha="right", **style)
            if not flat:
                page.text(left + middle, top + 0.06, shown, rotation=90, **style)
                continue
            for number, line in enumerate(reversed(heads[place])):
                y = top + 0.06 + (number + 0.5) * size * LINE / 72
                page.text(left + middle, y, line, ha="center", **style)
        scale = Scale.of(table)
        _cells(page, table, scale, left, top, cell)
        _legend(page, view, scale, left)
    return page.figure


def _style(region: str, target: str, size: float) -> dict[str, Any]:
    is_target = region == target
    return {"size": size, "bold": is_target, "colour": ACCENT if is_target else INK}


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of similarities that the colours span, in steps of 0.05."""

    low: float
    high: float

    @classmethod
    def of(cls, table: pd.DataFrame) -> Scale:
        """Return the range of the pairs in a similarity table; 0 to 1 where there is none."""
        values = table.to_numpy(dtype=float)
        pairs = values[~np.eye(len(values), dtype=bool)]
        pairs = pairs[~np.isnan(pairs)]
        if not pairs.size:
            return cls(0.0, 1.0)
        low, high = np.floor(pairs.min() * 20) / 20, np.ceil(pairs.max() * 20) / 20
        return cls(float(low), float(max(high, low + 0.05)))

    def share(self, value: float) -> float:
        """Return where a value lies in the range, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def steps(self, count: int) -> list[float]:
        """Return ``count`` values from the low end to the high end."""
        return [self.low + (self.high - self.low) * i / (count - 1) for i in range(count)]


def _cells(
    page: Page, table: pd.DataFrame, scale: Scale, left: float, top: float, cell: float
) -> None:
    values = table.to_numpy(dtype=float)
    for i, j in np.ndindex(values.shape):
        x, y, value = left + j * cell, top - (i + 1) * cell, float(values[i, j])
        if i == j:
            page.box(x + 0.01, y + 0.01, cell - 0.02, cell - 0.02, PALE)
        else:
            _cell(page, x, y, cell, value, scale, numbered=len(table) <= NUMBERED)


def _cell(
    page: Page, x: float, y: float, cell: float, value: float, scale: Scale, *, numbered: bool
) -> None:
    inner = cell - 0.02
    if np.isnan(value):
        style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4}
        page.box(x + 0.01, y + 0.01, inner, inner, "white", **style)
    else:
        colour = ramp(scale.share(value))
        page.box(x + 0.01, y + 0.01, inner, inner, colour)
        if numbered:
            size = min(max(cell * 20, 6.0), 10.0)
            middle = (x + cell / 2, y + cell / 2)
            page.text(*middle, f"{value:.2f}", size=size, colour=ink_on(colour), ha="center")


def _legend(page: Page, view: ReportView, scale: Scale, left: float) -> None:
    y, tall, wide = page.bottom + 0.1, 0.24, 0.46
    words = view.word("legend_similarity")
    x = max(left, page.left + text_width(words, 9) + 0.15)
    page.text(x - 0.1, y + tall / 2, words, size=9, colour=MUTED, ha="right")
    for value in scale.steps(5):
        colour = ramp(scale.share(value))
        page.box(x + 0.01, y, wide - 0.02, tall, colour)
        middle = (x + wide / 2, y + tall / 2)
        page.text(*middle, f"{value:.2f}", size=9, colour=ink_on(colour), ha="center")
        x += wide
    x += 0.3
    style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4}
    page.box(x, y, wide, tall, "white", **style)
    page.text(x + wide + 0.1, y + tall / 2, view.word("legend_no_value"), size=9, colour=MUTED)
