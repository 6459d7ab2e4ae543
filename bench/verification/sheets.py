"""Every sheet of a workbook held against the one that the program makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bench.errors import BenchError
from bench.messages import message
from bench.report.view import ReportView
from bench.verification.compared import (
    Compared,
    Laid,
    compare_names,
    compare_sheet,
    lay_beside,
    pair_sheets,
)
from bench.verification.findings import Check
from bench.verification.located import sheet_words
from bench.verification.method_sheet import unlike_labels
from bench.verification.opened import OpenBook, OpenSheet
from bench.verification.remade import book_of
from bench.verification.stated import Stated, between
from bench.verification.what_if import Trial, check_trial, trial_of

# Tables whose sheets are not made anew: they would be held against themselves.
REPEATED: Final = ("figures",)


def check_sheets(stated: Stated, view: ReportView, *, repeated: Iterable[str]) -> list[Check]:
    """Hold every sheet of a workbook against the one that the program makes.

    Parameters
    ----------
    stated
        The workbook.
    view
        The report that its sheets should show.
    repeated
        Tables of which the sheets are not compared (`REPEATED`, or none).
    """
    names = sheet_words(stated.language)
    left = {names[f"sheet_{table}"] for table in repeated}
    left_there = left | {stated.places[t].sheet.name for t in repeated if t in stated.places}
    wanted = book_of(view, lambda name: name not in left)
    shown = tuple(sheet for sheet in stated.book.sheets if sheet.name not in left_there)
    pairs, absent, further = pair_sheets(replace(stated.book, sheets=shown), wanted.sheets)
    if left:
        pairs = [_without_mended(pair, stated.language) for pair in pairs]
    laid = {pair.wanted.name: lay_beside(pair) for pair in pairs}
    checks = _compared(laid, view, wanted, stated.language)
    whole = Check("whole", BenchError("verification.check_whole"), looked=len(wanted.sheets))
    moved = bool(absent) or any(sheet.moved or sheet.columns.moved for sheet in laid.values())
    compare_names(stated.book, wanted, whole, moved=moved)
    for key, sheets in (("absent", absent), ("further", further)):
        if sheets:
            told = between(stated.language).join(sheets)
            whole.notes.append(BenchError(f"verification.sheets_{key}", sheets=told))
    return [*checks, whole]


def _without_mended(pair: Compared, language: str) -> Compared:
    """Leave out the end of the method sheet: how many texts did not fit their cells as they were.

    It counts sheets that are not made anew.
    """
    heading = message("report.method_changed", language)

    def above(sheet: OpenSheet) -> OpenSheet:
        ends = (number for number, row in enumerate(sheet.rows) if row[:1] == (heading,))
        return replace(sheet, rows=sheet.rows[: next(ends, None)])

    return Compared(above(pair.there), above(pair.wanted))


def _compared(
    laid: Mapping[str, Laid], view: ReportView, wanted: OpenBook, language: str
) -> list[Check]:
    """Hold each sheet against the one it should be, and what was tried against the program."""
    names = sheet_words(language)
    keys = {word: key for key, word in names.items()}
    weights = laid.get(names["sheet_weights"])
    trial = None if weights is None else trial_of(view, weights, wanted.names)
    checks = []
    for name, sheet in laid.items():
        heading = BenchError("verification.check_sheet", sheet=sheet.pair.there.name)
        check = Check(keys.get(name, name), heading)
        compare_sheet(
            sheet,
            check,
            labels=unlike_labels(language),
            inputs=trial.inputs if trial is not None and sheet is weights else (),
            recalculated=trial is not None and trial.changed > 0,
        )
        if trial is not None and trial.changed:
            _tell_trial(trial, view, check, sheet)
        checks.append(check)
    return checks


def _tell_trial(trial: Trial, view: ReportView, check: Check, sheet: Laid) -> None:
    """Say that other weights were tried, and see that what they give is right."""
    if check.id == "sheet_weights":
        check.notes.append(BenchError("verification.what_if", count=trial.changed))
    elif check.id == "sheet_calculation":
        check_trial(view, trial, sheet, check)
