"""Policy instruments: shares, subtotals, marks of what differs, and a sentence a region."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench.comparison.schema import INSTRUMENTS
from bench.report.view import ReportView
from bench.report.workbook.sheet_instruments import HEADING
from bench.report.workbook.writing import write_workbook
from tests.report.compared import compared
from tests.report.conftest import make_view
from tests.report.overviews import changed, compared_view
from tests.scoring.builders import CODES

PARTS = (
    ("supply", ""),
    ("supply", "supply.talent"),
    ("demand", ""),
    ("demand", "demand.market"),
)


def row(region: str, place: int, claims: int, measures: int, **more: object) -> dict[str, object]:
    kind, instrument = PARTS[place]
    return {
        "region": region,
        "region_code": CODES[region],
        "type": kind,
        "instrument": instrument,
        "claims": claims,
        "measures": measures,
        "share": claims / measures,
        "others": 0.1,
        "finding": "",
        **more,
    }


def shown(path: Path, language: str = "zh") -> Worksheet:
    rows = [row("甲市", place, claims, 4) for place, claims in enumerate((1, 1, 2, 2))]
    rows += [row("乙市", place, claims, 40) for place, claims in enumerate((30, 30, 8, 0))]
    rows[5]["finding"] = "more"
    view: ReportView = compared_view(language=language)
    view = changed(view, instruments=INSTRUMENTS.frame(rows))
    write_workbook(view, path)
    return openpyxl.load_workbook(path)[view.word("sheet_instruments")]


def test_shares_stand_below_their_instruments_the_target_first(tmp_path: Path) -> None:
    sheet = shown(tmp_path / "a.xlsx")
    rows = [[cell.value for cell in line][:6] for line in sheet.iter_rows()]
    assert rows[1][2:] == ["供给型", None, "需求型", None]
    assert rows[2] == ["地区", "举措总数", "合计", "人才培养", "合计", "市场塑造"]
    assert rows[HEADING] == ["甲市", 4, 0.25, 0.25, 0.5, 0.5]
    assert rows[HEADING + 1] == ["乙市", 40, 0.75, 0.75, 0.2, 0]
    assert rows[HEADING + 2][:2] == ["所列地区合计", 44]
    assert rows[HEADING + 2][2] == pytest.approx(31 / 44)


def test_what_differs_is_marked_and_few_measures_have_no_shade(tmp_path: Path) -> None:
    sheet = shown(tmp_path / "a.xlsx")
    few, whole, marked = (
        sheet.cell(HEADING + row, column) for row, column in ((1, 4), (2, 3), (2, 4))
    )
    assert "▲" in marked.number_format
    assert "▲" not in whole.number_format
    assert few.fill.fgColor.rgb != marked.fill.fgColor.rgb
    assert few.fill.fgColor.rgb == sheet.cell(HEADING + 1, 3).fill.fgColor.rgb


def test_regions_that_are_judged_and_the_target_have_a_sentence(tmp_path: Path) -> None:
    sheet = shown(tmp_path / "a.xlsx")
    told = [str(cell.value) for cell in sheet["A"]]
    assert any(text.startswith("甲市（4 条举措）：举措不足") for text in told)
    assert any(text.startswith("乙市（40 条举措）：较多使用人才培养") for text in told)


def test_headings_with_long_words_are_turned(tmp_path: Path) -> None:
    assert not shown(tmp_path / "a.xlsx")["D3"].alignment.text_rotation
    assert shown(tmp_path / "b.xlsx", "en")["D3"].alignment.text_rotation == 90


def test_a_chart_shows_the_types_of_each_region_on_a_scale_to_all_measures(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(compared(make_view(60)), path)
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        charts = [archive.read(name).decode() for name in names]
    (chart,) = [text for text in charts if '<c:grouping val="stacked"/>' in text]
    assert chart.count("<c:ser>") == 3
    assert '<c:max val="1"/>' in chart
    assert "政策工具!$A$4:$A$43" in chart  # of 59 regions those that can be read
    assert "图中为表中前40行" in re.sub("<[^>]*>", "", chart)


def test_regions_that_do_not_differ_are_named_in_one_line(tmp_path: Path) -> None:
    view = compared(make_view(12))
    assert view.overview is not None
    alike = view.overview.instruments.assign(finding="")
    write_workbook(
        replace(view, overview=replace(view.overview, instruments=alike)), tmp_path / "a.xlsx"
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["政策工具"]
    told = [str(sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)]
    lines = [text for text in told if text.startswith("各种政策工具的占比与其他地区没有可靠差别的")]
    assert len(lines) == 1
    assert "深圳" in lines[0]
    assert "杭州" not in lines[0]  # the target has its own sentence
