"""Learnt weights: worked by hand, by genre, and at work with a catalogue."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bench.catalogue.model import Catalogue
from bench.corpus.document import Document
from bench.evidence.analysis import Analyser
from bench.evidence.genres import ARTICLES, GENRES
from bench.evidence.learnt import CATALOGUE_SCALE, HEADING_SCALE, LearntByGenre
from bench.evidence.learnt_tables import learnt_of
from bench.evidence.recurring import recurring
from bench.regions.gazetteer import Gazetteer
from bench.resources import shipped
from bench.settings import DEFAULT_CATALOGUE
from tests.evidence.builders import document
from tests.evidence.by_hand import FEATURES, only, weights

Array = NDArray[np.float64]
FIRST = document(
    "武汉建成智算中心三座，算力规模达到2000 PFLOPS。同时发放算力券，服务企业300家。",
    "二是推进数据产品登记，培育数商90家；三是改造机房200间，降低能耗。",
    path="first.txt",
)
SECOND = document(
    "一、总体要求",
    "加快建设工业互联网平台，到2029年培育产业大脑20个。",
    "支持烟台开展数据资产入表试点，给予最高300万元补助。",
    path="second.txt",
    kind="plan",
    region="370000",
)


# --- log-odds ------------------------------------------------------------------------------------


def test_the_log_odds_worked_by_hand() -> None:
    learnt = weights(only("算力", 0, 3), only("数据", 1, 4), np.array([[5.0, 0], [1.0, 2.0]]))
    (odds,) = learnt.log_odds(["算力与数据"], ["数据"], np.array([[2.0, -3.0]]))
    # The sentence has five characters, so a string in it counts 1/√5; the heading has two.
    a = 3 / math.sqrt(5) + CATALOGUE_SCALE * (2 * 5 - 3 * 1) - 1
    b = HEADING_SCALE * 4 / math.sqrt(2) + CATALOGUE_SCALE * (-3 * 2) - 2
    assert odds == pytest.approx([a, b])


def test_a_string_counts_once_however_often_it_stands_there() -> None:
    learnt = weights(only("算力", 0, 3))
    odds = learnt.log_odds(["算力还是算力", "算力还是别的"], ["", ""], np.zeros((2, 2)))
    assert odds[0] == pytest.approx(odds[1])


def test_strings_are_found_in_any_case() -> None:
    upper, lower = weights().found(["5G", "5g"]).toarray().tolist()
    assert upper == lower == pytest.approx([0, 0, 0, 1 / math.sqrt(2)])


@given(st.lists(st.text(alphabet="云平台数据算力5Gg", max_size=12), max_size=5))
def test_what_is_found_is_scaled_by_the_length_of_the_text(texts: list[str]) -> None:
    found = weights().found(texts).toarray()
    assert found.shape == (len(texts), len(FEATURES))
    for row, text in zip(found, texts, strict=True):
        scale = 1 / math.sqrt(max(len(text), 1))
        assert row.tolist() == pytest.approx([scale * (f in text.lower()) for f in FEATURES])


def test_weights_pickle_after_use() -> None:
    learnt = weights(only("算力", 0, 3))
    asked = (["算力"], [""], np.zeros((1, 2)))
    before = learnt.log_odds(*asked)
    assert pickle.loads(pickle.dumps(learnt)).log_odds(*asked) == pytest.approx(before)


# --- by genre ------------------------------------------------------------------------------------


def by_genre() -> LearntByGenre:
    """Weights of 算力 that tell where a sentence was looked up."""
    values = {genre: 3.0 + number for number, genre in enumerate(GENRES)}
    return LearntByGenre({g: weights(only("算力", 0, value)) for g, value in values.items()})


@given(st.lists(st.sampled_from(["press", "", "plan", "regulation", "work_report"]), max_size=6))
def test_each_sentence_goes_by_the_weights_of_its_genre(kinds: list[str]) -> None:
    learnt = by_genre()
    texts = ["算力" + "多" * number for number in range(len(kinds))]
    headings = recurring("数据" * (number % 2) for number in range(len(kinds)))
    said = np.arange(2.0 * len(kinds)).reshape(-1, 2)
    odds = learnt.log_odds(texts, headings, recurring(kinds), said)
    assert odds.shape == (len(kinds), 2)
    for number, kind in enumerate(kinds):
        rows = np.array([number])
        alone = learnt.of(kind).log_odds([texts[number]], headings.at(rows), said[rows])
        assert odds[rows] == pytest.approx(alone)


def test_a_kind_of_no_genre_goes_by_the_weights_of_articles() -> None:
    learnt = by_genre()
    assert learnt.of("letter") is learnt.of("press") is learnt.genres[ARTICLES]
    assert learnt.of("plan") is not learnt.of("press")


def test_the_digest_tells_which_genre_has_which_weights() -> None:
    one, genres = by_genre(), list(GENRES)
    turned = LearntByGenre(dict(zip(genres[::-1], one.genres.values(), strict=True)))
    assert by_genre().fingerprint() == one.fingerprint() != turned.fingerprint()


# --- with a catalogue ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def learnt(catalogue: Catalogue, gazetteer: Gazetteer) -> Analyser:
    return Analyser(catalogue, gazetteer, learnt_of(catalogue, shipped(DEFAULT_CATALOGUE)))


def test_the_shipped_weights_have_strings_of_two_to_five_characters(learnt: Analyser) -> None:
    assert learnt.learnt is not None
    assert set(learnt.learnt.genres) == set(GENRES)
    for weights_of_genre in learnt.learnt.genres.values():
        assert {len(feature) for feature in weights_of_genre.features} == {2, 3, 4, 5}
        assert all(feature == feature.lower() for feature in weights_of_genre.features)


def test_learnt_weights_bear_on_what_is_filed(analyser: Analyser, learnt: Analyser) -> None:
    assert learnt.analyse(FIRST).claims[0].indicators[0].indicator == "infrastructure.compute"
    assert learnt.analyse(FIRST).claims != analyser.analyse(FIRST).claims


def test_with_learnt_weights_a_document_is_filed_the_same_whatever_else_is_read(
    learnt: Analyser, catalogue: Catalogue, gazetteer: Gazetteer
) -> None:
    both = [learnt.analyse(d) for d in (FIRST, SECOND)]
    assert [learnt.analyse(d) for d in (SECOND, FIRST)] == both[::-1]
    for given_document, analysis in zip((FIRST, SECOND), both, strict=True):
        assert analysis.claims
        alone = Analyser(catalogue, gazetteer, learnt.learnt)
        assert alone.analyse(given_document) == analysis


@settings(max_examples=30)
@given(st.lists(st.sampled_from([FIRST, SECOND]), max_size=6))
def test_with_learnt_weights_documents_together_come_out_as_alone(
    learnt: Analyser, documents: list[Document]
) -> None:
    assert learnt.analyse_all(documents) == [learnt.analyse(one) for one in documents]


def test_an_analyser_with_learnt_weights_pickles_and_finds_the_same(learnt: Analyser) -> None:
    expected = learnt.analyse(FIRST)
    assert pickle.loads(pickle.dumps(learnt)).analyse(FIRST) == expected
