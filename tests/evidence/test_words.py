"""Words: two segmenters that agree, and words that are kept whole."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.evidence.words import content_words, stop_words, tokenizer
from bench.segmentation import Segmenter

USER_WORDS = (
    frozenset[str](),
    frozenset({"产业大脑", "数据要素", "工业互联网平台", "滨江区"}),
    frozenset({"万兆光网", "IPv6", "一网通办", "石家庄"}),
)
PIECES = (
    "工业互联网",
    "平台",
    "数据交易所",
    "产业大脑",
    "万兆光网",
    "石家庄市",
    "滨江区",
    "支持企业上云",
    "的",
    "和",
    "研究生命起源",
    "南京市长江大桥",
    "5G-A",
    "IPv6",
    "EFLOPS",
    "2027",
    "3.5%",
    "，",
    "。",
    " ",
    "《条例》",
    "“一网通办”",
    "—",
    "囧",
    "𠮷野家",
)


@cache
def cached(kept: frozenset[str], fast: bool) -> Segmenter:
    return tokenizer(kept, fast=fast)


@pytest.mark.skipif(find_spec("rjieba") is None, reason="rjieba has no wheel for this platform")
@settings(max_examples=150)
@given(st.sampled_from(USER_WORDS), st.lists(st.sampled_from(PIECES), max_size=12))
def test_rjieba_and_jieba_give_the_same_words(kept: frozenset[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    assert cached(kept, True)(text) == cached(kept, False)(text)


@pytest.mark.parametrize("fast", [True, False])
def test_words_of_the_user_are_kept_whole(fast: bool) -> None:
    text = "推广产业大脑，滨江区先行。"
    assert "产业大脑" in cached(USER_WORDS[1], fast)(text)
    assert "产业大脑" not in cached(USER_WORDS[0], fast)(text)


def test_a_long_word_comes_with_its_parts() -> None:
    found = cached(USER_WORDS[1], True)("工业互联网平台")
    assert {"工业", "互联网", "平台", "工业互联网平台"} <= set(found)


def test_without_rjieba_jieba_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "石家庄建成万兆光网，推行一网通办。"
    expected = cached(USER_WORDS[2], True)(text)
    monkeypatch.setitem(sys.modules, "rjieba", None)
    assert tokenizer(USER_WORDS[2])(text) == expected


def test_the_order_of_the_words_given_changes_nothing() -> None:
    kept = ["数据要素", "要素市场", "数据要素市场", "市场化"]
    text = "推进数据要素市场化配置，培育要素市场。"
    assert tokenizer(kept)(text) == tokenizer(kept[::-1])(text) == tokenizer(kept * 2)(text)


def test_an_empty_text_has_no_words() -> None:
    assert cached(USER_WORDS[0], True)("") == []


def test_content_words_leave_out_stop_words_single_characters_and_bare_numbers() -> None:
    stop = min(stop_words())
    assert content_words(["算力", stop, "网", "2027", "5G", "，", "算力"]) == ["算力", "5G", "算力"]


def test_stop_words_are_words_and_not_comments() -> None:
    assert len(stop_words()) > 50
    assert not [w for w in stop_words() if w != w.strip() or not w or w.startswith("#")]
