"""The sheet of peers and similarity: whom the target can be compared with, who is near whom."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.comparison.clustering import LEAST_STABLE, STABLE
from bench.comparison.overview import Overview
from bench.comparison.peers import Peers
from bench.comparison.schema import CLUSTERS, NEIGHBOURS, PEERS
from bench.errors import BenchError
from bench.messages import message
from bench.report.charts.theme import ACCENT, BAR
from bench.report.findings import similarity_finding
from bench.report.labels import label
from bench.report.view import ReportView
from bench.report.workbook.blocks import text_points, write_lines, write_title
from bench.report.workbook.native_charts import (
    UNNUMBERED,
    Series,
    Shown,
    bars,
    bars_height,
    value_axis,
)
from bench.report.workbook.pages import ROW, break_pages, printed_size
from bench.report.workbook.sheet import (
    Formats,
    SheetColumn,
    clean_text,
    page_setup,
    write_columns,
    write_text,
)
from bench.schema import Table

WIDTHS: Final = (20, 20, 9, 11, 11, 11, 12, 11, 16)
# From these means of the Jaccard index a cluster is stable, or may be there (Hennig 2007).
# Name and look in the order of the sheet.
_PEERS: Final = (
    ("peer", "wrap"),
    ("level", "top"),
    ("chosen", "middle"),
    ("policy", "likeness"),
    ("policy_rank", "rank_top"),
    ("stability", "share_top"),
    ("structure", "likeness"),
    ("structure_rank", "rank_top"),
    ("useful", "middle"),
)
_NEIGHBOURS: Final = (
    ("region", "wrap"),
    ("neighbour", "wrap"),
    ("place", "rank_top"),
    ("similarity", "likeness"),
    ("nearest", "share_top"),
    ("near", "share_top"),
    ("evidence", "likeness"),
    ("claims", "rank_top"),
    ("neighbour_claims", "rank_top"),
)
_STRUCTURE: Final = [name for name, _ in _PEERS].index("structure")
MOST_PEERS: Final = 20  # bars of the chart
MOST_HEIGHT: Final = 400  # pixels of the chart: less than `break_pages` may part
_TEXTS: Final = ("top", "wrap", "middle")
_KNOWN: Final = ["policy", "structure"]


def write_peers(
    workbook: Workbook, sheet: Worksheet, view: ReportView, found: Overview, formats: Formats
) -> None:
    """Write the target's peers, then clusters, then the nearest regions of each, with notes.

    Beside the peers a chart shows how alike they are in policy.
    """
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row, starts = 0, [0]
    if found.beside is not None and len(found.beside.peers.table):
        notes = (*found.beside.peers.notes, *(found.structure.notes if found.structure else ()))
        row, shown = _peers(sheet, view, found.beside.peers, notes, formats, row)
        starts.append(row)
        row = _chart(workbook, sheet, view, shown, row)
        starts.append(row)
    if len(found.alike.grouped):
        row = _clusters(sheet, view, found.alike.grouped, formats, row)
        starts.append(row)
    if len(found.alike.near):
        row = _neighbours(sheet, view, found, formats, row)
    page_setup(sheet, view, 0, 1)
    break_pages(sheet, list(dict.fromkeys(start for start in starts if start < row)), row)


def _peers(
    sheet: Worksheet,
    view: ReportView,
    found: Peers,
    more: Sequence[BenchError],
    formats: Formats,
    row: int,
) -> tuple[int, pd.DataFrame]:
    """Write the regions of which something is known, those chosen set off; return them.

    The row returned is that after the last of them.
    """
    write_title(sheet, formats, view.word("beside_peers_title", region=found.target.name), row)
    chosen = found.table["chosen"] == "yes"
    shown = found.table[chosen | found.table[_KNOWN].notna().any(axis=1)]
    lines = [
        view.word("beside_peers_how", how=found.how.text(view.language)),
        message("comparison.peers_note", view.language),
        *(note.text(view.language) for note in more),
    ]
    if len(shown) < len(found.table):
        lines.append(view.word("beside_peers_left_out", count=len(found.table) - len(shown)))
    row = write_lines(sheet, formats, lines, row + 1, WIDTHS)
    tick = {"yes": "✓"}
    texts = {
        "level": [label("level", level, view.language) for level in shown["level"]],
        "chosen": [tick.get(str(value), "") for value in shown["chosen"]],
        "useful": [tick.get(str(value), "") for value in shown["useful"]],
    }
    layout = _PEERS if shown["structure"].notna().any() else _PEERS[:_STRUCTURE]
    _write(sheet, view, formats, PEERS, layout, shown, texts, row)
    for place, (name, is_chosen) in enumerate(zip(shown["peer"], shown["chosen"], strict=True), 1):
        if is_chosen == "yes":
            write_text(sheet, row + place, 0, clean_text(name), formats["advised"])
    # A sheet has one filter: that of the neighbours takes its place where there are any.
    sheet.autofilter(row, 0, row + len(shown), len(layout) - 1)
    return row + len(shown) + 1, shown


def _chart(
    workbook: Workbook, sheet: Worksheet, view: ReportView, shown: pd.DataFrame, row: int
) -> int:
    """Draw how alike the peers above ``row`` are in policy; return the row after the chart."""
    if shown["policy"].notna().sum() < 2:
        return row + 1
    count, first = min(len(shown), MOST_PEERS), row - len(shown)
    fills = [ACCENT if chosen == "yes" else BAR for chosen in shown["chosen"][:count]]
    column = [name for name, _ in _PEERS].index("policy")
    series = Series("", column, BAR, fills, number="0.00")
    rows = (first, first + count - 1)
    chart = bars(workbook, view.word("sheet_peers"), rows, 0, [series])
    chart.set_x_axis(value_axis(view.word("beside_peers_axis"), "0.0", **UNNUMBERED))
    finding = similarity_finding(view)
    if count < len(shown):
        finding = view.word("chart_first", finding=finding, count=count)
    height = min(bars_height(count), MOST_HEIGHT)
    Shown(chart, finding).insert(sheet, row + 1, 0, printed_size(sheet, len(WIDTHS))[0], height)
    return row + 1 + math.ceil(height / ROW) + 1


def _clusters(
    sheet: Worksheet, view: ReportView, table: pd.DataFrame, formats: Formats, row: int
) -> int:
    """Write a line a cluster: its regions, how firm it is, and what that means."""
    write_title(sheet, formats, view.word("beside_clusters_title"), row)
    row += 1
    headings = {column.name: column.heading(view.language) for column in CLUSTERS.columns}
    last = len(WIDTHS) - 1
    for column, text in (
        (0, headings["cluster"]),
        (last - 1, headings["stability"]),
        (last, view.word("beside_clusters_judged")),
    ):
        sheet.write_string(row, column, clean_text(text), formats["heading"])
    members = clean_text(view.word("beside_clusters_members"))
    sheet.merge_range(row, 1, row, last - 2, members, formats["heading"])
    sheet.set_row(row, text_points(headings["stability"], WIDTHS[-2] - 2))
    comma = view.word("names_separator")
    for number, regions in table.groupby("cluster", sort=True):
        row += 1
        stability = float(regions["stability"].iloc[0])
        names = clean_text(comma.join(regions["region"]))
        sheet.write_number(row, 0, int(str(number)), formats["rank_top"])
        sheet.merge_range(row, 1, row, last - 2, names, formats["wrap"])
        if pd.notna(stability):
            sheet.write_number(row, last - 1, stability, formats["stability"])
        judged = _judged(view, len(regions), stability)
        write_text(sheet, row, last, clean_text(judged), formats["wrap"])
        inner = sum(WIDTHS[1 : last - 1]) - 4
        sheet.set_row(row, max(text_points(names, inner), text_points(judged, WIDTHS[-1] - 3)))
    return row + 2


def _judged(view: ReportView, members: int, stability: float) -> str:
    if members == 1:
        return view.word("beside_clusters_alone")
    if pd.isna(stability):
        return ""
    name = "firm" if stability >= STABLE else "fair" if stability >= LEAST_STABLE else "loose"
    return view.word(f"beside_clusters_{name}")


def _neighbours(
    sheet: Worksheet, view: ReportView, found: Overview, formats: Formats, row: int
) -> int:
    """Write the nearest regions of each, and return the row after them."""
    write_title(sheet, formats, view.word("beside_neighbours_title"), row)
    notes = [note.text(view.language) for note in found.alike.notes]
    lines = [view.word("beside_neighbours_read"), *notes]
    row = write_lines(sheet, formats, lines, row + 1, WIDTHS)
    table = found.alike.near
    _write(sheet, view, formats, NEIGHBOURS, _NEIGHBOURS, table, {}, row)
    for place, name in enumerate(table["region"], 1):
        if name == view.target:
            write_text(sheet, row + place, 0, clean_text(name), formats["advised"])
    sheet.autofilter(row, 0, row + len(table), len(_NEIGHBOURS) - 1)
    return row + len(table) + 1


def _write(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    schema: Table,
    layout: Sequence[tuple[str, str]],
    table: pd.DataFrame,
    texts: Mapping[str, Sequence[object]],
    row: int,
) -> None:
    headings = {column.name: column.heading(view.language) for column in schema.columns}
    columns = [
        SheetColumn(
            headings[name],
            texts[name] if name in texts else table[name].tolist(),
            "text" if look in _TEXTS else "number",
            look,
            (width, width),
        )
        for (name, look), width in zip(layout, WIDTHS, strict=False)
    ]
    write_columns(sheet, columns, formats, view.word("cut_mark"), row)
