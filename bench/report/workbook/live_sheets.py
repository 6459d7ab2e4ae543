"""The live sheets: scores, index and ranks that follow the weights tried in the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView
from bench.report.workbook.live import live_of
from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_places import places_of
from bench.report.workbook.sheet import Formats
from bench.report.workbook.sheet_calculation import write_calculation
from bench.report.workbook.sheet_dimensions import write_dimensions
from bench.report.workbook.sheet_weights import write_weights

LIVE: Final = ("sheet_dimensions", "sheet_weights", "sheet_calculation")


def live_names(view: ReportView) -> tuple[str, ...]:
    """Return the live sheets of a run; none where there is nothing to calculate."""
    return () if live_of(view) is None else LIVE


def write_live(
    workbook: Workbook, sheets: Mapping[str, Worksheet], view: ReportView, formats: Formats
) -> None:
    """Write the live sheets that the workbook has; they are named by `live_names`."""
    live = live_of(view)
    if live is None:
        return
    at = places_of(view, live)
    pages = {name: LiveSheet(sheets[name], view, live, at, formats) for name in LIVE}
    write_dimensions(workbook, pages["sheet_dimensions"])
    write_weights(workbook, pages["sheet_weights"])
    write_calculation(workbook, pages["sheet_calculation"])
