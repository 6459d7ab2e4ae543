"""Quotes looked up: what stands at its offsets holds; else it is said what is wrong, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import BenchError
from bench.report.workbook.sheet import clean_text
from bench.verification.documents import check_documents
from bench.verification.findings import Check
from bench.verification.located import COLUMNS, Located
from bench.verification.opened import OpenSheet, Value
from bench.verification.quotes import check_quotes
from bench.verification.texts import Texts
from tests.verification.conftest import cells_told, new_check

FIRST = "建成海缆登陆站三座。"
SECOND = "为渔港铺设光缆，年内完工。"
TEXT = f"某市规划\n{FIRST}{SECOND}\n{FIRST}"
START = TEXT.index(SECOND)


def table(name: str, *rows: dict[str, Value]) -> Located:
    """A table of these rows, its headings in the first."""
    columns = COLUMNS[name]
    cells = [tuple(_value(row.get(column)) for column in columns) for row in rows]
    sheet = OpenSheet("表", (columns, *cells))
    return Located(name, sheet, 0, {column: place for place, column in enumerate(columns)})


def _value(value: Value) -> Value:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def row(quote: str, start: float, end: float, **more: Value) -> dict[str, Value]:
    return {"document": "a.txt", "quote": quote, "start": start, "end": end, **more}


def looked_up(place: Located, texts: Texts | None = None) -> tuple[Check, dict[int, str]]:
    check = new_check("quotes")
    known = texts or Texts(Path("docs"), {"a.txt": TEXT})
    found = check_quotes(place, known, "zh", check)
    check_documents({place.table: found}, known, None, check)
    return check, {number: span.text for number, span in found.right.items()}


def test_a_quote_at_its_offsets_holds() -> None:
    check, right = looked_up(table("evidence", row(SECOND, START, START + len(SECOND))))
    assert not check.failures
    assert check.looked == 1
    assert right == {1: SECOND}


@given(st.text(min_size=3, max_size=40), st.data())
def test_any_piece_of_a_text_holds_and_any_other_does_not(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = clean_text(text[start:end])
    texts = Texts(Path("docs"), {"a.txt": text})
    held, _ = looked_up(table("evidence", row(quote, start, end)), texts)
    assert not held.failures
    wrong, _ = looked_up(table("evidence", row(f"{quote}×", start, end)), texts)
    assert wrong.failures


@pytest.mark.parametrize(
    ("start", "end", "cells", "should"),
    [
        (START + 3, START + len(SECOND), "P2", str(START)),
        (START, START + len(SECOND) + 2, "Q2", str(START + len(SECOND))),
        (0, 5, "P2 Q2", f"{START} {START + len(SECOND)}"),
        (START, 10_000, "Q2", str(START + len(SECOND))),
    ],
)
def test_wrong_offsets_are_told_with_the_right_ones(
    start: int, end: int, cells: str, should: str
) -> None:
    check, right = looked_up(table("evidence", row(SECOND, start, end)))
    (failure,) = check.failures
    assert failure.meaning.key == "verification.quote_elsewhere"
    assert failure.cell == cells
    assert failure.should == should
    assert right == {1: SECOND}


@pytest.mark.parametrize("quote", ["为渔港铺设光缆，明年完工。", SECOND[:-3], f"{SECOND}又一句。"])
def test_a_quote_with_other_words_is_told_with_what_stands_there(quote: str) -> None:
    check, right = looked_up(table("evidence", row(quote, START, START + len(SECOND))))
    (failure,) = check.failures
    assert failure.meaning.key == "verification.quote_differs"
    assert (failure.there, failure.should) == (quote, SECOND)
    assert failure.cell.split()[0] == "D2"
    assert right == {1: SECOND}


def test_what_the_document_does_not_hold_at_all_is_told() -> None:
    check, right = looked_up(table("evidence", row("从来没有的一句话，也不在别处。", 900, 915)))
    (failure,) = check.failures
    assert failure.meaning.key == "verification.quote_nowhere"
    assert failure.should is None
    assert not right


@pytest.mark.parametrize("start", [None, "三", 1.5])
def test_offsets_that_are_no_numbers_are_told(start: Value) -> None:
    check, _ = looked_up(table("evidence", {**row(SECOND, 0, 5), "start": start}))
    assert [f.meaning.key for f in check.failures] == ["verification.no_offsets"]


def test_characters_that_a_cell_cannot_hold_and_cut_ends_are_no_failure() -> None:
    text = "坏\x03字。" + "长" * 40_000
    texts = Texts(Path("docs"), {"a.txt": text})
    cut = "长" * (32_767 - len("……（过长，已截断）")) + "……（过长，已截断）"
    place = table("evidence", row("坏�字。", 0, 4), row(cut, 4, len(text)))
    check, right = looked_up(place, texts)
    assert not check.failures
    assert right[1] == "坏\x03字。"
    assert right[2] == "长" * 40_000


def test_a_figure_stands_at_its_offsets_within_its_claim() -> None:
    at = TEXT.index("三座")
    good = {"figure": "三座", "quote": FIRST, "start": at, "end": at + 2, "document": "a.txt"}
    check, _ = looked_up(table("figures", good))
    assert not check.failures
    check, _ = looked_up(table("figures", {**good, "quote": SECOND}))
    assert [f.meaning.key for f in check.failures] == ["verification.claim_not_around"]
    check, _ = looked_up(table("figures", {**good, "figure": "五座"}))
    assert ("表", "C2") in cells_told(check.failures)


def test_what_was_cut_is_held_against_the_document_too() -> None:
    cut = {"document": "a.txt", "start": 0.0, "end": 4.0, "text": "某市规划"}
    assert not looked_up(table("cuts", cut))[0].failures
    check, _ = looked_up(table("cuts", {**cut, "text": "某县规划"}))
    assert [f.cell.split()[0] for f in check.failures] == ["E2"]


def test_a_document_that_cannot_be_read_is_told_once() -> None:
    why = BenchError("corpus.empty_file")
    texts = Texts(Path("docs"), {}, {"a.txt": why})
    check, _ = looked_up(table("evidence", row(FIRST, 5, 15), row(SECOND, 1, 2)), texts)
    (failure,) = check.failures
    assert failure.there == "a.txt"
    assert "2" in failure.meaning.text("zh")


def test_a_document_that_was_changed_is_told_once_and_where_all_stands_noted() -> None:
    texts = Texts(Path("docs"), {"a.txt": TEXT}, changed=frozenset({"a.txt"}))
    right = row(SECOND, START, START + len(SECOND))
    check, _ = looked_up(table("evidence", right, row("没有", 0, 2), row("也没有", 0, 3)), texts)
    assert [f.meaning.key for f in check.failures] == ["verification.document_changed"]
    check, _ = looked_up(table("evidence", right), texts)
    assert not check.failures
    assert [note.key for note in check.notes] == ["verification.document_changed_holds"]


def test_a_name_that_is_no_document_is_told_in_its_cell() -> None:
    texts = Texts(Path("docs"), {"a.txt": TEXT}, unknown=frozenset({"b.txt"}))
    place = table("evidence", {**row(SECOND, 0, 4), "document": "b.txt"})
    assert cells_told(looked_up(place, texts)[0].failures) == {("表", "O2")}


def test_remarks_below_a_table_are_no_quotes() -> None:
    check, _ = looked_up(table("evidence", {"region": "注：请核对"}))
    assert not check.failures
    assert check.looked == 0
