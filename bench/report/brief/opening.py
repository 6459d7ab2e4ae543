"""The first sections of a brief: what is compared with what, by which indicators and weights."""

from __future__ import annotations

from typing import Final

import pandas as pd

from bench.messages import message
from bench.report.brief.material import Material
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Align, Column
from bench.report.brief.writer import Writer
from bench.report.findings import LEAST_HELD
from bench.report.peer_doubts import NEAR_POLICY, peer_doubts
from bench.report.scale_names import aggregations
from bench.report.wording import joined, names_of, percent

_EVEN: Final = 1e-9
_NAMES: Final = 8
_FIRM: Final = 0.8


def write_background(writer: Writer, material: Material, charts: Charts) -> None:
    """Write what is compared, from which sources, and with whom."""
    view, say = material.view, material.say
    writer.section(say("background"))
    writer.part(say("scope"))
    writer.body(joined([_scope(material), say("stop", text=view.source_foot)], view))
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


def _scope(material: Material) -> str:
    """Say how many regions are compared; those that are only mentioned are counted apart."""
    view, say = material.view, material.say
    count, ranked = len(view.ranking) - len(material.mentioned), len(view.ranked)
    key = "regions" if ranked < count else "all_ranked"
    told = [say(f"scope_{key if ranked else 'none_ranked'}", count=count, ranked=ranked)]
    if material.mentioned:
        told.append(say("scope_mentioned", names=names_of(view, material.mentioned, _NAMES)))
    if material.mixed:
        levels = material.listed(material.mixed)
        told.append(say("stop", text=say("key_mixed", levels=levels)))
    return joined(told, view)


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
    shown = names_of(view, names, material.rules.peers.most)
    told = {"target": view.target, "count": len(names), "peers": shown}
    if own.peers.how.key == "comparison.peers_given":
        writer.body(say("peers_given", **told))
    else:
        writer.body(say("peers_named", how=_how(material), **told))
    for note in own.peers.notes:
        writer.body(note.text(view.language))
    writer.body(_doubtful(material))
    _peers_table(writer, material)


def _how(material: Material) -> str:
    """Return how the peers were chosen, and whether from the target's own level."""
    view, own = material.view, material.beside
    assert own is not None
    if own.peers.how.key != NEAR_POLICY:
        return own.peers.how.text(view.language)
    level, count = own.gaps.target.level, len(own.gaps.peers)
    if any(peer.level != level for peer in own.gaps.peers):
        return own.peers.how.text(view.language)
    return material.say("peers_same_level", level=material.level(level), count=count)


def _doubtful(material: Material) -> str:
    """Say that peers found by likeness in policy are unlike or unstable, where they are."""
    view, own = material.view, material.beside
    assert own is not None
    doubts = peer_doubts(own)
    if doubts is None:
        return ""
    unlike, loose = doubts.unlike, doubts.loose
    names = [str(name) for name in doubts.chosen.loc[unlike | loose, "peer"]]
    which = "both" if unlike.any() and loose.any() else "unlike" if unlike.any() else "loose"
    told = names_of(view, names, material.rules.peers.most)
    return material.say(f"peers_doubtful_{which}", target=view.target, names=told)


def _peers_table(writer: Writer, material: Material) -> None:
    view, say, own = material.view, material.say, material.beside
    assert own is not None
    structure = bool(own.peers.table["structure"].notna().any())
    held = bool(own.peers.table["stability"].notna().any())
    near = {row["peer_code"]: row for row in own.peers.table.to_dict("records")}
    standing = {row["region_code"]: row for row in view.ranking.to_dict("records")}
    codes = [own.gaps.target.code, *(region.code for region in own.gaps.peers)]
    shown = codes[: material.rules.peers.most + 1]
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
                *([_held(material, other.get("stability"))] if held else []),
                *([_two(other.get("structure"))] if structure else []),
            ]
        )
    names = ["region", "rank", "index", "claims", "policy"]
    names += [name for name, is_known in (("held", held), ("structure", structure)) if is_known]
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


def _held(material: Material, share: float | None) -> str:
    """Return in how many of the samples a peer is near, in words; – where that is not known."""
    if share is None or pd.isna(share):
        return "–"
    word = "firm" if share >= _FIRM else "held" if share >= LEAST_HELD else "loose"
    return material.say(f"held_{word}", share=percent(share))


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
        _method(material),
    ]
    weights = dict(view.method).get(message("run.label_weights", view.language))
    if weights:
        told.append(say("system_weights", weights=weights))
    writer.body(_space(material).join(told))
    _weights_table(writer, material)


def _method(material: Material) -> str:
    """Return the method in a line, by what is counted and how it is put together."""
    view = material.view
    plain = view.steps.evidence == "none" and set(aggregations(view.catalogue)) == {"arithmetic"}
    if plain and not view.catalogue.statistics:
        return material.say("system_method_plain")
    return material.say("system_method", method=view.method_line)


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
    writer.table(say("system_table"), columns, rows, remarks=remarks, together=False)


def percentage(share: float) -> str:
    """Return a share in percent with one decimal, or none where there is none: 25%, 33.3%."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
