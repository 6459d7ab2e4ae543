from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.report.charts.fonts import text_width
from bench.report.charts.heatmap_grid import GAP, grids_of
from bench.report.charts.paper import PAPERS, SLIDE, Paper
from bench.report.view import ReportView
from tests.report.conftest import make_view


@cache
def view_in(language: str) -> ReportView:
    return make_view(3, language)


@settings(max_examples=30)
@given(st.sampled_from(list(PAPERS.values())), st.sampled_from(["zh", "en"]), st.floats(1.2, 11))
def test_each_indicator_has_a_column_and_no_page_is_wider_than_the_room(
    paper: Paper, language: str, room: float
) -> None:
    view = view_in(language)
    grids = grids_of(view, paper, room, ["100", "–", "(50)"])
    columns = [c.id for grid in grids for group in grid.groups for c in group.columns]
    assert columns == [indicator.id for indicator in view.catalogue.indicators]
    for grid in grids:
        last = grid.groups[-1]
        assert last.left + len(last.columns) * grid.cell <= room + 1e-9
        assert text_width("(50)", grid.cell_size) <= grid.cell
        for group in grid.groups:
            for column in group.columns:
                height = grid.head if grid.upright else grid.cell
                assert all(text_width(line, grid.size) <= height for line in column.heading)


def test_dimensions_stay_whole_where_they_fit() -> None:
    grids = grids_of(view_in("zh"), SLIDE, 2.5, ["100"])
    assert len(grids) > 1
    counts = [len(group.columns) for grid in grids for group in grid.groups]
    dimensions = view_in("zh").catalogue.dimensions
    assert counts == [len(dimension.all_indicators()) for dimension in dimensions]


def test_columns_of_one_page_fill_the_room() -> None:
    (grid,) = grids_of(view_in("zh"), SLIDE, 10.0, ["100"])
    wide = sum(len(group.columns) for group in grid.groups) * grid.cell
    assert wide + GAP * (len(grid.groups) - 1) == pytest.approx(10.0)


def test_names_that_do_not_fit_across_are_turned() -> None:
    (across,) = grids_of(view_in("zh"), SLIDE, 10.0, ["100"])
    (turned,) = grids_of(view_in("en"), SLIDE, 10.0, ["100"])
    assert not across.upright
    assert turned.upright


def test_long_names_are_cut_rather_than_let_the_chart_grow() -> None:
    view = view_in("zh")
    plain = view.catalogue.model_dump(mode="json")
    for dimension in plain["dimensions"]:
        for own in dimension["indicators"]:
            own["name"] = {"zh": "名称" * 50, "en": "name"}
    view = replace(view, catalogue=type(view.catalogue).model_validate(plain))
    (grid,) = grids_of(view, SLIDE, 10.0, ["100"])
    assert grid.upright
    assert grid.head < 2.5
    assert grid.groups[0].columns[0].heading[-1].endswith("…")
