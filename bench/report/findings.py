"""What a chart finds, said in words: its title."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from bench.report.cells import UNREAD, score_cells
from bench.report.view import ReportView

NAMES_SHOWN = 3


def ranking_finding(view: ReportView) -> str:
    """Return who leads and where the target stands."""
    ranked = view.ranked
    if ranked.empty:
        return view.word("rank_none")
    best = ranked[ranked["rank"] == ranked["rank"].min()]
    leaders = [str(name) for name in best["region"]]
    if len(ranked) == 1:
        index = f"{ranked['index'].iloc[0]:.1f}"
        return view.word("rank_single", first=leaders[0], index=index)
    first, count = _names(view, leaders), len(ranked)
    tied = len(leaders) > 1
    if view.target in leaders or not view.target:
        return _without_target(view, first, tied, ranked)
    found = ranked.loc[ranked["region"] == view.target, "rank"]
    if found.empty:
        return view.word("rank_target_unranked", first=first, target=view.target)
    name = "rank_tied_target" if tied else "rank_first_target"
    return view.word(name, first=first, target=view.target, rank=int(found.iloc[0]), count=count)


def _without_target(view: ReportView, first: str, tied: bool, ranked: pd.DataFrame) -> str:
    if tied:
        return view.word("rank_tied", first=first, count=len(ranked))
    if view.target:
        return view.word("rank_first", first=first, count=len(ranked))
    return view.word("rank_first_then", first=first, second=str(ranked["region"].iloc[1]))


def heatmap_finding(view: ReportView) -> str:
    """Return how much is stated, for the target or for all regions."""
    cells = score_cells(view)
    if not cells:
        return view.word("heatmap_none")
    target = view.ranking.loc[view.ranking["region"] == view.target, "region_code"]
    if target.empty:
        shown = set(view.charted["region_code"])
        states_shown = [cell.state for (code, _), cell in cells.items() if code in shown]
        stated = states_shown.count("stated") / len(states_shown)
        return view.word("heatmap_all", share=f"{stated:.0%}")
    code = str(target.iloc[0])
    indicators = view.catalogue.indicators
    states = Counter(cells.get((code, each.id), UNREAD).state for each in indicators)
    counts = {state: states[state] for state in ("stated", "silent", "unread")}
    return view.word("heatmap_target", target=view.target, total=len(indicators), **counts)


def similarity_finding(view: ReportView) -> str:
    """Return which region is most like the target, or which two are most alike."""
    pairs = [
        (float(value), str(row), str(column))
        for i, row in enumerate(view.similarity.index)
        for column, value in zip(
            view.similarity.columns[:i], view.similarity.iloc[i, :i], strict=True
        )
        if pd.notna(value)
    ]
    if not pairs:
        return view.word("similarity_none")
    own = [pair for pair in pairs if view.target in pair[1:]]
    # The first of equals, in the order of the table, so that the title never depends on chance.
    value, first, second = max(own or pairs, key=lambda pair: pair[0])
    shown = f"{value:.2f}"
    if own:
        other = second if first == view.target else first
        return view.word("similarity_target", target=view.target, other=other, value=shown)
    return view.word("similarity_pair", first=second, second=first, value=shown)


def dimension_finding(view: ReportView) -> str:
    """Return in which dimension the target stands best and worst, or who leads each."""
    ranked = view.ranked
    scores = ranked[[dimension.id for dimension in view.catalogue.dimensions]].round(6)
    scores = scores.set_axis([str(name) for name in ranked["region"]], axis=0)
    if scores.isna().all(axis=None):
        return view.word("dimension_none")
    names = {d.id: d.name.in_(view.language) for d in view.catalogue.dimensions}
    if view.target not in scores.index:
        separator = view.word("dimension_separator")
        leaders = separator.join(
            view.word("dimension_leader", dimension=name, region=_leaders(view, scores[key]))
            for key, name in names.items()
            if scores[key].notna().any()
        )
        return view.word("dimension_leaders", leaders=leaders)
    ranks = scores.rank(ascending=False, method="min")
    found = {name: ranks[name].loc[view.target] for name in names}
    places = {name: int(rank) for name, rank in found.items() if pd.notna(rank)}
    if not places:
        return view.word("dimension_none")
    best, worst = min(places, key=places.__getitem__), max(places, key=places.__getitem__)
    if places[best] == places[worst]:
        return view.word("dimension_target_even", target=view.target, rank=places[best])
    return view.word(
        "dimension_target",
        target=view.target,
        best=names[best],
        best_rank=places[best],
        worst=names[worst],
        worst_rank=places[worst],
    )


def _leaders(view: ReportView, scores: pd.Series[float]) -> str:
    return _names(view, [str(name) for name in scores.index[scores == scores.max()]])


def _names(view: ReportView, names: list[str]) -> str:
    """Join names; beyond three, the first three and how many there are."""
    joined = view.word("names_separator").join(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return joined
    return view.word("names_more", names=joined, count=len(names))
