from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.report.workbook.cell_text import (
    MAX_TEXT,
    CutText,
    MendedText,
    chart_text,
    clean_text,
    display_width,
    header_text,
    line_count,
)

# Every code point, half characters too; the nasty ones often.
ANY = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cc"]),
        st.sampled_from("=+-@&<>\"'!#[]{}_x007\r\n\t"),
    )
)


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    assert (
        clean_text("数\x00据\x0b要\x1f素\ud800\ufffe\uffff")
        == "数\ufffd据\ufffd要\ufffd素" + "\ufffd" * 3
    )
    assert clean_text("行\r\n行\r行\t。") == "行\n行\n行\t。"
    assert clean_text("𬇙水😀") == "𬇙水😀"


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NaT, pd.NA, ""])
def test_nothing_is_empty_text(value: object) -> None:
    assert clean_text(value) == ""


@pytest.mark.parametrize("char", ["字", "😀"])
def test_long_text_is_cut_with_a_mark_to_what_a_cell_holds(char: str) -> None:
    units = len(char.encode("utf-16-le")) // 2
    whole = char * (MAX_TEXT // units)
    assert clean_text(whole) == whole
    cut = clean_text(whole + char * 3, "（截断）")
    assert cut.endswith(char + "（截断）")
    assert MAX_TEXT - 1 <= len(cut.encode("utf-16-le")) // 2 <= MAX_TEXT


def test_a_changed_text_says_how_it_was_changed() -> None:
    assert type(clean_text("数据\r\n要素")) is str
    assert type(clean_text("数\x07据")) is MendedText
    assert type(clean_text("\x07" * 40_000)) is CutText


def test_what_reads_as_markup_to_xlsxwriter_is_told_apart() -> None:
    assert clean_text("<r>&</r>") == "<r>&</r> "
    assert isinstance(clean_text("<r>&</r>"), MendedText)


@given(ANY)
def test_clean_text_can_be_written_and_is_cleaned_once(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) is clean or clean_text(clean) == clean
    clean.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f]", clean)
    assert isinstance(clean, MendedText) or clean == text.replace("\r\n", "\n").replace("\r", "\n")


@given(ANY)
def test_a_header_is_one_short_line_without_codes(text: str) -> None:
    told = header_text(text)
    assert len(f"&L{told}&R&A".encode("utf-16-le")) // 2 <= 255
    assert "\n" not in told
    assert not told.replace("&&", "").count("&")
    assert "&G" not in told
    assert "&[Picture]" not in told


def test_a_header_says_what_the_title_says() -> None:
    assert header_text("研发 R&D：\n投入") == "研发 R&&D： 投入"
    assert header_text("A &G") == "A ＆G"


@pytest.mark.parametrize("text", ["甲!A1", "=甲!$B$2", "=1+1"])
def test_a_chart_title_is_no_reference(text: str) -> None:
    assert not re.match(r"^=?[^!]+!\$?[A-Z]+\$?\d+", chart_text(text))
    assert not chart_text(text).startswith("=")
    assert chart_text(text).replace("！", "!").replace("＝", "=") == text
    assert chart_text("好!") == "好!"


def test_chinese_counts_double_in_widths() -> None:
    assert display_width("数据AI") == 6
    assert display_width("短\n长一点") == 6
    assert line_count("数" * 10, 10) == 2
    assert line_count("一\n二\n", 10) == 3


@given(st.text(), st.integers(1, 90))
def test_lines_hold_the_text(text: str, width: int) -> None:
    widths = [sum(2 if char >= "\u2010" else 1 for char in line) for line in text.split("\n")]
    assert display_width(text) == max(widths)
    assert line_count(text, width) == sum(max(1, math.ceil(own / width)) for own in widths)
