"""Files of statistics, long and wide, are read; each mistake is told with its place and mend."""

from __future__ import annotations

import pickle
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bench.errors import InputError
from bench.files import write_csv
from bench.regions import Gazetteer
from bench.statistics import reading
from bench.statistics.reading import read_statistics
from bench.statistics.schema import STATISTICS, Statistics
from tests.statistics.builders import INDICATORS, csv_file, xlsx_file

LONG = "地区,指标,数值,年份,单位,来源"
Read = Callable[..., Statistics]
Refusal = Callable[..., InputError]
Cells = list[tuple[str, str, float, str, str]]


@pytest.fixture
def read(tmp_path: Path, gazetteer: Gazetteer):
    """Read a CSV file of these lines, or the file given."""

    def _read(*lines: str | Path) -> Statistics:
        (path,) = lines if isinstance(lines[0], Path) else (csv_file(tmp_path, *map(str, lines)),)
        return read_statistics(Path(path), INDICATORS, gazetteer)

    return _read


@pytest.fixture
def refusal(read: Read, tmp_path: Path):
    """Read a file that is refused, and return the error; every line told names the file."""

    def _refusal(*lines: str | Path) -> InputError:
        with pytest.raises(InputError) as told:
            read(*lines)
        for language in ("zh", "en"):
            assert str(tmp_path) in told.value.text(language)
        return told.value

    return _refusal


def cells(statistics: Statistics) -> Cells:
    columns = ["region_code", "indicator", "value", "year", "unit"]
    return list(statistics.table[columns].itertuples(index=False, name=None))


def test_the_long_form_gives_one_row_a_value_by_the_schema(read: Read) -> None:
    found = read(LONG, '杭州市,人均GDP,"1,234.5",2023年,万元,年鉴', "宁波,growth,12.3%,2022,,")
    STATISTICS.check(found.table)
    assert found.warnings == ()
    assert found.table.to_dict("records") == [
        {
            "region": "杭州",
            "region_code": "330100",
            "indicator": "economy.gdp",
            "value": 1234.5,
            "year": "2023",
            "unit": "万元",
            "source": "年鉴",
            "place": "stat.csv:2",
        },
        {
            "region": "宁波",
            "region_code": "330200",
            "indicator": "economy.growth",
            "value": 12.3,
            "year": "2022",
            "unit": "%",
            "source": "",
            "place": "stat.csv:3",
        },
    ]


def test_year_unit_and_source_are_optional(read: Read) -> None:
    assert cells(read("region,indicator,value", "330100,gdp,5")) == [
        ("330100", "economy.gdp", 5, "", "")
    ]


def test_the_wide_form_gives_the_same_as_the_long_one(read: Read) -> None:
    long = read(LONG, "杭州,gdp,1,2023,万元,甲", "杭州,增速,5,2023,%,甲", "宁波,gdp,2,2023,万元,甲")
    wide = read("地区,年份,人均GDP（万元）,Growth (%),来源", "杭州,2023,1,5,甲", "宁波,2023,2,,甲")
    assert cells(wide) == cells(long)
    assert list(wide.table["source"]) == ["甲"] * 3
    assert list(wide.table["place"]) == ["stat.csv:2", "stat.csv:2", "stat.csv:3"]


@pytest.mark.parametrize(
    "name", ["杭州", "杭州市", "Hangzhou", "330100", " 杭 州 ", "浙江省杭州市"]
)
def test_a_region_may_be_called_by_any_of_its_names(read: Read, name: str) -> None:
    assert cells(read("地区,gdp", f"{name},5"))[0][0] == "330100"


def test_the_nation_groups_and_counties_are_regions_too(read: Read) -> None:
    found = read("地区,gdp", "全国,1", "长三角,2", "海宁,3")
    assert list(found.table["region"]) == ["全国", "长三角", "海宁"]


@pytest.mark.parametrize("text", ["", "-", "—", "N/A", "缺"])
def test_a_missing_value_gives_no_row(read: Read, text: str) -> None:
    assert len(read("地区,gdp,增速", f"杭州,{text},1", f"宁波,2,{text}").table) == 2
    assert len(read(LONG, f"杭州,gdp,{text},,,", "宁波,gdp,0,—,—,").table) == 1


def test_the_heading_is_the_first_row_with_a_region_column_below_any_titles(read: Read) -> None:
    found = read("2023年统计年鉴,,", "（单位见表头）,,", "序号,地区,gdp", "1,杭州,5")
    assert cells(found) == [("330100", "economy.gdp", 5, "", "")]
    assert list(found.table["place"]) == ["stat.csv:4"]


def test_a_workbook_is_read_from_its_first_sheet_with_a_region_column(
    read: Read, tmp_path: Path
) -> None:
    book = Workbook()
    book.worksheets[0].append(["说明", "数据来自年鉴"])
    sheet = book.create_sheet("数据")
    for row in (["各市情况", None], ["地区", "人均GDP（万元）"], ["杭州", 15.5], [330200, "１３"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    book.create_sheet("另一张").append(["地区", "gdp"])
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert cells(found) == [
        ("330100", "economy.gdp", 15.5, "", "万元"),
        ("330200", "economy.gdp", 13, "", "万元"),
    ]
    assert list(found.table["place"]) == ["a.xlsx, 数据, 3", "a.xlsx, 数据, 4"]


def test_the_table_that_was_read_reads_back_the_same(read: Read, tmp_path: Path) -> None:
    found = read(LONG, "杭州,gdp,1.5,2023,万元,甲", "长三角,增速,3%,,,")
    write_csv(found.table, tmp_path / "again.csv")
    again = read(tmp_path / "again.csv")
    columns = [name for name in STATISTICS.names if name != "place"]
    assert again.table[columns].equals(found.table[columns])


def test_the_same_value_given_twice_counts_once(read: Read) -> None:
    found = read(LONG, "杭州,gdp,12%,2023,,甲", "杭州市,人均GDP,12.0,2023,％,乙")
    assert cells(found) == [("330100", "economy.gdp", 12, "2023", "%")]
    assert list(found.table["source"]) == ["甲"]


def test_a_percentage_may_have_its_unit_in_words(read: Read) -> None:
    table = read("地区,指标,数值,单位", "杭州,gdp,5%,百分比", "杭州市,gdp,5,％").table
    assert table["unit"].tolist() == ["百分比"]


def test_years_of_one_region_and_indicator_stand_side_by_side(read: Read) -> None:
    assert len(read(LONG, "杭州,gdp,1,2022,,", "杭州,gdp,2,2023,,", "杭州,gdp,3,,,").table) == 3


@pytest.mark.parametrize(
    ("row", "key", "named"),
    [
        ("深川,gdp,1,,,", "region", "深"),
        ("qqqqqqq,gdp,1,,,", "region", "qqqqqqq"),
        ("鼓楼区,gdp,1,,,", "region", "320106"),
        ("杭" * 200 + ",gdp,1,,,", "region", "…"),
        (",gdp,1,,,", "missing_region", ""),
        ("滨江区,gdp,1,,,", "reports_to_another", "杭州市"),
        ("浦东新区,gdp,1,,,", "reports_to_another", "上海市"),
        ("杭州,,1,,,", "missing_indicator", ""),
        ("杭州,人均GPD,1,,,", "unknown_indicator_near", "人均GDP"),
        ("杭州,qqqqq,1,,,", "unknown_indicator", "economy.gdp"),
        ("杭州,talent,1,,,", "ambiguous_indicator", "governance.talent"),
        ("杭州,gdp,约12,,,", "not_a_number", "约12"),
        ("杭州,gdp,1e999,,,", "out_of_range", "1e999"),
        ("杭州,gdp,-1e308,,,", "out_of_range", "1e+50"),
        ("杭州,gdp,5e-324%,,,", "out_of_range", "1e-50"),
        ("杭州,gdp,1,去年,,", "bad_year", "去年"),
        ("杭州,gdp,5%,,万元,", "no_percentage", "万元"),
        ("杭州,gdp,5%,,‰,", "no_percentage", "‰"),
        ("宁波,gdp,2,2023,万元,", "twice", "stat.csv:2"),
        ("宁波市,人均GDP,1,2023,亿元,", "twice", "1亿元"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_mend(
    refusal: Refusal, tmp_path: Path, row: str, key: str, named: str
) -> None:
    error = refusal(LONG, "宁波,gdp,1,2023,万元,", row)
    assert error.key == f"statistics.{key}"
    for language in ("zh", "en"):
        assert f"{tmp_path / 'stat.csv'}:3" in error.text(language)
        assert named in error.text(language)


def test_the_place_in_a_workbook_is_file_sheet_and_row(refusal: Refusal, tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["地区", "gdp"], ["深川", 1])
    assert refusal(path).text("en").startswith(f"{path}, 数据, 2: ")


def test_the_first_five_mistakes_are_told_together_and_the_others_counted(refusal: Refusal) -> None:
    rows = [f"杭州,gdp,x{n},," for n in range(7)]
    error = refusal(LONG, *rows)
    zh, en = (error.text(language).split("\n") for language in ("zh", "en"))
    assert len(zh) == len(en) == 7
    assert "7 things" in en[0]
    assert [re.findall(r"stat\.csv:(\d+)", line) for line in en[1:6]] == [
        [f"{n}"] for n in range(2, 7)
    ]
    assert "2 more" in en[6]
    assert pickle.loads(pickle.dumps(error)).text("en") == error.text("en")


def test_an_unknown_name_is_told_once_and_the_rest_of_its_rows_all_the_same(
    refusal: Refusal,
) -> None:
    error = refusal(LONG, "深川,gdp,1,,,", "深川,gdp,x,,,", "杭州,qqqqq,1,,,", "宁波,qqqqq,1,,,")
    assert "3 things" in error.text("en")


def test_other_columns_of_the_wide_form_are_named_in_a_warning(read: Read) -> None:
    found = read("序号,地区,gdp,常住人口,数值", "1,杭州,5,1200,x")
    assert len(found.table) == 1
    (warning,) = found.warnings
    assert warning.key == "statistics.columns_passed_over"
    assert "序号, 常住人口, 数值" in warning.text("en")
    assert "stat.csv:1" in warning.text("zh")


def test_a_column_that_looks_like_a_slip_is_a_mistake(refusal: Refusal) -> None:
    error = refusal("地区,gdp,人均GPD（万元）", "杭州,1,2")
    assert error.key == "statistics.unknown_indicator_near"
    assert "人均GDP" in error.text("en")
    assert refusal("地区,talent", "杭州,1").key == "statistics.ambiguous_indicator"


def test_remarks_of_one_cell_are_passed_over_and_told(read: Read) -> None:
    found = read("地区,gdp", "杭州,5", "温州,", "注：数据来自年鉴,", "来源：统计局")
    assert len(found.table) == 1
    (warning,) = found.warnings
    assert warning.key == "statistics.rows_passed_over"
    assert "stat.csv:4" in warning.text("en")
    assert "(2)" in warning.text("en")
    assert "注：数据来自年鉴" in warning.text("zh")


def test_a_lone_number_is_no_remark(refusal: Refusal) -> None:
    assert refusal("地区,gdp", "杭州,1", ",5").key == "statistics.missing_region"


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["城市,gdp", "杭州,1"], "no_region_column"),
        ([""], "no_region_column"),
        (["地区,人口", "杭州,1"], "no_indicator_column"),
        (["地区,指标,值", "杭州,gdp,1"], "no_indicator_column"),
        (["地区,region,gdp", "浙江,杭州,1"], "two_columns"),
        (["地区,gdp"], "no_values"),
        (["地区,gdp", "杭州,—"], "no_values"),
    ],
)
def test_a_heading_that_cannot_be_used_is_told(
    refusal: Refusal, lines: list[str], key: str
) -> None:
    assert refusal(*lines).key == f"statistics.{key}"


def test_too_many_values_are_told(refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_VALUES", 1)
    assert refusal("地区,gdp", "杭州,1", "宁波,2").key == "statistics.too_many_values"


def test_many_unknown_names_are_refused_in_little_time(refusal: Refusal) -> None:
    start = time.perf_counter()
    rows = [f"{'杭' * 90}{n},指标{n},x,," for n in range(5_000)]
    assert "more" in refusal(LONG, *rows).text("en")
    assert time.perf_counter() - start < 20


REGIONS = {"杭州": "330100", "宁波市": "330200", "Zhejiang": "330000"}
VALUES = st.dictionaries(
    st.tuples(st.sampled_from(list(REGIONS)), st.sampled_from(["economy.gdp", "增速", "数据人才"])),
    # What a spreadsheet keeps: fifteen digits.
    st.floats(-1e49, 1e49)
    .map(lambda value: float(f"{value:.15g}"))
    .filter(lambda value: value == 0 or abs(value) > 1e-49),
    min_size=1,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES)
def test_long_and_wide_csv_and_workbook_hold_the_same_numbers(
    read: Read, tmp_path: Path, values: dict[tuple[str, str], float]
) -> None:
    indicators = ["economy.gdp", "增速", "数据人才"]
    long = read("地区,指标,数值", *(f"{r},{i},{v!r}" for (r, i), v in values.items()))
    table: list[list[object]] = [["地区", *indicators]]
    table += [[region, *(values.get((region, i)) for i in indicators)] for region in REGIONS]
    wide = read(xlsx_file(tmp_path, *table))
    assert sorted(cells(long)) == sorted(cells(wide))
    assert len(long.table) == len(values)
