"""Other weights tried in a workbook: told as a what-if, and what they give worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from bench.report.workbook.live import live_of
from bench.report.workbook.live_places import RUN, TRY, places_of
from bench.verification.compared import Compared, compare_sheet, lay_beside
from bench.verification.findings import Check
from bench.verification.opened import OpenSheet, Value, open_book
from bench.verification.verify import verify
from bench.verification.what_if import check_trial, trial_of
from tests.report.office import needs_office, recalculated
from tests.verification.conftest import Made, Ran, cells_told, new_check, told
from tests.verification.test_compared import changed, sheet_of


def tried(made: Made, value: Value) -> tuple[OpenSheet, OpenSheet]:
    """The sheets of weights with another weight of the first dimension."""
    sheet, live = sheet_of(made, "权重"), live_of(made.view)
    assert live is not None
    row = places_of(made.view, live).row_of[live.dimensions[0]]
    return changed(sheet, {(row, TRY): value}), sheet


def calculated(made: Made, weight: float) -> OpenSheet:
    """The sheet of calculation as a spreadsheet would have it under that weight."""
    sheet, live = sheet_of(made, "测算"), live_of(made.view)
    assert live is not None
    assert made.view.composition is not None
    at = places_of(made.view, live)
    root = live.hierarchy.nodes[-1]
    weights = np.array([weight, *root.weights[1:]])
    other = replace(root, weights=tuple((weights / weights.sum()).tolist()))
    hierarchy = replace(live.hierarchy, nodes=(*live.hierarchy.nodes[:-1], other))
    made_anew = live_of(
        replace(made.view, composition=replace(made.view.composition, hierarchy=hierarchy))
    )
    assert made_anew is not None
    cells: dict[tuple[int, int], Value] = {}
    for i, (index, rank) in enumerate(zip(made_anew.index, made_anew.ranks, strict=True)):
        for name, number in (("index", index), ("rank", rank)):
            value = None if np.isnan(number) else float(number)
            cells[at.regions[0] + i, at.results[name]] = value
    return changed(sheet, cells)


def trial_check(made: Made, value: Value, calculation: OpenSheet) -> Check:
    there, wanted = tried(made, value)
    trial = trial_of(made.view, lay_beside(Compared(there, wanted)), made.wanted.names)
    assert trial is not None
    assert trial.changed == 1
    check = new_check("sheet_calculation")
    laid = lay_beside(Compared(calculation, sheet_of(made, "测算")))
    check_trial(made.view, trial, laid, check)
    return check


def test_the_weights_of_the_run_are_no_what_if(made: Made) -> None:
    sheet = sheet_of(made, "权重")
    trial = trial_of(made.view, lay_beside(Compared(sheet, sheet)), made.wanted.names)
    assert trial is not None
    assert trial.changed == 0


def test_a_weight_that_is_tried_is_no_failure(made: Made) -> None:
    there, wanted = tried(made, 0.7)
    trial = trial_of(made.view, lay_beside(Compared(there, wanted)), made.wanted.names)
    assert trial is not None
    check = new_check()
    laid = lay_beside(Compared(there, wanted))
    compare_sheet(laid, check, inputs=trial.inputs, recalculated=True)
    assert not check.failures


def test_a_weight_of_the_run_that_was_changed_is_a_failure(made: Made) -> None:
    sheet, live = sheet_of(made, "权重"), live_of(made.view)
    assert live is not None
    at = places_of(made.view, live)
    row = at.row_of[0]
    check = new_check()
    there = changed(sheet, {(row, RUN): 0.9})
    compare_sheet(lay_beside(Compared(there, sheet)), check)
    assert cells_told(check.failures) == {("权重", f"B{row + 1}")}


def test_what_other_weights_give_is_held_against_the_program(made: Made) -> None:
    right = trial_check(made, 0.7, calculated(made, 0.7))
    assert not right.failures, right.failures[:3]
    assert right.looked
    wrong = trial_check(made, 0.7, sheet_of(made, "测算"))
    assert {f.meaning.key for f in wrong.failures} == {"verification.what_if_differs"}


@pytest.mark.parametrize("value", ["多", -1.0, None])
def test_weights_that_cannot_be_used_are_said_so(made: Made, value: Value) -> None:
    check = trial_check(made, value, sheet_of(made, "测算"))
    assert not check.failures
    assert [note.key for note in check.notes] == ["verification.weights_unusable"]


def test_another_bar_for_ranks_is_a_what_if_too(made: Made) -> None:
    sheet = sheet_of(made, "权重")
    row = int(made.wanted.names["least_coverage"].rpartition("$")[2]) - 1
    laid = lay_beside(Compared(changed(sheet, {(row, TRY): 1.0}), sheet))
    trial = trial_of(made.view, laid, made.wanted.names)
    assert trial is not None
    assert trial.changed == 1
    check = new_check()
    check_trial(made.view, trial, lay_beside(Compared(*[sheet_of(made, "测算")] * 2)), check)
    # Under a bar of full coverage regions lose their rank that the sheet still shows.
    assert check.failures


@needs_office
def test_a_spreadsheet_that_calculated_other_weights_agrees_with_the_program(
    ran: Ran, tmp_path: Path, moved: Callable[[Path], Path]
) -> None:
    sheet = next(sheet for sheet in open_book(ran.workbook).sheets if sheet.name == "权重")
    row = next(r for r, values in enumerate(sheet.rows) if values[1:3] == (0.25, 0.25)) + 1
    book = load_workbook(ran.workbook)
    book["权重"].cell(row, TRY + 1).value = 0.7
    changed_book = tmp_path / "tried.xlsx"
    book.save(changed_book)  # which stores no values, so that all are calculated
    recalculated([changed_book])
    found = verify(moved(tmp_path / "office" / changed_book.name))
    assert found.holds, told(found)
    keys = {note.key for check in found.checks for note in check.notes}
    assert "verification.what_if" in keys
    assert "verification.not_computed" not in keys
