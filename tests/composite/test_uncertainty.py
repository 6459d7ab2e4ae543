import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from bench.composite.uncertainty import (
    ahead_probabilities,
    average_shift_in_rank,
    median_rank,
    rank_draws,
    rank_interval,
    rank_probabilities,
    ranked_share,
    top_probabilities,
)

NAN = np.nan
SHAPES = array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=7)
SCORES = arrays(np.float64, SHAPES, elements=st.integers(0, 9).map(float))
GAPPY = arrays(np.float64, SHAPES, elements=st.just(NAN) | st.integers(0, 9).map(float))
# Four draws of three regions; the third has no score in the last.
RANKS = np.array([[1.0, 2, 3], [1, 3, 2], [2, 1, 2], [1, 2, NAN]])


def test_scores_equal_after_rounding_share_the_smaller_rank_and_gaps_have_none():
    scores = np.array([[5.04, 5.01, 7.0, 1.0], [1.0, NAN, 2.0, 1.0]])
    np.testing.assert_array_equal(rank_draws(scores, 1), [[2, 2, 1, 4], [2, NAN, 1, 2]])


@given(SCORES, st.integers(1, 1000), st.integers(-1000, 1000))
def test_scaling_and_shifting_scores_changes_nothing(scores, factor, shift):
    np.testing.assert_array_equal(rank_draws(scores * factor + shift, 2), rank_draws(scores, 2))


@given(GAPPY)
def test_intervals_hold_ranks_that_were_drawn_around_the_median(scores):
    ranks = rank_draws(scores, 2)
    low, high = rank_interval(ranks)
    median = median_rank(ranks)
    for i, column in enumerate(ranks.T):
        drawn = column[~np.isnan(column)]
        if not drawn.size:
            assert np.isnan([low[i], high[i], median[i]]).all()
            continue
        assert low[i] in drawn
        assert high[i] in drawn
        assert 1 <= low[i] <= median[i] <= high[i] <= ranks.shape[1]
        assert median[i] == np.median(drawn)
        inverted = np.percentile(drawn, [5, 95], method="inverted_cdf")
        np.testing.assert_array_equal([low[i], high[i]], inverted)


@given(GAPPY)
def test_every_draw_lies_within_the_whole_interval(scores):
    ranks = rank_draws(scores, 2)
    low, high = rank_interval(ranks, 1e-9, 100)
    assert ((ranks >= low) | np.isnan(ranks)).all()
    assert ((ranks <= high) | np.isnan(ranks)).all()


@given(GAPPY)
def test_rank_probabilities_sum_to_one_for_each_region_that_is_ever_ranked(scores):
    ranks = rank_draws(scores, 2)
    probabilities = rank_probabilities(ranks)
    ever = ~np.isnan(ranks).all(axis=0)
    np.testing.assert_allclose(probabilities[ever].sum(axis=1), 1)
    assert np.isnan(probabilities[~ever]).all()
    np.testing.assert_allclose(top_probabilities(ranks), probabilities[:, 0])
    np.testing.assert_allclose(top_probabilities(ranks, 2), probabilities[:, :2].sum(axis=1))


@given(GAPPY)
def test_being_ahead_and_being_behind_sum_to_one_ties_counting_half(scores):
    ahead = ahead_probabilities(rank_draws(scores, 2))
    together = ahead + ahead.T
    assert (np.isnan(together) | (np.abs(together - 1) < 1e-12)).all()
    diagonal = np.diag(ahead)
    assert (np.isnan(diagonal) | (diagonal == 0.5)).all()


@given(arrays(np.float64, (9, 3), elements=st.floats(0, 100)), st.integers(0, 99))
def test_a_dominated_region_is_never_ahead_under_arithmetic_means(table, seed):
    values = np.vstack([table[:4], table[:4] - np.arange(4)[:, None]])  # the last four trail
    weights = np.random.default_rng(seed).dirichlet(np.ones(3), 50)
    ahead = ahead_probabilities(rank_draws(weights @ values.T, 6))
    assert (ahead[np.arange(4) + 4, np.arange(4)] <= 0.5).all()
    assert (ahead[5:, 1:4].diagonal() == 0).all()


def test_hand_computed_summaries():
    low, high = rank_interval(RANKS, 50, 75)
    assert low.tolist() == [1, 2, 2]
    assert high.tolist() == [1, 2, 3]
    assert median_rank(RANKS).tolist() == [1, 2, 2]
    np.testing.assert_allclose(
        rank_probabilities(RANKS), [[0.75, 0.25, 0], [0.25, 0.5, 0.25], [0, 2 / 3, 1 / 3]]
    )
    assert top_probabilities(RANKS).tolist() == [0.75, 0.25, 0]
    np.testing.assert_allclose(
        ahead_probabilities(RANKS),
        [[0.5, 0.75, 2.5 / 3], [0.25, 0.5, 2 / 3], [0.5 / 3, 1 / 3, 0.5]],
    )
    assert ranked_share(RANKS).tolist() == [1, 1, 0.75]


def test_the_average_shift_is_over_the_regions_ranked_in_both():
    ranks = np.array([[1.0, 2, 3], [3, 2, 1], [2, 1, NAN], [NAN, NAN, 1]])
    shift = average_shift_in_rank(ranks, np.array([1.0, 2, NAN]))
    np.testing.assert_array_equal(shift, [0, 1, 1, NAN])
    shift = average_shift_in_rank(ranks, np.array([1.0, 2, 3]))
    np.testing.assert_allclose(shift, [0, 4 / 3, 1, 2])


@pytest.mark.parametrize(
    "ranks",
    [
        np.ones(3),
        np.empty((0, 3)),
        np.array([[0.0, 1]]),
        np.array([[1.5, 1]]),
        np.array([[1.0, 3]]),
    ],
)
@pytest.mark.parametrize(
    "summary", [rank_interval, median_rank, rank_probabilities, ahead_probabilities, ranked_share]
)
def test_what_are_no_ranks_is_refused(summary, ranks):
    with pytest.raises(ValueError, match="ranks must"):
        summary(ranks)


@pytest.mark.parametrize(("low", "high"), [(0, 95), (95, 5), (5, 101), (NAN, 95)])
def test_percentiles_out_of_range_are_refused(low, high):
    with pytest.raises(ValueError, match="percentiles"):
        rank_interval(RANKS, low, high)


def test_other_inputs_that_cannot_be_used_are_refused():
    with pytest.raises(ValueError, match="places must"):
        top_probabilities(RANKS, 0)
    with pytest.raises(ValueError, match="do not fit"):
        average_shift_in_rank(RANKS, np.ones(2))
    with pytest.raises(ValueError, match="shape"):
        rank_draws(np.ones(3), 2)
    with pytest.raises(ValueError, match="finite"):
        rank_draws(np.array([[1.0, np.inf]]), 2)
