"""Methods that rank alike whatever is drawn are drawn once, and others stay."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.uncertainty import rank_draws
from bench.scoring.alternatives import OWN, Alternative, aggregated_by, alternatives
from bench.scoring.distinct_alternatives import distinct_alternatives
from bench.scoring.heaviest import Floats
from bench.scoring.robustness import drawn_weights
from bench.scoring.simulation import RankingModel, index_scores, normalised
from tests.scoring.builders import claim, scored
from tests.scoring.test_statistics import catalogue, statistic
from tests.scoring.test_statistics import scored as scored_statistics

REGIONS = ("甲市", "乙市", "丙市")
NAMES = ("d.a", "d.b", "d.c")
VALUES = np.array([[1.0, 7.0, 2.0], [5.0, 3.0, 9.0], [9.0, 4.0, 3.5]])


def model_of(
    method: dict[str, object], values: Floats = VALUES, first: dict[str, object] | None = None
) -> RankingModel:
    indicators = [statistic(NAMES[0], **(first or {})), *map(statistic, NAMES[1:])]
    given_values = {
        (region, name): float(value)
        for region, row in zip(REGIONS, values, strict=True)
        for name, value in zip(NAMES, row, strict=True)
        if not np.isnan(value)
    }
    made = scored_statistics(catalogue(*indicators, method=method), given_values)
    return made.composition.model


def drawn_from(model: RankingModel) -> set[tuple[str, str]]:
    return {(one.normalisation, one.aggregation) for one in model.alternatives}


BOTH = {(OWN, OWN), (OWN, "geometric")}
BY_RANK = {("rank", OWN), ("rank", "geometric")}
BY_RANGE = {("min_max", OWN), ("min_max", "geometric")}


@pytest.mark.parametrize(
    ("method", "first", "expected"),
    [
        ({}, {}, BOTH | BY_RANK),
        ({"scale": [1.0, 100.0]}, {}, BOTH | BY_RANK),
        ({}, {"goalposts": [0.0, 20.0]}, BOTH | BY_RANK),
        ({}, {"target": 8.0}, BOTH | BY_RANK),
        ({"normalisation": "distance_to_best"}, {}, BOTH | BY_RANK),
        ({"normalisation": "percentile"}, {}, BOTH | BY_RANGE),
        ({"normalisation": "rank"}, {}, {(OWN, OWN), ("rank", "geometric")} | BY_RANGE),
        ({"normalisation": "z_score"}, {}, {(OWN, OWN)} | BY_RANGE | BY_RANK),
    ],
)
def test_a_normalisation_that_the_method_has_already_is_not_drawn_again(
    method: dict[str, object], first: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    assert drawn_from(model_of(method, first=first)) == expected


def test_evidence_unsaturated_differs_from_its_scores() -> None:
    rows = [
        claim(region, name, f"{region}{name}{i}", document=f"{region}.txt")
        for amount, region in enumerate(REGIONS, 1)
        for name in ("infra.net", "infra.power", "data.open")
        for i in range(amount)
    ]
    model = scored(rows, {f"{region}.txt": region for region in REGIONS}).composition.model
    assert len(model.alternatives) == 6


def test_copelands_rule_sees_nothing_but_order() -> None:
    model = model_of({})
    tree = aggregated_by(model.hierarchy, "copeland")
    every = alternatives(tree, bounded=True)
    found = distinct_alternatives(dataclasses.replace(model, hierarchy=tree, alternatives=every))
    assert Alternative() in found
    assert {one.aggregation for one in found if one.normalisation != OWN} == {
        "arithmetic",
        "geometric",
    }


def ranks(model: RankingModel, alternative: Alternative, draws: int = 50) -> Floats:
    only = dataclasses.replace(model, alternatives=(alternative,), decimals=9)
    weights = drawn_weights(model.hierarchy, 5.0, draws, np.random.default_rng(1))
    nothing = np.zeros((draws, *model.unread.shape))
    return rank_draws(index_scores(only, nothing, weights, np.zeros(draws, dtype=np.int64)), 9)


@settings(max_examples=25)
@given(
    st.sampled_from(["min_max", "percentile", "rank", "z_score", "distance_to_best"]),
    arrays(np.float64, (3, 3), elements=st.integers(1, 9).map(float) | st.just(np.nan)),
)
def test_what_is_left_out_ranks_as_one_that_stays(normalisation: str, values: Floats) -> None:
    model = model_of({"normalisation": normalisation}, values)
    ends = normalisation not in ("rank", "z_score")
    kept = [ranks(model, one) for one in model.alternatives]
    for one in alternatives(model.hierarchy, bounded=ends):
        if one not in model.alternatives and one.normalisation in model.statistics:
            assert any(np.array_equal(ranks(model, one), other, equal_nan=True) for other in kept)


def test_regions_that_are_not_ranked_set_the_scale_of_evidence_in_every_method() -> None:
    rows = [
        claim(region, name, f"{region}{name}{i}", document=f"{region}.txt")
        for amount, region in zip((1, 2, 4), REGIONS, strict=True)
        for name in ("infra.net", "infra.power", "data.open")
        for i in range(amount)
    ]
    made = scored(rows, {f"{region}.txt": region for region in REGIONS}, min_claims=6)
    model = made.composition.model
    assert len(model) == 2
    amounts = np.array([[[6.4] * 3, [12.8] * 3]])
    by_range = normalised(model, amounts, Alternative("min_max"))
    np.testing.assert_allclose(by_range[0, :, 0], [34, 100])  # 甲市 with 3.2 gets the 1
    by_rank = normalised(model, amounts, Alternative("rank"))
    np.testing.assert_allclose(by_rank[0, :, 0], [50.5, 100])
