import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.front_matter import split_front_matter

BODY = "加快建设数据中心。\n---\n培育数据商。\n"


def test_known_fields_are_read_and_the_body_begins_after() -> None:
    head = (
        "---\nTitle: '浙东省：数字经济'\npublisher: 某报\ndate: 2024-10\nlang: zh\n"
        "kind: no\nregion: 浙东\ntags:\n- 甲\n---\n"
    )
    fields, start = split_front_matter(head + BODY)
    assert fields == {
        "title": "浙东省：数字经济",
        "issuer": "某报",
        "date": "2024-10",
        "kind": "no",
        "region": "浙东",
    }
    assert (head + BODY)[start:] == BODY


def test_chinese_keys_are_understood() -> None:
    fields, start = split_front_matter("---\n标题: 数据条例\n地区: 浙东\n---\n正文。")
    assert fields == {"title": "数据条例", "region": "浙东"}
    assert start == len("---\n标题: 数据条例\n地区: 浙东\n---\n")


def test_the_first_of_two_names_of_a_field_counts() -> None:
    fields, _ = split_front_matter("---\nissuer: 甲\npublisher: 乙\n---\n")
    assert fields == {"issuer": "甲"}


def test_a_long_value_is_one_line() -> None:
    fields, _ = split_front_matter("---\ntitle: |\n  数据\n  条例\n---\n")
    assert fields == {"title": "数据 条例"}


@pytest.mark.parametrize("value", ["'a", "[1", "a: b: c", "*x", "!!python/name:os.system"])
def test_broken_yaml_is_read_line_by_line(value: str) -> None:
    head = f"---\ntitle: 数据条例\ndate: 2024-10\nother: {value}\n---\n"
    fields, start = split_front_matter(head + BODY)
    assert fields == {"title": "数据条例", "date": "2024-10"}
    assert start == len(head)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "第一段。\n---\ntitle: 不是元数据\n---\n第二段。",
        "---\n第一段。\n---\n第二段。",
        "---\n\n一、加快建设：数据中心。\n二、培育数据商。\n---\n第二段。",
        "---\ntitle: 没有结尾\n正文。",
        "----\ntitle: 四条\n----\n",
        "--- title: 一行 ---\n",
    ],
)
def test_text_without_front_matter_is_all_body(text: str) -> None:
    assert split_front_matter(text) == ({}, 0)


def test_front_matter_at_the_very_end_is_read() -> None:
    assert split_front_matter("---\ntitle: 甲\n---") == ({"title": "甲"}, 16)


LINES = st.lists(
    st.one_of(
        st.sampled_from(["---", "title: 甲", "- 乙", "&a [*a]", "? x", "date: {", "\t", "%YAML 9"]),
        st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@` ,甲\t"), max_size=12),
    ),
    max_size=10,
)


@given(LINES)
def test_anything_between_rules_is_read_or_left(lines: list[str]) -> None:
    text = "\n".join(("---", *lines, "---", "正文。"))
    fields, start = split_front_matter(text)
    assert 0 <= start <= len(text)
    assert set(fields) <= {"title", "issuer", "date", "kind", "region"}
    assert all(value and "\n" not in value for value in fields.values())
    assert not fields or start
