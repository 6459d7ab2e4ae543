import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from bench.comparison.similarity import (
    evidence_profiles,
    evidence_similarity,
    tfidf,
    word_similarity,
)

WORDS = st.dictionaries(
    st.sampled_from(["甲", "乙", "丙", "丁"]),
    st.lists(st.sampled_from(["数据", "光网", "算力", "园区"]), max_size=6),
    max_size=4,
)


def scores(claims):
    return pd.DataFrame(
        [
            {"region": region, "region_code": region, "indicator": indicator, "claims": count}
            for region, counts in claims.items()
            for indicator, count in zip(["a.x", "a.y", "a.z"], counts, strict=True)
        ],
        columns=["region", "region_code", "indicator", "claims"],
    )


def assert_similarity(table):
    assert table.index.tolist() == table.columns.tolist()
    values = table.to_numpy()
    assert np.array_equal(values, values.T)
    assert (np.diag(values) == 1).all()
    assert ((values >= 0) & (values <= 1)).all()


@given(WORDS)
def test_word_similarity_is_symmetrical_within_0_and_1_and_1_with_itself(words):
    table = word_similarity(words)
    assert table.index.tolist() == list(words)
    assert_similarity(table)


@given(st.dictionaries(st.sampled_from("甲乙丙丁"), st.tuples(*[st.integers(0, 9)] * 3)))
def test_evidence_similarity_is_symmetrical_within_0_and_1_and_1_with_itself(claims):
    assert_similarity(evidence_similarity(scores(claims)))


@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_regions_and_words_changes_nothing(words, random):
    mixed = {region: random.sample(said, len(said)) for region, said in words.items()}
    mixed = dict(random.sample(list(mixed.items()), len(mixed)))
    regions = list(words)
    again = word_similarity(mixed).reindex(index=regions, columns=regions)
    pd.testing.assert_frame_equal(word_similarity(words), again)


def test_what_every_region_says_counts_less_than_what_two_share():
    stock = ["高质量", "发展", "推进"]
    table = word_similarity(
        {
            "甲": [*stock, "数据", "交易"],
            "乙": [*stock, "数据", "交易"],
            "丙": [*stock, "海洋", "渔业"],
        }
    )
    assert table.loc["甲", "乙"] == pytest.approx(1)
    # Three words of five are common to all: without the weights the cosine were 0.6.
    assert 0 < table.loc["甲", "丙"] < 0.55


def test_a_region_without_words_or_claims_is_like_no_other():
    table = word_similarity({"甲": ["数据"], "乙": [], "丙": ["数据"]})
    assert table.loc["乙"].tolist() == [0, 1, 0]
    table = evidence_similarity(scores({"甲": (1, 0, 0), "乙": (0, 0, 0)}))
    assert table.loc["甲", "乙"] == 0


def test_weights_of_words_follow_the_formula():
    weights = tfidf(csr_array(np.array([[3, 1], [0, 2]]))).toarray()
    expected = [
        [(1 + np.log(3)) * (np.log(3 / 2) + 1), np.log(3 / 3) + 1],
        [0, (1 + np.log(2)) * (np.log(3 / 3) + 1)],
    ]
    np.testing.assert_allclose(weights, expected)


def test_profiles_are_shares_and_like_shares_are_alike_whatever_the_volume():
    claims = scores({"甲": (3, 1, 0), "乙": (30, 10, 0), "丙": (0, 0, 4)})
    assert evidence_profiles(claims).loc["甲"].tolist() == [0.75, 0.25, 0]
    table = evidence_similarity(claims)
    assert table.loc["甲", "乙"] == pytest.approx(1)
    assert table.loc["甲", "丙"] == 0
