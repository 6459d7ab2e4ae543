"""Radars on a page: a neat grid, and names that stand clear of all."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.report.charts.paper import A4, PAPERS, SLIDE, Paper
from bench.report.charts.radar_layout import RadarTexts, corner, radar_layout
from tests.report.conftest import LONGEST

FOUR = ("数字基础设施", "数据要素市场", "产业集群", "数字治理")


def texts(axes: tuple[str, ...], count: int = 6, value: float = 2.5) -> RadarTexts:
    return RadarTexts(tuple((LONGEST, f"第{i}") for i in range(count)), axes, value)


@settings(max_examples=30)
@given(
    count=st.integers(1, 12),
    axes=st.lists(st.text("数据要素市场", min_size=1, max_size=9), min_size=3, max_size=8),
    paper=st.sampled_from(list(PAPERS.values())),
)
def test_names_stand_within_their_cell_and_clear_of_each_other(
    count: int, axes: list[str], paper: Paper
) -> None:
    layout = radar_layout(count, texts(tuple(axes), count), paper, 5.0)
    if layout is None:
        return
    assert layout.columns * layout.rows >= count
    assert layout.rows * layout.height <= 5.0 + 1e-9
    assert layout.columns * layout.width <= paper.inner + 1e-9
    for label, axis in zip(layout.labels, axes, strict=True):
        assert "".join(label.lines) == axis
        assert abs(label.box.left) <= layout.width / 2
        assert abs(label.box.right) <= layout.width / 2
        assert layout.middle + label.box.bottom >= 0
        assert layout.middle + label.box.top <= layout.height - layout.head + 1e-9
    for one, other in combinations(layout.labels, 2):
        assert not one.box.meets(other.box)


def test_names_stand_outside_the_radar() -> None:
    layout = radar_layout(6, texts(FOUR), SLIDE, 5.0)
    assert layout is not None
    ends = [corner(i, 4, layout.radius) for i in range(4)]
    for (x, y), label in zip(ends, layout.labels, strict=True):
        # Four axes make a square: above it or below it.
        assert label.box.bottom >= y if y > 0 else label.box.top <= y
        assert label.box.left > 0 if x > 0 else label.box.right < 0


@pytest.mark.parametrize(("count", "first"), [(3, (0.0, 1.0)), (4, (0.7071, 0.7071))])
def test_axes_go_round_clockwise_from_the_top(count: int, first: tuple[float, float]) -> None:
    ends = np.array([corner(place, count, 1.0) for place in range(count)])
    assert ends[0] == pytest.approx(first, abs=1e-4)
    assert np.hypot(*ends.T) == pytest.approx(np.ones(count))
    after = np.roll(ends, -1, axis=0)
    assert (ends[:, 0] * after[:, 1] < ends[:, 1] * after[:, 0]).all()


def test_names_that_have_no_room_make_no_layout() -> None:
    assert radar_layout(12, texts(("名称" * 20,) * 8, 12), A4, 5.0) is None
    assert radar_layout(12, texts(FOUR, 12), SLIDE, 0.8) is None


def test_a_region_keeps_its_name_whole_and_its_rank_goes_below_where_it_is_narrow() -> None:
    wide, narrow = (
        radar_layout(2, texts(FOUR, 2), A4, 4.0),
        radar_layout(12, texts(FOUR, 12), A4, 8),
    )
    assert wide is not None
    assert narrow is not None
    assert (wide.head_lines, narrow.head_lines) == (1, 2)
    assert narrow.columns < 5  # of 1.4 inches each, which the longest name takes
