"""Explaining a region: all of its evidence, with the numbers of the table, the strongest first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.explanation import Explanation, explain
from tests.evidence.builders import document
from tests.evidence.tables import evidence_table

CHENGDU, CHONGQING, HANGZHOU = "510100", "500000", "330100"
TRADING = "data_markets.trading"


@pytest.fixture(scope="module")
def analyses(analyser: Analyser) -> list[Analysis]:
    return [
        analyser.analyse(given)
        for given in (
            document(
                "成都建成智算中心两座，算力规模达到3000 PFLOPS。",
                "成都、重庆设立数据交易所，登记数据产品600个。",
                "成都去年修缮古桥4座，补种行道树3000株。",
                path="b.txt",
                title="两地观察",
            ),
            document(
                "建议成都推动数据交易。",
                "杭州滨江区发放算力券，服务企业90家。",
                path="a.txt",
                title="另一份",
            ),
        )
    ]


def key(explanation: Explanation) -> tuple[object, ...]:
    claim = explanation.claim
    return (
        explanation.document,
        claim.sentence.start,
        explanation.hit.indicator if explanation.hit else "",
        round(explanation.confidence, 4),
        claim.strength,
    )


@pytest.mark.parametrize("region", [CHENGDU, CHONGQING, HANGZHOU])
def test_it_tells_the_evidence_of_the_table_number_for_number(
    analyser: Analyser, analyses: list[Analysis], region: str
) -> None:
    rows = evidence_table(analyses, analyser.gazetteer)
    rows = rows[rows["region_code"] == region]
    columns = ["document", "start", "indicator", "confidence", "strength"]
    expected = sorted(tuple(r) for r in rows[columns].itertuples(index=False))
    assert expected
    assert sorted(key(e) for e in explain(analyses, region)) == expected


def test_the_strongest_and_surest_comes_first(analyses: list[Analysis]) -> None:
    found = explain(analyses, CHENGDU)
    worth = [e.claim.strength * e.confidence for e in found]
    assert len(set(worth)) > 2
    assert worth == sorted(worth, reverse=True)
    assert {e.document for e in found} == {"a.txt", "b.txt"}
    assert {e.title for e in found} == {"两地观察", "另一份"}


def test_neither_the_surest_nor_the_strongest_alone_comes_first(analyses: list[Analysis]) -> None:
    claim = analyses[0].claims[0]
    sure = replace(claim.attribution, confidence=1.0)
    made = [
        replace(claim, strength=strength, confidence=confidence, attribution=sure, indicators=())
        for strength, confidence in ((4.0, 0.4), (1.0, 1.0), (2.0, 0.9))
    ]
    found = explain([replace(analyses[0], claims=tuple(made))], CHENGDU)
    assert [e.claim.strength for e in found] == [2.0, 4.0, 1.0]


def test_the_order_of_documents_changes_nothing(analyses: list[Analysis]) -> None:
    assert explain(analyses[::-1], CHENGDU) == explain(analyses, CHENGDU)


def test_an_indicator_keeps_only_what_bears_on_it(analyses: list[Analysis]) -> None:
    found = explain(analyses, CHENGDU)
    wanted = [e for e in found if e.hit and e.hit.indicator == TRADING]
    assert 0 < len(wanted) < len(found)
    assert explain(analyses, CHENGDU, TRADING) == wanted


def test_a_claim_that_bears_on_none_is_told_without_an_indicator(
    analyses: list[Analysis],
) -> None:
    (bare,) = (e for e in explain(analyses, CHENGDU) if e.hit is None)
    claim = bare.claim
    assert "古桥" in claim.sentence.text
    assert bare.confidence == claim.confidence * claim.attribution.confidence


@pytest.mark.parametrize(
    ("region", "indicator"), [("650000", None), (CHENGDU, "governance.talent"), ("", None)]
)
def test_where_there_is_no_evidence_there_is_nothing(
    analyses: list[Analysis], region: str, indicator: str | None
) -> None:
    assert explain(analyses, region, indicator) == []
    assert explain([], CHENGDU) == []
