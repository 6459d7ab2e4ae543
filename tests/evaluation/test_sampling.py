"""A sample is a third of each class, shuffled, and the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.evaluation.sampling import draw
from bench.evaluation.strata import CLASSES, Read
from tests.evaluation.builders import read

many = [read(n, CLASSES[n % 3]) for n in range(300)]
classes = st.lists(st.sampled_from(CLASSES), max_size=40)


def test_a_third_is_sure_a_third_is_near_and_the_rest_are_any() -> None:
    drawn = draw(many, 62, seed=1)
    assert (drawn.sure, drawn.near, drawn.random) == (20, 20, 22)
    found = Counter(r.kind for r in drawn.sentences)
    assert found["sure"] >= 20
    assert found["near"] >= 20
    assert found["rest"] > 0


def test_where_a_class_is_short_more_of_any_are_drawn() -> None:
    reads = [read(0, "sure"), *(read(n, "rest") for n in range(1, 50))]
    drawn = draw(reads, 30, seed=1)
    assert (drawn.sure, drawn.near, drawn.random) == (1, 0, 29)


@given(classes, st.integers(3, 50), st.integers(0, 999))
def test_no_sentence_twice_none_left_out_without_need_and_all_repeatable(
    kinds: list[str], size: int, seed: int
) -> None:
    reads = [read(n, kind) for n, kind in enumerate(kinds)]
    drawn = draw(reads, size, seed)
    assert len(drawn.sentences) == min(size, len(reads)) == drawn.sure + drawn.near + drawn.random
    assert len(set(drawn.sentences)) == len(drawn.sentences)
    assert drawn == draw(reads, size, seed)


def test_the_order_tells_nothing_of_the_class_and_another_seed_draws_others() -> None:
    def place(drawn: tuple[Read, ...], kind: str) -> float:
        places = [n for n, r in enumerate(drawn) if r.kind == kind]
        return sum(places) / len(places)

    means = [place(draw(many, 90, seed).sentences, "sure") for seed in range(40)]
    assert sum(means) / len(means) == pytest.approx(44.5, abs=3)
    assert draw(many, 30, 1).sentences != draw(many, 30, 2).sentences
