import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.errors import InputError
from bench.scoring.ranking import Candidate
from bench.scoring.score import candidates as find_candidates
from bench.scoring.score import score_regions
from bench.tables import RANKING, SCORES
from tests.scoring.builders import CODES, TREE, candidates, catalogue, claim, documents, evidence
from tests.scoring.builders import scored as score

ISSUERS = {"a.txt": "甲市", "b.txt": "乙市", "c.txt": "丙市"}
INDICATORS = ("infra.net", "infra.power", "data.open")

ROWS = st.lists(
    st.builds(
        lambda region, indicator, text, strength, confidence, document, start: claim(
            region,
            indicator,
            text,
            strength=strength,
            confidence=confidence,
            document=document,
            start=start,
        ),
        st.sampled_from(["甲市", "乙市", "丙市", "丁市"]),
        st.sampled_from(["", *INDICATORS]),
        st.text(st.sampled_from("数据网络12"), min_size=1, max_size=7),
        st.integers(0, 5),
        st.sampled_from([0.1, 0.45, 0.8, 1.0]),
        st.sampled_from(sorted(ISSUERS)),
        st.integers(0, 3),
    ),
    max_size=14,
)


def test_tables_keep_their_schemas_and_hold_every_cell():
    result = score([claim("甲市", "infra.net", "建设光网")], ISSUERS)
    SCORES.check(result.scores)
    RANKING.check(result.ranking)
    assert len(result.scores) == 9
    assert result.ranking.columns[len(RANKING.names) :].tolist() == ["infra", "data"]


def test_a_claim_on_two_indicators_is_one_claim_of_the_region():
    rows = [claim("甲市", indicator, "建设光网和电网") for indicator in INDICATORS[:2]]
    ranking = score(rows, ISSUERS).ranking.set_index("region")
    assert ranking.loc["甲市", "claims"] == 1


def test_too_few_claims_or_too_little_coverage_keep_a_region_from_being_ranked():
    rows = [claim("甲市", name, f"措施{i}") for i, name in enumerate(INDICATORS)]
    rows += [claim("乙市", "data.open", f"措施{i}", document="b.txt") for i in range(3)]
    ranking = score(rows, ISSUERS, min_claims=2, min_coverage=0.8, language="en").ranking
    notes = ranking.set_index("region")["note"]
    assert ranking["region"].tolist() == ["甲市", "乙市", "丙市"]
    assert notes["甲市"] == ""
    assert "50.0%" in notes["乙市"]
    assert "only 0 claims" in notes["丙市"]


def test_unread_never_acts_as_zero():
    shared = [claim("甲市", "infra.net", "建设光网"), claim("甲市", "infra.power", "建设电网")]
    alone = score(shared, {"a.txt": "甲市"}).ranking.set_index("region")
    assert np.isnan(alone.loc["甲市", "data"])
    assert alone.loc["甲市", "index"] == alone.loc["甲市", "infra"] > 0
    other = claim("乙市", "data.open", "开放数据", document="a.txt", start=50)
    spoken = score([*shared, other], {"a.txt": "甲市"}).ranking.set_index("region")
    assert spoken.loc["甲市", "data"] == 0
    assert spoken.loc["甲市", "index"] < alone.loc["甲市", "index"]


def test_where_lower_is_better_more_claims_lower_the_index_and_not_the_score():
    rows = [claim("甲市", "data.open", "措施"), claim("乙市", "infra.net", "措施")]
    tree = {"data": {"data.open": 1}}
    plain, turned = score(rows, ISSUERS, tree), score(rows, ISSUERS, tree, lower=["data.open"])
    shown = ["region", "indicator", "score", "state", "claims"]
    pd.testing.assert_frame_equal(plain.scores[shown], turned.scores[shown])
    # What is aggregated is turned round: more claims are worse.
    stated = plain.scores["state"] == "stated"
    whole = plain.scores["normalised"] + turned.scores["normalised"]
    assert whole[stated & (plain.scores["indicator"] == "data.open")].tolist() == [100.0]
    one, other = (r.ranking.set_index("region").loc["甲市", "index"] for r in (plain, turned))
    assert one + other == pytest.approx(100)


def test_a_region_listed_twice_is_refused():
    with pytest.raises(InputError, match="甲市"):
        score([], ISSUERS, names=["甲市", "甲市"])


def test_regions_and_evidence_may_be_none():
    assert score([], {}).ranking["rank"].isna().all()
    assert (
        score([claim("甲市", "infra.net", "建设光网")], ISSUERS, names=["丁市"])
        .scores["state"]
        .tolist()
        == ["unread"] * 3
    )
    model, weights = catalogue(TREE)
    nobody = score_regions(
        evidence([]),
        documents({}),
        model,
        weights,
        regions=[],
        min_claims=1,
        min_coverage=0.5,
        draws=10,
        seed=1,
    )
    assert nobody.scores.empty
    assert nobody.ranking.empty


def test_regions_of_one_name_are_told_apart_by_their_codes():
    rows = [claim("甲市", "infra.net", "建设光网"), claim("乙市", "infra.net", "建设基站")]
    table = evidence(rows).assign(region="同名")
    model, weights = catalogue(TREE)
    result = score_regions(
        table,
        documents(ISSUERS).assign(region="同名"),
        model,
        weights,
        regions=[Candidate("同名", CODES[name], "city") for name in ("甲市", "乙市", "丙市")],
        min_claims=1,
        min_coverage=0.0,
        draws=0,
        seed=1,
    )
    claims = result.ranking.set_index("region_code")["claims"]
    assert [claims[CODES[name]] for name in ("甲市", "乙市", "丙市")] == [1, 1, 0]


def test_candidates_are_the_regions_named_of_the_levels_wanted():
    rows = evidence([claim("乙市", "infra.net", "措施"), claim("丁市", "infra.net", "措施")])
    issued = documents({"a.txt": "甲市", "b.txt": ""})
    levels = {CODES["甲市"]: "city", CODES["乙市"]: "province", CODES["丙市"]: "city"}
    found = find_candidates([rows, issued], levels)
    assert [(c.name, c.code, c.level) for c in found] == [
        ("甲市", CODES["甲市"], "city"),
        ("乙市", CODES["乙市"], "province"),
    ]
    assert [c.name for c in find_candidates([rows, issued], levels, ["city"])] == ["甲市"]


@settings(max_examples=40)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_regions_documents_and_rows_changes_nothing(rows, random):
    names, issuers = ["甲市", "乙市", "丙市"], list(ISSUERS.items())
    shuffled = list(rows)
    plain = score(rows, dict(issuers), names=names)
    for some in (names, issuers, shuffled):
        random.shuffle(some)
    mixed = score(shuffled, dict(issuers), names=names)
    assert plain.scores.to_csv() == mixed.scores.to_csv()
    assert plain.ranking.to_csv() == mixed.ranking.to_csv()


@settings(max_examples=40)
@given(ROWS.filter(bool))
def test_adding_a_claim_never_lowers_its_score(rows):
    # Against nothing too: an unread cell that is stated at last has a score.
    before = score(rows[:-1], ISSUERS, draws=0).scores["score"].fillna(0)
    after = score(rows, ISSUERS, draws=0).scores["score"].fillna(0)
    assert (after >= before).all()


@settings(max_examples=40)
@given(ROWS)
def test_all_numbers_keep_their_bounds(rows):
    result = score(rows, ISSUERS)
    scores = result.scores["score"].dropna()
    assert scores.between(0, 100).all()
    assert (result.scores["score"].isna() == (result.scores["state"] == "unread")).all()
    ranked = result.ranking.dropna(subset="rank")
    parts = ranked[list(TREE)]
    assert (parts.min(axis=1) <= ranked["index"]).all()
    assert (ranked["index"] <= parts.max(axis=1)).all()
    assert (ranked["rank_low"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["rank_high"]).all()
    assert result.ranking["coverage"].between(0, 1).all()


@settings(max_examples=40)
@given(ROWS)
def test_a_dominated_region_never_ranks_above_its_dominator(rows):
    result = score(rows, ISSUERS)
    cells = result.scores.pivot(index="region", columns="indicator", values="score")
    ranks = result.ranking.set_index("region")["rank"].dropna()
    for one in ranks.index:
        for other in ranks.index:
            same_cells = (cells.loc[one].isna() == cells.loc[other].isna()).all()
            if same_cells and (cells.loc[one].dropna() >= cells.loc[other].dropna()).all():
                assert ranks[one] <= ranks[other]


@settings(max_examples=20)
@given(ROWS, st.sampled_from([1e-3, 0.25, 7.0, 1e4]))
def test_scaling_all_weights_changes_nothing(rows, factor):
    model, weights = catalogue(TREE)
    scaled = weights.model_copy(
        update={"values": {name: value * factor for name, value in weights.values.items()}}
    )
    one, other = (
        score_regions(
            evidence(rows),
            documents(ISSUERS),
            model,
            some,
            regions=candidates(),
            min_claims=1,
            min_coverage=0.0,
            draws=20,
            seed=2,
        )
        for some in (weights, scaled)
    )
    pd.testing.assert_frame_equal(one.scores, other.scores)
    pd.testing.assert_frame_equal(one.ranking, other.ranking)
