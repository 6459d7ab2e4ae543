import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring.ranking import Bar, Candidate, Standing, competition_ranks, ranking_table
from bench.tables import RANKING


def test_ties_share_the_smaller_rank_and_the_next_is_skipped():
    assert competition_ranks(np.array([50.0, 70, 50, 10]), 6).tolist() == [2, 1, 2, 4]


def test_values_that_agree_when_rounded_tie():
    assert competition_ranks(np.array([50.0, 50.0000001, 50.00001]), 6).tolist() == [2, 2, 1]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.integers(0, 6))
def test_a_rank_is_one_more_than_the_number_of_larger_values(values, decimals):
    rounded = np.round(values, decimals)
    expected = [1 + int((rounded > value).sum()) for value in rounded]
    assert competition_ranks(np.array(values), decimals).tolist() == expected


@pytest.fixture
def standing():
    return Standing(
        index=np.array([20.0, 60.0, 99.0, 20.0, np.nan]),
        coverage=np.array([1.0, 0.5, 0.2, 1.0, 0.0]),
        claims=np.array([5, 9, 1, 7, 9]),
        dimensions=np.array([[20.0], [60.0], [99.0], [20.0], [np.nan]]),
        ranked=np.array([True, True, False, True, False]),
        low=np.array([2, 1, 2]),
        high=np.array([3, 2, 3]),
    )


REGIONS = [Candidate(n, f"{9 - i}", "city") for i, n in enumerate(["甲", "乙", "丙", "丁", "戊"])]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", ["1 条", "20.0%"]), ("en", ["only 1", "20.0%"])]
)
def test_the_table_lists_ranked_regions_first_and_says_why_others_are_not(standing, language, said):
    table = ranking_table(REGIONS, standing, ["infra"], Bar(3, 0.4), 6, language)
    RANKING.check(table)
    assert table["region"].tolist() == ["乙", "丁", "甲", "戊", "丙"]
    assert table["rank"].tolist()[:3] == [1, 2, 2]
    last = table.iloc[-1]
    assert last[["index", "rank", "rank_low", "rank_high"]].isna().all()
    assert all(part in last["note"] for part in said)
    assert last["infra"] == 99
    assert (table["note"][:3] == "").all()


def test_a_region_of_which_nothing_is_read_says_so_when_the_bar_is_nought(standing):
    table = ranking_table(REGIONS, standing, ["infra"], Bar(0, 0.0), 6, "en")
    assert table.set_index("region")["note"]["戊"] == "no indicator that could be scored"


@pytest.mark.parametrize(("language", "said"), [("zh", "threshold"), ("en", "threshold")])
def test_a_region_that_a_threshold_leaves_without_an_index_says_so(language, said):
    told = Bar(0, 0.5).note(9, 0.8, np.nan, language)
    assert said in told
    assert told != Bar(0, 0.0).note(9, 0.0, np.nan, language)


def test_no_candidates_give_an_empty_table_with_its_columns():
    none = np.empty(0)
    empty = Standing(none, none, none, np.empty((0, 1)), none.astype(bool), none, none)
    table = ranking_table([], empty, ["infra"], Bar(1, 0.0), 6, "zh")
    assert table.columns.tolist() == [*RANKING.names, "infra"]
    assert table.empty
