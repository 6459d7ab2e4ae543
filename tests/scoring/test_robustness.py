import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring.index import composed
from bench.scoring.parameters import default_parameters
from bench.scoring.ranking import competition_ranks
from bench.scoring.robustness import drawn_weights, rank_intervals
from bench.scoring.simulation import simulated_ranks
from bench.scoring.weights import weighted_hierarchy
from tests.scoring.builders import catalogue, table_model

METHOD = default_parameters()
NAN = np.nan


def tree_of(tree, weights=None):
    model, given_weights = catalogue(tree, weights)
    return weighted_hierarchy(model, given_weights.values)


TREE = tree_of({"a": {"a.x": 3, "a.y": 1}, "b": {"b.z": 1}})


def intervals(scores, tree=TREE, draws=400, seed=3):
    """Rank intervals of statistics under drawn weights alone."""
    model = table_model(scores, tree)
    index = composed(model.statistics["own"], tree)[:, -1]
    reference = competition_ranks(index, METHOD.decimals)
    return rank_intervals(simulated_ranks(model, draws, seed), reference, METHOD.rank_percentiles)


CELLS = st.one_of(st.just(NAN), st.floats(0, 100))
TABLES = st.lists(
    st.tuples(CELLS, CELLS, CELLS).filter(lambda row: not np.isnan(row).all()),
    min_size=1,
    max_size=6,
)


@given(TABLES, st.integers(0, 30), st.integers(0, 99))
def test_the_interval_contains_the_rank(table, draws, seed):
    low, high = intervals(table, draws=draws, seed=seed)
    rank = competition_ranks(composed(np.array(table), TREE)[:, -1], METHOD.decimals)
    assert (low >= 1).all()
    assert (low <= rank).all()
    assert (rank <= high).all()
    assert (high <= len(table)).all()


def test_a_draw_that_turns_the_ranks_round_widens_the_interval_and_does_not_replace_the_rank():
    wide = []
    for seed in range(20):
        low, high = intervals([[60, 60, 30], [30, 30, 59]], draws=1, seed=seed)
        assert low[0] == 1
        assert high[1] == 2
        wide.append(high[0] == 2)
    assert 0 < sum(wide) < 20


def test_regions_apart_in_every_part_keep_their_ranks_and_close_ones_change_places():
    low, high = intervals([[90, 90, 90], [60, 20, 45], [30, 80, 45], [5, 5, 5]])
    assert low.tolist() == [1, 2, 2, 4]
    assert high.tolist() == [1, 3, 3, 4]


def test_equal_regions_share_their_interval():
    low, high = intervals([[50, 20, 45], [50, 20, 45], [20, 80, 50]])
    assert (low[0], high[0]) == (low[1], high[1])


def test_the_seed_decides_and_without_draws_the_interval_is_the_rank():
    table = np.random.default_rng(0).uniform(0, 100, (12, 3))
    same = [np.stack(intervals(table, seed=8)) for _ in range(2)]
    np.testing.assert_array_equal(same[0], same[1])
    low, high = intervals([[10, 10, 10], [20, 20, 20]], draws=0)
    assert low.tolist() == high.tolist() == [2, 1]


def test_drawn_weights_scatter_around_the_given_ones_and_zero_stays_zero():
    tree = tree_of({"a": {"a.x": 3, "a.y": 1}, "b": {"b.z": 1}, "c": {"c.z": 1}}, {"c": 0.0})
    rng = np.random.default_rng(1)
    indicators, _, _, dimensions = drawn_weights(tree, METHOD.concentration, 4000, rng)
    shares = dimensions / dimensions.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(shares.mean(axis=0), tree.nodes[-1].weights, atol=0.01)
    expected = np.sqrt(0.25 / (METHOD.concentration + 1))
    np.testing.assert_allclose(shares[:, 0].std(), expected, rtol=0.1)
    assert (dimensions[:, 2] == 0).all()
    within = indicators / indicators.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(within.mean(axis=0), [0.75, 0.25], atol=0.01)


def test_a_region_read_only_where_the_weight_is_tiny_keeps_its_rank():
    tree = tree_of({"a": {"a.x": 1e9, "a.y": 1e-9}})
    low, high = intervals([[50.0, 50.0], [NAN, 80.0]], tree, draws=50, seed=1)
    assert low.tolist() == high.tolist() == [2, 1]


@pytest.mark.parametrize("draws", [0, 10])
def test_no_regions_give_no_intervals(draws):
    low, high = intervals(np.empty((0, 3)), draws=draws)
    assert low.size == high.size == 0
