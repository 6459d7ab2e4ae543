"""The brief in Word: its sections, its numbers, its quotes, for all kinds of runs."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook

from bench.comparison.gaps import INDICATOR
from bench.report.brief.brief import brief_bytes
from bench.report.brief.grounds import filed_elsewhere, is_fit
from bench.report.brief.material import Material
from bench.report.brief.pictures import Charts, draw_charts
from bench.report.summary import interval_text
from bench.report.view import ReportView
from bench.tables import EVIDENCE
from tests.report.compared import compared
from tests.report.conftest import evidence_row, make_statistics_view, make_view
from tests.report.overviews import compared_view, found_in, statistics_view

SECTIONS = [
    "一、背景与对标对象",
    "二、指标体系与权重",
    "三、总体排名与梯队",
    "四、分维度比较",
    "五、举措对照",
    "六、优势与差距",
    "七、可借鉴做法",
    "八、对策建议",
    "附录　资料来源、方法与局限",
]
NO_CHARTS = Charts({})
LINES = {"method_line": "arithmetic means", "source_line": "4 documents", "method": ()}


def opened(view: ReportView, charts: Charts = NO_CHARTS):
    return Document(BytesIO(brief_bytes(view, charts)))


def headings(document, level: int = 1) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def body(document) -> str:
    return "\n".join(p.text for p in document.paragraphs)


def whole(document) -> str:
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([body(document), *cells])


def tables(document) -> dict[str, list[list[str]]]:
    """Caption without its number → rows of texts, the heading first."""
    captions = [
        p.text.split("　", 1)[-1].split(". ", 1)[-1]
        for p in document.paragraphs
        if p.style.name == "Caption" and re.match("表|Table", p.text)
    ]
    rows = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
    return dict(zip(captions, rows, strict=True))


def many(count: int, target: str = "杭州", language: str = "zh") -> ReportView:
    return compared(make_view(count, language, target))


KINDS = {
    "four regions, compared": compared_view,
    "in English": lambda: compared_view(language="en"),
    "without a target": lambda: compared_view(target=""),
    "a target that is not in the run": lambda: compared_view(target="戊市"),
    "two regions": lambda: many(2),
    "one region": lambda: many(1),
    "no region": lambda: make_view(0, target=""),
    "thirty-one regions": lambda: many(31),
    "a hundred regions in English": lambda: many(100, language="en"),
    "a hundred regions, no target": lambda: many(100, target=""),
    "no overview": lambda: make_view(8),
    "an unranked target": lambda: many(8, target="海宁"),
    "nothing ranked": lambda: unranked(many(8)),
    "all alike": lambda: alike(many(8)),
    "statistics alone": statistics_view,
    "statistics without overview": make_statistics_view,
    "statistics in English": lambda: make_statistics_view(language="en"),
}


def unranked(view: ReportView) -> ReportView:
    numbers = ["index", "rank", "rank_low", "rank_high"]
    return replace(view, ranking=view.ranking.assign(**dict.fromkeys(numbers, float("nan"))))


def alike(view: ReportView) -> ReportView:
    ranking = view.ranking.assign(index=50.0, rank=1.0, rank_low=1.0, rank_high=1.0)
    return replace(view, ranking=ranking)


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_has_its_brief(kind: str) -> None:
    view = KINDS[kind]()
    document = opened(view)
    found = headings(document)
    assert len(found) == len(SECTIONS)
    if view.language == "zh":
        assert found == SECTIONS
    text = whole(document)
    assert not re.search(r"\bnan\b|\bNone\b|\bNaN\b|\{|\}|。。|\.\.(?!\.)", text)
    # A sentence never ends without its stop before the next begins.
    assert not re.search(r"。；|；。|，。", text)


def test_a_brief_has_contents_that_lead_to_its_sections() -> None:
    document = opened(compared_view())
    lines = [p for p in document.paragraphs if p.style.name == "toc 1"]
    assert [line.text for line in lines] == SECTIONS
    xml = document.element.xml
    for mark in re.findall(r'w:hyperlink w:anchor="(\w+)"', xml):
        assert f'w:name="{mark}"' in xml


def test_the_same_run_gives_the_same_bytes_with_its_charts() -> None:
    view = many(5)
    charts = draw_charts(view)
    data = brief_bytes(view, charts)
    assert data == brief_bytes(view)
    document = Document(BytesIO(data))
    shapes = document.inline_shapes
    assert len(shapes) == sum(map(len, charts.pages.values())) > 3
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert all(0 < shape.width <= room for shape in shapes)
    for shape in shapes:
        assert shape._inline.docPr.get("descr")
    figures = [p.text for p in document.paragraphs if p.text.startswith("图")]
    assert [int(re.match(r"图(\d+)", text)[1]) for text in figures] == list(
        range(1, len(charts.pages) + 1)
    )


def test_the_ranking_is_that_of_the_run() -> None:
    view = many(31)
    rows = tables(opened(view))["指数、名次与各维度得分"][1:]
    ranked = view.ranked.to_dict("records")
    assert [row[:4] for row in rows] == [
        [
            f"{row['rank']:.0f}",
            row["region"],
            f"{row['index']:.1f}",
            interval_text(row["rank_low"], row["rank_high"]),
        ]
        for row in ranked
    ]


def test_of_many_regions_the_first_the_target_and_its_peers_are_shown() -> None:
    view = many(100, target="海宁")
    rows = tables(opened(view))["指数、名次与各维度得分"][1:]
    assert len(rows) < 30
    names = [row[1] for row in rows]
    assert "海宁" in names
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=int)
    own = found_in(view).beside
    assert own is not None
    assert {region.name for region in own.gaps.peers} <= set(names)


def test_tiers_hold_every_ranked_region_once_and_mark_those_that_could_stand_elsewhere() -> None:
    view = many(31)
    material = Material.of(view)
    rows = tables(opened(view))["梯队"][1:]
    named = [name for row in rows for name in row[3].split("、")]
    assert [name.rstrip("*\u2060") for name in named] == view.ranked["region"].tolist()
    # The star never stands at the beginning of a line without its name.
    assert [name.endswith("\u2060*") for name in named] == [a < b for a, b in material.reachable]
    assert sum(int(row[2]) for row in rows) == 30
    assert rows[0][0] == "第一梯队"


def test_gaps_are_those_of_the_run_and_each_large_one_has_a_suggestion() -> None:
    view = many(8)
    own = found_in(view).beside
    assert own is not None
    gaps = own.gaps.table[(own.gaps.table["kind"] == INDICATOR) & own.gaps.table["gap"].notna()]
    document = opened(view)
    rows = tables(document)["杭州与可比地区的差距"][1:]
    names = {i.id: i.name.zh for i in view.catalogue.indicators}
    assert [row[0] for row in rows] == [names[name] for name in gaps["id"]][: len(rows)]
    assert [row[5] for row in rows] == [f"{gap:.1f}" for gap in gaps["gap"]][: len(rows)]
    parts = headings(document, 2)
    first = next(i for i, text in enumerate(parts) if text.endswith(names[gaps["id"].iloc[0]]))
    assert [text[3:] for text in parts[first : first + 5]] == [names[n] for n in gaps["id"]][:5]
    assert body(document).count("牵头单位：____") == 5


def test_quotes_are_those_of_the_evidence_and_lead_to_its_rows() -> None:
    view = compared_view()
    document = opened(view)
    cited = tables(document)["引文出处"][1:]
    assert [int(row[0]) for row in cited] == list(range(1, len(cited) + 1))
    quotes = set(view.evidence["quote"])
    assert all(row[2] in quotes for row in cited)
    numbers = {int(n) for n in re.findall(r"〔(\d+)〕", whole(document))}
    assert numbers == set(range(1, len(cited) + 1))
    practices = tables(document)["可借鉴做法"][1:]
    for row in practices:
        quote, _, source = row[2].partition("\n")
        assert re.sub(r"〔\d+〕$", "", quote) in quotes
        assert re.match(r"——《.+》，.+，证据表第\d+行$", source)


def test_the_rows_cited_are_those_of_the_workbook(cities: Path) -> None:
    document = Document(str(cities / "out" / "brief.docx"))
    assert headings(document) == SECTIONS
    evidence = pd.read_csv(cities / "out" / "evidence.csv", keep_default_na=False)
    sheet = load_workbook(cities / "out" / "benchmark.xlsx", read_only=True)["证据"]
    rows = [[str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    cited = tables(document)["引文出处"][1:]
    assert len(cited) > 5
    for _, region, quote, place, row in cited:
        assert quote in set(evidence["quote"])
        assert quote in rows[int(row) - 1]
        assert region in rows[int(row) - 1]
        assert place.startswith("《")


def test_hostile_text_is_written_and_opens() -> None:
    bad = "坏\x00字\x0b\ud800<w:p>&amp;\ufffe"
    rows = [evidence_row("杭州", "330000", "governance.rules", quote=f"{bad}出台条例。")]
    view = replace(many(4), evidence=EVIDENCE.frame(rows), title=bad)
    document = opened(view)
    assert "坏\ufffd字\ufffd" in document.paragraphs[0].text
    assert "<w:p>&amp;" in document.paragraphs[0].text
    assert document.core_properties.title


def test_a_run_of_statistics_tells_values_and_no_documents() -> None:
    document = opened(statistics_view())
    text = whole(document)
    assert "没有政策文件可引" in text
    assert "做了而没有写进文件" not in text
    assert "牵头单位" in text
    suggestions = body(document).split("八、对策建议")[-1].split("附录")[0]
    assert re.search(r"数值：杭州\d", suggestions)
    assert "研究“" in suggestions


def test_english_has_no_chinese_but_names_and_quotes() -> None:
    document = opened(replace(compared_view(language="en"), **LINES))
    for paragraph in document.paragraphs:
        assert not re.search("[，。；：、]", re.sub('"[^"]*"', "", paragraph.text)), paragraph.text


def test_a_small_gap_asks_for_nothing() -> None:
    view = many(8)
    own = found_in(view).beside
    assert own is not None
    table = own.gaps.table.assign(gap=own.gaps.table["gap"] * 0 + 0.001)
    overview = replace(found_in(view), beside=replace(own, gaps=replace(own.gaps, table=table)))
    suggestions = body(opened(replace(view, overview=overview))).split("八、对策建议")[-1]
    assert suggestions.count("牵头单位：____") <= 1
    text = body(opened(replace(view, overview=overview)))
    assert "0项低于" in text
    assert "没有一项指标低于可比地区中位数" in text or "没有一项低于可比地区中位数" in text
    assert "杭州与可比地区的差距" not in text


def test_below_eight_ranked_regions_there_are_no_tiers_and_the_brief_says_so_first() -> None:
    view = many(7)
    document = opened(view)
    points = [p.text for p in document.paragraphs if p.style.name == "Body Text"]
    assert points[0].startswith("资料不足，名次只供参考。")
    assert "梯队" not in tables(document)
    assert "资料不足" not in body(opened(many(31)))


def test_key_points_are_standing_strengths_and_gaps_with_one_caveat() -> None:
    view = many(31)
    text = body(opened(view)).split("要点")[1].split("目　录")[0]
    for lead in ("1. 总体位次。", "2. 优势。", "3. 短板与建议。", "说明："):
        assert text.count(lead) == 1
    own = found_in(view).beside
    assert own is not None
    assert all(peer.name in text for peer in own.gaps.peers)
    names = {i.id: i.name.zh for i in view.catalogue.indicators}
    assert all(names[name] in text for name in Material.of(view).trailing["id"].head(3))


def test_a_rank_worked_out_is_told_beside_the_rank_interval() -> None:
    sentences = [s for s in re.split("。|\n", whole(opened(many(8)))) if "名次由" in s]
    assert sentences
    assert all("现有名次区间" in s and "系文本测算" in s for s in sentences)


def test_only_practices_found_by_a_term_that_stand_by_themselves_are_shown() -> None:
    view = compared_view()
    shown = tables(opened(view))["可借鉴做法"][1:]
    assert shown
    none = replace(view, evidence=view.evidence.assign(terms=""))
    text = whole(opened(none))
    assert "没有找到可供借鉴的新举措" in text
    material = Material.of(view)
    claim = view.evidence.to_dict("records")[0]
    assert is_fit(material, claim)
    for quote in ("以及铺设光纤。", "要做好以下工作：", "Including fibre."):
        assert not is_fit(material, {**claim, "quote": quote})
    assert is_fit(material, {**claim, "quote": "Order fibre."})


def test_sentences_with_the_terms_of_a_gap_that_are_filed_elsewhere_are_listed() -> None:
    view = many(8)
    material = Material.of(view)
    gap = material.trailing["id"].iloc[0]
    term = next(iter(view.catalogue.indicator(gap).terms))
    other = next(i.id for i in view.catalogue.indicators if i.id != gap)
    code = material.target_code
    rows = [
        evidence_row("杭州", code, other, start=0, quote=f"另行部署{term}。"),
        evidence_row("杭州", code, gap, start=50, quote=f"建设{term}。"),
    ]
    changed_view = replace(view, evidence=EVIDENCE.frame(rows))
    found = filed_elsewhere(Material.of(changed_view), gap)
    assert [row["start"] for row in found] == [0]
    text = body(opened(changed_view))
    assert f"请先核对下列表述是否应计入：“另行部署{term}”" in text


def test_the_title_names_the_target_and_leaves_out_what_it_says_itself() -> None:
    view = many(8)
    assert opened(view).paragraphs[0].text == "关于杭州数字经济的对标分析（初稿）"
    assert opened(many(8, target="")).paragraphs[0].text == "数字经济对标（初稿）"
    assert opened(view).paragraphs[1].text.startswith("编制单位：____")


def test_of_a_target_that_was_not_read_nothing_is_judged() -> None:
    view = many(8)
    own = found_in(view).beside
    assert own is not None
    nothing = dict.fromkeys(["score", "gap", "gap_to_best", "index_gain", "rank_after"], math.nan)
    table = own.gaps.table.assign(state="unread", **nothing)
    overview = replace(found_in(view), beside=replace(own, gaps=replace(own.gaps, table=table)))
    text = body(opened(replace(view, overview=overview)))
    assert "没有读到杭州的资料，不能判断它的优势与差距" in text
    assert "没有读到杭州的资料，不拟具体建议" in text
    assert "低于可比地区中位数" not in text
