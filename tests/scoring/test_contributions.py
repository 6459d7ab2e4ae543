"""What each indicator adds to the lead of a region over the next one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.composite.hierarchy import Group, build_hierarchy
from bench.composite.index import compose
from bench.scoring.contributions import contributions_table, has_parts, is_additive, own_weights
from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.weights import weighted_hierarchy
from tests.scoring.builders import CODES, TREE, candidates, catalogue, claim, evidence

NAN = np.nan
DEEP = build_hierarchy(
    ["w", "x", "y", "z"],
    {
        "a": Group({"w": 3.0, "x": 1.0}),
        "b": Group({"a": 1.0, "y": 2.0}, threshold=0.6),
        "": Group({"b": 1.0, "z": 3.0}),
    },
)
CELLS = st.lists(
    st.lists(st.one_of(st.just(NAN), st.floats(0, 100)), min_size=4, max_size=4),
    min_size=1,
    max_size=5,
)


def table(scores, rows=(), lower=(), reference=None):
    model, weights = catalogue(TREE, lower=lower)
    values = np.array(scores, dtype=float).reshape(-1, 3)
    regions = candidates()[: len(values)]
    reference = np.arange(1, len(values) + 1) if reference is None else np.array(reference)
    claims = distinct_claims(evidence(rows), default_parameters())
    hierarchy = weighted_hierarchy(model, weights.values)
    return contributions_table(regions, reference, values, hierarchy, model, claims)


@given(CELLS)
def test_the_own_weights_of_a_region_make_its_index_of_its_scores(cells):
    values = np.array(cells)
    weights = own_weights(values, DEEP)
    index = compose(values, DEEP)[:, -1]
    made = (weights * np.nan_to_num(values)).sum(axis=1)
    np.testing.assert_allclose(made[~np.isnan(index)], index[~np.isnan(index)], atol=1e-9)
    np.testing.assert_allclose(weights.sum(axis=1), ~np.isnan(index))
    assert (weights >= 0).all()


def test_contributions_are_weight_times_difference_and_sum_to_that_of_the_indices():
    found = table([[60, 20, 50], [40, 60, 10]])
    assert found["contribution"].tolist() == [0.25 * 20, 0.25 * -40, 0.5 * 40]
    assert found["contribution"].sum() == (0.5 * 40 + 0.5 * 50) - (0.5 * 50 + 0.5 * 10)
    assert found["region"].tolist() == ["甲市"] * 3


def test_what_is_unread_of_either_is_left_out_and_the_weights_are_those_of_what_was_read():
    found = table([[60, 20, 50], [40, NAN, 10]])
    assert found["indicator"].tolist() == ["infra.net", "data.open"]
    # 0.25 for the one, 0.5 for the other, of which the rest of the dimension is unread.
    assert found["weight"].tolist() == [0.375, 0.5]
    assert table([[60, 20, NAN], [NAN, NAN, 10]]).empty


def test_neighbours_are_those_of_the_ranking():
    found = table([[10, 10, 10], [30, 30, 30], [20, 20, 20]], reference=[3, 1, 2])
    pairs = list(dict.fromkeys(zip(found["region"], found["other"], strict=True)))
    assert pairs == [("乙市", "丙市"), ("丙市", "甲市")]
    assert table([]).empty
    assert table([[1, 2, 3]]).empty


def test_the_weightiest_claim_of_the_one_that_states_more_goes_with_it():
    rows = [
        claim("甲市", "infra.net", "先建一批基站", strength=2.0, start=10),
        claim("甲市", "infra.net", "再建骨干网络并设专项资金", strength=4.0, start=30),
        claim("乙市", "infra.power", "建设智能变电设施", document="b.txt", start=70),
    ]
    found = table([[60, 20, 50], [40, 60, 10]], rows).set_index("indicator")
    assert tuple(found.loc["infra.net", ["claim_of", "document"]]) == (CODES["甲市"], "a.txt")
    assert found.loc["infra.net", "start"] == 30
    assert tuple(found.loc["infra.power", ["claim_of", "document"]]) == (CODES["乙市"], "b.txt")
    # Nothing is stated of the third, and where less is better the one behind states more.
    assert found.loc["data.open", "document"] == ""
    turned = table([[60, 20, 50], [40, 60, 10]], rows, lower=["infra.power"])
    assert turned.set_index("indicator").loc["infra.power", "claim_of"] == ""


@pytest.mark.parametrize(("method", "additive"), [("arithmetic", True), ("geometric", False)])
def test_only_arithmetic_means_add_up(method, additive):
    groups = {"a": Group({"x": 1.0}, method=method), "": Group({"a": 1.0})}
    assert is_additive(build_hierarchy(["x"], groups)) is additive


@pytest.mark.parametrize("method", ["topsis", "copeland"])
def test_an_index_on_a_scale_of_its_own_has_no_parts(method):
    model, _ = catalogue({"d": {"d.x": 1}})
    tree = build_hierarchy(["d.x"], {"": Group({"d.x": 1.0}, method=method)})
    assert not has_parts(tree)
    none = distinct_claims(evidence([]), default_parameters())
    two = np.array([[1.0], [2.0]])
    regions = candidates("甲市", "乙市")
    assert contributions_table(regions, np.array([2, 1]), two, tree, model, none).empty
