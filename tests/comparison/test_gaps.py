"""Gaps: where a target that was read trails its peers, and what closing a gap brings."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.comparison.gaps import Gaps, gaps
from bench.composite.ranks import ranked
from bench.errors import InputError
from bench.scoring.index import composed
from bench.scoring.states import IMPUTED, SILENT, STATED
from tests.comparison.builders import A, B, C, D, composition
from tests.scoring.builders import claim, scored

NAN = float("nan")
TREE = {"x": {"x.a": 1.0, "x.b": 1.0}, "y": {"y.c": 1.0}}
# 甲 trails on x.a (median 50) and y.c (30), leads on x.b.
SCORES = [[10, 60, 20], [40, 20, 30], [60, 40, 30]]


def row(found: Gaps, kind: str, name: str) -> pd.Series:
    rows = found.table[(found.table["kind"] == kind) & (found.table["id"] == name)]
    assert len(rows) == 1
    return rows.iloc[0]


def keys(found: Gaps) -> list[str]:
    return [note.key for note in found.notes]


def test_a_gap_is_the_distance_to_the_median_of_the_peers() -> None:
    found = gaps(composition(SCORES, TREE), A, [B, C])
    one = row(found, "indicator", "x.a")
    assert (one["state"], one["score"], one["median"], one["best"]) == ("behind", 10, 50, 60)
    assert (one["gap"], one["gap_to_best"], one["best_regions"]) == (40, 50, "丙市")
    # x.a weighs a half of a half; the index of 甲 is 27.5, with the gap closed 37.5: past 乙 (30).
    assert (one["weight"], one["weighted_gap"], one["index_gain"]) == (0.25, 10, 10)
    assert (one["index_after"], one["rank_after"], one["rank_rise"]) == (37.5, 2, 1)
    assert found.indicators == ("x.a", "y.c")
    assert keys(found) == []


def test_dimensions_and_all_close_every_gap_in_them_and_the_largest_rise_stands_first() -> None:
    found = gaps(composition(SCORES, TREE), A, [B, C])
    assert found.table["kind"].tolist() == ["indicator"] * 3 + ["dimension"] * 2 + ["all"]
    assert found.table["id"].tolist() == ["x.a", "y.c", "x.b", "x", "y", ""]
    assert row(found, "dimension", "x")["index_gain"] == 10
    every = row(found, "all", "")
    assert (every["score"], every["index_gain"], every["index_after"]) == (27.5, 15, 42.5)
    assert (every["rank_after"], every["rank_rise"]) == (1, 2)


def test_a_row_without_a_gap_says_why() -> None:
    scores = [[10, 60, NAN, 30, 0], [40, 20, 30, NAN, 0], [60, 40, 30, NAN, 0]]
    tree = {"x": dict.fromkeys(["x.a", "x.b", "x.c", "x.d", "x.e"], 1.0)}
    states = [[SILENT, STATED, "unread", STATED, SILENT], [STATED] * 5, [STATED] * 5]
    found = gaps(composition(scores, tree, states=states), A, [B, C])
    state = {name: row(found, "indicator", name)["state"] for name in tree["x"]}
    assert state == {
        "x.a": "silent",
        "x.b": "ahead",
        "x.c": "unread",
        "x.d": "peers_unread",
        "x.e": "level",
    }
    assert found.indicators == ("x.a",)
    assert row(found, "indicator", "x.c")["weight"] == 0
    assert np.isnan(row(found, "indicator", "x.c")["gap"])
    assert keys(found) == ["comparison.gaps_unread"]


def test_an_estimated_statistic_is_no_gap_and_no_example() -> None:
    states = [[IMPUTED, STATED, STATED], [IMPUTED, STATED, STATED], [STATED] * 3]
    found = gaps(composition(SCORES, TREE, states=states), A, [B, C])
    one = row(found, "indicator", "x.a")
    assert (one["state"], one["peers_read"], one["median"]) == ("unread", 1, 60)


def test_with_a_geometric_mean_the_rise_is_that_of_the_mean_and_not_of_the_weighted_gap() -> None:
    found = gaps(composition(SCORES, TREE, method="geometric"), A, [B, C])
    one = row(found, "indicator", "x.a")
    before, after = (((a * 60) ** 0.5 * 20) ** 0.5 for a in (10, 50))
    assert one["index_gain"] == pytest.approx(after - before, abs=1e-6)
    assert one["index_gain"] != pytest.approx(one["weighted_gap"], abs=0.1)


def test_where_topsis_makes_nothing_of_regions_all_alike_the_rise_is_empty() -> None:
    made = composition([[1.0], [2.0], [2.0]], {"x": {"x.a": 1.0}}, method="topsis")
    found = gaps(made, A, [B, C])
    one = row(found, "indicator", "x.a")
    assert one["gap"] == 1
    assert np.isnan(one["index_gain"])


def test_a_region_that_is_not_ranked_has_a_rise_but_no_rank_and_sets_no_index_to_reach() -> None:
    found = gaps(composition(SCORES, TREE, ranked=[False, False, True]), A, [B, C])
    every = row(found, "all", "")
    assert (every["index_gain"], every["median"], every["peers_read"]) == (15, 40, 1)
    assert np.isnan(every["rank_after"])
    assert keys(found) == ["comparison.gaps_not_ranked"]


def test_peers_that_are_missing_repeated_or_the_target_itself_are_left_out() -> None:
    found = gaps(composition(SCORES, TREE), A, [C, "999999", A, C])
    assert [peer.code for peer in found.peers] == [C]
    assert keys(found) == ["comparison.gaps_peers_missing"]


def test_without_peers_scores_are_shown_and_no_gaps() -> None:
    found = gaps(composition(SCORES[:1], TREE), A, [])
    assert set(found.table["state"]) == {"peers_unread"}
    assert found.table["score"].notna().all()
    assert found.indicators == ()
    assert keys(found) == ["comparison.gaps_no_peers"]


def test_of_a_target_without_evidence_only_the_peers_are_shown() -> None:
    found = gaps(composition([[NAN] * 3, *SCORES[1:]], TREE, ranked=[False, True, True]), A, [B, C])
    assert set(found.table["state"]) == {"unread"}
    assert found.table["median"].notna().all()
    assert keys(found) == ["comparison.gaps_target_unread"]


def test_a_target_ahead_everywhere_is_told() -> None:
    found = gaps(composition(SCORES[::-1], TREE), A, [C])
    ahead = gaps(composition([[90] * 3, *SCORES[1:]], TREE), A, [B, C])
    assert keys(ahead) == ["comparison.gaps_none"]
    assert keys(found) == []


def test_a_target_that_is_not_in_the_run_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        gaps(composition(SCORES, TREE), D, [B])
    assert refused.value.key == "comparison.target_not_in_run"
    assert D in refused.value.text("zh")


def test_peers_that_share_the_best_score_are_all_named_up_to_three() -> None:
    found = gaps(composition([[1.0]] + [[2.0]] * 3, {"x": {"x.a": 1.0}}), A, [B, C, D])
    assert row(found, "indicator", "x.a")["best_regions"] == "乙市|丙市|丁市"


def test_gaps_of_a_scored_run_tell_silence_from_what_was_not_read() -> None:
    rows = [
        claim("甲市", "infra.power", "建设供电工程", document="a.txt"),
        claim("乙市", "infra.net", "建设光纤网络", document="b.txt"),
        claim("乙市", "data.open", "开放公共数据", document="b.txt", start=9),
    ]
    made = scored(rows, {"a.txt": "甲市", "b.txt": "乙市"}).composition
    found = gaps(made, A, [B])
    assert row(found, "indicator", "infra.net")["state"] == "silent"
    assert row(found, "indicator", "infra.power")["state"] == "ahead"
    assert row(found, "indicator", "data.open")["state"] == "unread"


TABLES = arrays(
    np.float64, (4, 3), elements=st.one_of(st.just(NAN), st.integers(0, 100).map(float))
)


@settings(max_examples=150)
@given(TABLES)
def test_a_rise_is_that_of_aggregating_anew_and_with_arithmetic_means_the_weighted_gap(
    scores: np.ndarray,
) -> None:
    made = composition(scores, TREE)
    found = gaps(made, A, [B, C, D])
    before = composed(scores, made.hierarchy)[:, -1]
    for place, name in enumerate(made.hierarchy.leaves):
        one = row(found, "indicator", name)
        if np.isnan(one["gap"]):
            assert np.isnan(one["index_gain"])
            assert one["state"] in ("level", "ahead", "unread", "peers_unread")
            continue
        closed = scores.copy()
        closed[0, place] = one["median"]
        after = composed(closed, made.hierarchy)[:, -1]
        assert one["gap"] > 0
        assert one["index_gain"] == pytest.approx(after[0] - before[0], abs=2e-6)
        assert one["index_gain"] == pytest.approx(one["weighted_gap"], abs=2e-6)
        assert one["rank_after"] == ranked(after, 6)[0]
    gains = found.table.loc[found.table["kind"] == "indicator", "index_gain"].dropna()
    assert gains.is_monotonic_decreasing
