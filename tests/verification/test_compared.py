"""Sheets held against those they should be: what was changed is found, what only moved is not."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.report.workbook.live_sheets import LIVE
from bench.verification.compared import (
    Compared,
    compare_names,
    compare_sheet,
    lay_beside,
    pair_sheets,
)
from bench.verification.findings import Check
from bench.verification.located import sheet_words
from bench.verification.opened import OpenBook, OpenSheet, Value, address
from tests.verification.conftest import Made, cells_told, new_check

WORDS = sheet_words("zh")
TABLES = (
    "得分",
    "排名",
    "证据",
    "数据",
    "对照出处",
    "举措对照",
    "可借鉴举措",
    "差距",
    "政策工具",
    "文件",
)


def changed(sheet: OpenSheet, cells: Mapping[tuple[int, int], Value]) -> OpenSheet:
    rows = [list(row) for row in sheet.rows]
    for (row, column), value in cells.items():
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    return replace(sheet, rows=tuple(map(tuple, rows)))


def compared(wanted: OpenSheet, there: OpenSheet, **options: object) -> Check:
    check = new_check("sheet")
    compare_sheet(lay_beside(Compared(there, wanted)), check, **options)  # type: ignore[arg-type]
    return check


def sheet_of(made: Made, name: str) -> OpenSheet:
    return next(sheet for sheet in made.wanted.sheets if sheet.name == name)


def numbers(sheet: OpenSheet) -> list[tuple[int, int]]:
    return [
        (r, c)
        for r, row in enumerate(sheet.rows)
        for c, value in enumerate(row)
        if isinstance(value, float)
    ]


def test_a_sheet_agrees_with_itself(made: Made) -> None:
    for sheet in made.wanted.sheets:
        assert not compared(sheet, sheet).failures


@given(st.data())
@settings(max_examples=60)
def test_any_change_of_a_number_is_found_in_scores_and_ranks(
    made: Made, data: st.DataObject
) -> None:
    sheet = sheet_of(made, data.draw(st.sampled_from(["得分", "排名", "维度得分", "测算"])))
    row, column = data.draw(st.sampled_from(numbers(sheet)))
    value = sheet.value(row, column)
    assert isinstance(value, float)
    by = data.draw(st.sampled_from([1e-6, -1e-6, 1.0, 50.0, -value if value else 3.0]))
    check = compared(sheet, changed(sheet, {(row, column): value + by}))
    assert cells_told(check.failures) == {(sheet.name, address(row, column))}


@given(st.data())
@settings(max_examples=60)
def test_any_change_of_any_cell_is_found(made: Made, data: st.DataObject) -> None:
    sheet = data.draw(st.sampled_from(made.wanted.sheets))
    cells = [(r, c) for r, row in enumerate(sheet.rows) for c, v in enumerate(row) if v is not None]
    row, column = data.draw(st.sampled_from(cells))
    other: Value = data.draw(st.sampled_from(["改过", 0.125, None]))
    check = compared(sheet, changed(sheet, {(row, column): other}))
    told = {cell for _, cell in cells_told(check.failures)}
    if row == lay_beside(Compared(sheet, sheet)).columns.heading:
        assert check.failures or check.notes  # a heading may be renamed, which is told
    elif other is None:
        assert check.failures  # of a row that is gone altogether
    else:
        assert address(row, column) in told


@given(st.sampled_from(TABLES), st.integers(0, 10_000))
@settings(max_examples=40)
def test_sorted_rows_and_moved_columns_agree(made: Made, name: str, seed: int) -> None:
    sheet = sheet_of(made, name)
    shuffled = random.Random(seed)
    heading = lay_beside(Compared(sheet, sheet)).columns.heading
    below = list(sheet.rows[heading + 1 :])
    # Notes below a table stay below it.
    width = len(sheet.rows[heading])
    table = [row for row in below if len(row) > 1]
    shuffled.shuffle(table)
    places = list(range(width))
    if name in ("证据", "数据", "文件", "对照出处"):
        shuffled.shuffle(places)
    rows = [*sheet.rows[: heading + 1], *table, *(row for row in below if len(row) <= 1)]
    moved = tuple(tuple(row[p] if p < len(row) else None for p in places) for row in rows)
    if places == list(range(width)):
        moved = tuple(rows)
    check = compared(sheet, replace(sheet, rows=moved))
    assert not check.failures, check.failures[:3]


def test_a_change_is_found_among_rows_that_moved(made: Made) -> None:
    sheet = sheet_of(made, "证据")
    turned = replace(sheet, rows=(sheet.rows[0], *reversed(sheet.rows[1:])))
    column = sheet.rows[0].index("计入分值")
    row = next(r for r in range(1, len(turned.rows)) if turned.value(r, column) is not None)
    check = compared(sheet, changed(turned, {(row, column): 9.0}))
    assert cells_told(check.failures) == {("证据", address(row, column))}


def test_rows_that_were_added_or_are_missing_are_told(made: Made) -> None:
    sheet = sheet_of(made, "对照出处")
    fewer = compared(sheet, replace(sheet, rows=(*sheet.rows[:3], *sheet.rows[4:])))
    assert [f.meaning.key for f in fewer.failures] == ["verification.row_missing"]
    more = compared(sheet, replace(sheet, rows=(*sheet.rows, (99.0, "指标", "某市", "假的一句"))))
    assert [f.meaning.key for f in more.failures] == ["verification.row_added"]


def test_a_formula_that_became_a_number_is_found(made: Made) -> None:
    for key in LIVE:
        sheet = sheet_of(made, WORDS[key])
        place = next(p for p in sheet.formulas if isinstance(sheet.value(*p), float))
        left = {p: f for p, f in sheet.formulas.items() if p != place}
        check = compared(sheet, replace(sheet, formulas=left))
        assert [f.meaning.key for f in check.failures] == ["verification.formula_gone"]
        assert cells_told(check.failures) == {(sheet.name, address(*place))}


def test_a_formula_that_was_changed_or_added_is_found(made: Made) -> None:
    sheet = sheet_of(made, "测算")
    place = next(iter(sheet.formulas))
    other = {**sheet.formulas, place: "=1+1"}
    check = compared(sheet, replace(sheet, formulas=other))
    assert [f.meaning.key for f in check.failures] == ["verification.formula_differs"]
    scores = sheet_of(made, "得分")
    cell = numbers(scores)[-1]
    check = compared(scores, replace(scores, formulas={cell: "=99"}))
    assert [f.meaning.key for f in check.failures] == ["verification.formula_added"]


def test_formulas_without_values_are_said_not_to_be_checked(made: Made) -> None:
    sheet = sheet_of(made, "测算")
    bare = changed(sheet, dict.fromkeys(sheet.formulas))
    bare = replace(bare, uncomputed=frozenset(sheet.formulas))
    check = compared(sheet, bare)
    assert not check.failures, check.failures[:3]
    assert [note.key for note in check.notes] == ["verification.not_computed"]


def test_a_link_that_shows_another_value_than_is_stored_is_found(made: Made) -> None:
    sheet = sheet_of(made, "得分")
    check = compared(sheet, replace(sheet, unlike={(4, 4): 50.0}))
    assert [f.meaning.key for f in check.failures] == ["verification.link_shows"]


def test_names_that_formulas_use_are_held_against_what_they_should_be(made: Made) -> None:
    book = made.wanted
    name = "order_now"
    other = replace(book, names={**book.names, name: "'测算'!$A$1:$A$2"})
    check = new_check()
    compare_names(other, book, check, moved=False)
    assert [(f.cell, f.meaning.key) for f in check.failures] == [
        (name, "verification.name_differs")
    ]
    same = new_check()
    compare_names(book, book, same, moved=False)
    assert not same.failures


def test_sheets_are_paired_by_name_and_else_by_what_they_hold(made: Made) -> None:
    there = [
        replace(sheet, name="改名") if sheet.name == "差距" else sheet
        for sheet in made.wanted.sheets
        if sheet.name != "特色词"
    ]
    own = OpenSheet("备忘", (("一", "二"),))
    book = OpenBook(made.wanted.path, (*there, own))
    pairs, absent, further = pair_sheets(book, made.wanted.sheets)
    assert {p.wanted.name: p.there.name for p in pairs}["差距"] == "改名"
    assert set(absent) == {"特色词"} & {sheet.name for sheet in made.wanted.sheets}
    assert further == ["备忘"]


def test_rows_that_may_differ_are_left_out() -> None:
    sheet = OpenSheet("表", (("甲", "乙", "丙"), ("标签", 1.0, 2.0)))
    other = OpenSheet("表", (("甲", "乙", "丙"), ("标签", 1.0, 3.0)))
    assert not compared(sheet, other, labels=("标签",)).failures
    assert compared(sheet, other).failures
