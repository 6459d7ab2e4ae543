"""What workbooks of other programs hold: shared formulas, runs of text, places left out."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from bench.verification.opened import OpenSheet, open_book

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRICT = 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet_of(
    path: Path, rows: str, strings: str = "", main: str = MAIN, target: str = "worksheets/s.xml"
) -> OpenSheet:
    """Read a sheet of this XML from a workbook that holds nothing else."""
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="{target}"/>'
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="r1"/></sheets><definedNames>'
            '<definedName name="whole">表!$A$1</definedName>'
            '<definedName name="own" localSheetId="0">表!$B$1</definedName>'
            "</definedNames></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>',
        )
        archive.writestr(
            "xl/worksheets/s.xml", f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"
        )
        if strings:
            archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{strings}</sst>")
    book = open_book(path)
    assert book.names == {"whole": "表!$A$1"}
    (sheet,) = book.sheets
    return sheet


@pytest.mark.parametrize("main", [MAIN, STRICT], ids=["transitional", "strict"])
@pytest.mark.parametrize("target", ["worksheets/s.xml", "/xl/worksheets/s.xml"])
def test_cells_of_any_type_are_read(tmp_path: Path, main: str, target: str) -> None:
    rows = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>1.5E-3</v></c>'
        '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c><c r="F2" s="3"/>'
        '<c r="G2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>'
    )
    strings = "<si><r><t>丙</t></r><r><t>丁</t></r><rPh><t>读音</t></rPh></si>"
    sheet = sheet_of(tmp_path / "a.xlsx", rows, strings, main, target)
    assert sheet.rows == ((), ("丙丁", None, 0.0015, True, "#N/A", None, "甲乙"))


def test_rows_and_cells_without_a_place_follow_one_another(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert sheet_of(tmp_path / "a.xlsx", rows).rows == ((1.0, 2.0), (3.0,))


def test_a_formula_that_cells_share_is_that_of_each(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    sheet = sheet_of(tmp_path / "a.xlsx", rows)
    assert sheet.formulas == {(0, 1): "=A1*$C$1", (2, 1): "=A3*$C$1"}


def test_escaped_characters_become_what_they_stand_for(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>1</f><v>甲_x000D_\n乙_x005F_x0041_</v></c></row>'
    assert sheet_of(tmp_path / "a.xlsx", rows).value(0, 0) == "甲\n乙_x0041_"
