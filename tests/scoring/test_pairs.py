import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.composite.hierarchy import Node
from bench.scoring.pairs import pairs_table
from bench.tables import PAIRS
from tests.scoring.builders import candidates

NAN = np.nan
ROOT = Node("", (0, 1), (0.5, 0.5), "arithmetic", 0.0)


def pairs(scores, root=ROOT, ranks=None, reference=None):
    scores = np.array(scores, dtype=float)
    regions = candidates()[: len(scores)]
    reference = np.arange(1, len(scores) + 1) if reference is None else np.array(reference)
    drawn = np.empty((0, len(scores))) if ranks is None else np.array(ranks, dtype=float)
    return pairs_table(regions, reference, drawn, scores, root, ["a", "b"], 0.5)


def test_the_nearest_tie_and_the_share_that_moves():
    row = pairs([[60, 10], [20, 40]]).iloc[0]
    # 60 a + 10 (1 − a) = 20 a + 40 (1 − a): a = 3 / 7.
    assert row["a"] == pytest.approx(3 / 7)
    assert row["change"] == pytest.approx(0.5 - 3 / 7)
    assert row["robust"] == "no"


def test_an_order_that_half_to_one_and_a_half_times_the_weights_cannot_turn_is_robust():
    # Ahead by 40 × a, behind by 10 × b: it turns at a : b = 1 : 4, beyond 0.5 : 1.5.
    row = pairs([[60, 30], [20, 40]]).iloc[0]
    assert row["robust"] == "yes"
    assert row["a"] == pytest.approx(0.2)


def test_a_region_nowhere_behind_cannot_be_reached_by_weights():
    row = pairs([[60, 30], [20, 30]]).iloc[0]
    assert row["robust"] == "yes"
    assert np.isnan(row["change"])


def test_regions_read_on_different_dimensions_have_no_tie():
    row = pairs([[60, NAN], [20, 40]]).iloc[0]
    assert np.isnan(row["change"])
    assert row["robust"] == "yes"  # at most 35 for the other within half to one and a half
    assert pairs([[34, NAN], [20, 40]]).iloc[0]["robust"] == "no"


def test_chances_count_a_tie_half_and_rows_follow_the_ranking():
    table = pairs([[1, 1], [3, 3], [2, 2]], ranks=[[3, 1, 2], [1, 1, 3]], reference=[3, 1, 2])
    assert list(zip(table["region"], table["other"], strict=True)) == [
        ("乙市", "丙市"),
        ("乙市", "甲市"),
        ("丙市", "甲市"),
    ]
    assert table["chance"].tolist() == [1.0, 0.75, 0.5]


def test_geometric_means_tie_on_logarithms_and_other_rules_leave_it_open():
    geometric = Node("", (0, 1), (0.5, 0.5), "geometric", 0.0)
    row = pairs([[16, 1], [1, 4]], geometric).iloc[0]
    assert 16 ** row["a"] == pytest.approx(4 ** row["b"])
    copeland = Node("", (0, 1), (0.5, 0.5), "copeland", 0.0)
    row = pairs([[16, 1], [1, 4]], copeland).iloc[0]
    assert row["robust"] == ""
    assert np.isnan(row["change"])


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_regions_make_no_pair(count):
    table = pairs(np.ones((count, 2)))
    PAIRS.check(table)
    assert table.empty
    assert table.columns[-2:].tolist() == ["a", "b"]


@given(
    st.lists(st.lists(st.integers(0, 20), min_size=2, max_size=2), min_size=2, max_size=4),
    st.floats(0.5, 1.5),
    st.floats(0.5, 1.5),
)
def test_no_weights_in_the_range_take_a_region_beyond_those_that_stay_ahead_or_behind(
    rows, first, second
):
    scores = np.array(sorted(rows, key=sum, reverse=True), dtype=float)
    found = pairs(scores)
    drawn = scores @ np.array([first, second])
    for place, region in enumerate(candidates()[: len(scores)]):
        firm = found[found["robust"] == "yes"]
        ahead = (firm["other_code"] == region.code).sum()
        behind = (firm["region_code"] == region.code).sum()
        rank = 1 + (drawn > drawn[place] + 1e-9).sum()
        assert 1 + ahead <= rank <= len(scores) - behind
