"""What a reader of the cover has to keep in mind before the findings."""

from __future__ import annotations

from typing import Final

import pandas as pd

from bench.report.findings import LEAST_HELD
from bench.report.findings_robustness import SIGNIFICANT, chance_of
from bench.report.sureness_texts import target_row
from bench.report.themed import themed_share
from bench.report.view import ReportView
from bench.report.wording import joined, percent
from bench.report.workbook.cover_finding import kind_of_index, say

# Peers that are less like the target were chosen by little more than chance.
LEAST_LIKENESS: Final = 0.2


def caveats(view: ReportView) -> str:
    """Return what the index is, and what keeps ranks and peers from being taken at their word."""
    told = [
        say(view, f"caveat_{kind_of_index(view)}"),
        _theme(view),
        _volume(view),
        _peers(view),
    ]
    return joined([text for text in told if text], view)


def _theme(view: ReportView) -> str:
    share = themed_share(view)
    return "" if share is None or share == 1 else say(view, "caveat_theme", share=percent(share))


def _volume(view: ReportView) -> str:
    """Say that ranks follow the volume of text, where they reliably do."""
    follows, least = view.sureness.follows_volume, view.sureness.constants.correlated_regions
    if follows.spearman is None or follows.regions < least:
        return ""
    if chance_of(follows.spearman, follows.regions) >= SIGNIFICANT:
        return ""
    which = "more" if follows.spearman > 0 else "less"
    told = [say(view, f"caveat_{which}", spearman=f"{follows.spearman:+.2f}")]
    row, table = target_row(view), view.sureness.volume
    own = table.loc[table["region"] == view.target, "adjusted_rank"].dropna()
    if row is not None and len(own):
        ranks = {"rank": int(own.iloc[0]), "own": int(row["rank"])}
        told.append(say(view, "caveat_adjusted", target=view.target, **ranks))
    return joined(told, view)


def _peers(view: ReportView) -> str:
    """Say that peers found by likeness in policy are not stable, where some are not."""
    own = view.overview.beside if view.overview else None
    if own is None or own.peers.how.key != "comparison.peers_near_policy":
        return ""
    table: pd.DataFrame = own.peers.table
    chosen = table[table["chosen"] != ""]
    loose = (chosen["policy"] < LEAST_LIKENESS) | (chosen["stability"] < LEAST_HELD)
    if not loose.any():
        return ""
    return say(
        view,
        "caveat_peers",
        total=len(chosen),
        count=int(loose.sum()),
        likeness=f"{LEAST_LIKENESS:g}",
    )
