"""By what means each region acts: the mix of its policy instruments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from bench.comparison.instruments import instrument_rules
from bench.evidence.instruments import NO_INSTRUMENT, load_instruments
from bench.report.findings import instruments_finding
from bench.report.fonts import text_width
from bench.report.theme import (
    ACCENT,
    FAINT,
    INK,
    MARGIN,
    MUTED,
    WIDTH,
    Page,
    house_style,
    ink_on,
    new_page,
    row_height,
    row_size,
)
from bench.report.view import ReportView
from bench.report.wording import names_of
from bench.report.wrapping import shorten

HEADING: Final = 0.75
NAME_WIDTH: Final = 2.6
BARS: Final = (4.0, 6.5)  # narrowest and widest
COUNT_WIDTH: Final = 0.85
TOOL_WIDTH: Final = 2.1
DIFFERS_WIDTH: Final = 4.0
LEFT_OUT_SHOWN: Final = 12
# Of the types in their order: told apart by hue, and by lightness when printed in grey.
FILLS: Final = ("#1F5A8F", "#BFD3E6", "#D9822B")
UNTOLD: Final = "#F5F5F2"


@dataclass(frozen=True, slots=True)
class Mix:
    """What a region's measures are made of.

    Parameters
    ----------
    region
        Its name.
    measures
        How many there are.
    types
        Share of each type, in the order of ``instruments.yaml``, 0 to 1.
    is_judged
        Whether there are measures enough to hold it against the others.
    largest
        The largest tool and its share; empty where no measure has a tool.
    differs
        What it uses more or less than the others, the largest difference first.
    """

    region: str
    measures: int
    types: tuple[float, ...]
    is_judged: bool
    largest: tuple[str, float] | None
    differs: tuple[str, ...]


def has_instruments(view: ReportView) -> bool:
    """Tell whether there is a measure of a region that charts show."""
    return bool(mixes(view))


def instruments_chart(view: ReportView) -> Figure:
    """Return one row a region: its measures by type of instrument, and its largest tool.

    Regions stand in the order of the ranking, all of them together first. Only for a view of
    which `has_instruments` holds.
    """
    rows = mixes(view)
    rules = instrument_rules()
    height = row_height(len(rows) + 1)
    with house_style():
        page = new_page(
            instruments_finding(view),
            view.word(
                "instruments_note",
                least=f"{rules.least_difference:.0%}",
                rate=f"{rules.false_discoveries:.0%}",
            ),
            _foot(view, rows),
            WIDTH - 2 * MARGIN,
            HEADING + (len(rows) + 1) * height + 0.15,
        )
        at = _Columns.of(page, view, rows, row_size(height))
        top = page.top - HEADING
        _headings(page, view, at, top)
        _row(page, view, at, _total(view), top - 0.5 * height, height)
        page.line((page.left, page.right), (top - height,) * 2)
        for place, row in enumerate(rows, start=1):
            y = top - (place + 0.5) * height - 0.05
            _row(page, view, at, row, y, height)
    return page.figure


def mixes(view: ReportView) -> list[Mix]:
    """Return the mix of each region that charts show and that has measures, best ranked first."""
    if view.overview is None:
        return []
    table = view.overview.instruments
    of_region = dict(iter(table.groupby("region_code")))
    return [
        _mix(view, of_region[code]) for code in view.charted["region_code"] if code in of_region
    ]


def _mix(view: ReportView, rows: pd.DataFrame) -> Mix:
    known = load_instruments()
    types = rows[rows["instrument"] == NO_INSTRUMENT].set_index("type")["share"]
    tools = rows[rows["instrument"] != NO_INSTRUMENT].set_index("instrument")["share"]
    names = {i.id: i.name(view.language) for i in known.instruments}
    best = str(tools.idxmax()) if len(tools) else ""
    measures = int(rows["measures"].iloc[0])
    return Mix(
        region=str(rows["region"].iloc[0]),
        measures=measures,
        types=tuple(float(types.get(kind.id, 0.0)) for kind in known.types),
        is_judged=measures >= instrument_rules().least_measures,
        largest=(names[best], float(tools[best])) if best and tools[best] > 0 else None,
        differs=_differs(view, rows),
    )


def _differs(view: ReportView, rows: pd.DataFrame) -> tuple[str, ...]:
    known = load_instruments()
    names = {i.id: i.name(view.language) for i in known.instruments}
    names |= {kind.id: kind.name(view.language) for kind in known.types}
    found = rows[rows["finding"] != ""]
    size = (found["share"] - found["others"]).abs().sort_values(ascending=False, kind="stable")
    return tuple(
        view.word(
            f"instruments_{row['finding']}",
            tool=names[row["instrument"] or row["type"]],
            share=f"{row['share']:.0%}",
            others=f"{row['others']:.0%}",
        )
        for row in found.loc[size.index].to_dict("records")
    )


def _total(view: ReportView) -> Mix:
    """Return the mix of all regions of the run together."""
    assert view.overview is not None
    table = view.overview.instruments
    measures = int(table.drop_duplicates("region_code")["measures"].sum())
    claims = table.groupby(["type", "instrument"], sort=False)["claims"].sum().reset_index()
    rows = claims.assign(
        region=view.word("instruments_all"),
        measures=measures,
        share=claims["claims"] / measures,
        others=float("nan"),
        finding="",
    )
    return replace(_mix(view, rows), is_judged=True)


def _foot(view: ReportView, rows: list[Mix]) -> str:
    shown = {row.region for row in rows}
    names = [str(name) for name in view.charted["region"] if name not in shown]
    if not names:
        return view.foot
    told = names_of(view, names, LEFT_OUT_SHOWN)
    return view.word("instruments_left_out", foot=view.foot, regions=told)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, in inches."""

    name_right: float
    bars: tuple[float, float]
    count_right: float
    tool: tuple[float, float]
    differs: tuple[float, float]
    size: float

    @classmethod
    def of(cls, page: Page, view: ReportView, rows: list[Mix], size: float) -> _Columns:
        names = [view.word("instruments_all"), *(row.region for row in rows)]
        name_right = page.left + min(max(text_width(n, size, True) for n in names), NAME_WIDTH)
        shown = [_total(view), *rows]
        tools = [view.word("instruments_largest"), *(_tool(view, row) for row in shown)]
        tool = min(max(text_width(text, size - 1, True) for text in tools), TOOL_WIDTH)
        told = [view.word("instruments_differs"), *(_differing(view, row) for row in rows)]
        differs = min(max(text_width(text, size - 1.5) for text in told), DIFFERS_WIDTH)
        left = name_right + 0.15
        wide = page.right - left - COUNT_WIDTH - 0.25 - tool - 0.25 - differs
        right = left + min(max(wide, BARS[0]), BARS[1])
        count = right + COUNT_WIDTH
        end = count + 0.25 + tool
        return cls(
            name_right, (left, right), count, (count + 0.25, end), (end + 0.25, page.right), size
        )


def _differing(view: ReportView, row: Mix) -> str:
    if not row.is_judged:
        return view.word("instruments_few", least=instrument_rules().least_measures)
    return view.word("instruments_between").join(row.differs)


def _tool(view: ReportView, row: Mix) -> str:
    # Of a handful of measures the largest tool is chance.
    if row.largest is None or not row.is_judged:
        return ""
    name, share = row.largest
    return view.word("instruments_tool", tool=name, share=f"{share:.0%}")


def _headings(page: Page, view: ReportView, at: _Columns, top: float) -> None:
    y = top + 0.14
    for x, name, side in (
        (at.count_right, "instruments_count", "right"),
        (at.tool[0], "instruments_largest", "left"),
        (at.differs[0], "instruments_differs", "left"),
    ):
        page.text(x, y, view.word(name), size=9, colour=MUTED, ha=side)
    page.line((page.left, page.right), (top, top))
    x, y = at.bars[0], top + 0.45
    names = [kind.name(view.language) for kind in load_instruments().types]
    for fill, text in zip((*FILLS, UNTOLD), [*names, view.word("instruments_untold")], strict=True):
        edge = FAINT if fill == UNTOLD else "none"
        page.box(x, y - 0.08, 0.24, 0.16, fill, edgecolor=edge, linewidth=0.5)
        page.text(x + 0.32, y, text, size=9, colour=MUTED)
        x += text_width(text, 9) + 0.6


def _row(
    page: Page,
    view: ReportView,
    at: _Columns,
    row: Mix,
    y: float,
    height: float,
) -> None:
    is_target = row.region == view.target
    ink = INK if row.is_judged else MUTED
    style: dict[str, Any] = {"bold": is_target, "colour": ACCENT if is_target else ink}
    name = shorten(row.region, at.name_right - page.left + 0.02, at.size, is_target)
    page.text(at.name_right, y, name, size=at.size, ha="right", **style)
    _bar(page, at, row, y, height, is_target=is_target)
    page.text(at.count_right, y, f"{row.measures:,}", size=at.size - 1, ha="right", **style)
    tool = shorten(_tool(view, row), at.tool[1] - at.tool[0] + 0.02, at.size - 1, is_target)
    page.text(at.tool[0], y, tool, size=at.size - 1, **style)
    room, size = at.differs[1] - at.differs[0], at.size - 1.5
    if row.is_judged:
        page.text(at.differs[0], y, _fitting(view, row.differs, room, size), size=size)
    else:
        few = shorten(_differing(view, row), room, size)
        page.text(at.differs[0], y, few, size=size, colour=MUTED)


def _fitting(view: ReportView, texts: tuple[str, ...], width: float, size: float) -> str:
    """Join as many texts as fit, with … for the rest."""
    between = view.word("instruments_between")
    for count in range(len(texts), 1, -1):
        text = between.join(texts[:count]) + ("…" if count < len(texts) else "")
        if text_width(text, size) <= width:
            return text
    first = texts[0] + ("…" if len(texts) > 1 else "") if texts else ""
    return shorten(first, width, size)


def _bar(page: Page, at: _Columns, row: Mix, y: float, height: float, *, is_target: bool) -> None:
    """Draw the types; thin and without numbers where there are too few measures to judge."""
    thick, size = height * (0.66 if row.is_judged else 0.3), at.size - 1.5
    x, bars = at.bars[0], at.bars[1] - at.bars[0]
    rest = max(1 - sum(row.types), 0.0)
    for share, fill in zip((*row.types, rest), (*FILLS, UNTOLD), strict=True):
        wide = share * bars
        # Between two types a white line, which tells them apart in any print.
        page.box(x, y - thick / 2, max(wide - 0.015, 0.0), thick, fill)
        text = f"{share:.0%}"
        if row.is_judged and wide > text_width(text, size) + 0.1:
            colour = MUTED if fill == UNTOLD else ink_on(fill)
            page.text(x + wide / 2, y, text, size=size, colour=colour, ha="center")
        x += wide
    if is_target:
        edge = {"edgecolor": ACCENT, "linewidth": 1.8, "zorder": 3}
        page.box(
            at.bars[0] - 0.03, y - thick / 2 - 0.03, bars + 0.045, thick + 0.06, "none", **edge
        )
