from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.english import abbreviations, english_ends


def split(text: str) -> list[str]:
    ends = [0, *english_ends(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(ends)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The city opened its data.", "Firms used it."],
        ["It grew by 9.6%.", "The target is 12.5 percent."],
        ["He said, “We open data.”", "“You use it,” they said."],
        ["Output rose (see the table.)", "It fell later."],
        ["The plan was passed in 2024.", "Shenzhen followed."],
        ["It joined the EU.", "The rules changed."],
        ["They built GPT-4.5.", "It runs here."],
        ["One line\nends here.", "Another\nbegins."],
    ],
)
def test_a_full_stop_before_space_and_capital_ends_a_sentence(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Firms, e.g. Acme, and others, i.e. Beta, joined.",
        "See No. 3 and Fig. A of the annex.",
        "Acme Inc. Holdings and J. Smith of the U.S. Congress met Dr. Wu et al. Later on.",
        "Version 3.5 costs 2.75 yuan. and more",
        "Open www.example.cn/a.Html or data.Example.cn now.",
        "1. Introduction",
        "and so on ... and on",
        "加快建设数据中心. AI产业",
        "加快建设数据中心。AI产业. 数据产业",
        "发展AI.数据产业",
        "",
        ". A",
    ],
)
def test_other_full_stops_do_not(text: str) -> None:
    assert list(english_ends(text)) == []


def test_abbreviations_are_words_in_lower_case() -> None:
    assert {"no", "inc", "dr"} <= abbreviations()
    assert all(word == word.lower() and word.isalpha() for word in abbreviations())


@given(st.text(st.sampled_from('aA1.。 \n"”数'), max_size=60))
def test_ends_lie_after_full_stops_in_order(text: str) -> None:
    ends = list(english_ends(text))
    assert ends == sorted(set(ends))
    assert all(text[:end].rstrip('”"').endswith(".") for end in ends)
    assert all(text[end].isspace() for end in ends)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_chinese_text_has_none(text: str) -> None:
    assert list(english_ends(f"{text}. A{text}. {text}. B")) == []


@pytest.mark.parametrize("piece", ["a", ".", "a. ", "A. A", '" ', "a.A", " "])
def test_hostile_paragraphs_of_20000_characters_come_to_an_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(0 < end <= len(text) for end in english_ends(text))
