from pathlib import Path

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.report.scale import ScoreScale
from bench.report.workbook.book import Book
from bench.report.workbook.formats import make_formats, shade
from bench.report.workbook.sheet import (
    SheetColumn,
    clean_text,
    column_width,
    write_columns,
    write_linked_text,
)
from tests.report.links import leads_to

SCALE = ScoreScale((1.0, 25.75, 50.5, 75.25, 100.0), 1, 1)


def write_and_read(path: Path, columns: list[SheetColumn]) -> list[tuple[object, ...]]:
    workbook = xlsxwriter.Workbook(str(path))
    write_columns(workbook.add_worksheet(), columns, make_formats(workbook, SCALE), "（截断）")
    workbook.close()
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


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


@settings(max_examples=30)
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


def test_a_text_too_long_for_a_formula_stays_a_text(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx") as book:
        sheet, look = book.add_sheet("甲"), make_formats(book)["link_text"]
        for row, count in enumerate((255, 256)):
            write_linked_text(sheet, (row, 0), "长" * count, look, ("甲", 5, 1))
    held = openpyxl.load_workbook(tmp_path / "a.xlsx")["甲"]
    assert leads_to(held["A1"]) == ("甲", "B", 6)
    assert held["A2"].value == "长" * 256
