"""Titles, lines across and pairs: their heights, and what Excel can hold."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from bench.report.workbook.blocks import (
    MOST_POINTS,
    text_points,
    write_lines,
    write_pairs,
    write_row_link,
)
from bench.report.workbook.formats import make_formats
from tests.report.links import leads_to


@given(st.text(max_size=3000), st.integers(5, 200))
def test_a_row_is_never_taller_than_excel_allows(text: str, width: int) -> None:
    assert 0 < text_points(text, width) <= MOST_POINTS


def test_lines_and_pairs_stay_text_and_say_where_they_end(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "a.xlsx"), {"strings_to_formulas": False})
    sheet, formats = book.add_worksheet("a"), make_formats(book)
    row = write_lines(sheet, formats, ["=1+1", "二"], 0, (10, 20))
    assert row == 2
    assert write_pairs(sheet, formats, [("@a", "-1", True)], row, (10, 20, 5)) == 3
    write_row_link(sheet, formats, 5, 0, ("a", 1, 0))
    write_row_link(sheet, formats, 6, 0, None)
    book.close()
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")["a"]
    assert (found["A1"].value, found["A1"].data_type) == ("=1+1", "s")
    assert [found["A3"].value, found["B3"].value] == ["@a", "-1"]
    assert found["A6"].value == 2.0  # counted as a reader does
    assert leads_to(found["A6"]) == ("a", "A", 2)
    assert found["A7"].value is None
