"""How alike regions are in policy: a heatmap beside the tree of their clusters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.alike import Alike
from bench.report.charts.chart_tree import Tree, cluster_texts, draw_clusters, draw_tree, tree_of
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.similarity_layout import Layout
from bench.report.charts.theme import (
    ACCENT,
    FAINT,
    HATCH,
    INK,
    MUTED,
    PALE,
    Page,
    house_style,
    ink_on,
    ramp,
)
from bench.report.charts.wrapping import shorten
from bench.report.findings import similarity_finding
from bench.report.scale import fixed
from bench.report.view import ReportView
from bench.report.wording import names_of

TREE: Final = 0.11  # width of the tree, as a share of the page
LARGER: Final = 1.15  # matrices by so much are worth what is said of clusters further away
BETWEEN: Final = 0.12  # names, matrix, tree, clusters
SAMPLE: Final = 0.42
LEFT_OUT_SHOWN: Final = 12


def has_similarity(view: ReportView) -> bool:
    """Tell whether two regions or more have claims enough to be compared."""
    return view.overview is not None and len(view.overview.alike.clusters.members) > 1


def similarity_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return region × region likeness in the order of the tree, with the tree and its clusters.

    Regions without claims enough to tell are named in the foot. Where there are more than can be
    read on a page, only those most like the target (without one, those ranked first) are shown,
    and the subtitle says so. Only for a view of which `has_similarity` holds.
    """
    assert view.overview is not None
    alike = view.overview.alike
    plan = _Plan.of(view, alike, paper)
    while plan.most < len(plan.names):
        plan = _Plan.of(view, alike, paper, _chosen(view, alike, plan.most))
    at, tree = plan.at, plan.tree
    with house_style():
        page = plan.frame.page(at.head + at.tall + plan.below)
        # A small matrix stands in the middle of the page.
        body = at.name + BETWEEN + at.wide + plan.aside
        left = page.left + max(paper.inner - body, 0.0) / 2 + at.name + BETWEEN
        top = page.top - at.head
        _names(page, view, plan, left, top)
        _cells(page, plan, left, top)
        if view.target in plan.names:
            row = at.rows[plan.names.index(view.target)]
            style = {"edgecolor": ACCENT, "linewidth": 1.8, "zorder": 3}
            page.box(left, top - row - at.height, at.wide, at.height, "none", **style)
        middles = [start + at.height / 2 for start in at.rows]
        corner = (left + at.wide + BETWEEN, top)
        draw_tree(page, view, tree, middles, corner, (TREE * paper.inner, at.tall))
        corner = (corner[0] + TREE * paper.inner + BETWEEN, top)
        draw_clusters(page, tree, plan.beside, middles, corner, at.height)
        plan.legend.draw(page, page.left, page.bottom + plan.legend.height)
    return (page.figure,)


def _chosen(view: ReportView, alike: Alike, most: int) -> set[int]:
    """Return the positions of the regions shown where there is room for ``most``."""
    members = alike.clusters.members.tolist()
    names = {region.name: i for i, region in enumerate(alike.regions)}
    target = names.get(view.target)
    if target in members:
        own = alike.neighbours.likeness[target]
        return set(sorted(members, key=lambda i: (i != target, -own[i], i))[:most])
    order = {str(code): place for place, code in enumerate(view.ordered["region_code"])}
    last = len(order)
    return set(sorted(members, key=lambda i: (order.get(alike.regions[i].code, last), i))[:most])


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What is drawn, measured for a paper; ``most`` is how many regions could be."""

    tree: Tree
    table: pd.DataFrame
    names: list[str]
    scale: Scale
    frame: Frame
    beside: dict[int, str]  # said of clusters beside the tree
    legend: Legend
    aside: float  # width from the matrix to the right
    below: float  # height from the matrix down
    at: Layout
    most: int

    @classmethod
    def of(
        cls, view: ReportView, alike: Alike, paper: Paper, shown: Collection[int] | None = None
    ) -> _Plan:
        """Return how the regions at these positions are drawn, by default all."""
        tree = tree_of(alike.clusters, shown)
        table = alike.similarity_of([alike.regions[i].code for i in tree.leaves])
        names = [str(name) for name in table.index]
        subtitle = _subtitle(view, tree, names, len(alike.clusters.members))
        frame = Frame.of(similarity_finding(view), subtitle, _foot(view, alike), paper)
        scale, texts = Scale.of(table), cluster_texts(view, tree)
        keys = _keys(view, scale, with_unknown=bool(table.isna().any(axis=None)))

        def plan(beside: dict[int, str], more: list[Key]) -> _Plan:
            legend = Legend.of([*keys, *more], paper.label, paper.inner)
            widest = max([0.0, *(text_width(text, paper.small) for text in beside.values())])
            aside = BETWEEN + TREE * paper.inner + (BETWEEN + 0.1 + widest if texts else 0.1)
            below = line_height(paper.small) + 0.12 + legend.height
            room = (paper.inner - aside, frame.room - below)
            least = 2 * line_height(paper.small) + 0.05  # the heading of the tree
            at = Layout.of(names, tree.labels, paper, room, least)
            most = at.most(paper, room)
            return cls(tree, table, names, scale, frame, beside, legend, aside, below, at, most)

        said_beside = plan(texts, [])
        numbers = {number: view.word("cluster_number", number=number) for number in texts}
        said_below = plan(numbers, [Key(text, 0.0, _no_sample) for text in texts.values()])
        return said_below if said_below.at.area > LARGER * said_beside.at.area else said_beside


def _no_sample(page: Page, x: float, y: float) -> None:
    """Draw nothing: some entries of a legend are words alone."""


def _subtitle(view: ReportView, tree: Tree, names: list[str], total: int) -> str:
    note = view.word("similarity_note")
    if tree.count > 1:
        note = view.word("similarity_tree", note=note)
    if len(names) == total:
        return note
    told = {"note": note, "count": len(names), "total": total}
    if view.target in names:
        return view.word("similarity_nearest", target=view.target, **told)
    return view.word("similarity_first", **told)


def _foot(view: ReportView, alike: Alike) -> str:
    known = set(alike.clusters.members.tolist())
    names = [region.name for i, region in enumerate(alike.regions) if i not in known]
    if not names:
        return view.source_foot
    told = names_of(view, names, LEFT_OUT_SHOWN)
    return view.word("similarity_left_out", foot=view.source_foot, regions=told)


def _names(page: Page, view: ReportView, plan: _Plan, left: float, top: float) -> None:
    """Write the names of rows, and the names or the numbers of columns."""
    at, small = plan.at, page.paper.small
    columns, rows = at.columns, at.rows
    number_width = 0.0 if at.heads else text_width("00 ", at.size)
    # Narrow columns are numbered one in five.
    each = at.width > text_width("00", small, True) + 0.02
    for place, region in enumerate(plan.names):
        bold = region == view.target
        ink = ACCENT if bold else INK
        x, y = left + columns[place] + at.width / 2, top - rows[place] - at.height / 2
        style: dict[str, Any] = {"size": at.size, "bold": bold, "colour": ink}
        shown = shorten(region, at.name - number_width + 0.02, at.size, bold)
        page.text(left - 0.1 - number_width, y, shown, ha="right", **style)
        if at.heads:
            _head(page, at, at.heads[place], (x, top), style)
            continue
        style = {"size": small, "bold": bold, "colour": ACCENT if bold else MUTED}
        page.text(left - 0.08, y, str(place + 1), ha="right", **style)
        if each or (place + 1) % 5 == 0:
            above = top + 0.02 + line_height(small) / 2
            page.text(x, above, str(place + 1), ha="center", **style)


def _head(
    page: Page, at: Layout, lines: tuple[str, ...], foot: tuple[float, float], style: dict[str, Any]
) -> None:
    """Write the name of a column above its middle."""
    x, y = foot
    if not at.flat:
        shown = shorten(lines[0], at.name + 0.02, at.size, style["bold"])
        page.text(x, y + 0.06, shown, rotation=90, **style)
        return
    for number, line in enumerate(reversed(lines)):
        page.text(x, y + 0.04 + (number + 0.5) * line_height(at.size), line, ha="center", **style)


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


def _cells(page: Page, plan: _Plan, left: float, top: float) -> None:
    at, values = plan.at, plan.table.to_numpy(dtype=float)
    columns, rows = at.columns, at.rows
    size = min(at.size, page.paper.label)
    numbered = at.width >= text_width("0.00", size) + 0.05
    for i, j in np.ndindex(values.shape):
        value = float(values[i, j])
        # A hair of white between cells, thinner where they are small.
        gap = 0.06 * at.width
        x, y = left + columns[j] + gap / 2, top - rows[i] - at.height + gap / 2
        box = (x, y, at.width - gap, at.height - gap)
        if i == j:
            page.box(*box, PALE)
        elif np.isnan(value):
            page.box(*box, "white", hatch=HATCH, edgecolor=FAINT, linewidth=0.4)
        else:
            colour = ramp(plan.scale.share(value))
            page.box(*box, colour)
            if numbered:
                middle = (x + box[2] / 2, y + box[3] / 2)
                text = fixed(value, 2)
                page.text(*middle, text, size=size, colour=ink_on(colour), ha="center")


def _keys(view: ReportView, scale: Scale, *, with_unknown: bool) -> list[Key]:
    def colours(page: Page, x: float, y: float) -> None:
        tall = line_height(page.paper.label)
        for place, value in enumerate(scale.steps(5)):
            colour, left = ramp(scale.share(value)), x + place * SAMPLE
            page.box(left + 0.01, y - tall / 2, SAMPLE - 0.02, tall, colour)
            middle = (left + SAMPLE / 2, y)
            size, ink = page.paper.small, ink_on(colour)
            page.text(*middle, f"{value:.2f}", size=size, colour=ink, ha="center")

    def unknown(page: Page, x: float, y: float) -> None:
        tall = line_height(page.paper.label)
        style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4}
        page.box(x, y - tall / 2, SAMPLE, tall, "white", **style)

    keys = [Key(view.word("legend_similarity"), 5 * SAMPLE, colours)]
    return [*keys, Key(view.word("legend_no_value"), SAMPLE, unknown)] if with_unknown else keys
