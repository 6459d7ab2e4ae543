import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from bench.composite.outliers import (
    kurtosis,
    log_transform,
    outlying,
    skewness,
    treat,
    untreated,
    winsorise,
)

NAN = np.nan
TABLES = arrays(
    np.float64,
    st.tuples(st.integers(0, 12), st.integers(1, 3)),
    elements=st.just(NAN) | st.integers(-9, 9).map(float) | st.sampled_from([1e3, -1e4]),
)


def column(*values):
    return np.array(values, dtype=float)[:, None]


@given(TABLES)
def test_moments_are_scipys_unbiased_ones(values):
    for j, parts in enumerate(values.T):
        present = parts[~np.isnan(parts)]
        varied = np.unique(present).size > 1
        for ours, theirs, least in [(skewness, stats.skew, 3), (kurtosis, stats.kurtosis, 4)]:
            if varied and present.size >= least:
                assert ours(values)[j] == pytest.approx(theirs(present, bias=False), abs=1e-9)
            else:
                assert np.isnan(ours(values)[j])


def test_nothing_is_done_where_nothing_is_to_be_done():
    values = column(1, NAN, 3, 4, 10)
    for method in (untreated, winsorise, treat):
        treated, changed = method(values)
        np.testing.assert_array_equal(treated, values)
        assert treated is not values
        assert not changed.any()


@pytest.mark.parametrize("sign", [1, -1])
def test_outliers_get_the_value_next_to_them(sign):
    values = sign * column(*range(1, 11), NAN, 30, 100)
    assert outlying(values)
    treated, changed = winsorise(values)
    np.testing.assert_array_equal(treated, sign * column(*range(1, 11), NAN, 30, 30))
    np.testing.assert_array_equal(np.flatnonzero(changed), [12])
    assert not outlying(treated)


def test_winsorising_stops_after_the_most_points_and_then_treat_takes_the_logarithm():
    values = column(*[0] * 30, 10, 1e2, 1e3, 1e4)
    treated, changed = winsorise(values, most=2)
    np.testing.assert_array_equal(treated[-4:, 0], [10, 100, 100, 100])
    np.testing.assert_array_equal(np.flatnonzero(changed), [32, 33])
    assert outlying(treated)
    logged, changed = treat(values, most=2)
    np.testing.assert_array_equal(logged, log_transform(values)[0])
    assert changed.all()


def test_tied_points_are_pulled_in_together():
    treated, changed = winsorise(column(*[0] * 40, 1, 9, 9), most=1)
    np.testing.assert_array_equal(treated[-3:, 0], [1, 1, 1])
    assert changed.sum() == 2


def test_winsorising_may_end_in_a_column_of_equal_values():
    treated, _ = winsorise(column(*[0] * 9, 5))
    np.testing.assert_array_equal(treated, np.zeros((10, 1)))


def test_the_logarithm_is_taken_above_a_hundredth_of_the_range():
    treated, changed = log_transform(np.array([[2.0, 4.0, NAN], [3.0, 4.0, NAN], [NAN, 4.0, NAN]]))
    np.testing.assert_allclose(treated[:, 0], [np.log(0.01), np.log(1.01), NAN])
    np.testing.assert_array_equal(treated[:, 1], 4)
    np.testing.assert_array_equal(changed, [[True, False, False]] * 2 + [[False] * 3])


@pytest.mark.parametrize("method", [winsorise, log_transform, treat])
@given(TABLES)
def test_treatment_keeps_gaps_and_order_and_says_what_it_changed(method, values):
    treated, changed = method(values)
    np.testing.assert_array_equal(np.isnan(treated), np.isnan(values))
    np.testing.assert_array_equal(changed, ~((treated == values) | np.isnan(values)))
    for before, after in zip(values.T, treated.T, strict=True):
        order = np.argsort(before[~np.isnan(before)])
        assert (np.diff(after[~np.isnan(after)][order]) >= 0).all()
