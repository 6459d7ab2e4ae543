"""Measures side by side: pages, heights, who stands first, and what does not fit."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from bench.report.view import ReportView
from bench.report.workbook.sheet import line_count
from bench.report.workbook.sheet_side_by_side import (
    MOST_A_PAGE,
    NARROWEST,
    WIDEST,
    fitted,
    pages_of,
)
from bench.report.workbook.writing import write_workbook
from tests.report.overviews import changed, compared_view, found_in

VIEW = compared_view()


@given(st.integers(1, 400), st.booleans())
def test_regions_are_spread_evenly_and_none_is_lost(regions: int, target: bool) -> None:
    pages = pages_of(regions, target=target)
    assert pages.kept + sum(pages.sizes) == regions
    assert max(pages.sizes) - min(pages.sizes) <= 1
    assert pages.kept + max(pages.sizes) <= MOST_A_PAGE
    assert NARROWEST <= pages.width <= WIDEST


def test_the_target_is_repeated_where_there_are_several_pages() -> None:
    assert pages_of(31, target=True).sizes == (5,) * 6
    assert pages_of(31, target=True).kept == 1
    assert pages_of(31, target=False).sizes == (6, 5, 5, 5, 5, 5)
    assert pages_of(6, target=True).sizes == (6,)
    assert pages_of(6, target=True).kept == 0


def cells(path: Path, view: ReportView) -> list[list[object]]:
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path)["举措对照"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_target_and_its_peers_stand_first_and_are_called_so(tmp_path: Path) -> None:
    rows = cells(tmp_path / "a.xlsx", VIEW)
    assert rows[1] == ["维度", "指标", "甲市", "乙市", "丙市", "丁市"]
    assert rows[0][2:] == ["目标地区", "可比地区", *rows[0][4:]]
    assert set(rows[0][4:]) <= {"可比地区", "其他地区"}
    without = cells(tmp_path / "b.xlsx", compared_view(target=""))
    assert without[0][:2] == ["维度", "指标"]


def test_cells_hold_the_claims_a_line_each_and_what_is_silent_looks_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = cells(path, VIEW)
    matrix = found_in(VIEW).matrix
    assert [row[2:] for row in rows[2:5]] == matrix.to_numpy().tolist()
    sheet = openpyxl.load_workbook(path)["举措对照"]
    assert sheet["C4"].value == "（已读，未提及）"
    assert sheet["C4"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert sheet["C3"].alignment.wrap_text
    assert sheet["C3"].data_type == "s"


def test_indicators_and_headings_are_repeated_on_every_page(tmp_path: Path) -> None:
    write_workbook(VIEW, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["举措对照"]
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.freeze_panes == "C3"


@given(
    st.lists(st.text("甲乙丙丁a ", min_size=1, max_size=400), min_size=1, max_size=8),
    st.integers(20, 40),
    st.integers(4, 25),
)
def test_what_is_held_fits_and_what_is_left_out_is_told(
    claims: list[str], width: int, most: int
) -> None:
    lines = [f"{text}〔{number}〕" for number, text in enumerate(claims, 1)]
    told, left = fitted("\n".join(lines), width, VIEW, most)
    assert line_count(told, width) <= most
    shown = len(re.findall(r"〔\d+〕", told))
    assert shown + left == len(claims)
    assert ("另有" in told) == (left > 0)
    if not left and line_count("\n".join(lines), width) <= most:
        assert told == "\n".join(lines)


def test_the_sheet_says_how_many_claims_do_not_fit(tmp_path: Path) -> None:
    found = found_in(VIEW)
    matrix = found.matrix.copy()
    lines = [f"{'长' * 200}〔{number}〕" for number in range(1, 9)]
    matrix.iloc[0, 0] = "\n".join(lines)
    view = changed(VIEW, matrix=matrix)
    text = str(cells(tmp_path / "a.xlsx", view))
    left = int(re.findall(r"另有(\d+)条，见", text)[0])
    assert 0 < left < 8
    assert f"有{left}条在格内放不下" in text
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["举措对照"]
    assert 350 <= (sheet.row_dimensions[3].height or 0) <= 409
