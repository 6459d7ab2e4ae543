"""The findings of the cover are true of the run, and say no more than it knows."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from bench.report.view import ReportView
from bench.report.workbook.cover_finding import Finding
from bench.report.workbook.cover_findings import cover_findings
from bench.report.workbook.cover_places import CoverPlaces
from bench.report.workbook.places import proofs_of
from bench.report.workbook.writing import sheet_names
from bench.tables import LEAVE_ONE_OUT
from tests.report.conftest import make_statistics_view, make_view
from tests.report.overviews import changed, compared_view, found_in
from tests.report.test_sureness import sureness_of


def findings(view: ReportView) -> tuple[Finding, ...]:
    return cover_findings(
        view, CoverPlaces(view, sheet_names(view), proofs_of(view, view.evidence, {}))
    )


def worded(view: ReportView) -> ReportView:
    """The view with evidence that terms found, and that is sure."""
    return replace(view, evidence=view.evidence.assign(terms="设施", confidence=0.9))


def sure(view: ReportView, **tie: object) -> ReportView:
    return replace(view, sureness=sureness_of(view, **tie))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "make",
    [
        lambda language: make_view(0, language, ""),
        lambda language: make_view(1, language),
        lambda language: make_view(2, language),
        lambda language: make_view(8, language, "海宁"),  # without a rank
        lambda language: make_view(8, language, "成都"),  # not among the regions
        lambda language: sure(make_view(8, language, "")),
        lambda language: sure(make_view(8, language, "深圳")),
        lambda language: compared_view("甲市", language),
        lambda language: make_statistics_view(language=language),
    ],
)
def test_there_are_three_findings_of_any_run(make, language: str) -> None:
    view = make(language)
    found = findings(view)
    assert len(found) == 3
    for finding in found:
        assert finding.headline.strip()
        assert not finding.headline.endswith(("。", "."))
        assert finding.sources
        assert not re.search(r"\bnan\b", finding.headline + finding.text, re.IGNORECASE)
        assert "{" not in finding.headline + finding.text
        assert all(
            name in {view.word(key) for key in sheet_names(view)} for name, *_ in finding.sources
        )


def test_the_first_finding_of_a_target_is_its_rank_and_interval() -> None:
    view = sure(make_view(8, target="深圳"))
    row = view.ranked.iloc[1]
    first = findings(view)[0]
    assert first.headline == (
        f"深圳在7个地区中列第2，指数{row['index']:.1f}，名次区间第"
        + (
            f"{row['rank_low']:.0f}–{row['rank_high']:.0f}名"
            if row["rank_low"] != row["rank_high"]
            else "2名"
        )
    )
    assert "模拟中杭州在它之前的只占55%，它在浙江之前的只占55%，" in first.text
    assert "难分先后；这样的地区共6个" in first.text  # 55 % in every pair
    assert ("排名", 2, 2) in first.sources
    firm = findings(sure(view, chance=0.9))[0].text
    assert "难分先后" not in firm
    assert "杭州在它之前的占90%；它在浙江之前的占90%" in firm


def test_shares_are_rounded_as_cells_show_them() -> None:
    view = sure(make_view(8, target="深圳"), chance=0.625)
    assert "杭州在它之前的占63%" in findings(view)[0].text


def test_without_simulation_the_rank_is_told_without_an_interval() -> None:
    view = make_view(8, target="深圳")
    ranking = view.ranking.assign(rank_low=np.nan, rank_high=np.nan)
    first = findings(replace(view, ranking=ranking))[0]
    assert "没有模拟名次区间" in first.headline
    assert "没有模拟" in first.text


def test_the_second_finding_names_the_largest_gap_and_a_measure_of_a_peer() -> None:
    view = worded(compared_view())
    own = found_in(view).beside
    assert own is not None
    first = own.gaps.table.iloc[0]
    second = findings(view)[1]
    name = view.catalogue.indicator(str(first["id"])).name.zh
    assert name in second.headline
    assert f"+{first['index_gain']:.1f}" in second.headline
    quoted = own.borrowed.table[own.borrowed.table["indicator"] == first["id"]]["quote"]
    assert any(quote.rstrip("。") in second.text for quote in quoted)
    assert second.sources[0] == ("差距", 3, 1)
    assert "没有说到这一项" not in second.text
    silent = own.gaps.table.assign(state="silent")
    mute = changed(view, beside=replace(own, gaps=replace(own.gaps, table=silent)))
    assert "甲市的文件里没有说到这一项" in findings(mute)[1].text


@pytest.mark.parametrize("spoilt", [{"terms": ""}, {"confidence": 0.59}])
def test_what_no_term_found_and_what_is_not_sure_is_never_quoted(spoilt: dict[str, object]) -> None:
    view = worded(compared_view())
    assert "在做：" in findings(view)[1].text
    unfit = replace(view, evidence=view.evidence.assign(**spoilt))
    assert "在做：" not in findings(unfit)[1].text


def test_a_target_without_gaps_is_not_said_to_trail() -> None:
    view = compared_view()
    own = found_in(view).beside
    assert own is not None
    table = own.gaps.table.assign(gap=np.nan, index_gain=np.nan, state="ahead")
    ahead = changed(view, beside=replace(own, gaps=replace(own.gaps, table=table)))
    assert findings(ahead)[1].headline == "甲市已读的指标没有一项低于可比地区中位数"


def test_the_third_finding_names_the_least_change_of_weights_and_what_moves_the_rank() -> None:
    third = findings(sure(make_view(8, target="深圳")))[2]
    assert "维度权重最少合计移动5.0个百分点，就与杭州打平" in third.headline
    assert re.search(r"打平的最小改法：.+→.+；其他改法都要移动更多", third.text)
    assert "第3→第5" in third.text
    assert "若各地材料一样多，它仍排第2" in third.text
    never = findings(sure(make_view(8, target="深圳"), change=float("nan"), robust="yes"))[2]
    assert "怎么改都不与前后的地区互换" in never.headline


def test_a_rank_that_nothing_moves_is_told_so() -> None:
    view = sure(make_view(8, target="深圳"))
    left = LEAVE_ONE_OUT.frame(view.sureness.left_out.assign(shift=0.0).to_dict("records"))
    still = replace(view, sureness=replace(view.sureness, left_out=left))
    assert "名次都不变" in findings(still)[2].text


def test_without_a_target_leader_distance_and_what_moves_the_ranks_come_first() -> None:
    view = sure(make_view(8, target=""))
    first, second, third = findings(view)
    leaders = view.ranked
    assert first.headline == "杭州居首，其后是深圳"
    assert "6对相邻名次中，6对难分先后" in first.text
    gap = leaders["index"].iloc[0] - leaders["index"].iloc[1]
    assert second.headline.startswith(f"杭州比第二名深圳高{gap:.1f}分，主要靠")
    assert third.headline == "名次的变动主要来自文件与主张（占60%）"


def test_an_unranked_target_is_told_why() -> None:
    first, second, _ = findings(make_view(8, target="海宁"))
    assert first.headline == "杭州居首；海宁未排名"
    assert "读到的指标权重不足一半" in first.text
    assert "海宁" in second.headline


def test_where_too_little_was_read_it_says_what_it_would_take() -> None:
    view = make_view(3)
    none = view.ranking.assign(rank=np.nan, index=np.nan, note="主张太少")
    first, _, third = findings(replace(view, ranking=none))
    assert first.headline == "没有可排名的地区"
    assert "主张太少" in first.text
    assert "min_claims" in third.text
