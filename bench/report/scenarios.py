"""Regions under several sets of weights, and these weights, as tables in the terminal."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd
from rich.table import Table
from rich.text import Text

from bench.messages import message
from bench.scoring.standings import Comparison, Scenario, standings_table
from bench.scoring.weight_table import WeightRow

_INDENT = "  "


def standings_summary(comparison: Comparison, language: str = "zh", target: str = "") -> Table:
    """Return index and rank under each scenario, for `rich.console.Console.print`.

    Parameters
    ----------
    comparison
        What to show; regions that no scenario ranks are only counted.
    language
        ``"zh"`` or ``"en"``.
    target
        Name of the region to set in bold.
    """
    table = Table()
    table.add_column(_say("region", language), overflow="fold")
    first, *others = comparison.standings
    for standings in comparison.standings:
        name = standings.scenario.name.in_(language)
        table.add_column(
            Text(f"{name}\n{_say('index', language)}"), justify="right", overflow="fold"
        )
        table.add_column(Text(_say("rank", language)), justify="right", no_wrap=True)
    every = standings_table(comparison)
    ids = [standings.scenario.id for standings in others]
    shown = every[every[["rank", *(f"rank_{name}" for name in ids)]].notna().any(axis=1)]
    for row in shown.to_dict("records"):
        cells = [str(row["region"]), _one_place(row["index"]), _rank(row["rank"])]
        for name in ids:
            shift = _shift(row[f"shift_{name}"])
            cells += [_one_place(row[f"index_{name}"]), shift + _rank(row[f"rank_{name}"])]
        # Text, so that square brackets in a name are not taken for markup.
        table.add_row(*map(Text, cells), style="bold" if row["region"] == target else "")
    notes = [
        message(
            "run.average_shift",
            language,
            name=standings.scenario.name.in_(language),
            first=first.scenario.name.in_(language),
            shift=_one_place(comparison.average_shift(standings)),
        )
        for standings in others
    ]
    if len(shown) < len(every):
        notes.append(message("run.unranked", language, count=len(every) - len(shown)))
    table.caption = Text("\n".join(notes)) if notes else None
    return table


def weights_summary(rows: Iterable[WeightRow], scenario: Scenario, language: str = "zh") -> Table:
    """Return every weight of a scenario, for `rich.console.Console.print`."""
    table = Table(title=Text(scenario.name.in_(language)))
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
    return f"{'▼' if value > 0 else '▲'}{abs(value):.0f} "
