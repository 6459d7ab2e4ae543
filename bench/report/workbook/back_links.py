"""From a row of evidence back to the score that it bears on, and to its number side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from bench.report.cells import score_cells
from bench.report.view import ReportView
from bench.report.workbook.comparison_sheets import comparison_names
from bench.report.workbook.places import Place
from bench.report.workbook.sheet_scores import cell_places


@dataclass(frozen=True, slots=True)
class Backward:
    """A column of numbers that lead back, one a row of evidence.

    Parameters
    ----------
    values
        NaN where there is none.
    places
        Where each leads; None where there is none.
    """

    values: list[float]
    places: list[Place | None]


def score_links(view: ReportView, evidence: pd.DataFrame) -> Backward:
    """Return for each row of ``evidence`` the score of its region and indicator."""
    cells, places = score_cells(view), cell_places(view)
    keys = list(zip(evidence["region_code"], evidence["indicator"], strict=True))
    values = [cells[key].score if key in cells else math.nan for key in keys]
    return Backward(values, [places.get(key) for key in keys])


def number_links(view: ReportView, evidence: pd.DataFrame) -> Backward | None:
    """Return for each row of ``evidence`` its number on the sheet of references.

    None where the workbook has no such sheet.
    """
    if view.overview is None or "sheet_references" not in comparison_names(view):
        return None
    side, names = view.overview.side, ("document", "start", "end")
    columns = (side[name] for name in (*names, "number"))
    number_of = {(d, s, e): int(number) for d, s, e, number in zip(*columns, strict=True)}
    first, sheet = int(side["number"].min()), view.word("sheet_references")
    # The heading takes the first row of a sheet.
    place_of = {number: (sheet, number - first + 1, 0) for number in number_of.values()}
    claims = zip(*(evidence[name] for name in names), strict=True)
    found = [number_of.get(claim) for claim in claims]
    return Backward(
        [math.nan if number is None else float(number) for number in found],
        [None if number is None else place_of[number] for number in found],
    )
