"""The cover is one page that names what was found, what was compared, and every sheet."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench.report.view import ReportView
from bench.report.workbook.writing import sheet_names, write_workbook
from tests.report.conftest import make_statistics_view, make_view
from tests.report.links import leads_to
from tests.report.overviews import compared_view


def cover(view: ReportView, path: Path) -> Worksheet:
    write_workbook(view, path)
    return openpyxl.load_workbook(path, data_only=True).worksheets[0]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize("view", [make_view(8), compared_view(), make_statistics_view()])
def test_the_cover_leads_to_every_sheet(view: ReportView, tmp_path: Path) -> None:
    write_workbook(view, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    led = {place[0] for row in sheet.iter_rows() for cell in row if (place := leads_to(cell))}
    assert {view.word(key) for key in sheet_names(view)[1:]} <= led


def test_title_target_and_date_stand_on_top(tmp_path: Path) -> None:
    sheet = cover(make_view(8, title="甲乙丙对标"), tmp_path / "a.xlsx")
    assert sheet["A1"].value == "甲乙丙对标"
    assert "杭州" in sheet["A2"].value
    assert "2024-05-31" in sheet["A2"].value
    undated = cover(make_view(8, target="", date=""), tmp_path / "b.xlsx")
    assert undated["A2"].value == "8个地区的比较"


def test_it_says_what_was_compared(tmp_path: Path) -> None:
    told = texts(cover(compared_view(), tmp_path / "a.xlsx"))
    assert "4个（地级4），有排名的4个" in told
    assert any("可比地区：" in text for text in told)
    assert any("regionbench verify" in text for text in told)
    statistics = texts(cover(make_statistics_view(), tmp_path / "b.xlsx"))
    assert "8个统计数值" in statistics


def test_it_is_open_first_and_prints_on_one_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(make_view(31), path)
    book = openpyxl.load_workbook(path)
    assert book.active.title == "封面"
    sheet = book.worksheets[0]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.print_area.startswith("'封面'!$A$1:$H$")


@pytest.mark.parametrize(("count", "kind"), [(8, "bar"), (31, "col")])
def test_few_regions_are_drawn_across_and_many_upright(
    count: int, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(make_view(count), path)
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/_rels/drawing1.xml.rels").decode()
        name = drawing.split("charts/")[1].split('"')[0]
        chart = archive.read(f"xl/charts/{name}").decode()
    assert f'<c:barDir val="{kind}"/>' in chart
    assert "排名!$C$2" in chart


def test_a_run_that_ranks_nobody_has_a_cover_without_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    told = texts(cover(make_view(0), path))
    assert "没有可排名的地区" in told
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "chart" in name]


def test_awkward_titles_and_names_stay_text(tmp_path: Path) -> None:
    view = make_view(3, title="=1+1 & <甲>" + "长" * 300)
    ranking = view.ranking.assign(region=["=cmd", "@乙", "丙'\"!A1"])
    sheet = cover(replace(view, ranking=ranking, target="=cmd"), tmp_path / "a.xlsx")
    assert sheet["A1"].value.startswith("=1+1 & <甲>")
    assert sheet["A1"].data_type == "s"
    assert any("=cmd" in text for text in texts(sheet))
