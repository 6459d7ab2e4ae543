"""Key terms: a line a region, the target first, and the figures behind them."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from bench.report.workbook.sheet_key_terms import terms_lines
from bench.report.workbook.writing import write_workbook
from tests.report.overviews import compared_view, found_in
from tests.report.workbook.test_comparison_sheets import with_terms


def test_the_target_comes_first_and_who_has_no_terms_is_told() -> None:
    view = with_terms(compared_view())
    lines = list(terms_lines(view, found_in(view)))
    assert lines[0] == ("甲市", "没有显著的特色词", True)
    assert ("乙市", "=蓄能", False) in lines
    assert {name for name, *_ in lines} >= {"乙市", "丙市", "丁市"}


def test_without_a_target_nothing_is_set_off() -> None:
    view = with_terms(compared_view(target=""))
    assert not any(set_off for *_, set_off in terms_lines(view, found_in(view)))


def test_terms_stay_text_and_have_their_figures(tmp_path: Path) -> None:
    write_workbook(with_terms(compared_view()), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["特色词"]
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert last == ["乙市", "=蓄能", 3, 0.5, 0, 0, 3.2, 12.5, 0.01]
