"""The sheet of gaps: where the target trails its peers, and what closing each gap would bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.comparison.beside import Beside
from bench.comparison.gaps import AHEAD, ALL, BEHIND, INDICATOR, LEVEL
from bench.comparison.schema import GAPS
from bench.messages import message
from bench.report.cells import Cell, score_cells
from bench.report.charts.theme import ACCENT
from bench.report.findings import gaps_finding
from bench.report.scale import score_scale
from bench.report.view import ReportView
from bench.report.wording import part_name, tells
from bench.report.workbook.blocks import write_lines, write_title
from bench.report.workbook.formats import decimals
from bench.report.workbook.native_charts import (
    SERIES,
    UNNUMBERED,
    Series,
    Shown,
    bars,
    bars_height,
    value_axis,
)
from bench.report.workbook.pages import printed_size
from bench.report.workbook.places import Proofs
from bench.report.workbook.sheet import (
    Formats,
    SheetColumn,
    clean_text,
    page_setup,
    write_columns,
    write_linked_number,
    write_number,
    write_text,
)
from bench.scoring.states import SILENT

HEADING: Final = 2  # below title and peers
MOST_BARS: Final = 8  # so that table and chart print on one page
# Columns after dimension and indicator: name, kind of cell, look and width.
_LAYOUT: Final = (
    ("state", "text", "middle", 14),
    ("score", "number", "score_top", 9),
    ("median", "number", "score_top", 10),
    ("best", "number", "score_top", 10),
    ("best_regions", "text", "wrap", 16),
    ("gap", "number", "score_top", 8),
    ("gap_to_best", "number", "score_top", 9),
    ("weight", "number", "weight_top", 9),
    ("weighted_gap", "number", "gain", 9),
    ("index_gain", "number", "gain", 9),
    ("index_after", "number", "score_top", 9),
    ("rank_after", "number", "rank_top", 8),
    ("rank_rise", "number", "rank_top", 8),
    ("peers_read", "number", "rank_top", 8),
)
_NAMES: Final = [name for name, *_ in _LAYOUT]
SCORE: Final = 2 + _NAMES.index("score")
MEDIAN: Final = 2 + _NAMES.index("median")
BEST: Final = 2 + _NAMES.index("best")
GAIN: Final = 2 + _NAMES.index("index_gain")
PARTS: Final = (20, 25)
WIDTHS: Final = (*PARTS, *(width for *_, width in _LAYOUT))


def write_gaps(
    workbook: Workbook,
    sheet: Worksheet,
    view: ReportView,
    found: Beside,
    formats: Formats,
    proofs: Proofs,
) -> None:
    """Write indicators, then dimensions set off, with notes and a chart of the rises below."""
    table = found.gaps.table
    write_title(sheet, formats, view.word("beside_gaps_title", region=found.gaps.target.name))
    write_lines(sheet, formats, [peers_line(view, found)], 1, WIDTHS)
    columns = _columns(view, table)
    write_columns(sheet, columns, formats, view.word("cut_mark"), HEADING)
    for row, (kind, name) in enumerate(zip(table["kind"], table["id"], strict=True), HEADING + 1):
        if kind != INDICATOR:
            _set_off(sheet, formats, columns, row)
            continue
        place = proofs.scores.get((found.gaps.target.code, str(name)))
        score = float(table["score"].iloc[row - HEADING - 1])
        if place is not None:
            write_linked_number(sheet, (row, SCORE), score, formats["score_middle"], place)
    last = HEADING + len(table)
    notes = (
        message("comparison.gaps_note", view.language),
        view.word("beside_gaps_levels", least=_least(view)),
        view.word(f"beside_gaps_{'states' if view.catalogue.evidence_indicators else 'values'}"),
        view.word("beside_gaps_rows"),
        *(note.text(view.language) for note in (*found.peers.notes, *found.gaps.notes)),
    )
    after = write_lines(sheet, formats, notes, last + 2, WIDTHS)
    _charts(workbook, sheet, view, found, after + 1)
    page_setup(sheet, view, HEADING + 1, len(PARTS))
    sheet.autofilter(HEADING, 0, last, len(WIDTHS) - 1)


def _least(view: ReportView) -> str:
    """Return the smallest difference that scores show, rounded as they are."""
    places = score_scale(view).index_places
    return f"{0.5 * 10.0**-places:.{places + 1}f}"


def peers_line(view: ReportView, found: Beside) -> str:
    """Return who the peers are, and how they were chosen."""
    how = found.peers.how.text(view.language)
    names = [peer.name for peer in found.gaps.peers]
    if all(name in how for name in names):
        return view.word("beside_peers_given", how=how)
    return view.word("beside_peers", how=how, peers=view.word("names_separator").join(names))


def _columns(view: ReportView, table: pd.DataFrame) -> list[SheetColumn]:
    headings = {column.name: column.heading(view.language) for column in GAPS.columns}
    parts = [
        _part(view, kind, str(name)) for kind, name in zip(table["kind"], table["id"], strict=True)
    ]
    comma, cells = view.word("names_separator"), score_cells(view)
    states = [_state(view, cells, row) for row in table.to_dict("records")]
    texts: dict[str, list[str]] = {
        "state": states,
        "best_regions": [str(who).replace("|", comma) for who in table["best_regions"]],
    }
    columns = [
        SheetColumn(
            view.word("dimension_heading"), [p[0] for p in parts], "text", "wrap", PARTS[:1] * 2
        ),
        SheetColumn(
            message("comparison.heading_indicator", view.language),
            [p[1] for p in parts],
            "text",
            "wrap",
            PARTS[1:] * 2,
        ),
    ]
    for name, kind, look, width in _LAYOUT:
        values: Sequence[object] = texts.get(name) or table[name].tolist()
        is_text = kind == "text"
        columns.append(
            SheetColumn(
                headings[name], values, "text" if is_text else "number", look, (width, width)
            )
        )
    return columns


def _state(view: ReportView, cells: Mapping[tuple[str, str], Cell], row: Mapping[Any, Any]) -> str:
    """Return the state of a row as scores are shown; ``""`` of all gaps together.

    Scores that do not differ as shown are level; what is silent is so whatever its peers say.
    """
    state = str(row["state"])
    if row["kind"] == ALL:
        return ""
    if state in (BEHIND, LEVEL, AHEAD):
        own = cells.get((str(row["region_code"]), str(row["id"])))
        if own is not None and own.state == SILENT:
            state = SILENT
        elif not tells(view, row["score"] - row["median"]):
            state = LEVEL
    return message(f"comparison.state_{state}", view.language)


def _part(view: ReportView, kind: str, name: str) -> tuple[str, str]:
    """Return dimension and indicator of a row."""
    if kind == INDICATOR:
        dimension = view.catalogue.dimension_of(name)
        return dimension.name.in_(view.language), part_name(view, name)
    if kind == ALL:
        return message("comparison.all_gaps", view.language), ""
    return part_name(view, name), view.word("beside_gaps_whole")


def _set_off(sheet: Worksheet, formats: Formats, columns: Sequence[SheetColumn], row: int) -> None:
    for number, column in enumerate(columns):
        value, look = column.values[row - HEADING - 1], formats[f"sum_{column.look}"]
        if column.kind == "text":
            write_text(sheet, row, number, clean_text(value), look)
        else:
            write_number(sheet, row, number, value, look)


def _charts(
    workbook: Workbook, sheet: Worksheet, view: ReportView, found: Beside, row: int
) -> None:
    """Draw what closing each gap would bring, and the scores behind it; the largest on top."""
    table = found.gaps.table
    rows = table[table["kind"] == INDICATOR]
    rising = (gain > 0 and tells(view, gain) for gain in rows["index_gain"].dropna())
    count = min(sum(rising), MOST_BARS)
    if count < 2:
        return
    name, shown = view.word("sheet_gaps"), (HEADING + 1, HEADING + count)
    scale = score_scale(view)
    rises = bars(
        workbook,
        name,
        shown,
        1,
        [Series("", GAIN, ACCENT, number=decimals(scale.index_places + 1))],
    )
    rises.set_x_axis(value_axis(view.word("gaps_gain"), "0", min=0, **UNNUMBERED))
    target = found.gaps.target.name
    scores = bars(
        workbook,
        name,
        shown,
        1,
        [
            Series(view.word(key, target=target), column, colour)
            for key, column, colour in zip(
                ("gaps_target", "gaps_median", "gaps_best"),
                (SCORE, MEDIAN, BEST),
                SERIES,
                strict=True,
            )
        ],
    )
    scores.set_x_axis(value_axis(view.word("legend_score"), decimals(0)))
    behind = sum(tells(view, gap) for gap in rows["gap"].dropna())
    told = view.word("gaps_behind", target=target, count=behind, shown=count)
    width, page = printed_size(sheet, len(WIDTHS))
    height = min(bars_height(count, 3), page - 150)
    Shown(rises, gaps_finding(view)).insert(sheet, row, 0, width // 2 - 10, height)
    # Beside it: the first column that begins in the right half.
    column, left = 0, 0
    while left < width // 2:
        column, left = column + 1, printed_size(sheet, column + 1)[0]
    Shown(scores, told).insert(sheet, row, column, width - left - 5, height)
    sheet.set_h_pagebreaks([row])
