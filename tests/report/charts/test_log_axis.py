from hypothesis import given
from hypothesis import strategies as st

from bench.report.charts.log_axis import log_axis_of

VOLUMES = st.lists(st.floats(1, 1e9), min_size=1, max_size=30)


@given(VOLUMES)
def test_all_values_lie_within_and_ticks_rise(values: list[float]) -> None:
    axis = log_axis_of(values)
    assert axis.low < min(values)
    assert axis.high > max(values)
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
    assert 1 <= len(axis.ticks) <= 10


def test_equal_ratios_are_equal_steps() -> None:
    axis = log_axis_of([1000, 100_000])
    step = axis.share(2000) - axis.share(1000)
    assert abs(axis.share(40_000) - axis.share(20_000) - step) < 1e-9


def test_ticks_are_round() -> None:
    assert log_axis_of([900, 60_000]).ticks == (1000, 2000, 5000, 10_000, 20_000, 50_000)
    assert log_axis_of([1, 1e9]).ticks[:3] == (1, 10, 100)
    assert log_axis_of([10_000, 30_000]).ticks == (10_000, 20_000, 30_000)
