"""The radars: whom they show, over what, and what is open."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from bench.catalogue.model import Catalogue
from bench.report.charts.chart_radar import radar_chart
from bench.report.charts.paper import PAPERS, SLIDE, Paper
from bench.report.charts.theme import HATCH, INK
from bench.report.shapes import MOST_REGIONS, shapes_of
from bench.report.view import ReportView
from tests.report.conftest import DIMENSIONS
from tests.report.drawn import assert_readable, words
from tests.report.parted import in_parts

Maker = Callable[..., ReportView]


def hatched(figure: Figure) -> list[Polygon]:
    return [patch for patch in figure.findobj(Polygon) if patch.get_hatch() == HATCH]


def test_what_was_not_read_is_hatched_and_has_no_point(view_of: Maker) -> None:
    view = view_of(3)
    before = radar_chart(view)[0]
    opened = replace(view, ranking=view.ranking.assign(clusters=[np.nan, 50.0, 60.0]))
    after = radar_chart(opened)[0]
    assert (len(hatched(before)), len(hatched(after))) == (0, 1)
    assert "未读" in words(after)
    assert "未读" not in words(before)

    def dots(figure: Figure) -> int:
        return sum(line.get_marker() == "o" for line in figure.findobj(Line2D))

    assert dots(after) == dots(before) - 1


def test_every_radar_has_the_same_median(view_of: Maker) -> None:
    figure = radar_chart(view_of(3))[0]
    lines = [line for line in figure.findobj(Line2D) if line.get_color() == INK]
    spans = {
        tuple(np.round(line.get_xydata() - line.get_xydata()[0], 6).ravel().tolist())
        for line in lines[1:]  # without the legend
    }
    assert len(lines) == 1 + 3 * len(DIMENSIONS)
    assert len(spans) == len(DIMENSIONS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("parts", [3, 5, 6, 9, 12, 21])
def test_axes_are_named_or_numbered_so_that_nothing_overlaps(
    parts: int, paper: Paper, language: str
) -> None:
    view = in_parts(31, language, parts=2 if parts > 3 else 3, most=parts)
    shapes = shapes_of(view)
    assert shapes is not None
    pages = radar_chart(view, paper)
    for page in pages:
        assert_readable(page)
    shown = "".join(word for page in pages for word in words(page)).replace(" ", "")
    assert all(name.replace(" ", "") in shown for name in shapes.names)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_what_leaves_hardly_any_room_goes_on_over_the_page(paper: Paper) -> None:
    view = in_parts(31)
    plain = view.catalogue.model_dump(mode="json")
    for dimension in plain["dimensions"]:
        for own in dimension["indicators"]:
            own["name"] = {"zh": "名称" * 40, "en": "name"}
    view = replace(
        view,
        target="",
        catalogue=Catalogue.model_validate(plain),
        source_line="资料来自年鉴；" * 120,
    )
    pages = radar_chart(view, paper)
    for page in pages:
        assert_readable(page)
        assert page.get_size_inches()[1] <= paper.height + 1e-9
    shapes = shapes_of(view)
    assert shapes is not None
    found = [name for page in pages for name in words(page) if name in shapes.regions]
    assert found == list(shapes.regions)


def test_a_single_scale_is_told_that_ends_close_above_the_highest(view_of: Maker) -> None:
    view = view_of(3)
    parts = [dimension.id for dimension in view.catalogue.dimensions]
    low = replace(view, ranking=view.ranking.assign(**{part: [21.6, 3.0, 8.0] for part in parts}))
    assert any("圆心0，外圈25" in word for word in words(radar_chart(low)[0]))


def test_no_page_is_larger_than_a_slide_with_twelve_radars(view_of: Maker) -> None:
    figure = radar_chart(view_of(100, target=""))[0]
    assert (figure.get_size_inches() <= (SLIDE.width + 1e-9, SLIDE.height + 1e-9)).all()
    assert sum(word.startswith("第") and len(word) < 4 for word in words(figure)) == MOST_REGIONS
