"""The simulation: what varies, what stays, and that the middle of it is the ranking itself."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.catalogue.method import Method
from bench.scoring import simulation
from bench.scoring.alternatives import Alternative, aggregated_by, alternatives
from bench.scoring.score import score_regions
from bench.scoring.simulation import index_scores, normalised, simulated_ranks
from bench.scoring.weights import weighted_hierarchy
from tests.scoring.builders import (
    ISSUERS,
    TREE,
    all_methods,
    candidates,
    catalogue,
    documents,
    evidence,
    measures,
    scored,
    table_model,
)


def rows(confidence=0.8):
    amounts = {"甲市": (5, 3, 4), "乙市": (3, 2, 3), "丙市": (1, 2, 1)}
    return measures(amounts, strength=4, confidence=confidence)


def evidence_of(model):
    cells = np.bincount(
        model.claims.cells,
        model.claims.amounts * model.claims.confidence,
        minlength=model.unread.size,
    )
    return cells.reshape(1, *model.unread.shape)


def own_weights(model):
    return [np.array([node.weights]) for node in model.hierarchy.nodes]


def test_the_given_weights_claims_and_method_give_the_index_itself():
    made = scored(rows(), ISSUERS)
    model = made.composition.model
    index = index_scores(model, evidence_of(model), own_weights(model), np.array([0]))
    ranking = made.ranking.sort_values("region_code")
    np.testing.assert_allclose(index[0], ranking["index"], atol=1e-6)


def test_the_methods_are_every_normalisation_with_every_aggregation_and_none_twice():
    model, weights = catalogue(TREE)
    tree = weighted_hierarchy(model, weights.values)
    found = alternatives(tree, bounded=True)
    assert found[0] == Alternative()
    assert len(found) == len(set(found)) == 6
    unbounded = alternatives(tree, bounded=False)
    assert set(found) - set(unbounded) == {Alternative("own", "geometric")}


def test_scores_for_geometric_means_lie_from_1_to_100_and_keep_gaps():
    made = scored(rows()[:-4], ISSUERS)
    model = made.composition.model
    for alternative in model.alternatives:
        table = normalised(model, evidence_of(model), alternative)[0]
        np.testing.assert_array_equal(np.isnan(table), model.unread)
        if alternative != Alternative():
            low = (
                0 if alternative.aggregation == "own" and alternative.normalisation == "own" else 1
            )
            assert np.nanmin(table) >= low
            assert np.nanmax(table) <= 100


def test_a_region_ahead_everywhere_by_sure_claims_is_first_in_every_draw():
    made = scored(rows(confidence=1.0), ISSUERS, draws=300)
    ranks = made.composition.ranks
    assert ranks.shape == (300, 3)
    assert (ranks[:, 0] == 1).all()


def test_doubtful_claims_widen_the_interval():
    sure = scored(rows(confidence=1.0), ISSUERS, draws=400).ranking
    doubtful = scored(rows(confidence=0.3), ISSUERS, draws=400).ranking

    def width(table):
        return (table["rank_high"] - table["rank_low"]).sum()

    assert width(doubtful) > width(sure)


def test_where_only_the_method_differs_every_draw_is_one_of_its_rankings():
    model, weights = catalogue(TREE)
    tree = weighted_hierarchy(model, weights.values)
    # By the arithmetic mean the first is ahead, by the geometric the second.
    table = [[99.0, 99.0, 2.0], [40.0, 40.0, 40.0]]
    certain = table_model(table, tree, all_methods(tree))
    ranks = [
        index_scores(certain, np.zeros((1, 2, 0)), own_weights(certain), np.array([i]))[0]
        for i in range(len(certain.alternatives))
    ]
    assert ranks[0][0] > ranks[0][1]
    geometric = certain.alternatives.index(Alternative("own", "geometric"))
    assert ranks[geometric][0] < ranks[geometric][1]
    drawn = simulated_ranks(certain, 400, 1)
    assert 0.3 < (drawn[:, 0] == 1).mean() < 0.7


def test_a_cell_that_loses_all_claims_does_not_stop_a_method_with_geometric_means():
    made = scored(rows(confidence=0.2), ISSUERS, names=["甲市", "丙市"])
    model = made.composition.model
    tree = aggregated_by(model.hierarchy, "geometric")
    changed = dataclasses.replace(model, hierarchy=tree, alternatives=(Alternative(),))
    assert not np.isnan(simulated_ranks(changed, 100, 1)).any()


@pytest.mark.parametrize("how", ["min_max", "rank", "z_score", "percentile"])
def test_evidence_normalised_over_all_regions_is_normalised_so_in_the_draws(how):
    model, weights = catalogue(TREE)
    changed = model.model_copy(update={"method": Method(evidence=how)})
    made = score_regions(
        evidence(rows()),
        documents(ISSUERS),
        changed,
        weights,
        regions=candidates(),
        min_claims=6,
        min_coverage=0.0,
        draws=20,
        seed=1,
    )
    ranked = made.composition.model
    assert len(ranked) == 2
    index = index_scores(ranked, evidence_of(ranked), own_weights(ranked), np.array([0]))
    expected = made.ranking.dropna(subset="rank").sort_values("region_code")["index"]
    np.testing.assert_allclose(index[0], expected, atol=1e-6)


@settings(max_examples=15)
@given(st.integers(0, 40), st.integers(0, 2**32))
def test_the_seed_decides_and_the_size_of_a_step_does_not(draws, seed):
    model = scored(rows(), ISSUERS, draws=0).composition.model
    one = simulated_ranks(model, draws, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulation, "_CELLS_AT_ONCE", 30)
        np.testing.assert_array_equal(one, simulated_ranks(model, draws, seed))
