import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.scoring.aggregation import coverage, dimension_scores, oriented, weighted_mean
from bench.scoring.weights import weight_tree
from tests.scoring.builders import catalogue

NAN = np.nan
SCORE = st.one_of(st.just(NAN), st.floats(0, 100))
ROWS = st.lists(SCORE, min_size=4, max_size=4).map(np.array)
WEIGHTS = arrays(np.float64, 4, elements=st.just(0.0) | st.floats(1e-6, 10)).filter(
    lambda w: w.sum() > 0
)


def test_the_weights_of_what_is_read_are_scaled_up():
    assert weighted_mean(np.array([30.0, NAN, 60.0]), np.array([1.0, 5.0, 2.0])) == 50


def test_nothing_read_gives_no_number_and_says_so_without_warnings():
    assert np.isnan(weighted_mean(np.array([NAN, NAN]), np.array([1.0, 1.0])))
    assert np.isnan(weighted_mean(np.array([NAN, 5.0]), np.array([1.0, 0.0])))


@given(ROWS, WEIGHTS)
def test_the_mean_lies_between_its_smallest_and_largest_part(values, weights):
    mean = weighted_mean(values, weights)
    parts = values[~np.isnan(values) & (weights > 0)]
    assert np.isnan(mean) if not parts.size else parts.min() <= mean <= parts.max()


@given(ROWS, WEIGHTS)
def test_an_unread_cell_acts_as_if_it_were_not_there(values, weights):
    here = ~np.isnan(values)
    np.testing.assert_allclose(
        weighted_mean(values, weights), weighted_mean(values[here], weights[here])
    )


@given(ROWS, WEIGHTS, st.floats(1e-3, 1e3))
def test_scaling_weights_changes_nothing(values, weights, factor):
    np.testing.assert_allclose(
        weighted_mean(values, weights), weighted_mean(values, weights * factor), rtol=1e-9
    )


@given(ROWS, WEIGHTS, arrays(np.float64, 4, elements=st.floats(0, 100)))
def test_more_in_every_part_is_never_less_in_the_whole(values, weights, more):
    less, greater = weighted_mean(np.stack([values, values + more]), weights)
    assert np.isnan(less) or less <= greater


def test_lower_is_better_turns_scores_round_and_leaves_unread_alone():
    turned = oriented(np.array([[0.0, 30.0, NAN]]), np.array([True, False, True]))
    np.testing.assert_array_equal(turned, [[100.0, 30.0, NAN]])


def test_a_dimension_wholly_unread_has_no_score_and_coverage_is_the_weight_read():
    model, weights = catalogue({"a": {"a.x": 3, "a.y": 1}, "b": {"b.z": 1}})
    tree = weight_tree(model, weights.values)
    scores = np.array([[40.0, NAN, NAN], [40.0, 80.0, 0.0]])
    np.testing.assert_array_equal(dimension_scores(scores, tree), [[40.0, NAN], [50.0, 0.0]])
    assert coverage(scores, tree) == pytest.approx([0.375, 1.0])
