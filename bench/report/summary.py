"""The ranking as a table in the terminal."""

from __future__ import annotations

import pandas as pd
from rich.table import Table
from rich.text import Text

from bench.report.labels import word
from bench.report.scale import fixed
from bench.tables import RANKING

_MOST_UNRANKED = 3
_SMALL = 5.0


def ranking_summary(ranking: pd.DataFrame, language: str = "zh", target: str = "") -> Table:
    """Return a table of ranks for `rich.console.Console.print`.

    Parameters
    ----------
    ranking
        A ranking by the schema of `bench.tables.RANKING`, best first.
    language
        ``"zh"`` or ``"en"``.
    target
        Name of the region to set in bold.

    Of the regions without a rank, those with the most claims and the target are shown; the
    others are counted below the table. Claims are left out where regions are ranked without any.
    """
    headings = {column.name: column.heading(language) for column in RANKING.columns}
    table = Table()
    table.add_column(headings["rank"], justify="right", no_wrap=True)
    table.add_column(headings["region"], overflow="fold")
    table.add_column(headings["index"], justify="right", no_wrap=True)
    table.add_column(word("interval_short", language), justify="right", no_wrap=True)
    with_claims = bool(ranking["claims"].any()) or bool(ranking["rank"].isna().all())
    if with_claims:
        table.add_column(headings["claims"], justify="right", no_wrap=True)
    table.add_column(headings["coverage"], justify="right", no_wrap=True)
    table.add_column(headings["note"], overflow="fold")
    shown = _shown(ranking, target)
    if len(shown) < len(ranking):
        table.caption = word("summary_rest", language, count=len(ranking) - len(shown))
    # z-scores and shares need a decimal more than scores to 100.
    places = 1 if ranking["index"].abs().max() >= _SMALL else 2
    for row in shown.to_dict("records"):
        ranked = pd.notna(row["rank"])
        cells = (
            f"{row['rank']:.0f}" if ranked else "–",
            str(row["region"]),
            fixed(row["index"], places) if pd.notna(row["index"]) else "–",
            interval_text(row["rank_low"], row["rank_high"]),
            *([str(row["claims"])] if with_claims else []),
            f"{row['coverage']:.0%}" if pd.notna(row["coverage"]) else "–",
            str(row["note"]),
        )
        # Text, so that square brackets in a name are not taken for markup.
        style = "bold" if target and row["region"] == target else "" if ranked else "dim"
        table.add_row(*map(Text, cells), style=style)
    return table


def _shown(ranking: pd.DataFrame, target: str) -> pd.DataFrame:
    """Return the ranked regions, the target, and the unranked regions with the most claims."""
    unranked = ranking[ranking["rank"].isna()]
    most = unranked.sort_values("claims", ascending=False, kind="stable").head(_MOST_UNRANKED)
    kept = ranking["rank"].notna() | ranking.index.isin(most.index) | (ranking["region"] == target)
    return ranking[kept]


def interval_text(low: float, high: float) -> str:
    """Return a rank interval in words: ``"1–3"``, ``"2"`` where both ends are one, ``"–"``."""
    if pd.isna(low) or pd.isna(high):
        return "–"
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"
