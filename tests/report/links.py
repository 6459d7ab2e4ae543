"""Where the cells of a written workbook lead."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell

PLACE = re.compile(r"'?(.+?)'?!([A-Z]+)(\d+)")
FORMULA = re.compile(r"""=HYPERLINK\("#(.+?)",.+\)""", re.DOTALL)


def leads_to(cell: Cell) -> tuple[str, str, int] | None:
    """Sheet, column letters and row (from 1) that a cell leads to; None where it leads nowhere."""
    formula = FORMULA.fullmatch(str(cell.value))
    place = formula.group(1) if formula else cell.hyperlink and cell.hyperlink.location
    found = PLACE.fullmatch(place) if place else None
    return None if found is None else (found.group(1), found.group(2), int(found.group(3)))
