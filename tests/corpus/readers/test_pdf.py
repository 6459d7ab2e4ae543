"""PDF files: paragraphs as they were before they were printed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from bench.corpus.readers import pdf
from bench.corpus.readers.extracted import Extracted
from bench.errors import DocumentError
from tests.corpus.readers.pdfs import LEFT, At, pdf_of, typeset

CLAUSE = "加快建设智能算力中心，培育壮大数据产业，支持企业开展应用。"
PARAGRAPHS = [f"（{number}）{CLAUSE * 5}" for number in range(1, 14)]


def read(data: bytes) -> Extracted:
    (found,) = pdf.read(data, {})
    assert isinstance(found, Extracted)
    return found


def told(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as error:
        list(pdf.read(data, {}))
    return error.value


def test_lines_become_paragraphs_over_pages_too() -> None:
    found = read(pdf_of(typeset(PARAGRAPHS)))
    assert found.text.split("\n") == PARAGRAPHS
    assert len(found.layout.pages) > 2


def test_running_heads_and_page_numbers_are_left_out() -> None:
    for foot in ("— {page} —", "{page}", "第 {page} 页", "- {page} -", "{page}/9"):
        found = read(pdf_of(typeset(PARAGRAPHS, "某某市发展规划 第 {page} 页", foot)))
        assert found.text.split("\n") == PARAGRAPHS


def test_each_page_begins_where_its_first_line_does() -> None:
    pages = typeset(PARAGRAPHS, "某某市发展规划", "{page}")
    found = read(pdf_of(pages))
    firsts = [page[1].text for page in pages]
    for start, first in zip(found.layout.pages, firsts, strict=True):
        assert found.text[start:].startswith(first)
    assert found.layout.page_of(len(found.text) - 1) == len(pages)


@given(
    st.lists(
        st.text("政策数据算力中心建设，、“”", min_size=3, max_size=150), min_size=8, max_size=30
    ),
    st.sampled_from([10.5, 12, 16, 18]),
)
@settings(max_examples=40)
def test_any_indented_paragraphs_come_back(middles: list[str], size: float) -> None:
    paragraphs = [f"第{number}项{middle}完。" for number, middle in enumerate(middles)]
    assert read(pdf_of(typeset(paragraphs, size=size))).text.split("\n") == paragraphs


def test_paragraphs_without_indent_part_at_numbers_and_short_lines() -> None:
    paragraphs = [f"第{number}条 {CLAUSE * 3}" for number in "一二三四五六七八九"]
    assert read(pdf_of(typeset(paragraphs, indent=0))).text.split("\n") == [
        paragraph.replace(" ", "") for paragraph in paragraphs
    ]


def test_headings_stay_lines_of_their_own() -> None:
    paragraphs = [
        "一、总体要求",
        CLAUSE * 4,
        "二、重点任务",
        CLAUSE * 4,
        "（一）夯实基础",
        CLAUSE * 3,
    ]
    assert read(pdf_of(typeset(paragraphs))).text.split("\n") == paragraphs


def test_columns_are_read_one_by_one() -> None:
    left = [At(LEFT, 700 - 20 * row, f"左栏{row:02}建设数据中心与算", 16) for row in range(20)]
    right = [At(320, 700 - 20 * row, f"右栏{row:02}培育数据产业与算", 16) for row in range(20)]
    text = read(pdf_of([left + right])).text
    assert text.index("左栏19") < text.index("右栏00")


def test_lines_that_are_stored_without_order_are_read_from_top_to_bottom() -> None:
    lines = [At(LEFT, 700 - 25 * row, f"第{row:02}行建设数据中心。") for row in range(24)]
    mixed = lines[1::2] + lines[::2]
    mixed = [one for pair in zip(mixed[::-1], mixed, strict=True) for one in pair][:48]
    text = read(pdf_of([list(dict.fromkeys(mixed))])).text
    assert text.split("\n") == [line.text for line in lines]


def test_rows_of_a_table_are_lines_with_tabs() -> None:
    rows = [
        ("序号", "重点任务", "责任单位"),
        ("1", "建设数据中心", "市数据局"),
        ("2", "培育产业", "市工信局"),
    ]
    cells = [
        At(x, 700 - 30 * row, cell, 12)
        for row, texts in enumerate(rows)
        for x, cell in zip((LEFT, 160, 400), texts, strict=True)
    ]
    text = read(pdf_of([cells])).text
    assert text.split("\n") == ["\t".join(row) for row in rows]


def test_a_cell_of_two_lines_is_one() -> None:
    cells = [
        At(LEFT, 700, "1", 12),
        At(160, 700, "建设全国一体化算力网络国家", 12),
        At(160, 684, "枢纽节点", 12),
        At(400, 700, "市数据局", 12),
        At(LEFT, 660, "2", 12),
        At(160, 660, "培育产业", 12),
        At(400, 660, "市工信局", 12),
    ]
    assert read(pdf_of([cells])).text.split("\n") == [
        "1\t建设全国一体化算力网络国家枢纽节点\t市数据局",
        "2\t培育产业\t市工信局",
    ]


def test_spaces_stay_between_latin_words_only() -> None:
    found = read(
        pdf_of([[At(LEFT, 700, "加 快 large language models 发 展 2025 年 5G 网络建设工作")]])
    )
    assert found.text == "加快large language models发展2025年5G网络建设工作"


def test_names_side_by_side_stay_apart() -> None:
    line = At(LEFT, 700, "发文机关：某某市公安局 某某市财政局 某某市商务局")
    assert read(pdf_of([[line]])).text == line.text


def test_a_hyphen_at_the_end_of_a_line_is_taken_out() -> None:
    full = "支持企业开发人工智能模型推动应用落地in-"
    lines = [At(LEFT, 700 - 25 * row, CLAUSE[:26]) for row in range(8)]
    lines += [At(LEFT, 480, full), At(LEFT, 455, "frastructure建设。")]
    assert "落地infrastructure建设" in read(pdf_of([lines])).text


def test_a_title_in_large_print_is_one_line_and_told() -> None:
    title = [At(150, 760, "某某市人民政府关于加快", 22), At(172, 725, "发展数字经济的意见", 22)]
    (page, *_) = typeset([CLAUSE * 6])
    body = [At(one.x, one.y - 100, one.text) for one in page]
    found = read(pdf_of([title + body]))
    assert found.text.split("\n") == ["某某市人民政府关于加快发展数字经济的意见", CLAUSE * 6]
    assert found.told == {"title": "某某市人民政府关于加快发展数字经济的意见"}


def test_a_footnote_does_not_break_the_sentence_over_its_page() -> None:
    pages = typeset(PARAGRAPHS)
    pages[0].append(At(LEFT, 70, "注：智能算力指用于人工智能的算力。", 9))
    lines = read(pdf_of(pages)).text.split("\n")
    assert [line for line in lines if not line.startswith("注")] == PARAGRAPHS
    assert "注：智能算力指用于人工智能的算力。" in lines


def test_radicals_become_the_characters_they_look_like() -> None:
    assert read(pdf_of([[At(LEFT, 700, "⼀⼆⽉⻓⻋⻅")], *typeset([CLAUSE])])).text.startswith(
        "一二月长车见"
    )


def test_a_scan_is_told_with_its_pages() -> None:
    error = told(pdf_of([b"", b"", b""], picture=True))
    assert (error.key, error.values["pages"]) == ("corpus.scanned", 3)


def test_scanned_pages_among_others_are_named() -> None:
    pages = [*typeset([CLAUSE * 8]), b"", b"", *typeset([CLAUSE * 8]), b""]
    found = read(pdf_of(pages, picture=True))
    assert found.notes == {"corpus.pages_without_text": {"pages": "2-3, 5"}}
    assert len(found.layout.pages) == 5


def test_blank_pages_are_not_worth_a_note() -> None:
    assert read(pdf_of([*typeset([CLAUSE * 8]), b""])).notes == {}


def test_a_font_that_names_no_characters_is_told() -> None:
    nameless = "".join(chr(0xE000 + number) for number in range(60))
    assert told(pdf_of(typeset([nameless]))).key == "corpus.nameless_characters"


@pytest.mark.parametrize("password", ["secret", ""])
def test_a_password_is_told_where_one_is_needed(password: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(typeset(PARAGRAPHS)))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    if password:
        assert told(data.getvalue()).key == "corpus.protected"
    else:
        assert read(data.getvalue()).text.split("\n") == PARAGRAPHS


def test_a_pdf_without_its_end_is_read_as_far_as_it_goes() -> None:
    data = pdf_of(typeset(PARAGRAPHS))
    assert read(data[: data.rindex(b"xref\n0")]).text.split("\n") == PARAGRAPHS
