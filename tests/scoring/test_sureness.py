"""All that is asked of a ranking, end to end: parts left out, influence, sources, warnings."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.hierarchy import Group, build_hierarchy
from bench.scoring.index import composed
from bench.scoring.influence import collinear, consistency, influence_table
from bench.scoring.score import score_regions
from bench.scoring.sensitivity import source_sensitivity
from bench.scoring.sureness import neighbours, no_sureness, sureness
from bench.scoring.weights import weighted_hierarchy
from bench.tables import LEAVE_ONE_OUT
from tests.scoring.builders import (
    INDICATORS,
    ISSUERS,
    TREE,
    candidates,
    catalogue,
    claim,
    documents,
    evidence,
    measures,
    scored,
    table_model,
)
from tests.scoring.test_score import ROWS
from tests.scoring.test_statistics import catalogue as statistics_catalogue
from tests.scoring.test_statistics import scored as scored_statistics
from tests.scoring.test_statistics import statistic

FIELDS = ("chances", "pairs", "left_out", "sources", "influence", "volume")


def rows():
    return measures({"甲市": (4, 3, 1), "乙市": (3, 2, 3), "丙市": (1, 2, 1)})


def sure(result, tree=TREE, seed=1):
    return sureness(result, catalogue(tree)[0], seed=seed)


@pytest.fixture(scope="module")
def result():
    return scored(rows(), ISSUERS, draws=200)


@pytest.fixture(scope="module")
def found(result):
    return sure(result)


def test_chances_of_a_region_sum_to_one_and_the_interval_is_theirs(result, found):
    sums = found.chances.groupby("region")["chance"].sum()
    np.testing.assert_allclose(sums, 1.0)
    for row in result.ranking.to_dict("records"):
        own = found.chances[found.chances["region"] == row["region"]]
        within = own[own["rank"].between(row["rank_low"], row["rank_high"])]
        assert within["chance"].sum() >= 0.9


def test_without_a_document_the_index_is_that_of_a_run_without_it():
    shared = [
        *rows(),
        claim("甲市", "infra.net", "丙市文件说到甲市", document="c.txt", start=900),
        claim("甲市", "infra.net", "甲市措施infra.net之0", document="c.txt", start=950),
    ]
    left_out = sure(scored(shared, ISSUERS, draws=50)).left_out
    for document in ISSUERS:
        issuers = {path: region for path, region in ISSUERS.items() if path != document}
        again = scored([row for row in shared if row["document"] != document], issuers).ranking
        expected = again.set_index("region")[["index", "rank"]]
        table = left_out[left_out["left_out"] == document].set_index("region")
        pd.testing.assert_frame_equal(
            table[["index", "rank"]].sort_index(),
            expected.loc[table.index].sort_index(),
            check_names=False,
        )
    # 甲市 is also spoken of in the document of 丙市; others are listed where they change places.
    documents_left = left_out[left_out["kind"] == "document"]
    changed = documents_left[documents_left["index_shift"] != 0].groupby("left_out")["region"]
    assert changed.agg(set).to_dict() == {
        "a.txt": {"甲市"},
        "b.txt": {"乙市"},
        "c.txt": {"甲市", "丙市"},
    }
    assert (documents_left[documents_left["index_shift"] == 0]["shift"] != 0).all()


@settings(max_examples=25)
@given(ROWS, st.sampled_from(sorted(ISSUERS)), st.sets(st.sampled_from(sorted(ISSUERS))))
def test_whatever_is_stated_a_document_left_out_is_a_run_without_it(stated, document, reports):
    # A work report could speak of anything: what its region does not state it is silent on.
    kinds = dict.fromkeys(reports, "work_report")
    whole = scored(stated, ISSUERS, draws=0, min_claims=0, kinds=kinds)
    table = sure(whole).left_out
    table = table[table["left_out"] == document].set_index("region")["index"]
    issuers = {path: region for path, region in ISSUERS.items() if path != document}
    left = [row for row in stated if row["document"] != document]
    again = scored(left, issuers, draws=0, min_claims=0, kinds=kinds).ranking
    again = again.set_index("region")["index"]
    before = whole.ranking.dropna(subset="index").set_index("region")["index"]
    expected = before.where(~before.index.isin(table.index), table.reindex(before.index))
    pd.testing.assert_series_equal(again.reindex(before.index), expected, check_names=False)


def test_without_a_dimension_the_index_is_the_other_one(result, found):
    table = found.left_out[found.left_out["left_out"] == "data"].set_index("region")
    ranking = result.ranking.set_index("region")
    np.testing.assert_allclose(table["index"], ranking["infra"].reindex(table.index))
    np.testing.assert_allclose(table["shift"], table["rank"] - ranking["rank"][table.index])


def test_the_only_dimension_cannot_be_left_out_and_nothing_fails():
    tree = {"infra": {"infra.net": 1}}
    left = sure(scored(rows()[:9], ISSUERS, tree), tree).left_out
    assert left.loc[left["kind"] == "dimension", "rank"].isna().all()


def test_sources_share_out_the_variance(found):
    table = found.sources.set_index("source")
    assert list(table.index) == ["weights", "claims", "method"]
    assert (table["total"] > -0.05).all()
    assert (table["total"] >= table["first"] - 3 * table["first_error"]).all()


def test_with_statistics_alone_claims_move_nothing():
    model, weights = catalogue(TREE)
    tree = weighted_hierarchy(model, weights.values)
    table = [[60, 60, 30], [30, 30, 59]]
    sources = source_sensitivity(table_model(table, tree), np.array([1, 2]), 512, 1)
    by_name = sources.set_index("source")
    assert by_name.loc["claims", "total"] == by_name.loc["method", "total"] == 0
    error = by_name.loc["weights", "total_error"]
    assert by_name.loc["weights", "total"] == pytest.approx(1, abs=3 * error)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_regions_leave_the_sources_open(count):
    model, weights = catalogue(TREE)
    tree = weighted_hierarchy(model, weights.values)
    table = np.full((count, 3), 50.0)
    sources = source_sensitivity(table_model(table, tree), np.ones(count, dtype=int), 64, 1)
    assert sources["total"].isna().all()


NESTED = build_hierarchy(
    ["x", "y", "z"],
    {
        "a": Group({"x": 3.0, "y": 1.0}),
        "b": Group({"a": 1.0, "z": 3.0}),
        "": Group({"b": 1.0}),
    },
)


def influence_of(values, tree=NESTED):
    groups = composed(values, tree)
    return influence_table(values, groups, tree).set_index("id"), groups


def test_influence_is_the_squared_correlation_shared_out_within_each_group():
    values = np.random.default_rng(0).uniform(0, 100, (9, 3))
    table, groups = influence_of(values)
    assert table.index.tolist() == ["x", "y", "z", "a", "b"]
    assert set(table["dimension"]) == {"b"}
    assert table["weight"].tolist() == pytest.approx([0.1875, 0.0625, 0.75, 0.25, 1])
    assert table["weight_within"].tolist() == pytest.approx([0.75, 0.25, 0.75, 0.25, 1])
    correlation = np.corrcoef(values[:, 0], groups[:, -1])[0, 1]
    assert table.loc["x", "correlation"] == pytest.approx(correlation)
    assert table.loc["x", "squared"] == pytest.approx(correlation**2)
    for siblings in (["x", "y"], ["a", "z"], ["b"]):
        own = table.loc[siblings]
        assert own["share"].sum() == pytest.approx(1)
        np.testing.assert_allclose(own["share"], own["squared"] / own["squared"].sum())


@given(
    arrays(np.float64, (6, 3), elements=st.integers(0, 100).map(float) | st.just(np.nan)),
)
def test_parts_of_one_level_make_the_variance_of_the_index_between_them(values):
    table, groups = influence_of(values)
    index = groups[:, -1]
    known = index[~np.isnan(index)]
    if len(known) < 3 or np.ptp(known) < 1e-9:
        assert table["variance"].isna().all()
        return
    made = table["variance"]
    assert made[["x", "y", "z"]].sum() == pytest.approx(1)
    assert made[["x", "y"]].sum() == pytest.approx(made["a"], abs=1e-9)
    assert made["b"] == pytest.approx(1)


def test_variance_shares_of_an_index_that_is_no_sum_are_empty():
    geometric = build_hierarchy(["x", "y"], {"": Group({"x": 1.0, "y": 1.0}, "geometric")})
    values = np.random.default_rng(0).uniform(1, 100, (9, 2))
    table, _ = influence_of(values, geometric)
    assert table["variance"].isna().all()
    assert table["share"].notna().all()


def test_two_indicators_that_say_the_same_are_named_once_enough_regions_have_both():
    tree = build_hierarchy(["x", "y"], {"": Group({"x": 1.0, "y": 1.0})})
    column = np.random.default_rng(0).uniform(0, 100, 10)
    same = np.column_stack([column, 100 - column])
    (pair,) = collinear(same, tree, 0.92, 10)
    assert (pair.one, pair.other) == ("x", "y")
    assert pair.correlation == pytest.approx(-1)
    assert collinear(same[:9], tree, 0.92, 10) == ()


def test_alpha_is_one_for_equal_columns_and_none_where_it_is_not_defined():
    column = np.arange(5.0)
    alpha = consistency(np.column_stack([column, column, np.full(5, np.nan)]))
    assert alpha is not None
    assert alpha.alpha == pytest.approx(1)
    assert consistency(np.ones((1, 3))) is None
    assert consistency(np.empty((0, 3))) is None


def test_volume_tells_who_stands_outside_the_interval():
    # As much text for all but 甲市, which is first with ten times as much.
    issued = documents({**ISSUERS, "d.txt": "丁市"})
    issued["characters"] = [10_000, 1_000, 1_010, 1_020]
    stated = [
        *rows(),
        *(
            claim("丁市", name, f"丁市{name}之{i}", document="d.txt", start=100 * i)
            for name in INDICATORS
            for i in range(2)
        ),
    ]
    model, weights = catalogue(TREE)
    result = score_regions(
        evidence(stated),
        issued,
        model,
        weights,
        regions=candidates(),
        min_claims=1,
        min_coverage=0.0,
        draws=100,
        seed=1,
    )
    volume = sure(result).volume.set_index("region")
    assert volume.loc["甲市", "volume"] == 10_000
    assert set(volume["outside"]) <= {"yes", "no"}
    beyond = (volume["adjusted_rank"] < volume["rank_low"]) | (
        volume["adjusted_rank"] > volume["rank_high"]
    )
    assert (volume["outside"] == "yes").tolist() == beyond.tolist()


def test_neighbours_too_close_to_call_are_told_in_one_line():
    close = [
        claim(region, name, f"{region}{name}", document=document, confidence=0.5)
        for document, region in ISSUERS.items()
        for name in INDICATORS
    ]
    notes = sure(scored(close, ISSUERS, draws=200)).notes
    assert [note.key for note in notes] == ["scoring.close_neighbours"]
    assert "甲市与乙市" in notes[0].text()


def test_neighbours_are_the_pairs_next_to_each_other(result, found):
    near = neighbours(result.ranking, found.pairs)
    order = result.ranking["region"].tolist()
    assert near["region"].tolist() == order[:-1]
    assert near["other"].tolist() == order[1:]


def test_the_seed_decides_everything(found):
    again = sure(scored(rows(), ISSUERS, draws=200))
    for name in FIELDS:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(again, name))


@pytest.mark.parametrize("names", [["甲市"], ["甲市", "乙市"], ["丁市"]])
def test_few_regions_or_none_ranked_give_tables_and_no_error(names):
    found = sure(scored(rows(), ISSUERS, names=names, min_claims=1, min_coverage=0.5))
    ranked = [name for name in names if name != "丁市"]
    assert found.chances["region"].nunique() == len(ranked)
    assert len(found.pairs) == (len(ranked) == 2)
    if len(ranked) < 2:
        assert found.sources["total"].isna().all()
        assert found.notes == ()


def test_statistics_alone_give_tables_and_no_error():
    model = statistics_catalogue(statistic("d.a"), statistic("d.b", direction="lower"))
    values = {("甲市", "d.a"): 1.0, ("乙市", "d.a"): 3.0, ("丙市", "d.a"): 2.0}
    values |= {("甲市", "d.b"): 9.0, ("乙市", "d.b"): 15.0, ("丙市", "d.b"): 12.5}
    found = sureness(scored_statistics(model, values), model, seed=1)
    assert found.volume.empty
    assert found.sources.set_index("source").loc["claims", "total"] == 0
    assert set(found.left_out["kind"]) == {"indicator", "dimension"}


def test_a_target_that_all_have_reached_leaves_every_normalisation():
    model = statistics_catalogue(
        statistic("d.a", target=0.5), statistic("d.b"), method={"normalisation": "z_score"}
    )
    values = {
        (region, name): float(i)
        for i, region in enumerate(("甲市", "乙市", "丙市"), 1)
        for name in ("d.a", "d.b")
    }
    alternatives = scored_statistics(model, values).composition.model.alternatives
    assert {each.normalisation for each in alternatives} == {"own", "min_max", "rank"}
    assert ("own", "geometric") not in {(a.normalisation, a.aggregation) for a in alternatives}


@settings(max_examples=25)
@given(ROWS)
def test_whatever_is_stated_there_is_an_answer(stated):
    found = sure(scored(stated, ISSUERS, draws=20))
    assert found.pairs["chance"].between(0, 1).all()
    assert found.chances["chance"].between(0, 1).all()
    documents_left = found.left_out[found.left_out["kind"] == "document"]
    assert ((documents_left["index_shift"] != 0) | (documents_left["shift"] != 0)).all()
    LEAVE_ONE_OUT.check(found.left_out)


def test_no_sureness_has_its_schemas():
    assert all(getattr(no_sureness(), name).empty for name in FIELDS)
