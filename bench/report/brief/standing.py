"""The section of a brief on where regions stand: ranking and tiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from bench.report.brief.material import Material
from bench.report.brief.opening import percentage
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.findings import ranking_finding
from bench.report.summary import interval_text
from bench.report.wording import joined, percent
from bench.scoring.sureness import neighbours

_EVEN: Final = 0.5
_LETTER: Final = 0.125  # of the width of a heading


def write_ranking(writer: Writer, material: Material, charts: Charts) -> None:
    """Write ranks and how firm they are, then the tiers."""
    view, say = material.view, material.say
    writer.section(say("ranking"))
    writer.part(say("ranking_part"))
    own = list(_target(material))
    lead = [] if view.target in set(view.ranked["region"]) else [ranking_finding(view)]
    told = [*(say("stop", text=text) for text in lead), *own, *_sureness(material)]
    left = len(view.ranking) - len(view.ranked) - len(material.mentioned)
    if left and len(view.ranked):
        told.append(say("ranking_left", count=left, sheet=view.word("sheet_ranking")))
    writer.body(joined(told, view))
    if view.ranked.empty:
        return
    _ranking_table(writer, material)
    charts.write(writer, "ranking", say("ranking_chart"))
    _tiers(writer, material)


def _target(material: Material) -> Iterator[str]:
    """Yield where the target stands, or why it has no rank."""
    view, say = material.view, material.say
    if not view.target:
        return
    own = view.ranked[view.ranked["region"] == view.target].to_dict("records")
    if not own:
        if not material.target_code:
            yield say("ranking_absent", target=view.target)
        elif why := material.why_unranked:
            yield say("ranking_unranked", why=why)
        return
    if len(view.ranked) > 1:
        yield say(
            "ranking_target",
            target=view.target,
            index=material.index(own[0]["index"]),
            rank=int(own[0]["rank"]),
            count=len(view.ranked),
            interval=interval_text(own[0]["rank_low"], own[0]["rank_high"]),
            median=material.index(float(view.ranked["index"].median())),
        )


def _sureness(material: Material) -> Iterator[str]:
    """Yield how many neighbours are too close to call."""
    view, say = material.view, material.say
    if len(view.ranked) == 1:
        yield say("ranking_single")
    near = neighbours(view.ranking, view.sureness.pairs)
    near = near[near["chance"].notna()]
    if near.empty:
        return
    limit = view.sureness.constants.close_chance
    close = int((near["chance"] < limit).sum())
    key = "ranking_close" if close else "ranking_firm"
    yield say(key, total=len(near), count=close, limit=f"{limit:.0%}")
    turned = near[near["chance"] < _EVEN]
    if len(turned):
        yield say("ranking_turned", count=len(turned))
    own = near[(near[["region", "other"]] == view.target).any(axis=1) & (near["chance"] < limit)]
    pairs = [
        say(
            "ranking_pair_turned" if row["chance"] < _EVEN else "ranking_pair",
            first=row["region"],
            second=row["other"],
            chance=percent(row["chance"]),
        )
        for row in own.to_dict("records")
    ]
    if pairs:
        yield say("ranking_own", target=view.target, pairs=say("between").join(pairs))


def _ranking_table(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    ranked = view.ranked.reset_index(drop=True)
    places = _shown(material, ranked)
    dimensions = view.catalogue.dimensions
    if len(dimensions) > material.rules.dimensions:
        dimensions = ()
    rows = [
        [
            material.rank(row["rank"]),
            str(row["region"]),
            material.index(row["index"]),
            interval_text(row["rank_low"], row["rank_high"]),
            *(material.index(row[dimension.id]) for dimension in dimensions),
        ]
        for row in ranked.iloc[places].to_dict("records")
    ]
    columns = [
        Column(say("column_rank"), 0.8, "centre"),
        Column(say("column_region"), 1.6),
        Column(say("column_index"), 1, "centre"),
        Column(say("column_interval"), 1.1, "centre"),
        *(_column(d.name.in_(view.language)) for d in dimensions),
    ]
    bold = [i for i, place in enumerate(places) if ranked["region"].iloc[place] == view.target]
    evidence = bool(view.catalogue.evidence_indicators)
    remarks = [say("ranking_note" if evidence else "ranking_note_statistics")]
    if len(places) < len(ranked):
        shown = {"count": len(ranked), "shown": len(places)}
        remarks.insert(0, say("ranking_rows", sheet=view.word("sheet_ranking"), **shown))
    writer.table(say("ranking_table"), columns, rows, bold=bold, remarks=remarks)


def _column(name: str) -> Column:
    """Return a column of scores that no word of its heading is broken in."""
    longest = max(len(word) for word in name.split()) if name.isascii() else 0
    return Column(name, max(1.3, _LETTER * longest), "centre")


def _shown(material: Material, ranked: pd.DataFrame) -> list[int]:
    """Return which rows of the ranking are shown: all, or the first, the target and its peers."""
    limits = material.rules.ranking
    if len(ranked) <= limits.whole:
        return list(range(len(ranked)))
    shown = set(range(limits.first))
    codes = {region.code for region in material.beside.gaps.peers} if material.beside else set()
    if len(codes) <= material.rules.peers.most:
        shown |= set(np.flatnonzero(ranked["region_code"].isin(codes)).tolist())
    for place in np.flatnonzero(ranked["region"] == material.view.target).tolist():
        around = range(place - limits.around, place + limits.around + 1)
        shown |= {each for each in around if 0 <= each < len(ranked)}
    return sorted(shown)


def _tiers(writer: Writer, material: Material) -> None:
    view, say, found = material.view, material.say, material.tiers
    writer.part(say("tiers"))
    if found is None:
        few = material.few and len(view.ranked)
        least = material.rules.tiers.least
        writer.body(say("tiers_few", least=least) if few else say("tiers_none"))
        return
    ranked = view.ranked.reset_index(drop=True)
    open_ = [best < worst for best, worst in material.reachable]
    told = [say("tiers_blurred")] if material.blurred else []
    told += [say("tiers_method", count=found.count, fit=percentage(found.fit))]
    own = np.flatnonzero(ranked["region"] == view.target)
    if len(own):
        best, worst = material.reachable[own[0]]
        key = "tiers_target_open" if best < worst else "tiers_target_firm"
        where = say(
            "tiers_target", target=view.target, tier=material.ordinal(int(found.tier[own[0]]))
        )
        told.append(where + say(key, best=material.ordinal(best), worst=material.ordinal(worst)))
    writer.body(joined(told, view))
    rows = []
    for number in range(1, found.count + 1):
        here = np.flatnonzero(found.tier == number)
        names = [
            say("tier_open", region=ranked["region"].iloc[i])
            if open_[i]
            else str(ranked["region"].iloc[i])
            for i in here
        ]
        index = ranked["index"].iloc[here]
        low, high = material.index(float(index.min())), material.index(float(index.max()))
        rows.append(
            [
                say("tier", tier=material.ordinal(number)),
                low if low == high else say("tier_range", low=low, high=high),
                str(len(here)),
                material.listed(names),
            ]
        )
    columns = [
        Column(say("column_tier"), 1.3, "centre"),
        Column(say("column_range"), 1.5, "centre"),
        Column(say("column_count"), 1, "centre"),
        Column(say("column_regions"), 6),
    ]
    remark = say("tiers_open", count=sum(open_)) if any(open_) else say("tiers_firm")
    writer.table(say("tiers_table"), columns, rows, remarks=[remark])
