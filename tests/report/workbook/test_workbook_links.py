"""Every link of a workbook leads to a cell that is there, and every sheet leads back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import column_index_from_string

from bench.report.view import ReportView
from bench.report.workbook.sheet import MAX_ROWS
from bench.report.workbook.writing import write_workbook
from tests.report.compared import compared
from tests.report.conftest import make_statistics_view, make_view
from tests.report.links import leads_to
from tests.report.overviews import compared_view

RUNS: dict[str, Callable[[], ReportView]] = {
    "target": lambda: make_view(8),
    "no target": lambda: make_view(5, "en", ""),
    "nothing": lambda: make_view(0),
    "one": lambda: make_view(1),
    "compared": compared_view,
    "compared, many": lambda: compared(make_view(12)),
    "compared, no target": lambda: compared_view("", "en"),
    "statistics": make_statistics_view,
}


@pytest.mark.parametrize("max_rows", [MAX_ROWS, 12])
@pytest.mark.parametrize("name", RUNS)
def test_every_link_leads_to_a_cell_that_is_there(name: str, max_rows: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(RUNS[name](), path, max_rows)
    book = openpyxl.load_workbook(path)
    ends = {sheet.title: (sheet.max_row, sheet.max_column) for sheet in book}
    seen = 0
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            place = leads_to(cell)
            if place is None:
                assert not str(cell.value).startswith("=HYPERLINK"), cell
                assert cell.hyperlink is None, cell
                continue
            title, column, row = place
            seen += 1
            assert title in ends, (cell, place)
            assert row <= max(ends[title][0], 1), (cell, place)
            assert column_index_from_string(column) <= ends[title][1], (cell, place)
    assert seen >= len(book.sheetnames)


@pytest.mark.parametrize("name", RUNS)
def test_the_first_cell_of_every_sheet_leads_back_to_the_cover(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    view = RUNS[name]()
    write_workbook(view, path)
    cover, *others = openpyxl.load_workbook(path).worksheets
    assert cover.title == view.word("sheet_cover")
    for sheet in others:
        assert leads_to(sheet["A1"]) == (cover.title, "A", 1), sheet.title
        assert sheet["A1"].hyperlink.tooltip
        assert "↩" in sheet["A1"].number_format  # the mark is a look: the text stays a heading


def test_tables_stay_readable_by_pandas(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(compared_view(), path)
    for sheet, first in (("排名", "排名"), ("证据", "地区"), ("数据", "对象"), ("文件", "文件")):
        found = pd.read_excel(path, sheet_name=sheet)
        assert found.columns[0] == first
        assert not any(str(name).startswith("Unnamed") for name in found.columns), sheet


@pytest.mark.parametrize("name", ["target", "compared", "statistics"])
def test_every_formula_stands_with_its_value(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(RUNS[name](), path)
    shown = openpyxl.load_workbook(path, data_only=True)
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                value = shown[sheet.title][cell.coordinate].value
                # An empty text is kept as nothing.
                assert value is not None or "IF(" in str(cell.value), (sheet.title, cell)
                assert not str(value).startswith("#"), (sheet.title, cell, value)
