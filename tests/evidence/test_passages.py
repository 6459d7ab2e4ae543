"""Sentences by column: where in their paragraph they stand."""

from __future__ import annotations

import pytest

from bench.corpus.document import Body, Sentence
from bench.evidence.passages import Sentences, sentences_of

LONG = "全年新建充电桩三千个，改造老旧小区一百二十个。"
TOPIC = "民生不断改善。"


def sentences(*paragraphs: list[str]) -> Sentences:
    """Return the sentences of one document, by its paragraphs."""
    rows = [
        Sentence(0, len(text), text, (), number)
        for number, texts in enumerate(paragraphs)
        for text in texts
    ]
    return sentences_of([Body(tuple(rows), ())])


@pytest.mark.parametrize(
    ("paragraphs", "topical"),
    [
        ([[LONG, TOPIC, LONG]], [False, True, False]),
        ([[LONG, TOPIC, LONG, TOPIC, LONG]], [False, True, False, True, False]),
        # The topic of the whole paragraph stands at its beginning.
        ([[TOPIC, LONG, TOPIC, LONG]], [False] * 4),
        # Nothing follows that it could be the topic of.
        ([[LONG, TOPIC], [LONG]], [False] * 3),
        ([[LONG, TOPIC, TOPIC, LONG]], [False, False, True, False]),
        ([[LONG, LONG]], [False] * 2),
        ([], []),
    ],
)
def test_a_short_line_between_long_ones_may_name_a_topic(
    paragraphs: list[list[str]], topical: list[bool]
) -> None:
    assert sentences(*paragraphs).topical().tolist() == topical


def test_a_line_is_held_against_those_of_its_own_paragraph_and_document() -> None:
    alone = sentences([LONG], [TOPIC, TOPIC, LONG])
    assert not alone.topical().any()
    both = sentences_of([Body(tuple(alone.rows[:1]), ()), Body(tuple(alone.rows[1:]), ())])
    assert not both.topical().any()
