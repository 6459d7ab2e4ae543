import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.repeats.letters import LONG, SHORT, letters_of, long_strings, short_strings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建设　算力\n网络。", "建设算力网络"),
        ("５Ｇ基站３.５万个", "5g基站35万个"),
        ("⼀网通办", "一网通办"),  # a radical out of a PDF
    ],
)
def test_spaces_marks_and_forms_do_not_count(one: str, other: str) -> None:
    assert letters_of(one).tolist() == letters_of(other).tolist()


def test_a_text_without_letters_has_none() -> None:
    assert letters_of("——。 \n").size == 0
    assert short_strings(letters_of("三字文")).size == 0


@given(st.text(max_size=200))
def test_any_text_has_its_strings_each_at_its_place(text: str) -> None:
    letters = letters_of(text)
    assert len(short_strings(letters)) == max(len(letters) - SHORT + 1, 0)
    assert len(long_strings(letters)) == max(len(letters) - LONG + 1, 0)


@given(st.text("甲乙丙丁", min_size=LONG, max_size=60))
def test_equal_strings_and_no_others_have_equal_hashes(text: str) -> None:
    for length, hashes in (
        (SHORT, short_strings(letters_of(text))),
        (LONG, long_strings(letters_of(text))),
    ):
        strings = [text[at : at + length] for at in range(len(text) - length + 1)]
        assert len(set(strings)) == len(np.unique(hashes))
        assert len({*zip(strings, hashes.tolist(), strict=True)}) == len(set(strings))


def test_hashes_are_the_same_on_every_machine() -> None:
    assert short_strings(letters_of("数字经济")).tolist() == [0x6255DF7D77E0A379]
    assert long_strings(letters_of("一二三四五六七八九十百千万甲乙丙")).tolist() == [
        0x84526A05D43B11A5
    ]
