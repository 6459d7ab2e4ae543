"""Which sheets on regions beside one another there are, and that all are as others are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bench.comparison.schema import INSTRUMENTS, KEYNESS, NEIGHBOURS
from bench.report.view import ReportView
from bench.report.workbook.comparison_sheets import comparison_names
from bench.report.workbook.writing import sheet_names, write_workbook
from tests.report.links import leads_to
from tests.report.overviews import changed, compared_view, found_in, statistics_view
from tests.scoring.builders import CODES

ALL = (
    "sheet_gaps",
    "sheet_borrowed",
    "sheet_side_by_side",
    "sheet_references",
    "sheet_peers",
    "sheet_key_terms",
    "sheet_instruments",
)
TERM = {
    "region": "乙市",
    "region_code": CODES["乙市"],
    "term": "=蓄能",
    "claims": 3,
    "share": 0.5,
    "other_claims": 0,
    "other_share": 0.0,
    "log_ratio": 3.2,
    "keyness": 12.5,
    "p_value": 0.01,
}


def with_terms(view: ReportView) -> ReportView:
    return changed(view, alike=replace(found_in(view).alike, key_terms=KEYNESS.frame([TERM])))


def test_a_sheet_is_there_where_there_is_something_to_show() -> None:
    view = with_terms(compared_view())
    assert comparison_names(view) == ALL
    names = sheet_names(view)
    assert names[names.index("sheet_sureness") + 1 : names.index("sheet_evidence")] == ALL
    assert comparison_names(replace(view, overview=None)) == ()
    assert comparison_names(with_terms(compared_view(target=""))) == ALL[2:]
    found = found_in(view)
    none = replace(found.alike, near=NEIGHBOURS.empty(), key_terms=KEYNESS.empty())
    bare = changed(view, alike=none, beside=None, instruments=INSTRUMENTS.empty())
    assert comparison_names(bare) == ("sheet_side_by_side", "sheet_references")
    alone = changed(bare, regions=found.regions[:1])
    assert comparison_names(alone) == ()


def test_statistics_alone_have_no_sheets_on_claims(tmp_path: Path) -> None:
    view = statistics_view()
    assert comparison_names(view) == ("sheet_gaps",)
    write_workbook(view, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    links = [place for cell in book["差距"]["D"] if (place := leads_to(cell))]
    assert len(links) == 3
    assert all(sheet == "统计数据" for sheet, *_ in links)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_are_frozen_filtered_and_print_across(tmp_path: Path, language: str) -> None:
    view = with_terms(compared_view(language=language))
    write_workbook(view, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for name in ALL:
        sheet = book[view.word(name)]
        assert sheet.freeze_panes is not None, name
        assert sheet.auto_filter.ref is not None, name
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        heights = [sheet.row_dimensions[row].height or 0 for row in range(1, sheet.max_row + 1)]
        assert max(heights) <= 409
        for row in sheet.iter_rows():
            for cell in row:
                assert str(cell.value) not in ("nan", "NaN", "inf")
                assert cell.data_type != "f" or str(cell.value).startswith("=HYPERLINK(")


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_workbook(with_terms(compared_view()), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_every_link_leads_to_a_cell_that_there_is(tmp_path: Path) -> None:
    view = with_terms(compared_view())
    write_workbook(view, tmp_path / "a.xlsx", max_rows=8)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for name in ALL:
        for row in book[view.word(name)].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    sheet, place = str(cell.value).split("'")[1], str(cell.value).split("!")[1]
                    target = book[sheet][place.split('"')[0]]
                    assert target.value is not None
                    assert sheet != "证据" or target.row <= 8
