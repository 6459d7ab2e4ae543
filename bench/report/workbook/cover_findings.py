"""The three findings of the cover: where it stands, where it trails, on what the result hangs.

Each is a headline with its numbers, a text that says how sure it is, and the places in the
workbook where the numbers come from.
"""

from __future__ import annotations

from bench.report.findings import ranking_finding
from bench.report.findings_heatmap import heatmap_finding
from bench.report.sureness_texts import target_row
from bench.report.view import ReportView
from bench.report.wording import joined
from bench.report.workbook.cover_finding import Finding, say
from bench.report.workbook.cover_places import CoverPlaces
from bench.report.workbook.cover_target import hinge, standing, trailing
from bench.report.workbook.cover_whole import apart, leader, whole


def cover_findings(view: ReportView, places: CoverPlaces) -> tuple[Finding, ...]:
    """Return the three findings that a reader should have first.

    With a target: where it stands, where it trails and who does it, what carries it and what
    would turn the order. Without one: who leads, what sets it apart, on what the ranking hangs.
    Where too little was read: what can be said, what not, and what it would take.
    """
    ranked, row = view.ranked, target_row(view)
    if len(ranked) < 2:
        return (_nobody(view, places), _read(view, places), _needed(view, places))
    if row is not None:
        return (
            standing(view, row, places),
            trailing(view, row, places),
            hinge(view, row, places),
        )
    if view.target:
        return (_unranked(view, places), _read(view, places), whole(view, places))
    return (leader(view, places), apart(view, places), whole(view, places))


def _unranked(view: ReportView, places: CoverPlaces) -> Finding:
    """Say that the target has no rank, and why."""
    notes = view.ranking.loc[view.ranking["region"] == view.target, "note"].tolist()
    text = say(view, "why_not", note=notes[0]) if notes and notes[0] else say(view, "unheard")
    return Finding(ranking_finding(view), text, (places.ranking,))


def _nobody(view: ReportView, places: CoverPlaces) -> Finding:
    """Say that there is nothing to rank, or one region alone."""
    if len(view.ranked):
        return Finding(ranking_finding(view), view.word("sure_alone"), (places.ranking,))
    notes = view.ranking[view.ranking["note"] != ""]
    most = notes.sort_values("claims", ascending=False, kind="stable").head(1)
    told = [
        say(view, "nearest", region=region, note=note)
        for region, note in zip(most["region"], most["note"], strict=True)
    ]
    return Finding(ranking_finding(view), joined(told, view), (places.ranking,))


def _read(view: ReportView, places: CoverPlaces) -> Finding:
    """Say how much was read, whatever has a rank."""
    text = say(view, "unread_is_not_none" if view.catalogue.evidence_indicators else "no_value")
    return Finding(heatmap_finding(view), text, (places.scores(""),))


def _needed(view: ReportView, places: CoverPlaces) -> Finding:
    """Say what it would take to compare."""
    kind = "documents" if view.catalogue.evidence_indicators else "statistics"
    return Finding(say(view, "too_little"), say(view, f"needed_{kind}"), (places.method,))
