from functools import cache

import numpy as np
import pytest

from bench.comparison.profile_parameters import profile_parameters
from bench.comparison.profiles import claim_words, word_cutter
from bench.comparison.similarity import region_likeness
from bench.regions import load_gazetteer
from bench.regions.matching import PlaceMatcher
from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from tests.scoring.builders import CODES, claim, evidence

MARKET = "建设数据交易市场"
SHARED = "加快建设高速泛在安全可靠的新型数字基础设施"
A, B, C = (CODES[name] for name in ("甲市", "乙市", "丙市"))


@cache
def cutter():
    return word_cutter(["数据资产入表"], PlaceMatcher(load_gazetteer()))


def of(region, quote, indicator="a.x", document="", **more):
    return claim(region, indicator, quote, document=document or f"{region}.txt", **more)


def words_of(*rows, codes=(A, B, C)):
    table = evidence(list(rows))
    return claim_words(distinct_claims(table, default_parameters()), table, codes, cutter())


def test_names_of_places_and_stop_words_are_no_words_and_terms_stay_whole():
    words = cutter()("杭州市和滨江区在全省加快推进数据资产入表，浙江省委支持企业")
    assert "数据资产入表" in words
    assert "企业" in words
    assert not {"杭州", "杭州市", "滨江", "浙江", "全省", "省委", "推进", "加快"} & set(words)


def test_a_claim_on_two_indicators_stands_there_once_and_bears_on_both():
    claims = words_of(of("甲市", SHARED, "a.x"), of("甲市", SHARED, "b.y"))
    assert claims.claims.tolist() == [1, 0, 0]
    assert claims.indicators.toarray().tolist() == [[1, 1]]


def test_claims_on_no_indicator_are_no_part_of_a_profile():
    assert words_of(of("甲市", SHARED, "")).claims.tolist() == [0, 0, 0]


def test_copied_wording_is_left_out_and_counted():
    claims = words_of(
        of("甲市", SHARED),
        of("甲市", MARKET),
        of("乙市", SHARED),
        of("丙市", "发展农业"),
    )
    assert claims.copied.tolist() == [1, 1, 0]
    assert claims.claims.tolist() == [1, 0, 1]


def test_a_joint_measure_is_one_text_in_both_regions():
    claims = words_of(of("甲市", SHARED, document="文.txt"), of("乙市", SHARED, document="文.txt"))
    assert claims.claims.tolist() == [1, 1, 0]
    assert claims.texts.tolist() == [0, 0]


def test_the_order_of_rows_changes_nothing():
    rows = [of("甲市", SHARED), of("乙市", MARKET), of("乙市", "发展农业", "b.y")]
    one, other = words_of(*rows), words_of(*reversed(rows))
    assert one.words == other.words
    assert one.counts.toarray().tolist() == other.counts.toarray().tolist()
    assert one.regions.tolist() == other.regions.tolist() == [0, 1, 1]


def test_regions_without_claims_and_tables_without_rows_are_no_trouble():
    empty = words_of()
    assert empty.words == ()
    assert empty.claims.tolist() == [0, 0, 0]
    assert np.isnan(region_likeness(empty).words).all()


def test_some_regions_alone_keep_their_claims():
    claims = words_of(of("甲市", SHARED), of("丙市", MARKET), of("丙市", "发展现代农业"))
    some = claims.of(np.array([0, 2]))
    assert some.codes == (A, C)
    assert some.claims.tolist() == [1, 2]
    assert claims.known(2).tolist() == [2]


NATIONAL = [
    "加快构建全国一体化算力网络并统筹布局算力枢纽",
    "完善数据要素市场化配置改革的基础制度体系",
    "健全公共数据授权运营的价格形成和收益分配机制",
    "推动人工智能与实体经济在各行业深度融合应用",
]
PROFILES = {
    "甲市": ["建设海洋牧场", "扩大远洋渔业和海洋运输", "海洋装备出口增长", "渔业码头改造"],
    "乙市": ["建设葡萄酒庄", "扩大枸杞种植", "葡萄酒出口增长", "枸杞深加工"],
    "丙市": ["建设海洋渔业园", "发展远洋运输", "海洋装备研发", "渔业码头扩建"],
}


@pytest.mark.parametrize("quoting", [False, True])
def test_two_regions_that_quote_the_same_national_text_do_not_become_twins(quoting):
    rows = [
        of(region, quote, start=100 * number)
        for region, own in PROFILES.items()
        for number, quote in enumerate([*own, *(NATIONAL if quoting and region != "丙市" else [])])
    ]
    claims = words_of(*rows)
    likeness = region_likeness(claims).words
    assert claims.copied.tolist() == ([4, 4, 0] if quoting else [0, 0, 0])
    assert likeness[0, 2] > max(likeness[0, 1], 0)


def test_the_shipped_numbers_are_within_their_ranges():
    known = profile_parameters()
    assert known.least_claims >= 2
    assert known.nearest < known.terms
    assert "力争" in known.left_out
