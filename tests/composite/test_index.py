import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.hierarchy import Group, build_hierarchy, effective_weights
from bench.composite.index import compose, leave_one_out

NAN = np.nan
LEAVES = ["x", "y", "z"]
VALUES = np.array([[4.0, 16.0, 40.0], [9.0, NAN, 50.0], [NAN, NAN, 7.0]])


def hierarchy(a="arithmetic", index="arithmetic", threshold=0.0):
    groups = {"index": Group({"z": 1, "a": 3}, index, threshold), "a": Group({"y": 1, "x": 1}, a)}
    return build_hierarchy(LEAVES, groups)


def test_scores_go_up_from_leaves_to_the_index():
    np.testing.assert_allclose(compose(VALUES, hierarchy()), [[10, 17.5], [9, 19.25], [NAN, 7]])


def test_each_node_has_its_own_method_and_threshold():
    np.testing.assert_allclose(
        compose(VALUES, hierarchy("geometric", threshold=1)), [[8, 16], [9, 19.25], [NAN, NAN]]
    )


def test_a_copeland_node_counts_regions_beaten():
    scores = compose(VALUES, hierarchy(index="copeland"))
    np.testing.assert_array_equal(scores[:, 1], [2, 0, -2])


@given(arrays(np.float64, (4, 3), elements=st.floats(0, 100)))
def test_without_gaps_the_index_is_the_mean_by_effective_weights(values):
    np.testing.assert_allclose(
        compose(values, hierarchy())[:, -1], values @ effective_weights(hierarchy()), atol=1e-9
    )


@given(
    arrays(np.float64, (3, 5, 2), elements=st.floats(0.1, 1)),
    st.sampled_from(["arithmetic", "geometric", "harmonic", "copeland"]),
)
def test_many_draws_of_weights_are_composed_as_one_by_one(draws, method):
    tree = hierarchy(method, "arithmetic")
    weights = [draws[0], draws[1]]
    together = compose(VALUES, tree, weights)
    assert together.shape == (5, 3, 2)
    for draw in range(5):
        one = compose(VALUES, tree, [own[draw] for own in weights])
        np.testing.assert_allclose(together[draw], one)


def test_many_draws_of_values_are_composed_as_one_by_one():
    tables = np.stack([VALUES, VALUES + 1])
    together = compose(tables, hierarchy())
    for table, scores in zip(tables, together, strict=True):
        np.testing.assert_allclose(scores, compose(table, hierarchy()))


def test_weights_given_may_stay_the_same_in_one_node_and_vary_in_another():
    weights = [np.array([1.0, 1.0]), np.array([[1.0, 3.0], [1.0, 0.0]])]
    scores = compose(VALUES, hierarchy(), weights)
    np.testing.assert_allclose(scores[..., 1], [[17.5, 19.25, 7], [40, 50, 7]])
    np.testing.assert_allclose(scores[..., 0], [[10, 9, NAN]] * 2)


def test_tables_and_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="2 columns for 3 leaves"):
        compose(VALUES[:, :2], hierarchy())
    for weights in ([np.ones(2)], [np.ones(2), np.ones(3)]):
        with pytest.raises(ValueError, match="a weight for each child"):
            compose(VALUES, hierarchy(), weights)


def test_a_node_that_cannot_be_aggregated_is_named():
    with pytest.raises(ValueError, match=r"^'a': the geometric mean demands positive"):
        compose(-VALUES, hierarchy("geometric"))


def test_without_a_part_its_siblings_take_its_weight():
    index, ranks = leave_one_out(VALUES, hierarchy(), 9)
    np.testing.assert_allclose(
        index,
        [
            [22, 50, 7],  # without x
            [13, 19.25, 7],  # without y
            [10, 9, NAN],  # without z
            [40, 50, 7],  # without a
        ],
    )
    np.testing.assert_array_equal(ranks, [[2, 1, 3], [2, 1, 3], [1, 2, NAN], [2, 1, 3]])


def test_without_its_only_child_a_node_has_no_score():
    tree = build_hierarchy(["x", "y"], {"a": Group({"x": 1}), "index": Group({"a": 1, "y": 1})})
    index, _ = leave_one_out(np.array([[2.0, 4.0]]), tree, 9)
    np.testing.assert_allclose(index[:, 0], [4, 2, 4])


def test_what_is_left_out_still_counts_as_present():
    index, _ = leave_one_out(VALUES, hierarchy(threshold=1), 9)
    np.testing.assert_allclose(index[3], [40, 50, NAN])
