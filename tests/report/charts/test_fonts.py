from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager

from bench.messages import texts
from bench.report.charts import fonts
from bench.report.charts.frame import Frame
from bench.report.charts.paper import SLIDE


@pytest.mark.parametrize("bold", [False, True])
def test_every_region_name_can_be_drawn(bold: bool) -> None:
    gazetteer = files("bench.regions").joinpath("data", "gazetteer.csv").read_text("utf-8-sig")
    assert fonts.missing_glyphs(gazetteer.replace("\r", ""), bold) == ""


@pytest.mark.parametrize("bold", [False, True])
def test_every_word_of_the_report_can_be_drawn(bold: bool) -> None:
    words = "".join(text for entry in texts("report").values() for text in entry.values())
    words = words.replace("\N{REPLACEMENT CHARACTER}", "")  # named in a note on the workbook
    assert fonts.missing_glyphs(words, bold) == ""


@pytest.mark.parametrize("bold", [False, True])
def test_gb2312_and_signs_can_be_drawn(bold: bool) -> None:
    rows = range(0xB0, 0xF8)
    cells = range(0xA1, 0xFF)
    pairs = (bytes((row, cell)) for row in rows for cell in cells)
    chinese = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(chinese) == 6763
    assert fonts.missing_glyphs(chinese, bold) == ""
    assert fonts.missing_glyphs("“”‘’—–…·×→←↑↓≥≤±%‰●○■□▲△，。；：！？（）《》", bold) == ""


def test_missing_characters_are_named_once_in_order() -> None:
    assert fonts.missing_glyphs("数😀据\ue000要😀素\n") == "😀\ue000"


def test_missing_characters_are_drawn_as_boxes() -> None:
    assert fonts.drawable("数😀据\ue000\t要\n素") == "数□据□ 要 素"


@given(st.text())
def test_whatever_the_text_it_can_be_drawn(text: str) -> None:
    drawn = fonts.drawable(text)
    assert fonts.missing_glyphs(drawn) == ""
    assert fonts.drawable(drawn) == drawn


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["黔西南布依族苗族自治州", "Digital 5G", "86.4", "（1–2）"])
def test_measured_width_is_the_drawn_width(text: str, bold: bool) -> None:
    page = Frame.of("t", "s", "f", SLIDE).page(3)
    drawn = page.text(1, 1, text, size=12, bold=bold).get_window_extent()
    measured = fonts.text_width(text, 12, bold) * page.figure.dpi
    assert drawn.width == pytest.approx(measured, rel=0.05)


def test_the_list_of_fonts_of_matplotlib_stays_as_it_is() -> None:
    before = list(font_manager.fontManager.ttflist)
    properties = fonts.font_properties(bold=True, size=12)
    assert properties.get_file() == fonts.font_path(bold=True)
    assert font_manager.fontManager.ttflist == before


def test_the_fonts_are_small_and_come_with_their_licence() -> None:
    data = Path(fonts.font_path()).parent
    assert sum(path.stat().st_size for path in data.glob("*.ttf")) < 5_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (data / "OFL.txt").read_text("utf-8")
