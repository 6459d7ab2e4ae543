"""The sheet of references: what stands behind each number of the measures side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from bench.comparison.overview import Overview
from bench.comparison.schema import SIDE_BY_SIDE
from bench.report.labels import label
from bench.report.view import ReportView
from bench.report.wording import part_name
from bench.report.workbook.places import Place, Proofs
from bench.report.workbook.sheet import (
    Formats,
    SheetColumn,
    page_setup,
    write_columns,
)
from bench.report.workbook.sheet_side_by_side import cell_of

# Name, look, narrowest and widest.
_LAYOUT: Final = (
    ("number", "row_link", (8, 8)),
    ("indicator", "wrap", (12, 24)),
    ("region", "wrap", (8, 18)),
    ("quote", "wrap", (60, 60)),
    ("kind", "top", (6, 10)),
    ("status", "top", (8, 12)),
    ("title", "wrap", (20, 34)),
    ("section", "wrap", (20, 34)),
    ("row", "row_link", (10, 10)),
    ("document", "top", (12, 40)),
    ("start", "integer", (8, 10)),
    ("end", "integer", (8, 10)),
)
_NAMES: Final = [name for name, *_ in _LAYOUT]
_NUMBERS: Final = ("number", "row", "start", "end")
ROW: Final = _NAMES.index("row")


def write_references(
    sheet: Worksheet, view: ReportView, found: Overview, formats: Formats, proofs: Proofs
) -> None:
    """Write a row a number; it leads to its cell, and the row to the evidence."""
    table = references(view, found)
    headings = {column.name: column.heading(view.language) for column in SIDE_BY_SIDE.columns}
    headings["row"] = view.word("evidence_row")
    cells, rows = cell_of(view, found), evidence_places(found, proofs)
    numbers = table["number"].tolist()
    proven = [rows.get(number) for number in numbers]
    # As a reader counts rows, from 1.
    table["row"] = [math.nan if place is None else float(place[1] + 1) for place in proven]
    links: Mapping[str, Sequence[Place | None]] = {
        "number": [cells[number] for number in numbers],
        "row": proven,
    }
    columns = [
        SheetColumn(
            headings[name],
            table[name].tolist(),
            "number" if name in _NUMBERS else "text",
            look,
            limits,
            links.get(name, ()),
        )
        for name, look, limits in _LAYOUT
    ]
    write_columns(sheet, columns, formats, view.word("cut_mark"))
    page_setup(sheet, view, 1, 1)
    sheet.autofilter(0, 0, len(table), len(columns) - 1)
    sheet.print_area(0, 0, len(table), ROW - 1)


def references(view: ReportView, found: Overview) -> pd.DataFrame:
    """Return a row a number, with all indicators and regions that it stands for, in words."""
    comma, side = view.word("names_separator"), found.side
    together = side.groupby("number", sort=True)
    once = together.first().reset_index()
    for name in ("indicator", "region"):
        joined = together[name].agg(lambda values: list(dict.fromkeys(values)))
        named = [
            [part_name(view, one) if name == "indicator" else one for one in values]
            for values in joined
        ]
        once[name] = [comma.join(values) for values in named]
    once["kind"] = [label("kind", kind, view.language) for kind in once["kind"]]
    once["status"] = [label("status", one, view.language) for one in once["status"]]
    return once


def evidence_places(found: Overview, proofs: Proofs) -> Mapping[int, Place]:
    """Return number → where its claim stands on the evidence sheet."""
    names = ("number", "region_code", "indicator", "document", "start")
    places: dict[int, Place] = {}
    for number, code, indicator, document, start in zip(
        *(found.side[name] for name in names), strict=True
    ):
        place = proofs.claim(str(code), str(indicator), str(document), int(start))
        if place is not None:
            places.setdefault(int(number), place)
    return places
