import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.composite.hierarchy import (
    Group,
    build_hierarchy,
    effective_weights,
    levels,
    shares,
)

LEAVES = ["x", "y", "z"]
# The root comes first and holds a leaf beside a group: neither order nor depth is prescribed.
GROUPS = {
    "index": Group({"z": 1, "a": 3}, "geometric", 0.5),
    "a": Group({"y": 2, "x": 6}),
}


def test_nodes_stand_from_the_bottom_up_with_weights_that_sum_to_1():
    hierarchy = build_hierarchy(LEAVES, GROUPS)
    assert hierarchy.ids == ("x", "y", "z", "a", "index")
    a, index = hierarchy.nodes
    assert (a.children, a.weights, a.method, a.threshold) == ((1, 0), (0.25, 0.75), "arithmetic", 0)
    assert (index.children, index.weights) == ((2, 3), (0.25, 0.75))
    assert (index.method, index.threshold) == ("geometric", 0.5)
    assert pickle.loads(pickle.dumps(hierarchy)) == hierarchy


def test_effective_weights_are_the_product_of_the_shares_on_the_way_down():
    hierarchy = build_hierarchy(LEAVES, GROUPS)
    np.testing.assert_allclose(effective_weights(hierarchy), [0.5625, 0.1875, 0.25])
    np.testing.assert_allclose(shares(hierarchy), [0.5625, 0.1875, 0.25, 0.75, 1])


def test_a_node_is_one_level_above_the_highest_of_its_children():
    np.testing.assert_array_equal(levels(build_hierarchy(LEAVES, GROUPS)), [1, 1, 1, 2, 3])


@given(
    st.lists(
        st.lists(st.just(0.0) | st.floats(1e-300, 1e300), min_size=1, max_size=4).filter(any),
        min_size=1,
        max_size=4,
    )
)
def test_effective_weights_sum_to_1(weights):
    groups = {
        f"g{i}": Group({f"x{i}.{j}": w for j, w in enumerate(own)}) for i, own in enumerate(weights)
    }
    leaves = [leaf for group in groups.values() for leaf in group.weights]
    groups["index"] = Group(dict.fromkeys(groups, 1.0))
    hierarchy = build_hierarchy(leaves, groups)
    assert effective_weights(hierarchy).sum() == pytest.approx(1)
    assert (effective_weights(hierarchy) >= 0).all()


def test_one_leaf_is_a_hierarchy():
    hierarchy = build_hierarchy(["x"], {"index": Group({"x": 5})})
    np.testing.assert_array_equal(shares(hierarchy), [1, 1])


@pytest.mark.parametrize(
    ("leaves", "change", "named"),
    [
        (["x", "y", "z", "x"], {}, "'x' is used twice"),
        (["x", "y", "z", "a"], {}, "'a' is used twice"),
        (LEAVES, {"a": Group({})}, "'a' has no children"),
        (LEAVES, {"a": Group({"x": 1, "y": 1, "q": 1})}, "'q', which is neither"),
        (LEAVES, {"a": Group({"x": 1, "y": -1})}, "'y' in 'a' .* not -1"),
        (LEAVES, {"a": Group({"x": 1, "y": float("nan")})}, "'y' in 'a' .* not nan"),
        (LEAVES, {"a": Group({"x": 1, "y": float("inf")})}, "'y' in 'a' .* not inf"),
        (LEAVES, {"a": Group({"x": 0, "y": 0})}, "all children of 'a' weigh 0"),
        (LEAVES, {"a": Group({"x": 1, "y": 1}, "mode")}, "'mode'; known are arithmetic"),
        (LEAVES, {"a": Group({"x": 1, "y": 1}, threshold=66)}, "threshold of 'a'"),
        (LEAVES, {"a": Group({"x": 1, "y": 1, "z": 1})}, "'z' has two parents, 'index' and 'a'"),
        (LEAVES, {"a": Group({"x": 1})}, "without a parent: 'y'"),
        (LEAVES, {"index": Group({"z": 1})}, "several roots: 'index', 'a'"),
        (LEAVES, {"a": Group({"x": 1, "y": 1, "index": 1})}, "no root"),
        (LEAVES, {"b": Group({"c": 1}), "c": Group({"b": 1})}, "circle: 'b', 'c'"),
    ],
)
def test_what_is_no_hierarchy_is_refused_by_name(leaves, change, named):
    with pytest.raises(ValueError, match=named):
        build_hierarchy(leaves, {**GROUPS, **change})


def test_leaves_alone_are_no_hierarchy():
    with pytest.raises(ValueError, match="no root"):
        build_hierarchy([], {})
