"""What a brief is written with: styles, tables that print well, captions, numbers."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from bench.report.brief.numerals import numeral
from bench.report.brief.table import Column
from bench.report.brief.template import ZIP_TIME
from bench.report.brief.writer import Picture, Writer


def picture(width: float = 6.9, height: float = 4.0) -> Picture:
    drawn = BytesIO()
    Image.new("RGB", (69, 40), "white").save(drawn, "PNG")
    return Picture(drawn.getvalue(), width, height, "甲领先")


def written(language: str = "zh") -> tuple[Writer, list[Column]]:
    return Writer("对标", language), [Column("地区", 1), Column("指数", 2, "centre")]


def opened(writer: Writer):
    return Document(BytesIO(writer.packed()))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")],
)
def test_numerals(number: int, text: str) -> None:
    assert numeral(number) == text


def test_headings_are_numbered_in_both_orders() -> None:
    zh, en = Writer("对标", "zh"), Writer("b", "en")
    for writer in (zh, en):
        writer.section("甲")
        writer.part("乙")
        writer.part("丙")
        writer.section("丁")
        writer.part("戊")
        writer.section("附", numbered=False)
        writer.part("己")
    styles = [(p.style.name, p.text) for p in opened(zh).paragraphs]
    assert styles == [
        ("Heading 1", "一、甲"),
        ("Heading 2", "（一）乙"),
        ("Heading 2", "（二）丙"),
        ("Heading 1", "二、丁"),
        ("Heading 2", "（一）戊"),
        ("Heading 1", "附"),
        ("Heading 2", "（一）己"),
    ]
    numbered = ["1. 甲", "1.1 乙", "1.2 丙", "2. 丁", "2.1 戊", "附", "A.1 己"]
    assert [p.text for p in opened(en).paragraphs] == numbered


def test_a_table_repeats_its_heading_and_splits_no_row() -> None:
    writer, columns = written()
    writer.table("得分", columns, [["甲", "1.0"], ["乙", "–"]], bold=(1,), remarks=["注。"])
    document = opened(writer)
    rows = document.tables[0].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for row in rows for cell in row.cells] == [
        "地区",
        "指数",
        "甲",
        "1.0",
        "乙",
        "–",
    ]
    assert rows[2].cells[0].paragraphs[0].runs[0].bold
    assert not rows[1].cells[0].paragraphs[0].runs[0].bold
    # Its caption stays with it, and the note with its last row.
    caption = document.paragraphs[0]
    assert caption.text == "表1　得分"
    assert caption.paragraph_format.keep_with_next
    assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows)
    assert document.paragraphs[1].text == "注。"
    width = document.sections[0]
    room = width.page_width - width.left_margin - width.right_margin
    assert sum(column.width for column in document.tables[0].columns) <= room


def test_a_long_table_may_be_parted() -> None:
    writer, columns = written()
    writer.table("得分", columns, [["甲", str(i)] for i in range(40)])
    rows = opened(writer).tables[0].rows
    assert not rows[5].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_figures_fit_the_page_and_say_what_they_show() -> None:
    writer = Writer("对标", "zh")
    writer.figure("指数", [picture(), picture(6.9, 20)])
    document = opened(writer)
    section = document.sections[0]
    wide, tall = document.inline_shapes
    assert wide.width == section.page_width - section.left_margin - section.right_margin
    assert tall.height < section.page_height - section.top_margin - section.bottom_margin
    assert wide._inline.docPr.get("descr") == "甲领先"
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == ["图1　指数（1/2）", "图1　指数（2/2）"]


def test_header_footer_and_fonts_are_set() -> None:
    writer = Writer("对标", "zh")
    writer.body("“甲”……")
    document = opened(writer)
    assert document.sections[0].header.paragraphs[0].text == "对标"
    assert "PAGE" in document.sections[0].footer._element.xml
    run = document.paragraphs[0].runs[0]
    assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"
    for name in ("Title", "Heading 1", "Heading 2", "Body Text", "Table Text"):
        style = document.styles[name].element
        fonts = style.rPr.rFonts if style.rPr is not None else None
        assert fonts is None or fonts.get(qn("w:eastAsia"))
    assert document.core_properties.author == "regionbench"


def test_no_part_of_the_file_has_a_time_of_its_own() -> None:
    writer = Writer("对标", "zh")
    with ZipFile(BytesIO(writer.packed())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {ZIP_TIME}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_text_without_content_writes_nothing() -> None:
    writer = Writer("对标", "zh")
    writer.body("")
    writer.labelled("差距：", "")
    writer.remark("")
    assert opened(writer).paragraphs == []
