"""References: a row a number, to the cell and to the evidence, and from the evidence back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.utils import get_column_letter

from bench.report.workbook.sheet_references import references
from bench.report.workbook.writing import write_workbook
from tests.report.overviews import changed, compared_view, found_in


def test_a_number_has_one_row_with_all_its_indicators_and_regions() -> None:
    view = compared_view()
    side = found_in(view).side.copy()
    side.loc[side["number"] == 2, "number"] = 1
    table = references(changed(view, side=side), found_in(changed(view, side=side)))
    assert table["number"].tolist() == [1, *range(3, 17)]
    side = found_in(view).side.copy()
    side.loc[side["number"] == 7, "number"] = 3  # another indicator of the same region
    side.loc[side["number"] == 5, "number"] = 3  # another region
    other = changed(view, side=side)
    row = references(other, found_in(other)).set_index("number").loc[3]
    assert (row["indicator"], row["region"]) == ("infra.net、infra.power", "乙市、丙市")


def test_numbers_lead_to_cell_and_evidence_and_the_evidence_leads_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(compared_view(), path)
    book = openpyxl.load_workbook(path)
    shown = pd.read_excel(path, sheet_name="对照出处")
    proofs = pd.read_excel(path, sheet_name="证据")
    assert shown["编号"].tolist() == list(range(1, 17))
    for place, row in enumerate(shown.to_dict("records"), 2):
        assert proofs["原文"][int(row["证据表行号"]) - 2] == row["原文"]
        assert proofs["对照编号"][int(row["证据表行号"]) - 2] == row["编号"]
        link = str(book["对照出处"].cell(place, 1).value)
        cell = book["举措对照"][link.split("!")[1].split('"')[0]]
        assert f"〔{row['编号']}〕" in str(cell.value)
    heading = [cell.value for cell in book["证据"][1]]
    column = heading.index("对照编号") + 1
    for line in range(2, len(proofs) + 2):
        link = str(book["证据"].cell(line, column).value)
        target = book["对照出处"][link.split("!")[1].split('"')[0]]
        assert str(target.value).endswith(link.rsplit(",", 1)[1])
    last = f"{get_column_letter(column)}{len(proofs) + 1}"
    assert (column, book["证据"].auto_filter.ref) == (len(heading), f"A1:{last}")
