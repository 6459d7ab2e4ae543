"""Where pages begin: before a block that would leave its heading alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from xlsxwriter import Workbook

from bench.report.workbook.pages import PAGE, ROW, break_pages


def breaks(
    path: Path, starts: list[int], end: int, tall: dict[int, int] | None = None
) -> list[int]:
    with Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for row, pixels in (tall or {}).items():
            sheet.set_row_pixels(row, pixels)
        break_pages(sheet, starts, end)
    return [each.id for each in openpyxl.load_workbook(path).active.row_breaks.brk]


def test_what_fits_on_a_page_is_not_parted(tmp_path: Path) -> None:
    rows = PAGE // ROW
    assert breaks(tmp_path / "b.xlsx", [0, 10, 20], rows) == []


def test_a_block_that_does_not_fit_begins_a_page(tmp_path: Path) -> None:
    rows = PAGE // ROW
    assert breaks(tmp_path / "b.xlsx", [0, rows - 3], rows + 5) == [rows - 3]
    assert breaks(tmp_path / "c.xlsx", [0, 4], 9, {1: PAGE - 60}) == [4]


def test_a_long_block_is_parted_where_enough_of_it_fits(tmp_path: Path) -> None:
    rows = PAGE // ROW
    assert breaks(tmp_path / "b.xlsx", [0, 5], 5 + 3 * rows) == []
    assert breaks(tmp_path / "c.xlsx", [0, rows - 4], 3 * rows) == [rows - 4]


def test_no_blocks_are_no_breaks(tmp_path: Path) -> None:
    assert breaks(tmp_path / "b.xlsx", [0], 0) == []
