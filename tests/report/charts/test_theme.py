from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from bench.report.charts import theme
from bench.report.charts.chart_instruments import FILLS
from bench.report.charts.frame import Frame
from bench.report.charts.paper import SLIDE
from bench.report.charts.theme import Page

# Machado, Oliveira and Fernandes (2009): linear RGB as deuteranopes and protanopes see it.
SEEN = {
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "all colours": np.eye(3).tolist(),
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}


def small_page(title: str = "数据", height: float = 2) -> Page:
    with theme.house_style():
        return Frame.of(title, "方法", "来源", SLIDE).page(height)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """CIELAB of linear RGB, under D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = np.cbrt(to_xyz @ np.clip(light, 0, 1) / [0.9505, 1.0, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("vision", SEEN)
@pytest.mark.parametrize(
    "colours",
    [
        FILLS,
        (theme.ACCENT, theme.BAR),
        (theme.ACCENT, theme.FAINT, "#FFFFFF"),
        (theme.ACCENT, theme.MARK, "#FFFFFF"),
        (theme.ramp(0), theme.ramp(0.5), theme.ramp(1)),
    ],
)
def test_colours_are_told_apart_in_grey_and_by_colour_blind_readers(
    colours: tuple[str, ...], vision: str
) -> None:
    seen = [lab(np.array(SEEN[vision]) @ linear(colour)) for colour in colours]
    assert all(np.linalg.norm(one - other) > 15 for one, other in combinations(seen, 2))


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


def test_the_same_figure_gives_the_same_bytes_without_the_name_of_a_program(
    tmp_path: Path,
) -> None:
    for kind, save in (("png", theme.save_png), ("svg", theme.save_svg)):
        paths = [tmp_path / f"{place}.{kind}" for place in range(2)]
        for path in paths:
            save(small_page().figure, path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
    with Image.open(tmp_path / "0.png") as image:
        assert "Software" not in image.info
        assert image.size[0] == round(SLIDE.width * theme.DPI)
        assert image.info["dpi"][0] == pytest.approx(theme.DPI, abs=0.1)
    assert b"atplotlib" not in (tmp_path / "0.svg").read_bytes().split(b"<metadata>")[-1]


def test_settings_of_the_user_change_nothing_and_stay_as_they_are(tmp_path: Path) -> None:
    def save(name: str) -> bytes:
        theme.save_png(small_page().figure, tmp_path / name)
        return (tmp_path / name).read_bytes()

    plain = save("plain.png")
    mine = {"savefig.bbox": "tight", "text.color": "red", "savefig.transparent": True}
    with mpl.rc_context(mine):
        assert save("mine.png") == plain
        assert {key: mpl.rcParams[key] for key in mine} == mine


def test_a_dollar_sign_is_text_and_not_a_formula() -> None:
    with theme.house_style():
        shown = small_page().text(1, 1, "$x^2$ 与 $y$", size=9)
    assert shown.get_parse_math() is False
