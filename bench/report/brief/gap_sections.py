"""The section of a brief on the target's strengths and gaps, or on those of all regions."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from bench.comparison.gaps import AHEAD, LEVEL, PEERS_UNREAD, UNREAD
from bench.messages import message
from bench.report.brief.key_points import closing
from bench.report.brief.material import Material
from bench.report.brief.measures import cited, quoted
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.scale import plain
from bench.report.wording import joined, names_of, number, part_name
from bench.scoring.states import SILENT

_NAMES: Final = 8
_QUOTE: Final = 50


def write_gaps(writer: Writer, material: Material, charts: Charts) -> None:
    """Write where the target is ahead of its peers, and where it trails."""
    view, say = material.view, material.say
    writer.section(say("gaps"))
    if material.beside is None:
        _profiles(writer, material)
        return
    if material.unread:
        writer.body(say("target_unread", target=view.target))
        return
    writer.part(say("strengths"))
    writer.body(_counts(material))
    _strengths(writer, material)
    writer.part(say("gaps_part"))
    if material.trailing.empty:
        writer.body(say("gaps_none"))
        writer.body(_silent(material))
        return
    whole = closing(material)
    writer.body(say("stop", text=whole) if whole else "")
    writer.body(_silent(material))
    _gaps_table(writer, material)
    charts.write(writer, "gaps", say("gaps_chart"))


def _counts(material: Material) -> str:
    """Say in how many indicators the target is ahead, level and behind, and which are unread."""
    view, say, states = material.view, material.say, material.gaps["state"]
    unread, unmatched = states == UNREAD, states == PEERS_UNREAD
    told = []
    told.append(
        say(
            "strengths_count_both" if len(material.both_silent) else "strengths_count",
            target=view.target,
            read=int((~unread & ~unmatched).sum()),
            ahead=int((states == AHEAD).sum()),
            level=int((states == LEVEL).sum()) - len(material.both_silent),
            behind=len(material.trailing),
            both=len(material.both_silent),
        )
    )
    for key, rows in (("strengths_unread", unread), ("strengths_no_peer", unmatched)):
        names = [part_name(view, str(name)) for name in material.gaps.loc[rows, "id"]]
        if names:
            told.append(say(key, count=len(names), names=names_of(view, names, _NAMES)))
    return joined(told, view)


def _strengths(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    rows = material.strongest.head(material.rules.strengths)
    if rows.empty:
        writer.body(say("strengths_none"))
        return
    texts = [
        [
            part_name(view, str(row["id"])),
            material.score(row["score"]),
            material.score(row["median"]),
            material.score(row["lead"]),
            _leading(material, str(row["id"]), _QUOTE),
        ]
        for row in rows.to_dict("records")
    ]
    columns = [
        Column(say("column_indicator"), 2),
        Column(say("column_target", target=view.target), 0.9, "centre"),
        Column(say("column_median"), 1.3, "centre"),
        Column(say("column_lead"), 0.9, "centre"),
        Column(say("column_leading"), 4.4),
    ]
    writer.table(say("strengths_table", target=view.target), columns, texts)


def _leading(material: Material, indicator: str, most: int) -> str:
    """Return the target's leading claim on an indicator with its number, or its value."""
    claim = leading_claim(material, indicator)
    if claim is not None:
        quote = quoted(material, claim, most)
        return material.say("quoted", quote=quote) + cited(material, claim)
    return value_text(material, material.target_code, indicator)


def leading_claim(material: Material, indicator: str) -> dict[Any, Any] | None:
    """Return the target's weightiest claim on an indicator, a row of `SIDE_BY_SIDE`; or None."""
    assert material.view.overview is not None
    side = material.view.overview.side
    rows = side[
        (side["region_code"] == material.target_code)
        & (side["indicator"] == indicator)
        & (side["position"] == 1)
    ].to_dict("records")
    return rows[0] if rows else None


def value_text(material: Material, code: str, indicator: str) -> str:
    """Return the value of a region's statistic in words; ``""`` where it has none."""
    view = material.view
    rows = view.statistics[
        (view.statistics["region_code"] == code) & (view.statistics["indicator"] == indicator)
    ].to_dict("records")
    if not rows:
        return ""
    row = rows[0]
    return view.word(
        "sure_statistic_year" if row["year"] else "sure_statistic",
        region=row["region"],
        value=plain(row["value"]),
        unit=row["unit"] or view.catalogue.indicator(indicator).unit or "",
        year=row["year"],
    )


def _silent(material: Material) -> str:
    """Name what the target leaves out: where peers do not, and where they do as well."""
    view, say = material.view, material.say
    told = []
    for key, rows in (
        ("gaps_silent", material.gaps[material.gaps["state"] == SILENT]),
        ("gaps_both_silent", material.both_silent),
    ):
        names = [part_name(view, str(name)) for name in rows["id"]]
        if names:
            told.append(
                say(key, target=view.target, count=len(names), names=material.listed(names))
            )
    return joined(told, view)


def _gaps_table(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    shown = material.trailing.head(material.rules.gaps)
    ranks = bool(shown["rank_after"].notna().any())
    rows = [
        [
            part_name(view, str(row["id"])),
            message(f"comparison.state_{row['state']}", view.language),
            material.score(row["score"]),
            material.score(row["median"]),
            _best(material, row),
            material.score(row["gap"]),
            _gain(material, row["index_gain"]),
            *([material.rank(row["rank_after"])] if ranks else []),
        ]
        for row in shown.to_dict("records")
    ]
    columns = [
        Column(say("column_indicator"), 2.2),
        Column(say("column_state"), 1.1, "centre"),
        Column(say("column_target", target=view.target), 0.9, "centre"),
        Column(say("column_median"), 1.2, "centre"),
        Column(say("column_best"), 1.8),
        Column(say("column_gap"), 0.8, "centre"),
        Column(say("column_gain"), 0.9, "centre"),
        *([Column(say("column_after"), 0.9, "centre")] if ranks else []),
    ]
    evidence = bool(view.catalogue.evidence_indicators)
    remarks = [say("gaps_note" if evidence else "gaps_note_statistics")]
    if len(shown) < len(material.trailing):
        remarks.insert(0, say("gaps_rows", count=len(material.trailing), shown=len(shown)))
    writer.table(say("gaps_table", target=view.target), columns, rows, remarks=remarks)


def _best(material: Material, row: dict[Any, Any]) -> str:
    names = str(row["best_regions"])
    region = material.listed(names.split("|")) if names else material.say("many")
    return material.say("region_score", region=region, score=material.score(row["best"]))


def _gain(material: Material, gain: float) -> str:
    return "–" if pd.isna(gain) else number(material.view, gain, signed=True)


def _profiles(writer: Writer, material: Material) -> None:
    """Write the strongest and weakest dimension of each region, where there is no target."""
    view, say = material.view, material.say
    dimensions = [dimension.id for dimension in view.catalogue.dimensions]
    ranked = view.ranked.head(material.rules.ranking.whole)
    if len(view.ranked) < 2 or len(dimensions) < 2:
        writer.body(say("profile_none"))
        return
    writer.body(say("profile_text"))
    against = ranked[dimensions] - view.ranked[dimensions].median()
    rows = []
    for (_, gaps), region in zip(against.iterrows(), ranked["region"], strict=True):
        known = gaps.dropna()
        if len(known) < 2:
            continue
        ends = (str(known.idxmax()), str(known.idxmin()))
        rows.append([str(region), *(_profile(material, end, float(known[end])) for end in ends)])
    columns = [
        Column(say("column_region"), 1.5),
        Column(say("column_strongest"), 3),
        Column(say("column_weakest"), 3),
    ]
    writer.table(say("profile_table"), columns, rows)


def _profile(material: Material, dimension: str, gap: float) -> str:
    view = material.view
    told = number(view, gap, signed=True)
    return material.say("profile_value", dimension=part_name(view, dimension), gap=told)
