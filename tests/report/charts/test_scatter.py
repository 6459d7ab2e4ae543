"""A plot of points: where values stand, and names led to their points."""

import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from bench.report.charts.axis import axis_of
from bench.report.charts.frame import Frame
from bench.report.charts.log_axis import log_axis_of
from bench.report.charts.paper import A4
from bench.report.charts.placing import Box, Mark
from bench.report.charts.scatter import Scatter, draw_name
from bench.report.charts.theme import FAINT, Page
from tests.report.drawn import words


def page() -> Page:
    return Frame.of("题", "副题", "来源", A4).page(4.0)


def plot() -> Scatter:
    return Scatter.of(log_axis_of([1000, 100_000]), axis_of([80.0]), A4, 4.0, "{:g}".format)


def test_values_stand_by_the_axes_and_move_with_the_page() -> None:
    here = plot()
    assert here.x(10_000) == pytest.approx((here.box.left + here.box.right) / 2)
    assert here.y(0) == here.box.bottom
    assert here.y(40) == pytest.approx((here.box.bottom + here.box.top) / 2)
    moved = here.moved(1.0, 2.0)
    assert (moved.x(1000) - here.x(1000), moved.y(40) - here.y(40)) == pytest.approx((1.0, 2.0))
    assert here.box.right == A4.inner


def test_axes_are_numbered_and_named() -> None:
    sheet = page()
    plot().moved(sheet.left, sheet.bottom).draw_axes(sheet, "字数", "指数")
    assert {"字数", "指数", "0", "20", "40", "60", "80", "10000"} <= set(words(sheet.figure))


@pytest.mark.parametrize(("away", "lines"), [(0.05, 0), (0.5, 1)])
def test_a_name_far_from_its_point_is_led_to_it(away: float, lines: int) -> None:
    sheet = page()
    mark = Mark(2.0, 2.0, "甲市", 0.3, 0.15)
    draw_name(sheet, mark, Box(2 + away, 1.9, 2.3 + away, 2.1), size=8)
    found = [line for line in sheet.figure.findobj(Line2D) if line.get_color() == FAINT]
    assert len(found) == lines
    assert any(text.get_text() == "甲市" for text in sheet.figure.findobj(Text))
