import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.composite.hierarchy import effective_weights
from bench.errors import InputError
from bench.scoring.weights import normalised_weights, weighted_hierarchy
from tests.scoring.builders import catalogue

TREE = {"a": {"a.x": 3, "a.y": 1}, "b": {"b.z": 5}}


def test_effective_weights_are_dimension_share_times_share_within():
    model, weights = catalogue(TREE, {"a": 3, "b": 1})
    hierarchy = weighted_hierarchy(model, weights.values)
    assert hierarchy.leaves == ("a.x", "a.y", "b.z")
    assert [node.id for node in hierarchy.nodes] == ["a", "b", ""]
    np.testing.assert_allclose(effective_weights(hierarchy), [0.5625, 0.1875, 0.25])


@given(
    st.lists(st.just(0.0) | st.floats(1e-300, 1e300), min_size=1, max_size=6).filter(any),
    st.floats(1e-3, 1e3),
)
def test_scaling_all_weights_changes_nothing(values, factor):
    names = [f"w{i}" for i in range(len(values))]
    plain = normalised_weights(dict(zip(names, values, strict=True)), "a")
    scaled = normalised_weights({n: v * factor for n, v in zip(names, values, strict=True)}, "a")
    assert plain.sum() == pytest.approx(1)
    np.testing.assert_allclose(plain, scaled, atol=1e-12)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"a.x": -1.0}, "a.x"),
        ({"a": float("nan")}, "“a”"),
        ({"b.z": float("inf")}, "b.z"),
        ({"a.x": 0.0, "a.y": 0.0}, "a.x, a.y"),
        ({"a": 0.0, "b": 0.0}, "index"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_by_name(change, named):
    model, weights = catalogue(TREE)
    with pytest.raises(InputError) as problem:
        weighted_hierarchy(model, {**weights.values, **change})
    assert named in str(problem.value)
    assert problem.value.text("en") != problem.value.text("zh")


def test_a_missing_weight_is_refused_by_name():
    model, weights = catalogue(TREE)
    with pytest.raises(InputError, match=r"b\.z"):
        weighted_hierarchy(model, {k: v for k, v in weights.values.items() if k != "b.z"})
