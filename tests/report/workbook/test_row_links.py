"""Figures, documents and cuts lead to the rows that they belong to."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from bench.report.workbook.writing import write_workbook
from bench.tables import CUTS, DOCUMENTS, FIGURES
from tests.report.conftest import cut_row, document_row, figure_row, make_view
from tests.report.links import leads_to


def test_figures_documents_and_cuts_lead_to_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    paths = ["plans/example.txt", "plans/other.txt"]
    view = make_view(
        2,
        figures=FIGURES.frame(
            [
                figure_row("深圳", "330001", document=paths[0], start=5, end=9),
                figure_row("北京", "110000", document=paths[0], start=5, end=9),
                figure_row("深圳", "330001", document=paths[0], start=900, end=905),
                figure_row("深圳", "330001", document=paths[1], start=5, end=9),
            ]
        ),
        documents=DOCUMENTS.frame([document_row(document=name) for name in paths[::-1]]),
        cuts=CUTS.frame([cut_row(document=name) for name in (*paths, "gone.txt")]),
    )
    write_workbook(view, path)
    evidence = pd.read_excel(path, sheet_name="证据")
    figures = _rows(path, "数据", "证据表行号")
    assert evidence["地区"].iloc[figures[0] - 2] == "深圳"
    assert figures[1] == 2  # of a region without the claim: the first row that states it
    assert figures[2:] == [None, None]
    assert _rows(path, "文件", "首条证据行号") == [None, 2]
    assert _rows(path, "剪除", "文件表行号") == [3, 2, None]


def _rows(path: Path, title: str, heading: str) -> list[int | None]:
    """The rows that a column names, each of which it leads to."""
    shown = openpyxl.load_workbook(path, data_only=True)[title]
    sheet = openpyxl.load_workbook(path)[title]
    column = [cell.value for cell in sheet[1]].index(heading) + 1
    numbers = []
    for row in range(2, sheet.max_row + 1):
        number, place = shown.cell(row, column).value, leads_to(sheet.cell(row, column))
        assert (number is None) == (place is None)
        assert place is None or place[2] == number
        numbers.append(number)
    return numbers
