from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.document import Cut
from bench.corpus.lines import split_lines
from bench.corpus.paragraphs import columns, find_paragraphs, trim
from bench.corpus.parts import Parts
from tests.corpus.builders import TEXTS

PROSE = (
    "加快建设全省一体化算力网络推动数据中心向枢纽集中布局并完善市场化配置机制"
    "培育数据商和第三方专业服务机构支持龙头企业牵头建设行业平台带动中小企业上云"
)


def wrapped(paragraphs: list[str], width: int) -> str:
    """Return paragraphs broken into lines of one width, each begun with two spaces."""
    lines = []
    for paragraph in paragraphs:
        text = f"\u3000\u3000{paragraph}"
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    return "\n".join(lines)


def joined(text: str) -> list[str]:
    return ["".join(p.text.split()) for p in Parts(text).paragraphs]


@pytest.mark.parametrize("width", [25, 32, 40])
def test_hard_wrapped_text_is_joined_to_its_paragraphs(width: int) -> None:
    paragraphs = [f"（{n}）{PROSE[: 60 + 5 * k]}。" for k, n in enumerate("一二三四五六七")]
    assert joined(wrapped(paragraphs, width)) == paragraphs


def test_hard_wrapped_english_is_joined() -> None:
    long = " ".join(["the city opened its public data to firms that build services on it and"] * 4)
    text = ""
    for _ in range(4):
        line = ""
        for word in f"{long} more.".split():
            if len(line) + len(word) > 70:
                text += line.strip() + "\n"
                line = ""
            line += f"{word} "
        text += line.strip() + "\n\n"
    found = find_paragraphs(text, split_lines(text))
    assert len(found) == 4
    assert all(" ".join(p.text.split()) == f"{long} more." for p in found)


def test_ordinary_paragraphs_are_left_as_they_are() -> None:
    text = "\n".join(PROSE[: 10 + 7 * n % 60] for n in range(20))
    assert [p.text for p in find_paragraphs(text, split_lines(text))] == text.split("\n")


def test_a_page_number_between_two_lines_is_read_over_but_a_footnote_is_not() -> None:
    lines = wrapped([PROSE * 6], 30).split("\n")
    paged = "\n".join((*lines[:5], "— 2 —", *lines[5:]))
    assert [cut.rule for cut in Parts(paged).cuts] == ["date_line"]
    assert len(Parts(paged).paragraphs) == 1
    noted = "\n".join((*lines[:5], "1 数据来源于《某省统计年鉴》和各市统计公报。", *lines[5:]))
    assert len(Parts(noted).paragraphs) == 2


def test_a_numbered_line_begins_a_paragraph_of_its_own() -> None:
    full = wrapped([PROSE * 8], 30).rsplit("\n", 1)[0]
    for line in ("第二条 公共数据应当共享。", "（二）公共数据应当共享。"):
        assert joined(f"{full}\n{line}")[-1] == line.replace(" ", "")
    assert len(joined(f"{full}\n公共数据应当共享。")) == 1


def test_a_chinese_character_takes_two_columns() -> None:
    text = "数据AI，\n  “数”"
    assert columns(text, split_lines(text)) == [2 + 2 + 1 + 1 + 2, 1 + 2 + 1]


@pytest.mark.parametrize(
    ("cuts", "loose", "left"),
    [
        ([], "", "甲乙丙丁。"),
        ([(0, 3)], "", "乙丙丁。"),
        ([(0, 2), (2, 4)], "", "丙丁。"),
        ([(6, 7)], "", "甲乙丙丁"),
        ([(5, 6)], "", "甲乙丙丁。"),  # the full stop is body unless it is said to be loose
        ([(4, 5), (5, 6)], "。", "甲乙"),
        ([(0, 9)], "", ""),
    ],
)
def test_cuts_at_the_ends_are_trimmed(cuts: list[tuple[int, int]], loose: str, left: str) -> None:
    text = "  甲乙丙丁。 "
    found = [Cut(start, end, "rule") for start, end in cuts]
    start, end = trim(text, 0, len(text), found, loose)
    assert text[start:end] == left


@given(TEXTS)
def test_paragraphs_are_spans_in_order_that_do_not_begin_or_end_in_a_cut(text: str) -> None:
    cuts, found = Parts(text).cuts, Parts(text).paragraphs
    for one in found:
        assert text[one.start : one.end] == one.text == one.text.strip() != ""
        assert not any(cut.start <= one.start < cut.end for cut in cuts)
        assert not any(cut.start < one.end <= cut.end for cut in cuts)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(st.text(st.sampled_from("数据。 a"), max_size=50), max_size=30))
def test_joining_keeps_every_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = "".join("".join(p.text.split()) for p in find_paragraphs(text, split_lines(text)))
    assert kept == "".join(text.split())
