import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.mcda import copeland, dominates, outranking, topsis

NAN = np.nan
ASEM = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "asem"
needs_asem = pytest.mark.skipif(not ASEM.is_dir(), reason="REGIONBENCH_SHARED has no folder asem")
LEVEL = st.integers(0, 5).map(float)
TABLES = arrays(np.float64, (6, 4), elements=LEVEL)
GAPPY = arrays(np.float64, (6, 4), elements=st.one_of(st.just(NAN), LEVEL))
WEIGHTS = arrays(np.float64, 4, elements=st.integers(0, 10).map(float)).filter(lambda w: w.any())

# The example of COINr's own tests of outrankMatrix and a_copeland.
COINR = np.array([[1.0, 3.0, 2.0], [2.0, 2.0, 3.0], [3.0, 1.0, 1.0], [4.0, 5.0, 4.0]])


def test_outranking_is_that_of_coinr():
    share = outranking(COINR, np.ones(3))
    np.testing.assert_allclose(
        share,
        np.array([[0, 1, 2, 0], [2, 0, 2, 0], [1, 1, 0, 0], [3, 3, 3, 0]]) / 3,
    )
    assert copeland(COINR, np.ones(3)).tolist() == [-1, 1, -3, 3]


def test_a_tie_counts_half_for_either():
    values = np.array([[1.0, 5.0], [1.0, 3.0]])
    np.testing.assert_allclose(outranking(values, np.array([3.0, 1.0])), [[0, 0.625], [0.375, 0]])


def test_half_the_weight_each_is_a_draw_whatever_the_rounding():
    # 0.1 + 0.2 is not 0.3.
    values = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert copeland(values, np.array([0.1, 0.2, 0.3])).tolist() == [0, 0]


def test_a_gap_is_dropped_and_weights_renormalised_for_the_pair():
    values = np.array([[2.0, NAN, 1.0], [1.0, 9.0, 2.0], [3.0, 3.0, NAN]])
    share = outranking(values, np.array([2.0, 5.0, 1.0]))
    np.testing.assert_allclose(share, [[0, 2 / 3, 0], [1 / 3, 0, 5 / 7], [1, 2 / 7, 0]])


def test_a_region_that_can_be_compared_with_none_has_no_score():
    values = np.array([[1.0, NAN], [2.0, NAN], [NAN, 3.0], [NAN, NAN]])
    scores = copeland(values, np.array([1.0, 0.0]))
    np.testing.assert_array_equal(scores, [-1, 1, NAN, NAN])
    np.testing.assert_array_equal(copeland(values[:1], np.ones(2)), [NAN])


@given(GAPPY, WEIGHTS)
def test_shares_of_a_pair_sum_to_1(values, weights):
    share = outranking(values, weights)
    total = (share + share.T)[~np.eye(6, dtype=bool)]
    np.testing.assert_allclose(total[~np.isnan(total)], 1)
    assert (np.diag(share) == 0).all()


@given(GAPPY, WEIGHTS)
def test_copeland_scores_are_whole_and_sum_to_0(values, weights):
    scores = copeland(values, weights)
    assert np.nansum(scores) == 0
    scored = scores[~np.isnan(scores)]
    assert (scored == np.round(scored)).all()
    assert (np.abs(scored) <= 5).all()


@given(GAPPY, WEIGHTS)
def test_copeland_sees_only_the_order_of_values(values, weights):
    np.testing.assert_array_equal(copeland(np.exp(values), weights), copeland(values, weights))


@given(GAPPY, WEIGHTS)
def test_an_indicator_without_weight_acts_as_if_it_were_not_there(values, weights):
    used = weights > 0
    np.testing.assert_array_equal(
        copeland(values, weights), copeland(values[:, used], weights[used])
    )


@given(TABLES, WEIGHTS)
def test_a_region_that_dominates_is_never_ranked_below(values, weights):
    winners, losers = np.nonzero(dominates(values))
    scores = copeland(values, weights)
    assert (scores[winners] >= scores[losers]).all()
    assume((np.ptp(values, axis=0) * weights).any())
    closeness = topsis(values, weights)
    assert (closeness[winners] >= closeness[losers] - 1e-12).all()


def test_dominance_is_no_worse_anywhere_and_better_somewhere():
    values = np.array([[2.0, 2.0], [2.0, 1.0], [1.0, 3.0], [2.0, 2.0]])
    assert np.argwhere(dominates(values)).tolist() == [[0, 1], [3, 1]]


def test_dominance_is_judged_on_what_both_have():
    values = np.array([[2.0, NAN], [1.0, 5.0], [NAN, NAN]])
    assert np.argwhere(dominates(values)).tolist() == [[0, 1]]


@given(GAPPY)
def test_of_two_regions_at_most_one_dominates(values):
    dominance = dominates(values)
    assert not (dominance & dominance.T).any()


@given(TABLES)
def test_dominance_passes_on_where_nothing_is_missing(values):
    dominance = dominates(values)
    assert not (dominance @ dominance & ~dominance).any()


def test_topsis_of_a_small_table_by_hand():
    # Lengths 5 and √2: the weighted columns are 0.3, 0.4 and twice √½ / 2.
    values = np.array([[3.0, 1.0], [4.0, 1.0]])
    np.testing.assert_allclose(topsis(values, np.array([1.0, 1.0])), [0, 1], atol=1e-12)
    # Three regions on a line: the one in the middle is as near to the best as to the worst.
    line = np.array([[1.0], [2.0], [3.0]])
    np.testing.assert_allclose(topsis(line, np.array([5.0])), [0, 0.5, 1])


@given(TABLES, WEIGHTS, st.sampled_from([1e-200, 0.01, 7.0, 1e200]))
def test_topsis_lies_between_0_and_1_and_does_not_see_the_unit(values, weights, factor):
    assume((np.ptp(values, axis=0) * weights).any())
    closeness = topsis(values, weights)
    assert ((closeness >= 0) & (closeness <= 1)).all()
    scaled = values * np.array([factor, 1, 1, 1])
    np.testing.assert_allclose(topsis(scaled, weights), closeness, atol=1e-9)


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [
        ([[1.0, NAN], [2.0, 3.0]], [1.0, 1.0], "missing in columns 1"),
        ([[1.0, 2.0], [1.0, 3.0]], [1.0, 0.0], "alike"),
        ([[1.0, 2.0]], [1.0, 1.0], "alike"),
        ([[1.0, 2.0], [2.0, 1.0]], [1.0], "2 indicators have weights of shape"),
        ([[1.0, 2.0], [2.0, 1.0]], [1.0, -1.0], "negative: 1"),
    ],
)
def test_topsis_refuses_what_it_cannot_rank(values, weights, words):
    with pytest.raises(ValueError, match=words):
        topsis(np.array(values), np.array(weights))


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [
        ([1.0, 2.0], [1.0, 1.0], "a table"),
        ([[np.inf, 2.0]], [1.0, 1.0], "infinite"),
        ([[1.0, 2.0]], [1.0], "2 indicators have weights of shape"),
        ([[1.0, 2.0]], [0.0, 0.0], "all weights are 0"),
    ],
)
def test_copeland_refuses_what_does_not_fit(values, weights, words):
    with pytest.raises(ValueError, match=words):
        copeland(np.array(values), np.array(weights))


def of_pymcdm(values, weights):
    methods = pytest.importorskip("pymcdm.methods")
    normalizations = pytest.importorskip("pymcdm.normalizations")
    peer = methods.TOPSIS(normalizations.vector_normalization)
    return peer(values, weights, np.ones(len(weights)))


def of_skcriteria(values, weights):
    skcriteria = pytest.importorskip("skcriteria")
    scalers = pytest.importorskip("skcriteria.preprocessing.scalers")
    peer = pytest.importorskip("skcriteria.agg.topsis").TOPSIS()
    table = skcriteria.mkdm(values, [max] * len(weights), weights=weights)
    scaled = scalers.VectorScaler(target="matrix").transform(table)
    return peer.evaluate(scaled).e_.similarity


PEERS = pytest.mark.parametrize("peer", [of_pymcdm, of_skcriteria])


@PEERS
@pytest.mark.parametrize("seed", range(5))
def test_topsis_is_that_of_peers(peer, seed):
    generator = np.random.default_rng(seed)
    values, weights = generator.uniform(0, 20, size=(30, 7)), generator.dirichlet(np.ones(7))
    np.testing.assert_allclose(topsis(values, weights), peer(values, weights), atol=1e-9)


@needs_asem
@PEERS
def test_topsis_of_the_asem_data_is_that_of_peers(peer):
    path = ASEM / "normalised_raw_minmax0-100_amean.csv"
    values = np.genfromtxt(path, delimiter=",", skip_header=1)[:, 1:]
    assert values.shape == (51, 49)
    values = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    weights = np.full(49, 1 / 49)
    np.testing.assert_allclose(topsis(values, weights), peer(values, weights), atol=1e-9)
