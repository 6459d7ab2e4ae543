"""What a chart finds, said in words: its title."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.comparison.gaps import INDICATOR, UNREAD
from bench.comparison.instruments import instrument_rules
from bench.comparison.profile_parameters import profile_parameters
from bench.comparison.stability import Neighbours
from bench.evidence.instruments import NO_INSTRUMENT, load_instruments
from bench.report.scale import score_scale
from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.report.wording import names_of, part_name, tells

NAMES_SHOWN = 3
# Two regions are told as alike from here on, and where they are near in so many of the samples.
LEAST_LIKENESS = 0.1
LEAST_HELD = 0.5
# Below this, as it is shown, the most similar region is said to be not very similar.
LEAST_ALIKE = 0.3
# A type of instrument leads clearly by so many percentage points.
CLEAR_LEAD = 10


def ranking_finding(view: ReportView) -> str:
    """Return who leads and where the target stands."""
    ranked = view.ranked
    if ranked.empty:
        return view.word("rank_none")
    best = ranked[ranked["rank"] == ranked["rank"].min()]
    leaders = [str(name) for name in best["region"]]
    if len(ranked) == 1:
        index = score_scale(view).index(float(ranked["index"].iloc[0]))
        return view.word("rank_single", first=leaders[0], index=index)
    first, count = names_of(view, leaders, NAMES_SHOWN), len(ranked)
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


def similarity_finding(view: ReportView) -> str:
    """Return which region is most like the target, or which two are most alike, if any are.

    A likeness below 0.1 is not told as one, nor one that does not hold in half of the samples.
    """
    if view.overview is None:
        return view.word("similarity_none")
    alike = view.overview.alike
    names = [region.name for region in alike.regions]
    pairs = [
        (float(alike.neighbours.likeness[i, j]), i, j)
        for i in range(len(names))
        for j in range(i)
        if not np.isnan(alike.neighbours.likeness[i, j])
    ]
    if not pairs:
        return view.word("similarity_none")
    own = [pair for pair in pairs if view.target in (names[pair[1]], names[pair[2]])]
    # The first of equals, in the order of the table, so that the title never depends on chance.
    value, i, j = max(own or pairs, key=lambda pair: pair[0])
    told = {"value": f"{min(max(value, 0.0), 1.0):.2f}"}
    if own:
        i, j = (i, j) if names[i] == view.target else (j, i)
        kind, told = "target", {**told, "target": names[i], "other": names[j]}
        held = _near(alike.neighbours)[i, j]
    else:
        kind, told = "pair", {**told, "first": names[j], "second": names[i]}
        held = max(_near(alike.neighbours)[i, j], _near(alike.neighbours)[j, i])
    if value < LEAST_LIKENESS:
        sure = "_low"
    elif held < LEAST_HELD:
        sure = "_unsure"
    else:
        sure = "_weak" if round(value, 2) < LEAST_ALIKE else ""
    return view.word(f"similarity_{kind}{sure}", **told)


def _near(found: Neighbours) -> NDArray[np.float64]:
    """Return in which share of the samples regions are near, where that can tell them apart."""
    few = int(found.known.sum()) <= profile_parameters().nearest + 1
    return found.nearest if few else found.near


def gaps_finding(view: ReportView) -> str:
    """Return the gap of the target that would move the index most, and by how much."""
    own = view.overview.beside if view.overview else None
    if own is None:
        return view.word("gaps_none", target=view.target)
    rows = own.gaps.table[own.gaps.table["kind"] == INDICATOR]
    told: dict[str, object] = {"target": own.gaps.target.name}
    if (rows["state"] == UNREAD).all():
        return view.word("gaps_unread", **told)
    trailing = rows[[tells(view, gap) for gap in rows["gap"].fillna(0.0)]]
    if trailing.empty:
        return view.word("gaps_none", **told)
    scale = score_scale(view)
    moving = trailing[[gain > 0 and tells(view, gain) for gain in trailing["index_gain"]]]
    shown = trailing.iloc[int(trailing["gap"].argmax())] if moving.empty else moving.iloc[0]
    told |= {
        "indicator": part_name(view, str(shown["id"])),
        "gap": scale.index(float(shown["gap"])),
    }
    if moving.empty:
        return view.word("gaps_widest", **told)
    most = view.word("gaps_most", gain=scale.index(float(shown["index_gain"])), **told)
    return most + _rise(view, shown)


def _rise(view: ReportView, row: pd.Series[Any]) -> str:
    """Return the rank that closing a gap would give, beside the rank interval as it is."""
    own = view.ranked[view.ranked["region"] == view.target]
    if not row["rank_rise"] > 0 or own.empty or own["rank_low"].isna().any():
        return ""
    after, low, high = (
        int(number)
        for number in (row["rank_after"], own["rank_low"].iloc[0], own["rank_high"].iloc[0])
    )
    name = "gaps_rise_within" if low <= after <= high else "gaps_rise_beyond"
    return view.word(
        name, rank=after + int(row["rank_rise"]), after=after, interval=interval_text(low, high)
    )


def instruments_finding(view: ReportView) -> str:
    """Return which policy instrument the target, or any region, uses far more or less."""
    assert view.overview is not None
    known = load_instruments()
    names = {kind.id: kind.name(view.language) for kind in known.types}
    names |= {tool.id: tool.name(view.language) for tool in known.instruments}
    shown = set(view.charted["region_code"])
    table = view.overview.instruments
    table = table[table["region_code"].isin(shown)]
    own = table[table["region"] == view.target]
    if len(own) and own["measures"].iloc[0] < instrument_rules().least_measures:
        return view.word(
            "instruments_target_few", region=view.target, count=own["measures"].iloc[0]
        )
    judged = own if len(own) else table
    found = judged[judged["finding"] != ""]
    if len(found):
        first = found.iloc[int((found["share"] - found["others"]).abs().argmax())]
        return view.word(
            f"instruments_{first['finding']}_told",
            region=first["region"],
            tool=names[first["instrument"] or first["type"]],
            share=f"{first['share']:.0%}",
            others=f"{first['others']:.0%}",
        )
    types = judged[judged["instrument"] == NO_INSTRUMENT]
    counts = (
        types.groupby("type", sort=False)["claims"]
        .sum()
        .sort_values(ascending=False, kind="stable")
    )
    measures = types.drop_duplicates("region_code")["measures"].sum()
    shares = [round(100 * float(count) / measures) for count in counts]
    by_little = len(shares) > 1 and shares[0] - shares[1] < CLEAR_LEAD
    mix = view.word(
        "instruments_slightly" if by_little else "instruments_mostly",
        type=names[str(counts.index[0])],
        share=f"{shares[0]}%",
        second=names[str(counts.index[1])] if len(shares) > 1 else "",
        second_share=f"{shares[1]}%" if len(shares) > 1 else "",
    )
    alone = table["region_code"].nunique() == 1
    name = "instruments_alone" if alone else "instruments_like_others"
    return view.word(
        name if alone or len(own) else "instruments_all_alike",
        region=types["region"].iloc[0],
        mix=mix,
    )


def peers_finding(view: ReportView) -> str:
    """Return whom the target may learn most from: alike in structure, unlike in policy."""
    own = view.overview.beside if view.overview else None
    assert own is not None
    useful = own.peers.table[own.peers.table["useful"] == "yes"]
    target = own.peers.target.name
    if useful.empty:
        return view.word("peers_alike", target=target)
    regions = names_of(view, [str(name) for name in useful["peer"]], NAMES_SHOWN)
    return view.word("peers_useful", target=target, regions=regions)


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
    leaders = [str(name) for name in scores.index[scores == scores.max()]]
    return names_of(view, leaders, NAMES_SHOWN)
