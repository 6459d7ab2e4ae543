"""The prefilter hides no match: expressions are found where they would be found alone."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.evidence.kinds import load_cues
from bench.evidence.status import load_status_rules
from bench.evidence.strength import load_rubric
from bench.prefilter import Expressions, necessary_strings

LETTERS = "数据网ab1，"
ATOMS = st.one_of(
    st.text(alphabet="数据网ab1", min_size=1, max_size=3),
    st.sampled_from(
        [".", r"\d", "[数据]", "[^数a]", "[a-c]", "^", "$", "", "(?=数)", "(?<!a)", r"\b"]
    ),
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Parts of expressions made of smaller ones."""
    group = inner.map(lambda part: f"(?:{part})")
    repeated = st.tuples(
        group, st.sampled_from(["*", "+", "?", "{1}", "{2}", "{0,2}", "{1,}", "*?", "+?", "?+"])
    )
    return st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"({part})"),
        inner.map(lambda part: f"(?i:{part})"),
        inner.map(lambda part: f"(?>{part})"),
        repeated.map("".join),
    )


EXPRESSIONS = st.recursive(ATOMS, grown, max_leaves=8)
TEXTS = st.lists(st.text(alphabet=LETTERS + "A\n", max_size=8), max_size=4)


@settings(max_examples=400)
@given(sources=st.lists(EXPRESSIONS, max_size=4), texts=TEXTS, flags=st.sampled_from([0, re.I]))
def test_what_is_found_is_what_each_expression_finds(
    sources: list[str], texts: list[str], flags: int
) -> None:
    patterns = [re.compile(source, flags) for source in sources]
    alone = [[pattern.search(text) is not None for pattern in patterns] for text in texts]
    assert Expressions(patterns).found(texts).T.tolist() == alone


@given(st.data())
def test_what_is_not_asked_is_not_found_and_changes_nothing(data: st.DataObject) -> None:
    patterns = [re.compile(source) for source in ("数据|网", "数.*据", ".")]
    texts = data.draw(TEXTS)
    row = st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))
    asked = np.array([data.draw(row) for _ in patterns], dtype=bool)
    screened = Expressions(patterns).screened(texts)
    assert np.array_equal(screened.found(asked), screened.found() & asked)


@given(texts=TEXTS, data=st.data())
def test_some_of_the_expressions_and_texts_are_found_as_among_all(
    texts: list[str], data: st.DataObject
) -> None:
    screened = Expressions([re.compile(source) for source in ("数据|网", "数.*据", ".")]).screened(
        texts
    )
    rows = np.array(data.draw(st.lists(st.integers(0, len(texts) - 1))) if texts else [], int)
    some = screened.part(1, 3).at(rows)
    assert np.array_equal(some.found(), screened.found()[1:3][:, rows])


@pytest.mark.parametrize(
    ("source", "strings", "sufficient"),
    [
        ("建设|推进|推进会", {"建设", "推进"}, True),
        ("(?:加快|大力)建设", {"加快建设", "大力建设"}, True),
        ("提供?支持", {"提供支持", "提支持"}, True),
        ("[二三]年内", {"二年内", "三年内"}, True),
        ("^必须", {"必须"}, False),
        ("达到.{0,4}以上", {"达到"}, False),
        ("增长(?=约)", {"增长"}, False),
        ("(?:\\d+万?元)+", {"元", "万元"} - {"万元"}, False),
        ("[^，]{2,9}，指", {"，指"}, False),
    ],
)
def test_the_strings_that_must_occur(source: str, strings: set[str], sufficient: bool) -> None:
    necessary = necessary_strings(re.compile(source))
    assert necessary is not None
    assert necessary.strings == strings
    assert necessary.sufficient == sufficient


@pytest.mark.parametrize(
    "source", ["", ".", r"\d+", "(?:建设)?", "建设|", "[^数]", "(?i)ai", "建设|。"]
)
def test_expressions_that_may_match_anywhere_have_none(source: str) -> None:
    assert necessary_strings(re.compile(source)) is None


def test_too_many_strings_are_none() -> None:
    many = [f"{a}{b}" for a in "甲乙丙丁戊己庚辛壬癸" for b in "子丑寅卯辰巳午未申酉戌亥一"]
    assert necessary_strings(re.compile("|".join(many))) is None
    assert necessary_strings(re.compile(f"建设(?:{'|'.join(many)})")) is not None


def shipped_expressions() -> list[re.Pattern[str]]:
    found = [cue.pattern for cue in load_cues().cues]
    found += [
        pattern for r in load_status_rules().rules for pattern in (r.pattern, r.unless) if pattern
    ]
    return found + [add.pattern for add in load_rubric().adds]


NECESSARY = [necessary_strings(pattern) for pattern in shipped_expressions()]
PIECES = [
    *sorted({string for known in NECESSARY if known for string in known.strings}),
    *("20", "30%", "年", "，", "。", "建设", "\n", "的"),
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=4))
def test_the_shipped_expressions_are_found_as_alone(texts: list[str]) -> None:
    patterns = shipped_expressions()
    alone = [[pattern.search(text) is not None for pattern in patterns] for text in texts]
    assert Expressions(patterns).found(texts).T.tolist() == alone
