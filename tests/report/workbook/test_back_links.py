from __future__ import annotations

import math
from pathlib import Path

import openpyxl
import pytest

from bench.report.cells import score_cells, sorted_evidence
from bench.report.workbook.back_links import number_links, score_links
from bench.report.workbook.sheet_scores import cell_places
from bench.report.workbook.writing import write_workbook
from bench.tables import EVIDENCE
from tests.report.conftest import evidence_row, make_view
from tests.report.links import leads_to
from tests.report.overviews import compared_view


def test_a_row_leads_to_the_score_of_its_region_and_indicator() -> None:
    view = make_view(4)
    evidence = sorted_evidence(view)
    found, cells, places = score_links(view, evidence), score_cells(view), cell_places(view)
    keys = list(zip(evidence["region_code"], evidence["indicator"], strict=True))
    assert found.values == [cells[key].score for key in keys]
    assert found.places == [places[key] for key in keys]


def test_a_row_without_a_score_leads_nowhere() -> None:
    rows = [evidence_row("某省", "990000", "clusters.ai"), evidence_row("杭州", "330000", "")]
    view = make_view(4, evidence=EVIDENCE.frame(rows))
    found = score_links(view, view.evidence)
    assert found.places == [None, None]
    assert all(map(math.isnan, found.values))


def test_only_what_stands_side_by_side_has_a_number() -> None:
    assert number_links(make_view(4), make_view(4).evidence) is None
    view = compared_view()
    evidence = view.evidence
    found = number_links(view, evidence)
    assert found is not None
    side = view.overview.side
    first = int(side["number"].min())
    numbers = {
        (d, s): n for d, s, n in zip(side["document"], side["start"], side["number"], strict=True)
    }
    for key, value, place in zip(
        zip(evidence["document"], evidence["start"], strict=True),
        found.values,
        found.places,
        strict=True,
    ):
        assert value == numbers[key]
        assert place == ("对照出处", value - first + 1, 0)
    shorter = number_links(view, evidence.assign(start=7))
    assert shorter is not None
    assert set(shorter.places) == {None}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_of_evidence_leads_back_to_its_score(tmp_path: Path, language: str) -> None:
    view = make_view(4, language)
    write_workbook(view, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    shown = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    sheet = book[view.word("sheet_evidence")]
    heading = [cell.value for cell in sheet[1]]
    column = heading.index(view.word("back_score_heading")) + 1
    for row in range(2, sheet.max_row + 1):
        name, letters, line = leads_to(sheet.cell(row, column))
        target = shown[name][f"{letters}{line}"].value
        assert target == shown[sheet.title].cell(row, column).value
    assert sheet.max_row == len(view.evidence) + 1
