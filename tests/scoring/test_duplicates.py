from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer

from bench.scoring.duplicates import distinct_claims, near_pairs, normalise, pieces_of
from bench.scoring.parameters import default_parameters
from tests.scoring.builders import claim, evidence

PLAN = "到二零三零年全市建成高速泛在安全可靠的数字基础设施并实现重点产业园区双千兆网络全覆盖"


def kept(*rows):
    return distinct_claims(evidence(rows), default_parameters())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建设 数据交易所。", "建设数据交易所"),
        ("建设“数据”交易所！", "建设数据交易所"),
        ("支持ＡＩ企业", "支持ai企业"),
        ("补贴1,000万元", "补贴1000万元"),
    ],
)
def test_width_case_spaces_and_punctuation_make_no_new_claim(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("增长3.5%", "增长35%"), ("增长5%", "增长5个"), ("1-5年", "15年"), ("占比5‰", "占比5%")],
)
def test_different_figures_stay_different(one, other):
    assert normalise(one) != normalise(other)


def test_a_repeated_claim_counts_once_at_its_strongest_also_across_documents():
    rows = kept(
        claim("甲市", "a.x", "建设数据交易所", strength=2, document="b.txt"),
        claim("甲市", "a.x", "建设数据交易所。", strength=4, document="c.txt"),
        claim("甲市", "a.x", "建设数据交易所", strength=4, document="a.txt", start=9),
    )
    assert rows[["document", "start"]].values.tolist() == [["a.txt", 9]]
    assert rows["weight"].tolist() == pytest.approx([3.2])


def test_the_same_words_count_in_every_region_and_indicator():
    rows = kept(
        claim("甲市", "a.x", "建设数据交易所"),
        claim("乙市", "a.x", "建设数据交易所"),
        claim("甲市", "a.y", "建设数据交易所"),
    )
    assert len(rows) == 3


def test_claims_without_an_indicator_are_left_out():
    assert kept(claim("甲市", "", "建设数据交易所")).empty


def test_a_claim_quoted_with_a_preface_counts_once():
    rows = kept(
        claim("甲市", "a.x", PLAN, strength=3),
        claim("甲市", "a.x", "市政府近日印发方案提出，" + PLAN, strength=4, document="b.txt"),
    )
    assert rows["document"].tolist() == ["b.txt"]


def test_a_summary_never_costs_the_claims_that_it_sums_up():
    first, second = PLAN, "设立首期一百亿元的人工智能产业母基金并引导社会资本投向早期硬科技企业"
    apart = [claim("甲市", "a.x", first), claim("甲市", "a.x", second, start=99)]
    summary = claim("甲市", "a.x", first + "，" + second, document="b.txt")
    assert len(kept(*apart)) == 2
    assert kept(*apart, summary)["weight"].sum() == kept(*apart)["weight"].sum()


def test_like_sentences_with_other_figures_are_two_claims():
    text = (
        "全市数字经济核心产业增加值占地区生产总值比重比上年明显提高并且达到了百分之{}的历史最高水平"
    )
    assert len(kept(*(claim("甲市", "a.x", text.format(n)) for n in (12, 13)))) == 2
    assert len(kept(*(claim("甲市", "a.x", text.format(n)) for n in ("一二", "一三")))) == 1


def test_texts_too_short_for_pieces_are_compared_whole():
    assert len(kept(*(claim("甲市", "a.x", text) for text in ("上云", "上链", "上云。")))) == 2


WORDS = st.sampled_from("数据网络园区建设支持发展一二")
TEXTS = st.lists(st.text(WORDS, min_size=1, max_size=14), min_size=1, max_size=8)


@given(TEXTS, st.sampled_from([0.5, 0.8, 0.9, 1.0]))
def test_the_rare_pieces_find_every_near_pair(texts, share):
    sets = [{t[i : i + 3] for i in range(len(t) - 2)} for t in texts]
    names = sorted(set().union(*sets), key=lambda p: (sum(p in s for s in sets), p))
    dense = np.array([[p in s for p in names] for s in sets], dtype=np.int64)
    pairs, likeness = near_pairs(csr_array(dense.reshape(len(sets), len(names))), share)
    found = {frozenset(p): like for p, like in zip(pairs.tolist(), likeness, strict=True)}
    expected = {}
    for i, one in enumerate(sets):
        for j, other in enumerate(sets[:i]):
            if one and other:
                held = len(one & other) / min(len(one), len(other))
                if held >= share:
                    expected[frozenset((i, j))] = held
    assert len(found) == len(pairs)
    assert found == pytest.approx(expected)


CLAIMS = st.lists(
    st.builds(
        lambda text, strength, document: claim(
            "甲市", "a.x", text, strength=strength, document=document
        ),
        st.text(st.sampled_from("数据网12"), min_size=1, max_size=9),
        st.integers(0, 5),
        st.sampled_from(["a", "b"]),
    ),
    min_size=1,
    max_size=12,
)


@given(CLAIMS)
def test_adding_a_claim_never_lowers_the_evidence(rows):
    sums = [kept(*rows[: size + 1])["weight"].sum() for size in range(len(rows))]
    assert all(later >= sooner - 1e-9 for sooner, later in pairwise(sums))


@given(CLAIMS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_changes_nothing(both):
    rows, shuffled = both
    assert kept(*rows).to_csv() == kept(*shuffled).to_csv()


def test_thousands_of_rows_in_one_cell_are_compared():
    generator = np.random.default_rng(0)
    letters = np.array([chr(0x4E00 + i) for i in range(400)])
    texts = ["".join(generator.choice(letters, 40)) for _ in range(1500)]
    rows = [claim("甲市", "a.x", t, document=d) for t in texts for d in ("a", "b")]
    rows += [claim("甲市", "a.x", "据悉" + t, document="c") for t in texts[:100]]
    assert len(kept(*rows)) == 1500


@given(st.lists(st.text(st.sampled_from("数据a𠮷1"), max_size=8), min_size=1, max_size=6))
def test_the_pieces_are_those_of_scikit_learn(texts: list[str]) -> None:
    found = pieces_of(texts)
    if all(len(text) < 3 for text in texts):
        assert found.nnz == 0
        return
    vectorizer = CountVectorizer(analyzer="char", ngram_range=(3, 3), binary=True, lowercase=False)
    wanted = vectorizer.fit_transform(texts)
    shared = (found @ found.T).toarray()
    assert (shared == (wanted @ wanted.T).toarray()).all()
