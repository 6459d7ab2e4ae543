"""By what means each region acts: the mix of its policy instruments."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from matplotlib.figure import Figure

from bench.comparison.instruments import instrument_rules
from bench.evidence.instruments import load_instruments
from bench.report.charts.fonts import text_width
from bench.report.charts.frame import Frame, Rows, page_number
from bench.report.charts.instrument_mix import Mix, mixes, total_mix
from bench.report.charts.legend import Key, Legend
from bench.report.charts.paper import SLIDE, Paper, line_height
from bench.report.charts.shown import foot_of
from bench.report.charts.theme import (
    ACCENT,
    FAINT,
    INK,
    MUTED,
    Page,
    house_style,
    ink_on,
)
from bench.report.charts.wrapping import ROW_LINE, balanced, fitting_size, in_row, shorten
from bench.report.findings import instruments_finding
from bench.report.view import ReportView
from bench.report.wording import names_of

BARS: Final = (0.2, 0.55)  # least and most share of the width
DIFFERS: Final = 0.28  # the most where bars are narrow
TOOL: Final = 0.18  # most
BETWEEN: Final = 0.15  # columns
BOLDER: Final = 1.06  # how much wider bold text is, at most
SAMPLE: Final = 0.24
LEFT_OUT_SHOWN: Final = 12
# Of the types in their order: told apart by hue, and by lightness when printed in grey.
FILLS: Final = ("#1F5A8F", "#BFD3E6", "#D9822B")
UNTOLD: Final = "#F5F5F2"
BELOW_TOTAL: Final = 0.06


def has_instruments(view: ReportView) -> bool:
    """Tell whether there is a measure of a region that charts show."""
    return bool(mixes(view))


def instruments_chart(view: ReportView, paper: Paper = SLIDE) -> tuple[Figure, ...]:
    """Return one row a region: its measures by type of instrument, and its largest tool.

    Regions stand in the order of the ranking, all of them together first. Only for a view of
    which `has_instruments` holds.
    """
    shown = mixes(view)
    rules = instrument_rules()
    note = view.word(
        "instruments_note",
        least=f"{100 * rules.least_difference:g}",
    )
    frame = Frame.of(instruments_finding(view), note, _foot(view, shown), paper)
    legend = Legend.of(_keys(view), paper.label, paper.inner)
    heading = legend.height + line_height(paper.label) + 0.12
    # All regions together stand on every page.
    rows = Rows.of(frame, len(shown), heading + BELOW_TOTAL, repeated=1)
    at = _Columns.of(view, paper, shown, rows)
    figures = []
    with house_style():
        for number, places in enumerate(rows.pages):
            page = frame.page(
                heading + (len(places) + 1) * rows.height + BELOW_TOTAL,
                page_number(view, number, len(rows.pages)),
            )
            legend.draw(page, page.left, page.top)
            top = page.top - heading
            _headings(page, view, at, top)
            _row(page, view, at, total_mix(view), top - 0.5 * rows.height)
            top -= rows.height + BELOW_TOTAL
            page.line((page.left, page.right), (top + BELOW_TOTAL / 2,) * 2)
            for row, mix in enumerate(shown[i] for i in places):
                _row(page, view, at, mix, top - (row + 0.5) * rows.height)
            figures.append(page.figure)
    return tuple(figures)


def _foot(view: ReportView, rows: list[Mix]) -> str:
    shown, foot = {row.region for row in rows}, foot_of(view, view.charted)
    names = [str(name) for name in view.charted["region"] if name not in shown]
    if not names:
        return foot
    told = names_of(view, names, LEFT_OUT_SHOWN)
    return view.word("instruments_left_out", foot=foot, regions=told)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, in inches from the left of the page, and the rows' measures."""

    name_right: float
    bars: tuple[float, float]
    count_right: float
    tool: tuple[float, float]
    differs: tuple[float, float]
    height: float
    size: float  # of names
    words: float  # of all other text
    tool_size: float

    @classmethod
    def of(cls, view: ReportView, paper: Paper, found: list[Mix], rows: Rows) -> _Columns:
        shown, size, total = [total_mix(view), *found], rows.size, paper.inner
        words = min(size, paper.label + 1)

        def widest(heading: str, texts: list[str], *, bold: bool) -> float:
            heads = text_width(view.word(heading), paper.label)
            return max([heads, *(text_width(text, words, bold) for text in texts)])

        names = [text_width(mix.region, size, True) for mix in shown]
        name_right = paper.side + min(max(names), paper.name_width)
        count = widest("instruments_count", [f"{mix.measures:,}" for mix in shown], bold=True)
        tools = [_tool(view, mix) for mix in shown]
        tool = min(widest("instruments_largest", tools, bold=True), TOOL * total)
        tool_size = fitting_size(tools, tool / BOLDER, words, paper.row[0])
        told = widest("instruments_differs", [_differing(view, m) for m in found], bold=False)
        left = name_right + 0.12
        room = paper.side + total - left - count - tool - 3 * BETWEEN
        differs = min(told, max(room - BARS[1] * total, DIFFERS * total))
        bars = max(min(room - differs, BARS[1] * total), BARS[0] * total)
        count_right = left + bars + BETWEEN + count
        tool_left = count_right + BETWEEN
        differs_left = tool_left + tool + BETWEEN
        return cls(
            name_right,
            (left, left + bars),
            count_right,
            (tool_left, tool_left + tool),
            (differs_left, paper.side + total),
            rows.height,
            size,
            words,
            tool_size,
        )


def _differing(view: ReportView, row: Mix) -> str:
    if not row.is_judged:
        return view.word("instruments_few", least=instrument_rules().least_measures)
    return view.word("instruments_between").join(row.differs)


def _tool(view: ReportView, row: Mix, room: float = math.inf, size: float = 1) -> str:
    """Return the largest tool and its share; the name is cut with … where it is too wide."""
    # Of a handful of measures the largest tool is chance.
    if row.largest is None or not row.is_judged:
        return ""
    name, share = row.largest
    rest = view.word("instruments_tool", tool="", share=f"{share:.0%}")
    name = shorten(name, room - text_width(rest, size, True), size, row.region == view.target)
    return view.word("instruments_tool", tool=name, share=f"{share:.0%}")


def _tool_lines(view: ReportView, at: _Columns, row: Mix) -> list[str]:
    """Return the largest tool and its share, on two lines where the row has room for them."""
    room, size = at.tool[1] - at.tool[0] + 0.02, at.tool_size
    lines = in_row(_tool(view, row), room, size, at.height, row.region == view.target)
    # Where one line is cut the share has to stay.
    return lines if len(lines) > 1 else [_tool(view, row, room, size)]


def _headings(page: Page, view: ReportView, at: _Columns, top: float) -> None:
    y = top + line_height(page.paper.label) / 2 + 0.02
    for x, name, side in (
        (at.count_right, "instruments_count", "right"),
        (at.tool[0], "instruments_largest", "left"),
        (at.differs[0], "instruments_differs", "left"),
    ):
        page.text(x, y, view.word(name), size=page.paper.label, colour=MUTED, ha=side)
    page.line((page.left, page.right), (top, top))


def _keys(view: ReportView) -> list[Key]:
    def sample(fill: str, page: Page, x: float, y: float) -> None:
        edge = FAINT if fill == UNTOLD else "none"
        page.box(x, y - 0.06, SAMPLE, 0.12, fill, edgecolor=edge, linewidth=0.5)

    names = [
        view.word(f"instruments_legend_{kind.id}", kind=kind.name(view.language))
        for kind in load_instruments().types
    ]
    names.append(view.word("instruments_untold"))
    fills = (*FILLS, UNTOLD)
    return [Key(n, SAMPLE, partial(sample, f)) for n, f in zip(names, fills, strict=True)]


def _row(page: Page, view: ReportView, at: _Columns, row: Mix, y: float) -> None:
    is_target = row.region == view.target
    colour = INK if row.is_judged else MUTED
    style: dict[str, Any] = {"bold": is_target, "colour": ACCENT if is_target else colour}
    name = shorten(row.region, at.name_right - page.left + 0.02, at.size, is_target)
    page.text(at.name_right, y, name, size=at.size, ha="right", **style)
    _bar(page, at, row, y, is_target=is_target)
    page.text(at.count_right, y, f"{row.measures:,}", size=at.words, ha="right", **style)
    step = at.tool_size * ROW_LINE / 72
    page.lines(at.tool[0], y, _tool_lines(view, at, row), step, size=at.tool_size, **style)
    lines, size = _differing_lines(page.paper, view, at, row)
    page.lines(at.differs[0], y, lines, size * ROW_LINE / 72, size=size, colour=colour)


def _differing_lines(
    paper: Paper, view: ReportView, at: _Columns, row: Mix
) -> tuple[list[str], float]:
    """Return how a region differs on as many lines as its row has, and their size."""
    room, size = at.differs[1] - at.differs[0] + 0.02, at.words
    text = _differing(view, row)
    if text_width(text, size) <= room:
        return [text], size
    small = paper.row[0]
    lines = balanced(text, room, small)
    if len(lines) * small * ROW_LINE <= at.height * 72:
        return lines, small
    texts = row.differs or (text,)
    if row.differs and text_width(row.differs[0], small) > room:
        texts = row.briefly
    return [_fitting(view, texts, room, small)], small


def _fitting(view: ReportView, texts: tuple[str, ...], width: float, size: float) -> str:
    """Join as many texts as fit, with … for the rest."""
    between = view.word("instruments_between")
    for count in range(len(texts), 0, -1):
        text = between.join(texts[:count]) + ("…" if count < len(texts) else "")
        if text_width(text, size) <= width:
            return text
    return shorten(texts[0], width, size)


def _bar(page: Page, at: _Columns, row: Mix, y: float, *, is_target: bool) -> None:
    """Draw the types; thin and without numbers where there are too few measures to judge."""
    size = page.paper.row[0]
    # High enough for its numbers, in low rows too.
    thick = max(at.height * 0.68, min(at.height - 0.02, size / 72))
    if not row.is_judged:
        thick = at.height * 0.3
    x, bars = at.bars[0], at.bars[1] - at.bars[0]
    rest = max(1 - sum(row.types), 0.0)
    for share, fill in zip((*row.types, rest), (*FILLS, UNTOLD), strict=True):
        wide = share * bars
        # Between two types a white line, which tells them apart in any print.
        page.box(x, y - thick / 2, max(wide - 0.015, 0.0), thick, fill)
        text = f"{share:.0%}"
        if row.is_judged and wide > text_width(text, size) + 0.08:
            colour = MUTED if fill == UNTOLD else ink_on(fill)
            page.text(x + wide / 2, y, text, size=size, colour=colour, ha="center")
        x += wide
    if is_target:
        edge = {"edgecolor": ACCENT, "linewidth": 1.8, "zorder": 3}
        left, bottom = at.bars[0] - 0.02, y - thick / 2 - 0.015
        page.box(left, bottom, bars + 0.025, thick + 0.03, "none", **edge)
