"""Statistics beside evidence: their steps, their states, and an index of them alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.errors import InputError
from bench.scoring.normalising import normalise_statistics, rescaled
from bench.scoring.ranking import Candidate
from bench.scoring.score import Scored, score_regions
from bench.statistics.schema import STATISTICS, Statistics
from tests.scoring.builders import CODES, claim, documents, evidence

NAN = np.nan


def statistic(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "kind": "statistic", "name": name, "definition": name, **more}


def catalogue(*indicators: dict[str, object], **more: object) -> Catalogue:
    dimension = {"id": "d", "name": "d", "definition": "d", "indicators": list(indicators)}
    return Catalogue.model_validate({"title": "t", "dimensions": [dimension], **more})


def table(values: dict[tuple[str, str], float]) -> Statistics:
    rows: list[dict[str, object]] = [
        {
            "region": region,
            "region_code": CODES[region],
            "indicator": indicator,
            "value": value,
            "year": "2024",
            "unit": "",
            "source": "",
            "place": "s.csv:2",
        }
        for (region, indicator), value in values.items()
    ]
    return Statistics(STATISTICS.frame(rows))


def scored(
    model: Catalogue, values: dict[tuple[str, str], float], rows: Sequence[dict[str, object]] = ()
) -> Scored:
    weights = {"d": 1.0, **{i.id: i.weight for i in model.indicators}}
    return score_regions(
        evidence(rows),
        documents({}),
        model,
        Weights(name=model.title, values=weights),
        regions=[Candidate(name, CODES[name], "city") for name in ("甲市", "乙市", "丙市")],
        min_claims=1,
        min_coverage=0.5,
        draws=20,
        seed=1,
        statistics=table(values),
    )


def test_an_index_of_statistics_alone_needs_no_claims() -> None:
    model = catalogue(statistic("d.a"), statistic("d.b", direction="lower"))
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {("甲市", "d.b"): 9.0, ("乙市", "d.b"): 5.0, ("丙市", "d.b"): 9.0}
    ranking = scored(model, values).ranking.set_index("region")
    assert ranking["rank"].to_dict() == {"乙市": 1, "丙市": 2, "甲市": 3}
    assert ranking["index"].to_dict() == {"乙市": 100, "丙市": 25, "甲市": 0}


def test_a_missing_value_is_unread_and_never_acts_as_zero() -> None:
    model = catalogue(statistic("d.a"), statistic("d.b"))
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {("甲市", "d.b"): 4.0, ("乙市", "d.b"): 5.0}
    result = scored(model, values)
    states = result.scores.set_index(["region", "indicator"])["state"]
    assert states["丙市", "d.b"] == "unread"
    ranking = result.ranking.set_index("region")
    assert ranking.loc["丙市", "index"] == 50
    assert ranking.loc["丙市", "coverage"] == 0.5


def test_an_imputed_value_says_so() -> None:
    model = catalogue(statistic("d.a"), statistic("d.b"), method={"missing": "median"})
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {("甲市", "d.b"): 4.0, ("乙市", "d.b"): 5.0}
    result = scored(model, values)
    states = result.scores.set_index(["region", "indicator"])["state"]
    assert states["丙市", "d.b"] == "imputed"
    assert any(note.key == "scoring.imputed" for note in result.notes)


def test_statistics_stand_beside_evidence() -> None:
    asked = {"id": "d.e", "name": "e", "definition": "e", "terms": {"词": 1.0}}
    model = catalogue(statistic("d.a"), asked)
    rows = [claim("甲市", "d.e", f"措施{n}") for n in range(4)]
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0}
    scores = scored(model, values, rows).scores.set_index(["region", "indicator"])["score"]
    assert scores["甲市", "d.a"] == 0
    assert scores["乙市", "d.a"] == 100
    assert 0 < scores["甲市", "d.e"] < 100


def test_goalposts_and_targets_of_an_indicator_come_before_the_range_of_the_regions() -> None:
    model = catalogue(
        statistic("d.a", goalposts=[0.0, 10.0]),
        statistic("d.b", goalposts=[0.0, 10.0], direction="lower"),
        statistic("d.c", target=8.0),
    )
    values = np.array([[2.0, 2.0, 0.0], [12.0, 4.0, 4.0], [5.0, 10.0, 9.0]])
    made = normalise_statistics(values, model.statistics, Method(), ["city"] * 3)
    np.testing.assert_allclose(made.scores, [[20, 80, 0], [100, 60, 50], [50, 0, 100]])


@pytest.mark.parametrize("name", ["goalposts", "distance_to_target"])
def test_a_normalisation_that_lacks_what_it_needs_names_the_indicator(name: str) -> None:
    model = catalogue(statistic("d.a"))
    with pytest.raises(InputError) as problem:
        normalise_statistics(
            np.array([[1.0], [2.0]]), model.statistics, Method(normalisation=name), ["city"] * 2
        )
    assert problem.value.values["indicator"] == "d.a"


def test_values_are_imputed_within_their_level_where_asked() -> None:
    model = catalogue(statistic("d.a"))
    values = np.array([[0.0], [10.0], [NAN], [4.0]])
    method = Method(missing="mean", imputed_within="level")
    made = normalise_statistics(values, model.statistics, method, ["city", "city", "city", "x"])
    np.testing.assert_allclose(made.scores[:, 0], [0, 100, 50, 40])
    assert made.imputed[:, 0].tolist() == [False, False, True, False]


def test_a_constant_statistic_is_told_and_gives_the_middle() -> None:
    model = catalogue(statistic("d.a"))
    made = normalise_statistics(np.full((3, 1), 7.0), model.statistics, Method(), ["city"] * 3)
    assert made.scores.tolist() == [[50], [50], [50]]
    assert [note.key for note in made.notes] == ["scoring.constant_statistic"]


def test_evidence_is_put_on_the_scale_of_the_method() -> None:
    scores = np.array([[0.0], [50.0], [NAN]])
    np.testing.assert_allclose(rescaled(scores, Method(scale=(1.0, 100.0))), [[1], [50.5], [NAN]])
    np.testing.assert_allclose(rescaled(scores, Method(evidence="min_max")), [[0], [100], [NAN]])


def test_weights_by_entropy_leave_out_what_tells_nothing_apart() -> None:
    model = catalogue(
        statistic("d.a"), statistic("d.b", goalposts=[0.0, 10.0]), method={"weighting": "entropy"}
    )
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {(name, "d.b"): 5.0 for name in ("甲市", "乙市", "丙市")}
    ranking = scored(model, values).ranking.set_index("region")
    assert ranking["index"].to_dict() == {"乙市": 100, "丙市": 50, "甲市": 0}


def test_regions_that_have_all_reached_the_target_get_the_end_of_the_scale() -> None:
    model = catalogue(statistic("d.a", target=8.0))
    made = normalise_statistics(
        np.array([[9.0], [9.0], [NAN]]), model.statistics, Method(), ["city"] * 3
    )
    np.testing.assert_allclose(made.scores, [[100], [100], [NAN]])
    assert made.notes == ()


def test_z_scores_beside_evidence_as_it_is_are_refused() -> None:
    with pytest.raises(InputError) as problem:
        rescaled(np.array([[10.0]]), Method(normalisation="z_score"))
    assert problem.value.key == "scoring.two_scales"


def test_an_imputed_value_was_not_read_and_rounding_ranks_leaves_coverage_alone() -> None:
    model = catalogue(
        statistic("d.a"), statistic("d.b"), method={"missing": "median", "decimals": 0}
    )
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {("甲市", "d.b"): 4.0, ("乙市", "d.b"): 5.0}
    ranking = scored(model, values).ranking.set_index("region")
    assert ranking["coverage"].to_dict() == {"甲市": 1, "乙市": 1, "丙市": 0.5}
