"""What standing a claim has, by its words, its heading and the kind of its document."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.kinds import load_kinds
from bench.evidence.recurring import recurring
from bench.evidence.status import STATUSES, decide_statuses, load_status_rules
from tests.evidence.alone import decide_status

REVIEW = ("一、2024年工作回顾",)
TASKS = ("二、2025年重点工作",)
ADVICE = ("三、政策建议",)


def measure(text: str, source_kind: str, section: tuple[str, ...] = ()) -> str:
    return decide_status(text, "measure", source_kind=source_kind, section=section)


def fact(text: str, source_kind: str, section: tuple[str, ...] = ()) -> str:
    return decide_status(text, "fact", source_kind=source_kind, section=section)


def test_a_rule_of_law_is_enacted() -> None:
    assert measure("企业应当报送数据资源目录。", "regulation") == "enacted"


def test_a_plan_announces() -> None:
    assert measure("建设数据交易平台。", "plan") == "planned"


def test_a_work_report_announces_under_its_tasks_and_tells_under_its_review() -> None:
    assert measure("建设数据交易平台。", "work_report", TASKS) == "planned"
    assert measure("建成数据交易平台。", "work_report", REVIEW) == "underway"


@pytest.mark.parametrize("source_kind", ["press", ""])
def test_what_press_tells_is_underway(source_kind: str) -> None:
    assert measure("南昌建设数据交易平台。", source_kind) == "underway"


@pytest.mark.parametrize("source_kind", ["press", "research", ""])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("《南昌市数据条例》正式施行。", "enacted"),
        ("南昌出台《南昌市数据交易管理办法》，推进数据流通。", "enacted"),
        ("南昌将建设数据交易平台。", "planned"),
        ("南昌拟在三年内建成算力网络。", "planned"),
        ("南昌印发《数据产业三年行动计划》。", "planned"),
        ("南昌力争到2028年培育数商百家。", "planned"),
        ("南昌应加快建设数据交易平台。", "proposed"),
        ("南昌需要进一步开放公共数据。", "proposed"),
        ("建议推进数据产权登记。", "proposed"),
        ("未来，城市要织密算力网络。", "proposed"),
        ("南昌仍需加大数据开放力度。", "proposed"),
        ("该条例明确数据产权登记的程序。", "enacted"),
        ("南昌正在建设算力网络，要服务全省。", "underway"),
        ("南昌已在12个行业应用大模型。", "underway"),
        ("南昌完善城市应急平台，企业应对有方。", "underway"),
        ("南昌发布《数据要素若干措施》。", "enacted"),
        ("截止到2024年底，南昌推动300家企业上云。", "underway"),
    ],
)
def test_words_decide_in_press_and_research(source_kind: str, text: str, status: str) -> None:
    assert measure(text, source_kind) == status


def test_research_proposes_where_nobody_does_it_and_tells_where_somebody_does() -> None:
    text = "建设数据交易平台，推进公共数据开放。"
    assert decide_status(text, "measure", source_kind="research", elided=True) == "proposed"
    assert decide_status(text, "measure", source_kind="research") == "underway"
    assert measure(text, "research", ADVICE) == "proposed"


def statuses(
    texts: list[str], kinds: list[str], groups: list[int], source_kind: str = "press"
) -> list[str]:
    """The statuses of sentences without a subject, one after the other."""
    return decide_statuses(
        texts,
        kinds,
        source_kinds=recurring([source_kind] * len(texts)),
        sections=recurring([()] * len(texts)),
        groups=np.array(groups),
        elided=np.ones(len(texts), dtype=bool),
        years=recurring([0] * len(texts)),
    )


def test_a_measure_without_subject_or_sign_has_the_status_of_the_one_before() -> None:
    texts = ["南昌应加快建设数据交易平台。", "推进公共数据开放。", "培育数商。"]
    measures = ["measure"] * 3
    assert statuses(texts, measures, [0, 0, 0]) == ["proposed"] * 3
    # A new section begins anew.
    assert statuses(texts, measures, [0, 1, 1]) == ["proposed", "underway", "underway"]
    assert statuses(texts[1:], measures[1:], [0, 0], "research") == ["proposed", "proposed"]


def test_context_tells_the_status_of_what_follows_and_has_none_itself() -> None:
    texts = ["为此，专家提出三条建议：", "推进公共数据开放。"]
    assert statuses(texts, ["context", "measure"], [0, 0]) == ["", "proposed"]


def test_what_an_example_is_told_of_is_done_and_so_is_what_follows() -> None:
    texts = ["应推广平台应用。", "以南昌的虚拟现实集群为例。", "搭建开放平台，服务企业百家。"]
    kinds = ["measure", "context", "measure"]
    assert statuses(texts, kinds, [0, 0, 0]) == ["proposed", "", "underway"]
    assert measure("从南昌的实践看，部门间共享数据。", "research", ADVICE) == "underway"
    assert measure("要以共享为原则、不共享为例外。", "research") == "proposed"


def test_what_a_firm_or_platform_does_is_done_even_among_advice() -> None:
    assert measure("它向中小企业开放接口。", "research", ADVICE) == "underway"
    assert measure("该平台向中小企业开放接口。", "research", ADVICE) == "underway"
    assert measure("该平台应向中小企业开放接口。", "research", ADVICE) == "proposed"


def test_a_fact_neither_takes_nor_hands_on_a_status() -> None:
    texts = ["南昌将建设算力网络。", "南昌拥有数商300家。", "推进公共数据开放。"]
    assert statuses(texts, ["measure", "fact", "measure"], [0] * 3) == [
        "planned",
        "achieved",
        "planned",
    ]


def test_a_rule_in_force_is_not_handed_on() -> None:
    texts = ["南昌出台《南昌市数据条例》。", "推进公共数据开放。"]
    assert statuses(texts, ["measure", "measure"], [0, 0]) == ["enacted", "underway"]


def test_under_experience_a_measure_is_done_and_under_advice_it_is_proposed() -> None:
    for heading, status in (("主要做法", "underway"), ("对策建议", "proposed")):
        assert (
            decide_status(
                "推进公共数据开放。",
                "measure",
                source_kind="research",
                section=(heading,),
                elided=True,
            )
            == status
        )


@pytest.mark.parametrize("source_kind", ["press", "research", ""])
def test_a_figure_that_is_there_is_achieved(source_kind: str) -> None:
    assert fact("南昌拥有数商300家，同比增长8%。", source_kind) == "achieved"


@pytest.mark.parametrize("source_kind", ["plan", "press", "research", "work_report", ""])
@pytest.mark.parametrize(
    "text",
    [
        "到2028年，建成数据中心12个。",
        "力争算力规模达到30EFLOPS。",
        "今后三年企业上云率提高到90%。",
    ],
)
def test_a_figure_that_is_a_target_is_planned(source_kind: str, text: str) -> None:
    assert fact(text, source_kind) == "planned"


@pytest.mark.parametrize("source_kind", ["plan", "press", "work_report"])
def test_a_date_looked_back_on_is_no_target(source_kind: str) -> None:
    assert fact("截至2024年底，累计建成数据中心12个。", source_kind) == "achieved"
    assert fact("报告显示：截至2024年12月，数据中心达12个。", source_kind) == "achieved"


YEAR = 2025


@pytest.mark.parametrize("source_kind", ["press", "research", ""])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("到2024年10月，南昌的数商达300家。", "achieved"),
        ("到2025年底，南昌的数商达300家。", "planned"),
        ("2028年，南昌的数商将近500家。", "planned"),
        ("早在2019年，南昌就有数商100家。", "achieved"),
        ("《数据产业规划（2024—2030年）》实施以来，新增数商40家。", "achieved"),
    ],
)
def test_the_year_of_a_document_tells_what_is_still_to_come(
    source_kind: str, text: str, status: str
) -> None:
    assert decide_status(text, "fact", source_kind=source_kind, year=YEAR) == status


def test_where_the_year_of_a_document_is_not_known_words_alone_decide() -> None:
    assert fact("到2024年10月，南昌的数商达300家。", "press") == "planned"
    assert fact("2028年，南昌的数商近500家。", "press") == "achieved"


def test_a_year_looked_back_on_is_no_target() -> None:
    assert fact("在2021年，南昌的数商超过100家。", "press") == "achieved"
    assert fact("新增数商40家，达到2012年以来最高。", "press") == "achieved"
    assert fact("在2028年之前，数商增加一倍。", "press") == "planned"


def test_a_figure_under_the_targets_of_a_plan_is_planned() -> None:
    assert fact("数商达到300家。", "plan", ("（二）主要目标",)) == "planned"


def test_a_figure_of_the_review_is_achieved() -> None:
    assert fact("数据产业规模突破300亿元。", "work_report", REVIEW) == "achieved"
    # Targets, plans and expectations are named there as what was reached, or went by.
    assert fact("算力利用率上升六个点，好于年度目标。", "work_report", REVIEW) == "achieved"
    assert fact("入网企业九千家，市场预期向好。", "work_report", REVIEW) == "achieved"
    assert fact("到2031年，数据企业将达九千家。", "work_report", REVIEW) == "planned"


@pytest.mark.parametrize("kind", load_kinds(), ids=lambda kind: kind.id)
def test_every_kind_of_document_gives_a_known_status(kind) -> None:
    assert kind.standing in STATUSES
    assert measure("建设数据交易平台。", kind.id) in STATUSES
    assert fact("数商300家。", kind.id) in ("achieved", "planned")


def test_rules_name_known_statuses_and_kinds() -> None:
    known = {kind.id for kind in load_kinds()} | {""}
    for rule in load_status_rules().rules:
        assert rule.status in (*STATUSES, "carried")
        assert rule.of in ("measure", "fact")
        assert rule.kinds is None or rule.kinds <= known


PIECES = ("南昌", "将", "应", "建设", "《数据条例》", "施行", "到2028年", "已", "12家", "，", "。")


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.sampled_from(sorted({kind.id for kind in load_kinds()} | {"", "unheard_of"})),
    st.booleans(),
)
def test_a_fact_is_there_or_aimed_at_and_a_measure_never_achieved(
    text: str, source_kind: str, elided: bool
) -> None:
    assert fact(text, source_kind) in ("achieved", "planned")
    status = decide_status(text, "measure", source_kind=source_kind, elided=elided)
    assert status in ("enacted", "underway", "planned", "proposed")
