"""Names of ranges refer to what they say, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from bench.report.view import ReportView
from bench.report.workbook.writing import write_workbook
from tests.report.conftest import make_statistics_view, make_view
from tests.report.overviews import compared_view


def cells_of(path: Path, name: str) -> list[list[Cell]]:
    book = openpyxl.load_workbook(path, data_only=True)
    ((title, cells),) = book.defined_names[name].destinations
    return [list(row) for row in book[title][cells]]


def values_of(path: Path, name: str) -> list[object]:
    return [cell.value for row in cells_of(path, name) for cell in row]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_columns_of_the_ranking_have_names(language: str, tmp_path: Path) -> None:
    path, view = tmp_path / "a.xlsx", make_view(8, language)
    write_workbook(view, path)
    table = view.ordered
    assert values_of(path, "ranking_region") == table["region"].tolist()
    for name, column in (
        ("ranking_rank", "rank"),
        ("ranking_index", "index"),
        ("ranking_rank_low", "rank_low"),
        ("ranking_rank_high", "rank_high"),
    ):
        assert values_of(path, name)[:-1] == pytest.approx(table[column].tolist()[:-1]), name
    dimensions = [each.id for each in view.catalogue.dimensions]
    wanted = table[dimensions].to_numpy()[:-1].ravel().tolist()
    found = values_of(path, "ranking_dimensions")[: -len(dimensions)]
    assert found == pytest.approx(wanted)


def test_the_matrix_of_scores_has_a_name(tmp_path: Path) -> None:
    path, view = tmp_path / "a.xlsx", make_view(8)
    write_workbook(view, path)
    regions, indicators = values_of(path, "scores_region"), values_of(path, "scores_indicator")
    assert regions == view.ordered["region"].tolist()
    assert indicators == [each.name.zh for each in view.catalogue.indicators]
    matrix = cells_of(path, "scores_matrix")
    assert (len(matrix), len(matrix[0])) == (len(regions), len(indicators))
    scores = view.scores.set_index(["region", "indicator"])
    for region, row in zip(regions, matrix, strict=True):
        for indicator, cell in zip(view.catalogue.indicators, row, strict=True):
            own = scores.loc[(region, indicator.id)]
            wanted = "未读" if own["state"] == "unread" else own["score"]
            assert cell.value == pytest.approx(wanted) if wanted != "未读" else cell.value == wanted


@pytest.mark.parametrize("view", [make_view(8), compared_view(), make_statistics_view()])
def test_a_table_goes_from_its_headings_to_its_last_row(view: ReportView, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(view, path)
    book = openpyxl.load_workbook(path)
    tables = [name for name in book.defined_names if name.endswith("_table")]
    assert {"ranking_table", "scores_table"} <= set(tables)
    for name in tables:
        rows = cells_of(path, name)
        assert all(cell.value for cell in rows[0]), name
        title = rows[0][0].parent.title
        assert title == view.word(f"sheet_{name.removesuffix('_table')}")
        assert book[title].auto_filter.ref == f"{rows[0][0].coordinate}:{rows[-1][-1].coordinate}"


def test_names_are_legal_and_refer_to_no_missing_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for view in (make_view(0), compared_view(), make_statistics_view()):
        write_workbook(view, path)
        book = openpyxl.load_workbook(path)
        for name, defined in book.defined_names.items():
            assert re.fullmatch("[a-z_]+", name)
            ((title, cells),) = defined.destinations
            assert title in book.sheetnames
            assert "#REF" not in cells
