"""The rubric of strength: its bounds, its steps, and what can only add to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.evidence.status import STATUSES
from bench.evidence.strength import load_rubric, strength_of

PIECES = (
    "支持企业上云",
    "建设算力中心",
    "鼓励开放数据",
    "探索跨境流动",
    "应当报送",
    "由数据部门负责",
    "新增12家",
    "到2027年",
    "给予50万元奖励",
    "，",
    "；",
)
FURNISHED = (
    "，新增数商120家",
    "，占比达到45%",
    "，2027年底前完成",
    "，在三年内建成",
    "，给予最高300万元补助",
    "，由数据主管部门负责",
    "，不得拖延",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(TEXTS, st.sampled_from(STATUSES))
def test_strength_lies_in_its_bounds_in_steps_of_one_half(text: str, status: str) -> None:
    strength = strength_of(text, status)
    assert 0.5 <= strength <= 5
    assert strength * 2 == int(strength * 2)


@given(TEXTS, st.sampled_from(FURNISHED), st.sampled_from(STATUSES))
def test_a_figure_a_deadline_money_or_a_body_never_lowers_it(
    text: str, more: str, status: str
) -> None:
    assert strength_of(text + more, status) >= strength_of(text, status)


@given(TEXTS)
def test_a_firmer_standing_never_lowers_it(text: str) -> None:
    steps = [strength_of(text, s) for s in ("proposed", "planned", "underway", "enacted")]
    assert steps == sorted(steps)


@pytest.mark.parametrize("status", STATUSES)
def test_a_bare_claim_has_the_strength_of_its_status(status: str) -> None:
    assert strength_of("建设算力中心。", status) == load_rubric().base[status]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("数据处理者应当建立台账。", {"binding"}),
        ("新建算力中心3座。", {"figure"}),
        ("算力规模达到40EFLOPS。", {"figure"}),
        ("企业上云率提高8个百分点。", {"figure"}),
        ("2027年底前建成算力中心。", {"deadline"}),
        ("到2027年，建成算力中心。", {"deadline"}),
        ("设立数字产业专项资金。", {"money"}),
        ("给予最高100万元补助。", {"figure", "money"}),
        ("由市数据局负责推进。", {"body"}),
        ("成立数据工作专班。", {"body"}),
        ("探索数据资产入表。", {"vague"}),
        ("鼓励企业上云。", {"vague"}),
        ("建设算力中心。", set()),
    ],
)
def test_what_a_claim_is_furnished_with(text: str, ids: set[str]) -> None:
    adds = load_rubric().adds
    assert {add.id for add in adds if add.pattern.search(text)} == ids
    points = sum(add.points for add in adds if add.id in ids)
    assert strength_of(text, "planned") == 2.0 + points


def test_a_gap_that_a_measure_closes_is_no_weakness() -> None:
    for text in ("加快补齐基础软件短板", "补短板、强弱项", "填补芯片空白", "加强薄弱环节"):
        assert strength_of(text, "planned") == strength_of("加快发展", "planned")
    for text in ("数据流通仍是短板", "这一领域存在空白", "算力基础薄弱"):
        assert strength_of(text, "planned") < strength_of("加快发展", "planned")


def test_strength_never_leaves_the_rubrics_ends() -> None:
    furnished = "一律完成，由数据局负责，2027年底前给予100万元补助。"
    assert strength_of(furnished, "enacted") == 5
    assert strength_of("探索数据信托。", "proposed") == 0.5


def test_the_rubric_is_told_in_both_languages() -> None:
    for add in load_rubric().adds:
        assert add.zh
        assert add.en.isascii()
    assert set(load_rubric().base) == set(STATUSES)
