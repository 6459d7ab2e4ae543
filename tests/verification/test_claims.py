"""Rows of evidence held against the rubric, their claim, their region and their document."""

from __future__ import annotations

import pytest

from bench.evidence.strength import strength_of
from bench.verification.claims import check_claims, check_counts
from bench.verification.findings import Check
from bench.verification.opened import Value
from bench.verification.readback import ReadTable, read_back
from tests.verification.conftest import cells_told, new_check
from tests.verification.test_quotes import table

QUOTE = "拟为渔港铺设光缆，明年完工。"


def claim(**changes: Value) -> dict[str, Value]:
    made: dict[str, Value] = {
        "region": "成都",
        "region_code": "510100",
        "quote": QUOTE,
        "kind": "举措",
        "status": "拟推进",
        "strength": strength_of(QUOTE, "planned"),
        "confidence": 0.8,
        "document": "a.txt",
        "start": 0.0,
        "end": float(len(QUOTE)),
        "section": "一、设施",
        "indicator": "infra.net",
        "title": "规划",
        "date": "2025",
    }
    return {**made, **changes}


def evidence(*rows: dict[str, Value]) -> ReadTable:
    check = new_check()
    read = read_back(table("evidence", *rows), "zh", check)
    assert not check.failures
    return read


def documents(**changes: Value) -> ReadTable:
    row: dict[str, Value] = {"document": "a.txt", "state": "已读", "title": "规划", "date": "2025"}
    return read_back(table("documents", {**row, "evidence": 2.0, **changes}), "zh", new_check())


def checked(read: ReadTable, listed: ReadTable | None = None) -> Check:
    check = new_check("evidence")
    check_claims(read, listed, None, None, "zh", check)
    return check


def test_rows_that_agree_hold() -> None:
    rows = (claim(), claim(indicator="infra.power"))
    assert not checked(evidence(*rows), documents()).failures


def test_a_strength_that_the_rubric_does_not_give_is_told_with_the_right_one() -> None:
    check = checked(evidence(claim(strength=5.0)))
    (failure,) = check.failures
    assert failure.meaning.key == "verification.strength_rubric"
    assert failure.should == strength_of(QUOTE, "planned")
    assert [(one.column, one.value) for one in check.corrections] == [("strength", failure.should)]


def test_a_confidence_beyond_its_range_is_told() -> None:
    assert cells_told(checked(evidence(claim(confidence=1.2))).failures) == {("表", "H2")}


def test_the_row_of_a_claim_that_differs_from_the_others_is_told_in_words() -> None:
    rows = [claim(indicator=f"infra.{name}") for name in "abc"]
    check = checked(evidence(*rows[:2], {**rows[2], "status": "已施行"}))
    assert [(f.cell, f.there, f.should) for f in check.failures] == [("F4", "已施行", "拟推进")]
    assert [one.value for one in check.corrections] == ["planned"]


def test_of_two_rows_that_differ_neither_is_known_to_be_right() -> None:
    check = checked(evidence(claim(), claim(indicator="infra.b", section="二、别的")))
    assert {f.cell for f in check.failures} == {"M2", "M3"}
    assert not check.corrections


def test_a_region_under_another_name_than_its_code_is_told() -> None:
    rows = [claim(start=float(place), end=place + 20.0) for place in (0, 50, 90)]
    check = checked(evidence(*rows[:2], {**rows[2], "region": "重庆"}))
    assert cells_told(check.failures) == {("表", "A4"), ("表", "V4")}


@pytest.mark.parametrize(("column", "cell"), [("title", "K2"), ("date", "L2")])
def test_what_the_documents_sheet_says_otherwise_is_told(column: str, cell: str) -> None:
    check = checked(evidence(claim(**{column: "别的"})), documents())
    assert cells_told(check.failures) == {("表", cell)}


def test_rows_of_a_document_that_are_too_many_or_too_few_are_told() -> None:
    rows = evidence(claim(), claim(indicator="infra.b"))
    for told, keys in ((2.0, []), (3.0, ["verification.evidence_rows"])):
        check = new_check()
        check_counts(rows.frame, documents(evidence=told), "证据", check)
        assert [failure.meaning.key for failure in check.failures] == keys
