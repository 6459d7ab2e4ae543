from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.dates import date_of_link, read_cell_date, read_date, whole_dates

SIGNS = "〇一二三四五六七八九"


def hans(number: int) -> str:
    """A number up to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else SIGNS[tens] + "十"
    return head + (SIGNS[ones] if ones else "")


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_date_reads_the_same_however_it_is_written(day: date) -> None:
    iso = day.isoformat()
    year = "".join(SIGNS[int(digit)] for digit in str(day.year))
    assert read_date(f"{day.year}年{day.month}月{day.day}日") == iso
    assert read_date(f"{day.year}/{day.month}/{day.day}") == iso
    assert read_date(f"{year}年{hans(day.month)}月{hans(day.day)}日") == iso
    assert read_date(iso.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == iso


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_what_excel_makes_of_a_date_is_read_back(day: date) -> None:
    iso = day.isoformat()
    assert read_cell_date(str((day - date(1899, 12, 30)).days)) == iso
    assert read_cell_date(f"{day.year}/{day.month}/{day.day}") == iso
    if day.year >= 2000:
        assert read_cell_date(day.strftime("%b-%y")) == iso[:7]
        assert read_cell_date(f"{day.day}-{day.strftime('%b-%y')}") == iso


@pytest.mark.parametrize(
    ("cell", "found"),
    [("2024", "2024"), ("2024年3月", "2024-03"), ("45356.0", "2024-03-05"), ("不详", ""), ("", "")],
)
def test_a_cell_may_hold_a_year_a_month_or_nothing(cell: str, found: str) -> None:
    assert read_cell_date(cell) == found


def test_whole_dates_are_those_that_name_a_day() -> None:
    text = "2019年印发，2020年5月修订，二〇二一年六月七日施行，2022-8-9废止"
    assert list(whole_dates(text)) == ["2021-06-07", "2022-08-09"]


@pytest.mark.parametrize(
    ("link", "day"),
    [
        ("https://tv.example.cn/2025/12/03/V1.shtml", "2025-12-03"),
        ("http://ip.example.cn/n1/2020/1224/c1-2.html", "2020-12-24"),
        ("http://paper.example.cn/html/2021-01/23/content_5.htm", "2021-01-23"),
        ("https://www.example.cn/zhengce/202402/t20240205_6.htm", "2024-02-05"),
        ("https://www.example.cn/article/202104/1311.html", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_page_may_name_its_day(link: str, day: str) -> None:
    assert date_of_link(link) == day
