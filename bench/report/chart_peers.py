"""Whom the target may be compared with: near in structure, near in policy, or only in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.beside import Beside
from bench.comparison.overview import Overview
from bench.comparison.peers import FAR, NEAR
from bench.comparison.schema import PEERS
from bench.report.axis import Axis, axis_of
from bench.report.findings import peers_finding
from bench.report.fonts import text_width
from bench.report.placing import Box, Mark, place_names
from bench.report.scale import plain
from bench.report.theme import (
    ACCENT,
    FAINT,
    INK,
    MARGIN,
    MARK,
    MUTED,
    RULE,
    WIDTH,
    Page,
    house_style,
    new_page,
)
from bench.report.view import ReportView
from bench.report.wording import names_of
from bench.report.wrapping import shorten

LEGEND: Final = 0.55
AXIS: Final = 0.6  # below the plot
LEFT: Final = 0.9
NAME_WIDTH: Final = 2.2
SIZE: Final = 9.0
CORNER: Final = "#FBEFE4"
LEFT_OUT_SHOWN: Final = 12
CHARACTERISTICS_SHOWN: Final = 6


def has_peers(view: ReportView) -> bool:
    """Tell whether two regions or more are known on both axes."""
    return view.overview is not None and len(_known(nearness(view.overview))) > 1


def nearness(overview: Overview) -> pd.DataFrame:
    """Return the table of peers, ``policy`` as found: not cut at 0; empty without a target.

    The table cuts it, and there those with less in common than all share would stand on one line.
    """
    if overview.beside is None:
        return PEERS.empty()
    peers, alike = overview.beside.peers, overview.alike
    codes = [region.code for region in alike.regions]
    if peers.target.code not in codes:
        return peers.table
    own = alike.neighbours.likeness[codes.index(peers.target.code)]
    found = peers.table["peer_code"].map(dict(zip(codes, own.tolist(), strict=True)))
    return peers.table.assign(policy=found.astype(float))


def _known(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["policy"].notna() & table["structure"].notna()]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where distances and likenesses stand, in inches."""

    box: Box
    across: Axis
    up: Axis

    def x(self, structure: float) -> float:
        return self.box.left + (self.box.right - self.box.left) * self.across.share(structure)

    def y(self, policy: float) -> float:
        return self.box.bottom + (self.box.top - self.box.bottom) * self.up.share(policy)


def peers_chart(view: ReportView) -> Figure:
    """Return the regions by distance in structure (across) and likeness in policy (up).

    The corner of those alike in structure and unlike in policy is shaded. Only for a view of which
    `has_peers` holds.
    """
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    table = nearness(view.overview)
    rows = _known(table)
    tall = min(5.2 + 0.05 * max(len(rows) - 20, 0), 9.0)
    wide = WIDTH - 2 * MARGIN
    names = [shorten(str(name), NAME_WIDTH, SIZE, True) for name in rows["peer"]]
    # The page's left and bottom are those of the plot until the page is there.
    plot = _plot(Box(LEFT, AXIS, wide, AXIS + tall), rows)
    marks = _marks(plot, rows, names)
    placed = place_names(marks, plot.box)
    with house_style():
        page = new_page(
            peers_finding(view),
            _subtitle(view),
            _foot(view, table, sum(spot is None for spot in placed)),
            wide,
            tall + AXIS + LEGEND,
        )
        plot = _plot(plot.box.moved(page.left, page.bottom), rows)
        _corner(page, plot, table)
        _axes(page, view, plot)
        for mark, spot, row in zip(marks, placed, rows.to_dict("records"), strict=True):
            here = mark.moved(page.left, page.bottom)
            _dot(page, here, row)
            if spot is not None:
                _name(page, here, spot.moved(page.left, page.bottom), row)
        _legend(page, view, own, plot)
    return page.figure


def _plot(box: Box, rows: pd.DataFrame) -> _Plot:
    return _Plot(box, axis_of([*rows["structure"], 0.05]), axis_of([*rows["policy"], 0.05]))


def _marks(plot: _Plot, rows: pd.DataFrame, names: list[str]) -> list[Mark]:
    """Return the dots with their names; those that matter most are named first."""
    return [
        Mark(
            x=plot.x(float(row["structure"])),
            y=plot.y(float(row["policy"])),
            name=name,
            width=text_width(name, SIZE, bool(row["chosen"])),
            height=SIZE * 1.25 / 72,
            weight=2 * (row["chosen"] == "yes") + (row["useful"] == "yes"),
        )
        for name, row in zip(names, rows.to_dict("records"), strict=True)
    ]


def _subtitle(view: ReportView) -> str:
    assert view.overview is not None
    structure = view.overview.structure
    names = list(structure.characteristics) if structure else []
    told = view.word("names_separator").join(names[:CHARACTERISTICS_SHOWN])
    more = "…" if len(names) > CHARACTERISTICS_SHOWN else ""
    return view.word("peers_note", characteristics=told + more)


def _foot(view: ReportView, table: pd.DataFrame, unnamed: int) -> str:
    known = set(_known(table)["peer_code"])
    left_out = [str(r["peer"]) for r in table.to_dict("records") if r["peer_code"] not in known]
    foot = view.source_foot
    if left_out:
        told = names_of(view, left_out, LEFT_OUT_SHOWN)
        foot = view.word("peers_unknown", foot=foot, regions=told)
    return view.word("peers_unnamed", foot=foot, count=unnamed) if unnamed else foot


def corner_of(table: pd.DataFrame) -> tuple[float, float] | None:
    """Return up to which distance and which likeness the corner of the useful ones reaches.

    Half way between the last region inside and the first outside; None where one side has none.

    Parameters
    ----------
    table
        As `nearness` returns it.
    """
    near = table["structure_rank"] <= NEAR * len(table)
    far = table["policy_rank"] > FAR * len(table)
    if not near.any() or not far.any():
        return None
    return _edge(table["structure"], near), _edge(table["policy"], far)


def _edge(values: pd.Series[float], inside: pd.Series[bool]) -> float:
    """Return the middle between the largest value inside and the smallest above it."""
    largest = float(values[inside].max())
    above = values[values > largest]
    return largest if above.empty else (largest + float(above.min())) / 2


def _corner(page: Page, plot: _Plot, table: pd.DataFrame) -> None:
    found = corner_of(table)
    if found is None:
        return
    right, top = min(plot.x(found[0]), plot.box.right), min(plot.y(found[1]), plot.box.top)
    left, bottom = plot.box.left, plot.box.bottom
    style = {"edgecolor": MARK, "linewidth": 0.8, "linestyle": "--", "zorder": 0.2}
    page.box(left, bottom, right - left, top - bottom, CORNER, **style)


def _axes(page: Page, view: ReportView, plot: _Plot) -> None:
    box = plot.box
    for value in plot.across.ticks:
        x = plot.x(value)
        page.line((x, x), (box.bottom, box.top), RULE, 0.5, zorder=0.3)
        page.text(x, box.bottom - 0.14, plain(value), size=8, colour=MUTED, ha="center")
    for value in plot.up.ticks:
        y = plot.y(value)
        page.line((box.left, box.right), (y, y), RULE, 1.2 if value == 0 else 0.5, zorder=0.3)
        page.text(box.left - 0.08, y, plain(value), size=8, colour=MUTED, ha="right")
    middle = (box.left + box.right) / 2
    words = view.word("peers_structure")
    page.text(middle, box.bottom - 0.38, words, size=9, colour=MUTED, ha="center")
    words, y = view.word("peers_policy"), (box.bottom + box.top) / 2
    page.text(box.left - 0.65, y, words, size=9, colour=MUTED, ha="center", rotation=90)


def _dot(page: Page, mark: Mark, row: dict[Any, Any]) -> None:
    if row["useful"] == "yes":
        page.dot(mark.x, mark.y, MARK, 12)
        page.dot(mark.x, mark.y, "white", 9.5)
    page.dot(mark.x, mark.y, ACCENT if row["chosen"] == "yes" else FAINT, 7)


def _name(page: Page, mark: Mark, spot: Box, row: dict[Any, Any]) -> None:
    is_chosen = row["chosen"] == "yes"
    end = (min(max(mark.x, spot.left), spot.right), min(max(mark.y, spot.bottom), spot.top))
    if np.hypot(end[0] - mark.x, end[1] - mark.y) > 0.16:
        page.line((mark.x, end[0]), (mark.y, end[1]), FAINT, 0.5)
    colour = ACCENT if is_chosen else INK
    middle = (spot.bottom + spot.top) / 2
    page.text(spot.left, middle, mark.name, size=SIZE, bold=is_chosen, colour=colour)


def _legend(page: Page, view: ReportView, own: Beside, plot: _Plot) -> None:
    x, y = plot.box.left, plot.box.top + 0.3
    how = own.peers.how.text(view.language)
    chosen = view.word("peers_chosen", how=how)
    rest = [view.word("peers_other"), view.word("peers_corner")]
    room = page.right - x - sum(text_width(text, 9) + 0.6 for text in rest) - 0.3
    page.dot(x + 0.1, y, ACCENT, 7)
    chosen = shorten(chosen, room, 9)
    page.text(x + 0.25, y, chosen, size=9, colour=MUTED)
    x += text_width(chosen, 9) + 0.6
    page.dot(x + 0.1, y, FAINT, 7)
    page.text(x + 0.25, y, rest[0], size=9, colour=MUTED)
    x += text_width(rest[0], 9) + 0.6
    page.dot(x + 0.1, y, MARK, 12)
    page.dot(x + 0.1, y, "white", 9.5)
    page.dot(x + 0.1, y, FAINT, 7)
    page.text(x + 0.28, y, rest[1], size=9, colour=MUTED)
