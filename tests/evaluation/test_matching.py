"""Which label belongs to which claim, and labels that do not fit the documents."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import InputError
from bench.evaluation.labels import Coder
from bench.evaluation.matching import Spans, belongs, match, overlap, said_by_program
from bench.evidence.analysis import Analysis
from tests.evaluation.builders import TEXT, coder, label, sentence_span


@dataclass(frozen=True)
class Place:
    start: int
    end: int


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: Place(p[0], p[0] + p[1]))


def told(analysis: Analysis, *coders: Coder) -> InputError:
    with pytest.raises(InputError) as error:
        match([analysis], coders)
    return error.value


def test_more_than_half_of_the_shorter_is_needed() -> None:
    assert belongs(Place(0, 10), Place(0, 100))
    assert belongs(Place(0, 10), Place(4, 100))
    assert not belongs(Place(0, 10), Place(5, 100))
    assert not belongs(Place(0, 10), Place(10, 20))


@given(spans, spans)
def test_belonging_goes_both_ways(first: Place, second: Place) -> None:
    assert belongs(first, second) == belongs(second, first)
    assert belongs(first, first)
    assert 0 <= overlap(first, second) <= min(first.end - first.start, second.end - second.start)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), max_size=12), spans)
def test_the_quick_search_finds_what_looking_at_all_finds(
    steps: list[tuple[int, int]], place: Place
) -> None:
    ordered: list[Place] = []
    for gap, length in steps:
        start = (ordered[-1].end if ordered else 0) + gap
        ordered.append(Place(start, start + length))
    expected = [span for span in ordered if belongs(span, place)]
    assert Spans(ordered, ordered).on(place) == expected


def test_a_label_meets_the_claim_on_its_sentence(analysis: Analysis) -> None:
    claim = analysis.claims[0]
    start, end = claim.sentence.start, claim.sentence.end
    matched = match([analysis], [coder(label(start + 2, end, "measure"))])
    (unit,) = matched.units
    assert unit.program == said_by_program([claim], cut=False)
    assert unit.program.is_claim
    assert unit.quote == TEXT[start + 2 : end]
    assert matched.lone_claims == len(analysis.claims) - 1


def test_a_long_label_gathers_all_claims_on_it_without_crossing_their_pairs(
    analysis: Analysis,
) -> None:
    (unit,) = match([analysis], [coder(label(0, len(TEXT), "measure"))]).units
    pairs = {
        (region, hit.indicator)
        for claim in analysis.claims
        for region in claim.attribution.regions
        for hit in claim.indicators
    }
    assert unit.program.triples == pairs
    assert len(pairs) < len(unit.program.regions) * len(unit.program.indicators)


def test_without_a_claim_the_program_says_context_or_noise_where_most_is_cut() -> None:
    assert said_by_program([], cut=False).kinds == {"context"}
    assert said_by_program([], cut=True).kinds == {"noise"}


def test_two_coders_meet_on_the_same_or_mostly_the_same_span(analysis: Analysis) -> None:
    (start, end), (other, last) = sentence_span(0), sentence_span(1)
    first = coder(label(start, end, "fact"), label(other, last, "fact"))
    second = coder(label(start + 3, end, "measure"), label(other, last), name="b")
    matched = match([analysis], [first, second])
    assert [(u.start, u.end) for u in matched.units] == [(start, end), (other, last)]
    assert [[min(said.kinds) for said in u.coders] for u in matched.units] == [
        ["fact", "measure"],
        ["fact", "context"],
    ]
    assert matched.lone_labels == 0


def test_labels_of_one_coder_alone_do_not_count(analysis: Analysis) -> None:
    first = coder(label(*sentence_span(0)), label(*sentence_span(1)))
    second = coder(label(*sentence_span(1)), label(*sentence_span(2)), name="b")
    matched = match([analysis], [first, second])
    assert len(matched.units) == 1
    assert matched.lone_labels == 2
    assert told(analysis, coder(label(0, 5)), coder(label(9, 20))).key == "evaluation.no_unit"
