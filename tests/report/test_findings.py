from collections.abc import Callable

import numpy as np
import pytest

from bench.report.findings import dimension_finding, ranking_finding
from bench.report.view import ReportView

Maker = Callable[..., ReportView]


def with_ranks(view_of: Maker, ranks: list[float], **changes: object) -> ReportView:
    ranking = view_of(len(ranks)).ranking.assign(rank=ranks)
    return view_of(len(ranks), ranking=ranking, **changes)


@pytest.mark.parametrize(
    ("ranks", "target", "finding"),
    [
        ([1, 2, 3], "杭州", "杭州居首（共3个地区）"),
        ([3, 1, 2], "杭州", "深圳居首，杭州第3"),
        ([1, 2, 3], "", "杭州居首，其后是深圳"),
        ([1, 1, 3], "浙江", "杭州、深圳并列居首，浙江第3"),
        ([1, 1, 3], "杭州", "杭州、深圳并列居首（共3个地区）"),
        ([1, 1, 1, 1, 5], "", "杭州、深圳、浙江等4个地区并列居首（共5个地区）"),
        ([np.nan, 1, 2], "杭州", "深圳居首；杭州未排名"),
        ([np.nan, np.nan], "杭州", "没有可排名的地区"),
        ([2, 1], "北京", "深圳居首；北京未排名"),
    ],
)
def test_the_ranking_is_said_in_words(
    view_of: Maker, ranks: list[float], target: str, finding: str
) -> None:
    assert ranking_finding(with_ranks(view_of, ranks, target=target)) == finding


def test_a_single_region_leads_nobody(view_of: Maker) -> None:
    view = view_of(1)
    index = view.ranking["index"].iloc[0]
    assert ranking_finding(view) == f"杭州：指数{index:.1f}（仅此一个地区）"


def test_findings_are_said_in_english(view_of: Maker) -> None:
    view = with_ranks(view_of, [3, 1, 2], language="en", target="杭州")
    assert ranking_finding(view) == "深圳 leads; 杭州 is no. 3"


def test_the_best_and_worst_dimension_of_the_target_are_named(view_of: Maker) -> None:
    ranking = view_of(3).ranking.assign(
        infrastructure=[10.0, 20, 30],
        data_markets=[30.0, 20, 10],
        clusters=[20.0, 30, 10],
        governance=[20.0, 30, 10],
    )
    view = view_of(3, ranking=ranking)
    assert dimension_finding(view) == (
        "杭州在“数据要素市场”上最靠前（第1），在“数字基础设施”上最靠后（第3）"
    )
    leaders = dimension_finding(view_of(3, ranking=ranking, target=""))
    assert leaders == (
        "各维度居首：数字基础设施 浙江，数据要素市场 杭州，产业集群 深圳，数字治理 深圳"
    )


def test_a_target_even_in_all_dimensions_is_said_so(view_of: Maker) -> None:
    ids = ["infrastructure", "data_markets", "clusters", "governance"]
    ranking = view_of(3).ranking.assign(**{key: [5.0, 6.0, 4.0] for key in ids})
    assert dimension_finding(view_of(3, ranking=ranking)) == "杭州各维度均列第2"
    empty = ranking.assign(**dict.fromkeys(ids, np.nan))
    assert dimension_finding(view_of(3, ranking=empty)) == "没有维度得分"
