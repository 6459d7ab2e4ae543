"""Very many strings in texts: as each string and each text alone would have it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.phrases import Phrases
from bench.trie import Trie

# Of few letters, so that strings lie in one another; one of them is beyond the first plane.
ALPHABET = "数据算力a\n𠮷"
TEXTS = st.lists(st.text(alphabet=ALPHABET + "与\0", max_size=8), max_size=5)
STRINGS = st.lists(
    st.text(alphabet=ALPHABET, min_size=1, max_size=4), min_size=0, max_size=40, unique=True
)


@given(strings=STRINGS, texts=TEXTS)
def test_a_string_is_present_where_it_stands(strings: list[str], texts: list[str]) -> None:
    present = Trie(strings).present(texts)
    assert present.shape == (len(texts), len(strings))
    assert (present.toarray() > 0).tolist() == [
        [string in text for string in strings] for text in texts
    ]


@given(strings=STRINGS, texts=TEXTS)
def test_every_time_is_told_as_an_automaton_tells_it(strings: list[str], texts: list[str]) -> None:
    found, expected = Trie(strings).which(texts), Phrases(strings).which(texts)
    assert sorted(zip(*map(list, found), strict=True)) == sorted(
        zip(*map(list, expected), strict=True)
    )


def test_strings_in_their_thousands_are_kept_apart() -> None:
    signs = [chr(0x4E00 + number) for number in range(80)]
    strings = [first + second for first in signs for second in signs]
    texts = ["".join(signs), signs[-1] + signs[0]]
    found = Trie(strings).which(texts)
    assert [(row, strings[number]) for row, number in zip(*found, strict=True)] == [
        *((0, first + second) for first, second in pairwise(signs)),
        (1, texts[1]),
    ]


def test_a_string_may_be_long_among_many_short_ones() -> None:
    strings = ["数据" * 500, *(chr(0x4E00 + number) for number in range(2_000))]
    present = Trie(strings).present(["数据" * 500, "数据" * 499])
    assert present[:, [0]].toarray().tolist() == [[1], [0]]


def test_no_string_goes_on_past_the_end_of_a_text() -> None:
    assert Trie(["数数", "据数"]).which(["数", "据", "数"]).strings.tolist() == []


@pytest.mark.parametrize("strings", [["数据", ""], ["数\0据"], ["数据", "算力", "数据"]])
def test_strings_that_cannot_be_looked_for_are_refused(strings: list[str]) -> None:
    with pytest.raises(ValueError, match="a string to look for"):
        Trie(strings)
