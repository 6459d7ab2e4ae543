"""TF-IDF similarity: a formula that can be worked by hand, and vectors of a sentence alone."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.evidence.analysis import Analyser
from bench.evidence.background import Background, load_background
from bench.evidence.similarity import SimilarityIndex
from tests.evidence.builders import small_catalogue

TABLE = Background(99, {"算力": 9, "网络": 24, "平台": 49})
IDF = {"算力": math.log(10) + 1, "网络": math.log(4) + 1, "平台": math.log(2) + 1}
SMALL = SimilarityIndex(
    small_catalogue(
        {"id": "first", "definition": "算力 网络", "examples": ["算力 算力 平台"]},
        {"id": "second", "definition": "平台", "examples": ["平台 网络"]},
    ),
    # Words stand apart by blanks; what stands between two texts is a word of its own.
    re.compile(r"\0|[^ \0]+").findall,
    TABLE,
)
SENTENCES = (
    "建成算力调度平台，服务中小企业三百家。",
    "出台数据条例，明确授权运营规则。",
    "给予最高五百万元补助。",
    "春播面积稳定，粮食丰收。",
    "推进工业机器人在车间应用。",
    "",
    "???",
)


@pytest.fixture(scope="module")
def index(analyser: Analyser) -> SimilarityIndex:
    return SimilarityIndex(analyser.catalogue, analyser.cut, load_background())


def unit(**weights: float) -> np.ndarray:
    vector = np.array([weights.get(word, 0.0) * IDF[word] for word in IDF])
    return vector / np.linalg.norm(vector)


def test_the_formula_worked_by_hand() -> None:
    definition, example = unit(算力=1, 网络=1), unit(算力=1 + math.log(2), 平台=1)
    centroid = (definition + example) / np.linalg.norm(definition + example)
    sentence = unit(算力=1, 平台=1)
    close = (sentence @ definition + sentence @ example) / 2
    similarities, nearest = SMALL.compare(["算力 平台"])
    assert similarities[0, 0] == pytest.approx((sentence @ centroid + close) / 2)
    assert SMALL.references[nearest[0, 0]].text == "算力 算力 平台"


def test_words_that_no_reference_holds_count_for_nothing() -> None:
    similarities, _ = SMALL.compare(["水稻 小麦", "", "算力 平台", "算力 平台 水稻"])
    assert not similarities[:2].any()
    assert np.array_equal(similarities[2], similarities[3])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_a_sentence_compares_the_same_whatever_else_is_compared(texts: list[str]) -> None:
    together, nearest = SMALL.compare(texts)
    for row, text in enumerate(texts):
        alone, place = SMALL.compare([text])
        assert np.array_equal(together[row], alone[0])
        assert np.array_equal(nearest[row], place[0])


def test_with_the_shipped_catalogue_too(index: SimilarityIndex) -> None:
    together, nearest = index.compare(SENTENCES)
    for row, text in enumerate(SENTENCES):
        alone, place = index.compare([text])
        assert np.allclose(together[row], alone[0], rtol=0, atol=1e-12)
        assert np.array_equal(nearest[row], place[0])


def test_every_reference_is_nearest_to_itself(index: SimilarityIndex) -> None:
    _, nearest = index.compare([r.text for r in index.references])
    missed = [
        r.text
        for row, r in enumerate(index.references)
        if index.references[nearest[row, r.indicator]].text != r.text
    ]
    assert missed == []


def test_most_examples_are_most_like_their_own_indicator(index: SimilarityIndex) -> None:
    similarities, _ = index.compare([r.text for r in index.references])
    own = np.array([r.indicator for r in index.references])
    assert (similarities.argmax(axis=1) == own).mean() > 0.9


def test_values_lie_between_zero_and_one(analyser: Analyser, index: SimilarityIndex) -> None:
    texts = [*SENTENCES, *(r.text for r in index.references)]
    similarities, nearest = index.compare(texts)
    assert similarities.shape == nearest.shape == (len(texts), len(analyser.catalogue.indicators))
    assert similarities.min() >= 0
    assert similarities.max() <= 1
    assert ((nearest >= 0) & (nearest < len(index.references))).all()


def test_known_words_are_counted_as_the_vectorizer_counts_them() -> None:
    texts = ["算力 平台 算力", "", "2024 网络 稻子", "稻子"]
    counted = SMALL._count(texts).toarray()
    assert (counted == SMALL._vectorizer.transform(texts).toarray()).all()
