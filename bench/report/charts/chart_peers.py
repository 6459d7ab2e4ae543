"""Whom the target may be compared with: near in structure, near in policy, or only in one."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.beside import Beside
from bench.comparison.overview import Overview
from bench.comparison.peers import FAR, NEAR
from bench.comparison.schema import PEERS
from bench.report.charts.axis import axis_of
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper
from bench.report.charts.placing import Mark, place_names
from bench.report.charts.scatter import Scatter, draw_name, draw_ring
from bench.report.charts.theme import ACCENT, FAINT, INK, MARK, Page, house_style
from bench.report.charts.wrapping import shorten
from bench.report.findings import peers_finding
from bench.report.scale import plain
from bench.report.view import ReportView
from bench.report.wording import names_of

TALLEST: Final = 0.95  # of the plot, as a share of its width
BELOW_LEGEND: Final = 0.1
SAMPLE: Final = 0.2
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


def peers_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return the regions by distance in structure (across) and likeness in policy (up).

    The corner of those alike in structure and unlike in policy is shaded. Only for a view of which
    `has_peers` holds.
    """
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    table = nearness(view.overview)
    rows = _known(table)
    legend = Legend.of(_keys(view, own), paper.label, paper.inner)
    besides = legend.height + BELOW_LEGEND
    # The foot may tell of names without room, so that room is kept for a line more.
    frame = Frame.of(peers_finding(view), _subtitle(view), _foot(view, table, len(rows)), paper)
    tall = min(frame.room - besides, TALLEST * paper.inner)
    names = [shorten(str(name), paper.name_width, paper.label, True) for name in rows["peer"]]
    across, up = axis_of([*rows["structure"], 0.05]), axis_of([*rows["policy"], 0.05])
    plot = Scatter.of(across, up, paper, tall, plain)
    marks = _marks(plot, rows, names, paper.label)
    placed = place_names(marks, plot.box)
    unnamed = sum(spot is None for spot in placed)
    frame = Frame.of(peers_finding(view), _subtitle(view), _foot(view, table, unnamed), paper)
    with house_style():
        page = frame.page(tall + besides)
        plot = plot.moved(page.left, page.bottom)
        legend.draw(page, page.left, page.top)
        _corner(page, plot, table)
        plot.draw_axes(page, view.word("peers_structure"), view.word("peers_policy"))
        for mark, spot, row in zip(marks, placed, rows.to_dict("records"), strict=True):
            here = mark.moved(page.left, page.bottom)
            _dot(page, here, row)
            if spot is not None:
                is_chosen = row["chosen"] == "yes"
                style = {"bold": is_chosen, "colour": ACCENT if is_chosen else INK}
                spot = spot.moved(page.left, page.bottom)
                draw_name(page, here, spot, ground="none", size=paper.label, **style)
    return (page.figure,)


def _marks(plot: Scatter, rows: pd.DataFrame, names: list[str], size: float) -> list[Mark]:
    """Return the dots with their names; those that matter most are named first."""
    return [
        Mark(
            x=plot.x(float(row["structure"])),
            y=plot.y(float(row["policy"])),
            name=name,
            width=text_width(name, size, row["chosen"] == "yes"),
            height=size * 1.25 / 72,
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


def _corner(page: Page, plot: Scatter, table: pd.DataFrame) -> None:
    found = corner_of(table)
    if found is None:
        return
    right, top = min(plot.x(found[0]), plot.box.right), min(plot.y(found[1]), plot.box.top)
    left, bottom = plot.box.left, plot.box.bottom
    style = {"edgecolor": MARK, "linewidth": 0.8, "linestyle": "--", "zorder": 0.2}
    page.box(left, bottom, right - left, top - bottom, CORNER, **style)


def _dot(page: Page, mark: Mark, row: dict[Any, Any]) -> None:
    if row["useful"] == "yes":
        draw_ring(page, mark.x, mark.y)
    page.dot(mark.x, mark.y, ACCENT if row["chosen"] == "yes" else FAINT, 7)


def _keys(view: ReportView, own: Beside) -> list[Key]:
    def dot(colour: str, page: Page, x: float, y: float) -> None:
        page.dot(x + SAMPLE / 2, y, colour, 7)

    def ringed(page: Page, x: float, y: float) -> None:
        draw_ring(page, x + SAMPLE / 2, y)
        dot(FAINT, page, x, y)

    how = own.peers.how.text(view.language)
    return [
        Key(view.word("peers_chosen", how=how), SAMPLE, partial(dot, ACCENT)),
        Key(view.word("peers_other"), SAMPLE, partial(dot, FAINT)),
        Key(view.word("peers_corner"), SAMPLE, ringed),
    ]
