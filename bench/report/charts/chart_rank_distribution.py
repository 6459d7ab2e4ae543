"""How often each region takes each rank in the simulation: what is firm, and what is not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.theme import (
    ACCENT,
    INK,
    MARK,
    MUTED,
    RULE,
    Page,
    house_style,
    ink_on,
    ramp,
)
from bench.report.charts.wrapping import shorten
from bench.report.findings_robustness import rank_distribution_finding, span
from bench.report.rank_spread import RankSpread, rank_spread
from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.report.wording import percent

LEAST_SHOWN: Final = 0.005  # a smaller chance is left white
LEAST_TOLD: Final = 0.01
LEAST_CELL: Final = 0.06  # inches; narrower cells hold several ranks
MOST_CELL: Final = 3.0
PLACES: Final = (1, 2, 5, 10, 20, 50, 100)  # ranks to a cell
TICKS: Final = (1, 5, 10, 20, 50, 100)  # cells from one number above them to the next
SHADES: Final = 5
SHADE_WIDTH: Final = 0.42
SAMPLE: Final = 0.3
ABOVE_LEGEND: Final = 0.1
GAP: Final = 0.15  # between columns

Floats = NDArray[np.float64]


def has_rank_distribution(view: ReportView) -> bool:
    """Tell whether ranks were simulated of two regions or more."""
    return rank_spread(view) is not None


@dataclass(frozen=True, slots=True)
class _Table:
    """What the chart shows, and where its columns stand, in inches from the left of the page.

    Parameters
    ----------
    size, name
        Of the text of rows, in points; width of the names.
    rank_right, name_right, interval_right, top_right
        Right ends of the columns of text.
    grid, cell
        Left end of the cells; width of one.
    places
        Ranks to a cell.
    shares
        Shape (regions, cells): chance of the ranks of a cell.
    strongest
        The chance that is darkest.
    """

    spread: RankSpread
    size: float
    name: float
    rank_right: float
    name_right: float
    interval_right: float
    top_right: float
    grid: float
    cell: float
    places: int
    shares: Floats
    strongest: float

    @property
    def grid_right(self) -> float:
        """Right end of the cells."""
        return self.grid + len(self.shares[0]) * self.cell

    def left(self, rank: float) -> float:
        """Left end of the cell that holds a rank."""
        return self.grid + (int(rank) - 1) // self.places * self.cell


def rank_distribution_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return region × simulated rank, the chance as a shade, with median and rank interval.

    Where ranks are many a cell holds several. Only for a view of which `has_rank_distribution`
    holds.
    """
    spread = rank_spread(view)
    assert spread is not None
    # How many ranks a cell holds is told above, so that is measured first, for the widest text.
    at = _table(view, spread, paper, paper.row[1])
    legend = Legend.of(_keys(view, at), paper.label, paper.inner)
    frame = Frame.of(
        rank_distribution_finding(view), _note(view, at.places), view.source_foot, paper
    )
    heading = line_height(paper.label) + line_height(paper.small) + 0.06
    rows = Rows.of(frame, len(spread.regions), heading + ABOVE_LEGEND + legend.height)
    at = _table(view, spread, paper, rows.size, at.places)
    figures, count = [], len(rows.pages)
    with house_style():
        for number, shown in enumerate(rows.pages):
            body = heading + len(shown) * rows.height + ABOVE_LEGEND + legend.height
            page = frame.page(body, page_number(view, number, count))
            top = page.top - heading
            _headings(page, view, at, top)
            for place, region in enumerate(shown):
                _row(page, view, at, region, top - (place + 1) * rows.height, rows.height)
            x = at.grid + at.spread.top / at.places * at.cell
            page.line((x, x), (top - len(shown) * rows.height, top + 0.03), MARK, 1.0, zorder=4)
            legend.draw(page, page.left, page.bottom + legend.height)
            figures.append(page.figure)
    return tuple(figures)


def _note(view: ReportView, places: int) -> str:
    note = view.word("ranks_note", draws=f"{view.sureness.draws:,}")
    return note if places == 1 else view.word("ranks_binned", note=note, places=places)


def _table(
    view: ReportView, spread: RankSpread, paper: Paper, size: float, places: int = 0
) -> _Table:
    """Measure the columns for text of ``size`` points; ``places`` 0 for as few as have room."""

    def widest(texts: Iterable[str], heading: str) -> float:
        return max(text_width(heading, paper.label), *(text_width(t, size, True) for t in texts))

    intervals = [interval_text(*ends) for ends in zip(spread.low, spread.high, strict=True)]
    interval = widest(intervals, view.word("ranks_interval", share=span(view)))
    top = widest([">99%"], _top_heading(view, spread))
    rank = widest([str(rank) for rank in spread.ranks], view.word("rank_heading"))
    name = min(widest(spread.regions, view.word("region_heading")), paper.name_width)
    name_right = paper.side + rank + GAP + name
    grid = name_right + GAP
    room = paper.width - paper.side - grid - interval - top - 2 * GAP
    ranks = spread.chances.shape[1]
    fitting = (k for k in PLACES if room / math.ceil(ranks / k) >= LEAST_CELL)
    places = places or next(fitting, ranks)
    shares = np.add.reduceat(spread.chances, np.arange(0, ranks, places), axis=1)
    cell = min(room / shares.shape[1], MOST_CELL)
    right = grid + shares.shape[1] * cell
    return _Table(
        spread=spread,
        size=size,
        name=name,
        rank_right=paper.side + rank,
        name_right=name_right,
        interval_right=right + GAP + interval,
        top_right=right + 2 * GAP + interval + top,
        grid=grid,
        cell=cell,
        places=places,
        shares=shares,
        strongest=math.ceil(round(float(shares.max()) * 10, 6)) / 10,
    )


def _top_heading(view: ReportView, spread: RankSpread) -> str:
    name = "ranks_leading" if spread.top == 1 else "ranks_first"
    return view.word(name, first=spread.top)


def _headings(page: Page, view: ReportView, at: _Table, top: float) -> None:
    paper = page.paper
    tick_y = top + 0.03 + line_height(paper.small) / 2
    y = tick_y + (line_height(paper.small) + line_height(paper.label)) / 2
    style: dict[str, Any] = {"size": paper.label, "colour": MUTED}
    page.text(at.rank_right, y, view.word("rank_heading"), ha="right", **style)
    page.text(at.name_right, y, view.word("region_heading"), ha="right", **style)
    page.text(at.grid, y, view.word("ranks_heading"), **style)
    interval = view.word("ranks_interval", share=span(view))
    page.text(at.interval_right, y, interval, ha="right", **style)
    page.text(at.top_right, y, _top_heading(view, at.spread), ha="right", **style)
    page.line((page.left, at.top_right), (top, top))
    ranks, cells = at.spread.chances.shape[1], at.shares.shape[1]
    first = [1 + place * at.places for place in range(cells)]
    told = [interval_text(rank, min(rank + at.places - 1, ranks)) for rank in first]
    room = max(text_width(text, paper.small) for text in told) + 0.06
    step = next((step for step in TICKS if step * at.cell >= room), cells)
    for place, text in enumerate(told):
        # 1, 5, 10, … and not 1, 6, 11, …
        if place == 0 or (place * at.cell >= room and (place + (at.places == 1)) % step == 0):
            x = at.grid + (place + 0.5) * at.cell
            page.text(x, tick_y, text, size=paper.small, colour=MUTED, ha="center")


def _row(
    page: Page, view: ReportView, at: _Table, place: int, bottom: float, height: float
) -> None:
    """Draw one region: its rank and name, its cells, median and interval, and these in words."""
    spread, y = at.spread, bottom + height / 2
    region = spread.regions[place]
    is_target = region == view.target
    colour = ACCENT if is_target else INK
    style: dict[str, Any] = {"size": at.size, "bold": is_target, "colour": colour, "ha": "right"}
    low, high = float(spread.low[place]), float(spread.high[place])
    page.text(at.rank_right, y, str(spread.ranks[place]), **style)
    page.text(at.name_right, y, shorten(region, at.name + 0.02, at.size, is_target), **style)
    page.text(at.interval_right, y, interval_text(low, high), **style)
    page.text(at.top_right, y, percent(float(spread.top_chances()[place])), **style)
    page.line((at.grid, at.grid_right), (bottom, bottom), RULE, 0.4)
    with_numbers = at.cell >= text_width(">99%", at.size) + 0.08
    for number, share in enumerate(at.shares[place].tolist()):
        if share < LEAST_SHOWN:
            continue
        left, shade = at.grid + number * at.cell, _shade(share, at.strongest)
        page.box(left, bottom + 0.01, at.cell, height - 0.02, shade)
        if with_numbers and share >= LEAST_TOLD:
            ink = ink_on(shade)
            middle = left + at.cell / 2
            page.text(middle, y, percent(share), size=at.size, colour=ink, ha="center")
    if not math.isnan(low) and not math.isnan(high):
        left, right = at.left(low), at.left(high) + at.cell
        edge = {"edgecolor": colour, "linewidth": 1.6 if is_target else 0.8, "zorder": 3}
        page.box(left, bottom + 0.01, right - left, height - 0.02, "none", **edge)
    _median(page, at.left(float(spread.median[place])) + at.cell / 2, bottom, at.cell)


def _shade(share: float, strongest: float) -> str:
    """Return the colour of a chance: by its root, so that small ones can be told apart."""
    return ramp(math.sqrt(share / strongest))


def _median(page: Page, x: float, bottom: float, cell: float) -> None:
    """Draw the mark of the median on the lower edge of a cell."""
    width = min(max(cell * 0.6, 0.08), 0.3)
    page.box(x - width / 2, bottom + 0.02, width, 0.05, MARK, zorder=3.5)


def _keys(view: ReportView, at: _Table) -> list[Key]:
    lead = at.spread.top == 1
    top = view.word("ranks_leading" if lead else "ranks_line", first=at.spread.top)
    return [
        Key(view.word("ranks_shades"), SHADES * SHADE_WIDTH, partial(_shades, at.strongest)),
        Key(view.word("ranks_interval", share=span(view)), SAMPLE, _outline),
        Key(view.word("ranks_median"), SAMPLE, _mark),
        Key(top, SAMPLE / 2, _upright),
    ]


def _shades(strongest: float, page: Page, x: float, y: float) -> None:
    size = page.paper.small
    for number in range(SHADES):
        share = strongest * ((number + 1) / SHADES) ** 2
        shade, left = _shade(share, strongest), x + number * SHADE_WIDTH
        page.box(left, y - 0.08, SHADE_WIDTH, 0.16, shade)
        text, ink = percent(share), ink_on(shade)
        page.text(left + SHADE_WIDTH / 2, y, text, size=size, colour=ink, ha="center")


def _outline(page: Page, x: float, y: float) -> None:
    page.box(x, y - 0.07, SAMPLE, 0.14, "none", edgecolor=INK, linewidth=0.8)


def _mark(page: Page, x: float, y: float) -> None:
    _median(page, x + SAMPLE / 2, y - 0.045, SAMPLE)


def _upright(page: Page, x: float, y: float) -> None:
    page.line((x + SAMPLE / 4,) * 2, (y - 0.08, y + 0.08), MARK, 1.0)
