import pytest

from bench.corpus.lines import Line
from bench.corpus.outline import TITLE_LEVEL, Outline


def read(*texts: str, law: bool = False) -> list[tuple[str, tuple[str, ...], str]]:
    """Return for each paragraph: its heading, the section after it, its body."""
    outline = Outline(law=law)
    blocks = [Line(100 * n, 100 * n + len(text), text) for n, text in enumerate(texts)]
    found = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        heading, rest = outline.take(block, following, first=number == 0)
        for piece in (heading, rest):
            if piece:
                start = piece.start - block.start
                assert block.text[start : start + len(piece.text)] == piece.text
                assert piece.end == piece.start + len(piece.text)
        found.append((heading.text if heading else "", outline.section, rest.text if rest else ""))
    return found


BODY = "加快建设数据中心，推动算力向枢纽集中。培育数据商，完善交易规则。"


def test_headings_nest_by_their_marks() -> None:
    found = read(
        "规划", "一、总体要求", BODY, "（一）底座", BODY, "（二）要素", BODY, "二、保障", BODY
    )
    assert [section for _, section, body in found if body] == [
        ("一、总体要求",),
        ("一、总体要求", "（一）底座"),
        ("一、总体要求", "（二）要素"),
        ("二、保障",),
    ]


def test_the_title_stands_above_every_section() -> None:
    outline = Outline(law=False)
    heading, rest = outline.take(Line(3, 9, "数据发展条例"), Line(10, 12, "正文"), first=True)
    assert (heading and heading.level, rest, outline.section) == (TITLE_LEVEL, None, ())


def test_a_first_markdown_heading_of_the_first_level_is_the_title() -> None:
    found = read("# 数据发展规划", "## 一、总体要求", BODY, "## 二、保障", BODY)
    assert [row[1] for row in found] == [
        (),
        ("一、总体要求",),
        ("一、总体要求",),
        ("二、保障",),
        ("二、保障",),
    ]
    assert read("#", "## 一、总体要求", BODY)[2][1] == ("一、总体要求",)


@pytest.mark.parametrize("text", ["加快建设数据中心。", "重点如下：", "培育数据商；"])
def test_a_first_line_that_ends_like_text_is_no_title(text: str) -> None:
    assert read(text, BODY)[0] == ("", (), text)


def test_a_run_in_heading_is_parted_from_its_text() -> None:
    assert read("标题", f"（一）夯实底座。{BODY}")[1] == (
        "（一）夯实底座",
        ("（一）夯实底座",),
        BODY,
    )


def test_a_numbered_sentence_with_nothing_below_is_body() -> None:
    items = ("1.建设算力枢纽。", "2.培育数据商。")
    assert [body for _, _, body in read("标题", "一、任务", *items)[2:]] == list(items)


def test_a_numbered_sentence_with_text_below_is_a_heading() -> None:
    assert read("标题", "（一）夯实底座。", BODY)[1] == ("（一）夯实底座", ("（一）夯实底座",), "")


def test_items_under_a_colon_are_body_with_their_section() -> None:
    found = read(
        "标题", "一、任务", "重点建设：", "（一）算力枢纽", "（二）数据港", "二、保障", BODY
    )
    assert [row[2] for row in found] == [
        "",
        "",
        "重点建设：",
        "（一）算力枢纽",
        "（二）数据港",
        "",
        BODY,
    ]
    assert found[4][1] == ("一、任务",)


def test_items_of_a_law_are_body() -> None:
    found = read(
        "条例", "第一章 总则", "第一条 下列数据应当开放：", "（一）气象", "（二）交通", law=True
    )
    assert [row[2] for row in found[2:]] == [
        "第一条 下列数据应当开放：",
        "（一）气象",
        "（二）交通",
    ]
    assert found[4][1] == ("第一章 总则",)


def test_a_short_article_is_body() -> None:
    assert read("条例", "第九条 数据依法开放", BODY, law=True)[1][2] == "第九条 数据依法开放"


def test_markdown_headings_are_headings_whatever_they_hold() -> None:
    found = read("标题", "## 建设算力枢纽；培育数据商。", BODY)
    assert found[1][0] == "建设算力枢纽；培育数据商"
    assert found[2][1] == ("建设算力枢纽；培育数据商",)


def test_a_short_line_above_a_longer_one_is_an_unnumbered_heading() -> None:
    found = read("标题", "平台经济稳中有进", BODY, "数据要素活力迸发", BODY)
    assert [row[1] for row in found if row[2]] == [("平台经济稳中有进",), ("数据要素活力迸发",)]


@pytest.mark.parametrize("text", ["- 建设数据交易所", "培育数据商，", "“用起来”", "It ends here."])
def test_short_lines_that_are_text_are_body(text: str) -> None:
    assert read("标题", text, BODY)[1] == ("", (), text)


def test_a_heading_broken_over_two_lines_reads_as_one() -> None:
    found = read("标题", "（一）夯实算力\n  底座。" + BODY)
    assert found[1][:2] == ("（一）夯实算力\n  底座", ("（一）夯实算力底座",))
