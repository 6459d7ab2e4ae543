"""The tables of analysed documents: their schemas and what a row says."""

from __future__ import annotations

import pytest

from bench.corpus.cleaning import load_rules
from bench.corpus.document import Document
from bench.evidence.analysis import Analyser, Analysis
from bench.regions.gazetteer import Gazetteer
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE
from tests.evidence.builders import document
from tests.evidence.tables import (
    claims_table,
    cuts_table,
    documents_table,
    evidence_table,
    figures_table,
)


@pytest.fixture(scope="module")
def analyses(analyser: Analyser) -> list[Analysis]:
    press = document(
        "一、西部做法",
        "武汉、长沙推出算力券，扩容智算中心，同时引进数字人才，服务企业400家。",
        "滨江区建成物联网产业园，集聚企业800家，产值突破百亿元，位居前列。",
        "成都举办龙舟赛12场，吸引游客30万人次，住宿餐饮企业受益明显。",
        "责任编辑：张三",
        path="press.md",
        title="城市观察",
        issuer="某报",
        date="2025-03",
    )
    plan = document(
        "支持青岛开展数据资产入表试点，给予最高200万元补助。",
        path="plan.txt",
        kind="plan",
        region="370000",
        date="2024",
        encoding="gb18030",
        note="有 2 个字符无法识别",
    )
    return [analyser.analyse(press), analyser.analyse(plan)]


@pytest.fixture(scope="module")
def evidence(analyses: list[Analysis], gazetteer: Gazetteer):
    return evidence_table(analyses, gazetteer)


def test_evidence_has_its_schema_and_ranges(evidence) -> None:
    EVIDENCE.check(evidence)
    assert len(evidence) > 5
    assert set(evidence["kind"]) <= {"measure", "fact"}
    assert evidence["confidence"].between(0, 1).all()
    assert evidence["strength"].between(0.5, 5).all()
    assert (evidence["end"] - evidence["start"] == evidence["quote"].str.len()).all()


def test_evidence_has_one_row_a_claim_region_and_indicator(
    evidence, analyses: list[Analysis]
) -> None:
    expected = [
        (a.document.path, c.sentence.start, code, hit)
        for a in analyses
        for c in a.claims
        for code in c.attribution.regions
        for hit in ([h.indicator for h in c.indicators] or [""])
    ]
    keys = ["document", "start", "region_code", "indicator"]
    assert [tuple(row) for row in evidence[keys].itertuples(index=False)] == expected
    assert len(set(expected)) == len(expected)


def test_several_regions_and_indicators_multiply(evidence) -> None:
    rows = evidence[evidence["quote"].str.startswith("武汉、长沙")]
    assert sorted(set(rows["region"])) == ["武汉", "长沙"]
    assert len(rows) == 2 * rows["indicator"].nunique()


def test_a_claim_on_no_indicator_has_one_row_without_one(evidence) -> None:
    (row,) = evidence[evidence["quote"].str.startswith("成都举办")].to_dict("records")
    assert (row["region"], row["indicator"], row["terms"]) == ("成都", "", "")


def test_a_district_is_filed_under_its_city_and_named_as_found(evidence) -> None:
    rows = evidence[evidence["quote"].str.startswith("滨江区")]
    assert set(rows["region"]) == {"杭州"}
    assert set(rows["region_code"]) == {"330100"}
    assert set(rows["place"]) == {"滨江区"}


def test_a_row_says_where_it_comes_from(evidence) -> None:
    row = evidence[evidence["document"] == "press.md"].iloc[0]
    assert row["section"] == "一、西部做法"
    assert (row["title"], row["date"], row["source_kind"]) == ("城市观察", "2025-03", "press")


def test_confidence_is_that_of_claim_region_and_indicator_together(
    evidence, analyses: list[Analysis]
) -> None:
    claim = analyses[0].claims[0]
    hit = claim.indicators[0]
    expected = claim.confidence * claim.attribution.confidence * hit.confidence
    assert evidence["confidence"].iloc[0] == pytest.approx(expected, abs=5e-5)


def test_claims_have_their_schema_and_one_row_each(
    analyses: list[Analysis], gazetteer: Gazetteer
) -> None:
    table = CLAIMS.check(claims_table(analyses, gazetteer))
    assert len(table) == sum(len(a.claims) for a in analyses)
    assert table["regions"].iloc[0] == "武汉|长沙"
    tasked = table[table["document"] == "plan.txt"].iloc[0]
    assert (tasked["regions"], tasked["region_source"]) == ("山东|青岛", "tasked")


def test_claims_and_evidence_tell_of_the_same_sentences(
    evidence, analyses: list[Analysis], gazetteer: Gazetteer
) -> None:
    keys = ["document", "start", "end", "quote", "kind", "status", "strength"]
    claims = claims_table(analyses, gazetteer)[keys]
    assert claims.to_dict("records") == evidence[keys].drop_duplicates().to_dict("records")


def test_documents_lists_what_was_read_and_what_was_skipped_by_name(
    evidence, analyses: list[Analysis], gazetteer: Gazetteer
) -> None:
    skipped = {"broken.txt": "不是文本文件", "z.xlsx": "暂不读取这种格式"}
    table = DOCUMENTS.check(documents_table(analyses, skipped, evidence, gazetteer))
    assert list(table["document"]) == ["broken.txt", "plan.txt", "press.md", "z.xlsx"]
    assert list(table["state"]) == ["skipped", "read", "read", "skipped"]
    broken, plan, press, _ = table.to_dict("records")
    assert (broken["problem"], broken["characters"]) == ("不是文本文件", 0)
    assert (plan["region"], plan["region_code"], plan["encoding"]) == ("山东", "370000", "gb18030")
    assert plan["problem"] == "有 2 个字符无法识别"
    assert press["claims"] == len(analyses[0].claims)
    assert press["evidence"] == (evidence["document"] == "press.md").sum()
    assert press["sentences"] == len(analyses[0].body.sentences)
    assert press["characters"] == len(analyses[0].document.text)
    assert press["cut_characters"] > 0
    assert press["cut"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cuts_tell_what_was_cut_and_why(analyses: list[Analysis], language: str) -> None:
    table = CUTS.check(cuts_table(analyses, language))
    assert "责任编辑：张三" in "".join(table["text"])
    reasons = {rule.id: rule.reason(language) for rule in load_rules()}
    for row in table.to_dict("records"):
        text = next(a.document.text for a in analyses if a.document.path == row["document"])
        assert row["text"] == text[row["start"] : row["end"]]
        assert row["reason"] == reasons[row["rule"]] != ""


def test_no_documents_give_empty_tables_of_the_same_schemas(gazetteer: Gazetteer) -> None:
    evidence = evidence_table([], gazetteer)
    for table, schema in (
        (evidence, EVIDENCE),
        (claims_table([], gazetteer), CLAIMS),
        (documents_table([], {}, evidence, gazetteer), DOCUMENTS),
        (cuts_table([], "zh"), CUTS),
    ):
        assert len(schema.check(table)) == 0


def test_figures_of_several_regions_on_one_thing_stand_side_by_side(
    analyser: Analyser, gazetteer: Gazetteer
) -> None:
    text = "浙江新增智能工厂16家。\n\n今年广东的出口额达3亿美元。\n\n广东新增智能工厂22家。"
    analyses = [analyser.analyse(Document(path="a.txt", text=text, kind="press"))]
    table = figures_table(analyses, gazetteer)
    factories = table[table["counted"] == "智能工厂"]
    assert factories[["region", "value", "unit"]].to_numpy().tolist() == [
        ["浙江", 16.0, "家"],
        ["广东", 22.0, "家"],
    ]
    assert factories.index.tolist() == list(range(factories.index[0], factories.index[0] + 2))
    assert all(
        text[start:end] == figure
        for start, end, figure in table[["start", "end", "figure"]].itertuples(index=False)
    )


def test_a_figure_is_of_the_region_that_its_clause_names(
    analyser: Analyser, gazetteer: Gazetteer
) -> None:
    text = "浙江有智能工厂16家，而广东有智能工厂22家。"
    analyses = [analyser.analyse(Document(path="a.txt", text=text, kind="press"))]
    table = figures_table(analyses, gazetteer)
    found = set(zip(table["region"], table["value"], strict=True))
    assert found == {("浙江", 16.0), ("广东", 22.0)}
