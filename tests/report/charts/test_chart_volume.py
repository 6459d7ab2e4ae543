"""Index against volume: where points stand, who is ringed, and what is told beside a name."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bench.report.charts.chart_volume import has_volume, volume_chart
from bench.report.charts.paper import PAPERS, Paper
from bench.report.charts.theme import ACCENT, FAINT, MARK, MUTED
from bench.report.view import ReportView
from tests.report.drawn import assert_readable, words
from tests.report.sured import sured

Maker = Callable[..., ReportView]


def dots(figure: Figure, *colours: str) -> list[Line2D]:
    return [
        line
        for line in figure.findobj(Line2D)
        if line.get_marker() == "o" and line.get_color() in colours
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("count", [4, 12])
def test_every_page_can_be_read(view_of: Maker, count: int, paper: Paper, language: str) -> None:
    (figure,) = volume_chart(sured(view_of(count, language)), paper)
    assert_readable(figure)
    assert (figure.get_size_inches() <= (paper.width + 1e-9, paper.height + 1e-9)).all()


def test_points_stand_by_log_volume_and_index(view_of: Maker) -> None:
    view = sured(view_of(8))
    table = view.sureness.volume
    found = dots(volume_chart(view)[0], ACCENT, MUTED)[-len(table) :]
    x = np.array([float(dot.get_xdata()[0]) for dot in found])
    y = np.array([float(dot.get_ydata()[0]) for dot in found])
    assert np.corrcoef(x, np.log(table["volume"]))[0, 1] == pytest.approx(1)
    assert np.corrcoef(y, table["index"])[0, 1] == pytest.approx(1)


def test_the_line_is_the_regression_of_the_points(view_of: Maker) -> None:
    view = sured(view_of(31))
    figure = volume_chart(view)[0]
    found = dots(figure, ACCENT, MUTED)[-30:]
    x = np.array([float(dot.get_xdata()[0]) for dot in found])
    y = np.array([float(dot.get_ydata()[0]) for dot in found])
    slope, at_zero = np.polyfit(x, y, 1)
    lines = [line for line in figure.findobj(Line2D) if line.get_color() == FAINT]
    (line,) = [line for line in lines if np.ptp(line.get_xdata()) == pytest.approx(np.ptp(x))]
    assert line.get_ydata() == pytest.approx(slope * np.array(line.get_xdata()) + at_zero)


def test_who_would_leave_its_interval_is_ringed_and_told_its_ranks(view_of: Maker) -> None:
    view = sured(view_of(31))
    table = view.sureness.volume
    outside = table[table["outside"] == "yes"]
    assert len(outside) > 1
    figure = volume_chart(view)[0]
    assert len(dots(figure, MARK)) == len(outside) + 1  # and the legend
    shown = words(figure)
    told = [
        f"{row['region']}（{row['rank']:.0f}→{row['adjusted_rank']:.0f}）"
        for row in outside.to_dict("records")
    ]
    assert set(told) <= set(shown)


def test_below_four_regions_nothing_is_adjusted(view_of: Maker) -> None:
    shown = words(volume_chart(sured(view_of(3)))[0])
    assert "杭州" in shown
    assert not any("→" in word or "回归" in word for word in shown)


def test_regions_of_one_volume_can_be_drawn(view_of: Maker) -> None:
    view = sured(view_of(8))
    table = view.sureness.volume.assign(volume=5000.0, adjusted_index=lambda t: t["index"])
    view = replace(view, sureness=replace(view.sureness, volume=table))
    assert_readable(volume_chart(view)[0])


def test_without_text_there_is_no_chart(view_of: Maker) -> None:
    assert not has_volume(view_of(8))
    assert not has_volume(sured(view_of(2)))
    assert has_volume(sured(view_of(3)))
