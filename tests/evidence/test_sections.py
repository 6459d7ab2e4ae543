"""What the headings above a sentence say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bench.evidence.recurring import recurring
from bench.evidence.sections import Section, innermost, next_outer, told_by_section

SECTIONS = (("一、总体要求", "（一）发展目标"), ("二、重点任务",), ())
ABOVE = recurring(SECTIONS)


def test_any_heading_above_tells() -> None:
    assert told_by_section(re.compile("目标|任务"), ABOVE).tolist() == [True, True, False]
    assert told_by_section(re.compile("^一、"), ABOVE).tolist() == [True, False, False]


def test_of_no_sentence_nothing_is_told() -> None:
    assert told_by_section(re.compile("."), recurring(list[Section]())).shape == (0,)


@given(st.lists(st.sampled_from(SECTIONS), max_size=6))
def test_each_sentence_is_told_as_alone(sections: list[tuple[str, ...]]) -> None:
    pattern = re.compile("目标")
    alone = [bool(told_by_section(pattern, recurring([section]))[0]) for section in sections]
    assert told_by_section(pattern, recurring(sections)).tolist() == alone


def test_the_two_headings_above() -> None:
    assert [innermost(section) for section in SECTIONS] == ["（一）发展目标", "二、重点任务", ""]
    assert [next_outer(section) for section in SECTIONS] == ["一、总体要求", "", ""]
