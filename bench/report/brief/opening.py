"""The first sections of a brief: what is compared with what, by which indicators and weights."""

from __future__ import annotations

from typing import Final

import pandas as pd

from bench.messages import message
from bench.report.brief.material import Material
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Align, Column
from bench.report.brief.writer import Writer
from bench.report.findings import (
    peers_finding,
)
from bench.report.wording import names_of

_EVEN: Final = 1e-9


def write_background(writer: Writer, material: Material, charts: Charts) -> None:
    """Write what is compared, from which sources, and with whom."""
    view, say = material.view, material.say
    writer.section(say("background"), new_page=True)
    writer.part(say("scope"))
    count, ranked = len(view.ranking), len(view.ranked)
    key = (
        "scope_none_ranked"
        if not ranked
        else "scope_all_ranked"
        if ranked == count
        else "scope_regions"
    )
    scope = say(key, count=count, ranked=ranked)
    writer.body(f"{scope}{_space(material)}{say('stop', text=view.source_foot)}")
    writer.body(_meaning(material))
    writer.part(say("peers"))
    if material.beside is None:
        named = say("peers_lacking", target=view.target) if view.target else say("peers_untargeted")
        writer.body(named)
        if view.overview is not None and view.overview.beside is not None:
            for note in view.overview.beside.peers.notes:
                writer.body(note.text(view.language))
        return
    _peers(writer, material)
    charts.write(writer, "peers", say("peers_chart"))


def _space(material: Material) -> str:
    return " " if material.view.language == "en" else ""


def _meaning(material: Material) -> str:
    """Say what scores stand for."""
    catalogue, say = material.view.catalogue, material.say
    if not catalogue.evidence_indicators:
        return say("scope_values")
    told = [say("scope_meaning"), *([say("scope_both")] if catalogue.statistics else [])]
    return _space(material).join(told)


def _peers(writer: Writer, material: Material) -> None:
    view, say, own = material.view, material.say, material.beside
    assert own is not None
    names = [region.name for region in own.gaps.peers]
    shown = names_of(view, names, material.rules.peers)
    told = {"target": view.target, "count": len(names), "peers": shown}
    if own.peers.how.key == "comparison.peers_given":
        writer.body(say("peers_given", **told))
    else:
        writer.body(say("peers_named", how=own.peers.how.text(view.language), **told))
    for note in own.peers.notes:
        writer.body(note.text(view.language))
    known = own.peers.table["structure"].notna().any() and own.peers.table["policy"].notna().any()
    if known:
        writer.body(say("stop", text=peers_finding(view)))
    _peers_table(writer, material)


def _peers_table(writer: Writer, material: Material) -> None:
    view, say, own = material.view, material.say, material.beside
    assert own is not None
    structure = bool(own.peers.table["structure"].notna().any())
    near = {row["peer_code"]: row for row in own.peers.table.to_dict("records")}
    standing = {row["region_code"]: row for row in view.ranking.to_dict("records")}
    codes = [own.gaps.target.code, *(region.code for region in own.gaps.peers)]
    shown = codes[: material.rules.peers + 1]
    rows = []
    for code in shown:
        row, other = standing[code], near.get(code, {})
        rows.append(
            [
                str(row["region"]),
                material.rank(row["rank"]),
                material.index(row["index"]),
                str(row["claims"]),
                _two(other.get("policy")),
                *([_two(other.get("structure"))] if structure else []),
            ]
        )
    names = ("region", "rank", "index", "claims", "policy", *(["structure"] if structure else []))
    columns = [
        Column(say(f"column_{name}"), 1.4 if name == "region" else 1, _align(name))
        for name in names
    ]
    remarks = [say("peers_note_structure" if structure else "peers_note")]
    if len(shown) < len(codes):
        more = {"count": len(codes) - 1, "shown": len(shown) - 1}
        remarks.insert(0, say("peers_more", sheet=view.word("sheet_peers"), **more))
    caption = say("peers_table", target=view.target)
    writer.table(caption, columns, rows, bold=(0,), remarks=remarks)


def _align(name: str) -> Align:
    return "left" if name == "region" else "centre"


def _two(value: float | None) -> str:
    return "–" if value is None or pd.isna(value) else f"{value:.2f}"


def write_system(writer: Writer, material: Material) -> None:
    """Write dimensions, weights and indicators, and how they make the index."""
    view, say, catalogue = material.view, material.say, material.view.catalogue
    writer.section(say("system"))
    evidence, statistics = len(catalogue.evidence_indicators), len(catalogue.statistics)
    kind = "kinds" if evidence and statistics else "evidence" if evidence else "statistics"
    told = [
        say(
            "system_count",
            title=catalogue.title.in_(view.language),
            dimensions=len(catalogue.dimensions),
            indicators=len(catalogue.indicators),
        ),
        say(f"system_{kind}", evidence=evidence, statistics=statistics),
        say("system_method", method=view.method_line),
    ]
    weights = dict(view.method).get(message("run.label_weights", view.language))
    if weights:
        told.append(say("system_weights", weights=weights))
    writer.body(_space(material).join(told))
    _weights_table(writer, material)


def _weights_table(writer: Writer, material: Material) -> None:
    view, say = material.view, material.say
    shares, within = material.dimension_weights, view.weights_within()
    rows, equal_everywhere = [], True
    for dimension in view.catalogue.dimensions:
        own = list(dimension.all_indicators())
        weights = [within.get(indicator.id, 0.0) for indicator in own]
        equal = not within or max(weights) - min(weights) < _EVEN
        equal_everywhere &= equal
        names = [
            indicator.name.in_(view.language)
            if equal
            else say(
                "indicator_weight",
                indicator=indicator.name.in_(view.language),
                weight=percentage(weight),
            )
            for indicator, weight in zip(own, weights, strict=True)
        ]
        listed = names_of(view, names, material.rules.indicators)
        if within and equal and len(own) > 1:
            listed = say("equal_within", indicators=listed)
        share = shares.get(dimension.id)
        rows.append(
            [
                dimension.name.in_(view.language),
                *([percentage(share or 0.0)] if shares else []),
                str(len(own)),
                listed,
            ]
        )
    columns = [
        Column(say("column_dimension"), 2),
        *([Column(say("column_weight"), 1, "centre")] if shares else []),
        Column(say("column_count_indicators"), 1, "centre"),
        Column(say("column_indicators_plain" if equal_everywhere else "column_indicators"), 7),
    ]
    remarks = [say("system_note", sheet=view.word("sheet_method"))]
    writer.table(say("system_table"), columns, rows, remarks=remarks)


def percentage(share: float) -> str:
    """Return a share in percent with one decimal, or none where there is none: 25%, 33.3%."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
