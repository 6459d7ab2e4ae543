import pytest

from bench.quantities.dates import read_date
from bench.quantities.patterns import load_patterns


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025年", "2025"),
        ("2025 年", "2025"),
        ("2024年12月", "2024-12"),
        ("2024年2月3日", "2024-02-03"),
        ("2024-02-03", "2024-02-03"),
        ("2024.2.3", "2024-02-03"),
        ("2024-02", "2024-02"),
        ("2023—2027年", "2023/2027"),
        ("2023年至2027年", "2023/2027"),
        ("1月4日", ""),
        ("12月", ""),
        ("07:38", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    found = load_patterns().date.fullmatch(text)
    assert found is not None
    assert read_date(found) == date


@pytest.mark.parametrize(("text", "date"), [("二〇二五年", "2025"), ("十月一日", "")])
def test_dates_in_words(text: str, date: str) -> None:
    found = load_patterns().hans_date.fullmatch(text)
    assert found is not None
    assert read_date(found) == date


@pytest.mark.parametrize("text", ["2021.5亿元", "2000-3万元", "2022家", "5号线", "30日内"])
def test_numbers_that_only_look_like_dates(text: str) -> None:
    assert load_patterns().date.match(text) is None
