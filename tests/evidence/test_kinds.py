"""Measures, facts and context, by the kind of document."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.kinds import load_kinds, read_as
from bench.evidence.kinds import CONTEXT, FACT, MEASURE, load_cues
from tests.evidence.alone import decide_kind

KINDS = sorted({read_as(kind.id) for kind in load_kinds()} | {""})


@pytest.mark.parametrize(
    ("source_kind", "text"),
    [
        ("plan", "加快建设智能工厂，推广工业机器人应用。"),
        ("plan", "支持企业牵头组建创新联合体，推动开源社区发展。"),
        ("work_report", "大力推进城市大脑建设，深化政务服务“一网通办”。"),
        ("press", "兰州出台数据交易管理办法，支持企业登记数据产品。"),
        ("research", "兰州应加快建设数据交易平台，推进公共数据开放。"),
        ("", "兰州启动中小企业数字化转型试点，组织服务商进车间。"),
    ],
)
def test_an_act_of_policy_is_a_measure(source_kind: str, text: str) -> None:
    assert decide_kind(text, source_kind=source_kind).kind == MEASURE


@pytest.mark.parametrize(
    "text",
    [
        "区人民政府应当建立公共数据共享机制。",
        "任何单位和个人不得非法买卖个人信息。",
        "市数据主管部门负责统筹数据开放工作。",
        "违反前款规定的，由网信部门责令改正，可以处以十万元以下罚款。",
        "自然人可以依法向数据处理者查阅其个人信息。",
    ],
)
def test_a_rule_of_law_is_a_measure(text: str) -> None:
    assert decide_kind(text, source_kind="regulation").kind == MEASURE


@pytest.mark.parametrize(
    ("source_kind", "text"),
    [
        ("press", "昆明拥有国家级智能工厂12家，位居全国前列。"),
        ("press", "昆明集成电路产业产值突破500亿元，同比增长21%。"),
        ("research", "昆明软件业务收入占全省的比重达到64%。"),
        ("work_report", "全年数字经济核心产业增加值增长12.5%，占比提高到11%。"),
        ("", "昆明在用算力规模排名西部第三，机架利用率超过70%。"),
    ],
)
def test_where_a_region_stands_is_a_fact(source_kind: str, text: str) -> None:
    assert decide_kind(text, source_kind=source_kind).kind == FACT


@pytest.mark.parametrize(
    ("source_kind", "text"),
    [
        ("research", "数据要素是指参与生产经营并带来价值的数据资源。"),
        ("research", "本文所称产业大脑，是指汇聚产业数据的公共平台。"),
        ("regulation", "本条例所称数据，是指以电子形式记录的信息。"),
        ("plan", "以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神。"),
        ("press", "数字经济已经成为高质量发展的重要引擎。"),
        ("work_report", "我们也清醒地看到，产业结构还不够优，创新能力仍存在短板。"),
        ("research", "中小企业面临资金不足、人才短缺等困难和问题。"),
        ("research", "怎样才能让数据流动起来？"),
        ("press", "算力从哪里来？"),
        ("work_report", "主要做了以下工作："),
        ("press", "记者了解到，会议在上午举行。"),
        ("press", "南部新城"),
    ],
    ids=[
        "definition",
        "definition of the text",
        "definition of a law",
        "ideology",
        "praise",
        "difficulty told",
        "difficulty",
        "question",
        "short question",
        "lead-in",
        "reporting",
        "bare name",
    ],
)
def test_background_is_context(source_kind: str, text: str) -> None:
    assert decide_kind(text, source_kind=source_kind).kind == CONTEXT


@pytest.mark.parametrize(
    "text", ["企业千余家。", "企业三十五家。", "企业近百家。", "培训五万三千人。"]
)
def test_a_figure_may_be_written_in_chinese(text: str) -> None:
    assert "figure" in decide_kind(text, source_kind="press").cues


@pytest.mark.parametrize(
    "text", ["依照第二十三条办理。", "第十三次会议。", "数据二十条。", "有三个方面。"]
)
def test_an_ordinal_or_a_name_is_no_figure(text: str) -> None:
    assert "figure" not in decide_kind(text, source_kind="press").cues


def test_an_enumerated_deed_is_a_claim_and_an_enumerated_topic_is_not() -> None:
    for source_kind in ("press", "research"):
        assert decide_kind("一是打通信息渠道。", source_kind=source_kind).kind == MEASURE
        assert decide_kind("一是产业土壤。", source_kind=source_kind).kind == CONTEXT


def test_a_heading_that_says_what_to_do_helps_what_stands_below_it() -> None:
    text = "让数据在链上跑起来。"
    plain, below = (
        decide_kind(text, source_kind="research", section=section).probability
        for section in ((), ("构建数据流通新生态",))
    )
    assert below > plain


def test_what_only_names_the_topic_of_a_paragraph_is_context() -> None:
    text = "持续建设数据交易平台。"
    assert decide_kind(text, source_kind="plan", opening=True).kind == CONTEXT
    assert decide_kind(text, source_kind="work_report", topical=True).kind == CONTEXT
    for source_kind in ("plan", "work_report"):
        assert decide_kind(text, source_kind=source_kind).kind == MEASURE


def test_a_section_of_goals_helps_and_one_that_sets_the_scene_hinders() -> None:
    text = "产业数字化水平明显提升，数据要素市场基本形成。"
    plain, goals, scene = (
        decide_kind(text, source_kind="plan", section=section).probability
        for section in ((), ("（二）主要目标",), ("一、总体要求", "（一）指导思想"))
    )
    assert scene < plain < goals


def test_naming_the_region_helps_where_the_document_is_nobodys() -> None:
    text = "贵阳的数商生态渐成气候。"
    for source_kind in ("press", "research", ""):
        named = decide_kind(text, source_kind=source_kind, named=True)
        assert named.probability > decide_kind(text, source_kind=source_kind).probability
        assert "region_named" in named.cues
    official = decide_kind(text, source_kind="plan", named=True)
    assert official == decide_kind(text, source_kind="plan")


def test_the_decision_can_be_traced_to_its_cues() -> None:
    decision = decide_kind("区人民政府应当建立数据共享机制。", source_kind="regulation")
    assert "obligation" in decision.cues
    assert set(decision.cues) <= {cue.id for cue in load_cues().cues}


@pytest.mark.parametrize("source_kind", KINDS)
def test_every_kind_of_document_has_its_log_odds(source_kind: str) -> None:
    assert source_kind in load_cues().base
    assert decide_kind("建设数据交易平台。", source_kind=source_kind).kind in (MEASURE, CONTEXT)


def test_an_unknown_kind_of_document_is_taken_for_one_of_no_kind() -> None:
    text = "兰州启动数据交易试点，组织数商对接。"
    unknown, none = (decide_kind(text, source_kind=kind) for kind in ("unheard_of", ""))
    assert unknown.kind == none.kind


def test_ids_of_cues_are_unique_and_no_cue_for_a_claim_matches_nothing() -> None:
    cues = load_cues().cues
    assert len({cue.id for cue in cues}) == len(cues)
    assert [cue.id for cue in cues if cue.claim > 0 and cue.pattern.search("")] == []


PIECES = (
    "兰州",
    "应当",
    "建设",
    "是指",
    "12家",
    "增长",
    "困难",
    "，",
    "。",
    "？",
    "2027年",
    "我国",
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    st.sampled_from(KINDS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_a_claim_is_what_is_likelier_one_than_not(
    text: str, source_kind: str, opening: bool, topical: bool, named: bool
) -> None:
    decision = decide_kind(
        text, source_kind=source_kind, opening=opening, topical=topical, named=named
    )
    assert 0 <= decision.probability <= 1
    assert (decision.kind != CONTEXT) == (decision.probability > 0.5)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_a_question_is_never_likelier_a_claim_than_its_statement(text: str) -> None:
    bare = re.sub(r"[。？]+$", "", text)
    question, statement = (
        decide_kind(bare + mark, source_kind="press").probability for mark in ("？", "。")
    )
    assert question <= statement


@pytest.mark.parametrize("source_kind", ["work_report", "plan"])
def test_what_begins_with_a_deed_is_a_measure_whatever_figures_follow(source_kind: str) -> None:
    for text in ("完成老旧管网改造500公里，增长20%。", "大力实施设备更新，带动投资超300亿元。"):
        assert decide_kind(text, source_kind=source_kind).kind == MEASURE
    text = "城镇新增就业52万人，增长3%。"
    assert decide_kind(text, source_kind="work_report").kind == FACT
