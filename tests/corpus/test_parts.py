"""A text is taken apart once, and its parts are those of the text."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.document import Document
from bench.corpus.lines import split_lines
from bench.corpus.parts import Parts, parts_of
from bench.corpus.sentences import split_body
from tests.corpus.builders import TEXTS

SCRAPS = st.lists(st.sampled_from(["数据", " ", "\n", "\u3000", "a"]), max_size=20).map("".join)


@given(SCRAPS, st.integers(1, 25))
def test_the_lines_at_the_outer_ends_are_those_of_the_text_cut_there(text: str, size: int) -> None:
    parts = Parts(text)
    assert [one.text for one in parts.head(size)] == [one.text for one in split_lines(text[:size])]
    assert [one.text for one in parts.tail(size)] == [one.text for one in split_lines(text[-size:])]
    for line in (*parts.head(size), *parts.tail(size)):
        assert text[line.start : line.end] == line.text


@given(TEXTS)
def test_a_text_taken_apart_before_gives_the_same_body(text: str) -> None:
    parts = Parts(text)
    assert (parts.cuts, parts.paragraphs, parts.attributes) is not None
    assert split_body(parts) == split_body(text)


@pytest.mark.parametrize("keep", [True, False])
def test_a_document_given_another_text_is_taken_apart_anew(keep: bool) -> None:
    parts = Parts("加快建设算力网。")
    document = Document("a.txt", parts.text, parts=parts)
    changed = document if keep else replace(document, text="培育数据商。")
    assert (parts_of(changed) is parts) == keep
    assert parts_of(changed).text == changed.text


def test_parts_travel_as_their_text_alone() -> None:
    parts = Parts("加快建设算力网。\n" * 50)
    sent = pickle.dumps(parts)
    assert parts.lines
    assert pickle.dumps(parts) == sent
    assert pickle.loads(sent).lines == parts.lines
