"""Simulated ranks as shades: what stands where, and that all can be read."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bench.report.charts.chart_rank_distribution import (
    has_rank_distribution,
    rank_distribution_chart,
)
from bench.report.charts.paper import A4, PAPERS, Paper
from bench.report.charts.theme import ACCENT, INK, MARK
from bench.report.rank_spread import rank_spread
from bench.report.view import ReportView
from bench.report.wording import percent
from tests.report.drawn import assert_readable, words
from tests.report.sured import sured

Maker = Callable[..., ReportView]


def boxes(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.findobj(Rectangle) if patch.get_width() > 0]


def outlines(figure: Figure) -> list[Rectangle]:
    """The rank intervals, from the top down, without the sample of the legend."""
    found = [patch for patch in boxes(figure) if patch.get_facecolor()[3] == 0]
    return found[:-1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("count", [2, 5])
def test_every_page_can_be_read(view_of: Maker, count: int, paper: Paper, language: str) -> None:
    for figure in rank_distribution_chart(sured(view_of(count, language)), paper):
        assert_readable(figure)
        assert (figure.get_size_inches() <= (paper.width + 1e-9, paper.height + 1e-9)).all()


def test_intervals_are_outlined_where_they_lie_and_the_targets_is_set_off(
    view_of: Maker,
) -> None:
    view = sured(view_of(8, target="浙江"))
    (figure,) = rank_distribution_chart(view)
    found = outlines(figure)
    ranked = view.ranked
    widths = np.array([box.get_width() for box in found])
    expected = (ranked["rank_high"] - ranked["rank_low"] + 1).to_numpy()
    assert widths / widths[0] == pytest.approx(expected / expected[0])
    lefts = np.array([box.get_x() for box in found])
    assert (np.sign(np.diff(lefts)) == np.sign(np.diff(ranked["rank_low"]))).all()

    def colours(name: str) -> list[bool]:
        own = Rectangle((0, 0), 1, 1, edgecolor=name).get_edgecolor()
        return [box.get_edgecolor() == own for box in found]

    assert colours(ACCENT) == (ranked["region"] == "浙江").tolist()
    assert colours(INK) == (ranked["region"] != "浙江").tolist()


def test_the_median_of_every_region_is_marked(view_of: Maker) -> None:
    view = sured(view_of(8))
    spread = rank_spread(view)
    assert spread is not None
    (figure,) = rank_distribution_chart(view)
    own = Rectangle((0, 0), 1, 1, facecolor=MARK).get_facecolor()
    marks = [box for box in boxes(figure) if box.get_facecolor() == own][:-1]
    centres = np.array([box.get_x() + box.get_width() / 2 for box in marks])
    assert len(marks) == 7
    order = np.argsort(spread.median, kind="stable")
    assert (np.diff(centres[order]) >= -1e-9).all()
    assert len(set(centres.round(6))) == len(set(spread.median.tolist()))


def test_few_regions_have_their_chances_written_in_the_cells(view_of: Maker) -> None:
    view = sured(view_of(3), noise=20)
    chances = view.sureness.chances["chance"]
    shown = words(rank_distribution_chart(view)[0])
    assert all(percent(float(chance)) in shown for chance in chances if chance >= 0.01)
    many = words(rank_distribution_chart(sured(view_of(31)))[0])
    assert len([word for word in many if re.fullmatch(r"\d+%", word)]) < 30 + 10


def test_many_ranks_share_a_cell_where_the_paper_is_narrow_which_the_subtitle_tells(
    view_of: Maker,
) -> None:
    view = sured(view_of(100))
    assert not any("每格" in word for word in words(rank_distribution_chart(view)[0]))
    pages = rank_distribution_chart(view, A4)
    assert all(any("每格2个名次" in word for word in words(page)) for page in pages)
    assert "1–2" in words(pages[0])


def test_without_a_simulation_there_is_no_chart(view_of: Maker) -> None:
    assert not has_rank_distribution(view_of(8))
    assert has_rank_distribution(sured(view_of(2)))
