"""The method sheet: what was found, how to read the workbook, settings and definitions."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from bench.report.findings import ranking_finding
from bench.report.labels import label
from bench.report.sheet import (
    LINE_POINTS,
    MAX_ROWS,
    Formats,
    clean_text,
    line_count,
    page_setup,
    write_text,
)
from bench.report.view import ReportView

LABEL_WIDTH, TEXT_WIDTH = 38, 110

Pairs = Iterable[tuple[str, str]]


def write_method(
    sheet: Worksheet, view: ReportView, formats: Formats, max_rows: int = MAX_ROWS
) -> None:
    """Write label and text in two columns, in four sections."""
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sections: tuple[tuple[str, Pairs], ...] = (
        (view.title, _report(view)),
        (view.word("method_reading"), (*_reading(view), *_truncated(view, max_rows))),
        (view.word("method_settings"), view.method),
        (view.word("method_indicators"), _indicators(view)),
    )
    row = 0
    for heading, pairs in sections:
        sheet.write_string(row, 0, clean_text(heading), formats["section"])
        row = _pairs(sheet, view, formats, pairs, row + 1) + 1
    page_setup(sheet, view, 0, 0)


def _pairs(sheet: Worksheet, view: ReportView, formats: Formats, pairs: Pairs, row: int) -> int:
    """Write pairs downwards from ``row`` and return the row after them."""
    for name, text in pairs:
        shown = clean_text(text, view.word("cut_mark"))
        write_text(sheet, row, 0, clean_text(name), formats["label"])
        write_text(sheet, row, 1, shown, formats["wrap"])
        lines = max(line_count(shown, TEXT_WIDTH - 2), line_count(name, LABEL_WIDTH - 2))
        # 409 points is as tall as a row can be.
        sheet.set_row(row, min(lines * LINE_POINTS + 2, 409))
        row += 1
    return row


def _report(view: ReportView) -> Pairs:
    pairs = (
        ("method_finding", ranking_finding(view)),
        ("method_target", view.target),
        ("method_method", view.method_line),
        ("method_source", view.source_line),
        ("method_date", view.date),
    )
    return [(view.word(name), text) for name, text in pairs if text]


def _reading(view: ReportView) -> Pairs:
    return [
        (view.word("reading_score_label"), view.word("reading_score")),
        *(
            (label("state", state, view.language), view.word(f"reading_{state}"))
            for state in ("stated", "silent", "unread")
        ),
        (view.word("reading_interval_label"), view.word("reading_interval")),
        (view.word("sheet_evidence"), view.word("reading_evidence")),
        (view.word("sheet_cuts"), view.word("reading_cuts")),
    ]


def _truncated(view: ReportView, max_rows: int) -> Pairs:
    """Name the sheets that could not hold all rows: nothing is left out in silence."""
    tables = (
        ("sheet_evidence", view.evidence),
        ("sheet_figures", view.figures),
        ("sheet_documents", view.documents),
        ("sheet_cuts", view.cuts),
    )
    for name, table in tables:
        if len(table) > max_rows - 1:
            values = {"rows": len(table), "limit": max_rows - 1}
            heading = view.word("method_truncated_label", sheet=view.word(name))
            yield heading, view.word("method_truncated", **values)


def _indicators(view: ReportView) -> Pairs:
    for dimension in view.catalogue.dimensions:
        for indicator in dimension.all_indicators():
            name = view.word(
                "method_indicator",
                dimension=dimension.name.in_(view.language),
                indicator=indicator.name.in_(view.language),
            )
            direction = label("direction", indicator.direction, view.language)
            definition = indicator.definition.in_(view.language)
            yield name, view.word("method_definition", definition=definition, direction=direction)
