from pathlib import Path

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.report.formats import make_formats, shade
from bench.report.scale import ScoreScale
from bench.report.sheet import (
    MAX_TEXT,
    SheetColumn,
    clean_text,
    column_width,
    display_width,
    line_count,
    write_columns,
)

SCALE = ScoreScale((1.0, 25.75, 50.5, 75.25, 100.0), 1, 1)


def write_and_read(path: Path, columns: list[SheetColumn]) -> list[tuple[object, ...]]:
    workbook = xlsxwriter.Workbook(str(path))
    write_columns(workbook.add_worksheet(), columns, make_formats(workbook, SCALE), "（截断）")
    workbook.close()
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


def test_control_characters_and_lone_surrogates_are_replaced() -> None:
    assert (
        clean_text("数\x00据\x0b要\x1f素\ud800\ufffe\uffff")
        == "数\ufffd据\ufffd要\ufffd素" + "\ufffd" * 3
    )
    assert clean_text("行\r\n行\r行\t。") == "行\n行\n行\t。"
    assert clean_text("𬇙水😀") == "𬇙水😀"


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, ""])
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


def test_chinese_counts_double_in_widths() -> None:
    assert display_width("数据AI") == 6
    assert display_width("短\n长一点") == 6
    assert line_count("数" * 10, 10) == 2
    assert line_count("一\n二\n", 10) == 3


def test_widths_fit_values_and_headings_within_limits() -> None:
    def width(values: list[object], heading: str = "题", **more: object) -> float:
        texts = {value: str(value) for value in values}
        return column_width(SheetColumn(heading, values, **more), texts)

    assert width(["数据要素"]) == 4 * 2 + 3
    assert width(["数"], "数据要素市场") == 6 + 3
    assert width(["数据要素" * 99]) == 40
    assert width([""]) == 6
    assert width(["数"], limits=(60, 60)) == 60


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5%", "@sum", "https://a.cn", "12", "{=A1}"])
def test_source_text_stays_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    _, row = write_and_read(path, [SheetColumn("原文", [text])])
    cell = openpyxl.load_workbook(path).active["A2"]
    assert row == (text,)
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was_cleaned(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    numbers = [float(i) for i in range(len(values))]
    columns = [SheetColumn("甲", values, look="wrap"), SheetColumn("乙", numbers, "number")]
    rows = write_and_read(path, columns)
    assert [row[0] or "" for row in rows[1:]] == [clean_text(value) for value in values]


def test_numbers_are_numbers_and_what_is_none_is_blank(tmp_path: Path) -> None:
    values = [1, 2.5, np.float64(3.5), np.int64(4), float("nan"), float("inf"), None]
    rows = write_and_read(tmp_path / "a.xlsx", [SheetColumn("数", values, "number", "number")])
    assert [row[0] for row in rows[1:]] == [1, 2.5, 3.5, 4, None, None, None]


def test_rows_grow_with_wrapped_text_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    texts = ["短", "长" * 100, "长" * 20_000]
    write_and_read(path, [SheetColumn("原文", texts, look="wrap", limits=(60, 60))])
    heights = openpyxl.load_workbook(path).active.row_dimensions
    assert heights[2].height < heights[3].height < heights[4].height <= 409


def test_darker_shades_for_higher_scores() -> None:
    shares = [SCALE.share(score) for score in (-1, 1, 50.5, 100, 101)]
    assert [shade(share) for share in shares] == [
        "score_0",
        "score_0",
        "score_5",
        "score_10",
        "score_10",
    ]


def test_a_table_can_begin_further_down(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, formats = workbook.add_worksheet(), make_formats(workbook, SCALE)
    write_columns(sheet, [SheetColumn("名", ["甲", "乙"])], formats, "（截断）", top=2)
    workbook.close()
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert rows == [(None,), (None,), ("名",), ("甲",), ("乙",)]
