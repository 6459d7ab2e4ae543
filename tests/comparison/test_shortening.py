"""Short texts: cut where a clause ends, nothing taken apart, always to be found in the quote."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.comparison.shortening import LEAST, MARK, shorten

PAIRS = ["（）", "()", "《》", "“”", "「」", "【】"]
PIECES = st.sampled_from(
    [
        "建设数据交易平台",
        "支持企业上云",
        "培育服务商",
        "，",
        "、",
        "；",
        "。",
        "：",
        "达到568.8亿美元",
        "增长30.8%",
        "1,200家",
        "到2027年",
        "《数据条例》",
        "（一）",
        "一是",
        "同时，",
        "“数据要素×”行动",
        "（含县、市）",
        "为促进公平竞争，",
        "以工业互联网为抓手，",
        "AI+制造",
        "（",
        "”",
        "《",
        " ",
    ]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=14).map("".join).filter(str.strip)
LIMITS = st.integers(LEAST, 60)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("建设三个算力中心。", 20, "建设三个算力中心"),
        ("（二）建设三个算力中心。", 20, "建设三个算力中心"),
        ("一是建设三个算力中心；", 20, "建设三个算力中心"),
        ("同时，建设三个算力中心。", 20, "建设三个算力中心"),
        ("[3]二是建设三个算力中心。", 20, "建设三个算力中心"),
        ("“建设三个算力中心，接入全部园区。”", 20, "建设三个算力中心，接入全部园区"),
        ("建设三个算力中心，接入全部园区，服务两百家企业。", 18, "建设三个算力中心，接入全部园区…"),
        # The title is kept whole: the cut falls behind it, not at the mark within.
        (
            "出台《数据交易、流通与安全管理办法》，明确各方权责，鼓励先行先试。",
            24,
            "出台《数据交易、流通与安全管理办法》…",
        ),
        # The comma and the point stand in figures.
        (
            "全年新增企业1,200家且研发投入达568.8亿元，居全省前列。",
            28,
            "全年新增企业1,200家且研发投入达568.8亿元…",
        ),
        # What leads up to the measure is left out, not the measure.
        (
            "为激活数据资源这一关键的生产要素，建立公共数据授权运营机制，降低使用成本。",
            18,
            "…建立公共数据授权运营机制…",
        ),
        (
            "以工业互联网和智能工厂为抓手，改造传统产业，培育一批专业服务商。",
            22,
            "…改造传统产业，培育一批专业服务商",
        ),
        # No clause ends early enough: the cut falls at an enumeration.
        (
            "支持集成电路、智能终端、新型显示、软件信息等产业做大做强",
            18,
            "支持集成电路、智能终端、新型显示…",
        ),
        # Nor that: between words, and not after one that dangles.
        ("推动人工智能和实体经济的深度融合发展走在全国前列", 13, "推动人工智能和实体经济…"),
    ],
)
def test_short_texts(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


def inside(short: str, text: str) -> bool:
    """Tell whether the pieces between marks stand in the text, in this order."""
    pieces = [piece for piece in short.split(MARK) if piece]
    return re.search(".*".join(map(re.escape, pieces)), text, re.DOTALL) is not None


@given(SENTENCES, LIMITS)
@example("，，，，，，，，，，，，", 8)
def test_a_short_text_stays_within_the_limit_and_is_found_in_the_quote(
    text: str, limit: int
) -> None:
    short = shorten(text, limit)
    assert 0 < len(short) <= limit
    assert inside(short, text)
    if MARK not in short:
        assert short.strip("，。；：、 ") in text


@given(SENTENCES, LIMITS)
def test_a_text_that_is_short_enough_is_not_cut(text: str, limit: int) -> None:
    if len(text) <= limit:
        assert MARK not in shorten(text, limit)


@given(st.lists(PIECES.filter(lambda p: p not in "（”《"), max_size=14).map("".join), LIMITS)
def test_no_bracket_quote_title_or_figure_is_taken_apart(text: str, limit: int) -> None:
    if not text.strip():
        return
    short = shorten(text, max(limit, 24))
    for opening, closing in PAIRS:
        assert short.count(opening) == short.count(closing)
    for figure in re.findall(r"\d[\d,.]*", short):
        assert figure in {"568.8", "30.8", "1,200", "2027"}


def test_a_limit_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 8"):
        shorten("建设三个算力中心", LEAST - 1)
