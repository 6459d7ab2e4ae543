"""The tables of a workbook read back: labels become codes again, cells numbers and texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from bench.corpus.cleaning import load_rules
from bench.corpus.kinds import load_kinds
from bench.errors import BenchError
from bench.evidence.instruments import load_instruments
from bench.evidence.status import STATUSES
from bench.report.labels import label, source_label
from bench.schema import Column, Table
from bench.statistics.schema import STATISTICS
from bench.tables import CUTS, DOCUMENTS, EVIDENCE, FIGURES
from bench.verification.findings import LACKING, Check, Correction, shown
from bench.verification.located import Located
from bench.verification.opened import Value

KINDS: Final = ("measure", "fact")
STATES: Final = ("read", "skipped", "repeated", "superseded", "left_out")
CHANGES: Final = (*("level", "growth", "decline", "share", "rank", "difference", "target_level"),)
NOWHERE: Final = -1  # an offset that cannot be read
LARGEST: Final = 2**53  # whole number that a cell tells from the next

_SCHEMAS: Final[Mapping[str, Table]] = {
    "evidence": EVIDENCE,
    "figures": FIGURES,
    "documents": DOCUMENTS,
    "cuts": CUTS,
    "statistics": STATISTICS,
}
# Numbers that may be left blank.
_GAPS: Final = ("value", "high")


@dataclass(frozen=True, slots=True, eq=False)
class ReadTable:
    """A table read back from its sheet.

    Parameters
    ----------
    place
        Where it stands.
    frame
        Its rows by the schema of the table, in the order of the sheet; a number that cannot be
        read is 0, an offset `NOWHERE`.
    rows
        Row of the sheet of each, from 0.
    """

    place: Located
    frame: pd.DataFrame
    rows: tuple[int, ...]


def read_back(place: Located, language: str, check: Check) -> ReadTable:
    """Read a table back from its sheet.

    Parameters
    ----------
    place
        Where it stands (`bench.verification.located.locate`).
    language
        Of the workbook.
    check
        Cells that hold something else than they should are added to it.
    """
    schema, rows = _SCHEMAS[place.table], tuple(place.rows)
    coded = _codes(place.table, language)
    values: dict[str, list[object]] = {}
    for column in schema.columns:
        cells = [place.value(row, column.name) for row in rows]
        if column.kind == "text":
            texts = [_text(cell) for cell in cells]
            if column.name in coded:
                texts = _decoded(place, rows, column, texts, coded[column.name], language, check)
            values[column.name] = list(texts)
        else:
            values[column.name] = _numbers(place, rows, column, cells, check)
    if place.table == "cuts":
        reasons = {rule.reason(language): rule.id for rule in load_rules()}
        values["rule"] = [reasons.get(str(reason), "") for reason in values["reason"]]
    frame = pd.DataFrame(values, columns=schema.names)
    types = {"integer": "int64", "number": "float64", "text": "object"}
    frame = frame.astype({column.name: types[column.kind] for column in schema.columns})
    if place.table == "statistics":
        given = frame["value"].notna().to_numpy()
        rows = tuple(row for row, kept in zip(rows, given, strict=True) if kept)
        frame = frame[given].reset_index(drop=True)
    return ReadTable(place, frame, rows)


def corrected(table: ReadTable, corrections: Iterable[Correction]) -> ReadTable:
    """Return a table with what its cells should hold, without rows that it should not have."""
    own = [one for one in corrections if one.table == table.place.table]
    lacking = sorted({one.row for one in own if one.row >= LACKING} - set(table.rows))
    rows = (*table.rows, *lacking)
    place = {row: number for number, row in enumerate(rows)}
    columns: dict[str, list[Any]] = {}
    dropped = set()
    for one in own:
        if not one.column:
            dropped.add(one.row)
        elif one.row in place:
            if one.column not in columns:
                columns[one.column] = [*table.frame[one.column].tolist(), *[""] * len(lacking)]
            columns[one.column][place[one.row]] = one.value
    frame = table.frame.reindex(range(len(rows)))
    for column, values in columns.items():
        frame[column] = values
    kept = np.array([row not in dropped for row in rows], dtype=np.bool_)
    # Where rows were lacking, whole numbers had become decimals.
    frame = frame[kept].reset_index(drop=True).astype(table.frame.dtypes.to_dict())
    left = (row for row, keep in zip(rows, kept, strict=True) if keep)
    return replace(table, frame=frame, rows=tuple(left))


def labels_of(table: str, language: str) -> dict[str, dict[str, str]]:
    """Return column → code → what the sheet of a table shows for it."""
    coded = _codes(table, language)
    return {
        column: {code: shown for shown, code in labels.items()}
        for column, (labels, _) in coded.items()
    }


def _codes(table: str, language: str) -> dict[str, tuple[dict[str, str], bool]]:
    """Return column → what is shown → code, and whether only these may stand there."""
    kinds = {label("kind", kind, language): kind for kind in KINDS}
    statuses = {label("status", status, language): status for status in STATUSES}
    sources = {source_label(kind.id, language): kind.id for kind in load_kinds()}
    if table == "evidence":
        instruments = {one.name(language): one.id for one in load_instruments().instruments}
        return {
            "kind": (kinds, True),
            "status": (statuses, True),
            "instrument": (instruments, False),
            "source_kind": (sources, False),
        }
    if table == "figures":
        changes = {label("change", change, language): change for change in CHANGES}
        return {"kind": (kinds, True), "status": (statuses, True), "change": (changes, True)}
    if table == "documents":
        states = {label("state", state, language): state for state in STATES}
        return {"state": (states, True), "kind": (sources, False)}
    return {}


def _decoded(
    place: Located,
    rows: Iterable[int],
    column: Column,
    texts: list[str],
    known: tuple[dict[str, str], bool],
    language: str,
    check: Check,
) -> list[str]:
    """Return the codes of what is shown; what is not known stays and, where it must be, is told."""
    codes, closed = known
    for row, text in zip(rows, texts, strict=True):
        if closed and text and text not in codes and column.name in place.columns:
            comma = "、" if language == "zh" else ", "
            meaning = BenchError("verification.unknown_label", known=comma.join(codes))
            check.fail(place.sheet.name, place.cell(row, column.name), text, None, meaning)
    return [codes.get(text, text) for text in texts]


def _numbers(
    place: Located, rows: Iterable[int], column: Column, cells: list[Value], check: Check
) -> list[object]:
    whole = column.kind == "integer"
    instead: float = NOWHERE if column.name in ("start", "end") else 0
    found: list[object] = []
    for row, cell in zip(rows, cells, strict=True):
        if cell is None and (column.name in _GAPS or column.name not in place.columns):
            found.append(math.nan if not whole and column.name in _GAPS else instead)
            continue
        good = isinstance(cell, float) and math.isfinite(cell) and (not whole or _is_whole(cell))
        if not good:
            key = "whole_number" if whole else "number"
            meaning = BenchError(f"verification.no_{key}")
            check.fail(place.sheet.name, place.cell(row, column.name), cell, None, meaning)
        found.append(cell if good else instead)
    return [int(float(str(value))) if whole else value for value in found]


def _is_whole(value: float) -> bool:
    return value.is_integer() and abs(value) <= LARGEST


def _text(cell: Value) -> str:
    """Return a cell as text: a year that a spreadsheet made a number is its digits."""
    return shown(cell)
