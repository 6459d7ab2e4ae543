"""Statistics beside evidence: their steps, their states, and an index of them alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.errors import InputError
from bench.scoring.heaviest import Floats
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
    told = next(note for note in result.notes if note.key == "scoring.imputed")
    assert "按中位数插补" in told.text("zh")
    assert "imputed by the median: 1" in told.text("en")


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


def test_a_method_that_cannot_be_used_is_refused_before_anything_is_scored() -> None:
    model = catalogue(
        {**statistic("d.a"), "name": {"zh": "基站", "en": "Masts"}},
        method={"normalisation": "goalposts"},
    )
    with pytest.raises(InputError) as problem:
        scored(model, {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0})
    assert problem.value.key == "catalogue.not_given"
    assert "“基站”（d.a）" in problem.value.text("zh")
    assert "Masts (d.a)" in problem.value.text("en")


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


def test_an_imputed_value_was_not_read_and_rounding_ranks_leaves_coverage_alone() -> None:
    model = catalogue(
        statistic("d.a"), statistic("d.b"), method={"missing": "median", "decimals": 0}
    )
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {("甲市", "d.b"): 4.0, ("乙市", "d.b"): 5.0}
    ranking = scored(model, values).ranking.set_index("region")
    assert ranking["coverage"].to_dict() == {"甲市": 1, "乙市": 1, "丙市": 0.5}


def test_treated_outliers_are_told_in_words_of_the_field() -> None:
    model = catalogue(statistic("d.a"))
    values = np.array([[float(n)] for n in range(9)] + [[1000.0]])
    made = normalise_statistics(values, model.statistics, Method(outliers="winsorise"), ["x"] * 10)
    assert "缩尾" in made.notes[0].text("zh")
    assert "winsorise" not in made.notes[0].text("zh")


@pytest.mark.parametrize("treatment", ["winsorise", "log", "treat"])
def test_what_goalposts_or_a_target_give_ends_to_keeps_its_outliers(treatment: str) -> None:
    model = catalogue(statistic("d.a", goalposts=[0.0, 2000.0]), statistic("d.b", target=2000.0))
    column = np.array([1.0, 2, 3, 4, 1, 2, 3, 4, 1, 1000])
    method = Method.model_validate({"outliers": treatment})
    made = normalise_statistics(np.tile(column, (2, 1)).T, model.statistics, method, ["x"] * 10)
    np.testing.assert_allclose(made.scores[:, 0], column / 20)
    np.testing.assert_array_equal(made.used, np.tile(column, (2, 1)).T)
    assert made.notes == ()


@pytest.mark.parametrize("treatment", ["winsorise", "log", "treat"])
def test_yes_or_no_is_not_treated_away_and_the_user_is_told(treatment: str) -> None:
    column = np.array([0.0] * 29 + [1.0] * 2)[:, None]
    method = Method.model_validate({"outliers": treatment})
    made = normalise_statistics(column, catalogue(statistic("d.a")).statistics, method, ["x"] * 31)
    np.testing.assert_array_equal(made.scores, 100 * column)
    assert [note.key for note in made.notes] == ["scoring.too_few_to_treat"]
    assert "（d.a）" in made.notes[0].text("zh")


def test_outliers_that_the_treatment_leaves_are_told() -> None:
    column = np.array([float(n) for n in range(60)] + [1e3 * 4**n for n in range(8)])[:, None]
    indicators = catalogue(statistic("d.a")).statistics
    made = normalise_statistics(column, indicators, Method(outliers="winsorise"), ["x"] * 68)
    assert [n.key for n in made.notes] == ["scoring.treated", "scoring.still_outlying"]


def test_a_score_is_never_minus_zero() -> None:
    model = catalogue(
        statistic("d.a", direction="lower"), statistic("d.b"), method={"normalisation": "z_score"}
    )
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 2.0, ("丙市", "d.a"): 3.0}
    values |= {("甲市", "d.b"): 1.0, ("乙市", "d.b"): 2.0 - 1e-12, ("丙市", "d.b"): 3.0}
    result = scored(model, values)
    for table in (result.scores, result.ranking):
        text = table.to_csv()
        assert ",-0.0," not in text
        assert not text.rstrip().endswith(",-0.0")


USABLE = st.just(0.0) | st.floats(1e-50, 1e50) | st.floats(-1e50, -1e-50)
METHODS = [
    Method.model_validate({"normalisation": name, "outliers": treatment, "missing": missing})
    for name in ("min_max", "z_score", "rank", "percentile", "distance_to_best")
    for treatment in ("none", "winsorise", "log", "treat")
    for missing in ("drop", "median")
]


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.normalisation}-{m.outliers}")
@given(arrays(np.float64, (7, 3), elements=USABLE | st.just(NAN)))
@settings(max_examples=20)
def test_values_that_can_be_used_never_overflow(method: Method, values: Floats) -> None:
    model = catalogue(
        statistic("d.a"),
        statistic("d.b", goalposts=[-1e50, 1e50]),
        statistic("d.c", target=1e-50, direction="lower"),
    )
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        made = normalise_statistics(values, model.statistics, method, ["city"] * 7)
    expected = np.isnan(values) & ~made.imputed
    np.testing.assert_array_equal(np.isnan(made.scores), expected)
    assert np.isfinite(made.scores[~expected]).all()
