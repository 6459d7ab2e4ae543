"""The sheet of measures to borrow: what peers do where the target trails, and its nearest claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from bench.comparison.beside import Beside
from bench.comparison.borrowing import NEW, SIMILAR
from bench.comparison.schema import BORROWED
from bench.messages import message
from bench.report.findings import LEAST_LIKENESS
from bench.report.labels import label
from bench.report.view import ReportView
from bench.report.wording import part_name
from bench.report.workbook.blocks import write_lines, write_row_link, write_title
from bench.report.workbook.places import Proofs
from bench.report.workbook.sheet import (
    Formats,
    SheetColumn,
    clean_text,
    page_setup,
    write_columns,
    write_text,
)

HEADING: Final = 2  # below title and how to read
# Name, look and width, in the order of the sheet; those without a look are numbers of rows.
_LAYOUT: Final = (
    ("indicator_name", "wrap", 16),
    ("gain", "gain", 8),
    ("advice", "top", 10),
    ("region", "wrap", 13),
    ("quote", "wrap", 50),
    ("status", "top", 9),
    ("title", "wrap", 22),
    ("section", "wrap", 20),
    ("row", "row_link", 9),
    ("own_quote", "wrap", 40),
    ("own_row", "row_link", 9),
    ("likeness", "likeness", 10),
    ("strength", "number", 7),
    ("date", "top", 11),
    ("dimension", "top", 20),
    ("document", "top", 30),
    ("start", "integer", 8),
    ("end", "integer", 8),
    ("own_document", "top", 30),
    ("region_code", "top", 10),
    ("indicator", "top", 28),
)
_NAMES: Final = [name for name, *_ in _LAYOUT]
_NUMBERS: Final = ("gain", "strength", "likeness", "start", "end")
QUOTE: Final = _NAMES.index("quote")
PRINTED: Final = _NAMES.index("own_row")  # columns: up to the target's own claim
KEPT: Final = 1
_LOOKS: Final = {NEW: "advised", SIMILAR: "unadvised"}


def write_borrowed(
    sheet: Worksheet, view: ReportView, found: Beside, formats: Formats, proofs: Proofs
) -> None:
    """Write a row a measure, in the order of the gaps, each leading to its row of evidence."""
    table, target = found.borrowed.table, found.gaps.target
    write_title(sheet, formats, view.word("beside_borrowed_title", region=target.name))
    printed = [width for *_, width in _LAYOUT[:PRINTED]]
    read = view.word("beside_borrowed_read", region=target.name)
    write_lines(sheet, formats, [read], 1, printed)
    columns = _columns(view, found)
    write_columns(sheet, columns, formats, view.word("cut_mark"), HEADING)
    for row, (own, values) in enumerate(
        zip(columns[_NAMES.index("advice")].values, table.to_dict("records"), strict=True),
        HEADING + 1,
    ):
        look = formats[_LOOKS.get(str(values["advice"]), "top")]
        write_text(sheet, row, _NAMES.index("advice"), clean_text(own), look)
        _links(sheet, formats, row, values, target.code, proofs)
    page_setup(sheet, view, HEADING + 1, KEPT)
    last = HEADING + len(table)
    sheet.autofilter(HEADING, 0, last, len(columns) - 1)
    # Printed as far as a reader on paper needs it, so that the text stays large enough.
    sheet.print_area(0, 0, last, PRINTED - 1)


def _columns(view: ReportView, found: Beside) -> list[SheetColumn]:
    table, language = found.borrowed.table, view.language
    gains = dict(zip(found.gaps.table["id"], found.gaps.table["index_gain"], strict=True))
    dimension_of = view.catalogue.dimension_of
    indicators = [str(name) for name in table["indicator"]]
    near = table["likeness"] >= LEAST_LIKENESS
    values: dict[str, Sequence[object]] = {
        "own_quote": table["own_quote"].where(near, "").tolist(),
        "own_document": table["own_document"].where(near, "").tolist(),
        "dimension": [dimension_of(name).name.in_(language) for name in indicators],
        "indicator_name": [part_name(view, name) for name in indicators],
        "gain": [gains.get(name) for name in indicators],
        "advice": [message(f"comparison.advice_{one}", language) for one in table["advice"]],
        "region": _regions(view, table),
        "status": [label("status", one, language) for one in table["status"]],
        "row": [None] * len(table),
        "own_row": [None] * len(table),
    }
    headings = {column.name: column.heading(language) for column in BORROWED.columns}
    headings |= {
        "dimension": view.word("dimension_heading"),
        "indicator_name": headings["indicator"],
        "indicator": view.word("indicator_id_heading"),
        "gain": view.word("beside_borrowed_gain"),
        "row": view.word("evidence_row"),
        "own_quote": view.word("beside_borrowed_own", region=found.gaps.target.name),
        "own_row": view.word("beside_borrowed_own_row"),
    }
    return [
        SheetColumn(
            headings[name],
            values[name] if name in values else table[name].tolist(),
            "number" if name in (*_NUMBERS, "row", "own_row") else "text",
            look,
            (width, width),
        )
        for name, look, width in _LAYOUT
    ]


def _regions(view: ReportView, table: pd.DataFrame) -> list[str]:
    """Return who states each measure, with those that say nearly the same."""
    comma = view.word("names_separator")
    shown = []
    for region, also in zip(table["region"], table["also"], strict=True):
        others = str(also).replace("|", comma)
        told = message("comparison.borrowed_also", view.language, region=region, also=others)
        shown.append(told if others else str(region))
    return shown


def _links(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    values: dict[Any, Any],
    target: str,
    proofs: Proofs,
) -> None:
    """Make the numbers of rows lead to the evidence on the measure, and on the nearest claim."""
    claim = (str(values["region_code"]), str(values["indicator"]), str(values["document"]))
    place = proofs.claim(*claim, int(values["start"]))
    write_row_link(sheet, formats, row, _NAMES.index("row"), place)
    own = None
    if not pd.isna(values["own_start"]) and values["likeness"] >= LEAST_LIKENESS:
        own = proofs.claim(target, "", str(values["own_document"]), int(values["own_start"]))
    write_row_link(sheet, formats, row, _NAMES.index("own_row"), own)
