from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring.heaviest import heaviest_apart

SHARES = (0.9, 0.95, 1.0)


def chosen(weights, pairs, likeness=None, limit=24):
    pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    like = np.ones(len(pairs)) if likeness is None else np.array(likeness, dtype=float)
    return heaviest_apart(np.array(weights, dtype=float), pairs, like, SHARES, limit)


def by_trying_all(weights, pairs):
    best = 0.0
    for size in range(len(weights) + 1):
        for some in combinations(range(len(weights)), size):
            if not any(a in some and b in some for a, b in pairs):
                best = max(best, sum(weights[i] for i in some))
    return best


def test_without_pairs_all_stay():
    assert chosen([1, 2, 0], []).tolist() == [True, True, True]


def test_of_claims_that_all_repeat_each_other_the_heaviest_stays_and_the_first_on_ties():
    triangle = [(0, 1), (1, 2), (0, 2)]
    assert chosen([1, 3, 2], triangle).tolist() == [False, True, False]
    assert chosen([2, 2, 2], triangle).tolist() == [True, False, False]


def test_a_bridge_does_not_cost_the_two_claims_that_it_joins():
    assert chosen([2, 3, 2], [(0, 1), (1, 2)]).tolist() == [True, False, True]
    assert chosen([2, 5, 2], [(0, 1), (1, 2)]).tolist() == [False, True, False]


def test_a_cluster_above_the_limit_is_taken_apart_by_the_stricter_share():
    path = [(0, 1), (1, 2), (2, 3)]
    likeness = [1.0, 0.92, 1.0]
    assert chosen([2, 3, 3, 2], path, likeness, limit=3).tolist() == [False, True, True, False]
    assert chosen([2, 3, 3, 2], path, likeness, limit=4).sum() == 2
    assert chosen([1, 1, 1, 1], path, [1.0] * 3, limit=3).all()


@st.composite
def graphs(draw, largest=9):
    size = draw(st.integers(1, largest))
    weights = draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    every = list(combinations(range(size), 2))
    likeness = draw(
        st.lists(
            st.sampled_from([0.0, 0.0, 0.9, 0.93, 0.97, 1.0]),
            min_size=len(every),
            max_size=len(every),
        )
    )
    return weights, every, likeness


@given(graphs())
def test_within_the_limit_no_other_choice_is_heavier(graph):
    weights, every, likeness = graph
    pairs = [pair for pair, like in zip(every, likeness, strict=True) if like >= SHARES[0]]
    keep = chosen(weights, every, likeness)
    assert not any(keep[a] and keep[b] for a, b in pairs)
    assert np.dot(keep, weights) == by_trying_all(weights, pairs)


@given(graphs(), st.integers(2, 5))
def test_adding_a_claim_never_lowers_the_weight_whatever_the_limit(graph, limit):
    weights, every, likeness = graph
    total = 0.0
    for size in range(1, len(weights) + 1):
        inside = [i for i, (_, b) in enumerate(every) if b < size]
        keep = chosen(
            weights[:size], [every[i] for i in inside], [likeness[i] for i in inside], limit
        )
        now = float(np.dot(keep, weights[:size]))
        assert now >= total
        total = now


def test_a_hundred_variants_of_one_claim_count_once():
    pairs = list(combinations(range(100), 2))
    assert chosen([1] * 100, pairs).sum() == 1


@pytest.mark.parametrize("size", [23, 24])
def test_long_chains_are_chosen_from_exactly(size):
    keep = chosen([1] * size, [(i, i + 1) for i in range(size - 1)])
    assert keep.sum() == 12
