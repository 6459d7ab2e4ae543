"""Where the target trails its peers, indicator by indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.beside import Beside
from bench.comparison.gaps import AHEAD, DIMENSION, INDICATOR, PEERS_UNREAD, UNREAD
from bench.report.axis import Axis, axis_of
from bench.report.findings import gaps_finding
from bench.report.fonts import text_width
from bench.report.scale import ScoreScale, score_scale
from bench.report.theme import (
    ACCENT,
    FAINT,
    HATCH,
    INK,
    MARGIN,
    MUTED,
    RULE,
    WIDTH,
    Page,
    house_style,
    new_page,
    row_height,
    row_size,
)
from bench.report.view import ReportView
from bench.report.wording import names_of, part_name
from bench.report.wrapping import shorten
from bench.scoring.states import SILENT

HEADING: Final = 0.85  # legend, and headings of the columns
NAME_WIDTH: Final = 3.0
BEST_WIDTH: Final = 2.4
GAP_WIDTH: Final = 1.5
GAIN_WIDTH: Final = 0.9
PEERS_SHOWN: Final = 8
LEAD: Final = "#9DBBD6"  # from the median to the best


def has_gaps(view: ReportView) -> bool:
    """Tell whether the target has peers."""
    own = view.overview.beside if view.overview else None
    return own is not None and bool(own.gaps.peers)


def gaps_chart(view: ReportView) -> Figure:
    """Return one row an indicator: the target's score, its peers' median and the best of them.

    Dimensions and the indicators within each stand in the order of what closing their gaps would
    bring. Only for a view of which `has_gaps` holds.
    """
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    groups = gap_groups(view, own.gaps.table)
    count = len(groups) + sum(len(rows) for _, _, rows in groups)
    height = row_height(count)
    with house_style():
        page = new_page(
            gaps_finding(view),
            _subtitle(view, own),
            view.source_foot,
            WIDTH - 2 * MARGIN,
            HEADING + count * height + 0.25,
        )
        at = _Columns.of(page, view, groups, row_size(height))
        top = page.top - HEADING
        _headings(page, view, at, top)
        y = top
        for name, gain, rows in groups:
            bottom = y - (len(rows) + 1) * height
            for tick in at.axis.ticks:
                page.line((at.x(tick),) * 2, (bottom, y - height), RULE, 0.5)
            _group(page, at, name, gain, y, height)
            for place, row in enumerate(rows, start=1):
                _row(page, view, at, row, y - (place + 0.5) * height, height)
            y = bottom
        for tick in at.axis.ticks:
            page.text(at.x(tick), y - 0.12, f"{tick:g}", size=8, colour=MUTED, ha="center")
    return page.figure


Group = tuple[str, float, list[dict[Any, Any]]]


def gap_groups(view: ReportView, table: pd.DataFrame) -> list[Group]:
    """Return (name, rise of the index, rows) of each dimension, in the order of the chart.

    Parameters
    ----------
    view
        Whose catalogue counts.
    table
        By the schema `GAPS`, what moves the index most first.
    """
    gains = table[table["kind"] == DIMENSION].set_index("id")["index_gain"]
    rows = {str(row["id"]): row for row in table.to_dict("records") if row["kind"] == INDICATOR}
    groups: list[Group] = []
    for dimension in view.catalogue.dimensions:
        own = {indicator.id for indicator in dimension.all_indicators()}
        listed = [row for key, row in rows.items() if key in own]
        if listed:
            gain = float(gains.get(dimension.id, float("nan")))
            groups.append((dimension.name.in_(view.language), gain, listed))
    return sorted(groups, key=lambda group: -group[1] if pd.notna(group[1]) else float("inf"))


def _subtitle(view: ReportView, own: Beside) -> str:
    peers = names_of(view, [region.name for region in own.gaps.peers], PEERS_SHOWN)
    return view.word("gaps_note", peers=peers, how=own.peers.how.text(view.language))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, in inches."""

    left: float
    name_right: float
    plot: tuple[float, float]
    best_left: float
    gap_right: float
    gain_right: float
    size: float
    axis: Axis
    scale: ScoreScale
    unread: str  # message that says what is hatched; "" where nothing is

    @classmethod
    def of(cls, page: Page, view: ReportView, groups: list[Group], size: float) -> _Columns:
        rows = [row for _, _, found in groups for row in found]
        names = [part_name(view, str(row["id"])) for row in rows]
        name = min(max([0.6, *(text_width(text, size) for text in names)]), NAME_WIDTH)
        gain_right = page.right
        gap_right = gain_right - GAIN_WIDTH
        scale = score_scale(view)
        bests = [view.word("gaps_best"), *(" ".join(_best(view, scale, row)) for row in rows)]
        best = min(max(text_width(text, size) for text in bests), BEST_WIDTH)
        best_left = gap_right - GAP_WIDTH - best
        name_right = page.left + name
        scores = [float(row[key]) for row in rows for key in ("score", "median", "best")]
        return cls(
            page.left,
            name_right,
            (name_right + 0.25, best_left - 0.3),
            best_left,
            gap_right,
            gain_right,
            size,
            axis_of(scores),
            scale,
            _unread(view, rows),
        )

    def x(self, score: float) -> float:
        """Where a score stands."""
        return self.plot[0] + (self.plot[1] - self.plot[0]) * self.axis.share(score)


def _unread(view: ReportView, rows: list[dict[Any, Any]]) -> str:
    """Return which message says what is hatched."""
    unread = {row["id"] for row in rows if row["state"] == UNREAD}
    if not unread:
        return ""
    statistics = {indicator.id for indicator in view.catalogue.statistics}
    return "legend_unread_missing" if unread & statistics else "legend_unread"


def _best(view: ReportView, scale: ScoreScale, row: dict[Any, Any]) -> tuple[str, str]:
    """Return which peers are best, and their score; nobody is where none has a score to tell."""
    if pd.isna(row["best"]):
        return "", ""
    score = scale.index(float(row["best"]))
    if row["best"] <= scale.low:
        return "", score
    regions = str(row["best_regions"]).replace("|", view.word("names_separator"))
    return regions or view.word("gaps_best_many"), score


def _headings(page: Page, view: ReportView, at: _Columns, top: float) -> None:
    y = top + 0.14
    page.text(at.best_left, y, view.word("gaps_best"), size=9, colour=MUTED)
    page.text(at.gap_right, y, view.word("gaps_gap"), size=9, colour=MUTED, ha="right")
    page.text(at.gain_right, y, view.word("gaps_gain"), size=9, colour=MUTED, ha="right")
    page.line((at.left, page.right), (top, top))
    x, y = at.plot[0], top + 0.52
    texts = {
        "target": view.word("gaps_target", target=shorten(view.target, 2.6, 9)),
        "median": view.word("gaps_median"),
        "best": view.word("gaps_best"),
        "gap": view.word("gaps_gap"),
    }
    if at.unread:
        texts["unread"] = view.word(at.unread)
    width = sum(text_width(text, 9) + 0.6 for text in texts.values())
    x = min(x, page.right - width)
    for kind, text in texts.items():
        if kind == "gap":
            page.line((x - 0.02, x + 0.22), (y, y), ACCENT, 3)
        elif kind == "unread":
            _hatched(page, (x - 0.02, x + 0.22), y, 0.14)
        else:
            _mark(page, kind, x + 0.1, y, 0.2)
        page.text(x + 0.3, y, text, size=9, colour=MUTED)
        x += text_width(text, 9) + 0.6


def _mark(page: Page, kind: str, x: float, y: float, tall: float) -> None:
    """Draw the target's dot, the median's tick or the open dot of the best."""
    if kind == "target":
        page.dot(x, y, ACCENT, 8)
    elif kind == "median":
        page.line((x, x), (y - tall / 2, y + tall / 2), INK, 2.2, zorder=2)
    else:
        page.dot(x, y, INK, 7)
        page.dot(x, y, "white", 4.2)


def _hatched(page: Page, x: tuple[float, float], y: float, tall: float) -> None:
    style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4, "zorder": 0.4}
    page.box(x[0], y - tall / 2, x[1] - x[0], tall, "white", **style)


def _group(page: Page, at: _Columns, name: str, gain: float, top: float, height: float) -> None:
    y = top - height * 0.55
    shown = shorten(name, page.right - at.left - 1.2, at.size, True)
    page.text(at.left, y, shown, size=at.size, bold=True)
    if pd.notna(gain):
        text = f"+{at.scale.index(gain)}"
        page.text(at.gain_right, y, text, size=at.size - 1, bold=True, ha="right")
    page.line((at.left, page.right), (top - height + 0.02,) * 2, RULE, 0.8)


def _row(
    page: Page, view: ReportView, at: _Columns, row: dict[Any, Any], y: float, height: float
) -> None:
    size, scale = at.size - 0.5, at.scale
    name = shorten(part_name(view, str(row["id"])), at.name_right - at.left + 0.02, size)
    page.text(at.name_right, y, name, size=size, colour=INK, ha="right")
    _marks(page, at, row, y, height)
    regions, score = _best(view, scale, row)
    if score:
        regions = shorten(regions, BEST_WIDTH - text_width(f" {score}", size), size)
        page.text(at.best_left, y, f"{regions} {score}".strip(), size=size, colour=INK)
    told, has_gap = _told(view, scale, row)
    page.text(
        at.gap_right,
        y,
        shorten(told, GAP_WIDTH - 0.1, size, has_gap),
        size=size,
        bold=has_gap,
        colour=ACCENT if has_gap else MUTED,
        ha="right",
    )
    if pd.notna(row["index_gain"]):
        gain = float(row["index_gain"])
        text = f"{'+' if gain >= 0 else ''}{scale.index(gain)}"
        page.text(at.gain_right, y, text, size=size, colour=INK, ha="right")


def _told(view: ReportView, scale: ScoreScale, row: dict[Any, Any]) -> tuple[str, bool]:
    """Return what the column of gaps says, and whether it is a gap."""
    state = row["state"]
    if pd.notna(row["gap"]):
        gap = scale.index(float(row["gap"]))
        return (view.word("gaps_silent", gap=gap) if state == SILENT else gap), True
    if state == UNREAD:
        statistics = {indicator.id for indicator in view.catalogue.statistics}
        return view.word("state_missing" if row["id"] in statistics else "state_unread"), False
    if state == PEERS_UNREAD:
        return view.word("gaps_peers_unread"), False
    return view.word("gaps_ahead" if state == AHEAD else "gaps_level"), False


def _marks(page: Page, at: _Columns, row: dict[Any, Any], y: float, height: float) -> None:
    """Draw the scores of a row; what is unread is hatched."""
    score, median, best = (row[key] for key in ("score", "median", "best"))
    tall = min(height * 0.62, 0.22)
    if pd.isna(score):
        _hatched(page, at.plot, y, tall)
    page.line(at.plot, (y, y), RULE, 0.5, zorder=0.3)
    if pd.notna(row["gap"]):
        page.line((at.x(score), at.x(median)), (y, y), ACCENT, 3)
    if pd.notna(median):
        page.line((at.x(median), at.x(best)), (y, y), LEAD, 1.2)
        _mark(page, "best", at.x(best), y, tall)
        _mark(page, "median", at.x(median), y, tall)
    if pd.notna(score):
        _mark(page, "target", at.x(score), y, tall)
