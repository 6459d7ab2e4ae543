from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

from bench.report import theme


def test_luminance_of_known_colours() -> None:
    assert theme.luminance("#000000") == 0
    assert theme.luminance("#FFFFFF") == pytest.approx(1)
    assert theme.luminance("#808080") == pytest.approx(0.2159, abs=1e-4)


def test_the_ramp_darkens_steadily_and_holds_at_its_ends() -> None:
    lights = [theme.luminance(theme.ramp(step / 100)) for step in range(101)]
    assert lights == sorted(lights, reverse=True)
    assert lights[0] - lights[-1] > 0.7
    assert theme.ramp(-1) == theme.ramp(0)
    assert theme.ramp(2) == theme.ramp(1)


@pytest.mark.parametrize("step", range(0, 101, 5))
def test_text_on_the_ramp_can_be_read(step: int) -> None:
    colour = theme.ramp(step / 100)
    low, high = sorted([theme.luminance(colour), theme.luminance(theme.ink_on(colour))])
    assert (high + 0.05) / (low + 0.05) >= 4.0


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
