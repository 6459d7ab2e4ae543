"""Writing formulas with what they come to, so that previews and other programs show numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView
from bench.report.workbook.cell_text import clean_text
from bench.report.workbook.live import Live
from bench.report.workbook.live_places import Places
from bench.report.workbook.sheet import Formats, write_number, write_text


@dataclass(frozen=True, slots=True, eq=False)
class LiveSheet:
    """A live sheet to write on: rows and columns from 0, looks by name.

    Parameters
    ----------
    sheet, formats
        What is written to, and how it looks.
    view, live
        What is written.
    at
        Where things stand.
    """

    sheet: Worksheet
    view: ReportView
    live: Live
    at: Places
    formats: Formats

    @property
    def target(self) -> str:
        """The region that the report is for, as cells have it; ``""`` for none."""
        return clean_text(self.view.target)

    def formula(self, row: int, column: int, formula: str, value: float | str, look: str) -> None:
        """Write a formula and its value under the weights of the run.

        Parameters
        ----------
        row, column
            The cell.
        formula
            In braces where it must be entered as an array.
        value
            NaN stands for ``""``, which the formulas give where there is nothing.
        look
            Name of a format.
        """
        held: float | str = value
        if not isinstance(value, str):
            held = "" if math.isnan(value) else float(value)
        if formula.startswith("{"):
            area = (row, column, row, column)
            self.sheet.write_array_formula(*area, formula, self.formats[look], held)
        else:
            self.sheet.write_formula(row, column, formula, self.formats[look], held)

    def number(self, row: int, column: int, value: float, look: str) -> None:
        """Write a number; NaN leaves the cell blank."""
        write_number(self.sheet, row, column, value, self.formats[look])

    def text(self, row: int, column: int, text: str, look: str) -> None:
        """Write a text, whatever it begins with."""
        write_text(self.sheet, row, column, text, self.formats[look])

    def word(self, name: str, **values: object) -> str:
        """Return a text of the report's messages in the language of the report."""
        return self.view.word(name, **values)
