"""A Word file gives the text that Word shows, with its numbers, and its headings."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.readers.docx import read
from bench.corpus.readers.extracted import Extracted
from bench.errors import DocumentError
from tests.corpus.readers.packing import docx, in_list, outcome, p, part, r, style, table, zipped

MEASURE = "建设智算中心两座，发放算力券。"
HEADING = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="2"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:styleId="own"><w:name w:val="章名"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="secret"><w:name w:val="s"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def extracted(data: bytes) -> Extracted:
    (found,) = read(data, {})
    assert isinstance(found, Extracted)
    return found


def text_of(body: str, **parts: str) -> str:
    return extracted(docx(body, **parts)).text


def headings(found: Extracted) -> list[tuple[str, int]]:
    return [(found.text[start:end], level) for start, end, level in found.layout.headings]


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as told:
        extracted(data)
    return told.value.key


def test_paragraphs_and_tables_come_in_order() -> None:
    body = p("甲") + table(["乙", "丙"]) + p("丁")
    assert text_of(body) == "甲\n乙\t丙\n丁"


def test_a_file_of_python_docx_gives_the_paragraphs_that_it_wrote() -> None:
    book = Document()
    book.add_heading("浙东省数据条例", 0)
    book.add_heading("一、总则", 1)
    book.add_paragraph(MEASURE)
    cells = book.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "算力", "两座"
    file = io.BytesIO()
    book.save(file)
    found = extracted(file.getvalue())
    assert found.text == f"浙东省数据条例\n一、总则\n{MEASURE}\n算力\t两座"
    assert headings(found) == [("浙东省数据条例", -1), ("一、总则", 0)]
    assert found.told == {"title": "浙东省数据条例"}


def test_changes_are_accepted() -> None:
    body = (
        f"<w:p>{r('建设')}<w:del>{r('一座')}</w:del><w:ins>{r('两座')}</w:ins>"
        f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo></w:p>"
        "<w:ins>" + p("增加的段落") + "</w:ins>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("删去的行") + "</w:tc></w:tr></w:tbl>"
    )
    assert text_of(body) == "建设两座新\n增加的段落"


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert text_of(p("建设", deleted) + p("智算", deleted) + p("中心。")) == "建设智算中心。"


def test_content_controls_links_fields_and_ruby_give_what_they_show() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}{table(['表', '格'])}</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{r('链接')}</w:hyperlink><w:sdt><w:sdtContent>{r('内')}</w:sdtContent>"
        "</w:sdt><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:fldSimple>{r('域')}</w:fldSimple><w:r><w:ruby><w:rt>{r('zhuyin')}</w:rt>"
        f"<w:rubyBase>{r('注音')}</w:rubyBase></w:ruby></w:r></w:p>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处')}</w:sdtContent>"
        "</w:sdt>"
    )
    assert text_of(body) == "控件\n表\t格\n链接内域注音"


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('框一')}{p('框二')}</w:txbxContent>"
    body = (
        f"<w:p>{r('正文')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>{p('后文')}"
    )
    assert text_of(body) == "正文\n框一\n框二\n后文"


def test_hidden_text_is_left_out_and_text_made_visible_is_kept() -> None:
    by_style = '<w:rStyle w:val="secret"/>'
    shown = '<w:vanish w:val="0"/>'
    body = (
        f"<w:p>{r('见')}{r('隐', '<w:vanish/>')}{r('的', shown)}</w:p>"
        + f"<w:p>{r('藏', by_style)}</w:p>"
        + p("全藏", style("secret"))
    )
    assert text_of(body, styles=HEADING) == "见的"


def test_breaks_tabs_and_hyphens_are_characters_and_tab_stops_are_not() -> None:
    runs = "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>G</w:t><w:noBreakHyphen/></w:r>"
    stops = "<w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr>"
    assert text_of(f"<w:p>{stops}{runs}</w:p>") == "一\n二 G-"


def test_headings_come_from_styles_and_outline_levels() -> None:
    body = (
        p("条例", style("t"))
        + p("总则", style("1"))
        + p("细则", style("2"))
        + p("附则", style("own"))
        + p("级别", '<w:outlineLvl w:val="2"/>')
        + p("正文", style("1"), '<w:outlineLvl w:val="9"/>')
        + p(MEASURE, style("1"))
        + p("目录行", style("toc"))
        + p("未知", style("none"))
    )
    found = extracted(docx(body, styles=HEADING))
    assert headings(found) == [("条例", -1), ("总则", 0), ("细则", 1), ("附则", 0), ("级别", 2)]
    assert MEASURE in found.text
    assert "目录行" not in found.text


def test_styles_in_a_circle_end() -> None:
    circle = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert text_of(p("甲", style("a")), styles=circle) == "甲"


def test_a_broken_line_in_a_heading_is_joined() -> None:
    body = f"<w:p><w:pPr>{style('1')}</w:pPr><w:r><w:t>总体</w:t><w:br/><w:t>要求</w:t></w:r></w:p>"
    assert headings(extracted(docx(body, styles=HEADING))) == [("总体要求", 0)]


def test_the_numbers_that_word_counts_are_written() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(
        p(text, in_list(1, level))
        for text, level in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1)]
    )
    expected = "一、甲\n（一）乙\n（二）丙\n1. 丁\n二、戊\n（一）己"
    assert text_of(body, numbering=numbering) == expected


def test_articles_numbered_by_their_style_are_articles() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="tiao"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:styleId="tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="7"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    body = p("立法目的。", style("tiao")) + p("适用范围。", style("tiao"))
    assert (
        text_of(body, numbering=numbering, styles=styles) == "第一条 立法目的。\n第二条 适用范围。"
    )


def test_table_rows_are_lines_without_counters_and_merged_cells_once() -> None:
    down = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    merged = "<w:tcPr><w:vMerge/></w:tcPr>"
    body = table(
        ["序号", "类别", "措施"],
        ["1", down + p("算力"), MEASURE],
        ["2", merged + p(""), "开放公共数据。"],
    )
    assert text_of(body) == f"类别\t措施\n算力\t{MEASURE}\n开放公共数据。"


def test_a_row_of_one_cell_stands_as_its_paragraphs() -> None:
    body = table(["<w:p/>" + p("一、总则", style("1")) + p(MEASURE)])
    found = extracted(docx(body, styles=HEADING))
    assert found.text == f"一、总则\n{MEASURE}"
    assert headings(found) == [("一、总则", 0)]


def test_a_table_within_a_table_is_read() -> None:
    assert text_of(table(["甲", table(["乙", "丙"]) + p("丁")])) == "甲\t乙\t丙\n丁"


def test_notes_follow_at_the_end_as_cleaning_knows_them() -> None:
    notes = (
        f'<w:footnote w:type="separator">{p("线")}</w:footnote>'
        f"<w:footnote>{p('算力券是补助。')}</w:footnote>"
    )
    assert text_of(p(MEASURE), footnotes=notes) == f"{MEASURE}\n注：算力券是补助。"


@pytest.mark.parametrize(
    ("title", "told"),
    [("甲市数据条例", {"title": "甲市数据条例"}), ("Microsoft Word - 1.doc", {}), ("条例", {})],
)
def test_a_title_in_the_properties_counts_where_the_text_confirms_it(
    title: str, told: dict[str, str]
) -> None:
    assert extracted(docx(p("甲市 数据条例") + p(MEASURE), title=title)).told == told


def test_the_strict_dialect_and_files_with_macros_are_read() -> None:
    plain = docx(p("一座"))
    assert extracted(plain).encoding == "docx"
    strict = part("document", f"<w:body>{p('两座')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/'
        'officeDocument" Target="/word/document.xml"/></Relationships>'
    )
    data = zipped({"_rels/.rels": relation, "word/document.xml": strict})
    assert extracted(data).text == "两座"


def test_a_damaged_part_that_the_text_can_do_without_is_noted() -> None:
    data = docx(p("甲"), styles="", extra={"word/styles.xml": "<broken"})
    assert extracted(data).notes == {"corpus.docx_part_broken": {"parts": "word/styles.xml"}}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "corpus.zip_broken"),
        (b"PK\x03\x04 broken", "corpus.zip_broken"),
        (zipped({"xl/workbook.xml": "<a/>"}), "corpus.docx_not_word"),
        (docx("", extra={"word/document.xml": "<a>"}), "corpus.docx_broken"),
        (docx("", extra={"word/document.xml": "<a/>"}), "corpus.docx_not_word"),
        (docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "corpus.docx_no_text"),
    ],
)
def test_what_is_no_word_file_is_told(data: bytes, key: str) -> None:
    assert refusal(data) == key


ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(20))
    + "]>"
)


@pytest.mark.parametrize("doctype", [ENTITY, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(doctype: str, encoding: str) -> None:
    xml = part("document", "<w:body><w:p><w:r><w:t>&e;&u;</w:t></w:r></w:p></w:body>")
    xml = xml.replace("?>", f"?>{doctype}", 1).replace("UTF-8", encoding)
    data = zipped(
        {
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Type="x/officeDocument" Target="d.xml"/></Relationships>'
            ),
            "d.xml": xml.encode(encoding),
        }
    )
    assert refusal(data) in ("corpus.docx_entities", "corpus.docx_broken")


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    spaces = " " * 40_000_000
    assert refusal(docx("", extra={"word/document.xml": spaces})) == "corpus.zip_bomb"


def test_deep_nesting_is_refused_or_read() -> None:
    body = p("底")
    for _ in range(300):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert refusal(docx(body)) == "corpus.docx_broken"


def test_many_insertions_in_a_row_take_linear_time() -> None:
    assert text_of(f"<w:p>{'<w:ins/>' * 100_000}{r('甲')}</w:p>") == "甲"


WHOLE = docx(
    p("总则", style("1"), in_list(1)) + table(["甲", "乙"]) + p(MEASURE),
    styles=HEADING,
    numbering='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    title="总则总则",
)


@given(st.data())
def test_a_file_damaged_anywhere_is_read_or_told(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    change = data.draw(st.binary(max_size=8))
    cut = data.draw(st.integers(0, 40))
    broken = WHOLE[:at] + change + WHOLE[at + cut :]
    told = outcome(read, broken)
    for found in () if isinstance(told, DocumentError) else told:
        assert isinstance(found, Extracted)
        assert all(text == text.strip() for text, _ in headings(found))


@given(st.data())
def test_xml_damaged_anywhere_is_read_or_told(data: st.DataObject) -> None:
    xml = part("document", f"<w:body>{p('甲', in_list(1))}{table(['乙', '丙'])}</w:body>").encode()
    at = data.draw(st.integers(0, len(xml)))
    change = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b"<w:p>", b"&a;", b">"])))
    broken = xml[:at] + change + xml[at + data.draw(st.integers(0, 20)) :]
    told = outcome(read, docx("", extra={"word/document.xml": broken}))
    assert not isinstance(told, DocumentError) or told.key.startswith("corpus.docx_")


TAGS = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "txbxContent",
        "pPr",
        "rPr",
        "numPr",
        "numId",
        "tab",
        "br",
        "pStyle",
        "tcPr",
        "vMerge",
        "gridSpan",
        "ruby",
    ]
)
TREES = st.recursive(
    TAGS.map(lambda tag: f'<w:{tag} w:val="1">字</w:{tag}>'),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(
        lambda parts: f'<w:{parts[0]} w:val="1">{"".join(parts[1])}</w:{parts[0]}>'
    ),
    max_leaves=30,
)


@given(TREES)
def test_any_tree_of_elements_is_read_or_told(tree: str) -> None:
    told = outcome(read, docx(tree, styles=HEADING))
    assert not isinstance(told, DocumentError) or told.key == "corpus.docx_no_text"


SHARED = os.environ.get("REGIONBENCH_SHARED", "")


@pytest.mark.skipif(not SHARED, reason="needs REGIONBENCH_SHARED")
def test_real_reports_give_the_text_that_stands_beside_them() -> None:
    corpus = Path(SHARED) / "corpus"
    texts = {path.stem[:2]: path for path in (corpus / "work_reports_2025").glob("*.txt")}
    files = sorted((corpus / "work_reports_2025_docx").glob("*.docx"))
    assert files
    for path in files:
        place = re.sub(r"^\d{4}年", "", path.stem)[:2]
        expected = texts[place].read_text(encoding="utf-8-sig")
        assert re.sub(r"\s", "", extracted(path.read_bytes()).text) == re.sub(r"\s", "", expected)
