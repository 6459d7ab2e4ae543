"""Learnt weights for claims in press and research: where they count, and what they look at."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from bench.corpus.document import Document
from bench.corpus.kinds import load_kinds
from bench.evidence.analysis import Analyser
from bench.evidence.genres import ARTICLES
from bench.evidence.kind_weights import (
    GROUPS,
    OFFICIAL,
    SCORES,
    KindWeights,
    load_kind_weights,
    prepared,
    with_learnt,
)
from bench.evidence.kinds import KindScores
from bench.evidence.learnt import LearntWeights
from bench.evidence.recurring import recurring

NOTHING = csr_array((1, 2))


def weights(string: str, claim: float, measure: float = 0.0) -> KindWeights:
    """Weights of one string for articles, on top of what the cues say."""
    text = csr_array(np.array([[claim, measure]]))
    return {ARTICLES: LearntWeights(SCORES, (string,), text, NOTHING, 10 * np.eye(2), np.zeros(2))}


def scores(claim: list[float], lean: list[float]) -> KindScores:
    return KindScores(np.array(claim), np.array(lean), np.zeros((len(claim), 1), dtype=bool))


@pytest.mark.parametrize(
    ("text", "looked_at"),
    [
        ("数商300家", "^数商0家"),
        ("规模达1,250.5亿元", "^规模达0亿元"),
        ("专利五十二项", "^专利0项"),
        ("企业千余家", "^企业0余家"),
        ("一家企业", "^一家企业"),
    ],
)
def test_a_number_is_looked_at_as_one_and_the_beginning_is_marked(
    text: str, looked_at: str
) -> None:
    assert prepared(text) == looked_at


def test_every_kind_of_document_but_regulations_goes_by_the_weights_of_one_group() -> None:
    read = [*(kind.like for kind in load_kinds()), ""]
    assert sorted({*read} - {"regulation"}) == sorted(k for kinds in GROUPS.values() for k in kinds)
    assert not any("regulation" in kinds for kinds in GROUPS.values())


def test_they_come_on_top_of_the_cues_and_leave_other_documents_alone() -> None:
    texts = ["厂里装了机械臂", "厂里很忙", "厂里装了机械臂"]
    before = scores([0.5, 0.5, 0.5], [-1.0, -1.0, -1.0])
    after = with_learnt(
        before,
        weights("机械臂", 4.0, 8.0),
        texts,
        recurring([()] * 3),
        recurring(["press", "research", "plan"]),
    )
    assert after.claim[0] > after.claim[1] == pytest.approx(0.5)
    assert after.lean[0] > 0 > after.lean[1]
    assert (after.claim[2], after.lean[2]) == (0.5, -1.0)
    assert before.claim.tolist() == [0.5, 0.5, 0.5]


def test_without_such_documents_nothing_changes() -> None:
    before = scores([0.5], [0.1])
    after = with_learnt(before, weights("机", 4.0), ["机"], recurring([()]), recurring(["plan"]))
    assert (after.claim.tolist(), after.lean.tolist()) == ([0.5], [0.1])


def test_the_shipped_weights_know_their_scores_and_strings() -> None:
    shipped = load_kind_weights()
    assert shipped is load_kind_weights()
    assert shipped.keys() == {ARTICLES, OFFICIAL} == GROUPS.keys()
    for learnt in shipped.values():
        assert learnt.indicators == SCORES
        assert len(learnt.features) > 1000
        # What the cues say counts for each of the two.
        assert min(learnt.catalogue[0, 0], learnt.catalogue[1, 1]) > 0


@pytest.mark.parametrize(
    ("text", "is_claim"),
    [
        ("贵阳在车间里装上了40台机械臂，良品率提高3个百分点。", True),
        ("贵阳市大数据局把19家单位的会员系统打通。", True),
        ("贵阳在数字经济方面有自己的特色。", False),
        ("数字经济，正为贵阳带来无限可能。", False),
        ("本文从贵阳的实践出发，比较两种模式的异同。", False),
    ],
)
def test_deeds_and_figures_are_claims_and_praise_and_announcements_are_not(
    analyser: Analyser, text: str, is_claim: bool
) -> None:
    document = Document("a.txt", f"一份观察\n\n{text}\n", kind="press")
    assert bool(analyser.analyse(document).claims) == is_claim


def test_an_analyser_may_have_weights_of_its_own(analyser: Analyser) -> None:
    text = "一份观察\n\n贵阳建成数据中心12座，服务企业300家。\n"
    never = Analyser(analyser.catalogue, analyser.gazetteer, kinds=weights("数据中心", -1000.0))
    assert analyser.analyse(Document("a.txt", text, kind="press")).claims
    assert not never.analyse(Document("a.txt", text, kind="press")).claims
    assert never.analyse(Document("a.txt", text, kind="plan", region="520100")).claims
