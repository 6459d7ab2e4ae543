"""Whose measure or fact a sentence states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus.sentences import split_body
from bench.evidence.attribution import Attributor
from bench.evidence.attribution_rules import load_attribution_rules
from bench.regions.gazetteer import Gazetteer
from tests.evidence.builders import attributed, document, names

SHANDONG = "370000"
RESEARCH = {"kind": "research"}
PLAN = {"kind": "plan", "region": SHANDONG}


# --- who is the subject ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("成都建成智算中心两座。", ["成都"]),
        ("目前，成都建成智算中心两座。", ["成都"]),
        ("在成都，数商超过百家。", ["成都"]),
        ("例如成都，建成智算中心两座。", ["成都"]),
        ("西安、重庆和贵阳推出算力券。", ["西安", "重庆", "贵阳"]),
        ("苏州与无锡共建标识解析节点。", ["苏州", "无锡"]),
        ("青岛有工业互联网平台16家，而济南有22家。", ["青岛", "济南"]),
        ("青岛有工业互联网平台16家，而济南22家。", ["青岛", "济南"]),
        ("长沙建成智能工厂40家，宁波建成56家。", ["长沙", "宁波"]),
        ("北上广深率先建成万兆光网。", ["北京", "上海", "广州", "深圳"]),
        ("苏浙沪共建算力网络。", ["江苏", "浙江", "上海"]),
        ("京津冀建成一体化算力网络。", ["京津冀"]),
        ("内蒙古建成数据中心集群。", ["内蒙古"]),
        ("浙江海宁建成袜业产业大脑。", ["海宁"]),
        ("机器人企业总部落户芜湖，年产整机两千台。", ["芜湖"]),
    ],
)
def test_the_subject_of_the_sentence_or_of_its_clauses(
    attributor: Attributor, text: str, regions: list[str]
) -> None:
    assert names(attributor, text) == [regions]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("贵阳学习深圳做法，建设数据交易所。", ["贵阳"]),
        ("厦门的数字经济增速高于福州，达到11%。", ["厦门"]),
        ("珠海依托前海，发展跨境数据服务。", ["珠海"]),
        ("贵阳的数商数量超过成都。", ["贵阳"]),
        ("贵阳的数据产品销往上海、广州。", ["贵阳"]),
        ("贵阳的数商为成都的1/2，昆明的三分之一。", ["贵阳"]),
        ("贵阳的数商为成都的1.5倍，昆明的两倍。", ["贵阳"]),
        ("长三角27个城市中，杭州数商最多。", ["杭州"]),
        ("算力最强的不是成都，而是被称为小城的贵阳。", ["贵阳"]),
        ("长三角一体化加速推进，扬州新增数商300家。", ["扬州"]),
        ("抢抓成渝协同机遇，遂宁建成智算中心。", ["遂宁"]),
        ("济南游客在贵阳用数字人民币买票。", ["贵阳"]),
    ],
)
def test_a_place_compared_with_learnt_from_or_sold_to_is_no_subject(
    attributor: Attributor, text: str, regions: list[str]
) -> None:
    assert names(attributor, text) == [regions]


@pytest.mark.parametrize(
    "text",
    [
        "浙江工商大学发布数据资产评估报告，覆盖120家企业。",
        "据深圳特区报报道，新增数商30家。",
        "京东建成无人仓库12座。",
        "云舟智造（江苏）有限公司建成无人仓库12座。",
    ],
)
def test_an_institution_whose_name_holds_a_place_is_not_that_place(
    attributor: Attributor, text: str
) -> None:
    assert names(attributor, text) == [["全国"]]


def test_an_institution_beside_a_place_leaves_the_place(attributor: Attributor) -> None:
    assert names(attributor, "南京大学与成都共建人工智能实验室。") == [["成都"]]


@pytest.mark.parametrize(
    ("text", "city", "place"),
    [
        ("滨江区建成物联网产业园。", "杭州", "滨江区"),
        ("杭州市滨江区建成物联网产业园。", "杭州", "杭州市滨江区"),
        ("浦东新区出台数据交易办法。", "上海", "浦东新区"),
        ("前海上线国际数据通道。", "深圳", "前海"),
    ],
)
def test_a_district_or_zone_counts_for_its_city_and_the_place_is_kept(
    attributor: Attributor, gazetteer: Gazetteer, text: str, city: str, place: str
) -> None:
    ((_, found),) = attributed(attributor, text)
    assert [gazetteer.get(code).name for code in found.regions] == [city]
    assert found.places == (place,)


def test_a_place_named_as_itself_is_not_repeated(attributor: Attributor) -> None:
    ((_, found),) = attributed(attributor, "成都建成智算中心两座。")
    assert found.places == ("",)


@pytest.mark.parametrize(
    "text",
    [
        "我国建成全球规模最大的5G网络。",
        "国家数据局启动可信数据空间试点。",
        "各地加快开放公共数据。",
        "目前，全国建成数据交易机构四十家。",
        "党的二十大报告提出，加快发展数字经济。",
        "二十届三中全会要求，培育全国一体化数据市场。",
        "西部地区新建数据中心12座。",
        "建议国家出台公共数据授权运营条例。",
        "目前，多数省份已设立数据集团。",
        "习近平总书记强调，要做强做优做大数字经济。",
    ],
)
def test_the_nation_as_subject(attributor: Attributor, text: str) -> None:
    ((_, found),) = attributed(attributor, text)
    assert (found.regions, found.source) == (("100000",), "nation")


@pytest.mark.parametrize(
    "text",
    [
        "数商规模位居全国前列。",
        "占全国总量的12%，拥有机房40座。",
        "是全国14个软件名城之一。",
        "参与研制中国电科的操作系统，用户达300家。",
        "在各地增速放缓的时候，软件收入增长9%。",
    ],
)
def test_the_nation_as_yardstick_leaves_the_subject_before(
    attributor: Attributor, text: str
) -> None:
    assert names(attributor, f"贵阳培育数商300家。{text}") == [["贵阳"]] * 2


def test_the_nation_stands_beside_the_cities_to_which_it_gives_a_task(
    attributor: Attributor,
) -> None:
    text = "我国启动数据标注试点，合肥、长沙等7个城市将培育标注产业。"
    assert names(attributor, text) == [["全国", "合肥", "长沙"]]
    ((_, found),) = attributed(attributor, text)
    assert (found.source, found.places) == ("subject", ("", "", ""))


def test_where_the_nation_builds_is_only_its_site(attributor: Attributor) -> None:
    text = "我国加快建设算力网络，在京津冀、成渝布局枢纽节点。"
    assert names(attributor, text) == [["全国"]]


def test_what_is_the_nations_first_is_the_citys(attributor: Attributor) -> None:
    assert names(attributor, "作为我国的制造重镇，佛山建成智能工厂40家。") == [["佛山"]]


# --- what is carried over ---------------------------------------------------------------------


def test_an_elided_subject_is_carried_over(attributor: Attributor) -> None:
    text = "成都建成智算中心两座。同时推进数据中心绿色化改造。已发放算力券三千万元。"
    assert names(attributor, text) == [["成都"]] * 3
    assert [a.source for _, a in attributed(attributor, text)] == ["subject", "carried", "carried"]


def test_it_is_carried_into_the_next_paragraph_but_not_under_the_next_heading(
    attributor: Attributor,
) -> None:
    paragraphs = (
        "一、西部做法",
        "成都建成智算中心两座，算力规模位居前列。",
        "还发放算力券三千万元，服务企业四百家。",
        "二、其他做法",
        "发放算力券三千万元，服务企业四百家。",
    )
    assert names(attributor, *paragraphs) == [["成都"], ["成都"], ["全国"]]


@pytest.mark.parametrize(
    "opening", ["此外，", "同时，", "——", "其二是", "（二）", "该平台", "如今，这个项目", "他们"]
)
def test_a_paragraph_that_goes_on_is_about_the_region_before(
    attributor: Attributor, opening: str
) -> None:
    paragraphs = ("成都建成智算中心两座，算力规模位居前列。", f"{opening}向企业发放算力券。")
    assert names(attributor, *paragraphs) == [["成都"], ["成都"]]


@pytest.mark.parametrize(
    "text", ["算力需求一年增长三成。", "数据交易机构全面开花。", "通信企业投产两条产线。"]
)
def test_any_other_paragraph_that_names_nobody_begins_anew(
    attributor: Attributor, text: str
) -> None:
    assert names(attributor, "在成都，智算中心建成两座。", text) == [["成都"], ["全国"]]
    assert names(attributor, "在成都，智算中心建成两座。" + text) == [["成都"], ["成都"]]


def test_who_takes_part_in_what_is_founded_is_no_subject(attributor: Attributor) -> None:
    text = "组建重庆、贵阳参与的算力联盟。"
    assert names(attributor, text, title="成都算力调查") == [["成都"]]


def test_a_new_subject_takes_over(attributor: Attributor) -> None:
    text = "成都发放算力券。宁波登记数据产品。已服务企业四百家。"
    assert names(attributor, text) == [["成都"], ["宁波"], ["宁波"]]


@pytest.mark.parametrize("back", ["两市都设立数据专区。", "两地共享算力。", "上述城市开放数据。"])
def test_both_cities_points_back_to_both(attributor: Attributor, back: str) -> None:
    text = f"武汉、长沙聚集了一批大科学装置。武汉新建实验室三家。{back}"
    assert names(attributor, text) == [["武汉", "长沙"], ["武汉"], ["武汉", "长沙"]]


def test_both_cities_in_the_sentence_that_names_them(attributor: Attributor) -> None:
    assert names(attributor, "从武汉、长沙的经验看，两市都设立了数据专区。") == [["武汉", "长沙"]]


def test_the_place_itself_points_back_to_one(attributor: Attributor) -> None:
    text = "贵阳、昆明推进数据开放。贵阳建成交易所。当地已培育数商300家。"
    assert names(attributor, text)[-1] == ["贵阳"]


def test_the_whole_province_or_city_is_the_one_last_spoken_of(attributor: Attributor) -> None:
    text = "遵义建成数据中心5座。全省数据中心达到40座。全市企业上云3000家。"
    assert names(attributor, text) == [["遵义"], ["贵州"], ["遵义"]]
    assert names(attributor, "遵义建成数据中心5座。规模居全省第二。") == [["遵义"]] * 2
    text = "遵义建成数据中心5座。近几年全省数据中心达到40座。"
    assert names(attributor, text)[-1] == ["贵州"]
    # The province of the city just spoken of, not one named before.
    text = "山东培育数商300家。遵义建成数据中心5座。全省数据中心达到40座。"
    assert names(attributor, text)[-1] == ["贵州"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("南京培育数商300家。上海培育数商700家。全市企业上云3000家。", "上海"),
        ("杭州培育数商300家。义乌培育数商70家。全市企业上云3000家。", "义乌"),
        ("遵义建成数据中心5座。企业助推全省发展，全省数据中心达到40座。", "贵州"),
    ],
)
def test_the_whole_city_may_be_a_municipality_or_one_below_another(
    attributor: Attributor, text: str, last: str
) -> None:
    assert names(attributor, text)[-1] == [last]


def test_the_whole_market_points_to_no_city(attributor: Attributor) -> None:
    text = "杭州培育数商300家。贵阳、成都共建节点。全市场数据交易规模达30亿元。"
    assert names(attributor, text)[-1] == ["贵阳", "成都"]


def test_a_subject_that_opens_a_later_clause_is_not_carried_over(attributor: Attributor) -> None:
    text = "成都发放算力券。依托国家级平台，贵阳建成数据中心12座。"
    assert names(attributor, text) == [["成都"], ["贵阳"]]
    assert names(attributor, "成都发放算力券。以贵阳为例，数商已有300家。")[-1] == ["贵阳"]


def test_three_places_together_are_told_one_by_one(attributor: Attributor) -> None:
    assert names(attributor, "粤港澳三地共建数据跨境通道。") == [["广东", "香港", "澳门"]]


def test_the_heading_gives_the_region_where_the_sentence_does_not(attributor: Attributor) -> None:
    paragraphs = (
        "青岛：港口里的数据",
        "建成全自动化码头三座，部署5G基站两千个。",
        "宁波：船上的数据",
        "建立航运数据交易平台，登记数据产品150个。",
    )
    assert names(attributor, *paragraphs) == [["青岛"], ["宁波"]]
    assert {a.source for _, a in attributed(attributor, *paragraphs)} == {"heading"}


# --- what the document is about -----------------------------------------------------------------


def test_a_research_piece_on_one_region_is_about_it_where_nobody_is_named(
    attributor: Attributor,
) -> None:
    paragraphs = ("一、对策建议", "应建立航运数据授权运营机制，推动数据开放。")
    assert names(attributor, *paragraphs, title="宁波数据要素市场研究", **RESEARCH) == [["宁波"]]


def test_the_region_that_most_sentences_name_is_the_main_one(attributor: Attributor) -> None:
    paragraphs = (
        "一、发展现状",
        "宁波登记数据产品300个。宁波建成数据交易平台。宁波推进企业上云。",
        "二、对策建议",
        "应建立航运数据授权运营机制，推动数据开放。",
    )
    found = attributed(attributor, *paragraphs, **RESEARCH)
    assert [a.source for _, a in found] == ["subject", "subject", "subject", "main"]
    assert {a.regions for _, a in found} == {("330200",)}


def test_a_piece_on_several_regions_has_no_main_one_and_its_advice_is_the_nations(
    attributor: Attributor,
) -> None:
    paragraphs = (
        "一、各地做法",
        "青岛建成数据交易平台，上线产品400个。",
        "宁波登记数据产品300个，服务企业90家。",
        "二、政策建议",
        "应建立数据授权运营机制，加快数据开放。",
    )
    found = names(attributor, *paragraphs, title="城市数据研究", **RESEARCH)
    assert found == [["青岛"], ["宁波"], ["全国"]]


def test_advice_to_a_named_region_is_that_regions(attributor: Attributor) -> None:
    paragraphs = ("一、政策建议", "青岛应建立数据授权运营机制，加快数据开放。")
    assert names(attributor, *paragraphs, **RESEARCH) == [["青岛"]]


def test_a_newspaper_of_a_region_may_tell_of_another(attributor: Attributor) -> None:
    found = names(attributor, "建成交易所三家。\n\n深圳建成交易所五家。", region=SHANDONG)
    assert found == [["山东"], ["深圳"]]


# --- official documents -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["plan", "regulation", "work_report"])
def test_an_official_document_speaks_of_its_region_throughout(
    attributor: Attributor, kind: str
) -> None:
    text = "借鉴深圳经验，建设数据交易所。我国数据资源丰富。加强与江苏的合作。"
    found = attributed(attributor, text, kind=kind, region=SHANDONG)
    assert {a.regions for _, a in found} == {(SHANDONG,)}
    assert {a.source for _, a in found} == {"document"}


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("支持济南建设人工智能创新试验区。", ["济南"]),
        ("重点任务：在济南建设数据枢纽。", ["济南"]),
        ("支持济南建设试验区，支持青岛打造算力高地。", ["济南", "青岛"]),
        ("支持济南、青岛建设数据交易场所。", ["济南", "青岛"]),
        ("鼓励烟台市开展数据资产入表试点。", ["烟台"]),
        ("推动济南、青岛等市建设国家级骨干直联点。", ["济南", "青岛"]),
        ("数字化改造提速，烟台、潍坊入选国家试点城市。", ["烟台", "潍坊"]),
        ("青岛获批建设先导区。", ["青岛"]),
    ],
)
def test_a_city_that_is_given_a_task_or_stands_out_stands_beside_its_province(
    attributor: Attributor, text: str, cities: list[str]
) -> None:
    assert names(attributor, text, **PLAN) == [["山东", *cities]]


@pytest.mark.parametrize(
    "text", ["推广青岛经验，建设平台。", "在青岛召开产业大会。", "高铁通达青岛获批。"]
)
def test_a_city_without_a_task_does_not(attributor: Attributor, text: str) -> None:
    assert names(attributor, text, **PLAN) == [["山东"]]


# --- laws -------------------------------------------------------------------------------------

PIECES = (
    "成都建成智算中心两座。",
    "同时推进绿色化改造。",
    "武汉、长沙推出算力券。",
    "两市共享数据。",
    "当地培育数商百家。",
    "我国算力规模居前。",
    "滨江区集聚企业。",
    "应加快开放公共数据。",
    "\n\n一、青岛做法\n\n",
    "\n\n二、政策建议\n\n",
    "\n\n",
)
METADATA = (
    {"kind": "press"},
    {"kind": "research", "title": "成都算力研究"},
    {"kind": "plan", "region": SHANDONG},
    {"kind": "", "region": "510100"},
)


@settings(max_examples=60)
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    metadata=st.sampled_from(METADATA),
)
def test_every_sentence_has_known_regions_a_source_and_a_confidence(
    attributor: Attributor, gazetteer: Gazetteer, pieces: str, metadata: dict[str, str]
) -> None:
    confidence = load_attribution_rules().confidence
    found = attributed(attributor, "开头。" + pieces, **metadata)
    for _, a in found:
        assert a.regions
        assert len(set(a.regions)) == len(a.regions)
        assert all(gazetteer.get(code).level != "district" for code in a.regions)
        assert not a.places or len(a.places) == len(a.regions)
        assert a.confidence == confidence[a.source]
    assert attributed(attributor, "开头。" + pieces, **metadata) == found


def test_nothing_is_carried_from_document_to_document(attributor: Attributor) -> None:
    second = document("同时推进绿色化改造，新增机架。")
    sentences = split_body(second.text).sentences
    before = attributor.attribute(second, sentences)
    attributed(attributor, "成都建成智算中心两座。")
    assert attributor.attribute(second, sentences) == before
    assert before[0].regions == ("100000",)


def test_a_document_without_sentences_has_no_attributions(attributor: Attributor) -> None:
    assert attributor.attribute(document(), ()) == ()


def test_a_subject_is_surer_than_what_is_inferred() -> None:
    sure = load_attribution_rules().confidence
    assert all(0 < value <= 1 for value in sure.values())
    assert sure["subject"] >= sure["carried"] >= sure["main"] >= sure["general"]
