"""Where a region trails most."""

from __future__ import annotations

import re

from bench.report.weakest import MOST, weakest_indicators
from tests.report.conftest import make_view


def test_the_largest_gaps_to_the_median_are_named_largest_first() -> None:
    view = make_view(8)
    codes = view.ranked["region_code"].tolist()
    table = view.scores[view.scores["region_code"].isin(codes)]
    medians = table.groupby("indicator")["normalised"].median()
    names = {i.id: i.name.zh for i in view.catalogue.indicators}
    for code in codes:
        own = table[table["region_code"] == code].set_index("indicator")["normalised"].dropna()
        gaps = (own - medians[own.index]).sort_values(kind="stable")
        worst = [names[name] for name in gaps[gaps < -0.05].index[:MOST]]
        (told,) = weakest_indicators(view, code)
        assert re.findall("“(.*?)”", told) == worst


def test_a_region_that_trails_nowhere_is_told_so() -> None:
    view = make_view(8)
    code = view.ranked["region_code"].iloc[0]
    view.scores.loc[view.scores["region_code"] == code, ["state", "normalised"]] = ["stated", 100.0]
    assert weakest_indicators(view, code) == ["没有一项指标低于全部地区中位数。"]


def test_a_single_region_has_no_median_to_trail() -> None:
    view = make_view(1)
    assert weakest_indicators(view, view.ranked["region_code"].iloc[0]) == []
