"""What holds of values that recur is asked once of each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.evidence.recurring import recurring

WORDS = st.lists(st.sampled_from(["a", "bb", "cc", ""]), max_size=8)


@given(WORDS, st.data())
def test_values_come_back_in_their_order(words: list[str], data: st.DataObject) -> None:
    found = recurring(words)
    assert len(found) == len(words)
    assert [found.different[number] for number in found.numbers] == words
    rows = data.draw(st.lists(st.integers(0, len(words) - 1))) if words else []
    some = found.at(np.array(rows, dtype=np.int64))
    assert [some.different[number] for number in some.numbers] == [words[row] for row in rows]


@given(WORDS)
def test_what_holds_and_what_is_made_is_that_of_each_value(words: list[str]) -> None:
    found = recurring(words)
    assert found.holds(lambda word: len(word) > 1).tolist() == [len(word) > 1 for word in words]
    lengths = found.mapped(len)
    assert [lengths.different[number] for number in lengths.numbers] == [*map(len, words)]


def test_each_different_value_is_asked_once() -> None:
    asked: list[str] = []
    assert recurring(["a", "b", "a"]).holds(lambda word: asked.append(word)).tolist() == [False] * 3
    assert asked == ["a", "b"]
