from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.composite.tiers import (
    goodness_of_fit,
    natural_breaks,
    reachable_tiers,
    tiers_of,
)

SCORES = st.lists(
    st.integers(-40, 40).map(float) | st.floats(-100, 100).map(lambda x: round(x, 3)),
    min_size=1,
    max_size=9,
).map(np.array)


def within(scores, groups):
    parts = [scores[groups == group] for group in np.unique(groups)]
    return sum(((part - part.mean()) ** 2).sum() for part in parts)


def best_by_trying_all(scores, count):
    values = np.unique(scores)
    found = []
    for cuts in combinations(range(1, len(values)), count - 1):
        groups = np.searchsorted(values[list(cuts)], scores, side="right")
        found.append(within(scores, groups))
    return min(found)


@given(SCORES, st.integers(1, 4))
def test_no_partition_has_less_within(scores, count):
    if count > len(np.unique(scores)):
        with pytest.raises(ValueError, match="different scores"):
            natural_breaks(scores, count)
        return
    groups = natural_breaks(scores, count)
    assert set(groups) == set(range(1, count + 1))
    assert within(scores, groups) == pytest.approx(best_by_trying_all(scores, count), abs=1e-6)


@given(SCORES)
def test_tiers_follow_the_scores_and_never_part_equals(scores):
    found = tiers_of(scores)
    if found is None:
        assert len(scores) < 4 or len(np.unique(scores)) < 2
        return
    order = np.argsort(-scores, kind="stable")
    assert (np.diff(found.tier[order]) >= 0).all()
    for value in np.unique(scores):
        assert len(np.unique(found.tier[scores == value])) == 1
    assert 2 <= found.count <= min(4, len(scores) // 2)
    assert 0 <= found.fit <= 1


@given(SCORES, st.floats(0.01, 100), st.integers(-50, 50), st.randoms())
def test_tiers_do_not_hang_on_scale_or_order(scores, factor, shift, random):
    found = tiers_of(scores)
    moved = tiers_of(scores * 2.0 ** int(np.log2(factor)) + 0.0)
    if found is None or moved is None:
        assert found is moved
        return
    np.testing.assert_array_equal(found.tier, moved.tier)
    order = list(range(len(scores)))
    random.shuffle(order)
    shuffled = tiers_of(scores[order])
    np.testing.assert_array_equal(shuffled.tier, found.tier[order])
    # Adding a constant may only decide between partitions that are as good.
    again = tiers_of(scores + shift)
    if again.count == found.count:
        assert within(scores, again.tier) == pytest.approx(within(scores, found.tier), abs=1e-6)


@given(SCORES)
@example(np.full(3, 21.344))  # whose mean in binary is another number
def test_more_tiers_fit_no_worse(scores):
    counts = range(1, len(np.unique(scores)) + 1)
    fits = [goodness_of_fit(scores, natural_breaks(scores, count)) for count in counts]
    assert all(a <= b + 1e-9 for a, b in pairwise(fits))
    assert fits[-1] == pytest.approx(1.0)


def test_the_number_of_tiers_is_the_smallest_that_fits():
    two = np.array([80.0, 79, 78, 20, 19, 18])
    assert tiers_of(two).count == 2
    three = np.array([90.0, 89, 88, 55, 54, 53, 20, 19, 18])
    assert tiers_of(three, least_fit=0.95).count == 3
    np.testing.assert_array_equal(tiers_of(three, least_fit=0.95).tier, np.repeat([1, 2, 3], 3))
    even = np.arange(40.0)
    assert tiers_of(even).count == 3  # by thirds: 1 − 1/9 of the variance
    assert tiers_of(even, least_fit=0.99).count == 4
    assert tiers_of(even, most=2).count == 2


def test_few_regions_make_few_tiers():
    assert tiers_of(np.array([3.0, 2.0, 1.0])) is None
    assert tiers_of(np.array([1.0, 1.0, 1.0, 1.0])) is None
    assert tiers_of(np.array([9.0, 8.0, 2.0, 1.0])).tier.tolist() == [1, 1, 2, 2]
    assert tiers_of(np.array([])) is None


def test_of_equally_good_partitions_the_upper_tier_is_the_smaller():
    assert natural_breaks(np.array([1.0, 2.0, 3.0]), 2).tolist() == [2, 2, 1]


@pytest.mark.parametrize("scores", [[1.0, np.nan], [np.inf, 1.0]])
def test_scores_must_be_finite(scores):
    with pytest.raises(ValueError, match="finite"):
        tiers_of(np.array(scores))
    with pytest.raises(ValueError, match="room"):
        tiers_of(np.array([1.0, 2.0]), most=1)


def test_a_rank_interval_reaches_the_tiers_of_the_ranks_in_it():
    tiers, ranks = np.array([1, 1, 2, 2, 3]), np.array([1, 2, 3, 3, 5])
    low, high = np.array([1, 2, 2, 3, 1]), np.array([1, 3, 4, 5, 2])
    best, worst = reachable_tiers(tiers, ranks, low, high)
    assert best.tolist() == [1, 1, 1, 2, 1]
    assert worst.tolist() == [1, 2, 2, 3, 3]
