"""An expression is counted in many texts together as ``findall`` counts it in each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.evidence.kinds import load_cues
from bench.evidence.occurrences import Occurrences, strings_in_order
from bench.phrases import BETWEEN

ATOMS = st.sampled_from(["数据", "数", "据", "ab", "a", "[数ab]", "^", "", "据?", "$", ".", r"\d"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions made of smaller ones."""
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?:{part})?"),
        inner.map(lambda part: f"(?i:{part})"),
        inner.map(lambda part: f"(?:{part})+"),
    )


EXPRESSIONS = st.recursive(ATOMS, grown, max_leaves=8)
TEXTS = st.lists(st.text(alphabet="数据abA1\n", max_size=10), max_size=4)


@settings(max_examples=400)
@given(source=EXPRESSIONS, texts=TEXTS, flags=st.sampled_from([0, re.I, re.M]))
def test_a_count_is_the_number_that_findall_finds(
    source: str, texts: list[str], flags: int
) -> None:
    pattern = re.compile(source, flags)
    alone = [len(pattern.findall(text)) for text in texts]
    assert Occurrences(pattern).count(texts).tolist() == alone


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        ("(?:^|，)(?:建设|推进)", ["^建设", "^推进", "，建设", "，推进"]),
        ("应当?支持", ["应当支持", "应支持"]),
        ("[一二]是", ["一是", "二是"]),
        ("，建设|^推进", None),  # at the beginning of a text the second comes first
        ("^|建设", None),
        ("建设$", None),
        (r"\d家", None),
        ("(?:建设)+", None),
        ("(?=建)建设", None),
    ],
)
def test_strings_come_in_the_order_in_which_they_are_tried(
    source: str, strings: list[str] | None
) -> None:
    found = strings_in_order(re.compile(source))
    assert found == (strings and [string.replace("^", BETWEEN) for string in strings])


def test_the_shipped_cues_that_count_oftener_are_lists_of_strings() -> None:
    several = [cue for cue in load_cues().cues if cue.most > 1]
    assert several
    assert all(strings_in_order(cue.pattern) for cue in several)
