from collections.abc import Callable
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from bench.report.charts.chart_peers import corner_of, has_peers, nearness, peers_chart
from bench.report.charts.theme import ACCENT, FAINT
from bench.report.findings import peers_finding
from bench.report.view import ReportView
from tests.report.compared import compared

Maker = Callable[..., ReportView]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def with_peers(view: ReportView, table: pd.DataFrame) -> ReportView:
    assert view.overview is not None
    own = view.overview.beside
    assert own is not None
    own = replace(own, peers=replace(own.peers, table=table))
    return replace(view, overview=replace(view.overview, beside=own))


def table_of(view: ReportView) -> pd.DataFrame:
    assert view.overview is not None
    return nearness(view.overview)


def test_every_region_known_on_both_axes_has_a_dot_near_ones_on_the_left(view_of: Maker) -> None:
    view = compared(view_of(31), few=1)
    table = table_of(view)
    dots = [
        line
        for line in peers_chart(view)[0].axes[0].lines
        if line.get_marker() == "o" and line.get_color() in (ACCENT, FAINT)
    ][3:]  # without the legend
    known = table[table["policy"].notna()]
    assert len(dots) == len(known) == 29
    places = pd.Series([float(dot.get_xdata()[0]) for dot in dots])
    assert places.rank().tolist() == known["structure"].rank().tolist()
    heights = pd.Series([float(dot.get_ydata()[0]) for dot in dots])
    assert heights.rank().tolist() == known["policy"].rank().tolist()


def test_who_is_not_known_on_both_axes_is_named_in_the_foot(view_of: Maker) -> None:
    shown = words(peers_chart(compared(view_of(8), few=1))[0])
    assert [word for word in shown if "未列的地区：海宁" in word]
    assert "海宁" not in shown


def test_likeness_is_not_cut_at_zero(view_of: Maker) -> None:
    assert table_of(compared(view_of(31)))["policy"].min() < 0


def test_the_corner_holds_those_and_only_those_alike_in_structure_and_unlike_in_policy(
    view_of: Maker,
) -> None:
    table = table_of(compared(view_of(31)))
    corner = corner_of(table)
    assert corner is not None
    inside = (table["structure"] < corner[0]) & (table["policy"] < corner[1])
    assert (inside == (table["useful"] == "yes")).all()
    assert inside.any()


def test_without_structure_or_a_target_there_is_no_chart(view_of: Maker) -> None:
    assert not has_peers(view_of(8))
    assert not has_peers(compared(view_of(8), structure=False))
    assert not has_peers(compared(view_of(8, target="")))
    assert not has_peers(compared(view_of(2)))


def test_the_title_names_whom_to_learn_from(view_of: Maker) -> None:
    view = compared(view_of(8))
    assert view.overview is not None
    assert view.overview.beside is not None
    table = view.overview.beside.peers.table
    one = with_peers(view, table.assign(useful=["yes", *[""] * 6]))
    assert peers_finding(one) == "结构相近、政策不同，杭州可以从深圳学到的最多"
    none = with_peers(view, table.assign(useful=""))
    assert peers_finding(none) == "与杭州结构相近的地区，政策也都不算远"
