"""The section of a brief on dimensions: who stands where, and what hardly any region states."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from bench.comparison.gaps import DIMENSION
from bench.report.brief.material import Material
from bench.report.brief.opening import percentage
from bench.report.brief.pictures import Charts
from bench.report.brief.table import Column
from bench.report.brief.writer import Writer
from bench.report.cells import score_cells
from bench.report.wording import names_of, part_name, percent
from bench.scoring.states import SILENT, UNREAD

_NAMES: Final = 3
_SELDOM: Final = 8
_DECIMALS: Final = 6  # to which scores are told apart


def write_dimensions(writer: Writer, material: Material, charts: Charts) -> None:
    """Write how regions differ by dimension, and what is stated at all."""
    view, say = material.view, material.say
    writer.section(say("dimensions"))
    writer.body(_seldom(material))
    if material.beside is not None and material.target_code:
        _beside_peers(writer, material)
    elif len(view.ranked) > 1:
        _among_all(writer, material)
    charts.write(writer, "dimensions", say("dimensions_chart"))
    charts.write(writer, "heatmap", say("heatmap_chart"))


def _seldom(material: Material) -> str:
    """Name the indicators that hardly any ranked region states."""
    view, say = material.view, material.say
    cells, codes = score_cells(view), [str(code) for code in view.ranked["region_code"]]
    found: list[tuple[int, str]] = []
    for indicator in view.catalogue.evidence_indicators:
        states = [cells[(code, indicator.id)].state for code in codes]
        read = [state for state in states if state != UNREAD]
        stated = len(read) - read.count(SILENT)
        if read and stated <= material.rules.seldom * len(read):
            name = part_name(view, indicator.id)
            found.append((stated, say("seldom_one", indicator=name, count=stated)))
    if not found:
        return ""
    names = [name for _, name in sorted(found, key=lambda one: one[0])][:_SELDOM]
    share = percent(material.rules.seldom)
    return say("seldom", share=share, count=len(found), names=material.listed(names))


def _beside_peers(writer: Writer, material: Material) -> None:
    """Write the target's score, rank and gap in every dimension."""
    view, say, own = material.view, material.say, material.beside
    assert own is not None
    table = own.gaps.table
    gaps = {row["id"]: row for row in table[table["kind"] == DIMENSION].to_dict("records")}
    ranks, weights = _own_ranks(material), material.dimension_weights
    rows = []
    for dimension in view.catalogue.dimensions:
        gap = gaps[dimension.id]
        rows.append(
            [
                dimension.name.in_(view.language),
                *([percentage(weights[dimension.id])] if dimension.id in weights else []),
                material.index(gap["score"]),
                material.rank(ranks.get(dimension.id, math.nan)),
                material.index(gap["median"]),
                _best(material, gap["best"], str(gap["best_regions"])),
            ]
        )
    columns = [
        Column(say("column_dimension"), 2.2),
        *([Column(say("column_weight"), 1, "centre")] if weights else []),
        Column(say("column_target", target=view.target), 1.2, "centre"),
        Column(say("column_rank"), 0.9, "centre"),
        Column(say("column_median"), 1.5, "centre"),
        Column(say("column_best"), 2),
    ]
    writer.table(say("dimensions_table", target=view.target), columns, rows)


def _own_ranks(material: Material) -> dict[str, float]:
    """Return dimension → rank of the target among the ranked; empty where it is not one."""
    names = [dimension.id for dimension in material.view.catalogue.dimensions]
    ranked = material.view.ranked
    ranks = ranked[names].round(_DECIMALS).rank(ascending=False, method="min")
    own = ranks[(ranked["region_code"] == material.target_code).to_numpy()].to_dict("records")
    return {str(name): float(rank) for name, rank in own[0].items()} if own else {}


def _best(material: Material, best: float, regions: str) -> str:
    if pd.isna(best):
        return "–"
    names = material.listed(regions.split("|")) if regions else material.say("many")
    return material.say("region_score", region=names, score=material.index(best))


def _among_all(writer: Writer, material: Material) -> None:
    """Write who is highest and lowest in every dimension, among the ranked."""
    view, say = material.view, material.say
    rows = []
    for dimension in view.catalogue.dimensions:
        scores = view.ranked.set_index("region")[dimension.id].dropna()
        ends = [_at(material, scores, end) for end in (scores.max(), scores.min())]
        middle = material.index(float(scores.median()))
        rows.append([dimension.name.in_(view.language), ends[0], middle, ends[1]])
    columns = [
        Column(say("column_dimension"), 2),
        Column(say("column_highest"), 2.2),
        Column(say("column_middle"), 1, "centre"),
        Column(say("column_lowest"), 2.2),
    ]
    writer.table(say("dimensions_table_all"), columns, rows)


def _at(material: Material, scores: pd.Series[float], value: float) -> str:
    """Return who has a score, and the score."""
    if scores.empty:
        return "–"
    names = [str(name) for name in scores.index[scores.round(_DECIMALS) == round(value, _DECIMALS)]]
    shown = names_of(material.view, names, _NAMES)
    return material.say("region_score", region=shown, score=material.index(value))
