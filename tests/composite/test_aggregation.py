import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import pmean

from bench.composite.aggregation import METHODS, arithmetic, geometric, harmonic
from bench.composite.mcda import copeland, topsis

NAN = np.nan
MEANS = {"arithmetic": arithmetic, "geometric": geometric, "harmonic": harmonic}
POWER = {"arithmetic": 1, "geometric": 0, "harmonic": -1}
every_mean = pytest.mark.parametrize("mean", MEANS.values(), ids=MEANS)

CELLS = st.just(NAN) | st.floats(1, 100)
TABLES = arrays(np.float64, (3, 4), elements=CELLS)
WEIGHTS = arrays(np.float64, 4, elements=st.just(0.0) | st.floats(1e-6, 10))


@pytest.mark.parametrize(
    ("name", "expected"), [("arithmetic", 12.0), ("geometric", 8.0), ("harmonic", 6.4)]
)
def test_a_gap_is_dropped_and_weights_renormalised(name, expected):
    values = np.array([[4.0, NAN, 16.0, 16.0], [4.0, 4.0, 4.0, 4.0]])
    weights = {"arithmetic": [1.0, 5.0, 1.0, 1.0]}.get(name, [2.0, 5.0, 1.0, 1.0])
    np.testing.assert_allclose(METHODS[name](values, np.array(weights), 0.0), [expected, 4.0])


@pytest.mark.parametrize("name", MEANS)
@given(TABLES, WEIGHTS)
def test_means_are_scipys_of_what_counts(name, values, weights):
    means = MEANS[name](values, weights)
    for row, mean in zip(values, means, strict=True):
        counts = ~np.isnan(row) & (weights > 0)
        if counts.any():
            assert mean == pytest.approx(pmean(row[counts], POWER[name], weights=weights[counts]))
        else:
            assert np.isnan(mean)


@every_mean
@given(TABLES, WEIGHTS)
def test_a_mean_lies_between_its_smallest_and_largest_part(mean, values, weights):
    for row, score in zip(values, mean(values, weights), strict=True):
        assert np.isnan(score) or np.nanmin(row) <= score <= np.nanmax(row)


@every_mean
@given(TABLES, WEIGHTS, st.floats(1e-3, 1e3))
def test_only_ratios_of_weights_matter(mean, values, weights, factor):
    np.testing.assert_allclose(mean(values, weights), mean(values, weights * factor))


@every_mean
@given(TABLES, WEIGHTS, arrays(np.float64, (3, 4), elements=st.floats(0, 100)))
def test_more_in_every_part_is_never_less_in_the_whole(mean, values, weights, more):
    less, greater = mean(values, weights), mean(values + more, weights)
    assert (np.isnan(less) | (less <= greater * (1 + 1e-12))).all()


@given(TABLES, WEIGHTS)
def test_bad_scores_weigh_least_in_the_arithmetic_and_most_in_the_harmonic_mean(values, weights):
    one, two, three = (mean(values, weights) for mean in MEANS.values())
    assume(not np.isnan(one).all())
    assert np.nanmin(one - two) >= -1e-9
    assert np.nanmin(two - three) >= -1e-9


@every_mean
@given(
    arrays(np.float64, (2, 3, 4), elements=CELLS),
    arrays(np.float64, (2, 4), elements=st.floats(0, 9)),
)
def test_many_draws_at_once_are_as_one_by_one(mean, tables, draws):
    expected = [mean(table, weights, 0.5) for table, weights in zip(tables, draws, strict=True)]
    np.testing.assert_allclose(mean(tables, draws, 0.5), expected)
    of_one_table = [mean(tables[0], weights, 0.5) for weights in draws]
    np.testing.assert_allclose(mean(tables[0], draws, 0.5), of_one_table)
    by_one_draw = [mean(table, draws[0], 0.5) for table in tables]
    np.testing.assert_allclose(mean(tables, draws[0], 0.5), by_one_draw)


@every_mean
def test_too_few_children_give_no_score_whatever_they_weigh(mean):
    values = np.array([[2.0, 2.0, NAN], [2.0, NAN, NAN]])
    weights = np.array([8.0, 1.0, 1.0])
    np.testing.assert_allclose(mean(values, weights, 2 / 3), [2, NAN])
    np.testing.assert_allclose(mean(values, weights, 0.7), [NAN, NAN])
    np.testing.assert_allclose(mean(values, weights, 0.0), [2, 2])


@every_mean
def test_nothing_present_or_nothing_that_weighs_gives_no_score(mean):
    values = np.array([[NAN, NAN], [NAN, 5.0]])
    np.testing.assert_array_equal(mean(values, np.array([1.0, 0.0])), [NAN, NAN])
    np.testing.assert_array_equal(mean(np.ones((1, 2)), np.zeros(2)), [NAN])
    assert mean(np.empty((0, 2)), np.ones(2)).shape == (0,)


@pytest.mark.parametrize("mean", [geometric, harmonic])
@pytest.mark.parametrize("bad", [0.0, -1.0])
def test_means_that_need_positive_values_say_so(mean, bad):
    with pytest.raises(ValueError, match=f"positive values, and the smallest here is {bad:g}"):
        mean(np.array([[5.0, NAN, bad]]), np.ones(3))


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("bad", [-1.0, NAN])
def test_negative_or_missing_weights_are_refused(name, bad):
    with pytest.raises(ValueError, match="weights"):
        METHODS[name](np.array([[1.0, 2.0]]), np.array([1.0, bad]), 0.0)


@pytest.mark.parametrize(("name", "method"), [("copeland", copeland), ("topsis", topsis)])
def test_methods_of_one_table_take_many_draws_and_leave_out_regions_below_the_threshold(
    name, method
):
    rng = np.random.default_rng(1)
    table = rng.uniform(1, 100, (5, 3))
    draws = rng.uniform(0, 1, (4, 3))
    draws[3] = 0
    scores = METHODS[name](table, draws, 0.0)
    for score, weights in zip(scores[:3], draws, strict=False):
        np.testing.assert_allclose(score, method(table, weights))
    assert np.isnan(scores[3]).all()

    gaps = table.copy()
    gaps[1, :2] = NAN
    gaps[2] = NAN
    left = METHODS[name](gaps, draws[0], 0.5)
    np.testing.assert_array_equal(np.isnan(left), [False, True, True, False, False])
    np.testing.assert_allclose(left[[0, 3, 4]], method(table[[0, 3, 4]], draws[0]))
