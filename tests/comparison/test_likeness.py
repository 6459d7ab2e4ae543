"""Likeness of two claims: their words, weighed by a fixed table, whatever places they name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.catalogue.loading import load_catalogue
from bench.comparison.likeness import ClaimVectors, words_without_places
from bench.evidence.background import Background
from bench.regions.matching import PlaceMatcher
from bench.regions.shipped import shipped_gazetteer
from bench.resources import shipped

BACKGROUND = Background(1000, {"推进": 400, "建设": 300, "数据": 100})
WORDS = st.lists(st.sampled_from(["推进", "建设", "数据", "交易所", "算力", "园区"]), max_size=6)


def vectors(*texts: str) -> ClaimVectors:
    return ClaimVectors(texts, str.split, BACKGROUND)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5), st.sampled_from([0.0, 10.0, 100.0]))
def test_likeness_is_within_0_and_1_symmetrical_and_largest_with_itself(
    texts: list[str], damping: float
) -> None:
    rows = range(len(texts))
    found = vectors(*texts).likeness(rows, rows, damping)
    assert ((found >= 0) & (found <= 1)).all()
    np.testing.assert_allclose(found, found.T, atol=1e-12)
    same = [text.split() != [] for text in texts]
    if damping == 0:
        np.testing.assert_allclose(np.diag(found), np.array(same, dtype=float), atol=1e-12)


def test_likeness_is_the_cosine_of_weights_damped() -> None:
    made = vectors("推进 数据 数据", "数据 算力")
    common = BACKGROUND.idf("数据")
    one = np.array([BACKGROUND.idf("推进"), (1 + np.log(2)) * common])
    other = np.array([common, BACKGROUND.idf("算力")])
    dot = one[1] * other[0]
    for damping in (0.0, 50.0):
        lengths = np.sqrt((one @ one + damping) * (other @ other + damping))
        assert made.likeness([0], [1], damping)[0, 0] == pytest.approx(dot / lengths)


def test_few_common_words_are_damped_more_than_many() -> None:
    made = vectors(
        "数据 交易所", "数据 交易所", "数据 交易所 算力 园区 建设", "数据 交易所 算力 园区 建设"
    )
    short, long = (made.likeness([i], [i + 1], 100.0)[0, 0] for i in (0, 2))
    assert short < long < 1


def test_a_claim_without_words_is_like_none() -> None:
    made = vectors("", "数据")
    assert made.likeness([0], [0, 1], 0.0).tolist() == [[0, 0]]
    assert made.words.tolist() == [0, 1]


def test_a_likeness_depends_on_the_two_claims_alone() -> None:
    two = vectors("推进 数据", "数据 算力").likeness([0], [1], 100.0)
    more = vectors("园区", "推进 数据", "交易所", "数据 算力").likeness([1], [3], 100.0)
    np.testing.assert_allclose(two, more)


def test_names_of_places_are_no_words_and_terms_stay_whole() -> None:
    catalogue = load_catalogue(shipped("indicators/digital_economy.yaml"))
    words = words_without_places(catalogue, PlaceMatcher(shipped_gazetteer()))
    assert set(words("苏州市建设工业互联网平台")) == set(words("成都市建设工业互联网平台"))
    assert "工业互联网平台" in words("苏州市建设工业互联网平台")
    assert not any("苏州" in word for word in words("支持苏州市先行先试"))
