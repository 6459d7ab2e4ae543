import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.report.charts import wrapping
from bench.report.charts.fonts import drawable, text_width

WORDS = st.text(st.sampled_from("数据要素市场，。（）“”AI 5G data-driven 2025年"), min_size=1)


@given(WORDS, st.floats(0.3, 4), st.sampled_from([8, 11, 20]))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float, size: int) -> None:
    for broken in (wrapping.wrap, wrapping.balanced, wrapping.phrased):
        lines = broken(text, width, size)
        assert all(text_width(line, size) <= width for line in lines if len(line) > 1)
        assert "".join(lines).replace(" ", "") == drawable(text).replace(" ", "")


def test_latin_words_stay_whole_and_stops_do_not_begin_a_line() -> None:
    lines = wrapping.wrap("推进 infrastructure 建设，数据（要素）。", 1.35, 12)
    assert "infrastructure" in " ".join(lines).split()
    assert not any(line[0] in "，）。" for line in lines)
    assert not wrapping.is_torn("推进 infrastructure", lines)
    assert wrapping.is_torn("infrastructure", wrapping.wrap("infrastructure", 0.4, 12))


def test_a_title_on_two_lines_breaks_at_the_end_of_a_clause_where_both_fit() -> None:
    title = "指数在四个地区中居首，其次是数据"
    width = text_width("指数在四个地区中居首，其次", 20) + 0.01
    assert wrapping.phrased(title, width, 20) == ["指数在四个地区中居首，", "其次是数据"]
    # Too lopsided, or nowhere a clause ends: as even as can be.
    for other in ("数据，指数在四个地区中居首位的地区", "指数在四个地区中居首其次是数据的地区"):
        assert wrapping.phrased(other, width, 20) == wrapping.balanced(other, width, 20)


def test_a_number_is_not_torn_from_what_counts_it() -> None:
    width = text_width("最靠前的地区列第", 12) + 0.01
    assert wrapping.balanced("最靠前的地区列第2", width, 12)[-1].endswith("第2")


def test_headings_break_between_chinese_words() -> None:
    width = text_width("工业互联", 9) + 0.01
    assert wrapping.wrap("工业互联网平台", width, 9) == ["工业互联", "网平台"]
    assert wrapping.balanced("工业互联网平台", width, 9) == ["工业", "互联网", "平台"]


def test_a_word_wider_than_a_line_is_torn_rather_than_clipped() -> None:
    lines = wrapping.balanced("互联网", text_width("互联", 9) + 0.01, 9)
    assert lines == ["互联", "网"]


def test_balanced_lines_are_as_even_as_can_be() -> None:
    width = text_width("数字人", 9) + 0.01
    assert wrapping.wrap("数字人才", width, 9) == ["数字人", "才"]
    assert wrapping.balanced("数字人才", width, 9) == ["数字", "人才"]


@given(WORDS, st.floats(0.4, 3))
def test_shortened_text_fits(text: str, width: float) -> None:
    short = wrapping.shorten(text, width, 10)
    assert text_width(short, 10) <= width
    assert short == drawable(text) or short.endswith("…")


def test_a_size_fits_the_widest_text_within_bounds() -> None:
    texts = ["数据", "数据要素市场"]
    width = text_width("数据要素市场", 9)
    assert wrapping.fitting_size(texts, width, 12, 7) == pytest.approx(9)
    assert wrapping.fitting_size(texts, 10, 12, 7) == 12
    assert wrapping.fitting_size(texts, 0.1, 12, 7) == 7
    assert wrapping.fitting_size([], 1, 12, 7) == 12


def test_a_text_in_a_row_takes_two_lines_where_the_row_has_room_and_is_cut_where_not() -> None:
    text, width = "Research facilities and platforms", 1.3
    two = wrapping.in_row(text, width, 8, 0.3)
    assert " ".join(two) == text
    assert len(two) == 2
    one = wrapping.in_row(text, width, 8, 0.2)
    assert len(one) == 1
    assert one[0].endswith("…")
    assert wrapping.in_row("short", width, 8, 0.2) == ["short"]
