from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bench.report import theme
from bench.report.fonts import drawable, text_width

WORDS = st.text(st.sampled_from("数据要素市场，。（）“”AI 5G data-driven 2025年"), min_size=1)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_ramp_darkens_steadily_and_holds_at_its_ends() -> None:
    lights = [luminance(theme.ramp(step / 100)) for step in range(101)]
    assert lights == sorted(lights, reverse=True)
    assert lights[0] - lights[-1] > 0.7
    assert theme.ramp(-1) == theme.ramp(0)
    assert theme.ramp(2) == theme.ramp(1)


@pytest.mark.parametrize("step", range(0, 101, 5))
def test_text_on_the_ramp_can_be_read(step: int) -> None:
    colour = theme.ramp(step / 100)
    low, high = sorted([luminance(colour), luminance(theme.ink_on(colour))])
    assert (high + 0.05) / (low + 0.05) >= 4.0


@given(WORDS, st.floats(0.3, 4), st.sampled_from([8, 11, 20]))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float, size: int) -> None:
    for lines in (theme.wrap(text, width, size), theme.balanced(text, width, size)):
        assert all(text_width(line, size) <= width for line in lines if len(line) > 1)
        assert "".join(lines).replace(" ", "") == drawable(text).replace(" ", "")


def test_latin_words_stay_whole_and_stops_do_not_begin_a_line() -> None:
    lines = theme.wrap("推进 infrastructure 建设，数据（要素）。", 1.35, 12)
    assert "infrastructure" in " ".join(lines).split()
    assert not any(line[0] in "，）。" for line in lines)
    assert not theme.is_torn("推进 infrastructure", lines)
    assert theme.is_torn("infrastructure", theme.wrap("infrastructure", 0.4, 12))


def test_balanced_lines_are_as_even_as_can_be() -> None:
    width = text_width("数字人", 9) + 0.01
    assert theme.wrap("数字人才", width, 9) == ["数字人", "才"]
    assert theme.balanced("数字人才", width, 9) == ["数字", "人才"]


@given(WORDS, st.floats(0.4, 3))
def test_shortened_text_fits(text: str, width: float) -> None:
    short = theme.shorten(text, width, 10)
    assert text_width(short, 10) <= width
    assert short == drawable(text) or short.endswith("…")


def test_rows_shrink_as_they_grow_in_number_but_stay_readable() -> None:
    heights = [theme.row_height(rows) for rows in (0, 1, 8, 31, 100, 3000)]
    assert heights == sorted(heights, reverse=True)
    assert min(heights) * 72 > theme.row_size(min(heights)) * 1.2


def test_the_same_figure_gives_the_same_bytes_without_the_name_of_a_program(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    for path in paths:
        theme.save_png(theme.new_page("数据", "方法", "来源", 5, 2).figure, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with Image.open(paths[0]) as image:
        assert "Software" not in image.info


def test_a_huge_page_is_saved_with_fewer_dots(tmp_path: Path) -> None:
    page = theme.new_page("数据", "方法", "来源", 5, 120)
    theme.save_png(page.figure, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        assert theme.MAX_PIXELS - 2 <= max(image.size) <= theme.MAX_PIXELS


def test_settings_of_the_user_change_nothing_and_stay_as_they_are(tmp_path: Path) -> None:
    def save(name: str) -> bytes:
        with theme.house_style():
            figure = theme.new_page("A", "B", "C", 5, 2).figure
        theme.save_png(figure, tmp_path / name)
        return (tmp_path / name).read_bytes()

    plain = save("plain.png")
    mine = {"savefig.bbox": "tight", "text.color": "red", "savefig.transparent": True}
    with mpl.rc_context(mine):
        assert save("mine.png") == plain
        assert {key: mpl.rcParams[key] for key in mine} == mine


def test_a_dollar_sign_is_text_and_not_a_formula() -> None:
    with theme.house_style():
        page = theme.new_page("A", "B", "C", 5, 2)
        shown = page.text(1, 1, "$x^2$ 与 $y$")
    assert shown.get_parse_math() is False
