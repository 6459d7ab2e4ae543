import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from bench.comparison.similarity import (
    evidence_similarity,
    likeness_table,
    region_likeness,
    similarity_table,
    word_vectors,
)
from bench.comparison.unbiased import unit_rows
from tests.comparison.profile_builders import claims_of, drawn_texts

WORDS = st.dictionaries(
    st.sampled_from("甲乙丙丁"),
    st.lists(
        st.lists(st.sampled_from(["数据", "光网", "算力", "园区"]), min_size=1).map(" ".join),
        max_size=6,
    ),
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
    assert np.allclose(values, values.T, equal_nan=True)
    assert (np.diag(values) == 1).all()
    known = values[~np.isnan(values)]
    assert ((known >= 0) & (known <= 1)).all()


def similarity_of(texts):
    claims = claims_of(texts)
    return likeness_table(region_likeness(claims).words, claims.codes)


@given(WORDS)
def test_word_similarity_is_symmetrical_within_0_and_1_and_1_with_itself(texts):
    assert_similarity(similarity_of(texts))


@given(st.dictionaries(st.sampled_from("甲乙丙丁"), st.tuples(*[st.integers(0, 9)] * 3)))
def test_evidence_similarity_is_symmetrical_within_0_and_1_and_1_with_itself(claims):
    assert_similarity(evidence_similarity(scores(claims)))


def mixtures(rng, sizes):
    """Regions of different mixtures of topics, with so many claims each."""
    topics = rng.dirichlet(np.full(8, 0.4), len(sizes))
    return {
        f"{i:02d}": drawn_texts(rng, shares, size)
        for i, (shares, size) in enumerate(zip(topics, sizes, strict=True))
    }


def plain_cosine(claims):
    vectors = word_vectors(claims).vectors
    means = np.zeros((len(claims.codes), vectors.shape[1]))
    np.add.at(means, claims.regions, vectors.toarray())
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return means @ means.T


def test_similarity_does_not_grow_with_the_number_of_claims():
    rng = np.random.default_rng(3)
    sizes = np.tile([15, 40, 120], 5)
    pairs = np.triu_indices(len(sizes), 1)
    smaller = np.minimum(sizes[pairs[0]], sizes[pairs[1]])
    unbiased, plain = [], []
    for _ in range(8):
        claims = claims_of(mixtures(rng, sizes))
        unbiased.append(spearmanr(region_likeness(claims).words[pairs], smaller)[0])
        plain.append(spearmanr(plain_cosine(claims)[pairs], smaller)[0])
    assert np.mean(plain) > 0.25
    assert abs(np.mean(unbiased)) < 0.1


def test_a_document_split_in_two_halves_is_its_own_nearest_neighbour():
    rng = np.random.default_rng(5)
    topics = np.eye(10) + np.roll(np.eye(10), 1, axis=1)  # each shares one with the next
    whole = {str(i): drawn_texts(rng, shares, 80) for i, shares in enumerate(topics)}
    halves = {f"{c}{half}": texts[half::2] for c, texts in whole.items() for half in (0, 1)}
    likeness = region_likeness(claims_of(halves)).words
    np.fill_diagonal(likeness, -1)
    assert likeness.argmax(axis=1).tolist() == [i ^ 1 for i in range(20)]


def test_mixed_topics_alike_are_more_alike_than_others_and_what_all_say_adds_nothing():
    rng = np.random.default_rng(7)
    topics = {"甲": [1, 0, 0], "乙": [1, 0, 0], "丙": [0, 1, 0], "丁": [0, 0, 1]}
    texts = {code: drawn_texts(rng, shares, 40, common=0.7) for code, shares in topics.items()}
    table = similarity_of(texts)
    assert table.loc["甲", "乙"] > 0.7
    assert table.loc["甲", ["丙", "丁"]].max() < 0.2


def test_a_region_with_too_few_claims_has_no_estimate():
    few = {"甲": ["数据 交易"], "丙": []}
    enough = {"乙": ["数据 交易 光网", "数据 算力"], "丁": ["数据 算力 园区", "园区 数据"]}
    table = similarity_of(few | enough)
    assert table.loc["乙", "丁"] >= 0
    for code in few:
        assert table.loc[code].drop(code).isna().all()


def test_claims_each_on_something_else_are_compared_by_the_plain_cosine():
    assert similarity_of({"甲": ["数据", "光网"], "乙": ["算力", "园区"]}).iloc[0, 1] == 0
    assert similarity_of({"甲": ["数据", "光网"], "乙": ["光网", "数据"]}).iloc[0, 1] == 1


def test_similarity_in_what_is_spoken_of_depends_on_the_mix_alone():
    table = evidence_similarity(
        scores({"甲": (300, 100, 0), "乙": (30, 10, 0), "丙": (0, 0, 40), "丁": (1, 0, 0)})
    )
    assert table.loc["甲", "乙"] == pytest.approx(1, abs=0.05)
    assert table.loc["甲", "丙"] == 0
    assert table.loc["丁"].drop("丁").isna().all()


def test_the_table_holds_every_pair_and_leaves_unknown_ones_empty():
    claims = claims_of({"甲": ["数据 光网", "数据"], "乙": ["数据 算力", "数据"], "丙": ["数据"]})
    words = likeness_table(region_likeness(claims).words, claims.codes)
    table = similarity_table(words, scores({"甲": (2, 0, 0), "乙": (2, 0, 0), "丙": (1, 0, 0)}))
    assert len(table) == 6
    assert table[["region", "other"]].agg("".join, axis=1).is_unique
    assert table["words"].isna().sum() == table["evidence"].isna().sum() == 4


def test_joint_measures_alone_make_no_twins():
    joint = "联手 共建 走廊"
    texts = {
        "甲": ["数据 交易", "数据 登记", joint],
        "乙": ["光网 算力", "光网 园区", joint],
        "丙": ["园区 数据", "园区 交易"],
    }
    assert similarity_of(texts).loc["甲", "乙"] < 0.3


def test_vectors_hold_no_words_of_a_single_claim():
    claims = claims_of({"甲": ["数据 交易", "数据"], "乙": ["数据 光网"]})
    assert word_vectors(claims).vectors.shape == (3, 1)
    assert unit_rows(claims.indicators).shape == (3, 3)
