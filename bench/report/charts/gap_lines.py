"""The lines of the chart of gaps: dimensions and indicators in order, and what is told of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bench.comparison.gaps import AHEAD, DIMENSION, INDICATOR, LEVEL, PEERS_UNREAD, UNREAD
from bench.report.cells import score_cells
from bench.report.scale import ScoreScale
from bench.report.view import ReportView
from bench.scoring.states import SILENT, STATED

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


@dataclass(frozen=True, slots=True)
class GapLine:
    """A line of the chart: an indicator's row, or a dimension with the rise of the index."""

    name: str
    gain: float
    row: dict[Any, Any] | None = None


def gap_lines(groups: list[Group]) -> list[GapLine]:
    """Return the lines of the groups, each group's name above its rows."""
    lines = []
    for name, gain, rows in groups:
        lines.append(GapLine(name, gain))
        lines += [GapLine(name, gain, row) for row in rows]
    return lines


def with_dimension(lines: list[GapLine]) -> list[GapLine]:
    """Return a page's lines: each row below the name of its dimension, no name without a row."""
    if lines and lines[-1].row is None:
        lines = lines[:-1]
    if lines and lines[0].row is not None:
        lines = [GapLine(lines[0].name, lines[0].gain), *lines]
    return lines


def unread_legend(view: ReportView, rows: list[dict[Any, Any]]) -> str:
    """Return which message says what is hatched; ``""`` where nothing is."""
    unread = {row["id"] for row in rows if row["state"] == UNREAD}
    if not unread:
        return ""
    statistics = {indicator.id for indicator in view.catalogue.statistics}
    return "legend_unread_missing" if unread & statistics else "legend_unread"


def best_told(view: ReportView, scale: ScoreScale, row: dict[Any, Any]) -> tuple[str, str]:
    """Return which peers are best, and their score; nobody is where none has a score to tell."""
    if pd.isna(row["best"]):
        return "", ""
    score = scale.index(float(row["best"]))
    if row["best"] <= scale.low:
        return "", score
    regions = str(row["best_regions"]).replace("|", view.word("names_separator"))
    return regions or view.word("gaps_best_many"), score


def has_gap(scale: ScoreScale, row: dict[Any, Any]) -> bool:
    """Tell whether a row has a gap that does not round to 0."""
    return bool(pd.notna(row["gap"])) and float(scale.index(float(row["gap"]))) > 0


def silent_indicators(view: ReportView, rows: Sequence[dict[Any, Any]]) -> dict[str, bool]:
    """Return on which indicators the target is silent, each with whether all its peers are too.

    ``rows`` are those of indicators; where the target is ahead by its silence, that is told.
    """
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    cells = score_cells(view)
    peers = [region.code for region in own.gaps.peers]
    target = own.gaps.target.code
    silent = {}
    for row in rows:
        key = str(row["id"])
        is_level = row["state"] == LEVEL and cells[(target, key)].state == SILENT
        if is_level or row["state"] == SILENT:
            nobody = not any(cells[(code, key)].state == STATED for code in peers)
            silent[key] = nobody and not row["best"] > row["score"]
    return silent


def gap_told(
    view: ReportView, scale: ScoreScale, row: dict[Any, Any], silent: Mapping[str, bool]
) -> tuple[str, bool]:
    """Return what the column of gaps says, and whether it is a gap.

    ``silent`` is what `silent_indicators` returns. A gap that rounds to 0 is level.
    """
    state = row["state"]
    if has_gap(scale, row):
        gap = scale.index(float(row["gap"]))
        return (view.word("gaps_silent", gap=gap) if row["id"] in silent else gap), True
    if row["id"] in silent:
        return view.word("gaps_none_mention" if silent[row["id"]] else "state_silent"), False
    if state == UNREAD:
        statistics = {indicator.id for indicator in view.catalogue.statistics}
        return view.word("state_missing" if row["id"] in statistics else "state_unread"), False
    if state == PEERS_UNREAD:
        return view.word("gaps_peers_unread"), False
    return view.word("gaps_ahead" if state == AHEAD else "gaps_level"), False
