from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.report.charts.axis import axis_of, close_axis


@pytest.mark.parametrize(
    ("values", "end"),
    [([], 100), ([math.nan], 100), ([0.0], 10), ([6.0, 9.9], 10), ([10.1], 20), ([61.0], 80)],
)
def test_scores_to_100_begin_at_0_and_end_at_a_round_number(values: list[float], end: int) -> None:
    axis = axis_of(values)
    assert (axis.low, axis.high) == (0, end)
    assert axis.ticks == tuple(end * part / 4 for part in range(5))


def test_scores_below_0_are_on_an_axis_that_holds_them_and_0() -> None:
    axis = axis_of([-0.6, 0.7])
    assert axis.low <= -0.6 < 0 < 0.7 <= axis.high
    assert 0 < axis.zero < 1
    assert 0.0 in axis.ticks


@given(st.lists(st.integers(-(10**9), 10**9).map(lambda n: n / 1000), max_size=6))
def test_every_value_has_its_place(values: list[float]) -> None:
    axis = axis_of(values)
    assert axis.low < axis.high
    places = [axis.share(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(axis.low <= value <= axis.high for value in [*values, 0.0])


@pytest.mark.parametrize(("highest", "end"), [(61.4, 70), (21.6, 25), (70.0, 70), (97.0, 100)])
def test_a_close_axis_ends_just_above_the_highest(highest: float, end: int) -> None:
    assert (close_axis([3.0, highest]).low, close_axis([3.0, highest]).high) == (0, end)


def test_a_close_axis_of_other_scales_is_the_usual_one() -> None:
    assert close_axis([-0.6, 0.7]) == axis_of([-0.6, 0.7])
    assert close_axis([0.2, 0.7]) == axis_of([0.2, 0.7])
