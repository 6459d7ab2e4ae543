"""The titles of the charts of shapes, of simulated ranks and of volume."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from bench.report.findings_robustness import (
    chance_of,
    largest_mover,
    radar_finding,
    rank_distribution_finding,
    volume_finding,
)
from bench.report.view import ReportView
from bench.scoring.volume import VolumeCorrelation
from bench.tables import RANK_CHANCES, VOLUME
from tests.report.compared import compared
from tests.report.sured import sured

Maker = Callable[..., ReportView]


def test_the_title_tells_the_targets_largest_distance_from_the_median(view_of: Maker) -> None:
    view = view_of(3)
    scores = {
        "infrastructure": [40.0, 50.0, 60.0],
        "data_markets": [30.0, 10.0, 20.0],
        "clusters": [9.0, 8.0, 7.0],
        "governance": [np.nan, 1.0, 2.0],
    }
    view = replace(view, ranking=view.ranking.assign(**scores))
    assert radar_finding(view) == (
        "杭州3个维度与各地区中位数相比：1个明显高于、1个基本持平、1个明显低于；"
        "相差最大的是“数字基础设施”（-10.0）"
    )
    without = radar_finding(replace(view, target=""))
    assert without == "离各地区中位数最远的是杭州的“数字基础设施”：40.0，中位数50.0（-10.0）"


def test_the_title_tells_of_all_or_none_and_of_no_difference(view_of: Maker) -> None:
    view = view_of(3)

    def title(*scores: float) -> str:
        parts = {dimension.id: list(scores) for dimension in view.catalogue.dimensions}
        return radar_finding(replace(view, ranking=view.ranking.assign(**parts)))

    assert title(9, 5, 1).startswith("杭州4个维度全部明显高于各地区中位数；")
    assert title(1, 5, 9).startswith("杭州4个维度全部明显低于各地区中位数；")
    assert title(5.3, 5, 1).startswith("杭州4个维度都与各地区中位数基本持平；")
    assert title(5, 5, 9) == "杭州已读的各项都与各地区中位数持平"


def simulated(
    view: ReportView, *, firm: int = 0, own: dict[int, float] | None = None
) -> ReportView:
    """The first ``firm`` ranks hold; the others vary; the target has the chances ``own``."""
    view = sured(view)
    held = range(1, firm + 1)
    ranked = view.ranked
    fields = {
        "rank_low": [r if r in held else 1.0 for r in ranked["rank"]],
        "rank_high": [r if r in held else float(len(ranked)) for r in ranked["rank"]],
    }
    chances = view.sureness.chances
    if own is not None:
        code = str(ranked.loc[ranked["region"] == view.target, "region_code"].iloc[0])
        rows = [
            {"region": view.target, "region_code": code, "rank": rank, "chance": chance}
            for rank, chance in own.items()
        ]
        others = chances[chances["region_code"] != code].to_dict("records")
        chances = RANK_CHANCES.frame([*others, *rows])
    sure = replace(view.sureness, chances=chances)
    return replace(view, ranking=ranked.assign(**fields), sureness=sure)


def test_the_title_counts_firm_ranks_and_tells_the_targets_chance_among_the_first(
    view_of: Maker,
) -> None:
    view = view_of(31, target="长三角")  # no. 7
    own = {6: 0.25, 10: 0.5, 11: 0.25}
    assert rank_distribution_finding(simulated(view, firm=2, own=own)) == (
        "30个地区中只有杭州、深圳的名次稳定（90%区间不超过3个名次）；长三角进入前10名的可能性为75%"
    )
    assert rank_distribution_finding(simulated(view, firm=4, own=own)).startswith(
        "30个地区中4个名次稳定"
    )
    assert rank_distribution_finding(simulated(view, own=own)).startswith(
        "30个地区没有一个名次稳定（90%区间都超过3个名次）；"
    )
    assert rank_distribution_finding(simulated(view, firm=30, own=own)).startswith(
        "30个地区的名次都稳定"
    )


def test_a_leader_is_told_how_likely_it_leads(view_of: Maker) -> None:
    view = simulated(view_of(8), own={1: 0.625, 2: 0.375})
    assert rank_distribution_finding(view).endswith("；杭州居首的可能性为63%")
    nobody = rank_distribution_finding(replace(view, target=""))
    assert nobody.endswith("；杭州居首的可能性为63%")
    unranked = rank_distribution_finding(replace(view, target="海宁"))
    assert unranked == nobody


@pytest.mark.parametrize(
    ("spearman", "told"),
    [
        (0.6, "材料多的地区名次靠前（名次相关+0.60）"),
        (-0.6, "材料多的地区名次反而靠后（名次相关-0.60）"),
        (0.2, "看不出材料多名次就靠前（名次相关+0.20，不显著）"),
    ],
)
def test_the_title_tells_whether_more_text_makes_a_better_rank(
    view_of: Maker, spearman: float, told: str
) -> None:
    view = sured(view_of(31))
    follows = VolumeCorrelation(spearman, spearman, 30)
    view = replace(view, sureness=replace(view.sureness, follows_volume=follows))
    assert volume_finding(view).startswith(f"{told}；若字数一样多，变动最大的是")
    table = view.sureness.volume.assign(adjusted_rank=view.sureness.volume["rank"])
    still = replace(view, sureness=replace(view.sureness, volume=table))
    assert volume_finding(still) == f"{told}；若字数一样多，名次不变"


def test_of_few_regions_no_relation_is_told(view_of: Maker) -> None:
    assert volume_finding(sured(view_of(8))) == "只有7个地区，看不出材料多是否名次靠前"
    assert volume_finding(sured(view_of(3))) == "只有3个地区，看不出材料多是否名次靠前"


def test_the_largest_mover_is_the_first_of_equals_and_none_where_nothing_moves() -> None:
    fixed = dict.fromkeys(("volume", "index", "adjusted_index", "rank_low", "rank_high"), 1.0)
    rows = [
        {"region": name, "region_code": name, "rank": rank, "adjusted_rank": to, "outside": "no"}
        for name, rank, to in (("甲", 1.0, 2.0), ("乙", 2.0, 4.0), ("丙", 4.0, 2.0))
    ]
    table = VOLUME.frame([{**row, **fixed} for row in rows])
    assert largest_mover(table) == ("乙", 2, 4)
    assert largest_mover(table.assign(adjusted_rank=table["rank"])) is None
    assert largest_mover(table.assign(adjusted_rank=np.nan)) is None


def test_the_chance_of_a_correlation_is_that_of_scipy() -> None:
    random = np.random.default_rng(1)
    for count in (10, 31):
        one = random.normal(size=count)
        other = one + random.normal(size=count)
        found = spearmanr(one, other)
        assert chance_of(float(found.statistic), count) == pytest.approx(float(found.pvalue))
    assert chance_of(1.0, 10) == 0.0


def test_titles_have_an_english_version(view_of: Maker) -> None:
    view = compared(view_of(31, "en", target="浙江"))
    assert "beside the median" in radar_finding(view) or "the median in all" in radar_finding(view)
    assert "浙江 is among the first 3 with a chance of" in rank_distribution_finding(view)
    assert "rank correlation" in volume_finding(view)
