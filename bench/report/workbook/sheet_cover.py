"""The cover: what was found and how sure it is, what was compared, where to find it; one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView
from bench.report.workbook.blocks import text_points
from bench.report.workbook.cover_caveats import caveats
from bench.report.workbook.cover_finding import Finding, say
from bench.report.workbook.cover_findings import cover_findings
from bench.report.workbook.cover_places import CoverPlaces
from bench.report.workbook.cover_texts import check_text, compared_texts, sheet_line, subtitle
from bench.report.workbook.live_texts import changed_weights_formula
from bench.report.workbook.places import Place
from bench.report.workbook.ranking_charts import cover_chart, cover_chart_height
from bench.report.workbook.sheet import (
    LINE_POINTS,
    Formats,
    clean_text,
    page_setup,
    write_linked_text,
)

# Columns: number or label, text (four columns for four sources), gutter, label, text.
WIDTHS: Final = (5, 17, 19, 19, 2, 21, 19, 19)
LAST: Final = len(WIDTHS) - 1
TEXT: Final = 1  # first column of a finding's text
RIGHT: Final = 5  # first column of the right half
SOURCES: Final = (1, 2, 3, 5, 6)  # columns that a finding's sources stand in
HEADLINE_SHARE: Final = 1.25  # a character of a headline is so much wider than of a text
LEAST_CHART: Final = 200  # points


def write_cover(
    workbook: Workbook,
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    places: CoverPlaces,
    names: Sequence[str],
) -> None:
    """Write title, findings, chart, what was compared, and a list of the sheets.

    Parameters
    ----------
    places
        Where the numbers come from.
    names
        Keys of the sheets after the cover, in order.
    """
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = _title(sheet, view, formats, weights="sheet_weights" in names)
    row = _findings(sheet, view, formats, cover_findings(view, places), row)
    row = _compared(workbook, sheet, view, formats, row)
    row = _sheets(sheet, view, formats, names, row)
    row = _check(sheet, view, formats, row)
    page_setup(sheet, view, 0, 0)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.print_area(0, 0, row - 1, LAST)
    sheet.set_first_sheet()
    sheet.activate()


def _title(sheet: Worksheet, view: ReportView, formats: Formats, *, weights: bool) -> int:
    """Write title, subtitle, what to keep in mind, and a line that tells of changed weights."""
    title, told = clean_text(view.title), clean_text(subtitle(view))
    sheet.merge_range(0, 0, 0, LAST, title, formats["cover_title"])
    sheet.set_row(0, text_points(title, sum(WIDTHS) / 2.4) * 2)
    sheet.merge_range(1, 0, 1, LAST, told, formats["cover_subtitle"])
    sheet.set_row(1, text_points(told, sum(WIDTHS)) + 6)
    kept = clean_text(caveats(view))
    sheet.merge_range(2, 0, 2, LAST, kept, formats["cover_caveat"])
    sheet.set_row(2, text_points(kept, sum(WIDTHS) - 6) + 4)
    if not weights:
        return 3
    sheet.merge_range(3, 0, 3, LAST, "", formats["state"])
    sheet.write_formula(3, 0, changed_weights_formula(view), formats["state"], "")
    sheet.set_row(3, LINE_POINTS)
    return 4


def _heading(
    sheet: Worksheet, formats: Formats, row: int, columns: tuple[int, int], text: str
) -> None:
    first, last = columns
    sheet.merge_range(row, first, row, last, clean_text(text), formats["cover_heading"])
    sheet.set_row(row, LINE_POINTS + 12)


def _findings(
    sheet: Worksheet, view: ReportView, formats: Formats, findings: Sequence[Finding], row: int
) -> int:
    """Write each finding: its number, headline, text, and a row of what it rests on."""
    _heading(sheet, formats, row, (0, LAST), say(view, "findings"))
    row += 1
    width = sum(WIDTHS[TEXT:])
    for number, finding in enumerate(findings, 1):
        headline, text = clean_text(finding.headline), clean_text(finding.text)
        sheet.merge_range(row, 0, row + 2, 0, number, formats["cover_number"])
        sheet.merge_range(row, TEXT, row, LAST, headline, formats["cover_headline"])
        sheet.set_row(row, text_points(headline, (width - 4) / HEADLINE_SHARE) * 1.15)
        sheet.merge_range(row + 1, TEXT, row + 1, LAST, text, formats["cover_text"])
        sheet.set_row(row + 1, text_points(text, width - 6))
        for column, place in zip(SOURCES, dict.fromkeys(finding.sources), strict=False):
            name, line, letter = place
            cell = xl_rowcol_to_cell(line, letter)
            told = clean_text(say(view, "source", sheet=name, cell=cell))
            write_linked_text(sheet, (row + 2, column), told, formats["cover_source"], place)
        sheet.set_row(row + 2, LINE_POINTS + 8)
        row += 3
    return row


def _compared(
    workbook: Workbook, sheet: Worksheet, view: ReportView, formats: Formats, row: int
) -> int:
    """Write what was compared on the right, beside a chart of the ranking where there is one."""
    pairs = list(compared_texts(view))
    chart = cover_chart(workbook, view)
    first = 0 if chart is None else RIGHT
    if chart is not None:
        _heading(sheet, formats, row, (0, RIGHT - 2), say(view, "ranking"))
    _heading(sheet, formats, row, (first, LAST), say(view, "compared"))
    row += 1
    top, width = row, sum(WIDTHS[first:]) - 4
    texts = [clean_text(text) for _, text in pairs]
    points = [text_points(text, width) + 2 for text in texts]
    labels = len(pairs) * (LINE_POINTS + 4)
    # The texts share the height that the chart needs beside them.
    least = max(LEAST_CHART, 0.75 * cover_chart_height(view))
    more = max(least - sum(points) - labels, 0) / len(pairs) if chart is not None else 0
    for (label, _), text, height in zip(pairs, texts, points, strict=True):
        sheet.merge_range(row, first, row, LAST, clean_text(label), formats["cover_label"])
        sheet.set_row(row, LINE_POINTS + 4)
        sheet.merge_range(row + 1, first, row + 1, LAST, text, formats["cover_text"])
        sheet.set_row(row + 1, height + more)
        row += 2
    if chart is not None:
        height = (sum(points) + labels + more * len(pairs)) * 4 / 3
        pixels = sum(7 * width + 5 for width in WIDTHS[: RIGHT - 1])
        chart.insert(sheet, top, 0, pixels - 6, int(height) - 6)
    return row


def _sheets(
    sheet: Worksheet, view: ReportView, formats: Formats, names: Sequence[str], row: int
) -> int:
    """Write a line a sheet, in two columns read downwards."""
    _heading(sheet, formats, row, (0, LAST), say(view, "sheets"))
    row += 1
    half = (len(names) + 1) // 2
    for place, key in enumerate(names):
        left = place < half
        line, first = row + place % half, 0 if left else RIGHT
        name, words = view.word(key), clean_text(sheet_line(view, key))
        if left:
            sheet.merge_range(line, 0, line, TEXT, "", formats["cover_link"])
        target: Place = (name, 0, 0)
        write_linked_text(sheet, (line, first), name, formats["cover_link"], target)
        start, last = (TEXT + 1, RIGHT - 2) if left else (RIGHT + 1, LAST)
        sheet.merge_range(line, start, line, last, words, formats["cover_line"])
        sheet.set_row(line, LINE_POINTS + 2)
    return row + half


def _check(sheet: Worksheet, view: ReportView, formats: Formats, row: int) -> int:
    _heading(sheet, formats, row, (0, LAST), say(view, "check"))
    told = clean_text(check_text(view))
    sheet.merge_range(row + 1, 0, row + 1, LAST, told, formats["cover_text"])
    sheet.set_row(row + 1, text_points(told, sum(WIDTHS) - 6))
    return row + 2
