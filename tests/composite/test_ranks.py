import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import rankdata

from bench.composite.ranks import competition_ranks, ranked

NAN = np.nan
SCORES = arrays(
    np.float64,
    array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=5),
    elements=st.just(NAN) | st.integers(-3, 3).map(float) | st.floats(-100, 100),
)


def test_ties_share_the_smaller_rank_and_regions_without_score_have_none():
    np.testing.assert_array_equal(ranked(np.array([1.0, NAN, 5.0, 5.0, 7.0]), 2), [4, NAN, 2, 2, 1])


def test_scores_tie_after_rounding():
    scores = np.array([0.1 + 0.2, 0.3, 0.31])
    np.testing.assert_array_equal(ranked(scores, 9), [2, 2, 1])
    np.testing.assert_array_equal(ranked(scores, 1), [1, 1, 1])
    np.testing.assert_array_equal(competition_ranks(scores), [2, 3, 1])


def test_zero_has_no_sign():
    np.testing.assert_array_equal(ranked(np.array([-0.001, 0.001, 1.0]), 1), [2, 2, 1])


@given(SCORES)
def test_ranks_are_scipys_of_the_negative_scores(scores):
    before = scores.copy()
    expected = (
        rankdata(-scores, method="min", axis=-1, nan_policy="omit") if scores.size else scores
    )
    np.testing.assert_array_equal(competition_ranks(scores), expected)
    np.testing.assert_array_equal(scores, before)


@given(SCORES)
def test_many_draws_are_ranked_as_one_by_one(scores):
    together = ranked(scores, 1)
    for draw in np.ndindex(scores.shape[:-1]):
        np.testing.assert_array_equal(together[draw], ranked(scores[draw], 1))
