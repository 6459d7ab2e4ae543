"""Terms of the catalogue in a text: masks, the longest counts, once a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.evidence.terms import TermHits, TermMatcher
from tests.evidence.builders import small_catalogue

CATALOGUE = small_catalogue(
    {
        "id": "centre",
        "terms": {"数据中心": 3, "数据中心集群": 2.5, "5G-A": 2, "中心": 0.5, "机架": 1},
        "exclude": ["大数据中心负责", "城市中心"],
    },
    {"id": "data", "terms": {"数据": 1, "5g-a": 1.5}},
    {"id": "rival", "terms": {"集群建设": 2}},
)
MATCHER = TermMatcher(CATALOGUE)
PIECES = (
    "数据中心",
    "集群",
    "建设",
    "大数据中心负责",
    "城市中心",
    "5G-A",
    "5g-a",
    "机架",
    "与",
    "。",
)


def found(text: str, indicator: str = "centre") -> tuple[str, ...]:
    hits = MATCHER.find(text).get(f"area.{indicator}")
    return hits.terms if hits else ()


def test_a_term_inside_a_longer_term_of_its_indicator_does_not_count() -> None:
    assert found("新建数据中心集群") == ("数据中心集群",)


def test_a_term_counts_where_it_also_stands_by_itself() -> None:
    assert found("数据中心集群与另一座数据中心") == ("数据中心", "数据中心集群")


def test_another_indicator_keeps_its_shorter_term() -> None:
    assert found("新建数据中心集群", "data") == ("数据",)


def test_terms_that_only_overlap_both_count() -> None:
    hits = MATCHER.find("数据中心集群建设")
    assert hits["area.centre"].terms == ("数据中心集群",)
    assert hits["area.rival"].terms == ("集群建设",)


@pytest.mark.parametrize("text", ["市大数据中心负责归集", "城市中心改造"])
def test_a_term_inside_an_excluded_phrase_does_not_count(text: str) -> None:
    assert "area.centre" not in MATCHER.find(text)


def test_an_excluded_phrase_masks_only_its_own_indicator_and_its_own_place() -> None:
    text = "市大数据中心负责归集，另建数据中心"
    assert found(text, "data") == ("数据",)
    assert found(text) == ("数据中心",)


def test_a_term_counts_once_however_often_it_is_found() -> None:
    once, often = MATCHER.find("机架。"), MATCHER.find("机架、机架、机架。")
    assert once == often == {"area.centre": TermHits(1, ("机架",))}


def test_weights_are_summed_and_the_strongest_term_comes_first() -> None:
    hits = MATCHER.find("机架、中心、数据中心")["area.centre"]
    assert hits == TermHits(4.5, ("数据中心", "机架", "中心"))


@pytest.mark.parametrize("text", ["开通5G-A网络", "开通5g-a网络", "开通5g-A网络"])
def test_latin_letters_match_in_either_case(text: str) -> None:
    assert MATCHER.find(text) == {
        "area.centre": TermHits(2, ("5g-a",)),
        "area.data": TermHits(1.5, ("5g-a",)),
    }


@pytest.mark.parametrize("text", ["", "种植水稻和小麦", "数 据 中 心"])
def test_where_no_term_stands_nothing_is_found(text: str) -> None:
    assert MATCHER.find(text) == {}


def test_a_letter_that_grows_in_lower_case_does_no_harm() -> None:
    assert found("İ数据中心") == ("数据中心",)


@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_saying_it_twice_changes_nothing_and_every_term_stands_in_the_text(
    pieces: list[str],
) -> None:
    text = "".join(pieces)
    hits = MATCHER.find(text)
    assert MATCHER.find(f"{text}\n{text}") == hits
    for name, hit in hits.items():
        weights = {t.lower(): w for t, w in CATALOGUE.indicator(name).terms.items()}
        assert all(term in text.lower() for term in hit.terms)
        assert hit.weight == pytest.approx(sum(weights[term] for term in hit.terms))


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4))
def test_texts_together_are_found_as_alone(texts: list[str]) -> None:
    found = MATCHER.find_all(texts)
    ids = [indicator.id for indicator in CATALOGUE.evidence_indicators]
    together: list[dict[str, TermHits]] = [{} for _ in texts]
    rows, columns = np.divmod(np.unique(found.places), len(ids))
    for row, column, terms in zip(
        rows.tolist(), columns.tolist(), found.at(rows, columns), strict=True
    ):
        together[row][ids[column]] = TermHits(found.weights[row, column], terms)
    assert together == [MATCHER.find(text) for text in texts]
