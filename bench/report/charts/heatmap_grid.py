"""The columns of the heatmap, measured: how wide they are, and where their headings break."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bench.report.charts.fonts import text_width
from bench.report.charts.paper import Paper, line_height
from bench.report.charts.wrapping import balanced, is_torn, shorten, wrap
from bench.report.view import ReportView

GAP: Final = 0.1  # between dimensions
PAD: Final = 0.04  # beside what is written in a cell
MOST_CELL: Final = 1.1
FLAT_LINES: Final = 4
# Heights tried for headings that are turned.
HEADS: Final = (0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2)


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator's column, and the lines of its heading."""

    id: str
    heading: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one dimension: where the first starts, in inches, and their common heading."""

    columns: list[Column]
    left: float
    heading: list[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of one page.

    Parameters
    ----------
    groups
        By dimension.
    cell
        Width of a cell, in inches.
    cell_size
        The most that the text of a cell may have, in points.
    size
        Of the headings of columns, in points.
    upright
        Whether these are turned by 90°.
    head, group_head
        Height of the headings of columns and of dimensions.
    """

    groups: list[Group]
    cell: float
    cell_size: float
    size: float
    upright: bool
    head: float
    group_head: float


def heading_line(size: float) -> float:
    """Return the height in inches of a line of a heading of ``size`` points."""
    return 1.22 * size / 72


def grids_of(view: ReportView, paper: Paper, room: float, shown: Iterable[str]) -> list[Grid]:
    """Return the columns of each page that all indicators take.

    Parameters
    ----------
    view
        Whose catalogue is shown.
    paper
        The page.
    room
        Width for columns, in inches.
    shown
        What is written in cells.
    """
    widest = max([text_width("100", 1), *(text_width(text, 1) for text in set(shown))])
    least = max(widest * paper.small, line_height(paper.small)) + PAD
    parts = _parted(view, room, least)
    most = max(sum(map(len, part.values())) for part in parts)
    gaps = GAP * (max(map(len, parts)) - 1)
    cell = min((room - gaps) / most, MOST_CELL)
    cell_size = min(max((cell - PAD) / widest, paper.small), paper.row[1])
    names = {i.id: i.name.in_(view.language) for i in view.catalogue.indicators}
    flat = {key: balanced(text, cell - 0.06, paper.label) for key, text in names.items()}
    # Names that do not fit across a column are turned instead of torn.
    upright = any(
        len(lines) > FLAT_LINES or is_torn(names[key], lines) for key, lines in flat.items()
    )
    size = paper.small if upright else paper.label
    headings = _turned(names, cell, size) if upright else flat
    if upright:
        head = 0.08 + max(text_width(t, size) for lines in headings.values() for t in lines)
    else:
        head = max(map(len, headings.values())) * heading_line(size) + 0.03
    titles = {d.id: d.name.in_(view.language) for d in view.catalogue.dimensions}
    grids = []
    for part in parts:
        groups: list[Group] = []
        left = 0.0
        for dimension, ids in part.items():
            wide = len(ids) * cell
            heading = wrap(titles[dimension], wide, paper.label + 1, True)
            groups.append(Group([Column(key, headings[key]) for key in ids], left, heading))
            left += wide + GAP
        tall = max(len(group.heading) for group in groups) * line_height(paper.label + 1) + 0.1
        grids.append(Grid(groups, cell, cell_size, size, upright, head, tall))
    tallest = max(grid.group_head for grid in grids)
    return [replace(grid, group_head=tallest) for grid in grids]


def _parted(view: ReportView, room: float, least: float) -> list[dict[str, list[str]]]:
    """Part the indicators, by dimension, into pages on which cells are at least so wide."""
    fitting = max(int((room + 1e-9) / least), 1)
    pages: list[dict[str, list[str]]] = [{}]
    for dimension in view.catalogue.dimensions:
        ids = [indicator.id for indicator in dimension.all_indicators()]
        # A dimension stays whole unless it alone is wider than a page.
        parts = math.ceil(len(ids) / fitting)
        each = math.ceil(len(ids) / parts)
        for start in range(0, len(ids), each):
            own = ids[start : start + each]
            taken = sum(map(len, pages[-1].values())) + len(own)
            if pages[-1] and taken * least + GAP * len(pages[-1]) > room:
                pages.append({})
            pages[-1][dimension.id] = own
    return pages


def _turned(names: dict[str, str], cell: float, size: float) -> dict[str, list[str]]:
    """Return headings to be turned: in the lowest height at which all fit, else cut with …."""
    most = max(int(cell / heading_line(size) + 1e-9), 1)
    found: dict[str, list[str]] = {}
    for height in HEADS:
        found = {key: balanced(text, height, size) for key, text in names.items()}
        if all(len(lines) <= most for lines in found.values()):
            return found
    return {key: _cut(lines, most, HEADS[-1], size) for key, lines in found.items()}


def _cut(lines: Sequence[str], most: int, height: float, size: float) -> list[str]:
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), height, size)]
