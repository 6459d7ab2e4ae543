"""CSV files and workbooks give the same rows; what is broken or too large is told."""

from __future__ import annotations

import collections
import itertools
import struct
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from bench.errors import InputError
from bench.spreadsheet import LONGEST_CELL, Limits, Row, read_first_sheet, read_sheets
from tests.statistics.builders import csv_file, xlsx_file


def first_sheet(path: Path) -> list[Row]:
    return [row for number, rows in enumerate(read_sheets(path)) for row in rows if number == 0]


def refusal(path: Path, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as told:
        collections.deque(
            itertools.chain.from_iterable(read_sheets(path, limits or Limits())), maxlen=0
        )
    assert str(path) in told.value.text("zh")
    assert str(path) in told.value.text("en")
    return told.value


def altered(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite one part of a workbook."""
    target = path.with_name("altered.xlsx")
    with ZipFile(path) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, change(data) if name == part else data)
    return target


def test_csv_and_workbook_give_the_same_texts(tmp_path: Path) -> None:
    csv = csv_file(tmp_path, "地区,值,,", "", "杭州 ,1234.5,12.5%", "330200,0.1,")
    xlsx = xlsx_file(tmp_path, ["地区", "值", None], [], [" 杭州", 1234.5, 0.125], [330200, 0.1])
    book = load_workbook(xlsx)
    book.worksheets[0]["C3"].number_format = "0.00%"
    book.save(xlsx)
    texts = [("地区", "值"), ("杭州", "1234.5", "12.500%"), ("330200", "0.1")]
    assert [row.cells for row in first_sheet(xlsx)] == texts
    texts[1] = ("杭州", "1234.5", "12.5%")
    assert [row.cells for row in first_sheet(csv)] == texts
    assert [row.at for row in first_sheet(csv)] == [":1", ":3", ":4"]
    assert [row.at for row in first_sheet(xlsx)] == [", 数据, 1", ", 数据, 3", ", 数据, 4"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_of_spreadsheet_programs_are_read(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, "地区,值", "杭州,1", encoding=encoding)
    assert first_sheet(path)[0].cells == ("地区", "值")


def test_all_line_ends_are_read_and_a_row_is_told_by_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,"x\r\ny"\r\nb,2\r\n')
    assert [(row.at, row.cells) for row in first_sheet(path)] == [
        (":1", ("a", "x\r\ny")),
        (":3", ("b", "2")),
    ]


def test_a_cell_beyond_the_row_is_empty() -> None:
    row = Row(":1", 1, ("a",))
    assert [row.cell(column) for column in (0, 1, None)] == ["a", "", ""]


def test_a_long_cell_is_cut(tmp_path: Path) -> None:
    text = "长" * (LONGEST_CELL + 1)
    for path in (csv_file(tmp_path, text), xlsx_file(tmp_path, [text])):
        assert first_sheet(path)[0].cells == (text[:-1],)


def test_the_stored_values_of_formulas_dates_and_errors_are_read(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["=1+1", datetime(2023, 1, 1), "#N/A", True, 3.0, 1e-7])
    path = altered(
        path,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    (row,) = first_sheet(path)
    assert row.cells == ("2", "2023-01-01T00:00:00", "#N/A", "True", "3", "1e-07")


def test_a_percent_sign_in_quotes_is_not_a_percentage(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [12.5])
    book = load_workbook(path)
    book.worksheets[0]["A1"].number_format = '0.0"%"'
    book.save(path)
    assert first_sheet(path)[0].cells == ("12.5",)


def test_sheets_come_in_order(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["a"])
    book.create_sheet("另一张").append(["b"])
    book.save(tmp_path / "a.xlsx")
    texts = [[row.cells for row in rows] for rows in read_sheets(tmp_path / "a.xlsx")]
    assert texts == [[("a",)], [("b",)]]


def test_a_missing_file_a_folder_and_another_format_are_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").key == "spreadsheet.no_file"
    assert refusal(tmp_path).key == "spreadsheet.no_file"
    assert refusal(csv_file(tmp_path, "a", name="a.xls")).key == "spreadsheet.other_format"


def test_a_file_in_no_known_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\nb\n\xff\xff\n")
    error = refusal(path)
    assert error.key == "spreadsheet.not_text"
    assert f"{path}:3" in error.text("en")


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a,b", '"' + "x" * 200_000)
    error = refusal(path)
    assert error.key == "spreadsheet.broken_line"
    assert f"{path}:2" in error.text("en")


def test_what_is_no_zip_file_is_told(tmp_path: Path) -> None:
    assert refusal(csv_file(tmp_path, "a", name="a.xlsx")).key == "spreadsheet.not_a_workbook"


def test_a_zip_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(path).key == "spreadsheet.broken_workbook"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b""),
        (b'r="A1"', b'r="A1" s="99"'),
        (b'r="A1"', b'r="AAAA1"'),
        (b"<v>1</v>", b"<v>one</v>"),
        (b"<sheetData>", b"<sheetData>&no_such_entity;"),
    ],
)
def test_a_damaged_sheet_is_told(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = xlsx_file(tmp_path, [1])
    path = altered(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(old, new))
    assert refusal(path).key == "spreadsheet.broken_workbook"


def test_a_workbook_cut_short_is_told(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["地区", "值"])
    path.write_bytes(path.read_bytes()[:-100])
    assert refusal(path).key == "spreadsheet.not_a_workbook"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["地区"])
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert refusal(path).key == "spreadsheet.too_large"


def test_a_zip_file_that_lies_about_its_size_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(xlsx_file(tmp_path, ["地区"])) as source, ZipFile(path, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    data = bytearray(path.read_bytes())
    # The uncompressed size stands 22 bytes before the name in the directory at the end.
    size = data.rindex(b"xl/worksheets/sheet1.xml") - 22
    data[size : size + 4] = struct.pack("<I", 100)
    path.write_bytes(bytes(data))
    assert refusal(path).key == "spreadsheet.broken_workbook"


def test_a_row_far_below_does_not_pad_the_sheet(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, ["a"], ["b"])
    path = altered(
        path,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'row r="2"', b'row r="99999999999"'),
    )
    assert [row.cells for row in first_sheet(path)] == [("a",)]


def test_too_many_rows_columns_and_bytes_are_told(tmp_path: Path) -> None:
    limits = Limits(rows=2, columns=2)
    assert len(read_first_sheet(csv_file(tmp_path, "a,b,,", "", "a"), limits)) == 2
    assert refusal(csv_file(tmp_path, "a", "b", "c"), limits).key == "spreadsheet.too_many_rows"
    error = refusal(csv_file(tmp_path, "a", "a,b,c"), limits)
    assert error.key == "spreadsheet.too_many_columns"
    assert ":2" in error.text("en")
    assert refusal(csv_file(tmp_path, "a", ",,,,,"), limits).key == "spreadsheet.too_many_columns"
    assert refusal(csv_file(tmp_path, "a,b,c"), Limits(size=5)).key == "spreadsheet.too_large"
