import itertools
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from bench.composite.draws import range_weights
from bench.composite.reversal import (
    nearest_tie,
    reversal_ranges,
    robust_pairs,
    score_bounds,
)

NAN = np.nan
SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "asem"
SCORE = st.integers(0, 100).map(float)
PAIRS = st.integers(1, 7).flatmap(
    lambda k: st.tuples(
        arrays(np.float64, (2, k), elements=SCORE),
        arrays(np.float64, k, elements=st.just(0.0) | st.floats(0.01, 1)),
    )
)
TABLES = arrays(np.float64, (4, 5), elements=st.just(NAN) | SCORE)
SHARES = arrays(np.float64, 5, elements=st.just(0.0) | st.floats(0.01, 1)).filter(np.any)
EQUAL = np.full(3, 1 / 3)


def mean(values, weights):
    """Weighted means of rows, gaps left out."""
    here = ~np.isnan(values)
    total = (here * weights).sum(axis=-1)
    return (np.nan_to_num(values) * weights).sum(axis=-1) / np.where(total > 0, total, np.nan)


def test_weight_moves_from_where_the_one_ahead_leads_most_to_where_it_is_most_behind():
    # d = (2, −1): v = (1/3, 2/3) is the only tie of two parts.
    tie = nearest_tie(np.array([2.0, 0.0]), np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    np.testing.assert_allclose(tie, [1 / 3, 2 / 3])
    # d = (2, 0, −1): a lead of 1/3; a unit from the first to the last takes off 3.
    a, b = np.array([2.0, 5, 0]), np.array([0.0, 5, 1])
    for one, other in ((a, b), (b, a)):
        np.testing.assert_allclose(
            nearest_tie(one, other, EQUAL), EQUAL + np.array([-1.0, 0, 1]) / 9
        )


def test_a_part_that_is_used_up_leaves_the_rest_to_the_next():
    # d = (9, 4, −1): all of the first share takes off 1, and the lead was 1.4.
    a, b = np.array([9.0, 4, 0]), np.array([0.0, 0, 1])
    tie = nearest_tie(a, b, np.array([0.1, 0.3, 0.6]))
    np.testing.assert_allclose(tie, [0, 0.2, 0.8], atol=1e-15)


@given(PAIRS)
def test_the_tie_found_ties_the_two_and_keeps_zeros(pair):
    (a, b), shares = pair
    assume(shares.any())
    tie = nearest_tie(a, b, shares)
    used = (a - b)[shares > 0]
    if tie is None:
        assert (used >= 0).all() or (used <= 0).all()
        return
    assert tie.sum() == pytest.approx(1)
    assert (tie >= 0).all()
    assert (tie[shares == 0] == 0).all()
    assert tie @ (a - b) == pytest.approx(0, abs=1e-9)


@given(PAIRS)
def test_no_tie_moves_less_than_the_one_found(pair):
    (a, b), shares = pair
    assume(shares.any())
    tie = nearest_tie(a, b, shares)
    assume(tie is not None)
    weights, k = shares / shares.sum(), len(shares)
    # v = weights + u − t, half of what u and t sum to is least.
    peer = linprog(
        np.full(2 * k, 0.5),
        A_eq=np.stack([np.tile(a - b, 2) * np.repeat([1, -1], k), np.repeat([1.0, -1.0], k)]),
        b_eq=[-weights @ (a - b), 0.0],
        bounds=[(0, w and None) for w in weights] + [(0, w) for w in weights],
    )
    assert np.abs(tie - weights).sum() / 2 == pytest.approx(peer.fun, abs=1e-7)


def test_a_tie_needs_no_change_and_dominance_has_no_tie():
    a, b = np.array([1.0, 0, 3]), np.array([0.0, 1, 3])
    np.testing.assert_array_equal(nearest_tie(a, b, EQUAL), EQUAL)
    better = b + np.array([0.0, 0, 1])
    assert nearest_tie(better, b, EQUAL) is None
    assert nearest_tie(b, better, EQUAL) is None


def test_what_both_lack_is_left_out_and_its_share_kept():
    a, b = np.array([2.0, NAN, 0]), np.array([0.0, NAN, 1])
    shares = np.array([0.25, 0.5, 0.25])
    tie = nearest_tie(a, b, shares)
    np.testing.assert_allclose(tie, [0.5 / 3, 0.5, 1 / 3])
    assert mean(a, tie) == pytest.approx(mean(b, tie))


def test_a_gap_of_one_region_alone_is_refused_unless_its_weight_is_zero():
    a, b = np.array([2.0, NAN, 0]), np.array([0.0, 7, 1])
    with pytest.raises(ValueError, match=r"positions \[1\]"):
        nearest_tie(a, b, EQUAL)
    with pytest.raises(ValueError, match="no value that counts"):
        nearest_tie(a, np.array([0.0, NAN, 1]), np.array([0.0, 1, 0]))
    with pytest.raises(ValueError, match="do not fit"):
        nearest_tie(a, b, np.ones(2))
    assert nearest_tie(a, b, np.array([0.5, 0, 0.5])) is not None


def test_the_range_of_a_pair_by_hand():
    # d = (3, −1), equal shares: (3 − 1) / (3 + 1); the worst case at ± 50 % is 0.5×3 − 1.5×1.
    ranges = reversal_ranges(np.array([[3.0, 0], [0, 1], [0, 0], [3, NAN]]), np.ones(2))
    np.testing.assert_allclose(
        ranges, [[0, 0.5, 1, NAN], [-0.5, 0, 1, NAN], [-1, -1, 0, NAN], [NAN, NAN, NAN, 0]]
    )


def corners(shares, r):
    return shares * np.array(list(itertools.product([1 - r, 1 + r], repeat=len(shares))))


@given(TABLES, SHARES, st.floats(0, 0.95))
def test_score_bounds_are_those_of_the_corners_of_the_box(table, shares, r):
    low, high = score_bounds(table, shares, r)
    scores = mean(table, corners(shares, r)[:, None])
    np.testing.assert_allclose(low, scores.min(axis=0), atol=1e-9)
    np.testing.assert_allclose(high, scores.max(axis=0), atol=1e-9)


@given(TABLES, SHARES, st.floats(0, 0.95), st.integers(0, 99))
def test_no_weights_in_the_range_reverse_a_robust_pair(table, shares, r, seed):
    robust = robust_pairs(table, shares, r)
    drawn = range_weights(np.random.default_rng(seed), shares, r, 20)
    scores = mean(table, np.concatenate([drawn, corners(shares, r)])[:, None])
    for i, j in np.argwhere(robust):
        assert (scores[:, i] > scores[:, j] - 1e-9).all()


@given(arrays(np.float64, (4, 5), elements=SCORE), SHARES, st.floats(0, 0.95))
def test_a_pair_that_is_not_robust_is_reversed_or_tied_by_some_weights(table, shares, r):
    robust = robust_pairs(table, shares, r)
    scores = mean(table, corners(shares, r)[:, None])
    for i, j in np.argwhere(~robust):
        assert (scores[:, i] - scores[:, j]).min() <= 1e-9


@given(TABLES, SHARES)
def test_ranges_of_a_pair_are_opposite_and_robust_pairs_go_one_way(table, shares):
    ranges = reversal_ranges(table, shares)
    np.testing.assert_allclose(ranges, -ranges.T, atol=1e-12)
    assert not (np.abs(ranges) > 1 + 1e-12).any()
    robust = robust_pairs(table, shares, 0.2)
    assert not (robust & robust.T).any()
    assert not np.diag(robust).any()


def test_regions_with_different_gaps_are_robust_only_when_far_apart():
    table = np.array([[90.0, NAN], [50, 60], [80, 98], [NAN, NAN]])
    robust = robust_pairs(table, np.ones(2), 0.25)
    assert robust.tolist() == [
        [False, True, False, False],
        [False, False, False, False],
        [False, True, False, False],
        [False, False, False, False],
    ]
    assert np.isnan(score_bounds(table, np.ones(2), 0.25)[0]).tolist() == [0, 0, 0, 1]


def test_tables_and_ranges_that_cannot_be_used_are_refused():
    table = np.ones((2, 2))
    for r in (-0.1, 1.0, NAN):
        with pytest.raises(ValueError, match="range must be"):
            robust_pairs(table, np.ones(2), r)
    with pytest.raises(ValueError, match="do not fit"):
        reversal_ranges(table, np.ones(3))
    with pytest.raises(ValueError, match="finite"):
        reversal_ranges(table * np.inf, np.ones(2))
    with pytest.raises(ValueError, match="all weights are 0"):
        score_bounds(table, np.zeros(2), 0.1)


@pytest.mark.skipif(not SHARED.is_dir(), reason="REGIONBENCH_SHARED names no folder with data")
def test_on_a_real_table_ties_tie_and_robust_pairs_hold():
    data = pd.read_csv(
        SHARED / "scores_raw_minmax0-100_amean.csv", keep_default_na=False, na_values=[""]
    )
    values = data.iloc[:, 1:9].to_numpy(dtype=np.float64)  # the eight pillars, complete
    shares = np.ones(values.shape[1])
    robust = robust_pairs(values, shares, 0.25)
    drawn = range_weights(np.random.default_rng(0), shares, 0.25, 500) @ values.T
    assert 0 < robust.sum() < len(values) * (len(values) - 1) / 2
    for i, j in np.argwhere(robust):
        assert (drawn[:, i] > drawn[:, j]).all()
    for a, b in itertools.combinations(values, 2):
        tie = nearest_tie(a, b, shares)
        assert tie is None or abs(tie @ (a - b)) < 1e-10
