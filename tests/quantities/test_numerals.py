import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quantities.numerals import Numeral, read_numeral

DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """Write a whole number below 10¹² as it is read aloud, without shorthand."""
    if number >= 10**8:
        return joined(in_words(number // 10**8) + "亿", number % 10**8, 10**7)
    if number >= 10**4:
        return joined(in_words(number // 10**4) + "万", number % 10**4, 10**3)
    for power, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= power:
            return joined(DIGITS[number // power] + word, number % power, power // 10)
    return DIGITS[number]


def joined(head: str, rest: int, full: int) -> str:
    if not rest:
        return head
    return head + ("" if rest >= full else "零") + in_words(rest)


@given(st.integers(1, 10**12 - 1))
def test_a_number_in_words_reads_back_as_itself(number: int) -> None:
    assert read_numeral(in_words(number)) == Numeral(float(number))


@given(st.integers(0, 10**12))
def test_thousands_may_be_parted_by_commas_or_spaces(number: int) -> None:
    assert read_numeral(f"{number:,}") == Numeral(float(number))
    assert read_numeral(f"{number:,}".replace(",", " ")) == Numeral(float(number))


@given(st.integers(1, 10**6), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_hundredths_of_a_power_are_exact(hundredths: int, power: tuple[str, int]) -> None:
    word, factor = power
    number = read_numeral(f"{hundredths / 100:.2f}{word}")
    assert number is not None
    assert number.value == hundredths * factor // 100


@given(st.text(alphabet="零〇一两三九十百千万亿多余点0123456789., 元", max_size=14))
def test_any_text_is_a_numeral_or_none(text: str) -> None:
    number = read_numeral(text)
    assert number is None or number.high is None or number.high > number.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 048", 1048),
        ("568.8亿", 56_880_000_000),
        ("109.38万", 1_093_800),
        ("两万亿", 2e12),
        ("亿", 1e8),
        ("一万二", 12_000),
        ("三百五", 350),
        ("三点五", 3.5),
        ("1亿3千万", 130_000_000),
        ("2万5千", 25_000),
    ],
)
def test_values(text: str, value: float) -> None:
    assert read_numeral(text) == Numeral(value)


@pytest.mark.parametrize("text", ["三百多", "300多", "3百余", "三百余"])
def test_more_is_kept_apart_from_the_value(text: str) -> None:
    assert read_numeral(text) == Numeral(300.0, None, True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("七八", 7, 8), ("十七八", 17, 18), ("三四十", 30, 40), ("两三百", 200, 300), ("三五", 3, 5)],
)
def test_two_neighbours_are_a_span(text: str, low: float, high: float) -> None:
    assert read_numeral(text) == Numeral(low, high)


@pytest.mark.parametrize("text", ["", "百千", "十十", "二〇二五", "八七", "元"])
def test_words_that_make_no_number(text: str) -> None:
    assert read_numeral(text) is None
