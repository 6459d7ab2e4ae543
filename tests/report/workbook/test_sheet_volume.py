"""How much was read of each region stands beside its index, as a table and as a chart."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bench.report.findings_robustness import volume_finding
from bench.report.view import ReportView
from bench.report.workbook.sheet_volume import _round
from bench.report.workbook.writing import write_workbook
from tests.report.conftest import make_view
from tests.report.sured import sured


def sheet(view: ReportView, path: Path) -> tuple[Worksheet, int]:
    """The sheet of how sure, and the row of the headings of the table (0: there is none)."""
    write_workbook(view, path)
    found = openpyxl.load_workbook(path)[view.word("sheet_sureness")]
    title = view.word("sure_volume_heading")
    rows = [row for row in range(1, found.max_row + 1) if found.cell(row, 1).value == title]
    return found, rows[0] + 1 if rows else 0


def chart_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        charts = [archive.read(name).decode() for name in names]
    return next((chart for chart in charts if "<c:scatterChart>" in chart), "")


@pytest.mark.parametrize("count", [3, 31])
def test_the_table_holds_every_ranked_region_with_text(count: int, tmp_path: Path) -> None:
    view = sured(make_view(count))
    found, top = sheet(view, tmp_path / "a.xlsx")
    headings = [found.cell(top, column).value for column in range(1, 7)]
    assert headings[:2] == ["地区", "所读字数"]
    table = view.sureness.volume
    for row, values in enumerate(table.to_dict("records"), top + 1):
        assert found.cell(row, 1).value == values["region"]
        assert found.cell(row, 2).value == values["volume"]
        assert found.cell(row, 3).value == pytest.approx(values["index"])
    chart = chart_of(tmp_path / "a.xlsx")
    assert f"$B${top + 1}:$B${top + len(table)}" in chart
    assert volume_finding(view) in re.sub("<[^>]*>", "", chart)


def test_of_many_regions_only_those_spoken_of_are_named(tmp_path: Path) -> None:
    view = sured(make_view(31))
    sheet(view, tmp_path / "a.xlsx")
    chart = chart_of(tmp_path / "a.xlsx")
    assert "杭州" in re.sub("<[^>]*>", "|", chart)
    named = chart.count("<c:dLbl>") - chart.count('<c:delete val="1"/>')
    assert 1 <= named <= 3
    sheet(sured(make_view(8)), tmp_path / "b.xlsx")
    assert '<c:delete val="1"/>' not in chart_of(tmp_path / "b.xlsx")


def test_without_text_there_is_no_table(tmp_path: Path) -> None:
    _, top = sheet(make_view(8), tmp_path / "a.xlsx")
    assert top == 0
    assert chart_of(tmp_path / "a.xlsx") == ""


@given(st.floats(1, 1e9))
def test_the_ends_of_the_axis_are_round_and_hold_the_value(value: float) -> None:
    low, high = _round(value, up=False), _round(value, up=True)
    assert low <= value <= high
    assert high <= 2.5 * low or low == high
    assert f"{low:e}"[0] in "125"
