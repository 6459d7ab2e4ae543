"""Small made-up runs of any size, with every state and awkward text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd
import pytest

from bench.catalogue.loading import catalogue_weights
from bench.catalogue.model import Catalogue
from bench.report.view import ReportView
from bench.scoring.ranking import Candidate
from bench.scoring.score import Scored, score_regions
from bench.scoring.sureness import no_sureness
from bench.statistics.schema import STATISTICS, Statistics
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES, RANKING, SCORES

LONGEST = "黔西南布依族苗族自治州"
NAMES = ("杭州", "深圳", "浙江", LONGEST, "广东", "内蒙古", "长三角", "海宁")

DIMENSIONS = {
    ("infrastructure", "数字基础设施", "Digital infrastructure"): (
        ("computing", "算力设施", "Computing power"),
        ("networks", "5G与千兆光网", "5G and gigabit networks"),
        ("iot", "物联网感知", "Internet of things"),
        ("platforms", "工业互联网平台", "Industrial internet platforms"),
        ("green", "绿色数据中心", "Green data centres"),
    ),
    ("data_markets", "数据要素市场", "Data markets"): (
        ("rights", "数据产权", "Data property rights"),
        ("exchange", "数据交易场所", "Data exchanges"),
        ("public_data", "公共数据授权运营", "Licensed use of public data"),
        ("crossborder", "数据跨境流动", "Cross-border data flows"),
        ("security", "数据安全", "Data security"),
    ),
    ("clusters", "产业集群", "Industrial clusters"): (
        ("ai", "人工智能", "Artificial intelligence"),
        ("chips", "集成电路", "Integrated circuits"),
        ("software", "软件和信息服务", "Software and IT services"),
        ("smes", "专精特新企业", "Specialised small firms"),
        ("upgrade", "制造业数字化转型", "Digital upgrade of manufacturing"),
        ("capital", "产业基金", "Industrial funds"),
    ),
    ("governance", "数字治理", "Digital governance"): (
        ("services", "政务一网通办", "One-stop government services"),
        ("city_brain", "城市大脑", "City brain"),
        ("rules", "地方立法与标准", "Local rules and standards"),
        ("talent", "数字人才", "Digital talent"),
        ("inclusion", "数字包容", "Digital inclusion"),
    ),
}


def make_catalogue() -> Catalogue:
    def text(zh: str, en: str) -> dict[str, str]:
        return {"zh": zh, "en": en}

    def indicator(id_: str, zh: str, en: str) -> dict[str, object]:
        definition = text(f"文件对{zh}的举措和进展。", f"What documents say of {en.lower()}.")
        return {"id": id_, "name": text(zh, en), "definition": definition, "terms": {zh: 1.0}}

    dimensions = [
        {
            "id": id_,
            "name": text(zh, en),
            "definition": text(f"{zh}。", f"{en}."),
            "indicators": [indicator(f"{id_}.{own}", *names) for own, *names in indicators],
        }
        for (id_, zh, en), indicators in DIMENSIONS.items()
    ]
    title = text("数字经济政策", "Digital economy policy")
    return Catalogue.model_validate({"title": title, "dimensions": dimensions})


def region_names(count: int) -> list[str]:
    return [*NAMES, *(f"{LONGEST[: 2 + i % 9]}{i}" for i in range(len(NAMES), count))][:count]


def make_view(count: int = 8, language: str = "zh", target: str = "杭州", **changes) -> ReportView:
    """A run over ``count`` regions; the last of four or more has no rank."""
    catalogue = make_catalogue()
    random = np.random.default_rng(count)
    names = region_names(count)
    codes = [f"{330000 + i}" for i in range(count)]
    evidence, scores = [], []
    for name, code in zip(names, codes, strict=True):
        for dimension in catalogue.dimensions:
            for indicator in dimension.indicators:
                state = str(random.choice(["stated", "silent", "unread"], p=[0.6, 0.25, 0.15]))
                score = {"stated": round(float(random.uniform(1, 100)), 3), "silent": 0.0}
                claims = int(random.integers(1, 4)) if state == "stated" else 0
                scores.append(
                    {
                        "region": name,
                        "region_code": code,
                        "dimension": dimension.id,
                        "indicator": indicator.id,
                        "score": score.get(state, math.nan),
                        "state": state,
                        "claims": claims,
                        "normalised": score.get(state, math.nan),
                        "value": math.nan,
                    }
                )
                evidence += [
                    evidence_row(name, code, indicator.id, start=20 * n) for n in range(claims)
                ]
    fields = {
        "title": "数字经济对标" if language == "zh" else "Digital economy benchmark",
        "language": language,
        "target": target,
        "method_line": "按政策文件中的举措和事实计分，熵权与等权平均，蒙特卡洛模拟名次区间",
        "source_line": f"资料：{count}个地区的公开政策文件",
        "date": "2024-05-31",
        "catalogue": catalogue,
        "evidence": EVIDENCE.frame(evidence),
        "claims": CLAIMS.empty(),
        "figures": FIGURES.frame([figure_row(names[0], codes[0])] if len(names) else []),
        "scores": SCORES.frame(scores),
        "ranking": make_ranking(names, codes, catalogue, random),
        "sureness": no_sureness(),
        "documents": DOCUMENTS.frame([document_row()]),
        "cuts": CUTS.frame([cut_row()]),
        "statistics": STATISTICS.empty(),
        "similarity": make_similarity(names, random),
        "method": (("权重", "等权"), ("文件数", "1")),
    }
    return ReportView(**{**fields, **changes})


def figure_row(region: str, code: str, **changes: object) -> dict[str, object]:
    row = {
        "counted": "算力规模",
        "region": region,
        "region_code": code,
        "figure": "3500PFlops",
        "value": 3.5,
        "high": math.nan,
        "unit": "EFLOPS",
        "comparator": ">",
        "change": "level",
        "year": "2026",
        "kind": "measure",
        "status": "planned",
        "indicators": "infrastructure.computing",
        "quote": "到2026年，算力规模突破3500PFlops。",
        "document": "plan.txt",
        "start": 40,
        "end": 50,
        "title": "行动计划",
        "date": "2024",
    }
    return {**row, **changes}


def evidence_row(region: str, code: str, indicator: str, **changes: object) -> dict[str, object]:
    row = {
        "document": "plans/example.txt",
        "start": 0,
        "end": 18,
        "quote": "到2025年建成一批算力中心，总规模居前。",
        "section": "第二章 > 一、基础设施",
        "region": region,
        "region_code": code,
        "place": region,
        "kind": "measure",
        "status": "planned",
        "indicator": indicator,
        "confidence": 0.83,
        "strength": 2.5,
        "instrument": "supply.infrastructure",
        "terms": "算力",
        "source_kind": "plan",
        "title": "示例规划",
        "date": "2023-04",
    }
    return {**row, **changes}


def document_row(**changes: object) -> dict[str, object]:
    row = {
        "document": "plans/example.txt",
        "state": "read",
        "problem": "",
        "title": "示例规划",
        "issuer": "示例市政府",
        "date": "2023-04",
        "kind": "plan",
        "region": "杭州",
        "region_code": "330100",
        "encoding": "utf-8",
        "characters": 1200,
        "sentences": 40,
        "claims": 12,
        "evidence": 15,
        "cut_characters": 60,
        "cut": "0-60 navigation",
    }
    return {**row, **changes}


def cut_row(**changes: object) -> dict[str, object]:
    row = {
        "document": "plans/example.txt",
        "start": 0,
        "end": 8,
        "rule": "navigation",
        "reason": "网页导航",
        "text": "首页 > 政务公开",
    }
    return {**row, **changes}


def make_ranking(names, codes, catalogue, random) -> pd.DataFrame:
    count = len(names)
    index = np.sort(np.round(random.uniform(5, 95, count), 3))[::-1]
    rows = []
    for place, (name, code) in enumerate(zip(names, codes, strict=True)):
        ranked = count < 4 or place < count - 1
        spread = int(random.integers(0, 4))
        low, high = max(1, place + 1 - spread), min(count, place + 1 + spread)
        row = {
            "region": name,
            "region_code": code,
            "level": "city",
            "index": float(index[place]) if ranked else math.nan,
            "rank": place + 1.0 if ranked else math.nan,
            "rank_low": float(low) if ranked else math.nan,
            "rank_high": float(high) if ranked else math.nan,
            "claims": int(random.integers(0, 300)),
            "coverage": round(float(random.uniform(0.2, 1)), 3),
            "note": "" if ranked else "读到的指标权重不足一半，无法给出可靠的名次",
        }
        for dimension in catalogue.dimensions:
            row[dimension.id] = round(float(random.uniform(0, 100)), 3) if ranked else math.nan
        rows.append(row)
    columns = [*RANKING.names, *(dimension.id for dimension in catalogue.dimensions)]
    return RANKING.frame(rows).reindex(columns=columns)


def make_similarity(names: list[str], random: np.random.Generator) -> pd.DataFrame:
    profiles = random.uniform(0, 1, (len(names), 6)) ** 2
    unit = profiles / np.linalg.norm(profiles, axis=1, keepdims=True)
    return pd.DataFrame(unit @ unit.T, index=names, columns=names)


STATISTICS_ROWS = (
    # region, code, 基站, 时延, 占比
    ("深圳", "440300", 48.0, 8.0, 24.0),
    ("杭州", "330100", 42.0, 10.0, 18.0),
    ("成都", "510100", 36.0, math.nan, 12.0),
)


def make_statistics_catalogue(
    method: Mapping[str, object] | None = None, aggregation: str = "arithmetic"
) -> Catalogue:
    """Three statistics: with goalposts, lower is better, with a target."""

    def own(name: str, zh: str, **more: object) -> dict[str, object]:
        text = {"zh": zh, "en": name}
        return {"id": name, "kind": "statistic", "name": text, "definition": text, **more}

    base = own("infra.base", "基站", unit="个", goalposts=[0.0, 60.0])
    delay = own("infra.delay", "时延", unit="毫秒", direction="lower")
    share = own("firms.share", "占比", unit="%", target=20.0)
    infra = {"id": "infra", "name": "设施", "definition": "设施", "aggregation": aggregation}
    firms = {"id": "firms", "name": "产业", "definition": "产业", "indicators": [share]}
    return Catalogue.model_validate(
        {
            "title": "统计",
            "method": method or {},
            "dimensions": [{**infra, "indicators": [base, delay]}, firms],
        }
    )


def make_statistics(rows: Iterable[tuple[object, ...]] = STATISTICS_ROWS) -> Statistics:
    units = {"infra.base": "个", "infra.delay": "毫秒", "firms.share": "%"}
    table = [
        {
            "region": region,
            "region_code": code,
            "indicator": indicator,
            "value": value,
            "year": "2024",
            "unit": unit,
            "source": "年鉴",
            "place": f"values.csv:{line}",
        }
        for line, (region, code, *values) in enumerate(rows, start=2)
        for (indicator, unit), value in zip(units.items(), values, strict=True)
        if not math.isnan(value)
    ]
    return Statistics(STATISTICS.frame(table))


def score_statistics(catalogue: Catalogue, statistics: Statistics, regions: int = 3) -> Scored:
    return score_regions(
        EVIDENCE.empty(),
        DOCUMENTS.empty(),
        catalogue,
        catalogue_weights(catalogue),
        regions=[Candidate(name, code, "city") for name, code, *_ in STATISTICS_ROWS[:regions]],
        min_claims=5,
        min_coverage=0.5,
        draws=0,
        seed=1,
        statistics=statistics,
    )


def make_statistics_view(
    method: Mapping[str, object] | None = None,
    aggregation: str = "arithmetic",
    language: str = "zh",
    regions: int = 3,
) -> ReportView:
    """A run over statistics alone, scored as any."""
    catalogue, statistics = make_statistics_catalogue(method, aggregation), make_statistics()
    scored = score_statistics(catalogue, statistics, regions)
    return make_view(
        0,
        language,
        "杭州",
        catalogue=catalogue,
        documents=DOCUMENTS.empty(),
        cuts=CUTS.empty(),
        scores=scored.scores,
        ranking=scored.ranking,
        statistics=statistics.table,
        steps=scored.composition.method,
        hierarchy=scored.composition.hierarchy,
    )


@pytest.fixture
def view_of() -> Callable[..., ReportView]:
    return make_view


@pytest.fixture
def view() -> ReportView:
    return make_view()
