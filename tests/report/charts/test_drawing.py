"""All charts together: at every size, of few and of many regions, in both languages."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bench.catalogue.model import Catalogue
from bench.report.charts.chart_heatmap import DOTS
from bench.report.charts.chart_ranking import ranking_chart
from bench.report.charts.drawing import CHARTS, charts_of, draw, page_name, write_charts
from bench.report.charts.paper import A4, PAPERS, SLIDE, Paper
from bench.report.charts.theme import HATCH, PALE, ramp, save_png, save_svg
from bench.report.view import ReportView
from tests.report.compared import compared
from tests.report.conftest import (
    LONGEST,
    make_catalogue,
    make_statistics_catalogue,
    make_statistics_view,
    make_view,
)
from tests.report.drawn import assert_readable, texts, words

Maker = Callable[..., ReportView]
# Charts with a row a region.
ROWS = ("ranking", "dimensions", "heatmap", "instruments")


def all_of(count: int, language: str = "zh", target: str = "杭州") -> ReportView:
    """A run that every chart has something to show of, if there are regions enough."""
    return compared(make_view(count, language, target), few=count // 8)


one_of = cache(all_of)


@cache
def drawn(name: str, count: int, paper: Paper, language: str, target: str) -> tuple[Figure, ...]:
    view = one_of(count, language, target)
    return draw(name, view, paper) if name in charts_of(view) else ()


def pages(
    name: str, count: int, paper: Paper = SLIDE, language: str = "zh", target: str = LONGEST
) -> tuple[Figure, ...]:
    """The pages of a chart, or none where there is nothing to show."""
    return drawn(name, count, paper, language, target)


def assert_drawn_for(paper: Paper, figures: tuple[Figure, ...]) -> None:
    """Every page can be read, is as wide as the paper and no higher, and no text is too small."""
    for figure in figures:
        assert_readable(figure)
        width, height = figure.get_size_inches()
        assert width == pytest.approx(paper.width)
        assert height <= paper.height + 1e-6
        assert min(text.get_fontsize() for text in texts(figure)) >= paper.row[0]


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("count", [3, 8, 31, 100])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_of_few_and_of_many_regions_can_be_read(name: str, count: int, paper: Paper) -> None:
    assert_drawn_for(paper, pages(name, count, paper))


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("name", CHARTS)
def test_charts_in_english_can_be_read(name: str, paper: Paper) -> None:
    assert_drawn_for(paper, pages(name, 31, paper, "en"))


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_of_hardly_any_regions_can_be_read(name: str, count: int) -> None:
    assert_drawn_for(SLIDE, pages(name, count))


# No target, one that is not compared, and one without a rank.
@pytest.mark.parametrize(("count", "target"), [(31, ""), (3, "海宁"), (8, "海宁")])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_can_be_read_whatever_the_target(name: str, target: str, count: int) -> None:
    assert_drawn_for(SLIDE, pages(name, count, target=target))


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("name", CHARTS)
def test_long_titles_and_notes_take_no_more_than_the_page(name: str, paper: Paper) -> None:
    view = replace(one_of(8), source_line="Yearbooks and reports; " * 40)
    assert_drawn_for(paper, draw(name, view, paper))


@pytest.mark.parametrize("name", CHARTS)
def test_thirty_one_provinces_stand_on_one_slide(name: str) -> None:
    assert len(pages(name, 31)) == 1


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("name", ROWS)
def test_what_does_not_fit_goes_on_over_the_page_in_order(name: str, paper: Paper) -> None:
    figures = pages(name, 100, paper)
    assert len(figures) > 1
    shown = [words(figure) for figure in figures]
    for place, page in enumerate(shown, start=1):
        assert f"第{place}页，共{len(figures)}页" in page
    regions = all_of(100, target=LONGEST).charted["region"].tolist()
    found = [[region for region in regions if region in page] for page in shown]
    assert [region for page in found for region in page] == regions
    assert max(map(len, found)) - min(map(len, found)) <= len(figures)


def test_a_page_alone_has_no_number() -> None:
    assert not any("页" in word for word in words(pages("ranking", 31)[0]))


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_more_indicators_than_fit_go_on_over_the_page(paper: Paper) -> None:
    plain = make_catalogue().model_dump(mode="json")
    more = [
        {
            **dimension,
            "id": f"{dimension['id']}{again}",
            "indicators": [
                {**own, "id": own["id"].replace(".", f"{again}.")}
                for own in dimension["indicators"]
            ],
        }
        for again in range(4)
        for dimension in plain["dimensions"]
    ]
    catalogue = Catalogue.model_validate({**plain, "dimensions": more})
    view = make_view(25)
    scores = {dimension.id: 50.0 for dimension in catalogue.dimensions}
    view = replace(view, catalogue=catalogue, ranking=view.ranking.assign(**scores))
    for name, heading in (("heatmap", "算力"), ("dimensions", "数字基础设施")):
        figures = draw(name, view, paper)
        assert len(figures) > 1
        assert_drawn_for(paper, figures)
        found = "".join(word for figure in figures for word in words(figure)[3:])
        assert found.count(heading) >= 4
        assert all("杭州" in words(figure) for figure in figures)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("target", [LONGEST, ""])
def test_more_regions_than_a_matrix_can_show_are_left_out_and_it_says_so(
    paper: Paper, target: str
) -> None:
    (figure,) = pages("similarity", 100, paper, target=target)
    told = re.search(r"只列(.*?)(\d+)个地区（共(\d+)个", "".join(words(figure)))
    assert told is not None
    assert ("排名最前" in told[1]) == (not target)
    shown, known = int(told[2]), int(told[3])
    assert 20 < shown < known == 88
    numbers = {word for word in words(figure) if word.isdigit()}
    assert {str(number) for number in range(1, shown + 1)} <= numbers


@pytest.mark.parametrize("name", CHARTS)
def test_names_of_any_kind_can_be_drawn(view_of: Maker, name: str) -> None:
    names = ["杭州", "名$^{$" * 20, "带😀和\ue000的区", "换\n行\t区"]
    view = view_of(4)
    view = compared(replace(view, ranking=view.ranking.assign(region=names)))
    for paper in PAPERS.values():
        for figure in draw(name, view, paper):
            assert_readable(figure, missing=True)


def one(name: str, view: ReportView) -> Figure:
    """The only page of a chart."""
    (figure,) = draw(name, view)
    return figure


def test_the_ranking_shows_rank_name_index_and_interval(view_of: Maker) -> None:
    view = view_of(8)
    shown = words(one("ranking", view))
    assert "杭州居首（共7个地区）" in shown
    assert any(word.endswith("；海宁仅被提及，未列出") for word in shown)
    unranked = words(one("ranking", replace(view, target="海宁")))
    assert "未排名：读到的指标权重不足一半，无法给出可靠的名次" in unranked
    for row in view.ranked.itertuples():
        assert row.region in shown
        assert f"{row.index:.1f}" in shown
    assert any("–" in word and word.replace("–", "").isdigit() for word in shown)


def test_bars_are_as_long_as_the_index(view_of: Maker) -> None:
    view = view_of(3)
    figure = one("ranking", view)
    widths = [
        patch.get_width()
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and patch.get_width() > 0
    ]
    index = view.ranked["index"].to_numpy()
    assert np.array(widths) / widths[0] == pytest.approx(index / index[0])


def test_the_heatmap_tells_the_three_states_apart(view_of: Maker) -> None:
    view = view_of(8)
    patches = [p for p in one("heatmap", view).axes[0].patches if p.get_height() > 0.3]
    drawn = view.scores["region"].isin(view.charted["region"])
    states = view.scores.loc[drawn, "state"].value_counts()
    hatched = [p for p in patches if p.get_hatch() == HATCH]
    pale = [p for p in patches if _colour(p) == PALE]
    assert len(hatched) == states["unread"]
    assert len(pale) == states["silent"]
    shades = [_colour(p) for p in patches]
    for score in view.scores.loc[drawn & (view.scores["state"] == "stated"), "score"]:
        assert ramp(score / 100) in shades


def _colour(patch: Rectangle) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in patch.get_facecolor()[:3])


def test_unread_cells_show_no_number(view_of: Maker) -> None:
    scores = view_of(2).scores.assign(state="unread", score=np.nan)
    figure = one("heatmap", view_of(2, scores=scores))
    shown = words(figure)
    numbers = [word for word in shown if word.isdigit()]
    assert numbers == ["0", "25", "50", "75", "100"]  # the legend


def test_imputed_cells_are_dotted_bracketed_and_in_the_legend() -> None:
    figure = one("heatmap", make_statistics_view({"missing": "mean"}))
    dotted = [p for p in figure.axes[0].patches if p.get_hatch() == DOTS]
    assert len(dotted) == 1 + 1  # and the legend
    shown = words(figure)
    assert "(50)" in shown
    assert any(word.startswith("插补") for word in shown)
    assert_readable(figure)
    plain = one("heatmap", make_statistics_view())
    assert not any(p.get_hatch() == DOTS for p in plain.axes[0].patches)
    assert not any("插补（" in word for word in words(plain))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_legend_of_documents_and_statistics_together_stays_on_the_page(
    view_of: Maker, language: str
) -> None:
    statistics = make_statistics_catalogue().dimensions[1]
    plain = view_of(3, language)
    dimensions = [*plain.catalogue.dimensions, statistics]
    content = {"title": "两者", "dimensions": [d.model_dump(mode="json") for d in dimensions]}
    own = plain.scores.drop_duplicates("region_code")
    imputed = own.assign(indicator="firms.share", state="imputed", normalised=50.0)
    view = view_of(
        3,
        language,
        catalogue=Catalogue.model_validate(content),
        scores=pd.concat([plain.scores, imputed]),
        ranking=plain.ranking.assign(firms=50.0),
    )
    assert_readable(one("heatmap", view))


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("step", ["z_score", "rank", "percentile"])
def test_charts_of_any_scale_are_well_laid_out_and_show_no_negative_zero(
    name: str, step: str
) -> None:
    view = compared(make_statistics_view({"normalisation": step}))
    if name not in charts_of(view):  # three indicators make no radar
        return
    figure = one(name, view)
    assert_readable(figure)
    shown = words(figure)
    assert not any(re.fullmatch(r"-0(\.0*)?", word) for word in shown)


def test_the_heatmap_of_z_scores_spans_them() -> None:
    view = make_statistics_view({"normalisation": "z_score"})
    shown = words(one("heatmap", view))
    shown = {f"{score:.1f}" for score in view.scores["normalised"].dropna()}
    assert shown - {"-0.0"} <= set(shown)
    shades = {_colour(p) for p in one("heatmap", view).axes[0].patches}
    assert len(shades) > 4


def test_silence_that_gets_more_than_the_least_shows_its_score(view_of: Maker) -> None:
    scores = view_of(2).scores.assign(state="silent", score=0.0, normalised=100.0)
    shown = words(one("heatmap", view_of(2, scores=scores)))
    assert shown.count("100") == len(scores) + 2  # and twice in the legend


def test_charts_need_no_pyplot() -> None:
    code = "import sys, bench.report.charts.drawing; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_the_same_bytes_each_time(name: str, tmp_path: Path) -> None:
    for place in range(2):
        (figure,) = draw(name, all_of(4), A4)
        save_png(figure, tmp_path / f"{place}.png")
        save_svg(figure, tmp_path / f"{place}.svg")
    for ending in ("png", "svg"):
        first, second = (tmp_path / f"{place}.{ending}" for place in range(2))
        assert first.read_bytes() == second.read_bytes()


def test_svg_holds_outlines_and_no_date(tmp_path: Path) -> None:
    save_svg(one("ranking", all_of(3)), tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "path" in kinds
    assert "text" not in kinds
    assert "date" not in kinds


def test_every_page_is_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.report.charts.drawing.CHARTS", {"ranking": ranking_chart})
    names = ["ranking.png", "ranking.svg", "ranking-2.png", "ranking-2.svg"]
    assert write_charts(make_view(50), SLIDE, tmp_path.joinpath, svg=True) == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert write_charts(make_view(3), A4, tmp_path.joinpath) == ["ranking.png"]
    assert [page_name("ranking", place) for place in range(2)] == ["ranking", "ranking-2"]


def test_what_there_is_nothing_to_show_of_gets_no_chart(view_of: Maker) -> None:
    always = {"ranking", "dimensions", "heatmap", "radar"}
    assert set(charts_of(view_of(3))) == always
    assert set(charts_of(compared(view_of(3)))) == set(CHARTS)
    without_target = set(charts_of(compared(view_of(3, target=""))))
    assert without_target == always | {"similarity", "instruments", "rank_distribution", "volume"}
    assert "peers" not in charts_of(compared(view_of(3), structure=False))
    assert "similarity" not in charts_of(compared(view_of(3), few=2))
