import pickle
from collections.abc import Callable

import numpy as np
import pytest

from bench.report.view import ReportView
from tests.report.conftest import make_statistics_view, make_view

Maker = Callable[..., ReportView]


@pytest.mark.parametrize("name", ["evidence", "claims", "scores", "ranking", "documents", "cuts"])
def test_a_table_without_its_schema_is_refused(view_of: Maker, name: str) -> None:
    table = getattr(view_of(2), name)
    with pytest.raises(ValueError, match=f"table {name}"):
        view_of(2, **{name: table.drop(columns=table.columns[0])})


def test_a_ranking_without_a_dimension_is_refused(view_of: Maker) -> None:
    ranking = view_of(2).ranking.drop(columns="clusters")
    with pytest.raises(ValueError, match="clusters"):
        view_of(2, ranking=ranking)


def test_a_similarity_table_that_is_not_square_is_refused(view_of: Maker) -> None:
    similarity = view_of(3).similarity.iloc[:2]
    with pytest.raises(ValueError, match="same regions"):
        view_of(3, similarity=similarity)


def test_regions_are_ordered_by_rank_with_the_unranked_last(view_of: Maker) -> None:
    ranking = view_of(4).ranking.assign(rank=[3, np.nan, 1, 1])
    view = view_of(4, ranking=ranking)
    assert list(view.ordered["region"]) == ["浙江", "黔西南布依族苗族自治州", "杭州", "深圳"]
    assert list(view.ranked["rank"]) == [1, 1, 3]


def test_the_foot_names_source_and_date(view_of: Maker) -> None:
    assert view_of(1).source_foot == "资料来源：资料：1个地区的公开政策文件；最新文件 2024-05-31"
    assert view_of(1, date="").source_foot == "资料来源：资料：1个地区的公开政策文件"


def test_weights_within_a_dimension_sum_to_1_and_are_those_used() -> None:
    weights = make_statistics_view({"weighting": "equal"}).weights_within()
    assert weights == {"infra.base": 0.5, "infra.delay": 0.5, "firms.share": 1.0}
    assert make_view(2).weights_within() == {}


def test_a_view_can_be_pickled(view: ReportView) -> None:
    again = pickle.loads(pickle.dumps(view))
    assert again.title == view.title
    assert again.ranking.equals(view.ranking)


def test_charts_show_the_ranked_regions_and_the_target(view_of: Maker) -> None:
    ranking = view_of(31).ranking.copy()
    ranking.loc[ranking.index[5:], ["rank", "rank_low", "rank_high", "index"]] = float("nan")
    target = str(ranking["region"].iloc[20])
    view = view_of(31, ranking=ranking, target=target)
    assert view.charted["region"].tolist() == [*ranking["region"].iloc[:5], target]
    none = view_of(31, ranking=ranking.assign(rank=np.nan))
    assert len(none.charted) == 31
