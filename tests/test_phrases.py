"""Many strings in many texts: as each string and each text alone would have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.phrases import Phrases, joined

LETTERS = st.text(alphabet="数据算力a\n", max_size=8)
TEXTS = st.lists(LETTERS, max_size=5)
STRINGS = st.lists(
    st.text(alphabet="数据算力a\n", min_size=1, max_size=3), min_size=1, max_size=6, unique=True
)


def places(string: str, text: str) -> list[int]:
    return [start for start in range(len(text)) if text.startswith(string, start)]


@given(strings=STRINGS, texts=TEXTS)
def test_every_place_is_found_and_no_other(strings: list[str], texts: list[str]) -> None:
    found = Phrases(strings).find(texts)
    spans = zip(*(part.tolist() for part in found), strict=True)
    assert sorted(spans) == sorted(
        (row, number, start, start + len(string))
        for row, text in enumerate(texts)
        for number, string in enumerate(strings)
        for start in places(string, text)
    )


@given(strings=STRINGS, texts=TEXTS)
def test_a_string_is_present_where_it_has_a_place(strings: list[str], texts: list[str]) -> None:
    present = Phrases(strings).present(texts).toarray()
    assert present.shape == (len(texts), len(strings))
    assert present.tolist() == [
        [bool(places(string, text)) for string in strings] for text in texts
    ]


@given(strings=STRINGS, texts=TEXTS)
def test_a_text_holds_the_strings_that_have_a_place_in_it(
    strings: list[str], texts: list[str]
) -> None:
    held = list(Phrases(strings).held(texts))
    assert held == [{string for string in strings if string in text} for text in texts]


@given(strings=STRINGS, texts=TEXTS, longest=st.booleans())
def test_texts_together_are_as_texts_alone(
    strings: list[str], texts: list[str], longest: bool
) -> None:
    phrases = Phrases(strings, longest=longest)
    rows, found = phrases.which(texts)
    alone = [(row, s) for row, text in enumerate(texts) for s in phrases.which([text]).strings]
    assert list(zip(rows, found, strict=True)) == alone


def test_the_longest_from_the_left_leaves_out_what_lies_in_it() -> None:
    found = Phrases(["数据", "数据中心", "中心", "据"], longest=True).find(
        ["数据中心与数据", "中心"]
    )
    assert found.texts.tolist() == [0, 0, 1]
    assert found.strings.tolist() == [1, 0, 2]
    assert found.starts.tolist() == [0, 5, 0]


def test_nothing_is_found_across_texts_nor_of_what_parts_them() -> None:
    phrases = Phrases(["数据"])
    assert phrases.present(["数", "据", "数\0据"]).nnz == 0
    assert phrases.find(["数\0数据", "\0", "数据"]).starts.tolist() == [2, 0]


def test_joined_texts_have_as_many_parts() -> None:
    assert joined(["a\0b", "", "c"]) == "a b\0\0c"


@pytest.mark.parametrize("strings", [["数据", ""], ["数\0据"]])
def test_a_string_that_cannot_be_found_is_refused(strings: list[str]) -> None:
    with pytest.raises(ValueError, match=r"empty|NUL|pattern"):
        Phrases(strings)


def test_nothing_to_look_for_is_not_found() -> None:
    assert Phrases([]).present(["数据", ""]).shape == (2, 0)
    assert Phrases(["数据"]).present([]).shape == (0, 1)
