"""The findings of the cover on the target: where it stands and trails, on what that hangs."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from bench.comparison.beside import Beside
from bench.comparison.borrowing import NEW
from bench.comparison.gaps import INDICATOR
from bench.report.findings import dimension_finding, gaps_finding
from bench.report.summary import interval_text
from bench.report.sureness_texts import how_sure
from bench.report.view import ReportView
from bench.report.weakest import weakest_indicators
from bench.report.wording import (
    document_name,
    inner_quotes,
    joined,
    names_of,
    number,
    part_name,
    percent,
    shortened,
    tells,
)
from bench.report.workbook.cover_finding import TITLE, Finding, say
from bench.report.workbook.cover_places import CoverPlaces
from bench.report.workbook.places import Place
from bench.scoring.pairs import YES
from bench.scoring.states import SILENT
from bench.scoring.sureness import neighbours

NAMES_SHOWN: Final = 4
QUOTE: Final = 60  # characters of what is quoted


def standing(view: ReportView, row: dict[str, Any], places: CoverPlaces) -> Finding:
    """Say where the target stands, how sure that is, and whom it cannot be told from."""
    region = str(row["region"])
    told = [how_sure(view, row), *_beside(view, str(row["region_code"]))]
    alike = _not_told_apart(view, str(row["region_code"]))
    if alike:
        limit = f"{view.sureness.constants.close_chance:.0%}"
        told.append(say(view, "close", names=names_of(view, alike, NAMES_SHOWN), limit=limit))
    headline = say(
        view,
        "stands" if pd.notna(row["rank_low"]) else "stands_unsimulated",
        target=region,
        count=len(view.ranked),
        rank=int(row["rank"]),
        index=number(view, row["index"]),
        interval=interval_text(row["rank_low"], row["rank_high"]),
    )
    sources = (places.index(region), places.sureness, places.scores(str(row["region_code"])))
    return Finding(headline, joined(told, view), sources)


def _beside(view: ReportView, code: str) -> list[str]:
    """Say how often the target is simulated behind the region above it, and ahead of the next."""
    near = neighbours(view.ranking, view.sureness.pairs)
    near = near[near["chance"].notna()]
    above, below = near[near["other_code"] == code], near[near["region_code"] == code]
    told = [
        say(view, "above", other=other, chance=percent(chance))
        for other, chance in zip(above["region"][:1], above["chance"][:1], strict=True)
    ]
    told += [
        say(view, "below", other=other, chance=percent(chance))
        for other, chance in zip(below["other"][:1], below["chance"][:1], strict=True)
    ]
    return [say(view, "beside", told=view.word("sure_semicolon").join(told))] if told else []


def _not_told_apart(view: ReportView, code: str) -> list[str]:
    """Return the regions that a region cannot be told from, best first."""
    pairs = view.sureness.pairs
    own = pairs[((pairs["region_code"] == code) | (pairs["other_code"] == code))]
    near = own[own["chance"] < view.sureness.constants.close_chance]
    codes = set(near["region_code"]) | set(near["other_code"])
    names = view.ranked[view.ranked["region_code"].isin(codes - {code})]["region"]
    return [str(name) for name in names]


def trailing(view: ReportView, row: dict[str, Any], places: CoverPlaces) -> Finding:
    """Say which gap moves the index most, which come next, and who of the peers does it."""
    own = view.overview.beside if view.overview else None
    if own is None or not own.gaps.peers:
        told = weakest_indicators(view, str(row["region_code"]))
        headline = told[0] if told else dimension_finding(view)
        return Finding(
            say(view, "named", target=row["region"], finding=headline) if told else headline,
            say(view, "no_peers"),
            (places.scores(str(row["region_code"])),),
        )
    rows = own.gaps.table[own.gaps.table["kind"] == INDICATOR]
    moving = rows[rows["index_gain"] > 0]
    sources: list[Place] = [places.gaps]
    told = []
    if len(moving):
        first = str(moving["id"].iloc[0])
        sources = [places.gap(first)]
        if moving["state"].iloc[0] == SILENT:
            told.append(say(view, "silent", target=row["region"]))
        told += _next_gaps(view, moving.iloc[1:3])
        told += _measure(view, own, first, sources, places)
    return Finding(gaps_finding(view), joined(told, view) or say(view, "gaps_read"), tuple(sources))


def _next_gaps(view: ReportView, rows: pd.DataFrame) -> list[str]:
    told = [
        say(view, "gap", indicator=part_name(view, str(name)), gain=number(view, gain, signed=True))
        for name, gain in zip(rows["id"], rows["index_gain"], strict=True)
        if tells(view, gain)
    ]
    return [say(view, "next_gaps", gaps=names_of(view, told, len(told)))] if told else []


def _measure(
    view: ReportView, own: Beside, indicator: str, sources: list[Place], places: CoverPlaces
) -> list[str]:
    """Quote what a peer does on an indicator, what is new to the target first."""
    table = own.borrowed.table
    table = table.assign(place=range(len(table)))
    rows = table[table["indicator"] == indicator]
    if rows.empty:
        return []
    new = rows[rows["advice"] == NEW]
    first = (new if len(new) else rows).iloc[0]
    sources.append(places.borrowed(int(first["place"])))
    claim = (str(first["region_code"]), indicator, str(first["document"]), int(first["start"]))
    proof = places.proofs.claim(*claim)
    if proof is not None:
        sources.append(proof)
    return [
        say(
            view,
            "measure_new" if len(new) else "measure",
            region=first["region"],
            quote=inner_quotes(shortened(str(first["quote"]), QUOTE), view.language),
            title=shortened(document_name(view, str(first["document"])), TITLE),
            target=own.gaps.target.name,
        )
    ]


def hinge(view: ReportView, row: dict[str, Any], places: CoverPlaces) -> Finding:
    """Say what carries the target, which change of weights turns the order, what else moves it."""
    strength, swap = _strength(view, row), _swap(view, str(row["region_code"]))
    headline = say(view, "and", one=strength, other=swap) if strength and swap else strength or swap
    told = [_left_out(view, str(row["region"])), _volume(view, row)]
    sources = [places.sureness, *places.weights]
    return Finding(
        headline or say(view, "no_strength"), joined([t for t in told if t], view), tuple(sources)
    )


def _strength(view: ReportView, row: dict[str, Any]) -> str:
    """Name the dimension in which the target leads the median most; none where it leads in none."""
    ranked = view.ranked
    gaps = {d.id: row[d.id] - ranked[d.id].median() for d in view.catalogue.dimensions}
    gaps = {
        name: gap for name, gap in gaps.items() if pd.notna(gap) and gap > 0 and tells(view, gap)
    }
    if not gaps:
        return ""
    best = max(gaps, key=gaps.__getitem__)
    return say(
        view,
        "strength",
        target=row["region"],
        dimension=part_name(view, best),
        score=number(view, row[best]),
        gap=number(view, gaps[best], signed=True),
    )


def _swap(view: ReportView, code: str) -> str:
    """Say with which neighbour the least change of weights swaps the target, and how little."""
    near = neighbours(view.ranking, view.sureness.pairs)
    near = near[(near["region_code"] == code) | (near["other_code"] == code)]
    if near.empty:
        return ""
    known = near[near["change"].notna()]
    if known.empty:
        return say(view, "never") if (near["robust"] == YES).all() else ""
    least = known.sort_values("change", kind="stable").iloc[0]
    other = least["other"] if least["region_code"] == code else least["region"]
    if least["change"] < 5e-4:
        return say(view, "tied", other=other)
    return say(view, "swap", other=other, points=f"{100 * least['change']:.1f}")


def _left_out(view: ReportView, region: str) -> str:
    """Say which part moves a region's rank most when it is left out."""
    table = view.sureness.left_out
    own = table[(table["region"] == region) & table["shift"].notna()]
    if own.empty:
        return ""
    moved = own[own["shift"] != 0]
    if moved.empty:
        return say(view, "unmoved")
    size = moved["shift"].abs()
    most = moved.loc[size.sort_values(ascending=False, kind="stable").index[0]]
    return say(
        view,
        "left_out",
        count=len(moved),
        kind=view.word(f"sure_kind_{most['kind']}"),
        part=shortened(part_name(view, str(most["left_out"])), TITLE),
        rank=f"{most['rank'] - most['shift']:.0f}",
        after=f"{most['rank']:.0f}",
    )


def _volume(view: ReportView, row: dict[str, Any]) -> str:
    table = view.sureness.volume
    own = table[(table["region"] == row["region"]) & table["adjusted_rank"].notna()]
    if own.empty:
        return ""
    adjusted = int(own["adjusted_rank"].iloc[0])
    return say(view, "volume_same" if adjusted == row["rank"] else "volume", rank=adjusted)
