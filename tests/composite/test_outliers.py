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


@pytest.mark.parametrize(
    ("method", "rare"),
    [
        *((method, (1.0, 1.0)) for method in (winsorise, treat, log_transform)),
        *((method, (1.0, 2.0, 3.0)) for method in (winsorise, treat)),
    ],
)
def test_what_is_rare_is_not_wiped_out(method, rare):
    # Yes or no, or mostly none: pulled in step by step, every value would become 0.
    values = column(*[0] * (31 - len(rare)), *rare)
    assert outlying(values)
    treated, changed = method(values)
    np.testing.assert_array_equal(treated, values)
    assert not changed.any()


SKEWED = (*[0.0] * 10, 1.0, 2.0, 3.0, 100.0)


def test_the_logarithm_is_taken_above_a_hundredth_of_the_range_of_outlying_columns_alone():
    values = np.column_stack([SKEWED, np.arange(14.0), np.full(14, 4.0)])
    treated, changed = log_transform(values)
    np.testing.assert_allclose(treated[:, 0], np.log(np.array(SKEWED) + 1))
    np.testing.assert_array_equal(treated[:, 1:], values[:, 1:])
    np.testing.assert_array_equal(changed[:, 1:], False)
    # log(0 + 1) is 0, as the value was.
    np.testing.assert_array_equal(changed[:, 0], np.array(SKEWED) > 0)


@pytest.mark.parametrize("method", [log_transform, treat])
def test_a_long_lower_end_is_turned_round_for_the_logarithm(method):
    values = column(*[0] * 30, 10, 1e2, 1e3, 1e4)
    most = {"most": 2} if method is treat else {}
    np.testing.assert_allclose(method(-values, **most)[0], -method(values, **most)[0])
    doubling = -(2.0 ** np.arange(12))[:, None]
    assert outlying(doubling)
    assert not outlying(method(doubling)[0])


@pytest.mark.parametrize("method", [winsorise, log_transform, treat])
@given(TABLES)
def test_treatment_keeps_gaps_and_order_and_says_what_it_changed(method, values):
    treated, changed = method(values)
    np.testing.assert_array_equal(np.isnan(treated), np.isnan(values))
    np.testing.assert_array_equal(changed, ~((treated == values) | np.isnan(values)))
    for before, after in zip(values.T, treated.T, strict=True):
        order = np.argsort(before[~np.isnan(before)])
        assert (np.diff(after[~np.isnan(after)][order]) >= 0).all()
