"""Texts that are not what one hopes for, wherever a user's text may stand in the workbook."""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.workbook import Workbook

from bench.report.labels import word
from bench.report.workbook.cell_text import clean_text
from bench.report.workbook.writing import sheet_names, write_workbook
from tests.report.conftest import make_view
from tests.report.spoilt import spoilt_view
from tests.report.workbook.test_cell_text import ANY

SIGN = "某甲"
NASTY = {
    "formula": "=1+1",
    "command": "@SUM(1)*cmd|'/c calc'!A0",
    "control": "\x00\x07坏\ud83d",
    "codes": "A&G &[Picture] &R \"'<b>",
    "names": "a/b:c*?[d]'e'\\",
    "long": "很长" * 20_000,
    "markup": "<r>&</r>",
    "reference": "=某甲!A1",
    "emoji": "😀" * 150,
    "lines": "行\n行\r\n行",
    "escape": "_x0041_",
    "space": " ",
    "braces": "{0}{name}%s%d",
}
LITERAL = re.compile(r'"(?:[^"]|"")*"')


def written(text: str, path: Path) -> Workbook:
    """The workbook of a run with the text everywhere, every part of it well-formed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # XlsxWriter leaves things out so
        write_workbook(spoilt_view(text), path)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    return openpyxl.load_workbook(path)


def column(book: Workbook, sheet: str, heading: str) -> list[object]:
    rows = list(book[sheet].iter_rows(values_only=True))
    place = rows[0].index(heading)
    # openpyxl leaves the mark of an escape where Excel and LibreOffice take it away.
    return [str(row[place] or "").replace("_x005F_", "_") for row in rows[1:]]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_nasty_text_stands_in_the_workbook_as_text(tmp_path: Path, text: str) -> None:
    book = written(text, tmp_path / "a.xlsx")
    clean = clean_text(text, word("cut_mark", "zh"))
    for sheet, heading in (("证据", "原文"), ("证据", "标题"), ("数据", "原文"), ("剪除", "原文")):
        assert clean in column(book, sheet, heading), (sheet, heading)
    quote = [cell.value for cell in book["证据"][1]].index("原文")
    assert {row[quote].data_type for row in book["证据"].iter_rows()} <= {"s", "inlineStr", "n"}


def test_no_text_at_all_can_be_written(tmp_path: Path) -> None:
    assert written("", tmp_path / "a.xlsx")["封面"] is not None


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(ANY)
def test_any_text_can_be_written_and_is_never_a_formula(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    book = written(SIGN + text, tmp_path_factory.mktemp("book") / "a.xlsx")
    assert clean_text(SIGN + text, word("cut_mark", "zh")) in column(book, "证据", "原文")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    assert SIGN not in LITERAL.sub("", cell.value), cell


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_opens_the_worst_of_them(tmp_path: Path) -> None:
    names = ("formula", "codes", "control", "names", "emoji", "escape")
    texts = ["".join(NASTY[name] for name in names), NASTY["markup"]]
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(texts))]
    for text, path in zip(texts, paths, strict=True):
        written(text, path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    done = tmp_path / "opened"
    subprocess.run([*asked, done, *paths], check=True, capture_output=True, timeout=300)
    for text, path in zip(texts, paths, strict=True):
        assert clean_text(text) in column(openpyxl.load_workbook(done / path.name), "证据", "原文")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_of_sheets_are_legal_whatever_a_run_is_on(language: str) -> None:
    names = [word(name, language) for name in sheet_names(spoilt_view("a/b:c?", language))]
    names += [word(name, language) for name in sheet_names(make_view(2, language))]
    for name in names:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"
    assert len({name.casefold() for name in names}) == len(set(names))
