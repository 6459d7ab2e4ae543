"""Regions under several sets of weights, and these weights, as tables in the terminal."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
import pandas as pd
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bench.messages import message
from bench.scoring.heaviest import Flags
from bench.scoring.standings import Comparison, Scenario, standings_table
from bench.scoring.weight_table import WeightRow

_INDENT: Final = "  "
# Cells of a terminal: of 100.0, of a heading in Chinese or English, of ▼31.
_INDEX_WIDTH: Final = 5
_RANK_WIDTH: Final = 4
_SHIFT_WIDTH: Final = 4
# So many regions that no scenario ranks are told one by one; more are counted.
_MOST_TOLD: Final = 5


def standings_summary(comparison: Comparison, language: str = "zh", target: str = "") -> Table:
    """Return index and rank under each scenario, for `rich.console.Console.print`.

    Parameters
    ----------
    comparison
        What to show. Regions that some scenarios rank and others do not are told with the reason;
        those that none ranks are counted by their reasons under the first.
    language
        ``"zh"`` or ``"en"``.
    target
        Name of the region to set in bold.
    """
    others = comparison.standings[1:]
    # A change made on top of several scenarios is told once, not in every heading.
    full = len(others) == 1
    headings = [
        standings.scenario.title(language) if full else standings.scenario.name.in_(language)
        for standings in comparison.standings
    ]
    table = Table()
    table.add_column(_say("region", language), overflow="fold")
    for number, heading in enumerate(headings):
        columns = ("index", "rank", "shift")[: 3 if number else 2]
        table.add_column(
            Text(f"{heading}\n{_row(_say(name, language) for name in columns)}"), overflow="fold"
        )
    every = standings_table(comparison)
    ids = [standings.scenario.id for standings in others]
    shown = every[every[["rank", *(f"rank_{name}" for name in ids)]].notna().any(axis=1)]
    for row in shown.to_dict("records"):
        cells = [str(row["region"]), _row((_one_place(row["index"]), _rank(row["rank"])))]
        cells += [
            _row(
                (
                    _one_place(row[f"index_{name}"]),
                    _rank(row[f"rank_{name}"]),
                    _shift(row[f"shift_{name}"]),
                )
            )
            for name in ids
        ]
        # Text, so that square brackets in a name are not taken for markup.
        table.add_row(*map(Text, cells), style="bold" if row["region"] == target else "")
    notes = [
        message(
            "run.average_shift",
            language,
            name=heading,
            first=headings[0],
            shift=_one_place(comparison.average_shift(standings)),
        )
        for heading, standings in zip(headings[1:], others, strict=True)
    ]
    if others and others[0].scenario.changes and not full:
        notes.insert(0, message("run.all_changed", language, changes=others[0].scenario.changes))
    notes += [*_dropped(comparison, language), *_never_ranked(comparison, language)]
    table.caption = Text("\n".join(notes)) if notes else None
    return table


def _dropped(comparison: Comparison, language: str) -> Iterator[str]:
    """Say, a line each, which regions ranked elsewhere a scenario does not rank, and why."""
    somewhere = np.any([standings.ranked for standings in comparison.standings], axis=0)
    for standings in comparison.standings:
        name = standings.scenario.name.in_(language)
        why = comparison.why(standings, language)
        for i in np.flatnonzero(somewhere & ~standings.ranked).tolist():
            region = comparison.regions[i].name
            yield message("run.dropped", language, region=region, name=name, why=why[i])


def _never_ranked(comparison: Comparison, language: str) -> Iterator[str]:
    """Say which regions no scenario ranks, and what they lack under the first; many are counted."""
    never = ~np.any([standings.ranked for standings in comparison.standings], axis=0)
    first, bar = comparison.standings[0], comparison.bar
    places = np.flatnonzero(never).tolist()
    if len(places) <= _MOST_TOLD:
        why = comparison.why(first, language)
        for i in places:
            region = comparison.regions[i].name
            yield message("run.never_ranked", language, region=region, why=why[i])
        return
    few, little = first.claims < bar.claims, first.coverage < bar.coverage
    lacks: tuple[tuple[Flags, str, object], ...] = (
        (few, "run.lack_of_claims", bar.claims),
        (little, "run.lack_of_coverage", f"{bar.coverage:.0%}"),
        (~few & ~little, "run.lack_of_documents", ""),
    )
    reasons = [
        message(key, language, count=int((flags & never).sum()), least=least)
        for flags, key, least in lacks
        if (flags & never).any()
    ]
    told = message("run.part_separator", language).join(reasons)
    yield message("run.unranked", language, count=len(places), reasons=told)


def weights_summary(rows: Iterable[WeightRow], scenario: Scenario, language: str = "zh") -> Table:
    """Return every weight of a scenario, for `rich.console.Console.print`."""
    table = Table(title=Text(scenario.title(language)))
    table.add_column(_say("part", language), overflow="fold")
    table.add_column("id", no_wrap=True)
    for heading in ("weight", "share", "effective"):
        table.add_column(_say(heading, language), justify="right", no_wrap=True)
    table.add_column(_say("source", language), overflow="fold")
    for row in rows:
        cells = (
            _INDENT * (row.depth - 1) + row.name.in_(language),
            row.id,
            f"{row.weight:.4g}",
            f"{row.share:.1%}",
            f"{row.effective:.1%}",
            _short(row.source),
        )
        table.add_row(*map(Text, cells), style="bold" if row.depth == 1 else "")
    ratios = [
        message("run.consistency_ratio", language, group=group, ratio=f"{ratio:.3f}")
        for group, ratio in scenario.weights.ratios.items()
    ]
    table.caption = Text("\n".join(ratios)) if ratios else None
    return table


def weights_records(
    rows: Iterable[WeightRow], scenario: Scenario, language: str
) -> list[dict[str, Any]]:
    """Return every weight of a scenario as rows of a table."""
    return [
        {
            "scenario": scenario.id,
            "id": row.id,
            "name": row.name.in_(language),
            "depth": row.depth,
            "weight": row.weight,
            "share": row.share,
            "effective": row.effective,
            "source": row.source,
            "consistency_ratio": row.ratio,
        }
        for row in rows
    ]


def _say(entry: str, language: str) -> str:
    return message(f"run.heading_{entry}", language)


def _short(source: str) -> str:
    """Return places without the folders."""
    return ", ".join(re.split(r"[/\\]", place)[-1] for place in source.split(", "))


def _one_place(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}"


def _rank(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.0f}"


def _shift(value: float) -> str:
    """Return a shift of rank as an arrow that shows the way, and its size."""
    if math.isnan(value) or value == 0:
        return ""
    return f"{'▼' if value > 0 else '▲'}{abs(value):.0f}"


def _row(pieces: Iterable[str]) -> str:
    """Return index, rank and shift under each other in one column: all fit on a terminal."""
    widths = (_INDEX_WIDTH, _RANK_WIDTH)
    index, rank, *shift = pieces
    numbers = [
        " " * (width - cell_len(text)) + text
        for width, text in zip(widths, (index, rank), strict=True)
    ]
    # What stands at the end keeps its place by spaces that a terminal does not cut.
    return " ".join(
        [*numbers, *(f"{text}{' ' * (_SHIFT_WIDTH - cell_len(text))}" for text in shift)]
    )
