"""Speed of indices and ranks under many draws of weights, with scikit-criteria's beside it."""

from __future__ import annotations

import numpy as np
import pytest

from bench.composite.aggregation import arithmetic
from bench.composite.hierarchy import Group, build_hierarchy
from bench.composite.index import compose
from bench.composite.ranks import ranked

DRAWS, REGIONS, INDICATORS = 10_000, 50, 50
PEER_DRAWS = 50
DECIMALS = 6
GROUP = pytest.mark.benchmark(group="index and ranks of 50 regions × 50 indicators")


@pytest.fixture(scope="module")
def values() -> np.ndarray:
    return np.random.default_rng(1).uniform(0, 100, (REGIONS, INDICATORS))


@pytest.fixture(scope="module")
def gaps(values) -> np.ndarray:
    return np.where(np.random.default_rng(2).random(values.shape) < 0.1, np.nan, values)


@pytest.fixture(scope="module")
def weights() -> np.ndarray:
    return np.random.default_rng(3).dirichlet(np.ones(INDICATORS), DRAWS)


@GROUP
@pytest.mark.parametrize("table", ["values", "gaps"])
def test_weighted_means_and_ranks(benchmark, request, weights, table):
    scores = request.getfixturevalue(table)
    ranks = benchmark(lambda: ranked(arithmetic(scores, weights), DECIMALS))
    benchmark.extra_info["draws"] = DRAWS
    assert ranks.shape == (DRAWS, REGIONS)
    assert benchmark.stats.stats.median < 0.5


@GROUP
def test_a_hierarchy_of_ten_dimensions(benchmark, gaps, weights):
    leaves = [f"x{i}" for i in range(INDICATORS)]
    groups = {f"d{i}": Group(dict.fromkeys(leaves[5 * i : 5 * i + 5], 1.0)) for i in range(10)}
    groups["index"] = Group(dict.fromkeys(groups, 1.0))
    hierarchy = build_hierarchy(leaves, groups)
    drawn = [*np.split(weights, 10, axis=1), weights[:, :10]]
    ranks = benchmark(lambda: ranked(compose(gaps, hierarchy, drawn)[..., -1], DECIMALS))
    benchmark.extra_info["draws"] = DRAWS
    assert ranks.shape == (DRAWS, REGIONS)


@GROUP
def test_scikit_criteria_draw_by_draw(benchmark, values, weights):
    skcriteria = pytest.importorskip("skcriteria")
    simple = pytest.importorskip("skcriteria.agg.simple")
    weighted_sum = simple.WeightedSumModel()
    objectives = [max] * INDICATORS

    def loop() -> list[np.ndarray]:
        return [
            weighted_sum.evaluate(skcriteria.mkdm(values, objectives, weights=draw)).rank_
            for draw in weights[:PEER_DRAWS]
        ]

    theirs = benchmark(loop)
    benchmark.extra_info["draws"] = PEER_DRAWS
    ours = ranked(arithmetic(values, weights[:PEER_DRAWS]), DECIMALS)
    np.testing.assert_array_equal(ours, theirs)
