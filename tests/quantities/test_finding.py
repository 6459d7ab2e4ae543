import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quantities import find_quantities
from bench.quantities.lexicon import load_lexicon

PIECES = [
    *"0123456789０５％一二两三十百千万亿多第前半翻番成倍年月日元家个项人",
    *"%.,，。、；“”《》()（）-—~～至到从比:：+P \n",
    *("亿元", "个百分点", "分之", "首位", "全国", "超过", "以上", "增长", "2025年", "企业", "达"),
    *("EFLOPS", "-2.3%"),
]
COUNTS = sorted(
    unit.form
    for unit in load_lexicon().units.values()
    if unit.kind == "count" and not unit.digits_only
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_spans_are_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.high is None or quantity.high > quantity.value
        end = quantity.end


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_full_width_digits_change_nothing(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    plain = [(q.start, q.end, q.value, q.unit, q.year) for q in find_quantities(text)]
    assert [(q.start, q.end, q.value, q.unit, q.year) for q in find_quantities(wide)] == plain


@given(st.integers(1, 10**9), st.sampled_from(COUNTS))
def test_a_count_reads_back(number: int, unit: str) -> None:
    for written in (f"{number}{unit}", f"{number:,}{unit}", f"{number} {unit}"):
        (quantity,) = find_quantities(f"建成{written}，并投用")
        assert (quantity.value, quantity.high) == (number, None)
        assert quantity.text == written


@given(
    st.integers(1, 99_999),
    st.sampled_from([("元", 1), ("万元", 10**4), ("亿元", 10**8), ("万亿元", 10**12)]),
)
def test_money_reads_back(tenths: int, unit: tuple[str, int]) -> None:
    (quantity,) = find_quantities(f"投资{tenths / 10}{unit[0]}。")
    assert quantity.value == pytest.approx(tenths * unit[1] / 10, rel=1e-12)
    assert quantity.unit == "元"


@given(st.integers(0, 998), st.integers(1, 99), st.sampled_from("-~—至"))
def test_a_range_reads_back(low: int, more: int, dash: str) -> None:
    (quantity,) = find_quantities(f"降低{low}{dash}{low + more}%。")
    assert (quantity.value, quantity.high) == (low, low + more)


@given(st.sampled_from(["。", "！", "\n"]), st.integers(1950, 2049))
def test_a_year_holds_to_the_end_of_its_sentence(stop: str, year: int) -> None:
    found = find_quantities(f"{year}年，企业达30家；收入5亿元{stop}新增6家")
    assert [q.year for q in found] == [str(year), str(year), ""]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2027年底，培育30家企业", ["2027"]),
        ("截至2024年12月，培育30家企业", ["2024-12"]),
        ("2023—2027年，培育30家企业", ["2023/2027"]),
        ("2025年，比2020年增长3倍", ["2025"]),
        ("自2020年以来，培育30家企业", [""]),
        ("从2020年的3万亿元增长到2025年的4万亿元", ["2020", "2025"]),
        ("《纲要（2021—2025年）》提出建设30家中心", [""]),
        ("今年1月4日，培育30家企业", [""]),
    ],
)
def test_years(text: str, years: list[str]) -> None:
    assert [q.year for q in find_quantities(text)] == years


def test_a_text_without_numbers_has_none() -> None:
    assert find_quantities("") == ()
    assert find_quantities("加快建设数字经济强省") == ()


def test_quantities_pickle() -> None:
    found = find_quantities("产值达30亿元，增长5%")
    assert pickle.loads(pickle.dumps(found)) == found
