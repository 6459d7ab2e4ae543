"""TF-IDF similarity: a formula that can be worked by hand, and vectors of a sentence alone."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from bench.evidence.analysis import Analyser
from bench.evidence.background import Background, load_background
from bench.evidence.similarity import Compared, SimilarityIndex
from tests.evidence.builders import small_catalogue

# Words stand apart by blanks; what stands between two texts is a word of its own.
CUT = re.compile(r"\0|[^ \0]+").findall
TABLE = Background(99, {"算力": 9, "网络": 24, "平台": 49})
IDF = {"算力": math.log(10) + 1, "网络": math.log(4) + 1, "平台": math.log(2) + 1}
SMALL = SimilarityIndex(
    small_catalogue(
        {"id": "first", "definition": "算力 网络", "examples": ["算力 算力 平台"]},
        {"id": "second", "definition": "平台", "examples": ["平台 网络"]},
    ),
    CUT,
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


def nearest(compared: Compared) -> list[list[str]]:
    """The nearest reference of each indicator to each text, as text."""
    rows, indicators = (grid.ravel() for grid in np.indices(compared.similarities.shape))
    width = compared.similarities.shape[1]
    found = compared.nearest(rows, indicators)
    return [found[start : start + width] for start in range(0, len(found), width)]


def unit(**weights: float) -> np.ndarray:
    vector = np.array([weights.get(word, 0.0) * IDF[word] for word in IDF])
    return vector / np.linalg.norm(vector)


def test_the_formula_worked_by_hand() -> None:
    definition, example = unit(算力=1, 网络=1), unit(算力=1 + math.log(2), 平台=1)
    centroid = (definition + example) / np.linalg.norm(definition + example)
    sentence = unit(算力=1, 平台=1)
    close = (sentence @ definition + sentence @ example) / 2
    compared = SMALL.compare(["算力 平台"])
    assert compared.similarities[0, 0] == pytest.approx((sentence @ centroid + close) / 2)
    assert nearest(compared)[0][0] == "算力 算力 平台"


def test_words_that_no_reference_holds_count_for_nothing() -> None:
    similarities = SMALL.compare(["水稻 小麦", "", "算力 平台", "算力 平台 水稻"]).similarities
    assert not similarities[:2].any()
    assert np.array_equal(similarities[2], similarities[3])


@settings(max_examples=30)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_a_sentence_compares_the_same_whatever_else_is_compared(texts: list[str]) -> None:
    together = SMALL.compare(texts)
    for row, text in enumerate(texts):
        alone = SMALL.compare([text])
        assert np.array_equal(together.similarities[row], alone.similarities[0])
        assert nearest(together)[row] == nearest(alone)[0]


def test_with_the_shipped_catalogue_too(index: SimilarityIndex) -> None:
    together = index.compare(SENTENCES)
    for row, text in enumerate(SENTENCES):
        alone = index.compare([text])
        assert np.array_equal(together.similarities[row], alone.similarities[0])
        assert nearest(together)[row] == nearest(alone)[0]


def test_every_reference_is_nearest_to_itself(index: SimilarityIndex) -> None:
    found = nearest(index.compare([r.text for r in index.references]))
    missed = [r.text for row, r in enumerate(index.references) if found[row][r.indicator] != r.text]
    assert missed == []


def test_most_examples_are_most_like_their_own_indicator(index: SimilarityIndex) -> None:
    similarities = index.compare([r.text for r in index.references]).similarities
    own = np.array([r.indicator for r in index.references])
    assert (similarities.argmax(axis=1) == own).mean() > 0.9


def test_values_lie_between_zero_and_one(analyser: Analyser, index: SimilarityIndex) -> None:
    texts = [*SENTENCES, *(r.text for r in index.references)]
    similarities = index.compare(texts).similarities
    assert similarities.shape == (len(texts), len(analyser.catalogue.indicators))
    assert similarities.min() >= 0
    assert similarities.max() <= 1


def test_known_words_are_counted_as_scikit_learn_counts_them() -> None:
    texts = ["算力 平台 算力", "", "2024 网络 稻子", "稻子"]
    peer = CountVectorizer(analyzer=CUT).fit([one.text for one in SMALL.references])
    assert (SMALL._count(texts).toarray() == peer.transform(texts).toarray()).all()


def test_a_definition_without_a_word_to_compare_is_like_nothing() -> None:
    wordless = {"id": "first", "definition": "2024", "examples": ["2025"]}
    worded = {"id": "second", "definition": "算力", "examples": ["算力"]}
    index = SimilarityIndex(small_catalogue(wordless, worded), CUT, TABLE)
    assert index.compare(["算力 2024", ""]).similarities[:, 0].tolist() == [0, 0]
