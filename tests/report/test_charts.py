import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from bench.catalogue.model import Catalogue
from bench.report.chart_heatmap import DOTS
from bench.report.charts import CHARTS, charts_of, write_chart
from bench.report.fonts import font_path
from bench.report.theme import HATCH, PALE, WIDTH, ramp
from bench.report.view import ReportView
from tests.report.compared import compared
from tests.report.conftest import LONGEST, make_statistics_catalogue, make_statistics_view

Maker = Callable[..., ReportView]


def shown_texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def boxes(figure: Figure) -> np.ndarray:
    """Left, bottom, right, top of every text in pixels."""
    return np.array([text.get_window_extent().extents for text in shown_texts(figure)])


def assert_good_layout(figure: Figure) -> None:
    found = boxes(figure)
    width, height = figure.get_size_inches() * figure.dpi
    assert (found[:, :2] >= 0).all()
    assert (found[:, 2] <= width).all()
    assert (found[:, 3] <= height).all()
    words = [text.get_text() for text in shown_texts(figure)]
    for i, (left, bottom, right, top) in enumerate(found):
        over = (
            (found[i + 1 :, 0] < right - 1)
            & (found[i + 1 :, 2] > left + 1)
            & (found[i + 1 :, 1] < top - 1)
            & (found[i + 1 :, 3] > bottom + 1)
        )
        assert not over.any(), (words[i], [words[i + 1 + j] for j in np.flatnonzero(over)])


def assert_drawn_well(name: str, view: ReportView) -> None:
    if name in charts_of(view):
        assert_good_layout(CHARTS[name](view))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 31, 100])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_clipped_or_overlaps(view_of: Maker, name: str, count: int) -> None:
    assert_drawn_well(name, compared(view_of(count), few=count // 8))


@pytest.mark.parametrize("count", [3, 31])
@pytest.mark.parametrize("target", ["", LONGEST, "海宁"])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_clipped_or_overlaps_whatever_the_target(
    view_of: Maker, name: str, target: str, count: int
) -> None:
    assert_drawn_well(name, compared(view_of(count, target=target), seed=2))


@pytest.mark.parametrize("count", [3, 31])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_clipped_or_overlaps_in_english(view_of: Maker, name: str, count: int) -> None:
    view = view_of(count, "en", method_line="Scored from documents; " * 12)
    assert_drawn_well(name, compared(view))


@pytest.mark.parametrize("name", CHARTS)
def test_every_text_is_set_in_the_shipped_font(view_of: Maker, name: str) -> None:
    figure = CHARTS[name](compared(view_of(4)))
    files = {text.get_fontproperties().get_file() for text in shown_texts(figure)}
    assert files <= {font_path(), font_path(bold=True)}


@pytest.mark.parametrize("name", CHARTS)
def test_names_of_any_kind_can_be_drawn(view_of: Maker, name: str, tmp_path: Path) -> None:
    view = view_of(4)
    names = ["杭州", "名$^{$" * 20, "带😀和\ue000的区", "换\n行\t区"]
    ranking = view.ranking.assign(region=names)
    figure = CHARTS[name](compared(view_of(4, ranking=ranking)))
    assert_good_layout(figure)
    figure.savefig(tmp_path / "chart.png")


def test_the_page_is_a_slide_wide_and_grows_with_the_rows(view_of: Maker) -> None:
    for name in ("ranking", "heatmap", "dimensions"):
        sizes = [CHARTS[name](view_of(count)).get_size_inches() for count in (3, 8, 31, 100)]
        assert all(width == pytest.approx(WIDTH) for width, _ in sizes)
        heights = [height for _, height in sizes]
        assert heights == sorted(heights)
        assert heights[-1] > 2 * heights[-2]


def test_the_ranking_shows_rank_name_index_and_interval(view_of: Maker) -> None:
    view = view_of(8)
    words = [text.get_text() for text in shown_texts(CHARTS["ranking"](view))]
    assert "杭州居首（共7个地区）" in words
    assert "未排名：读到的指标权重不足一半，无法给出可靠的名次" in words
    for row in view.ranked.itertuples():
        assert row.region in words
        assert f"{row.index:.1f}" in words
    assert any("–" in word and word.replace("–", "").isdigit() for word in words)


def test_bars_are_as_long_as_the_index(view_of: Maker) -> None:
    view = view_of(3)
    figure = CHARTS["ranking"](view)
    widths = [
        patch.get_width()
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and patch.get_width() > 0
    ]
    index = view.ranked["index"].to_numpy()
    assert np.array(widths) / widths[0] == pytest.approx(index / index[0])


def test_the_heatmap_tells_the_three_states_apart(view_of: Maker) -> None:
    view = view_of(8)
    patches = [p for p in CHARTS["heatmap"](view).axes[0].patches if p.get_height() > 0.3]
    states = view.scores["state"].value_counts()
    hatched = [p for p in patches if p.get_hatch() == HATCH]
    pale = [p for p in patches if _colour(p) == PALE]
    assert len(hatched) == states["unread"]
    assert len(pale) == states["silent"]
    shades = [_colour(p) for p in patches]
    for score in view.scores.loc[view.scores["state"] == "stated", "score"]:
        assert ramp(score / 100) in shades


def _colour(patch: Rectangle) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in patch.get_facecolor()[:3])


def test_unread_cells_show_no_number(view_of: Maker) -> None:
    scores = view_of(2).scores.assign(state="unread", score=np.nan)
    figure = CHARTS["heatmap"](view_of(2, scores=scores))
    words = [text.get_text() for text in shown_texts(figure)]
    numbers = [word for word in words if word.isdigit()]
    assert numbers == ["0", "25", "50", "75", "100"]  # the legend


def test_imputed_cells_are_dotted_bracketed_and_in_the_legend() -> None:
    figure = CHARTS["heatmap"](make_statistics_view({"missing": "mean"}))
    dotted = [p for p in figure.axes[0].patches if p.get_hatch() == DOTS]
    assert len(dotted) == 1 + 1  # and the legend
    words = [text.get_text() for text in shown_texts(figure)]
    assert "(50)" in words
    assert any(word.startswith("插补") for word in words)
    assert_good_layout(figure)
    plain = CHARTS["heatmap"](make_statistics_view())
    assert not any(p.get_hatch() == DOTS for p in plain.axes[0].patches)
    assert not any("插补（" in text.get_text() for text in shown_texts(plain))


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
    assert_good_layout(CHARTS["heatmap"](view))


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("step", ["z_score", "rank", "percentile"])
def test_charts_of_any_scale_are_well_laid_out_and_show_no_negative_zero(
    name: str, step: str
) -> None:
    figure = CHARTS[name](compared(make_statistics_view({"normalisation": step})))
    assert_good_layout(figure)
    words = [text.get_text() for text in shown_texts(figure)]
    assert not any(re.fullmatch(r"-0(\.0*)?", word) for word in words)


def test_the_heatmap_of_z_scores_spans_them() -> None:
    view = make_statistics_view({"normalisation": "z_score"})
    words = [text.get_text() for text in shown_texts(CHARTS["heatmap"](view))]
    shown = {f"{score:.1f}" for score in view.scores["normalised"].dropna()}
    assert shown - {"-0.0"} <= set(words)
    shades = {_colour(p) for p in CHARTS["heatmap"](view).axes[0].patches}
    assert len(shades) > 4


def test_silence_that_gets_more_than_the_least_shows_its_score(view_of: Maker) -> None:
    scores = view_of(2).scores.assign(state="silent", score=0.0, normalised=100.0)
    words = [t.get_text() for t in shown_texts(CHARTS["heatmap"](view_of(2, scores=scores)))]
    assert words.count("100") == len(scores) + 2  # and twice in the legend


def test_charts_need_no_pyplot() -> None:
    code = "import sys, bench.report.charts; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_the_same_bytes_each_time(name: str, view: ReportView, tmp_path: Path) -> None:
    both = compared(view), compared(view)
    write_chart(name, both[0], tmp_path / "first.png")
    write_chart(name, both[1], tmp_path / "second.png")
    assert (tmp_path / "first.png").read_bytes() == (tmp_path / "second.png").read_bytes()


def test_what_there_is_nothing_to_show_of_gets_no_chart(view_of: Maker) -> None:
    always = {"ranking", "dimensions", "heatmap"}
    assert set(charts_of(view_of(3))) == always
    assert set(charts_of(compared(view_of(3)))) == set(CHARTS)
    without_target = set(charts_of(compared(view_of(3, target=""))))
    assert without_target == always | {"similarity", "instruments"}
    assert "peers" not in charts_of(compared(view_of(3), structure=False))
    assert "similarity" not in charts_of(compared(view_of(3), few=2))
