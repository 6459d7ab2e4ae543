"""Whose shapes are drawn, over what, and beside which median."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bench.report.shapes import MOST_REGIONS, shapes_of
from bench.report.view import ReportView
from tests.report.compared import compared
from tests.report.conftest import make_statistics_view
from tests.report.parted import in_parts

Maker = Callable[..., ReportView]


def test_the_target_comes_first_then_its_peers_in_the_order_of_the_ranking(view_of: Maker) -> None:
    shapes = shapes_of(compared(view_of(31, target="浙江")))
    assert shapes is not None
    assert shapes.regions == ("浙江", "杭州", "深圳", *shapes.regions[3:])
    assert shapes.of_peers
    assert len(shapes.regions) == 1 + 5
    assert np.array_equal(shapes.ranks[1:], np.sort(shapes.ranks[1:]))


def test_without_peers_the_first_of_the_ranking_are_shown(view_of: Maker) -> None:
    shapes = shapes_of(view_of(31, target=""))
    assert shapes is not None
    assert not shapes.of_peers
    assert shapes.ranks.tolist() == list(range(1, MOST_REGIONS + 1))


def test_a_target_low_in_the_ranking_is_shown_before_the_first(view_of: Maker) -> None:
    view = view_of(31)
    last = str(view.ranked["region"].iloc[-1])
    shapes = shapes_of(replace(view, target=last))
    assert shapes is not None
    assert shapes.regions[:2] == (last, "杭州")
    assert len(shapes.regions) == MOST_REGIONS


def test_the_median_is_of_all_ranked_regions_and_not_of_those_shown(view_of: Maker) -> None:
    view = compared(view_of(31))
    shapes = shapes_of(view)
    assert shapes is not None
    parts = [dimension.id for dimension in view.catalogue.dimensions]
    assert shapes.median == pytest.approx(view.ranked[parts].median().to_numpy())


def test_with_one_or_two_dimensions_the_axes_are_indicators() -> None:
    shapes = shapes_of(in_parts(8, parts=2, most=10))
    assert shapes is not None
    assert not shapes.of_dimensions
    assert len(shapes.names) == 10
    assert shapes_of(in_parts(8, parts=1, most=4)) is None
    assert shapes_of(in_parts(8, parts=3, most=4)) is not None  # three dimensions


def test_one_region_or_few_indicators_get_no_radar(view_of: Maker) -> None:
    assert shapes_of(view_of(0)) is None
    assert shapes_of(view_of(1)) is None
    assert shapes_of(view_of(2)) is not None
    assert shapes_of(make_statistics_view()) is None  # two dimensions, three indicators


def test_where_nothing_was_read_of_any_part_there_is_no_radar() -> None:
    view = in_parts(8)
    assert shapes_of(view) is not None
    assert shapes_of(replace(view, scores=view.scores.iloc[:0])) is None


def test_a_region_of_which_nothing_was_read_has_no_radar(view_of: Maker) -> None:
    shapes = shapes_of(view_of(8, target="海宁"))  # which is not ranked
    assert shapes is not None
    assert "海宁" not in shapes.regions
