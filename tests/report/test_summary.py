import math
from collections.abc import Callable

import pytest
from rich.console import Console

from bench.report.summary import interval_text, ranking_summary
from bench.report.view import ReportView


def rendered(view: ReportView, **options: str) -> str:
    console = Console(width=160, color_system=None, record=True, file=None)
    with console.capture() as captured:
        console.print(ranking_summary(view.ranking, **options))
    return captured.get()


def test_the_summary_shows_rank_index_interval_and_why_not_ranked(view: ReportView) -> None:
    text = rendered(view)
    first = view.ranking.iloc[0]
    line = next(line for line in text.splitlines() if "杭州" in line)
    assert f"{first['index']:.1f}" in line
    assert interval_text(first["rank_low"], first["rank_high"]) in line
    unranked = next(line for line in text.splitlines() if "海宁" in line)
    assert "读到的指标权重不足一半" in unranked
    assert "nan" not in text


def test_the_summary_speaks_english(view: ReportView) -> None:
    text = rendered(view, language="en")
    assert "Rank interval" in text
    assert "排名" not in text


def test_brackets_in_names_are_not_markup(view_of: Callable[..., ReportView]) -> None:
    view = view_of(2)
    ranking = view.ranking.assign(region=["[bold]杭州[/]", "深圳"])
    assert "[bold]杭州[/]" in rendered(view_of(2, ranking=ranking), target="深圳")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(1, 3, "1–3"), (2, 2, "2"), (math.nan, 3, "–"), (1, math.nan, "–")],
)
def test_intervals_in_words(low: float, high: float, text: str) -> None:
    assert interval_text(low, high) == text


def test_of_many_unranked_regions_the_fullest_and_the_target_are_shown(
    view_of: Callable[..., ReportView],
) -> None:
    ranking = view_of(31).ranking.copy()
    ranking.loc[ranking.index[5:], ["rank", "rank_low", "rank_high", "index"]] = math.nan
    ranking["claims"] = range(31)
    target = ranking["region"].iloc[10]
    console = Console(width=160, color_system=None)
    with console.capture() as captured:
        console.print(ranking_summary(ranking, target=target))
    text = captured.get()
    assert target in text
    assert all(name in text for name in ranking["region"].iloc[-3:])
    assert "另有 22 个地区" in text
