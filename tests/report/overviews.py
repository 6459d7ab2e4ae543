"""Runs over invented documents whose regions are really compared, for the sheets of comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bench.comparison.overview import Overview, overview
from bench.comparison.peers import Asked
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.report.view import ReportView
from bench.statistics.schema import STATISTICS
from tests.report.conftest import (
    make_statistics,
    make_statistics_catalogue,
    make_statistics_view,
    make_view,
    score_statistics,
)
from tests.scoring.builders import CODES, TREE, catalogue, claim, documents, evidence, scored

REGIONS = tuple(Region(code, name, name, "city", "") for name, code in CODES.items())
DOCUMENT = {"甲市": "a.txt", "乙市": "b.txt", "丙市": "c.txt", "丁市": "d.txt"}
# Region → indicator → measures; 甲市 says nothing of power.
MEASURES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "甲市": {
        "infra.net": ["铺设乡村光纤，年内通达每个渔港。", "=SUM(1)开头的一句照样是文字。"],
        "data.open": ["公开公交时刻数据。"],
    },
    "乙市": {
        "infra.net": ["在山间架设微波塔，为牧场供网。", "改造老楼弱电井，逐户接入光缆。"],
        "infra.power": ["修建抽水蓄能电站，装机八十万千瓦。", "为矿区更换节能变压器。"],
        "data.open": ["公开水文站的雨量数据，每小时更新。", "设数据专员，逐部门清点目录。"],
    },
    "丙市": {
        "infra.net": ["沿铁路布设光缆，连通边境口岸。"],
        "infra.power": ["在盐碱地建光伏电站，配建储能。", "补贴农户屋顶光伏，每户三千元。"],
        "data.open": ["授权企业运营气象数据，收益返还公共服务。"],
    },
    "丁市": {
        "infra.net": ["扩容海底光缆登陆站。"],
        "infra.power": ["建设海上风电场，就近接入电网。"],
        "data.open": ["举办数据应用大赛，奖励优胜团队。"],
    },
}


def rows() -> list[dict[str, object]]:
    found = []
    for region, indicators in MEASURES.items():
        place = 0
        for indicator, quotes in indicators.items():
            for quote in quotes:
                row = claim(
                    region,
                    indicator,
                    quote,
                    strength=1.0 if region == "甲市" else 4.0,
                    document=DOCUMENT[region],
                    start=place,
                )
                more = {"status": "planned", "instrument": "supply.infrastructure", "terms": "网"}
                found.append({**row, **more, "title": f"{region}规划", "section": "一、设施"})
                place += 100
    return found


def compared_view(target: str = "甲市", language: str = "zh", **changes: object) -> ReportView:
    """Four regions; the target trails on power, of which it says nothing."""
    given, issuers = rows(), {path: region for region, path in DOCUMENT.items()}
    made = scored(given, issuers, names=DOCUMENT, draws=0, language=language)
    model, _ = catalogue(TREE)
    own = next((one for one in made.composition.regions if one.name == target), None)
    found = overview(
        made,
        model,
        Gazetteer(REGIONS),
        seed=1,
        target=own,
        asked=Asked(count=2),
        language=language,
    )
    fields: dict[str, object] = {
        "catalogue": model,
        "evidence": evidence(given),
        "documents": documents(issuers),
        "scores": made.scores,
        "ranking": made.ranking,
        "steps": made.composition.method,
        "hierarchy": made.composition.hierarchy,
        "overview": found,
    }
    return make_view(4, language, target, **{**fields, **changes})


def found_in(view: ReportView) -> Overview:
    assert view.overview is not None
    return view.overview


def changed(view: ReportView, **fields: object) -> ReportView:
    """The view with other parts of its overview."""
    return replace(view, overview=replace(found_in(view), **fields))


def statistics_view(target: str = "杭州") -> ReportView:
    """A run over statistics alone, with its regions compared."""
    view = make_statistics_view()
    model = make_statistics_catalogue()
    made = score_statistics(model, make_statistics())
    own = next(one for one in made.composition.regions if one.name == target)
    regions = [Region(one.code, one.name, one.name, "city", "") for one in made.composition.regions]
    found = overview(made, model, Gazetteer(regions), seed=1, target=own)
    assert list(view.statistics.columns) == STATISTICS.names
    return replace(view, overview=found)
