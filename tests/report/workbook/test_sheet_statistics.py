"""The sheet of statistics: values lead from the score sheet to their source and back."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from bench.report.workbook.writing import write_workbook
from tests.report.conftest import make_statistics_view, make_view
from tests.report.links import leads_to


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "benchmark.xlsx"


def test_statistics_alone_have_no_sheets_of_documents(path: Path) -> None:
    write_workbook(make_statistics_view(), path)
    names = openpyxl.load_workbook(path).sheetnames
    assert names == ["封面", "排名", "得分", "可靠程度", "统计数据", "方法"]
    write_workbook(make_view(2), path)
    assert "统计数据" not in openpyxl.load_workbook(path).sheetnames


def test_every_value_stands_with_unit_year_source_and_place(path: Path) -> None:
    view = make_statistics_view()
    write_workbook(view, path)
    found = pd.read_excel(path, sheet_name="统计数据", dtype={"地区代码": str, "年份": str})
    assert len(found) == len(view.statistics)
    row = found[(found["地区"] == "杭州") & (found["指标"] == "时延")].iloc[0]
    assert (row["数值"], row["单位"], row["年份"]) == (10.0, "毫秒", "2024")
    assert (row["来源"], row["位置"]) == ("年鉴", "values.csv:3")
    assert (row["维度"], row["状态"], row["地区代码"]) == ("设施", "有数值", "330100")
    assert row["标准化方法"].endswith("越低越好")


def test_each_score_of_a_statistic_leads_to_its_row_and_back(path: Path) -> None:
    write_workbook(make_statistics_view({"missing": "mean"}), path)
    book = openpyxl.load_workbook(path)
    scores, statistics = book["得分"], book["统计数据"]
    seen = 0
    for row in scores.iter_rows(min_row=4, max_row=6, min_col=4):
        for cell in row:
            sheet, _, line = leads_to(cell)
            assert sheet == "统计数据"
            own = [statistics.cell(line, column).value for column in (1, 3)]
            assert own == [scores.cell(cell.row, 2).value, scores.cell(3, cell.column).value]
            back = [place for each in statistics[line] if (place := leads_to(each))]
            assert back == [("得分", cell.column_letter, cell.row)]
            seen += 1
    assert seen == 9


def test_the_sheet_is_frozen_and_filtered(path: Path) -> None:
    write_workbook(make_statistics_view(), path)
    sheet = openpyxl.load_workbook(path)["统计数据"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:N9"


def test_rows_beyond_a_sheet_are_never_linked(path: Path) -> None:
    write_workbook(make_statistics_view(), path, max_rows=4)
    book = openpyxl.load_workbook(path)
    assert book["统计数据"].max_row == 4
    for row in book["得分"].iter_rows(min_row=4, max_row=6, min_col=4):
        for cell in row:
            place = leads_to(cell)
            assert place is None or place[2] <= 4


def test_dimension_scores_can_be_recomputed_from_the_score_sheet(path: Path) -> None:
    view = make_statistics_view({"scale": [1.0, 100.0], "missing": "mean"})
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path, data_only=True)["得分"]
    weights = [sheet.cell(2, column).value for column in (4, 5)]
    for line, region in enumerate(view.ordered.to_dict("records"), start=4):
        own = [sheet.cell(line, column).value for column in (4, 5)]
        mean = sum(w * s for w, s in zip(weights, own, strict=True))
        assert mean == pytest.approx(region["infra"], abs=1e-5)


def test_imputed_and_missing_cells_have_looks_and_legends_of_their_own(path: Path) -> None:
    write_workbook(make_statistics_view({"missing": "mean"}), path)
    sheet = openpyxl.load_workbook(path, data_only=True)["得分"]
    imputed, given = sheet["E6"], sheet["E5"]
    assert imputed.fill.fill_type != given.fill.fill_type
    assert imputed.font.italic
    assert "(" in imputed.number_format
    legend = [str(sheet.cell(line, 3).value) for line in range(7, 12)]
    assert any(text.startswith("插补：") for text in legend)
    assert any(text.startswith("缺数值：") for text in legend)
    assert not any(text.startswith(("已述", "未提及", "未读")) for text in legend)
    write_workbook(make_statistics_view(), path)
    sheet = openpyxl.load_workbook(path, data_only=True)["得分"]
    assert sheet["E6"].value == "缺数值"
    assert not any("插补：" in str(sheet.cell(line, 3).value) for line in range(7, 12))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sheet_of_statistics_speaks_of_0_to_100_when_the_scale_is_another(
    path: Path, language: str
) -> None:
    write_workbook(make_statistics_view({"normalisation": "z_score"}, language=language), path)
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = [sheet for sheet in book if sheet.title not in ("可靠程度", "How sure")]
    told = " ".join(str(c.value) for s in sheets for row in s.iter_rows() for c in row if c.value)
    assert not re.search("0–100|0至100|0 to 100", told)
    assert ("Z 分数" if language == "zh" else "z-scores") in told
