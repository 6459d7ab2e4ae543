"""An office's own list of measures gives a document for each region and source in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bench.corpus.readers.extracted import TOLD, Extracted, Refused
from bench.corpus.readers.table import read
from bench.errors import DocumentError
from tests.corpus.readers.packing import outcome, zipped

COMPUTING = "建设智算中心两座，发放算力券。"
TRADING = "开放公共数据集一百个。"


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return ("\n".join(lines) + "\n").encode(encoding)


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def documents(data: bytes, **columns: str) -> list[Extracted]:
    found = list(read(data, columns))
    assert all(isinstance(one, Extracted) for one in found), found
    return [one for one in found if isinstance(one, Extracted)]


def only(data: bytes, **columns: str) -> Extracted:
    (document,) = documents(data, **columns)
    return document


def refusal(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as told:
        list(read(data, {}))
    assert told.value.text("zh")
    assert told.value.text("en")
    return told.value


def statements(document: Extracted) -> list[tuple[str, tuple[str, ...]]]:
    return [(document.text[s:e], section) for s, e, section, _ in document.layout.statements]


def statuses(document: Extracted) -> list[str]:
    return [statement.status for statement in document.layout.statements]


def test_each_row_is_a_statement_with_its_section() -> None:
    data = csv("序号,领域,措施", f"1,算力,{COMPUTING}", f"2,数据,{TRADING}")
    document = only(data)
    assert statements(document) == [(COMPUTING, ("算力",)), (TRADING, ("数据",))]
    assert document.text == f"{COMPUTING}\n{TRADING}"
    assert (document.part, document.encoding, document.told) == ("", "csv", {})


def test_rows_are_grouped_by_what_they_tell_of_their_document() -> None:
    data = csv(
        "地区,文件,发布机构,日期,文号,类型,链接,主要举措",
        f"杭州,甲方案,杭州市人民政府,2025-03,杭政〔2025〕1号,plan,http://a,{COMPUTING}",
        f"宁波,乙条例,宁波市人大,2024,,regulation,,{TRADING}",
        f"杭州,甲方案,杭州市人民政府,2025-03,杭政〔2025〕1号,plan,http://a,{TRADING}",
    )
    first, second = documents(data)
    assert first.told == {
        "region": "杭州",
        "title": "甲方案",
        "issuer": "杭州市人民政府",
        "date": "2025-03",
        "number": "杭政〔2025〕1号",
        "kind": "plan",
        "link": "http://a",
    }
    assert set(first.told) <= set(TOLD)
    assert first.text == f"{COMPUTING}\n{TRADING}"
    assert second.told["region"] == "宁波"
    assert (first.part, second.part) == ("#杭州", "#宁波")


def test_labels_hold_as_much_of_what_differs_as_tells_the_documents_apart() -> None:
    data = csv(
        "地区,标题,措施", f"杭州,甲/一,{COMPUTING}", f"杭州,乙,{TRADING}", f"宁波,乙,{TRADING}"
    )
    assert [one.part for one in documents(data)] == ["#杭州 甲／一", "#杭州 乙", "#宁波 乙"]


def test_labels_are_their_own_even_where_long_names_begin_alike() -> None:
    data = csv("标题,措施", f"{'长' * 90}一,{COMPUTING}", f"{'长' * 90}二,{TRADING}")
    first, second = (one.part for one in documents(data))
    assert second == f"{first} (2)"


@pytest.mark.parametrize(
    "header",
    ["地区（市）,政策措施", "所在 城市：,*具体举措*", "Region,STATEMENT", "省份,2025年重点任务"],
)
def test_headings_are_known_by_many_names(header: str) -> None:
    document = only(csv(header, f"杭州,{COMPUTING}"))
    assert (document.told, document.text) == ({"region": "杭州"}, COMPUTING)
    assert document.notes == {}


def test_the_settings_name_a_column_over_all_names() -> None:
    data = csv("措施,要干的事,归属", f"备注,{COMPUTING},杭州")
    document = only(data, statement="要干的事", region="归属")
    assert (document.told, document.text) == ({"region": "杭州"}, COMPUTING)


def test_a_heading_of_the_settings_that_this_table_lacks_leaves_it_to_the_names() -> None:
    assert only(csv("措施", COMPUTING), statement="别的表头").text == COMPUTING


def test_titles_may_stand_above_the_heading_and_one_is_told() -> None:
    data = xlsx(
        (
            "一",
            [["2025年政策措施清单"], [], ["填报人", "张三"], ["地区", "措施"], ["杭州", COMPUTING]],
        )
    )
    document = only(data)
    assert document.told == {"region": "杭州", "title": "2025年政策措施清单"}
    assert document.text == COMPUTING


def test_merged_cells_hold_for_the_rows_below() -> None:
    data = csv(
        "领域,地区,标题,日期,措施",
        "算力,杭州,甲,2025,一",
        ",,,,二",
        ",,乙,,三",
        "数据,宁波,,,四",
    )
    found = {one.part: (one.told, statements(one)) for one in documents(data)}
    assert found == {
        "#杭州 甲": (
            {"region": "杭州", "title": "甲", "date": "2025"},
            [("一", ("算力",)), ("二", ("算力",))],
        ),
        "#杭州 乙": ({"region": "杭州", "title": "乙"}, [("三", ("算力",))]),
        "#宁波": ({"region": "宁波"}, [("四", ("数据",))]),
    }


def test_an_inner_section_ends_with_the_outer_one() -> None:
    data = csv("一级指标,二级指标,措施", "算力,设施,一", ",,二", "数据,,三")
    assert [section for _, section in statements(only(data))] == [
        ("算力", "设施"),
        ("算力", "设施"),
        ("数据",),
    ]


def test_every_sheet_with_statements_is_read_and_others_are_told() -> None:
    data = xlsx(
        ("甲", [["地区", "措施"], ["杭州", COMPUTING]]),
        ("乙", [["地区", "措施"], ["杭州", TRADING]]),
        ("说明", [["填表", "人"], ["张三", "李四"]]),
        ("空", []),
    )
    found = list(read(data, {}))
    assert [one.part for one in found] == ["#甲", "#乙", "#说明"]
    assert isinstance(found[2], Refused)
    assert found[2].error.key == "corpus.table_no_statements"
    assert "填表、人" in found[2].error.text()


def test_a_column_of_prose_is_taken_with_a_note() -> None:
    data = csv("甲,乙", f"杭州,{COMPUTING}", f"宁波,{TRADING}培育数据商。")
    document = only(data)
    assert document.notes == {"corpus.table_column_taken": {"heading": "乙"}}
    assert document.text.startswith(COMPUTING)


def test_cells_are_texts_as_displayed() -> None:
    data = xlsx(
        (
            "一",
            [
                ["日期", "地区", "措施"],
                [datetime(2025, 3, 1), "#REF!", "建设\n智算\r\n中心 A\nB"],
                [2024, "", "x"],
            ],
        )
    )
    first, second = documents(data)
    assert (first.told, first.text) == ({"date": "2025-03-01"}, "建设智算中心 A B")
    assert second.told["date"] == "2024"
    assert first.notes == {"corpus.table_errors": {"count": 1}}


def test_rows_without_a_statement_are_counted() -> None:
    data = csv("地区,措施", f"杭州,{COMPUTING}", "宁波,", ",")
    assert only(data).notes == {"corpus.table_rows_without": {"count": 1}}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "corpus.table_empty"),
        (csv("地区,2024,2025", "杭州,1.5,12%", "宁波,—,3"), "corpus.table_numbers"),
        (csv("地区,负责人", "杭州,张三"), "corpus.table_no_statements"),
        (csv("地区,措施"), "corpus.table_no_rows"),
        (csv("措施", '"' + "长" * 200_000 + '"'), "corpus.table_unreadable"),
        (csv("措施", COMPUTING * 50) + b"\xff\xfe\xfd\xfc", "corpus.table_unreadable"),
        (b"PK\x03\x04 broken", "corpus.table_unreadable"),
        (zipped({"a.txt": "a"}), "corpus.table_unreadable"),
        (b"a" + b"," * 10_000_000, "corpus.table_unreadable"),
        (("措施\n" + "a\n" * 200_001).encode(), "corpus.table_unreadable"),
    ],
    ids=["empty", "numbers", "none", "no rows", "cell", "bytes", "zip", "other", "wide", "long"],
)
def test_what_gives_no_statements_is_told(data: bytes, key: str) -> None:
    assert refusal(data).key == key


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_all_encodings_and_marks_of_spreadsheet_programs_are_read(encoding: str, mark: str) -> None:
    data = csv(f"地区{mark}措施", f"杭州{mark}{COMPUTING}", encoding=encoding)
    assert only(data).told == {"region": "杭州"}


def far_cells(rows: int) -> bytes:
    """A workbook that says its sheet is as large as can be, with one cell a row far right."""
    plain = xlsx(("一", [["措施"]]))
    from zipfile import ZipFile

    lines = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, rows + 1))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData>{lines}</sheetData></worksheet>'
    )
    with ZipFile(io.BytesIO(plain)) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, "xl/worksheets/sheet1.xml": sheet})


def test_a_sheet_as_large_as_can_be_is_bounded() -> None:
    assert refusal(far_cells(3)).key == "corpus.table_empty"
    assert refusal(far_cells(400)).key == "corpus.table_unreadable"


CELLS = st.text(
    alphabet=st.sampled_from("措施地区标题领域甲乙,;\t\"' \n#/1=\x00\ufeff。"), max_size=8
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_table_is_read_or_told_and_its_statements_are_its_text(rows: list[list[str]]) -> None:
    data = csv(*(",".join(row) for row in [["措施", "地区", "标题", "领域"], *rows]))
    found = outcome(read, data)
    if isinstance(found, DocumentError):
        return
    parts = [one.part for one in found]
    assert len(set(parts)) == len(parts)
    for one in found:
        if isinstance(one, Extracted):
            texts = [text for text, _ in statements(one)]
            assert "\n".join(texts) == one.text
            assert all(text == text.strip() != "" for text in texts)


WHOLE = xlsx(("一", [["地区", "措施"], ["杭州", COMPUTING], ["宁波", TRADING]]))


@given(st.data())
def test_a_workbook_damaged_anywhere_is_read_or_told(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    change = data.draw(st.binary(max_size=8))
    broken = WHOLE[:at] + change + WHOLE[at + data.draw(st.integers(0, 40)) :]
    assert outcome(read, broken)


def test_the_status_column_says_where_each_statement_stands() -> None:
    found = only(
        csv(
            "地区,举措,进展情况",
            f"杭州,{COMPUTING},推进中（60%）",
            f"杭州,{TRADING},已完成，9月验收",
            "杭州,培育数据商二十家。,",
            "杭州,制定数据条例。,正在起草，已经召开三次座谈会，计划年底提请审议",
        )
    )
    assert statuses(found) == ["underway", "achieved", "", ""]
    assert not found.notes


def test_a_status_that_is_not_known_is_told_and_the_sentence_decides() -> None:
    found = only(csv("地区,举措,状态", f"杭州,{COMPUTING},黄灯", f"杭州,{TRADING},In force"))
    assert statuses(found) == ["", "enacted"]
    assert found.notes["corpus.table_unknown_status"] == {"count": 1, "status": "黄灯"}


def test_what_has_ended_is_left_out_and_told() -> None:
    found = only(csv("地区,举措,时效性", f"杭州,{COMPUTING},现行有效", f"杭州,{TRADING},已废止"))
    assert statements(found) == [(COMPUTING, ())]
    assert found.notes["corpus.table_ended"] == {"count": 1, "status": "已废止"}


def test_a_list_of_which_all_has_ended_is_refused_with_the_reason() -> None:
    told = refusal(csv("地区,举措,状态", f"杭州,{COMPUTING},失效", f"杭州,{TRADING},已取消"))
    assert told.key == "corpus.table_all_ended"


def test_a_status_column_of_another_name_is_told_by_the_settings() -> None:
    found = only(csv("地区,举措,红绿灯", f"杭州,{COMPUTING},推进中"), status="红绿灯")
    assert statuses(found) == ["underway"]
