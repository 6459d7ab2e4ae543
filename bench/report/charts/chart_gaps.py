"""Where the target trails its peers, indicator by indicator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.beside import Beside
from bench.report.charts.axis import Axis, axis_of
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.gap_lines import (
    GapLine,
    best_told,
    gap_groups,
    gap_lines,
    gap_told,
    has_gap,
    silent_indicators,
    unread_legend,
    with_dimension,
)
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.theme import (
    ACCENT,
    BAR,
    FAINT,
    HATCH,
    INK,
    MUTED,
    RULE,
    Page,
    house_style,
)
from bench.report.charts.wrapping import ROW_LINE, fitting_size, in_row, shorten
from bench.report.findings import gaps_finding
from bench.report.scale import ScoreScale, score_scale
from bench.report.view import ReportView
from bench.report.wording import names_of, part_name

PEERS_SHOWN: Final = 8
SAMPLE: Final = 0.24
BETWEEN: Final = 0.2  # columns
LEAST_PLOT: Final = 1.6
NAMES: Final = 0.26  # the most that names of indicators take, as a share of the width
BEST: Final = 0.24  # the most that those take who are best


def has_gaps(view: ReportView) -> bool:
    """Tell whether the target has peers."""
    own = view.overview.beside if view.overview else None
    return own is not None and bool(own.gaps.peers)


def gaps_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return one row an indicator: the target's score, its peers' median and the best of them.

    Dimensions and the indicators within each stand in the order of what closing their gaps would
    bring. Only for a view of which `has_gaps` holds.
    """
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    lines = gap_lines(gap_groups(view, own.gaps.table))
    found = [line.row for line in lines if line.row is not None]
    legend = Legend.of(_keys(view, found), paper.label, paper.inner)
    heading = legend.height + line_height(paper.label) + 0.12
    footing = line_height(paper.small) + 0.05
    frame = Frame.of(gaps_finding(view), _subtitle(view, own), view.source_foot, paper)
    rows = Rows.of(frame, len(lines), heading + footing)
    if len(rows.pages) > 1:
        # The name of a dimension that goes on over the page stands there once more.
        rows = Rows.of(frame, len(lines), heading + footing, repeated=1)
    at = _Columns.of(view, paper, found, rows.size)
    figures = []
    with house_style():
        for number, places in enumerate(rows.pages):
            shown = with_dimension([lines[i] for i in places])
            page = frame.page(
                heading + len(shown) * rows.height + footing,
                page_number(view, number, len(rows.pages)),
            )
            legend.draw(page, page.left, page.top)
            _headings(page, view, at, page.top - heading)
            _body(page, view, at, shown, page.top - heading, rows.height)
            figures.append(page.figure)
    return tuple(figures)


def _body(
    page: Page, view: ReportView, at: _Columns, lines: list[GapLine], top: float, height: float
) -> None:
    bottom = top - len(lines) * height
    for place, line in enumerate(lines):
        above = top - place * height
        if line.row is None:
            _group(page, at, line, above, height)
            continue
        for tick in at.axis.ticks:
            page.line((at.x(tick),) * 2, (above - height, above), RULE, 0.5)
        _row(page, view, at, line.row, above - height / 2, height)
    y = bottom - line_height(page.paper.small) / 2 - 0.02
    for tick in at.axis.ticks:
        page.text(at.x(tick), y, f"{tick:g}", size=page.paper.small, colour=MUTED, ha="center")


def _subtitle(view: ReportView, own: Beside) -> str:
    peers = names_of(view, [region.name for region in own.gaps.peers], PEERS_SHOWN)
    return view.word("gaps_note", peers=peers, how=own.peers.how.text(view.language))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, in inches from the left of the page."""

    left: float
    name_right: float
    plot: tuple[float, float]
    best: tuple[float, float]
    gap: tuple[float, float]
    gain_right: float
    size: float
    names_size: float
    axis: Axis
    scale: ScoreScale
    silent: dict[str, bool]

    @classmethod
    def of(
        cls, view: ReportView, paper: Paper, rows: list[dict[Any, Any]], size: float
    ) -> _Columns:
        scale, silent = score_scale(view), silent_indicators(view, rows)

        def widest(heading: str, texts: list[str], *, bold: bool) -> float:
            heads = text_width(view.word(heading), paper.label)
            return max([heads, *(text_width(text, size, bold) for text in texts)])

        names = [part_name(view, str(row["id"])) for row in rows]
        names_size = fitting_size(names, NAMES * paper.inner, size, paper.row[0])
        widest_name = max([0.6, *(text_width(text, names_size) for text in names)])
        name = min(widest_name, NAMES * paper.inner)
        gains = [f"+{scale.index(v)}" for r in rows if pd.notna(v := r["index_gain"])]
        gain = widest("gaps_gain", gains, bold=True)
        told = [gap_told(view, scale, row, silent)[0] for row in rows]
        gap = min(widest("gaps_gap", told, bold=True), 0.14 * paper.inner)
        bests = [" ".join(best_told(view, scale, row)) for row in rows]
        left, right = paper.side, paper.width - paper.side
        room = right - gain - gap - left - name - 4 * BETWEEN - LEAST_PLOT
        best = min(widest("gaps_best", bests, bold=False), max(room, 0.5), BEST * paper.inner)
        gap_right = right - gain - BETWEEN
        best_right = gap_right - gap - BETWEEN
        scores = [float(row[key]) for row in rows for key in ("score", "median", "best")]
        return cls(
            left,
            left + name,
            (left + name + BETWEEN, best_right - best - BETWEEN),
            (best_right - best, best_right),
            (gap_right - gap, gap_right),
            right,
            size,
            names_size,
            axis_of(scores),
            scale,
            silent,
        )

    def x(self, score: float) -> float:
        """Where a score stands."""
        return self.plot[0] + (self.plot[1] - self.plot[0]) * self.axis.share(score)


def _headings(page: Page, view: ReportView, at: _Columns, top: float) -> None:
    y = top + line_height(page.paper.label) / 2 + 0.02
    for x, name, side in (
        (at.best[0], "gaps_best", "left"),
        (at.gap[1], "gaps_gap", "right"),
        (at.gain_right, "gaps_gain", "right"),
    ):
        page.text(x, y, view.word(name), size=page.paper.label, colour=MUTED, ha=side)
    page.line((at.left, page.right), (top, top))


def _keys(view: ReportView, rows: list[dict[Any, Any]]) -> list[Key]:
    """Return what the marks stand for; what is hatched only where something is."""

    def mark(kind: str) -> Callable[[Page, float, float], None]:
        return lambda page, x, y: _mark(page, kind, x + SAMPLE / 2, y, 0.15)

    def gap(page: Page, x: float, y: float) -> None:
        page.line((x, x + SAMPLE), (y, y), ACCENT, 3)

    def hatched(page: Page, x: float, y: float) -> None:
        _hatched(page, (x, x + SAMPLE), y, 0.12)

    keys = [
        Key(view.word("gaps_target", target=view.target), SAMPLE, mark("target")),
        Key(view.word("gaps_median"), SAMPLE, mark("median")),
        Key(view.word("gaps_best"), SAMPLE, mark("best")),
        Key(view.word("gaps_gap"), SAMPLE, gap),
    ]
    if silent_indicators(view, rows):
        keys.insert(1, Key(view.word("state_silent"), SAMPLE, mark("silent")))
    unread = unread_legend(view, rows)
    return [*keys, Key(view.word(unread), SAMPLE, hatched)] if unread else keys


def _mark(page: Page, kind: str, x: float, y: float, tall: float) -> None:
    """Draw the target's dot, open where it is silent, the median's tick or the dot of the best."""
    if kind in ("target", "silent"):
        page.dot(x, y, ACCENT, 8)
        if kind == "silent":
            page.dot(x, y, "white", 4.6)
    elif kind == "median":
        page.line((x, x), (y - tall / 2, y + tall / 2), INK, 2.2, zorder=2)
    else:
        page.dot(x, y, FAINT, 6)


def _hatched(page: Page, x: tuple[float, float], y: float, tall: float) -> None:
    style = {"hatch": HATCH, "edgecolor": FAINT, "linewidth": 0.4, "zorder": 0.4}
    page.box(x[0], y - tall / 2, x[1] - x[0], tall, "white", **style)


def _group(page: Page, at: _Columns, line: GapLine, top: float, height: float) -> None:
    y = top - height * 0.55
    shown = shorten(line.name, at.gap[0] - at.left, at.size, True)
    page.text(at.left, y, shown, size=at.size, bold=True)
    if pd.notna(line.gain):
        text = f"+{at.scale.index(line.gain)}"
        page.text(at.gain_right, y, text, size=at.size, bold=True, ha="right")
    page.line((at.left, page.right), (top - height + 0.01,) * 2, RULE, 0.8)


def _row(
    page: Page, view: ReportView, at: _Columns, row: dict[Any, Any], y: float, height: float
) -> None:
    size, scale = at.size, at.scale
    name = part_name(view, str(row["id"]))
    names = in_row(name, at.name_right - at.left + 0.02, at.names_size, height)
    step = at.names_size * ROW_LINE / 72
    page.lines(at.name_right, y, names, step, size=at.names_size, ha="right")
    _marks(page, at, row, y, height)
    regions, score = best_told(view, scale, row)
    if score and not at.silent.get(row["id"], False):
        room = at.best[1] - at.best[0] + 0.02
        regions = shorten(regions, room - text_width(f" {score}", size), size)
        page.text(at.best[0], y, f"{regions} {score}".strip(), size=size)
    told, trails = gap_told(view, scale, row, at.silent)
    told = shorten(told, at.gap[1] - at.gap[0] + 0.02, size, trails)
    colour = ACCENT if trails else MUTED
    page.text(at.gap[1], y, told, size=size, bold=trails, colour=colour, ha="right")
    if trails and pd.notna(row["index_gain"]):
        gain = float(row["index_gain"])
        text = f"{'+' if gain >= 0 else ''}{scale.index(gain)}"
        page.text(at.gain_right, y, text, size=size, ha="right")


def _marks(page: Page, at: _Columns, row: dict[Any, Any], y: float, height: float) -> None:
    """Draw the scores of a row; what is unread is hatched."""
    score, median, best = (row[key] for key in ("score", "median", "best"))
    tall = min(height * 0.62, 0.22)
    if pd.isna(score):
        _hatched(page, at.plot, y, tall)
    page.line(at.plot, (y, y), RULE, 0.5, zorder=0.3)
    if has_gap(at.scale, row):
        page.line((at.x(score), at.x(median)), (y, y), ACCENT, 3)
    if pd.notna(median):
        page.line((at.x(median), at.x(best)), (y, y), BAR, 1.2)
        _mark(page, "best", at.x(best), y, tall)
        _mark(page, "median", at.x(median), y, tall)
    if pd.notna(score):
        _mark(page, "silent" if row["id"] in at.silent else "target", at.x(score), y, tall)
