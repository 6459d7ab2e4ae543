from collections.abc import Callable
from dataclasses import replace

from bench.report.findings_heatmap import heatmap_finding
from bench.report.view import ReportView
from tests.report.conftest import DIMENSIONS, make_statistics_view

Maker = Callable[..., ReportView]


def with_silent(view_of: Maker, *names: str, target: str = "杭州") -> ReportView:
    """Everything is stated but what ``names`` begin: of these every region is silent."""
    view = view_of(3, target=target)
    silent = view.scores["indicator"].str.startswith(names)
    scores = view.scores.assign(state=silent.map({True: "silent", False: "stated"}))
    return replace(view, scores=scores)


def test_what_all_say_little_of_is_named_and_what_the_target_leaves_out(view_of: Maker) -> None:
    found = heatmap_finding(with_silent(view_of, "data_markets.rights", "data_markets.exchange"))
    assert found == (
        "各地提“数字基础设施”最多，提“数据要素市场”最少；杭州未提及数据产权、数据交易场所"
    )
    found = heatmap_finding(with_silent(view_of, "data_markets"))
    assert found == (
        "各地普遍少提“数据要素市场”；杭州未提及数据产权、数据交易场所、公共数据授权运营等5项"
    )


def test_a_target_that_leaves_nothing_out_is_said_so(view_of: Maker) -> None:
    view = with_silent(view_of, "nothing")
    assert heatmap_finding(view) == "各地“数字基础设施”的指标100%有所提及；杭州已读的指标都有提及"


def test_without_a_target_only_what_all_say_is_told(view_of: Maker) -> None:
    found = heatmap_finding(with_silent(view_of, "clusters", target=""))
    assert found == "各地普遍少提“产业集群”"
    empty = view_of(3, scores=view_of(3).scores.head(0))
    assert heatmap_finding(empty) == "没有得分"


def test_what_is_unread_is_counted_only_where_there_is_any(view_of: Maker) -> None:
    view = with_silent(view_of, "nothing")
    assert "未读" not in heatmap_finding(view)
    # Cells that the score table lacks count as unread.
    less = replace(view, scores=view.scores.iloc[2:])
    assert heatmap_finding(less).endswith("；杭州有2项未读")
    none = replace(view, scores=view.scores.assign(state="unread"))
    assert heatmap_finding(none) == (
        f"没有读到可能说到这些指标的文件；杭州有{sum(map(len, DIMENSIONS.values()))}项未读"
    )


def test_of_statistics_it_counts_what_is_given_imputed_and_missing() -> None:
    view = make_statistics_view({"missing": "mean"})
    assert heatmap_finding(view) == "杭州3项统计指标中有数值3项"
    whole = replace(make_statistics_view(), target="")
    assert heatmap_finding(whole) == "各地区×指标：89%的格子有数值"
