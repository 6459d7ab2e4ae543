"""Coded files of all formats give the same rows; what cannot be read is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from bench.errors import InputError
from bench.evaluation.rows import FIELDS, heading, read_rows
from tests.evaluation.builders import csv_file

EXPECTED = {"document": "a.txt", "start": "0", "end": "5", "kind": "fact", "regions": "浙江|杭州"}


def xlsx_file(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    path = folder / "labels.xlsx"
    book.save(path)
    return path


def test_csv_json_lines_and_workbooks_give_the_same_rows(tmp_path: Path) -> None:
    table = [list(EXPECTED), list(EXPECTED.values())]
    lines = tmp_path / "labels.jsonl"
    lines.write_text("\n" + json.dumps(EXPECTED, ensure_ascii=False) + "\n", encoding="utf-8")
    files = (csv_file(tmp_path, *map(",".join, table)), xlsx_file(tmp_path, *table), lines)
    for path in files:
        (row,) = read_rows(path)
        assert row.values == EXPECTED
        assert row.line == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_headings_are_taken_in_both_languages_and_in_any_case(
    tmp_path: Path, language: str
) -> None:
    headings = [heading(field, language).upper() for field in FIELDS]
    path = csv_file(tmp_path, ",".join([*headings, "其他"]), ",".join([*FIELDS, "x"]))
    (row,) = read_rows(path)
    assert row.values == dict(zip(FIELDS, FIELDS, strict=True))


def test_the_encodings_of_spreadsheet_programs_are_read(tmp_path: Path) -> None:
    text = "文件,起,止,类别\n甲.txt,0,5,举措\n"
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        assert read_rows(path)[0].values["kind"] == "举措"


def test_the_line_told_is_the_first_one_of_a_row_with_line_ends_in_a_cell(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "document,start,end,kind,quote", 'a,0,5,fact,"一\n二"', "b,0,5,fact,x"
    )
    assert [row.line for row in read_rows(path)] == [2, 4]


def test_rows_without_any_value_do_not_count(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "document,start,end,kind", ",,,", "a,0,5,fact", ",,,")
    assert len(read_rows(path)) == 1


def test_a_short_row_is_filled_up(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "document,start,end,kind,status", "a,0,5")
    assert read_rows(path)[0].values == {
        "document": "a",
        "start": "0",
        "end": "5",
        "kind": "",
        "status": "",
    }


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"document,start,end,kind\n", "empty_file"),
        ("a.csv", b"document,start,kind\na,0,fact\n", "missing_column"),
        ("a.csv", b"\xff\x00\x81\x20", "spreadsheet.not_text"),
        ("a.jsonl", b"\n", "empty_file"),
        ("a.jsonl", b"{\n", "unreadable_line"),
        ("a.jsonl", b"[1]\n", "not_an_object"),
        ("a.jsonl", b'{"doc": "a", "start": 0, "kind": "fact"}\n', "missing_column"),
        ("a.xlsx", b"no workbook", "spreadsheet.not_a_workbook"),
        ("a.xls", b"", "spreadsheet.other_format"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_file(
    tmp_path: Path, name: str, content: bytes, key: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as told:
        read_rows(path)
    assert told.value.key == (key if "." in key else f"evaluation.{key}")
    assert str(path) in told.value.text("en")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for name in ("none.csv", "none.jsonl"):
        with pytest.raises(InputError, match="没有这个文件"):
            read_rows(tmp_path / name)
