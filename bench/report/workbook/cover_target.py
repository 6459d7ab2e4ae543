"""The findings of the cover on the target: where it stands and trails, on what that hangs."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from bench.comparison.beside import Beside
from bench.comparison.borrowing import NEW, UNCLEAR
from bench.comparison.gaps import INDICATOR
from bench.report.cells import score_cells
from bench.report.findings import dimension_finding, gaps_finding
from bench.report.summary import interval_text
from bench.report.sureness_texts import how_sure
from bench.report.view import ReportView
from bench.report.weakest import weakest_indicators
from bench.report.weight_texts import tying_weights
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
CARRIERS: Final = 2  # indicators named for a dimension
QUOTE: Final = 60  # characters of what is quoted
LEAST_CONFIDENCE: Final = 0.6  # of what is quoted


def standing(view: ReportView, row: dict[str, Any], places: CoverPlaces) -> Finding:
    """Say where the target stands, how sure that is, and whom it cannot be told from."""
    region = str(row["region"])
    told = [how_sure(view, row), *_beside(view, str(row["region_code"]))]
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
    """Say how often the target is ahead of its neighbours, and of whom it cannot be told from."""
    near = _of(view, neighbours(view.ranking, view.sureness.pairs), code)
    limit = view.sureness.constants.close_chance
    told = [_ahead(view, pair, code) for pair in near if pair["chance"] >= limit]
    sentences = [say(view, "beside", told=view.word("sure_semicolon").join(told))] if told else []
    close = [pair for pair in _of(view, view.sureness.pairs, code) if pair["chance"] < limit]
    if close:
        shown = [_ahead(view, pair, code, "close_") for pair in close[:NAMES_SHOWN]]
        sentences.append(
            say(
                view,
                "close" if len(close) <= NAMES_SHOWN else "close_more",
                told=view.word("dimension_separator").join(shown),
                count=len(close),
            )
        )
    return sentences


def _of(view: ReportView, pairs: pd.DataFrame, code: str) -> list[dict[Any, Any]]:
    """Return the pairs of a region that were simulated, the one nearest in rank first."""
    own = pairs[(pairs["region_code"] == code) | (pairs["other_code"] == code)]
    rows = own[own["chance"].notna()].to_dict("records")
    at = {each: row for row, each in enumerate(view.ranked["region_code"])}
    return sorted(rows, key=lambda pair: abs(at[pair["region_code"]] - at[pair["other_code"]]))


def _ahead(view: ReportView, pair: dict[Any, Any], code: str, kind: str = "") -> str:
    """Say how often the one that is ahead in the ranking is so in simulated ones, too."""
    side, other = ("below", "other") if pair["region_code"] == code else ("above", "region")
    return say(view, f"{kind}{side}", other=pair[other], chance=percent(pair["chance"]))


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
    """Quote what a peer does on an indicator, what is new to the target first; none unless fit."""
    table = own.borrowed.table
    table = table.assign(place=range(len(table)))
    rows = table[(table["indicator"] == indicator) & table["advice"].isin((NEW, UNCLEAR))]
    rows = rows[_fit(view, rows)]
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


def _fit(view: ReportView, rows: pd.DataFrame) -> list[bool]:
    """Tell which measures may be quoted: sure, and found by a term of the catalogue."""
    key = ["region_code", "indicator", "document", "start"]
    evidence = view.evidence
    worded = evidence[(evidence["terms"] != "") & (evidence["confidence"] >= LEAST_CONFIDENCE)]
    known = set(worded[key].itertuples(index=False, name=None))
    return [row in known for row in rows[key].itertuples(index=False, name=None)]


def hinge(view: ReportView, row: dict[str, Any], places: CoverPlaces) -> Finding:
    """Say what carries the target, which change of weights turns the order, what else moves it."""
    strength, (swap, how) = _strength(view, row), _swap(view, str(row["region_code"]))
    headline = say(view, "and", one=strength, other=swap) if strength and swap else strength or swap
    told = [how, _left_out(view, str(row["region"])), _volume(view, row)]
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
    carriers = _carriers(view, str(row["region_code"]), best)
    return say(
        view,
        "strength_by" if carriers else "strength",
        indicators=names_of(view, carriers, len(carriers)),
        target=row["region"],
        dimension=part_name(view, best),
        score=number(view, row[best]),
        gap=number(view, gaps[best], signed=True),
    )


def _carriers(view: ReportView, code: str, dimension: str) -> list[str]:
    """Name the indicators that lift a region above the median of all regions in a dimension."""
    codes, cells = [str(each) for each in view.ranked["region_code"]], score_cells(view)
    weights = view.weights_within()
    lifts = []
    for indicator in view.catalogue.indicators:
        if view.catalogue.dimension_of(indicator.id).id != dimension:
            continue
        scores = pd.Series([cells[(each, indicator.id)].score for each in codes], index=codes)
        lift = (scores[code] - scores.median()) * weights.get(indicator.id, 1.0)
        if lift > 0 and tells(view, lift):
            lifts.append((lift, part_name(view, indicator.id)))
    lifts.sort(key=lambda each: -each[0])
    return [name for _, name in lifts[:CARRIERS]]


def _swap(view: ReportView, code: str) -> tuple[str, str]:
    """Say with which neighbour the least change of weights ties the target, and which it is."""
    near = neighbours(view.ranking, view.sureness.pairs)
    near = near[(near["region_code"] == code) | (near["other_code"] == code)]
    if near.empty:
        return "", ""
    known = near[near["change"].notna()]
    if known.empty:
        return (say(view, "never") if (near["robust"] == YES).all() else ""), ""
    least = known.sort_values("change", kind="stable").iloc[0]
    other = least["other"] if least["region_code"] == code else least["region"]
    if least["change"] < 5e-4:
        return say(view, "tied", other=other), ""
    swap = say(view, "swap", other=other, points=f"{100 * least['change']:.1f}")
    weights = tying_weights(view, least.to_dict())
    return swap, say(view, "swap_how", weights=weights) if weights else ""


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
