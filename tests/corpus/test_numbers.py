import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.numbers import is_number, own_number, read_number

BRACKETS = st.sampled_from(["〔〕", "［］", "[]", "（）", "()", "【】", "﹝﹞"])


@given(
    BRACKETS, st.integers(1980, 2030), st.integers(1, 9999), st.sampled_from(["", " ", "\u3000"])
)
def test_all_brackets_blanks_and_digits_give_one_form(
    brackets: str, year: int, count: int, blank: str
) -> None:
    wide = str(count).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for number in (str(count), wide):
        written = f"甲政办发{blank}{brackets[0]}{year}{brackets[1]}{blank}第{number}{blank}号"
        assert read_number(written) == f"甲政办发〔{year}〕{count}号"
        assert is_number(written)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("甲市人民政府令第２１号", "甲市人民政府令第21号"),
        ("某某管理局 令 第8号", "令第8号"),
        ("中华人民共和国主席令第八十四号", "中华人民共和国主席令第八十四号"),
        ("公告2021年第3号", "公告2021年第3号"),
        ("某某部公告 2021年 第 3 号", "某某部公告2021年第3号"),
        ("发文字号：甲发〔2021〕29号", "甲发〔2021〕29号"),
        ("发展规划的通知甲发〔2021〕29号各市", "甲发〔2021〕29号"),
        ("第12次会议", ""),
        ("第三届第五号楼", ""),
        ("2021年第3期", ""),
        ("", ""),
    ],
)
def test_orders_and_announcements_have_numbers_too(text: str, number: str) -> None:
    assert read_number(text) == number


def test_a_number_behind_a_title_or_in_brackets_is_cited() -> None:
    assert own_number("根据《甲规划》（甲发〔2021〕29号）") == ""
    assert own_number("（甲发〔2021〕29号）乙发〔2022〕3号") == "乙发〔2022〕3号"
    assert not is_number("根据甲发〔2021〕29号文件")


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    number = read_number(text)
    assert not number or number.endswith("号")
