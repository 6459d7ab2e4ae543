from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from bench.comparison.schema import INSTRUMENTS
from bench.report.charts.chart_instruments import FILLS, UNTOLD, has_instruments, instruments_chart
from bench.report.charts.instrument_mix import mixes
from bench.report.charts.theme import luminance
from bench.report.findings import instruments_finding
from bench.report.view import ReportView
from tests.report.compared import compared

Maker = Callable[..., ReportView]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def with_table(view: ReportView, table: pd.DataFrame) -> ReportView:
    assert view.overview is not None
    return replace(view, overview=replace(view.overview, instruments=table))


def table_of(view: ReportView) -> pd.DataFrame:
    assert view.overview is not None
    return view.overview.instruments


def test_regions_stand_in_the_order_of_the_ranking(view_of: Maker) -> None:
    view = compared(view_of(8))
    order = view.charted["region"].tolist()
    assert [mix.region for mix in mixes(view)] == order
    view = with_table(view, table_of(view)[table_of(view)["region"] != order[-1]])
    foot = [word for word in words(instruments_chart(view)[0]) if "没有举措" in word]
    assert order[-1] in "".join(foot)


def test_shares_of_the_types_and_what_has_no_tool_fill_the_bar(view_of: Maker) -> None:
    view = compared(view_of(3))
    patches = instruments_chart(view)[0].axes[0].patches
    bars: dict[float, float] = {}
    for patch in patches:
        colour = "#" + "".join(f"{round(part * 255):02X}" for part in patch.get_facecolor()[:3])
        if colour in (*FILLS, UNTOLD) and patch.get_edgecolor()[3] == 0:
            bars[round(patch.get_y(), 6)] = bars.get(round(patch.get_y(), 6), 0) + patch.get_width()
    bars = {y: wide for y, wide in bars.items() if wide > 1}
    assert len(bars) == 3  # all together, and the two with measures
    assert max(bars.values()) == pytest.approx(min(bars.values()), abs=0.02)


def test_the_largest_tool_and_what_differs_are_named_of_those_that_are_judged(
    view_of: Maker,
) -> None:
    view = compared(view_of(31))
    shown = words(instruments_chart(view)[0])
    for mix in mixes(view):
        assert mix.largest is not None
        name, share = mix.largest
        if mix.is_judged:
            assert f"{name} {share:.0%}" in shown
            if mix.differs:
                assert any(word.startswith(mix.differs[0]) for word in shown)
    few = sum(not mix.is_judged for mix in mixes(view))
    assert shown.count("不足30条，不作判断") == few > 0


def test_no_measures_no_chart(view_of: Maker) -> None:
    assert not has_instruments(with_table(compared(view_of(3)), INSTRUMENTS.empty()))


def test_the_types_are_told_apart_in_grey() -> None:
    shades = [luminance(fill) for fill in (*FILLS, UNTOLD)]
    assert np.min(np.abs(np.subtract.outer(shades, shades)) + np.eye(4)) > 0.15


def test_the_title_says_what_the_target_uses_more(view_of: Maker) -> None:
    view = compared(view_of(8))
    table = table_of(view).assign(finding="")
    plain = instruments_finding(with_table(view, table))
    assert plain.startswith("杭州的政策工具构成与其他地区没有可靠的差别，以")
    row = (table["region"] == "杭州") & (table["instrument"] == "supply.talent")
    told = table.assign(finding=np.where(row, "more", ""), share=0.3, others=0.1)
    assert instruments_finding(with_table(view, told)) == ("杭州较多使用人才培养：30%，其他地区10%")
    less = told.assign(finding=np.where(row, "less", ""), share=0.02)
    assert instruments_finding(with_table(view, less)) == ("杭州较少使用人才培养：2%，其他地区10%")


def test_the_title_of_a_target_with_few_measures_claims_nothing(view_of: Maker) -> None:
    view = compared(view_of(8))
    found = instruments_finding(with_table(view, table_of(view).assign(measures=4)))
    assert found == "杭州举措太少（4条），看不出政策工具的特点"


def test_without_a_target_the_title_tells_the_largest_difference(view_of: Maker) -> None:
    view = compared(view_of(8, target=""))
    table = table_of(view)
    shares = np.where(table["region"] == "深圳", 0.5, 0.2)
    tool = table["instrument"] == "supply.talent"
    told = table.assign(share=shares, others=0.1, finding=np.where(tool, "more", ""))
    assert instruments_finding(with_table(view, told)).startswith("深圳较多使用人才培养")
    plain = instruments_finding(with_table(view, table.assign(finding="")))
    assert plain.startswith("各地区政策工具的构成没有可靠的差别")
    alone = compared(view_of(1, target=""))
    alone = with_table(alone, table_of(alone).assign(finding=""))
    assert instruments_finding(alone).startswith("杭州的政策工具以")
