import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.reliability import (
    collinear_pairs,
    correlations,
    cronbach_alpha,
    effective_influence,
    variance_shares,
)
from tests.composite.test_weighting import TAI

NAN = np.nan
CELL = st.integers(-20, 20).map(float)
TABLES = arrays(np.float64, (9, 4), elements=CELL)
GAPPY = arrays(np.float64, (9, 4), elements=st.one_of(st.just(NAN), CELL, CELL, CELL))


def standardised(values):
    return (values - values.mean(axis=0)) / values.std(axis=0, ddof=1)


def test_each_pair_is_correlated_over_the_units_that_have_both():
    values = np.array([[1.0, 2.0, 5.0], [2.0, 4.0, NAN], [3.0, 9.0, 1.0], [NAN, 0.0, 3.0]])
    found = correlations(values)
    assert found.units.tolist() == [[3, 3, 2], [3, 4, 3], [2, 3, 3]]
    assert found.pearson[0, 1] == pytest.approx(7 / np.sqrt(2 * 26))
    assert found.spearman[0, 1] == pytest.approx(1)
    assert np.isnan(found.pearson[0, 2])  # two units: always −1 or 1


def test_a_column_that_does_not_vary_has_no_correlation():
    found = correlations(np.array([[1.0, 0.1], [2.0, 0.1], [3.0, 0.1], [9.0, NAN]]))
    np.testing.assert_allclose(found.pearson, [[1, NAN], [NAN, NAN]])
    np.testing.assert_allclose(found.spearman, [[1, NAN], [NAN, NAN]])


@given(GAPPY)
def test_correlations_are_those_of_pandas(values):
    frame = pd.DataFrame(values)
    found = correlations(values)
    for method in ("pearson", "spearman"):
        ours = getattr(found, method)
        expected = frame.corr(method=method, min_periods=3).to_numpy()
        np.testing.assert_allclose(ours, expected, atol=1e-9)
        np.testing.assert_array_equal(ours, ours.T)


def test_collinear_pairs_come_strongest_first_and_either_sign_counts():
    correlation = np.array(
        [[1, 0.93, 0.5, NAN], [0.93, 1, -0.99, 0.92], [0.5, -0.99, 1, 0], [NAN, 0.92, 0, 1]]
    )
    assert collinear_pairs(correlation) == ((1, 2), (0, 1))
    assert collinear_pairs(correlation, threshold=0.4) == ((1, 2), (0, 1), (1, 3), (0, 2))


def test_alpha_of_a_small_table_by_hand():
    # Variances 1 and 1, of the sums 2, 5, 5: 3.
    found = cronbach_alpha(np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]]))
    assert found.alpha == pytest.approx(2 * (1 - 2 / 3))
    assert found.units == 3


def test_without_an_indicator_that_runs_against_the_others_alpha_rises():
    rise = np.array([1.0, 2.0, 3.0, 5.0])
    found = cronbach_alpha(np.stack([rise, 2 * rise, -rise], axis=1))
    assert found.without[2] == pytest.approx(2 * (1 - 5 / 9))
    assert found.without[2] > found.alpha


def test_alpha_of_standardised_columns_follows_from_their_mean_correlation():
    r = np.corrcoef(TAI, rowvar=False)[np.triu_indices(8, k=1)].mean()
    expected = 8 * r / (1 + 7 * r)
    assert cronbach_alpha(standardised(TAI)).alpha == pytest.approx(expected)


def test_a_unit_with_a_gap_is_left_out_of_alpha():
    values = np.vstack([TAI, np.full(8, NAN), np.append(TAI[0, :7], NAN)])
    assert cronbach_alpha(values).alpha == cronbach_alpha(TAI).alpha
    assert cronbach_alpha(values).units == 23


@given(TABLES)
def test_alpha_is_at_most_1_and_without_a_column_is_that_of_the_rest(values):
    assume(values.sum(axis=1).std() > 0.1)
    found = cronbach_alpha(values)
    assert found.alpha <= 1 + 1e-12
    if values[:, 1:].sum(axis=1).std() > 0.1:
        assert found.without[0] == pytest.approx(cronbach_alpha(values[:, 1:]).alpha)
    else:
        assert np.isnan(found.without[0])


def test_two_equal_columns_are_wholly_reliable_and_say_nothing_of_one_alone():
    found = cronbach_alpha(np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]))
    assert found.alpha == pytest.approx(1)
    assert np.isnan(found.without).all()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([[1.0], [2.0]], "two indicators"),
        ([[1.0, NAN], [2.0, 3.0]], "two units .* there are 1"),
        ([[0.1, -0.1], [0.7, -0.7]], "does not vary"),
        ([1.0, 2.0], "a table"),
        ([[np.inf, 1.0], [2.0, 3.0]], "infinite"),
    ],
)
def test_alpha_that_is_not_defined_is_refused(values, words):
    with pytest.raises(ValueError, match=words):
        cronbach_alpha(np.array(values))


def test_influence_is_the_squared_correlation_beside_the_weight():
    values = np.array([[1.0, 0.0, 7.0], [-1.0, 0.0, 7.0], [0.0, 2.0, 7.0], [0.0, -2.0, 7.0]])
    weights = np.array([2.0, 2.0, 4.0])
    found = effective_influence(values, values @ weights / 8, weights)
    np.testing.assert_allclose(found.nominal, [0.25, 0.25, 0.5])
    # Uncorrelated, spreads 1 to 2: the same weight, but a fifth and four fifths of the variance.
    np.testing.assert_allclose(found.importance, [0.2, 0.8, NAN])
    np.testing.assert_allclose(found.share, [0.2, 0.8, NAN])


@given(TABLES, arrays(np.float64, 4, elements=st.floats(0.1, 1)))
def test_uncorrelated_or_not_importance_lies_between_0_and_1(values, weights):
    found = effective_influence(values, values @ weights, weights)
    known = ~np.isnan(found.importance)
    assert ((found.importance[known] >= 0) & (found.importance[known] <= 1)).all()
    if np.nansum(found.importance) > 0:
        assert np.nansum(found.share) == pytest.approx(1)


def test_a_gap_leaves_the_region_out_of_that_indicators_influence_only():
    values = np.array([[1.0, 3.0], [2.0, NAN], [3.0, 1.0], [4.0, 1.0], [8.0, 5.0]])
    index = np.array([1.0, 2.0, 3.0, 5.0, NAN])
    found = effective_influence(values, index, np.ones(2))
    expected = [
        np.corrcoef(values[:4, 0], index[:4])[0, 1] ** 2,
        np.corrcoef(values[[0, 2, 3], 1], index[[0, 2, 3]])[0, 1] ** 2,
    ]
    np.testing.assert_allclose(found.importance, expected)


def test_an_index_that_does_not_vary_gives_no_influence_and_no_warning():
    found = effective_influence(TAI, np.ones(23), np.ones(8))
    assert np.isnan(found.importance).all()
    assert np.isnan(found.share).all()


def test_variance_shares_are_covariances_with_the_sum():
    parts = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 2.0], [0.0, -2.0], [5.0, 5.0]])
    index = np.append(parts[:4].sum(axis=1), NAN)
    np.testing.assert_allclose(variance_shares(parts, index), [0.2, 0.8])
    np.testing.assert_array_equal(variance_shares(parts[3:], index[3:]), [NAN, NAN])
    np.testing.assert_array_equal(variance_shares(parts, np.ones(5)), [NAN, NAN])
    with pytest.raises(ValueError, match="as many"):
        variance_shares(parts, np.ones(3))


def test_influence_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="index of shape"):
        effective_influence(TAI, np.ones(3), np.ones(8))
    with pytest.raises(ValueError, match="negative: 0"):
        effective_influence(TAI, np.ones(23), np.array([-1.0] + [1.0] * 7))
    with pytest.raises(ValueError, match="infinite"):
        effective_influence(TAI, np.append(np.ones(22), np.inf), np.ones(8))
