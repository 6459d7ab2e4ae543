"""Opening a workbook: what stands in its cells, and files that are none or were made to harm."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from bench.errors import InputError
from bench.report.workbook.sheet import clean_text
from bench.verification import package
from bench.verification.opened import address, open_book
from tests.verification.tampering import tamper, with_part


def write(path: Path, constant_memory: bool = False) -> Path:
    book = Workbook(str(path), {"constant_memory": constant_memory})
    sheet = book.add_worksheet("表")
    sheet.write_string(0, 0, "=1+1")
    sheet.write_number(0, 1, 2.5)
    sheet.write_formula(1, 0, '=HYPERLINK("#A1",7.25)', None, 7.25)
    sheet.write_formula(1, 1, "=B1*2", None, 5)
    sheet.write_formula(2, 1, '=IF(1,"","")', None, "")
    sheet.write_boolean(3, 0, True)
    sheet.write_string(4, 0, "a_x0041_b")
    book.close()
    return path


@pytest.mark.parametrize("constant_memory", [False, True])
def test_values_are_as_stored_and_formulas_as_written(
    tmp_path: Path, constant_memory: bool
) -> None:
    (sheet,) = open_book(write(tmp_path / "a.xlsx", constant_memory)).sheets
    assert sheet.rows[:2] == (("=1+1", 2.5), (7.25, 5.0))
    assert sheet.formulas == {(1, 1): "=B1*2", (2, 1): '=IF(1,"","")'}
    assert sheet.value(3, 0) is True
    assert sheet.value(4, 0) == "a_x0041_b"
    assert sheet.value(99, 99) is None
    assert not sheet.unlike


def test_a_link_whose_stored_value_was_changed_is_known(tmp_path: Path) -> None:
    source = write(tmp_path / "a.xlsx")
    (sheet,) = open_book(tamper(source, tmp_path / "b.xlsx", {("表", "A2"): 9.0})).sheets
    assert sheet.unlike == {(1, 0): 7.25}


def test_sheets_that_are_not_wanted_are_left_out(tmp_path: Path) -> None:
    assert not open_book(write(tmp_path / "a.xlsx"), wanted=lambda _: False).sheets


def test_addresses_are_those_that_a_reader_knows() -> None:
    assert [address(0, 0), address(11, 27)] == ["A1", "AB12"]


@given(st.text(max_size=60))
@settings(max_examples=25)
def test_any_text_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("text") / "a.xlsx"
    cleaned = clean_text(text)
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.add_worksheet("表").write_string(0, 0, cleaned)
    book.close()
    (sheet,) = open_book(path).sheets
    assert (sheet.value(0, 0) or "") == cleaned.replace("_x005F_", "_")


# --- files that are refused ---------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_book(path)
    for language in ("zh", "en"):
        assert str(path) in caught.value.text(language)
    return caught.value.key


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx") == "verification.no_file"
    assert refused(tmp_path) == "verification.no_file"
    text = tmp_path / "a.xlsx"
    text.write_text("地区,得分\n", encoding="utf-8")
    assert refused(text) == "verification.not_a_workbook"
    text.write_bytes(b"")
    assert refused(text) == "verification.not_a_workbook"


def test_an_encrypted_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refused(path) == "verification.encrypted"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]
)
def test_a_broken_workbook_is_refused(tmp_path: Path, part: str) -> None:
    source = write(tmp_path / "a.xlsx")
    assert (
        refused(with_part(source, tmp_path / "b.xlsx", part, b"<broken")) == "verification.broken"
    )


def test_a_cut_off_workbook_is_refused(tmp_path: Path) -> None:
    data = write(tmp_path / "a.xlsx").read_bytes()
    for size in (20, len(data) // 2, len(data) - 10):
        (tmp_path / "b.xlsx").write_bytes(data[:size])
        assert refused(tmp_path / "b.xlsx").startswith("verification.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_that_reach_for_other_files_are_refused(tmp_path: Path, encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    source = write(tmp_path / "a.xlsx")
    path = with_part(source, tmp_path / "b.xlsx", "xl/styles.xml", text.encode(encoding))
    assert refused(path) == "verification.hostile"


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    path = tmp_path / "b.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2_000_000)
    assert refused(path) == "verification.too_large"


def test_a_sheet_with_more_cells_than_a_run_writes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "a.xlsx")
    monkeypatch.setattr(package, "MOST_COLUMNS", 1)
    assert refused(source) == "verification.too_large"


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    sheet.write_number(0, 0, 1)
    sheet.write_number(1_000_000, 0, 2)
    book.close()
    (found,) = open_book(tmp_path / "a.xlsx").sheets
    assert found.value(1_000_000, 0) == 2.0
