"""What the headings above a sentence say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bench.evidence.sections import told_by_section

SECTIONS = (("一、总体要求", "（一）发展目标"), ("二、重点任务",), ())


def test_any_heading_above_tells() -> None:
    assert told_by_section(re.compile("目标|任务"), SECTIONS).tolist() == [True, True, False]
    assert told_by_section(re.compile("^一、"), SECTIONS).tolist() == [True, False, False]


def test_of_no_sentence_nothing_is_told() -> None:
    assert told_by_section(re.compile("."), []).shape == (0,)


@given(st.lists(st.sampled_from(SECTIONS), max_size=6))
def test_each_sentence_is_told_as_alone(sections: list[tuple[str, ...]]) -> None:
    pattern = re.compile("目标")
    alone = [bool(told_by_section(pattern, [section])[0]) for section in sections]
    assert told_by_section(pattern, sections).tolist() == alone
