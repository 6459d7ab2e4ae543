import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.lines import (
    ITEM_LEVEL,
    UNNUMBERED,
    heading_level,
    is_article,
    is_numbered,
    split_lines,
    strip_markdown,
)


@given(st.text(st.sampled_from("甲a。 \t\u3000\n\x85#"), max_size=60))
def test_lines_are_stripped_spans_of_the_text(text: str) -> None:
    lines = split_lines(text)
    for line in lines:
        assert text[line.start : line.end] == line.text == line.text.strip() != ""
        assert "\n" not in line.text
    assert "".join(line.text for line in lines).replace(" ", "") == "".join(
        "".join(part.strip() for part in text.split("\n")).split(" ")
    )


# Each row one level, outermost first.
MARKED = [
    ("# 标题",),
    ("## 小标题", "## 二、重点任务"),
    ("### 小标题",),
    ("第一编 总则", "第二篇 规划"),
    ("第三章 数据资源",),
    ("第十二节 监管",),
    ("十一、保障措施",),
    ("（三）夯实底座", "(三) 夯实底座"),
    ("1.建设枢纽", "12．建设枢纽", "3、建设枢纽", "３．建设枢纽"),
    ("（2）建设枢纽", "③建设枢纽"),
]


def test_marks_of_headings_have_levels_in_order() -> None:
    levels = [{heading_level(text) for text in row} for row in MARKED]
    assert all(len(row) == 1 for row in levels)
    flat = [level for row in levels for level in row if level is not None]
    assert flat == sorted(set(flat))
    assert len(flat) == len(MARKED)
    assert flat[-1] < UNNUMBERED
    assert flat[MARKED.index(("（三）夯实底座", "(三) 夯实底座"))] == ITEM_LEVEL
    assert all(is_numbered(text) for row in MARKED for text in row)


@pytest.mark.parametrize(
    "text",
    [
        "3.5亿元投资落地",
        "2024年，全市增长9%",
        "一批项目开工",
        "第一，加快建设",
        "（省数据局负责）",
        "12家企业",
    ],
)
def test_numbers_in_text_are_no_marks(text: str) -> None:
    assert heading_level(text) is None
    assert not is_numbered(text)


def test_an_article_is_numbered_but_no_heading() -> None:
    assert heading_level("第二十一条 公共数据应当共享。") is None
    assert is_article("第二十一条 公共数据应当共享。")
    assert is_numbered("第二十一条 公共数据应当共享。")
    assert not is_article("依照第二十一条办理")


def test_markdown_marks_are_taken_off_once() -> None:
    assert strip_markdown("## 标题 # 一") == "标题 # 一"
    assert strip_markdown("标题") == "标题"
