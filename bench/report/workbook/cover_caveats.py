"""What a reader of the cover has to keep in mind before the findings."""

from __future__ import annotations

from bench.report.findings_robustness import SIGNIFICANT, chance_of
from bench.report.peer_doubts import LEAST_PEER_LIKENESS, peer_doubts
from bench.report.sureness_texts import target_row
from bench.report.themed import themed_share
from bench.report.view import ReportView
from bench.report.wording import joined, percent
from bench.report.workbook.cover_finding import kind_of_index, say


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
    doubts = None if own is None else peer_doubts(own)
    if doubts is None:
        return ""
    return say(
        view,
        "caveat_peers",
        total=len(doubts.chosen),
        count=int((doubts.unlike | doubts.loose).sum()),
        likeness=f"{LEAST_PEER_LIKENESS:g}",
    )
