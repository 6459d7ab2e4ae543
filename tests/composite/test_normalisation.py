import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import rankdata, zscore

from bench.composite import normalisation as norm

NAN = np.nan
CELLS = st.just(NAN) | st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
TABLES = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=CELLS)
COLUMN = np.array([[3.0], [NAN], [1.0], [2.0], [3.0]])
METHODS = {
    "min_max": norm.min_max,
    "z_score": norm.z_score,
    "rank_score": norm.rank_score,
    "percentile_rank": norm.percentile_rank,
    "distance_to_best": norm.distance_to_best,
    "goalposts": lambda x: norm.goalposts(
        x, np.full(x.shape[1], -1e6 - 1), np.full(x.shape[1], 1e6 + 1)
    ),
    "distance_to_target": lambda x: norm.distance_to_target(x, np.full(x.shape[1], 1e6 + 1)),
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


def column(*values):
    return np.array(values)[:, None]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (norm.min_max, column(100, NAN, 0, 50, 100)),
        (lambda x: norm.min_max(x, 1, 5), column(5, NAN, 1, 3, 5)),
        (norm.rank_score, column(3, NAN, 1, 2, 3)),
        (norm.percentile_rank, column(2 / 3, NAN, 0, 1 / 3, 2 / 3)),
        (norm.distance_to_best, column(1, NAN, 0, 0.5, 1)),
        (lambda x: norm.distance_to_target(x, np.array([2.0])), column(2, NAN, 0, 1, 2)),
        (lambda x: norm.distance_to_target(x, np.array([2.0]), cap=True), column(1, NAN, 0, 1, 1)),
        (
            lambda x: norm.goalposts(x, np.array([2.0]), np.array([4.0])),
            column(50, NAN, 0, 0, 50),
        ),
        (
            lambda x: norm.goalposts(x, np.array([2.0]), np.array([4.0]), 0, 1, clip=False),
            column(0.5, NAN, -0.5, 0, 0.5),
        ),
    ],
)
def test_a_column_by_hand(method, expected):
    np.testing.assert_allclose(method(COLUMN), expected, atol=1e-15)


def test_z_scores_have_the_mean_and_the_sample_deviation_asked_for():
    scores = norm.z_score(COLUMN, mean=50, sd=10)
    assert np.nanmean(scores) == pytest.approx(50)
    assert np.nanstd(scores, ddof=1) == pytest.approx(10)
    np.testing.assert_allclose(
        norm.z_score(COLUMN), zscore(COLUMN, ddof=1, nan_policy="omit"), atol=1e-15
    )


@every_method
@given(TABLES)
def test_gaps_stay_gaps_and_nothing_else_becomes_one(method, values):
    np.testing.assert_array_equal(np.isnan(method(values)), np.isnan(values))


@every_method
@given(TABLES)
def test_order_is_kept(method, values):
    scores = method(values)
    for before, after in zip(values.T, scores.T, strict=True):
        order = np.argsort(before[~np.isnan(before)])
        assert (np.diff(after[~np.isnan(after)][order]) >= -1e-9).all()


@pytest.mark.parametrize(
    "method", [norm.min_max, norm.z_score, norm.percentile_rank, norm.rank_score]
)
@given(TABLES, st.sampled_from([0.5, 2.0, 1024.0]))
def test_the_unit_of_measurement_changes_nothing(method, values, factor):
    np.testing.assert_allclose(method(values * factor), method(values), atol=1e-9)


@given(TABLES)
def test_min_max_fills_its_scale_and_never_leaves_it(values):
    scores = norm.min_max(values, 0.1, 0.7)
    for score, constant in zip(scores.T, norm.constant_columns(values), strict=True):
        present = score[~np.isnan(score)]
        if present.size and not constant:
            assert present.min() == pytest.approx(0.1)
            assert present.max() == pytest.approx(0.7)
            assert ((present >= 0.1) & (present <= 0.7)).all()


@given(TABLES)
def test_ranks_are_scipys(values):
    expected = rankdata(values, method="min", axis=0, nan_policy="omit")
    usable = ~norm.constant_columns(values)
    np.testing.assert_array_equal(norm.rank_score(values)[:, usable], expected[:, usable])


def test_a_constant_column_gets_the_middle_of_the_scale_and_is_named():
    values = np.array([[7.0, 0.1 + 0.2, 1.0, NAN], [7.0, 0.3, 2.0, NAN], [NAN, 0.3, 3.0, NAN]])
    np.testing.assert_array_equal(norm.constant_columns(values), [True, True, False, False])
    for method, middles in [
        (norm.min_max, (50, 50)),
        (lambda x: norm.min_max(x, 1, 100), (50.5, 50.5)),
        (lambda x: norm.z_score(x, 10), (10, 10)),
        (norm.rank_score, (1.5, 2)),
        (norm.percentile_rank, (0.5, 0.5)),
        (norm.distance_to_best, (0.5, 0.5)),
        (lambda x: norm.distance_to_target(x, np.array([1.0, 1.0, 5.0, NAN])), (0.5, 0.5)),
    ]:
        scores = method(values)
        np.testing.assert_array_equal(scores[:2, 0], middles[0])
        np.testing.assert_array_equal(scores[:, 1], middles[1])
        assert np.isnan(scores[:, 3]).all()


def test_zeros_are_constant_and_one_region_makes_every_column_so():
    assert norm.constant_columns(np.zeros((3, 2))).all()
    np.testing.assert_array_equal(norm.percentile_rank(np.array([[4.0, NAN]])), [[0.5, NAN]])


@every_method
def test_no_regions_give_no_scores(method):
    assert method(np.empty((0, 2))).shape == (0, 2)


def test_direction_turns_columns_round_and_is_1_or_minus_1():
    values = np.array([[1.0, 2.0], [NAN, 3.0]])
    np.testing.assert_array_equal(
        norm.directed(values, np.array([1, -1])), [[1.0, -2.0], [NAN, -3.0]]
    )
    with pytest.raises(ValueError, match="direction"):
        norm.directed(values, np.array([1, 0]))


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda x: norm.min_max(x, 1, 1), "low end"),
        (lambda x: norm.z_score(x, sd=0), "positive"),
        (lambda x: norm.goalposts(x, np.array([5.0]), np.array([5.0])), r"\[0\]"),
        (lambda x: norm.goalposts(x, np.array([NAN]), np.array([5.0])), r"\[0\]"),
        (lambda x: norm.goalposts(x, np.array([1.0]), np.array([5.0]), 2, 1), "low end"),
        (lambda x: norm.distance_to_target(x, np.array([1.0])), r"\[0\]"),
        (lambda x: norm.distance_to_target(x, np.array([NAN])), r"\[0\]"),
    ],
)
def test_scales_that_cannot_be_are_refused(call, named):
    with pytest.raises(ValueError, match=named):
        call(COLUMN)
