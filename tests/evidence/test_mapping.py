"""Filing sentences under indicators: terms, similarity, what stands above and before."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from bench.catalogue.model import Catalogue
from bench.evidence.analysis import Analyser
from bench.evidence.background import load_background
from bench.evidence.genres import ARTICLES, GENRES
from bench.evidence.learnt import LearntByGenre, LearntWeights
from bench.evidence.mapping import IndicatorHit, Mapper, load_mapping_rules
from bench.evidence.passages import Passage
from bench.evidence.similarity import SimilarityIndex
from bench.evidence.terms import TermMatcher
from bench.evidence.words import tokenizer

PASSAGES = (
    Passage("新建智算中心，提高算力利用率。"),
    Passage("出台数据条例，明确授权运营规则，制定数据安全分级标准，开放公共数据。"),
    Passage("设立基金，引进人才。", "强化要素保障", "三、保障措施"),
    Passage("持续扩大覆盖范围。", "算力网络", "数字基础设施", "建成算力调度平台。"),
    Passage("数字经济增加值占地区生产总值比重达到一半，集聚企业、人才、平台和算力。"),
    Passage("田里的稻子熟了。"),
    Passage(""),
)


def filed(mapper: Mapper, text: str, **around: Any) -> dict[str, IndicatorHit]:
    (hits,) = mapper.file([Passage(text, **around)])
    return {hit.indicator: hit for hit in hits}


def test_an_indicator_that_asks_for_context_takes_no_sentence_without_it(mapper: Mapper) -> None:
    security = "governance.security"
    text = "严格落实安全管理制度，开展风险评估，泄露的依法处罚。"
    assert security not in filed(mapper, text)
    assert security in filed(mapper, "严格落实数据安全管理制度，开展风险评估，泄露的依法处罚。")
    assert security in filed(mapper, text, section=("三、网络安全",))
    (hits,) = mapper.file([Passage(text)], title="某市数据条例")
    assert security in {hit.indicator for hit in hits}


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("扩容智算中心，向企业发放算力券。", "infrastructure.compute"),
        ("新开通5G基站九千座，千兆光网通到村。", "infrastructure.network"),
        ("培育跨行业工业互联网平台，建设化工产业大脑。", "infrastructure.platform"),
        ("筹建省实验室和中试基地。", "infrastructure.science"),
        ("压降数据中心PUE，扩大绿电使用。", "infrastructure.green"),
        ("探索公共数据授权运营，开展数据产权登记。", "data_markets.rights"),
        ("数据交易所新增挂牌数据产品，引进数商。", "data_markets.trading"),
        ("推动数据资产入表，开展数据资产评估与质押。", "data_markets.assets"),
        ("制定数据出境负面清单，发展数字贸易。", "data_markets.cross_border"),
        ("扩大公共数据开放目录，推动部门数据共享。", "data_markets.public_data"),
        ("壮大集成电路产业集群，实行链长制，引进链主企业。", "clusters.chain"),
        ("建设未来工厂和数字化车间，推广工业机器人。", "clusters.smart_manufacturing"),
        ("推动中小企业数字化转型，鼓励企业上云。", "clusters.transformation"),
        ("前瞻布局量子信息、类脑智能等未来产业。", "clusters.frontier"),
        ("组建创新联合体，实行“揭榜挂帅”，培育开源社区。", "clusters.open_innovation"),
        ("深化长三角一体化，推进跨省产业协作。", "clusters.linkage"),
        ("制定地方标准，推动数字经济地方立法。", "governance.legislation"),
        ("落实数据分类分级，开展数据安全风险评估。", "governance.security"),
        ("升级城市大脑，推进政务服务“一网通办”。", "governance.digital_government"),
        ("设立专项资金，成立工作专班，给予奖补。", "governance.support"),
        ("引进高层次人才，开展数字技能培训。", "governance.talent"),
    ],
)
def test_a_plain_sentence_is_filed_first_under_its_indicator(
    mapper: Mapper, text: str, indicator: str
) -> None:
    assert next(iter(filed(mapper, text)), "") == indicator


@pytest.mark.parametrize(
    "text",
    [
        "抢抓农时播种冬小麦，加固河堤，清淤灌渠。",
        "农户搭起大棚种植草莓和番茄。",
        "县医院新住院楼启用，增设床位三百张。",
        "村卫生室配齐药品，为老人义诊。",
        "修缮乡间道路，改造农村厕所。",
        "龙舟赛吸引游客，夜市热闹。",
        "",
    ],
)
def test_a_sentence_off_the_topic_is_filed_nowhere(mapper: Mapper, text: str) -> None:
    assert filed(mapper, text) == {}


def test_terms_alone_can_carry_a_sentence(catalogue: Catalogue, mapper: Mapper) -> None:
    hit = filed(mapper, "兴办智算。")["infrastructure.compute"]
    assert hit.terms == ("智算",)
    assert not any("兴办" in example for i in catalogue.indicators for example in i.examples)


def test_a_hit_says_what_carried_it(catalogue: Catalogue, mapper: Mapper) -> None:
    hit = filed(mapper, "发放算力券，扩容智算中心。")["infrastructure.compute"]
    indicator = catalogue.indicator(hit.indicator)
    assert set(hit.terms) == {"算力券", "智算中心"}
    assert hit.nearest in {indicator.definition.zh, *indicator.examples}
    assert 0 < hit.similarity <= 1
    assert load_mapping_rules().bar.threshold <= hit.confidence < 1


def test_an_example_is_its_own_nearest(catalogue: Catalogue, mapper: Mapper) -> None:
    indicator = catalogue.indicator("data_markets.trading")
    hits = mapper.file([Passage(example) for example in indicator.examples])
    found = [h for row in hits for h in row if h.indicator == indicator.id]
    assert [h.nearest for h in found if h.nearest not in indicator.examples] == []
    assert len(found) > 0.8 * len(indicator.examples)


def test_nearly_every_example_is_filed_under_its_indicator(
    catalogue: Catalogue, mapper: Mapper
) -> None:
    examples = [(e, i.id) for i in catalogue.indicators for e in i.examples]
    hits = mapper.file([Passage(example) for example, _ in examples])
    right = [
        own in {h.indicator for h in row} for row, (_, own) in zip(hits, examples, strict=True)
    ]
    assert sum(right) > 0.95 * len(examples)


def test_a_heading_helps(mapper: Mapper) -> None:
    text, own = "服务器扩容三成。", "infrastructure.compute"
    assert own not in filed(mapper, text)
    assert own in filed(mapper, text, heading="统筹算力布局，发展智算")
    plain = filed(mapper, "扩容智算中心。")[own].confidence
    assert filed(mapper, "扩容智算中心。", heading="算力")[own].confidence > plain
    assert filed(mapper, "扩容智算中心。", outer_heading="算力")[own].confidence > plain


def test_the_sentence_before_helps(mapper: Mapper) -> None:
    text, own = "扩容智算中心。", "infrastructure.compute"
    plain = filed(mapper, text)[own].confidence
    assert filed(mapper, text, previous="去年发放算力券。")[own].confidence > plain


def test_what_stands_around_is_not_quoted_as_the_terms_found(mapper: Mapper) -> None:
    hit = filed(mapper, "扩容智算中心。", heading="算力券")["infrastructure.compute"]
    assert hit.terms == ("智算中心",)


def test_nothing_to_file_is_nothing(mapper: Mapper) -> None:
    assert mapper.file([]) == []


def test_at_most_three_the_surest_first(catalogue: Catalogue, mapper: Mapper) -> None:
    examples = [e for i in catalogue.indicators for e in i.examples]
    joined = [Passage(a + b) for a, b in zip(examples, examples[40:], strict=False)]
    for hits in mapper.file([*PASSAGES, *joined]):
        assert len(hits) <= 3
        sure = [hit.confidence for hit in hits]
        assert sure == sorted(sure, reverse=True)
        assert len({hit.indicator for hit in hits}) == len(hits)


def test_three_are_reached_where_three_are_stated(mapper: Mapper) -> None:
    assert set(filed(mapper, "推进数据出境、数据交易、数据产权登记。")) == {
        "data_markets.cross_border",
        "data_markets.trading",
        "data_markets.rights",
    }


@settings(max_examples=25)
@given(passages=st.lists(st.sampled_from(PASSAGES), max_size=6))
def test_sentences_filed_one_by_one_are_filed_as_all_together(
    mapper: Mapper, passages: list[Passage]
) -> None:
    together = mapper.file(passages)
    alone = [mapper.file([passage])[0] for passage in passages]
    for hits, others in zip(together, alone, strict=True):
        assert [(h.indicator, h.terms, h.nearest) for h in hits] == [
            (h.indicator, h.terms, h.nearest) for h in others
        ]
        assert [h.confidence for h in hits] == pytest.approx(
            [h.confidence for h in others], abs=1e-12
        )


def test_a_mapper_made_anew_files_the_same(analyser: Analyser, mapper: Mapper) -> None:
    again = Mapper(analyser.catalogue, analyser.cut)
    assert again.file(PASSAGES) == mapper.file(PASSAGES)


def test_the_probability_worked_by_hand(
    catalogue: Catalogue, analyser: Analyser, mapper: Mapper
) -> None:
    texts = ("扩容智算中心，发放算力券。", "统筹机架布局", "数字基础设施", "建成算力调度平台。")
    own = "infrastructure.compute"
    column = [indicator.id for indicator in catalogue.indicators].index(own)
    index = SimilarityIndex(catalogue, analyser.cut, load_background())
    compared = index.compare(texts).similarities
    matcher = TermMatcher(catalogue)
    rules = load_mapping_rules()
    weights = [
        {name: min(hit.weight, rules.most_terms) for name, hit in matcher.find(text).items()}
        for text in texts
    ]
    terms = [found.get(own, 0.0) for found in weights]
    similarity = compared[:, column]
    relative = similarity[0] / compared[0].max()
    signs = {
        "terms": math.log1p(terms[0]),
        "similarity": similarity[0],
        "relative_terms": terms[0] / max(weights[0].values()),
        "relative_similarity": relative,
        "both": similarity[0] * relative,
        "heading_terms": math.log1p(terms[1]),
        "heading_similarity": similarity[1],
        "outer_heading_terms": math.log1p(terms[2]),
        "previous_terms": math.log1p(terms[3]),
        "previous_similarity": similarity[3],
    }
    odds = rules.base + sum(rules.weights[name] * value for name, value in signs.items())
    (hits,) = mapper.file([Passage(*texts)])
    assert len(set(terms)) == len(terms)
    assert hits[0].indicator == own
    assert hits[0].confidence == pytest.approx(1 / (1 + math.exp(-odds)))


def test_rules_weigh_every_sign_upwards() -> None:
    rules = load_mapping_rules()
    assert rules.base < 0
    assert all(weight > 0 for weight in rules.weights.values())
    assert rules.most == 3


def test_every_bar_is_a_share() -> None:
    rules = load_mapping_rules()
    for bar in (rules.bar, rules.learnt_bar):
        assert 0 < bar.threshold < 1
        assert 0 < bar.share_of_best < 1


def test_a_sentence_is_filed_by_the_weights_of_the_genre_of_its_document(
    catalogue: Catalogue,
) -> None:
    ids = tuple(indicator.id for indicator in catalogue.evidence_indicators)
    none = csr_array((0, len(ids)))

    def weights(of_first: float) -> LearntWeights:
        base = np.where(np.arange(len(ids)) == 0, of_first, -9.0)
        return LearntWeights(ids, (), none, none, np.zeros((len(ids), len(ids))), base)

    learnt = LearntByGenre({genre: weights(-3.0 * (genre == ARTICLES)) for genre in GENRES})
    mapper = Mapper(catalogue, tokenizer(catalogue.terms()), learnt)
    night_school = [Passage("兴办夜校。")]
    ((hit,),) = mapper.file(night_school, kind="regulation")
    assert hit.indicator == ids[0]
    assert mapper.file(night_school, kind="press") == [()]
