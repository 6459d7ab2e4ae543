"""A workbook verified as a whole: untouched ones hold, whatever was changed is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bench.errors import InputError
from bench.verification.opened import OpenBook, OpenSheet, address, open_book
from bench.verification.verify import verify
from tests.verification.conftest import (
    VALUES,
    Ran,
    cells_told,
    make_run,
    mixed_catalogue,
    statistics_catalogue,
    told,
)
from tests.verification.tampering import renamed_sheet, tamper, without_sheet

Put = Callable[[Path], Path]
ROLLED = "method: {roll_up: true, shared_wording: 0.5, sources: {plan: 0.8}}\n"


def sheet_of(book: OpenBook, name: str) -> OpenSheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def column_of(sheet: OpenSheet, heading: str, row: int = 0) -> int:
    return sheet.rows[row].index(heading)


# --- untouched ----------------------------------------------------------------------------------


def test_an_untouched_workbook_holds(ran: Ran) -> None:
    found = verify(ran.workbook)
    assert found.holds, told(found)
    assert {"rows", "quotes", "evidence", "recorded", "sheet_scores"} <= {
        c.id for c in found.checks
    }
    assert all(check.looked for check in found.checks)


def test_documents_analysed_again_give_the_same_workbook(ran: Ran) -> None:
    found = verify(ran.workbook, deep=True)
    assert found.holds, told(found)
    assert {"sheet_figures", "sheet_documents", "sheet_cuts"} <= {c.id for c in found.checks}


def test_a_run_in_english_without_a_target_holds(ran: Ran, tmp_path: Path) -> None:
    other = make_run(tmp_path / "p", ran.documents, "language: en\n")
    found = verify(other.workbook)
    assert found.language == "en"
    assert found.holds, told(found)


def test_statistics_alone_hold(tmp_path: Path) -> None:
    settings = "catalogue: catalogue.yaml\nstatistics: values.csv\ntarget: 杭州\n"
    files = {"catalogue__yaml": statistics_catalogue(), "values__csv": VALUES}
    other = make_run(tmp_path / "p", None, settings, **files)
    found = verify(other.workbook)
    assert found.holds, told(found)
    assert verify(other.workbook, deep=True).holds


@pytest.mark.parametrize("method", ["", ROLLED], ids=["plain", "rolled up"])
def test_both_kinds_hold_with_any_method(ran: Ran, tmp_path: Path, method: str) -> None:
    settings = "catalogue: catalogue.yaml\nstatistics: values.csv\ntarget: 杭州\n"
    files = {"catalogue__yaml": mixed_catalogue(method), "values__csv": VALUES}
    other = make_run(tmp_path / "p", ran.documents, settings, **files)
    found = verify(other.workbook)
    assert found.holds, told(found)
    by_project = verify(other.workbook, project=other.project)
    assert by_project.holds, told(by_project)


def test_texts_that_cells_cannot_hold_are_no_failure(ran: Ran, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    shutil.copytree(ran.documents, documents)
    text = (documents / "成都.txt").read_text(encoding="utf-8")
    marked = text.replace("智能算力", "智能\x03算力").replace("标准机架", "=标准_x0041_机架")
    (documents / "成都.txt").write_text(marked, encoding="utf-8")
    other = make_run(tmp_path / "p", documents, "")
    for deep in (False, True):
        found = verify(other.workbook, deep=deep)
        assert found.holds, told(found)


def test_a_workbook_mailed_alone_is_held_against_itself(ran: Ran, tmp_path: Path) -> None:
    alone = Path(shutil.copy(ran.workbook, tmp_path))
    found = verify(alone)
    assert found.holds, told(found)
    looked = {check.id: check.looked for check in found.checks}
    assert looked["between"]
    assert looked["arithmetic"]
    assert looked["quotes"] == 0
    assert "verification.alone" in {note.key for note in found.notes}


def test_the_documents_alone_are_enough_for_the_quotes(ran: Ran, tmp_path: Path) -> None:
    alone = Path(shutil.copy(ran.workbook, tmp_path))
    looked = {c.id: c.looked for c in verify(alone, documents=ran.documents).checks}
    assert looked["quotes"]


# --- handled by an analyst ----------------------------------------------------------------------


def test_sorted_rows_moved_columns_and_renamed_sheets_hold(
    ran: Ran, tmp_path: Path, moved: Put
) -> None:
    path = tmp_path / "sorted.xlsx"
    book = load_workbook(ran.workbook)
    evidence = book["证据"]
    rows = [[cell.value for cell in row] for row in evidence.iter_rows()]
    places = [*range(5, len(rows[0])), *range(5)]
    shuffled = [rows[0], *sorted(rows[1:], key=lambda row: str(row[3]))]
    for r, row in enumerate(shuffled, 1):
        for c, place in enumerate(places, 1):
            cell = evidence.cell(r, c)
            cell.hyperlink = None
            cell.value = row[place]
            if isinstance(row[place], str):
                cell.data_type = "s"
    evidence.title = "证据（按原文排序）"
    book["排名"].auto_filter.add_filter_column(1, ["杭州"])
    book.move_sheet("方法", -5)
    book.save(path)
    found = verify(moved(path))
    assert found.holds, told(found)


def test_remarks_beside_a_table_are_nobodys_business(ran: Ran, tmp_path: Path, moved: Put) -> None:
    path = tmp_path / "remarks.xlsx"
    book = load_workbook(ran.workbook)
    book["证据"].cell(3, 40).value = "请核对这一句"
    book.create_sheet("我的笔记").cell(1, 1).value = "待办"
    book.save(path)
    found = verify(moved(path))
    assert found.holds, told(found)


def test_a_renamed_heading_is_told_and_no_failure(ran: Ran, tmp_path: Path, moved: Put) -> None:
    sheet = sheet_of(open_book(ran.workbook), "证据")
    cell = address(0, column_of(sheet, "力度"))
    path = moved(tamper(ran.workbook, tmp_path / "w.xlsx", {("证据", cell): "强度"}))
    found = verify(path)
    assert found.holds, told(found)
    notes = [note.text("zh") for check in found.checks for note in check.notes]
    assert any("强度" in note and "力度" in note for note in notes)


def test_sheets_that_were_deleted_are_told(ran: Ran, tmp_path: Path, moved: Put) -> None:
    found = verify(moved(without_sheet(ran.workbook, tmp_path / "w.xlsx", "差距")))
    assert found.holds, told(found)
    assert any("差距" in n.text("zh") for c in found.checks for n in c.notes)


def test_without_the_evidence_sheet_scores_are_said_not_to_be_checked(
    ran: Ran, tmp_path: Path, moved: Put
) -> None:
    found = verify(moved(without_sheet(ran.workbook, tmp_path / "w.xlsx", "证据")))
    scores = next(check for check in found.checks if check.id == "scores")
    assert "证据" in scores.notes[0].text("zh")


# --- tampered -----------------------------------------------------------------------------------

EVIDENCE = {
    "原文": "这句话不在文件里，是后来写进去的。",
    "力度": 5.0,
    "置信度": 0.123,
    "计入分值": 0.001,
    "计入": "否",
    "起": 1.0,
    "止": 100_000.0,
    "指标编号": "governance.law",
    "地区代码": "440300",
    "地区": "北京",
    "状态": "已实现",
    "类别": "事实",
    "文件": "没有这份.txt",
    "标题": "另一份文件",
    "所在章节": "别的章节",
    "指标": "别的指标",
}


@pytest.mark.parametrize("heading", EVIDENCE)
def test_a_change_of_the_evidence_is_found_and_told_once(
    ran: Ran, tmp_path: Path, moved: Put, heading: str
) -> None:
    sheet = sheet_of(open_book(ran.workbook), "证据")
    column = column_of(sheet, heading)
    row = next(r for r in range(1, len(sheet.rows)) if sheet.value(r, column) is not None)
    assert sheet.value(row, column) != EVIDENCE[heading]
    cell = ("证据", address(row, column))
    found = verify(moved(tamper(ran.workbook, tmp_path / "w.xlsx", {cell: EVIDENCE[heading]})))
    assert cell in cells_told(found.failures), told(found)
    # What follows from the change is not told again all over the workbook.
    assert {failure.sheet for failure in found.failures} == {"证据"}, told(found)


# Without the tables of the run only the documents, the rubric and the scores tell.
ALONE = ("原文", "力度", "起", "止", "计入分值", "计入", "地区", "文件", "标题")


def test_changes_of_the_evidence_are_found_by_the_project_alone(ran: Ran, tmp_path: Path) -> None:
    sheet = sheet_of(open_book(ran.workbook), "证据")
    cells = {
        ("证据", address(2 + 3 * place, column_of(sheet, heading))): EVIDENCE[heading]
        for place, heading in enumerate(ALONE)
    }
    path = tamper(ran.workbook, tmp_path / "w.xlsx", cells)
    found = verify(path, project=ran.project)
    assert set(cells) <= cells_told(found.failures), told(found)


QUOTED = {"数据": ("原文数据", "原文", "起", "数值"), "剪除": ("原文", "起", "止")}
QUOTED |= {
    "对照出处": ("原文", "起", "止"),
    "可借鉴举措": ("原文", "止"),
    "文件": ("字数", "证据行数"),
}


def test_quotes_and_counts_of_every_other_sheet_are_held_against_the_documents(
    ran: Ran, tmp_path: Path, moved: Put
) -> None:
    book, cells = open_book(ran.workbook), dict[tuple[str, str], float | str]()
    for name, headings in QUOTED.items():
        sheet = sheet_of(book, name)
        top = next(r for r, row in enumerate(sheet.rows) if headings[0] in row)
        rows = range(top + 1, len(sheet.rows))
        for place, heading in enumerate(headings if rows else ()):
            row = rows[min(2 * place, len(rows) - 1)]
            column = column_of(sheet, heading, top)
            number = isinstance(sheet.value(row, column), float)
            cells[name, address(row, column)] = 7.0 if number else "改过的一句话。"
    found = verify(moved(tamper(ran.workbook, tmp_path / "w.xlsx", cells)))
    assert set(cells) <= cells_told(found.failures), told(found)


def test_a_row_of_evidence_that_was_removed_is_found_and_told_once(
    ran: Ran, tmp_path: Path, moved: Put
) -> None:
    path = tmp_path / "w.xlsx"
    book = load_workbook(ran.workbook)
    evidence = book["证据"]
    quote = evidence.cell(4, 1 + [c.value for c in evidence[1]].index("原文")).value
    evidence.delete_rows(4)
    book.save(path)
    found = verify(moved(path))
    assert [f.meaning.key for f in found.failures] == ["verification.row_removed"], told(found)
    assert str(quote) in str(found.failures[0].should)


def test_a_row_of_evidence_that_was_removed_is_found_without_the_tables_of_the_run(
    ran: Ran, tmp_path: Path
) -> None:
    path = tmp_path / "w.xlsx"
    book = load_workbook(ran.workbook)
    book["证据"].delete_rows(4)
    book.save(path)
    keys = {f.meaning.key for f in verify(path, project=ran.project).failures}
    assert "verification.evidence_rows" in keys
    assert "verification.evidence_rows" in {f.meaning.key for f in verify(path).failures}


def test_a_row_of_evidence_that_was_invented_is_found_and_told_once(
    ran: Ran, tmp_path: Path, moved: Put
) -> None:
    path = tmp_path / "w.xlsx"
    book = load_workbook(ran.workbook)
    evidence = book["证据"]
    row = [cell.value for cell in evidence[5]]
    places = [c.value for c in evidence[1]]
    row[places.index("起")], row[places.index("止")] = 3, 9
    row[places.index("原文")] = "后来添上的一句话。"
    evidence.append(row)
    book.save(path)
    found = verify(moved(path))
    assert {f.sheet for f in found.failures} == {"证据"}, told(found)
    assert "verification.row_invented" in {f.meaning.key for f in found.failures}


# --- documents ----------------------------------------------------------------------------------


def test_a_document_that_was_changed_is_told_once(ran: Ran, tmp_path: Path) -> None:
    shutil.copytree(ran.project, tmp_path / "p")
    path = tmp_path / "p" / "documents" / "杭州.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("数据", "资料"), encoding="utf-8")
    found = verify(tmp_path / "p" / "out" / ran.workbook.name, documents=path.parent)
    assert [f.meaning.key for f in found.failures] == ["verification.document_changed"]
    assert found.failures[0].there == "杭州.txt"


def test_a_document_that_is_missing_is_told_once(ran: Ran, tmp_path: Path) -> None:
    shutil.copytree(ran.project, tmp_path / "p")
    documents = tmp_path / "p" / "documents"
    (documents / "苏州.txt").unlink()
    found = verify(tmp_path / "p" / "out" / ran.workbook.name, documents=documents)
    assert [f.there for f in found.failures] == ["苏州.txt"]


def test_another_catalogue_is_told(ran: Ran, tmp_path: Path) -> None:
    settings = "catalogue: catalogue.yaml\nstatistics: values.csv\n"
    files = {"catalogue__yaml": mixed_catalogue(), "values__csv": VALUES}
    other = make_run(tmp_path / "p", ran.documents, settings, **files)
    found = verify(ran.workbook, project=other.project)
    assert "verification.other_catalogue" in {note.key for note in found.notes}
    assert not found.holds


def test_analysing_again_needs_a_project_and_its_documents(ran: Ran, tmp_path: Path) -> None:
    alone = Path(shutil.copy(ran.workbook, tmp_path))
    with pytest.raises(InputError) as caught:
        verify(alone, deep=True)
    assert caught.value.key == "verification.deep_alone"


def test_a_sheet_under_another_name_is_known_by_what_it_holds(
    ran: Ran, tmp_path: Path, moved: Put
) -> None:
    path = moved(renamed_sheet(ran.workbook, tmp_path / "w.xlsx", "对照出处", "出处一览"))
    found = verify(path)
    assert found.holds, told(found)
    assert not any(n.key == "verification.sheets_absent" for c in found.checks for n in c.notes)
