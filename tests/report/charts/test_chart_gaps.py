from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from bench.comparison.gaps import INDICATOR
from bench.report.charts.chart_gaps import gaps_chart
from bench.report.charts.gap_lines import GapLine, gap_groups, with_dimension
from bench.report.charts.theme import ACCENT, HATCH
from bench.report.findings import gaps_finding
from bench.report.view import ReportView
from tests.report.compared import compared

Maker = Callable[..., ReportView]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def table_of(view: ReportView) -> pd.DataFrame:
    assert view.overview is not None
    assert view.overview.beside is not None
    return view.overview.beside.gaps.table


def with_table(view: ReportView, table: pd.DataFrame) -> ReportView:
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    own = replace(own, gaps=replace(own.gaps, table=table))
    return replace(view, overview=replace(view.overview, beside=own))


def test_indicators_stand_under_their_dimension_what_moves_the_index_most_first(
    view_of: Maker,
) -> None:
    view = compared(view_of(8))
    groups = gap_groups(view, table_of(view))
    gains = [gain for _, gain, _ in groups]
    assert gains == sorted(gains, reverse=True)
    assert sum(len(rows) for _, _, rows in groups) == len(view.catalogue.indicators)
    for _, _, rows in groups:
        own = [row["index_gain"] for row in rows if row["index_gain"] == row["index_gain"]]
        assert own == sorted(own, reverse=True)
        assert len({str(row["id"]).split(".")[0] for row in rows}) == 1


def test_on_every_page_rows_stand_below_the_name_of_their_dimension() -> None:
    first, second = GapLine("甲", 1.0), GapLine("乙", 0.5)
    rows = [GapLine("甲", 1.0, {"id": f"a.{place}"}) for place in range(2)]
    assert with_dimension([first, *rows, second]) == [first, *rows]
    assert with_dimension(rows) == [first, *rows]
    assert with_dimension([second]) == []


def test_each_row_tells_gap_rise_and_who_is_best(view_of: Maker) -> None:
    view = compared(view_of(8))
    shown = words(gaps_chart(view)[0])
    table = table_of(view)
    for row in table[table["kind"] == INDICATOR].to_dict("records"):
        if row["state"] == "behind":
            assert f"{row['gap']:.1f}" in shown
        if row["state"] == "silent":
            assert f"（未提及）{row['gap']:.1f}" in shown
        if row["best_regions"]:
            assert f"{row['best_regions'].replace('|', '、')} {row['best']:.1f}" in shown
    assert {"未读", "领先", "持平", "可比地区未读"} <= set(shown)


def test_a_gap_is_a_line_as_long_as_it_is(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view)
    lines = [line for line in gaps_chart(view)[0].axes[0].lines if line.get_color() == ACCENT]
    drawn = sorted(float(np.ptp(line.get_xdata())) for line in lines if len(line.get_xdata()) == 2)
    gaps = np.sort(table.loc[table["kind"] == INDICATOR, "gap"].dropna().to_numpy())
    drawn = drawn[-len(gaps) :]
    assert np.array(drawn[1:]) / drawn[-1] == pytest.approx(gaps[1:] / gaps[-1])


def test_what_is_unread_is_hatched_and_has_no_dot(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view)
    unread = int(((table["kind"] == INDICATOR) & (table["state"] == "unread")).sum())
    patches = gaps_chart(view)[0].axes[0].patches
    assert sum(patch.get_hatch() == HATCH for patch in patches) == unread + 1  # and the legend
    read = with_table(view, table.assign(state="level", score=table["median"].fillna(1.0)))
    figure = gaps_chart(read)[0]
    assert not any(patch.get_hatch() == HATCH for patch in figure.axes[0].patches)
    assert not any("未读（" in word for word in words(figure))


def test_nobody_is_best_where_none_has_a_score(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view).assign(best=0.0, median=0.0, best_regions="深圳|浙江")
    assert not any(
        "深圳、浙江" in word for word in words(gaps_chart(with_table(view, table))[0])[3:]
    )


def test_the_title_says_which_gap_moves_the_index_most(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view)
    first = table.iloc[0]
    names = {i.id: i.name.zh for i in view.catalogue.indicators}
    assert gaps_finding(view) == (
        f"杭州的“{names[first['id']]}”比可比地区中位数低{first['gap']:.1f}分，补齐后指数升得最多"
        f"（+{first['index_gain']:.1f}）；名次可由3升到2，仍在名次区间（1–2）内"
    )
    same = with_table(view, table.assign(rank_rise=0.0))
    assert gaps_finding(same).endswith(f"（+{first['index_gain']:.1f}）")
    beyond = view.ranking.assign(rank_low=3.0, rank_high=4.0)
    assert gaps_finding(replace(view, ranking=beyond)).endswith("升到2，高出名次区间（3–4）")
    unsure = view.ranking.assign(rank_low=np.nan, rank_high=np.nan)
    assert gaps_finding(replace(view, ranking=unsure)) == gaps_finding(same)
    unranked = with_table(view, table.assign(rank_rise=np.nan, rank_after=np.nan))
    assert gaps_finding(unranked) == gaps_finding(same)


def test_the_title_says_so_where_there_is_no_gap(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view)
    none = with_table(view, table.assign(gap=np.nan, index_gain=np.nan))
    assert gaps_finding(none) == "杭州已读的指标没有一项低于可比地区中位数"
    unread = with_table(view, table.assign(state="unread", gap=np.nan, index_gain=np.nan))
    assert gaps_finding(unread).startswith("没有读到杭州")
    still = with_table(view, table.assign(index_gain=0.0))
    widest = table.loc[table["gap"].where(table["kind"] == INDICATOR).idxmax()]
    assert f"低{widest['gap']:.1f}分" in gaps_finding(still)
    assert "不提高指数" in gaps_finding(still)


def test_what_rounds_to_0_is_level_and_no_gap(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view)
    small = with_table(view, table.assign(state="behind", gap=0.04, index_gain=0.01))
    assert gaps_finding(small) == "杭州已读的指标没有一项低于可比地区中位数"
    shown = words(gaps_chart(small)[0])
    assert "持平" in shown
    assert "0.0" not in shown


def test_of_a_silent_target_it_is_told_whether_all_its_peers_are_silent_too(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view).assign(state="level", gap=np.nan, index_gain=np.nan)
    level = with_table(view, table)
    indicator = view.scores["indicator"] == "infrastructure.iot"
    own = indicator & (view.scores["region"] == "杭州")
    scores = view.scores.assign(state="stated")
    alone = replace(level, scores=scores.assign(state=scores["state"].mask(own, "silent")))
    assert words(gaps_chart(alone)[0]).count("未提及") == 2  # and in the legend
    level = with_table(view, table.assign(best=0.0, median=0.0, score=0.0))
    both = replace(level, scores=scores.assign(state=scores["state"].mask(indicator, "silent")))
    assert words(gaps_chart(both)[0]).count("均未提及") == 1


def test_the_subtitle_names_the_peers_and_how_they_were_chosen(view_of: Maker) -> None:
    shown = "".join(words(gaps_chart(compared(view_of(8)))[0]))
    assert (
        "可比地区：深圳、浙江、黔西南布依族苗族自治州、广东、内蒙古；结构最接近的 5 个地区" in shown
    )
