"""The lines that explain evidence: where each claim stands, and why it counts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bench.catalogue.model import Catalogue
from bench.corpus.document import Sentence
from bench.evidence.analysis import Claim
from bench.evidence.attribution_rules import load_attribution_rules
from bench.evidence.explanation import Explanation
from bench.evidence.mapping import IndicatorHit
from bench.evidence.named_places import Attribution
from bench.report.labels import word
from bench.report.terminal.explained import explained, explained_cells
from tests.report.conftest import (
    make_catalogue,
    make_statistics,
    make_statistics_catalogue,
    score_statistics,
)

QUOTE = "扩建机房四间，发放补助七百万元。"
HIT = IndicatorHit("infrastructure.computing", 0.5, ("机房", "补助"), 0.437, "新建机房十间。")
CLAIM = Claim(
    sentence=Sentence(18, 34, QUOTE, ("二、任务", "（一）机房"), 3),
    kind="measure",
    status="planned",
    confidence=0.8,
    strength=2.5,
    instrument="",
    attribution=Attribution(("330100",), "carried", 0.6),
    indicators=(HIT,),
    figures=(),
)
FULL = Explanation("plans/some.txt", "一份计划", CLAIM, HIT)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return make_catalogue()


def told(catalogue: Catalogue, *given: Explanation, language: str = "zh", most: int = 20) -> str:
    return "\n".join(explained(given, catalogue, language, most))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_claim_is_told_with_its_place_and_what_carried_it(
    catalogue: Catalogue, language: str
) -> None:
    text = told(catalogue, FULL, language=language)
    name = catalogue.indicator(HIT.indicator).name.in_(language)
    # 0.24 is 0.8 × 0.6 × 0.5.
    parts = (name, QUOTE, "plans/some.txt", "18–34", "二、任务 > （一）机房", "2.5", "0.24", "0.60")
    why = ("机房", "补助", "新建机房十间。", "0.44")
    assert [part for part in (*parts, *why) if part not in text] == []
    assert word("from_carried", language) in text


def test_in_english_only_what_is_quoted_is_chinese(catalogue: Catalogue) -> None:
    text = told(catalogue, FULL, language="en")
    for quoted in (QUOTE, HIT.nearest, *CLAIM.sentence.section, *HIT.terms):
        text = text.replace(quoted, "")
    assert not re.search(r"[\u4e00-\u9fff]", text)


def test_a_claim_that_bears_on_no_indicator_has_no_reason_for_one(catalogue: Catalogue) -> None:
    bare = replace(FULL, hit=None)
    assert len(told(catalogue, bare).splitlines()) == len(told(catalogue, FULL).splitlines()) - 1
    assert "0.48" in told(catalogue, bare).splitlines()[0]


def test_no_terms_and_no_section_show_as_a_dash(catalogue: Catalogue) -> None:
    hit = HIT._replace(terms=())
    claim = replace(CLAIM, sentence=replace(CLAIM.sentence, section=()))
    lines = told(catalogue, replace(FULL, claim=claim, hit=hit)).splitlines()
    assert lines[2].endswith("–")
    assert "–" in lines[4]


def test_claims_are_numbered_in_the_order_given(catalogue: Catalogue) -> None:
    lines = told(catalogue, FULL, replace(FULL, hit=None), FULL).splitlines()
    assert [line[:2] for line in lines if line[0] != " "] == ["1.", "2.", "3."]


@pytest.mark.parametrize(("most", "more"), [(1, "2"), (2, "1")])
def test_what_is_too_much_is_counted(catalogue: Catalogue, most: int, more: str) -> None:
    lines = told(catalogue, FULL, FULL, FULL, most=most).splitlines()
    assert sum(QUOTE in line for line in lines) == most
    assert more in lines[-1]
    assert "--most" in lines[-1]


def test_what_is_just_enough_is_told_in_full(catalogue: Catalogue) -> None:
    assert "--most" not in told(catalogue, FULL, FULL, most=2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_there_is_no_claim_nothing_is_told(catalogue: Catalogue, language: str) -> None:
    assert told(catalogue, language=language) == ""


def cells_told(
    region: str, indicator: str | None = None, language: str = "zh", **method: object
) -> str:
    catalogue, statistics = make_statistics_catalogue(method), make_statistics()
    scored = score_statistics(catalogue, statistics, 2 if region == "510100" and not method else 3)
    lines = explained_cells(scored, catalogue, statistics, region, indicator, language)
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_statistic_is_told_with_its_source_and_how_it_was_normalised(language: str) -> None:
    text = cells_told("330100", "infra.base", language)
    parts = ("42 个", "2024", "年鉴", "values.csv:3", "70.0", "60")
    assert [part for part in parts if part not in text] == []
    assert len(text.splitlines()) == 3


def test_all_statistics_of_a_region_are_told_where_no_indicator_is_named() -> None:
    text = cells_told("330100")
    assert [name in text for name in ("基站", "时延", "占比")] == [True] * 3
    assert "18%" in text


def test_what_is_imputed_and_what_was_not_compared_is_told_so() -> None:
    assert "时延 缺数值，插补为 9 毫秒（均值）" in cells_told(
        "510100", "infra.delay", missing="mean"
    )
    assert "时延 缺数值，不计分" in cells_told("510100", "infra.delay", missing="drop")
    assert "没有参与比较" in cells_told("510100", "infra.base")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("source", sorted(load_attribution_rules().confidence))
def test_every_way_to_find_a_region_has_its_words(
    catalogue: Catalogue, source: str, language: str
) -> None:
    claim = replace(CLAIM, attribution=Attribution(("330100",), source, 0.6))
    text = told(catalogue, replace(FULL, claim=claim), language=language)
    assert word(f"from_{source}", language) in text
