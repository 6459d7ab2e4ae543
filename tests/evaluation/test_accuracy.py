"""Precision, recall and F1: required, allowed, weighted, and how sure."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.evaluation.accuracy import (
    CLAIMS,
    INDICATORS,
    KIND,
    REGIONS,
    STATUS,
    TRIPLES,
    Counts,
    Sets,
    coders_f1,
    compare,
    f1_interval,
    tally,
    tally_choices,
    total,
)
from bench.evaluation.matching import Unit
from tests.evaluation.builders import CONTEXT, said, unit


def counts(units: list[Unit], figure: str) -> tuple[float, float, float]:
    found = total(tally(compare(units)[figure], len(units)))
    return found.right, found.wrong, found.missed


def test_the_measures_by_hand() -> None:
    found = Counts(right=6, wrong=2, missed=4)
    assert found.precision == 0.75
    assert found.recall == 0.6
    assert found.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert found.support == 10


def test_what_was_never_said_or_required_has_no_measure() -> None:
    assert math.isnan(Counts(0, 0, 3).precision)
    assert math.isnan(Counts(0, 3, 0).recall)
    assert math.isnan(Counts(0, 0, 0).f1)


def test_what_both_coders_say_is_required_and_what_one_says_is_allowed() -> None:
    claim = said("measure")
    units = [
        unit(claim, claim, claim),
        unit(CONTEXT, claim, claim),
        unit(claim, claim, CONTEXT),
        unit(CONTEXT, CONTEXT, claim),
        unit(claim, CONTEXT, CONTEXT),
    ]
    assert counts(units, CLAIMS) == (1, 1, 1)


def test_regions_and_indicators_count_only_where_all_and_the_program_see_a_claim() -> None:
    full = said("fact", ["330000"], ["a.x"])
    units = [
        unit(said("fact", ["330100"], ["a.x", "a.y"]), full),
        unit(CONTEXT, full),
        unit(full, CONTEXT),
    ]
    assert counts(units, REGIONS) == (0, 1, 1)
    assert counts(units, INDICATORS) == (1, 1, 0)
    assert counts(units, TRIPLES) == (0, 3, 2)


def test_an_item_that_only_one_coder_gives_counts_neither_way() -> None:
    first = said("measure", ["330000"], ["a.x"])
    second = said("measure", ["330000"], ["a.x", "a.y"])
    for program, expected in ((first, (1, 0, 0)), (second, (1, 0, 0))):
        assert counts([unit(program, first, second)], INDICATORS) == expected
        assert counts([unit(program, first, second)], TRIPLES) == expected


def test_indicators_can_be_looked_at_one_by_one() -> None:
    units = [unit(said("fact", ["1"], ["a.x"]), said("fact", ["1"], ["a.y"]))]
    sets = compare(units)
    for figure in (INDICATORS, TRIPLES):
        assert total(tally(sets[figure].of_indicator("a.x"), 1)) == Counts(0, 1, 0)
        assert total(tally(sets[figure].of_indicator("a.y"), 1)) == Counts(0, 0, 1)
        assert total(tally(sets[figure].of_indicator("a.z"), 1)) == Counts(0, 0, 0)


def test_a_choice_is_right_or_wrong_where_coders_agree_on_it() -> None:
    planned, enacted = said("measure", status="planned"), said("measure", status="enacted")
    units = [
        unit(planned, planned, planned),
        unit(enacted, planned, planned),
        unit(enacted, planned, enacted),
        unit(enacted, said("measure"), said("measure")),
        unit(said("fact", status="planned"), planned, planned),
        unit(CONTEXT, planned, planned),
    ]
    found = tally_choices(units)
    assert total(found[STATUS]) == Counts(2, 1, 1)
    assert total(found[KIND]) == Counts(4, 1, 1)
    share = total(found[STATUS])
    assert share.precision == share.recall == share.f1 == pytest.approx(2 / 3)


def test_the_level_to_reach_is_one_coder_given_the_other() -> None:
    first, second = said("fact", ["1"], ["a.x"]), said("fact", ["1", "2"], ["a.y"])
    units = [unit(CONTEXT, first, second), unit(CONTEXT, first, CONTEXT)]
    level = coders_f1(units)
    assert level[CLAIMS] == pytest.approx(2 / 3)
    assert level[REGIONS] == pytest.approx(2 / 3)
    assert level[INDICATORS] == 0
    assert level[TRIPLES] == 0
    assert all(math.isnan(value) for value in coders_f1([unit(first, first)]).values())


def test_weights_count_a_unit_several_times() -> None:
    sets = Sets(
        said=frozenset({(0, ()), (1, ())}),
        required=frozenset({(0, ()), (2, ())}),
        allowed=frozenset({(0, ()), (2, ())}),
    )
    assert total(tally(sets, 3), np.array([1.0, 4.0, 0.5])) == Counts(1, 4, 0.5)


tallies = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=30)


@given(tallies, st.integers(0, 99))
def test_the_interval_is_ordered_within_bounds_and_repeatable(
    rows: list[tuple[int, int, int]], seed: int
) -> None:
    tallied = np.array(rows, dtype=float).T
    low, high = f1_interval(tallied, None, seed)
    if math.isnan(total(tallied).f1):
        assert math.isnan(low)
        assert math.isnan(high)
    else:
        assert 0 <= low <= high <= 1
        assert (low, high) == f1_interval(tallied, None, seed)
        assert (low, high) == f1_interval(tallied, np.ones(len(rows)), seed)


def test_the_interval_narrows_with_more_sentences_and_holds_the_value() -> None:
    rows = np.array([[1, 0, 0], [0, 1, 1], [1, 0, 1], [1, 0, 0]], dtype=float).T
    widths = []
    for times in (3, 100):
        tallied = np.tile(rows, times)
        low, high = f1_interval(tallied, None, 1)
        assert low < total(tallied).f1 < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 3
