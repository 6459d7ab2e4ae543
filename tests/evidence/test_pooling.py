"""What stands around a sentence: worked by hand, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from bench.evidence.mapping import load_mapping_rules
from bench.evidence.pooling import SIGNS, pooled_odds, pooled_signs

Array = NDArray[np.float64]
AROUND = ("previous", "next", "section", "paragraph")


def sign(signs: list[Array], name: str) -> Array:
    return signs[SIGNS.index(name)]


def log_odds(*probabilities: float) -> Array:
    p = np.array(probabilities)[:, None]
    return np.log(p / (1 - p))


def documents(most: int = 8) -> st.SearchStrategy[tuple[Array, list[int], list[int]]]:
    """Log-odds of three indicators, the section and the paragraph of each sentence, in order."""

    def of_length(n: int) -> st.SearchStrategy[tuple[Array, list[int], list[int]]]:
        places = st.lists(st.integers(0, 3), min_size=n, max_size=n).map(sorted)
        odds = arrays(np.float64, (n, 3), elements=st.floats(-20, 20))
        return st.tuples(odds, places, places)

    return st.integers(1, most).flatmap(of_length)


def test_signs_worked_by_hand() -> None:
    odds = log_odds(0.2, 0.4, 0.9, 0.6)
    signs = pooled_signs(odds, [0, 0, 0, 1], [0, 0, 1, 2])
    expected = {
        "odds": odds[:, 0],
        "probability": [0.2, 0.4, 0.9, 0.6],
        "share": [1, 1, 1, 1],
        "previous": [0, 0.2, 0, 0],
        "next": [0.4, 0, 0, 0],
        "section": [0.65, 0.55, 0.3, 0],
        "paragraph": [0.4, 0.2, 0, 0],
    }
    assert tuple(expected) == SIGNS
    for name, values in expected.items():
        assert sign(signs, name)[:, 0] == pytest.approx(values), name


def test_the_share_is_of_the_sentences_strongest_indicator() -> None:
    odds = np.log(np.array([[0.8, 0.4, 0.1]]) / (1 - np.array([[0.8, 0.4, 0.1]])))
    signs = pooled_signs(odds, [0], [0])
    assert sign(signs, "share")[0] == pytest.approx([1, 0.5, 0.125])


@given(documents())
def test_a_sentence_alone_in_section_and_paragraph_has_nothing_around_it(
    document: tuple[Array, list[int], list[int]],
) -> None:
    odds, _, _ = document
    alone = list(range(len(odds)))
    signs = pooled_signs(odds, alone, alone)
    for name in AROUND:
        assert not sign(signs, name).any(), name


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_other_sections_does_not_matter(
    document: tuple[Array, list[int], list[int]], random
) -> None:
    odds, sections, paragraphs = document
    # A paragraph lies in one section.
    places = list(zip(sections, paragraphs, strict=True))
    numbers = [sorted(set(places)).index(place) for place in places]
    order = sorted(set(sections))
    random.shuffle(order)
    rows = [row for section in order for row, own in enumerate(sections) if own == section]
    moved = pooled_signs(odds[rows], [sections[r] for r in rows], [numbers[r] for r in rows])
    signs = pooled_signs(odds, sections, numbers)
    assert np.array(moved) == pytest.approx(np.array(signs)[:, rows])


@given(documents(), st.floats(-20, 20))
def test_another_section_and_paragraph_changes_no_sign(
    document: tuple[Array, list[int], list[int]], other: float
) -> None:
    odds, sections, paragraphs = document
    signs = pooled_signs(odds, sections, paragraphs)
    longer = pooled_signs(
        np.vstack([odds, np.full((1, 3), other)]), [*sections, 9], [*paragraphs, 9]
    )
    assert np.array(longer)[:, :-1] == pytest.approx(np.array(signs))


@given(documents())
def test_what_stands_around_is_a_probability(
    document: tuple[Array, list[int], list[int]],
) -> None:
    signs = pooled_signs(*document)
    assert [sign.shape for sign in signs] == [document[0].shape] * len(SIGNS)
    for name in ("probability", "share", *AROUND):
        assert (sign(signs, name) >= -1e-12).all(), name
        assert (sign(signs, name) <= 1 + 1e-12).all(), name


def test_the_shipped_rules_weigh_every_sign() -> None:
    assert set(load_mapping_rules().pooling) == {"base", *SIGNS}


@given(documents(), st.floats(-20, 20))
def test_the_pooled_odds_do_not_depend_on_another_document_to_the_last_bit(
    document: tuple[Array, list[int], list[int]], other: float
) -> None:
    odds, *groups = document
    sections, paragraphs = map(np.array, groups)
    weights = load_mapping_rules().pooling
    alone = pooled_odds(odds, sections, paragraphs, weights)
    both = np.vstack([odds, np.full((5, 3), other)])
    together = pooled_odds(
        both, np.append(sections, [7] * 5), np.append(paragraphs, [7] * 5), weights
    )
    assert np.array_equal(together[: len(odds)], alone)
    signs = dict(zip(SIGNS, pooled_signs(odds, sections, paragraphs), strict=True))
    expected = weights["base"] + sum(weights[name] * sign for name, sign in signs.items())
    assert alone == pytest.approx(expected)
