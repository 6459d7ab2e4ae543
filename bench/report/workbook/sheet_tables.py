"""The sheets of rows: evidence, documents, and what was cut."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from bench.corpus.cleaning import load_rules
from bench.evidence.instruments import load_instruments
from bench.report.counted import counting
from bench.report.labels import label, source_label
from bench.report.view import ReportView
from bench.report.workbook.back_links import number_links, score_links
from bench.report.workbook.places import Place
from bench.report.workbook.row_links import cut_links, document_links, figure_links
from bench.report.workbook.sheet import MAX_ROWS, Formats, SheetColumn, page_setup, write_columns
from bench.schema import Table
from bench.tables import CUTS, DOCUMENTS, EVIDENCE, FIGURES, SURE


class _Links(NamedTuple):
    """Where the numbers of a column lead, and the look of those that do."""

    look: str
    places: Sequence[Place | None]


# Columns as a reader wants them, with look and widths; the rest of the schema follows.
_Layout = Sequence[tuple[str, str, tuple[int, int]]]

_EVIDENCE: _Layout = (
    ("region", "top", (8, 24)),
    ("dimension", "top", (8, 24)),
    ("indicator_name", "top", (8, 28)),
    ("quote", "wrap", (60, 60)),
    ("kind", "top", (6, 10)),
    ("status", "top", (8, 12)),
    ("strength", "number", (6, 10)),
    ("confidence", "fraction", (7, 11)),
    ("counted", "top", (8, 16)),
    ("amount", "fraction", (8, 11)),
    ("score", "number", (8, 11)),
    ("title", "wrap", (20, 34)),
    ("date", "top", (8, 12)),
    ("section", "wrap", (20, 34)),
    ("instrument", "top", (8, 16)),
    ("document", "top", (12, 40)),
    ("start", "integer", (8, 10)),
    ("end", "integer", (8, 10)),
    ("page", "top", (6, 8)),
    ("terms", "wrap", (12, 24)),
    ("place", "top", (8, 20)),
    ("source_kind", "top", (8, 16)),
    ("region_code", "top", (9, 12)),
    ("indicator", "top", (10, 30)),
    ("number", "integer", (8, 10)),
)
_DOCUMENTS: _Layout = (
    ("document", "top", (12, 44)),
    ("state", "top", (6, 10)),
    ("problem", "wrap", (12, 50)),
    ("repeats", "top", (10, 44)),
    ("title", "wrap", (20, 44)),
    ("issuer", "wrap", (10, 28)),
    ("number", "wrap", (8, 20)),
    ("date", "top", (8, 12)),
    ("kind", "top", (8, 16)),
    ("region", "top", (8, 24)),
    ("title_sure", "sure", (9, 11)),
    ("issuer_sure", "sure", (9, 11)),
    ("number_sure", "sure", (9, 11)),
    ("date_sure", "sure", (9, 11)),
    ("kind_sure", "sure", (9, 11)),
    ("region_sure", "sure", (9, 11)),
    ("region_code", "top", (9, 12)),
    ("link", "wrap", (12, 30)),
    ("encoding", "top", (8, 12)),
    ("characters", "integer", (8, 10)),
    ("sentences", "integer", (8, 10)),
    ("claims", "integer", (8, 10)),
    ("evidence", "integer", (8, 10)),
    ("row", "integer", (10, 10)),
    ("cut_characters", "integer", (8, 12)),
    ("cut", "wrap", (20, 40)),
)
_ON_PAPER: Final = (
    *("document", "state", "problem", "title", "issuer", "number", "date", "kind", "region"),
    *(f"{name}{SURE}" for name in ("title", "issuer", "number", "date", "kind", "region")),
)
_FIGURES: _Layout = (
    ("counted", "wrap", (16, 34)),
    ("region", "top", (8, 24)),
    ("figure", "top", (10, 22)),
    ("value", "plain", (10, 28)),
    ("high", "plain", (8, 28)),
    ("unit", "top", (6, 12)),
    ("comparator", "top", (6, 10)),
    ("change", "top", (6, 12)),
    ("year", "top", (8, 14)),
    ("kind", "top", (6, 10)),
    ("status", "top", (8, 12)),
    ("quote", "wrap", (60, 60)),
    ("title", "wrap", (20, 34)),
    ("date", "top", (8, 12)),
    ("row", "integer", (10, 10)),
    ("document", "top", (12, 40)),
    ("start", "integer", (8, 10)),
    ("end", "integer", (8, 10)),
    ("indicators", "top", (10, 30)),
    ("region_code", "top", (9, 12)),
)
_CUTS: _Layout = (
    ("document", "top", (12, 44)),
    ("start", "integer", (8, 10)),
    ("end", "integer", (8, 10)),
    ("reason", "wrap", (16, 40)),
    ("text", "wrap", (80, 80)),
    ("row", "integer", (10, 10)),
)
PRINTED = 14  # columns of the evidence: up to the section


def write_evidence(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    evidence: pd.DataFrame,
    max_rows: int = MAX_ROWS,
) -> None:
    """Write ``evidence``, sorted as it is, with names of indicators and dimensions.

    The score that a row bears on leads to its cell, its number side by side to the references.
    """
    names = {i.id: i.name.in_(view.language) for i in view.catalogue.indicators}
    dimensions = {
        i.id: d.name.in_(view.language)
        for d in view.catalogue.dimensions
        for i in d.all_indicators()
    }
    evidence = evidence.head(max_rows - 1)
    counts = counting(view, evidence)
    scores, numbers = score_links(view, evidence), number_links(view, evidence)
    shown = evidence.assign(
        score=scores.values,
        number=math.nan if numbers is None else numbers.values,
        counted=[view.word(f"counted_{state}") if state else "" for state in counts.states],
        amount=counts.amounts,
        indicator_name=[names.get(str(i), "") for i in evidence["indicator"]],
        dimension=[dimensions.get(str(i), "") for i in evidence["indicator"]],
        kind=_named(evidence["kind"], partial(label, "kind"), view.language),
        status=_named(evidence["status"], partial(label, "status"), view.language),
        instrument=_named(evidence["instrument"], _instrument_name, view.language),
        source_kind=_named(evidence["source_kind"], source_label, view.language),
    )
    headings = {
        **_headings(EVIDENCE, view),
        "indicator_name": _headings(EVIDENCE, view)["indicator"],
        "dimension": view.word("dimension_heading"),
        "indicator": view.word("indicator_id_heading"),
        "counted": view.word("counted_heading"),
        "amount": view.word("amount_heading"),
        "score": view.word("back_score_heading"),
        "number": view.word("beside_references_number"),
    }
    links = {"score": _Links("score_link", scores.places)}
    layout = _EVIDENCE
    if numbers is None:
        layout = [each for each in layout if each[0] != "number"]
    else:
        links["number"] = _Links("row_link", numbers.places)
    _write(sheet, view, formats, shown, layout, headings, 3, max_rows, links)
    # Printed as far as a reader on paper needs it, so that the text stays large enough.
    sheet.print_area(0, 0, len(shown), PRINTED - 1)


def write_documents(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    evidence: pd.DataFrame,
    max_rows: int = MAX_ROWS,
) -> None:
    """Write every file of the documents folder, read or not; each leads to its first evidence.

    Parameters
    ----------
    evidence
        The rows that the evidence sheet holds, in its order.
    """
    rows = document_links(view, evidence)
    shown = view.documents.assign(
        state=_named(view.documents["state"], partial(label, "state"), view.language),
        kind=_named(view.documents["kind"], source_label, view.language),
        cut=_named(view.documents["cut"], _cut_names, view.language),
        row=rows.values,
    )
    filled = _filled(shown, _DOCUMENTS)
    layout = [each for each in filled if each[1] != "sure" or shown[each[0]].any()]
    headings = {**_headings(DOCUMENTS, view), "row": view.word("evidence_row_first")}
    links = {"row": _Links("row_link", rows.places)}
    _write(sheet, view, formats, shown, layout, headings, 1, max_rows, links)
    # Printed as far as a reader on paper needs it: what each is, and how sure that is.
    printed = sum(name in _ON_PAPER for name, _, _ in layout)
    sheet.print_area(0, 0, len(shown), printed - 1)


def write_figures(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    evidence: pd.DataFrame,
    max_rows: int = MAX_ROWS,
) -> None:
    """Write the figures in claims, what counts the same thing side by side, the unnamed last.

    Each leads to the row of ``evidence`` (as of `write_documents`) that states it.
    """
    unnamed = (view.figures["counted"] == "").sort_values(kind="stable")
    view = replace(view, figures=view.figures.loc[unnamed.index])
    rows = figure_links(view, evidence)
    shown = view.figures.assign(
        change=_named(view.figures["change"], partial(label, "change"), view.language),
        kind=_named(view.figures["kind"], partial(label, "kind"), view.language),
        status=_named(view.figures["status"], partial(label, "status"), view.language),
        indicators=_named(view.figures["indicators"], partial(_indicator_names, view), ""),
        row=rows.values,
    )
    layout = _filled(shown, _FIGURES)
    headings = {**_headings(FIGURES, view), "row": view.word("evidence_row")}
    links = {"row": _Links("row_link", rows.places)}
    _write(sheet, view, formats, shown, layout, headings, 2, max_rows, links)


def write_cuts(
    sheet: Worksheet, view: ReportView, formats: Formats, max_rows: int = MAX_ROWS
) -> None:
    """Write what was cut from documents as not their body, and why; each leads to its document."""
    rows = cut_links(view, max_rows)
    headings = {**_headings(CUTS, view), "row": view.word("document_row")}
    links = {"row": _Links("row_link", rows.places)}
    shown = view.cuts.assign(row=rows.values)
    _write(sheet, view, formats, shown, _CUTS, headings, 1, max_rows, links)


def _indicator_names(view: ReportView, value: object, _: str) -> str:
    """Return the names of indicators joined by ``|``; one that is not known stays an id."""
    names = {i.id: i.name.in_(view.language) for i in view.catalogue.indicators}
    return view.word("names_separator").join(names.get(i, i) for i in str(value).split("|"))


def _cut_names(value: object, language: str) -> str:
    """Return what was cut (``0-60 navigation; …``) with its rules in words."""
    reasons = {rule.id: rule.reason(language) for rule in load_rules()}
    pieces = [piece.partition(" ") for piece in str(value).split("; ")]
    return "; ".join(f"{place} {reasons.get(rule, rule)}".strip() for place, _, rule in pieces)


def _instrument_name(value: object, language: str) -> str:
    """Return the name of an instrument; one that is no longer known is shown by its id."""
    known = {i.id: i.name(language) for i in load_instruments().instruments}
    return known.get(str(value), str(value))


def _headings(table: Table, view: ReportView) -> dict[str, str]:
    return {column.name: column.heading(view.language) for column in table.columns}


def _named(values: pd.Series[str], name: Callable[[object, str], str], language: str) -> list[str]:
    """Put coded values (enacted) into words (已施行); what is empty stays empty."""
    words = {value: name(value, language) if value else "" for value in values.unique()}
    return [words[value] for value in values]


def _filled(table: pd.DataFrame, layout: _Layout) -> _Layout:
    """Leave out the columns that hold nothing in any row; of a table without rows none."""
    if table.empty:
        return layout
    return [each for each in layout if table[each[0]].replace("", None).notna().any()]


def _write(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    table: pd.DataFrame,
    layout: _Layout,
    headings: dict[str, str],
    columns_kept: int,
    max_rows: int,
    links: Mapping[str, _Links] | None = None,
) -> None:
    held = table.head(max_rows - 1)
    leading = links or {}
    nowhere = _Links("row_link", ())
    numbers = ("integer", "number", "fraction", "plain", "sure")
    columns = (
        SheetColumn(
            headings[name],
            held[name].tolist(),
            "number" if look in numbers else "text",
            look,
            limits,
            leading.get(name, nowhere).places[: len(held)],
            leading.get(name, nowhere).look,
        )
        for name, look, limits in layout
    )
    write_columns(sheet, columns, formats, view.word("cut_mark"))
    page_setup(sheet, view, 1, columns_kept)
    sheet.autofilter(0, 0, max(len(held), 1), len(layout) - 1)
