"""The method sheet: what was found, how to read the workbook, settings and definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from bench.catalogue.model import Indicator
from bench.report.cells import states_of
from bench.report.findings import ranking_finding
from bench.report.labels import label
from bench.report.method_texts import scoring_texts, sheets_texts, simulation_texts
from bench.report.scale import plain
from bench.report.scale_names import scale_name
from bench.report.view import ReportView
from bench.report.workbook.book import Changed, changed_text
from bench.report.workbook.sheet import (
    LINE_POINTS,
    MAX_ROWS,
    Formats,
    clean_text,
    line_count,
    page_setup,
    write_text,
)

LABEL_WIDTH, TEXT_WIDTH = 38, 110

Pairs = Iterable[tuple[str, str]]


def write_method(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    max_rows: int = MAX_ROWS,
    changed: Callable[[], Sequence[Changed]] = tuple,
) -> None:
    """Write label and text in two columns, section by section.

    Parameters
    ----------
    changed
        Tells on which sheets texts were changed so far; asked when all else is written.
    """
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sections: tuple[tuple[str, Pairs], ...] = (
        (view.title, _report(view)),
        (view.word("method_reading"), (*_reading(view), *_truncated(view, max_rows))),
        *_evidence_sections(view),
        (view.word("method_settings"), view.method),
        (view.word("method_indicators"), _indicators(view)),
    )
    row = 0
    for heading, pairs in sections:
        sheet.write_string(row, 0, clean_text(heading), formats["section"])
        row = _pairs(sheet, view, formats, pairs, row + 1) + 1
    found = changed()
    if found:
        sheet.write_string(row, 0, view.word("method_changed"), formats["section"])
        told = [(each.sheet, changed_text(view.language, each)) for each in found]
        _pairs(sheet, view, formats, told, row + 1)
    page_setup(sheet, view, 0, 0)


def _evidence_sections(view: ReportView) -> list[tuple[str, Pairs]]:
    """Return how scores come from sentences, and what the simulation varies, where there is any."""
    sections = []
    if view.catalogue.evidence_indicators:
        sections.append((view.word("method_scoring"), list(scoring_texts(view))))
    sections.append((view.word("method_simulation"), list(simulation_texts(view))))
    return [section for section in sections if section[1]]


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
    yield view.word("reading_score_label"), _reading_scores(view)
    for state in states_of(view):
        yield label("state", state, view.language), view.word(f"reading_{state}")
    interval = "" if view.catalogue.evidence_indicators else "_statistics"
    yield view.word("reading_interval_label"), view.word(f"reading_interval{interval}")
    yield from sheets_texts(view)
    if not view.statistics.empty:
        yield view.word("sheet_statistics"), view.word("reading_statistics")
    if view.catalogue.evidence_indicators:
        yield view.word("sheet_cuts"), view.word("reading_cuts")


def _reading_scores(view: ReportView) -> str:
    """Say what the scores are, and where they lead."""
    scale = scale_name(view.catalogue, view.steps, view.language) or view.word("scale_mixed")
    told = [view.word("reading_score", scale=scale)]
    if view.catalogue.evidence_indicators:
        told.append(view.word("reading_link_evidence"))
        if not view.scores["score"].equals(view.scores["normalised"]):
            told.append(view.word("reading_both"))
    if not view.statistics.empty:
        told.append(view.word("reading_link_statistics"))
    return (" " if view.language == "en" else "").join(told)


def _truncated(view: ReportView, max_rows: int) -> Pairs:
    """Name the sheets that could not hold all rows: nothing is left out in silence."""
    tables = (
        ("sheet_evidence", view.evidence),
        ("sheet_statistics", view.statistics),
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
    if view.catalogue.evidence_indicators:
        yield view.word("method_direction_label"), view.word("method_direction")
    of_evidence = {indicator.id for indicator in view.catalogue.evidence_indicators}
    for dimension in view.catalogue.dimensions:
        for indicator in dimension.all_indicators():
            name = view.word(
                "method_indicator",
                dimension=dimension.name.in_(view.language),
                indicator=indicator.name.in_(view.language),
            )
            direction = label("direction", indicator.direction, view.language)
            definition = indicator.definition.in_(view.language)
            if indicator.id in of_evidence:
                yield name, definition
                continue
            if indicator.unit:
                direction = view.word("method_unit", direction=direction, unit=indicator.unit)
            for key, value in _ends(indicator):
                direction = view.word(key, direction=direction, value=value)
            yield name, view.word("method_definition", definition=definition, direction=direction)


def _ends(indicator: Indicator) -> Pairs:
    """Yield the goalposts and the target of a statistic."""
    if indicator.goalposts is not None:
        low, high = map(plain, indicator.goalposts)
        yield "method_goalposts", f"{low}–{high}"
    if indicator.target is not None:
        yield "method_target_value", plain(indicator.target)
