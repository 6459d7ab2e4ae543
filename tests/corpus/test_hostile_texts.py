"""Texts that were made to take long take no more than their share: time grows with their length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bench.catalogue.loading import load_catalogue
from bench.corpus.document import Document
from bench.corpus.metadata import describe
from bench.corpus.parts import Parts
from bench.corpus.sentences import split_body
from bench.evidence.analysis import Analyser
from bench.quantities import find_quantities
from bench.regions.extra import load_gazetteer
from bench.resources import shipped
from bench.settings import DEFAULT_CATALOGUE

SMALL = 2_000  # characters
TIMES = 8
# A part that is linear takes 8 times as long for 8 times the text, one that is quadratic 64 times.
GROWTH = 24
# What takes less than this (seconds) is fast enough, and too short to be measured.
FLOOR = 0.4

SIGNS = [*"（()）。一1.-，第《》“”aA：；!?#|年亿十百翻市的、 \n\u3000\u200b\x00"]
RUNS = [
    "发布《",
    "出台《a",
    "十二",
    "1,",
    "1.1",
    "1到",
    "2025年",
    "2025年8家，",
    "5月",
    "（（）",
    "（局负责）",
    "（责任单位：",
    "“”",
    "A. ",
    "a!b",
    "a\n",
    "一、\n",
    "# 题\n",
    "第一条\n",
    "- 项\n",
    "，一是",
    "；其一，",
    "杭州、",
    "浙江",
    "沪苏",
    "在粤",
    "深圳前海",
    "我国",
    "![](a)",
    "<!--",
    "{{<",
    "|a",
    "来源：\n",
    "\n参考文献\n",
    "目录\n",
    "附件\n",
    "---\n",
    "a: b\n",
    "百分之",
    "第1",
    "前十",
    "千万",
    "建设园区创新发展壮大产业支持企业转型升级\n",
    "加快建设数字经济，支持企业发展。",
]


def long_heading(size: int) -> str:
    return f"# {'题' * (size // 2)}\n{'加快建设数字经济。' * (size // 18)}"


def one_line_after_a_date(size: int) -> str:
    return "2025年" + "，8家" * (size // 3)


def without_an_end(size: int) -> str:
    return "各地要加快建设数字经济，支持企业发展，" * (size // 19)


def deep_numbering(size: int) -> str:
    marks = ("第一章", "第一节", "一、", "（一）", "1.", "（1）")
    return "\n".join(f"{marks[n % 6]}发展" for n in range(size // 5))


def front_matter(size: int) -> str:
    return "---\n" + "".join(f"k{n}: v\n" for n in range(size // 8)) + "---\n建设园区。"


def indented(size: int) -> str:
    return "\n".join(" " * n + "- 项" for n in range(int((2 * size) ** 0.5)))


def repeated(run: str) -> Callable[[int], str]:
    return lambda size: (run * (size // len(run) + 1))[:size]


TEXTS = {
    **{repr(run): repeated(run) for run in (*SIGNS, *RUNS)},
    **{
        make.__name__: make
        for make in (
            long_heading,
            one_line_after_a_date,
            without_an_end,
            deep_numbering,
            front_matter,
            indented,
        )
    },
}


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    catalogue = load_catalogue(shipped(DEFAULT_CATALOGUE))
    return Analyser(catalogue, load_gazetteer())


def seconds(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


def grows_in_proportion(work: Callable[[str], object], make: Callable[[int], str]) -> bool:
    long = seconds(work, make(TIMES * SMALL))
    if long <= FLOOR:
        return True
    # Once more, in case that the machine was busy with something else.
    long = min(long, seconds(work, make(TIMES * SMALL)))
    return long <= max(FLOOR, GROWTH * seconds(work, make(SMALL)))


@pytest.mark.parametrize("name", TEXTS)
def test_the_body_takes_time_in_proportion(name: str) -> None:
    assert grows_in_proportion(split_body, TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_figures_take_time_in_proportion(name: str) -> None:
    assert grows_in_proportion(find_quantities, TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_places_take_time_in_proportion(name: str, analyser: Analyser) -> None:
    assert grows_in_proportion(analyser.places.find, TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_metadata_take_time_in_proportion(name: str, analyser: Analyser) -> None:
    def work(text: str) -> object:
        return describe("a.txt", Parts(text), None, analyser.gazetteer, analyser.places)

    assert grows_in_proportion(work, TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_an_analysis_takes_time_in_proportion(name: str, analyser: Analyser) -> None:
    def work(text: str) -> object:
        return (
            analyser.analyse(Document("a.txt", text, kind="plan", region="330000")),
            analyser.analyse(Document("a.txt", text, kind="press")),
        )

    assert grows_in_proportion(work, TEXTS[name])
