"""What changed between two runs, as it is printed."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bench.comparison.difference import difference
from bench.comparison.difference_run import PastRun
from bench.messages import LANGUAGES
from bench.report.terminal.difference import difference_summary, part_names
from tests.comparison.difference_builders import run
from tests.scoring.builders import claim

ISSUERS = {"a.txt": "甲市", "b.txt": "乙市"}
ROWS = [
    claim("甲市", "infra.net", "建设[光纤]网络"),
    claim("乙市", "data.open", "开放公共数据", document="b.txt"),
]


def printed(before: PastRun, after: PastRun, language: str = "zh") -> str:
    console = Console(width=100, file=io.StringIO())
    names = part_names(before, after, language)
    for shown in difference_summary(difference(before, after, language), names, language):
        console.print(shown)
    return console.file.getvalue()


def test_a_score_is_told_with_the_claims_behind_it_and_their_document() -> None:
    told = printed(run(ROWS[1:], ISSUERS), run(ROWS, ISSUERS, changed={"a.txt": "x"}))
    line = next(
        i for i, text in enumerate(told.splitlines()) if text.startswith("甲市 · infra.net")
    )
    assert "建设[光纤]网络" in told.splitlines()[line + 1]
    assert "a.txt" in told.splitlines()[line + 1]
    assert "文件内容改动" in told.splitlines()[line + 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_changed_is_said(language: str) -> None:
    one = run(ROWS, ISSUERS)
    assert printed(one, one, language).startswith({"zh": "没有变化", "en": "Nothing"}[language])


def test_inputs_that_changed_without_effect_are_told_all_the_same() -> None:
    told = printed(run(ROWS, ISSUERS), run(ROWS, ISSUERS, changed={"a.txt": "x"}))
    assert "内容改动" in told
    assert "没有变化" in told


def test_numbers_that_round_to_the_same_are_told_apart() -> None:
    weaker = [{**ROWS[0], "confidence": 0.7999}, ROWS[1]]
    told = printed(run(ROWS, ISSUERS), run(weaker, ISSUERS, learnt="other"))
    before, after = told.split("甲市 · infra.net：")[1].split("（")[0].split(" → ")
    assert before != after


def test_many_changes_are_cut_and_counted() -> None:
    many = [
        claim("甲市", "infra.net", f"铺设第{i}条光缆{'一二三四五六七八九十'[i]}" * 3, start=99 * i)
        for i in range(9)
    ]
    told = printed(run(ROWS, ISSUERS), run([*ROWS, *many], ISSUERS, changed={"a.txt": "x"}))
    assert "另有" in told
    assert "--table evidence" in told
