"""A workbook mailed alone: what does not agree with itself is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.verification.opened import OpenBook, OpenSheet, address, open_book
from bench.verification.score_sheets import dimension_columns, ranking_numbers, score_numbers
from bench.verification.verify import verify
from tests.verification.conftest import Ran, cells_told, told
from tests.verification.tampering import tamper


def sheet_of(book: OpenBook, name: str) -> OpenSheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


@pytest.fixture(scope="module")
def cells(ran: Ran) -> dict[str, tuple[str, str]]:
    """One cell of each kind."""
    book = open_book(ran.workbook)
    ranking, scores = ranking_numbers(book, "zh"), score_numbers(book, "zh")
    assert ranking is not None
    assert scores is not None
    first, last = next(iter(ranking.regions)), list(ranking.regions)[-2]
    dimension, columns = next(iter(dimension_columns(scores, "zh").items()))
    stated = next(
        (row, column)
        for row in scores.regions.values()
        for column in columns
        if isinstance(value := scores.sheet.value(row, column), float) and value > 0
    )
    evidence = sheet_of(book, "证据")
    amount = evidence.rows[0].index("计入分值")
    counted = next(r for r in range(1, 99) if evidence.value(r, amount) is not None)
    side = sheet_of(book, "举措对照")
    short = next(
        (r, c)
        for r, row in enumerate(side.rows)
        for c, value in enumerate(row)
        if isinstance(value, str) and value.endswith("〕")
    )
    return {
        "rank": ("排名", ranking.cell(first, "排名")),
        "index": ("排名", ranking.cell(last, "指数")),
        "dimension": ("排名", ranking.cell(first, dimension)),
        "interval": ("排名", ranking.cell(first, "最好名次")),
        "index beside the scores": ("得分", scores.cell(first, "指数")),
        "score": ("得分", address(*stated)),
        "amount": ("证据", address(counted, amount)),
        "strength": ("证据", address(counted, evidence.rows[0].index("力度"))),
        "reference": ("对照出处", "D3"),
        "figure's claim": ("数据", address(1, sheet_of(book, "数据").rows[0].index("原文"))),
        "short text": ("举措对照", address(*short)),
    }


KINDS = (
    *("rank", "index", "dimension", "interval", "index beside the scores", "score", "amount"),
    *("strength", "reference", "figure's claim", "short text"),
)
TEXTS = {"reference": "改过的话。", "figure's claim": "改过的话。", "short text": "改过的话〔1〕"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_found_without_anything_but_the_workbook(
    ran: Ran, tmp_path: Path, cells: dict[str, tuple[str, str]], kind: str
) -> None:
    cell = cells[kind]
    found = verify(tamper(ran.workbook, tmp_path / "w.xlsx", {cell: TEXTS.get(kind, 4.875)}))
    assert cell in cells_told(found.failures), told(found)


def test_a_workbook_that_was_made_another_way_says_what_could_not_be_checked(
    ran: Ran, tmp_path: Path
) -> None:
    method = sheet_of(open_book(ran.workbook), "方法")
    changes: dict[tuple[str, str], float | str] = {
        ("方法", address(row, 1)): "另一种办法"
        for row, values in enumerate(method.rows)
        if values and values[0] in ("证据得分", "合成")
    }
    found = verify(tamper(ran.workbook, tmp_path / "w.xlsx", changes))
    keys = {note.key for check in found.checks for note in check.notes}
    assert {"verification.method_unknown", "verification.aggregation_unknown"} <= keys
    assert found.holds, told(found)


def test_a_copy_keeps_nothing_of_the_run(ran: Ran, tmp_path: Path) -> None:
    shutil.copy(ran.workbook, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [ran.workbook.name]
