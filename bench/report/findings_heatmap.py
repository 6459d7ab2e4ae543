"""What the heatmap finds: what documents say little of, and what the target leaves out."""

from __future__ import annotations

from collections import Counter

from bench.report.cells import Cell, score_cells
from bench.report.view import ReportView

NAMES_SHOWN = 3
# A dimension is said little of where fewer of its cells than this are stated.
LITTLE = 0.5


def heatmap_finding(view: ReportView) -> str:
    """Return which dimension documents say least of, and what the target does not mention."""
    if view.scores.empty:
        return view.word("heatmap_none")
    cells = score_cells(view)
    told = [_common(view, cells)] if view.catalogue.evidence_indicators else []
    target = view.ranking.loc[view.ranking["region"] == view.target, "region_code"]
    if len(target):
        told += _own(view, cells, str(target.iloc[0]))
    elif view.catalogue.statistics:
        told.append(_given(view, cells))
    return view.word("heatmap_between").join(text for text in told if text)


def _common(view: ReportView, cells: dict[tuple[str, str], Cell]) -> str:
    """Return the dimension of which the regions shown say least; of one alone, how much."""
    evidence = {indicator.id for indicator in view.catalogue.evidence_indicators}
    regions = [str(code) for code in view.charted["region_code"]]
    shares = {}
    for dimension in view.catalogue.dimensions:
        ids = [each.id for each in dimension.all_indicators() if each.id in evidence]
        states = [cells[(code, name)].state for code in regions for name in ids]
        read = [state for state in states if state != "unread"]
        if read:
            shares[dimension.name.in_(view.language)] = read.count("stated") / len(read)
    if not shares:
        return view.word("heatmap_unread")
    least, most = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
    if len(shares) == 1 or shares[least] == shares[most]:
        return view.word("heatmap_one", part=least, share=f"{shares[least]:.0%}")
    name = "heatmap_little" if shares[least] < LITTLE else "heatmap_least"
    return view.word(name, least=least, most=most)


def _own(view: ReportView, cells: dict[tuple[str, str], Cell], code: str) -> list[str]:
    """Return what the target does not mention, and how much of it is unread or missing."""
    told = []
    counts = Counter(cells[(code, each.id)].state for each in view.catalogue.indicators)
    if view.catalogue.evidence_indicators:
        silent = [
            each.name.in_(view.language)
            for each in view.catalogue.indicators
            if cells[(code, each.id)].state == "silent"
        ]
        if silent:
            names = view.word("names_separator").join(silent[:NAMES_SHOWN])
            if len(silent) > NAMES_SHOWN:
                names = view.word("heatmap_more", names=names, count=len(silent))
            told.append(view.word("heatmap_silent", target=view.target, names=names))
        elif counts["stated"]:
            told.append(view.word("heatmap_nothing_silent", target=view.target))
        if counts["unread"]:
            told.append(
                view.word("heatmap_target_unread", target=view.target, count=counts["unread"])
            )
    if view.catalogue.statistics:
        total = len(view.catalogue.statistics)
        states = [(name, counts[name]) for name in ("given", "imputed", "missing") if counts[name]]
        parts = [view.word(f"heatmap_{name}", count=count) for name, count in states]
        told.append(
            view.word(
                "heatmap_statistics",
                target=view.target,
                total=total,
                states=view.word("dimension_separator").join(parts),
            )
        )
    return told


def _given(view: ReportView, cells: dict[tuple[str, str], Cell]) -> str:
    """Return for how many of the cells of statistics there is a value."""
    ids = [indicator.id for indicator in view.catalogue.statistics]
    codes = [str(code) for code in view.charted["region_code"]]
    given = [cells[(code, name)].state == "given" for code in codes for name in ids]
    return view.word("heatmap_all_statistics", share=f"{sum(given) / len(given):.0%}")
