"""What changed between two runs: every change is traced, and the parts sum to it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.comparison.difference import Difference, difference, difference_record
from bench.comparison.difference_run import PastRun
from bench.comparison.difference_schema import PARTS
from tests.comparison.difference_builders import run, statistics
from tests.scoring.builders import TREE, catalogue, claim

ISSUERS = {"a.txt": "甲市", "b.txt": "乙市"}
NET = claim("甲市", "infra.net", "建设光纤网络", strength=5, confidence=1.0)
POWER = claim("甲市", "infra.power", "扩建变电站", strength=5, confidence=1.0, document="c.txt")
OTHER = claim("乙市", "data.open", "开放公共数据", document="b.txt")
THIRD = claim("乙市", "infra.net", "铺设光缆一千公里", document="b.txt", start=40)


def row(found: Difference, region: str) -> dict[str, object]:
    ranking = found.ranking
    return ranking[ranking["region"] == region].to_dict("records")[0]


def parts(told: dict[str, object], prefix: str = "part") -> dict[str, float]:
    return {part: told[f"{prefix}_{part}"] for part in PARTS if told[f"{prefix}_{part}"]}


# --- the example of docs/comparison.md ------------------------------------------------------------


def test_the_example_by_hand() -> None:
    tree = {"infra": {"infra.net": 1, "infra.power": 1}}
    before = run([NET], {"a.txt": "甲市"}, tree=tree)
    issuers = {"a.txt": "甲市", "c.txt": "甲市"}
    after = run([NET, POWER], issuers, tree=tree, weights={"infra.power": 3})
    told = row(difference(before, after), "甲市")
    score = 100 * (1 - np.exp(-5 / 20))
    assert told["index_before"] == pytest.approx(score / 2, abs=1e-6)
    assert told["index_after"] == pytest.approx(score, abs=1e-6)
    assert round(float(told["index_change"]), 2) == 11.06
    # New document first: +s/2, last: +3s/4. Weights first: −s/4, last: 0.
    expected = {"documents": score * 5 / 8, "weights": -score / 8}
    assert parts(told) == pytest.approx(expected, abs=1e-6)
    assert [round(value, 2) for value in parts(told).values()] == [13.82, -2.76]
    assert told["cause"] == "documents|weights"


# --- laws -----------------------------------------------------------------------------------------

CLAIMS = st.lists(
    st.builds(
        lambda region, indicator, text, strength, document, start: claim(
            region, indicator, text, strength=strength, document=document, start=start
        ),
        st.sampled_from(["甲市", "乙市", "丙市"]),
        st.sampled_from(["infra.net", "infra.power", "data.open"]),
        st.text(st.sampled_from("数据网络12"), min_size=1, max_size=5),
        st.integers(0, 5),
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        st.integers(0, 3),
    ),
    max_size=10,
)
SMALLER = {"infra": {"infra.net": 1}, "data": {"data.open": 1}}


@st.composite
def runs(draw: st.DrawFn) -> PastRun:
    names = draw(st.lists(st.sampled_from(["a.txt", "b.txt", "c.txt"]), min_size=1, unique=True))
    issuers = {name: draw(st.sampled_from(["甲市", "乙市", ""])) for name in sorted(names)}
    rows = [one for one in draw(CLAIMS) if one["document"] in issuers]
    changed = {name: draw(st.sampled_from(["x", "y"])) for name in issuers}
    tree = draw(st.sampled_from([TREE, SMALLER]))
    weights = {
        "infra": draw(st.sampled_from([0.5, 1.0, 3.0])),
        "infra.net": draw(st.floats(0.1, 5)),
    }
    return run(
        rows,
        issuers,
        tree=tree,
        weights=weights,
        changed=changed,
        learnt=draw(st.sampled_from(["", "other"])),
        program=draw(st.sampled_from(["1", "2"])),
        min_claims=draw(st.integers(1, 2)),
    )


@settings(max_examples=15)
@given(runs(), runs())
def test_parts_sum_to_the_change_and_turn_round_with_it(before: PastRun, after: PastRun) -> None:
    forth, back = difference(before, after), difference(after, before)
    for told in forth.ranking.to_dict("records"):
        for prefix, change in (("part", "index_change"), ("rank", "rank_change")):
            split = [told[f"{prefix}_{part}"] for part in PARTS]
            if np.isnan(split).any():
                assert np.isnan(split).all()
                assert np.isnan(told[change]) or "不能分解" in told["note"]
                continue
            assert sum(split) == pytest.approx(told[change], abs=1e-7)
            other = row(back, told["region"])
            mirrored = [-other[f"{prefix}_{part}"] for part in PARTS]
            assert split == pytest.approx(mirrored, abs=1e-7)
    kinds = forth.evidence["change"].value_counts().to_dict()
    turned = back.evidence["change"].value_counts().to_dict()
    assert kinds.get("gained", 0) == turned.get("lost", 0)
    assert kinds.get("changed", 0) == turned.get("changed", 0)
    json.dumps(difference_record(forth, "zh"), allow_nan=False)


@settings(max_examples=5)
@given(runs())
def test_a_run_against_itself_did_not_change(one: PastRun) -> None:
    found = difference(one, one)
    assert not found.changed
    assert found.parts == ()
    assert found.notes == ()
    assert [len(table) for table in (found.inputs, found.scores, found.evidence)] == [0, 0, 0]


# --- documents ------------------------------------------------------------------------------------


def test_a_new_document_is_the_cause_of_what_it_states() -> None:
    found = difference(
        run([NET, OTHER], ISSUERS), run([NET, OTHER, POWER], {**ISSUERS, "c.txt": ""})
    )
    assert found.parts == ("documents",)
    assert found.inputs.values.tolist() == [["documents", "new", "c.txt", "", ""]]
    (gained,) = found.evidence.to_dict("records")
    assert (gained["change"], gained["quote"], gained["document"], gained["why"]) == (
        "gained",
        "扩建变电站",
        "c.txt",
        "document_new",
    )
    (score,) = found.scores.to_dict("records")
    assert (score["indicator"], score["gained"], score["cause"]) == ("infra.power", 1, "documents")
    assert row(found, "乙市")["index_change"] == 0


def test_a_removed_document_takes_its_claims_along() -> None:
    found = difference(
        run([NET, OTHER, POWER], {**ISSUERS, "c.txt": ""}), run([NET, OTHER], ISSUERS)
    )
    assert found.evidence[["change", "why"]].values.tolist() == [["lost", "document_removed"]]


def test_shifted_offsets_are_no_change() -> None:
    after = run([{**NET, "start": 90, "end": 96}, OTHER], ISSUERS, changed={"a.txt": "longer"})
    found = difference(run([NET, OTHER], ISSUERS), after)
    assert not found.changed
    assert found.inputs["change"].tolist() == ["text"]


def test_a_renamed_document_is_no_change() -> None:
    after = run(
        [{**NET, "document": "z.txt"}, OTHER],
        {"b.txt": "乙市", "z.txt": "甲市"},
        changed={"z.txt": "text of a.txt"},
    )
    found = difference(run([NET, OTHER], ISSUERS), after)
    assert not found.changed
    assert found.inputs.values.tolist() == [["documents", "renamed", "z.txt", "a.txt", "z.txt"]]


def test_a_claim_that_moved_to_another_document_is_neither_gained_nor_lost() -> None:
    issuers = {**ISSUERS, "c.txt": "甲市"}
    after = run(
        [{**NET, "document": "c.txt"}, OTHER], issuers, changed={"a.txt": "x", "c.txt": "y"}
    )
    assert difference(run([NET, OTHER], issuers), after).evidence.empty


def test_what_a_changed_text_says_is_told_as_such() -> None:
    said = claim("甲市", "infra.power", "新建风电场", start=30)
    after = run([NET, said, OTHER], ISSUERS, changed={"a.txt": "x"})
    found = difference(run([NET, OTHER], ISSUERS), after)
    assert found.evidence["why"].tolist() == ["text_changed"]
    assert found.parts == ("documents",)


def test_a_document_of_another_region_is_described_otherwise() -> None:
    found = difference(run([NET, OTHER], ISSUERS), run([NET, OTHER], {**ISSUERS, "a.txt": "丙市"}))
    assert ["documents", "region", "a.txt"] in found.inputs.iloc[:, :3].values.tolist()
    assert found.parts == ("documents",)


def test_a_claim_that_is_now_repeated_by_a_stronger_one_counts_no_more() -> None:
    again = {**NET, "document": "c.txt", "strength": 5.0, "confidence": 1.0}
    weak = {**NET, "strength": 3.0}
    after = run([weak, again, OTHER], {**ISSUERS, "c.txt": "甲市"})
    found = difference(run([weak, OTHER], ISSUERS), after).evidence
    told = found[["change", "weight_before", "weight_after", "why"]].fillna(-1).values.tolist()
    assert told == [["gained", -1, 5, "document_new"], ["changed", 3, 0, "repeat"]]


# --- catalogue, weights, statistics, program ------------------------------------------------------


def test_the_same_text_read_differently_is_the_catalogues_doing() -> None:
    moved = {**NET, "indicator": "infra.power"}
    found = difference(run([NET, OTHER], ISSUERS), run([moved, OTHER], ISSUERS, learnt="other"))
    assert found.parts == ("catalogue",)
    assert set(found.evidence["why"]) == {"read_differently"}
    assert set(found.evidence["change"]) == {"gained", "lost"}
    assert "catalogue" in found.inputs["part"].tolist()


def test_the_same_text_and_catalogue_read_differently_is_the_programs_doing() -> None:
    weaker = {**NET, "confidence": 0.5}
    found = difference(run([NET, OTHER], ISSUERS), run([weaker, OTHER], ISSUERS, program="2"))
    assert found.parts == ("program",)
    assert found.evidence["why"].tolist() == ["program"]
    assert [note.key for note in found.notes] == ["comparison.another_program"]
    assert parts(row(found, "甲市"))["program"] == row(found, "甲市")["index_change"] < 0


def test_what_the_tables_say_besides_their_inputs_is_the_programs_part() -> None:
    before, after = run([NET, OTHER], ISSUERS), run([NET, OTHER], ISSUERS)
    after.ranking["index"] += 1.0
    told = row(difference(before, after), "甲市")
    assert parts(told) == pytest.approx({"program": 1.0})
    assert told["cause"] == "program"


def test_an_indicator_taken_out_is_the_catalogues_doing_not_that_of_weights() -> None:
    rows = [NET, {**POWER, "document": "a.txt", "start": 50}, OTHER]
    found = difference(run(rows, ISSUERS), run(rows, ISSUERS, tree=SMALLER))
    assert found.parts == ("catalogue",)
    assert found.inputs[["part", "change", "id"]].values.tolist() == [
        ["catalogue", "removed", "infra.power"]
    ]
    assert found.evidence[["change", "why"]].values.tolist() == [["lost", "indicator_removed"]]
    told = found.scores[found.scores["region"] == "甲市"].to_dict("records")[0]
    assert (told["state_before"], told["state_after"]) == ("stated", "")


def test_a_change_of_weights_leaves_scores_and_evidence() -> None:
    found = difference(run([NET, OTHER], ISSUERS), run([NET, OTHER], ISSUERS, weights={"infra": 3}))
    assert found.parts == ("weights",)
    assert found.scores.empty
    assert found.evidence.empty
    told = {name: (before, after) for _, _, name, before, after in found.inputs.values.tolist()}
    assert told == {"infra": ("50.0%", "75.0%"), "data": ("50.0%", "25.0%")}


def test_weights_on_another_scale_are_the_same_weights() -> None:
    weights = {"infra": 7, "data": 7, "infra.net": 0.2, "infra.power": 0.2}
    assert not difference(
        run([NET, OTHER], ISSUERS), run([NET, OTHER], ISSUERS, weights=weights)
    ).parts


def test_steps_of_the_method_count_as_weights() -> None:
    rows = [NET, OTHER, THIRD]
    found = difference(run(rows, ISSUERS), run(rows, ISSUERS, method=Method(evidence="rank")))
    assert found.parts == ("weights",)
    assert ["weights", "method", "evidence", "none", "rank"] in found.inputs.values.tolist()


def statistic(goalposts: tuple[float, float] | None = None) -> tuple[Catalogue, Weights]:
    model, weights = catalogue({"infra": {"infra.net": 1}, "data": {"data.rate": 1}})
    told = model.model_dump(mode="json")
    told["dimensions"][1]["indicators"][0].update(
        kind="statistic", terms={}, goalposts=list(goalposts) if goalposts else None
    )
    return Catalogue.model_validate(told), weights


def test_statistics_have_a_part_of_their_own() -> None:
    values = [statistics({"甲市": rate, "乙市": 5.0}, "data.rate") for rate in (1.0, 9.0)]
    before, after = (run([NET, THIRD], ISSUERS, own=statistic(), given=v) for v in values)
    found = difference(before, after)
    assert found.parts == ("statistics",)
    assert found.inputs.values.tolist() == [["statistics", "value", "甲市 data.rate", "1", "9"]]
    assert set(found.scores["cause"]) == {"statistics"}


def test_changes_that_do_not_go_together_are_counted_together() -> None:
    given_values = statistics({"甲市": 1.0, "乙市": 5.0}, "data.rate")
    ends = Method(normalisation="goalposts")
    before = run([NET, THIRD], ISSUERS, own=statistic(), given=given_values)
    after = run(
        [NET, THIRD, POWER],
        {**ISSUERS, "c.txt": "甲市"},
        own=statistic((0.0, 10.0)),
        given=given_values,
        method=ends,
    )
    found = difference(before, after)
    assert [note.key for note in found.notes] == ["comparison.split_in_two"]
    told = row(found, "甲市")
    assert parts(told).keys() <= {"documents", "catalogue"}
    assert sum(parts(told).values()) == pytest.approx(told["index_change"], abs=1e-7)


# --- regions and older runs -----------------------------------------------------------------------


def test_a_region_of_one_run_only_is_told() -> None:
    found = difference(run([NET], {"a.txt": "甲市"}), run([NET, OTHER], ISSUERS), "en")
    told = row(found, "乙市")
    assert told["note"] == "not ranked before: not compared"
    assert told["cause"] == "documents"
    assert np.isnan(told["index_change"])
    assert found.common == {"110001"}
    assert found.changed


def test_a_region_let_in_by_another_bar_is_told_why() -> None:
    found = difference(run([NET, OTHER], ISSUERS, min_claims=2), run([NET, OTHER], ISSUERS), "en")
    told = row(found, "甲市")
    assert "only 1 claim" in told["note"]
    assert told["cause"] == "weights"
    assert ["settings", "min_claims"] in found.inputs[["part", "change"]].values.tolist()


def test_an_older_run_is_compared_without_causes() -> None:
    before = run([NET, OTHER], ISSUERS, recorded=False)
    found = difference(before, run([NET, OTHER, POWER], {**ISSUERS, "c.txt": ""}))
    assert [note.key for note in found.notes] == ["comparison.inputs_not_recorded"]
    assert found.evidence["why"].tolist() == ["document_new"]
    assert row(found, "甲市")["index_change"] != 0
    assert found.ranking[[f"part_{part}" for part in PARTS]].isna().all(axis=None)
    json.dumps(difference_record(found, "en"), allow_nan=False)


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [NET, OTHER, POWER, THIRD]
    issuers = {**ISSUERS, "c.txt": "甲市"}
    before = run([NET, OTHER], ISSUERS)
    one, other = (difference(before, run(r, issuers)) for r in (rows, rows[::-1]))
    for name in ("inputs", "ranking", "scores", "evidence"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_a_column_that_bears_on_no_score_is_no_change() -> None:
    before, after = run([NET, OTHER], ISSUERS), run([{**NET, "status": "planned"}, OTHER], ISSUERS)
    found = difference(before, after)
    assert not found.changed
    assert found.parts == ()
