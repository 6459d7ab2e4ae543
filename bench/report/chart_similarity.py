"""How alike regions are in policy: a heatmap beside the tree of their clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.alike import Alike
from bench.report.chart_tree import TREE, Tree, cluster_texts, draw_clusters, draw_tree, tree_of
from bench.report.findings import similarity_finding
from bench.report.fonts import text_width
from bench.report.scale import fixed
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
from bench.report.wording import names_of
from bench.report.wrapping import balanced, is_torn, shorten

NAME_WIDTH: Final = 2.6
FOOTING: Final = 0.85  # the tree's axis, and the legend
NUMBERED: Final = 40  # up to so many regions, each cell shows its number
LEAST_CELL: Final = (0.23, 0.19)  # with and without a number
GAP: Final = 0.1  # between clusters
LEFT_OUT_SHOWN: Final = 12


def has_similarity(view: ReportView) -> bool:
    """Tell whether two regions or more have claims enough to be compared."""
    return view.overview is not None and len(view.overview.alike.clusters.members) > 1


def similarity_chart(view: ReportView) -> Figure:
    """Return region × region likeness in the order of the tree, with the tree and its clusters.

    Regions without claims enough to tell are named in the foot. Only for a view of which
    `has_similarity` holds.
    """
    assert view.overview is not None
    alike = view.overview.alike
    order = alike.clusters.order.tolist()
    table = alike.similarity_of([alike.regions[i].code for i in order])
    names = [str(name) for name in table.index]
    tree = tree_of(alike.clusters)
    labels = cluster_texts(view, tree)
    aside = TREE + max([0.0, *(text_width(text, 9) for text in labels)]) + 0.4
    at = _Layout.of(names, tree, WIDTH - 2 * MARGIN - aside)
    body = at.name + 0.15 + at.side + aside
    with house_style():
        page = new_page(
            similarity_finding(view),
            _subtitle(view, tree),
            _foot(view, alike),
            max(WIDTH - 2 * MARGIN, body),
            at.head + at.side + FOOTING,
        )
        # A small matrix stands in the middle of the slide.
        left = page.left + (page.right - page.left - body) / 2 + at.name + 0.15
        top = page.top - at.head
        _names(page, view, names, at, left, top)
        scale = Scale.of(table)
        _cells(page, table, scale, at, left, top)
        if view.target in names:
            start = at.starts[names.index(view.target)]
            style = {"edgecolor": ACCENT, "linewidth": 1.8, "zorder": 3}
            page.box(left, top - start - at.cell, at.side, at.cell, "none", **style)
        middles = [start + at.cell / 2 for start in at.starts]
        draw_tree(page, view, tree, middles, left + at.side + 0.1, top, at.side)
        draw_clusters(page, tree, labels, middles, left + at.side + TREE + 0.2, top, at.cell)
        _legend(page, view, scale, left, with_unknown=bool(table.isna().any(axis=None)))
    return page.figure


def _subtitle(view: ReportView, tree: Tree) -> str:
    note = view.word("similarity_note")
    return view.word("similarity_tree", note=note) if tree.count > 1 else note


def _foot(view: ReportView, alike: Alike) -> str:
    known = set(alike.clusters.members.tolist())
    names = [region.name for i, region in enumerate(alike.regions) if i not in known]
    if not names:
        return view.source_foot
    told = names_of(view, names, LEFT_OUT_SHOWN)
    return view.word("similarity_left_out", foot=view.source_foot, regions=told)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Sizes in inches: ``starts`` says where each region's row begins, from the first."""

    cell: float
    size: float  # of names, in points
    name: float
    heads: list[list[str]]
    flat: bool  # whether names over the columns lie flat
    starts: list[float]

    @classmethod
    def of(cls, names: list[str], tree: Tree, room: float) -> _Layout:
        """Return the sizes of a matrix that fits in ``room`` inches if it can be read there."""
        count = len(names)
        cell = min(max(5.2 / count, 0.27), 0.7)
        size = min(max(cell * 31, 8.0), 11.0)
        name = min(max([0.6, *(text_width(n, size, True) for n in names)]), NAME_WIDTH)
        fitting = (room - name - 0.15 - GAP * (tree.count - 1)) / count
        cell = min(cell, max(fitting, LEAST_CELL[count > NUMBERED]))
        heads = [balanced(n, cell - 0.06, size, True) for n in names]
        flat = all(len(h) <= 4 and not is_torn(n, h) for n, h in zip(names, heads, strict=True))
        starts = [place * cell + GAP * (tree.labels[place] - 1) for place in range(count)]
        return cls(cell, size, name, heads, flat, starts)

    @property
    def side(self) -> float:
        """Width and height of the matrix."""
        return self.starts[-1] + self.cell

    @property
    def head(self) -> float:
        """Height of the names over the columns, and of the heading of the tree."""
        flat = max([1, *map(len, self.heads)]) * self.size * LINE / 72 + 0.1
        return max(flat if self.flat else self.name + 0.1, 0.3)


def _names(
    page: Page, view: ReportView, names: list[str], at: _Layout, left: float, top: float
) -> None:
    for region, start, head in zip(names, at.starts, at.heads, strict=True):
        bold = region == view.target
        style: dict[str, Any] = {
            "size": at.size,
            "bold": bold,
            "colour": ACCENT if bold else INK,
        }
        shown = shorten(region, at.name + 0.02, at.size, bold)
        middle = start + at.cell / 2
        page.text(left - 0.1, top - middle, shown, ha="right", **style)
        if not at.flat:
            page.text(left + middle, top + 0.06, shown, rotation=90, **style)
            continue
        for number, line in enumerate(reversed(head)):
            y = top + 0.06 + (number + 0.5) * at.size * LINE / 72
            page.text(left + middle, y, line, ha="center", **style)


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
    page: Page, table: pd.DataFrame, scale: Scale, at: _Layout, left: float, top: float
) -> None:
    values = table.to_numpy(dtype=float)
    for i, j in np.ndindex(values.shape):
        x, y = left + at.starts[j], top - at.starts[i] - at.cell
        if i == j:
            page.box(x + 0.01, y + 0.01, at.cell - 0.02, at.cell - 0.02, PALE)
        else:
            value = float(values[i, j])
            _cell(page, x, y, at.cell, value, scale, numbered=len(table) <= NUMBERED)


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
            size = min(max(cell * 20, 5.5), 10.0)
            middle = (x + cell / 2, y + cell / 2)
            page.text(*middle, fixed(value, 2), size=size, colour=ink_on(colour), ha="center")


def _legend(page: Page, view: ReportView, scale: Scale, left: float, *, with_unknown: bool) -> None:
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
    if with_unknown:
        x += 0.3
        style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4}
        page.box(x, y, wide, tall, "white", **style)
        page.text(x + wide + 0.1, y + tall / 2, view.word("legend_no_value"), size=9, colour=MUTED)
