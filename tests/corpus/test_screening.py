"""A screen drops an expression only where it cannot be found."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.cleaning import load_rules
from bench.corpus.lines import Line, split_lines
from bench.corpus.screening import ANY_LENGTH, Screen


class Trial(NamedTuple):
    pattern: re.Pattern[str]
    longest: int = ANY_LENGTH


def tried(*trials: Trial, text: str) -> dict[int, list[str]]:
    found = Screen(trials)(split_lines(text))
    return {start: [trial.pattern.pattern for trial in those] for start, those in found.items()}


def test_a_line_without_the_necessary_string_is_left_out() -> None:
    assert tried(Trial(re.compile("^来源：")), text="来源：甲\n正文") == {0: ["^来源："]}


def test_a_line_that_is_too_long_is_left_out() -> None:
    assert tried(Trial(re.compile("来源"), longest=3), text="来源\n本文来源") == {0: ["来源"]}


def test_an_expression_without_a_necessary_string_is_tried_on_every_line_short_enough() -> None:
    assert tried(Trial(re.compile(r"^\d+$"), longest=2), text="正文\n正文二\n12") == {
        0: [r"^\d+$"],
        7: [r"^\d+$"],
    }


def test_expressions_come_in_order() -> None:
    trials = [Trial(re.compile(pattern)) for pattern in ("乙", "甲", "丙")]
    assert tried(*trials, text="甲乙") == {0: ["乙", "甲"]}


def test_no_lines_give_nothing() -> None:
    assert tried(Trial(re.compile("甲")), text="") == {}


RULES = [
    Trial(pattern, rule.longest) for rule in load_rules() for pattern in rule.lines if rule.lines
] + [Trial(rule.spans) for rule in load_rules() if rule.spans]
SCREEN = Screen(RULES)
# Pieces of the expressions make lines that come near to them.
PIECES = sorted(
    {piece for trial in RULES for piece in re.findall("[一-龥]+|[:：/|]", trial.pattern.pattern)}
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=5).map("".join))
def test_what_a_rule_finds_is_never_dropped(text: str) -> None:
    line = Line(0, len(text), text)
    found = SCREEN([line]).get(0, [])
    fitting = [t for t in RULES if len(text) <= t.longest and t.pattern.search(text)]
    assert all(any(trial is one for one in found) for trial in fitting)
