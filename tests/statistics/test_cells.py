"""Numbers, years and units as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.statistics.cells import (
    Number,
    is_missing,
    is_usable,
    key,
    read_number,
    read_year,
    split_unit,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)
FULL_WIDTH = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("1 234 567", 1234567),
        ("1\u00a0234.5", 1234.5),
        ("１，２３４．５", 1234.5),
        ("1.2e3", 1200),
        ("1.2E-3", 0.0012),
        ("-5", -5),
        ("−5", -5),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("0012", 12),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text) == Number(value)


@pytest.mark.parametrize("text", ["12.3%", "12.3 %", "１２．３％", "+12.3%"])
def test_a_percentage_keeps_its_number_and_says_that_it_is_one(text: str) -> None:
    assert read_number(text) == Number(12.3, is_percentage=True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "约5", "12万", "1,23", "1,2345", "1.2.3", "1e", "%", ".", "inf", "nan"),
        *("(5)", "5 6", "1,234 567", "三", "٣", "0x10", "#DIV/0!"),
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["1e999", "-1e308", "1e51", "1e-51", "5e-324", "9" * 10_000])
def test_what_would_over_or_underflow_is_a_number_that_cannot_be_used(text: str) -> None:
    number = read_number(text)
    assert number is not None
    assert not is_usable(number.value)


@pytest.mark.parametrize("value", [0.0, -0.0, 1e50, -1e-50, 3.0])
def test_all_else_can_be_used(value: float) -> None:
    assert is_usable(value)


@pytest.mark.parametrize("text", ["1234¹", "1234①", "1234⑴", "²", "12½"])
def test_the_mark_of_a_footnote_is_never_a_digit(text: str) -> None:
    assert read_number(text) is None
    assert read_year(text) is None


@given(FINITE)
def test_every_finite_number_reads_back_the_same(value: float) -> None:
    assert read_number(repr(value)) == Number(value)


@given(st.integers(-(10**12), 10**12))
def test_thousands_and_full_width_signs_change_nothing(value: int) -> None:
    assert read_number(f"{value:,}") == Number(value)
    assert read_number(f"{value:,}%".translate(FULL_WIDTH)) == Number(value, is_percentage=True)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    number = read_number(text)
    assert number is None or not is_missing(text)
    assert read_year(text) is None or len(read_year(text) or "2000") == 4


@pytest.mark.parametrize(
    "text", ["", " ", "-", "－", "—", "——", "…", "N/A", "n/a", "NA", "#N/A", "缺", "缺失"]
)
def test_marks_of_a_missing_value_are_known(text: str) -> None:
    assert is_missing(text)
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["0", "无", "-1", "#REF!"])
def test_nothing_else_is_missing(text: str) -> None:
    assert not is_missing(text)


@pytest.mark.parametrize(
    "text",
    ["2023", "2023年", "2023年度", "２０２３", "2023.0", "2023-01-01", "2023-01-01T00:00:00"],
)
def test_a_year_is_read_in_all_its_forms(text: str) -> None:
    assert read_year(text) == "2023"


@pytest.mark.parametrize("text", ["23", "1899", "2200", "2023-2024", "2023.5", "明年", "20233"])
def test_what_is_no_year_is_none(text: str) -> None:
    assert read_year(text) is None


def test_no_year_is_the_empty_year() -> None:
    assert read_year("") == read_year("—") == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("人均GDP（万元）", ("人均GDP", "万元")),
        ("GDP (10k yuan)", ("GDP", "10k yuan")),
        ("人均GDP\n【万元】", ("人均GDP", "万元")),
        ("研发投入（R&D）[%]", ("研发投入（R&D）", "%")),
        ("人均GDP", ("人均GDP", "")),
        ("（万元）", ("（万元）", "")),
    ],
)
def test_a_unit_stands_in_brackets_after_the_name(text: str, parts: tuple[str, str]) -> None:
    assert split_unit(text) == parts


def test_names_are_compared_without_width_case_and_blanks() -> None:
    assert key("ＧＤＰ Per\ncapita（万元）") == key("gdppercapita(万元)")
