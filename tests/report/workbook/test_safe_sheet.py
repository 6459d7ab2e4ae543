"""A streamed sheet holds what an ordinary one holds, cell by cell; both count what they mend."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bench.report.workbook.book import Book
from bench.report.workbook.cell_text import CutText, clean_text
from bench.report.workbook.formats import make_formats
from bench.report.workbook.safe_sheet import LARGEST, SafeSheet, is_number
from bench.report.workbook.sheet import SheetColumn, write_columns
from tests.report.links import leads_to
from tests.report.workbook.test_cell_text import ANY

NUMBERS = st.one_of(st.none(), st.floats(), st.integers(-(10**9), 10**9))


def write(path: Path, columns: Sequence[SheetColumn], *, streamed: bool) -> SafeSheet:
    with Book(path) as book:
        sheet = book.add_sheet("表", streamed=streamed)
        write_columns(sheet, columns, make_formats(book), "（截断）")
        book.add_sheet("另一表")
    return sheet


def read(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)["表"]


def cells_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Value, kind and look of each cell."""
    return [
        (cell.coordinate, cell.value, cell.data_type, cell.number_format, _looks(cell))
        for row in sheet.iter_rows()
        for cell in row
    ]


def _looks(cell: Cell) -> tuple[object, ...]:
    return cell.font.b, cell.font.u, cell.alignment.wrap_text, cell.alignment.vertical


@settings(max_examples=25)
@given(st.lists(st.tuples(ANY, NUMBERS, st.sampled_from(["甲", "=乙", ""])), max_size=12))
def test_a_streamed_sheet_is_that_which_xlsxwriter_would_write(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, float | None, str]]
) -> None:
    folder = tmp_path_factory.mktemp("books")
    texts, numbers, names = ([row[place] for row in rows] for place in range(3))
    columns = [
        SheetColumn("文", texts, look="wrap", limits=(20, 20)),
        SheetColumn("数", numbers, "number", "fraction"),
        SheetColumn("名", names),
    ]
    sheets = {}
    for streamed in (False, True):
        path = folder / f"{streamed}.xlsx"
        counted = write(path, columns, streamed=streamed)
        sheets[streamed] = read(path)
        assert counted.mended == sum(
            type(clean_text(text)) is not str and not isinstance(clean_text(text), CutText)
            for text in texts
        )
    assert cells_of(sheets[True]) == cells_of(sheets[False])
    for what in ("row_dimensions", "column_dimensions"):
        own, other = (getattr(sheets[kind], what) for kind in (True, False))
        assert {k: (v.height if what[0] == "r" else v.width) for k, v in own.items()} == {
            k: (v.height if what[0] == "r" else v.width) for k, v in other.items()
        }
    assert sheets[True].dimensions == sheets[False].dimensions


@pytest.mark.parametrize("streamed", [False, True])
def test_what_was_mended_and_cut_is_counted_for_each_cell(tmp_path: Path, streamed: bool) -> None:
    texts = ["好", "坏\x07", "坏\x07", "长" * 40_000, "好"]
    sheet = write(tmp_path / "a.xlsx", [SheetColumn("文\x07", texts)], streamed=streamed)
    assert (sheet.mended, sheet.cut) == (3, 1)
    assert read(tmp_path / "a.xlsx")["A5"].value.endswith("长（截断）")


@pytest.mark.parametrize("streamed", [False, True])
def test_numbers_lead_where_they_are_said_to(tmp_path: Path, streamed: bool) -> None:
    places = [("另一表", 4, 1), None, ("另一表", 0, 0)]
    column = SheetColumn("数", [1.5, 2.0, math.nan], "number", "number", links=places)
    write(tmp_path / "a.xlsx", [column], streamed=streamed)
    sheet = read(tmp_path / "a.xlsx")
    shown = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["表"]
    assert [shown.cell(row, 1).value for row in (2, 3, 4)] == [1.5, 2, None]
    found = [leads_to(sheet.cell(row, 1)) for row in (2, 3, 4)]
    assert found == [("另一表", "B", 5), None, None]
    assert [sheet.cell(row, 1).font.u for row in (2, 3)] == ["single", None]


def test_more_numbers_lead_somewhere_than_a_sheet_has_links(tmp_path: Path) -> None:
    count = 70_000
    column = SheetColumn("数", [1.0] * count, "number", links=[("另一表", 0, 0)] * count)
    write(tmp_path / "a.xlsx", [column], streamed=True)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        held = archive.read("xl/worksheets/sheet1.xml")
    assert held.count(b"HYPERLINK") == count


@pytest.mark.parametrize("text", ["<r>&</r>", "<r><t>x</t></r>", "_x0041_", " 边 ", "a&b<c>"])
@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("times", [1, 3])
def test_markup_is_text(tmp_path: Path, text: str, streamed: bool, times: int) -> None:
    write(tmp_path / "a.xlsx", [SheetColumn("文", [text] * times)], streamed=streamed)
    # What openpyxl does not read back: the mark of an escape, itself escaped.
    shown = str(read(tmp_path / "a.xlsx")["A2"].value).replace("_x005F_", "_")
    assert shown == clean_text(text)


def test_a_streamed_row_that_comes_too_late_is_a_mistake_and_no_loss(tmp_path: Path) -> None:
    def late() -> None:
        with Book(tmp_path / "a.xlsx") as book:
            sheet = book.add_sheet("表", streamed=True)
            write_columns(sheet, [SheetColumn("文", ["甲", "乙"])], make_formats(book), "…")
            sheet.write_string(1, 3, "迟")

    with pytest.raises(ValueError, match="written already"):
        late()
    assert not (tmp_path / "a.xlsx").exists()


def test_every_way_to_write_a_text_cleans_it(tmp_path: Path) -> None:
    path, bad = tmp_path / "a.xlsx", "坏\x07\ud800"
    with Book(path) as book:
        sheet = book.add_sheet("表")
        sheet.write_string(0, 1, bad)
        sheet.merge_range(1, 0, 1, 1, bad)
        sheet.write_url(2, 0, "internal:'表'!A1", None, bad)
        sheet.write_formula(3, 0, "=A1", None, bad)
        assert sheet.mended == 4
    shown = openpyxl.load_workbook(path, data_only=True)["表"]
    assert {shown[cell].value for cell in ("B1", "A2", "A3", "A4")} == {"坏\ufffd\ufffd"}


def test_numbers_beyond_what_excel_holds_are_blank(tmp_path: Path) -> None:
    values = [LARGEST, 1.5e308, -1.5e308]
    for streamed in (False, True):
        path = tmp_path / f"{streamed}.xlsx"
        write(path, [SheetColumn("数", values, "number")], streamed=streamed)
        assert [read(path).cell(row, 1).value is None for row in (2, 3, 4)] == [False, True, True]
    assert not is_number(math.inf)
