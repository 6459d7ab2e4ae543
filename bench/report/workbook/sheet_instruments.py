"""The sheet of policy instruments: what part of each region's measures each makes up."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.comparison.instruments import instrument_rules, instrument_sentences
from bench.comparison.overview import Overview
from bench.comparison.schema import INSTRUMENTS
from bench.evidence.instruments import NO_INSTRUMENT, load_instruments
from bench.report.findings import instruments_finding
from bench.report.view import ReportView
from bench.report.workbook.blocks import write_lines, write_title
from bench.report.workbook.formats import STEPS
from bench.report.workbook.native_charts import (
    LEGEND,
    MOST_ROWS,
    SERIES,
    Series,
    Shown,
    bars,
    bars_height,
    value_axis,
)
from bench.report.workbook.pages import ROW, printed_size, used_height
from bench.report.workbook.sheet import (
    LINE_POINTS,
    Formats,
    clean_text,
    display_width,
    line_count,
    page_setup,
    write_text,
)

HEADING: Final = 3  # title, types, instruments
REGION_WIDTH, WIDEST_REGION, COUNT_WIDTH, CELL_WIDTH = 14, 26, 9, 8
TURNED_POINTS: Final = 120  # of a heading that is turned
LEAST_SHADED: Final = 10  # measures: of fewer one alone would make a dark cell
_FIRST: Final = 2  # column of the first share
_EVEN: Final = 0.05  # the darkest shade stands for the next twentieth

_LATIN: Final = re.compile("[A-Za-z]+")

# Type and instrument, which is "" for the type as a whole.
_Part = tuple[str, str]


def write_instruments(
    workbook: Workbook, sheet: Worksheet, view: ReportView, found: Overview, formats: Formats
) -> None:
    """Write regions × instruments, types before their own, a sentence a region, and a chart."""
    table = found.instruments
    parts = list(dict.fromkeys(zip(table["type"], table["instrument"], strict=True)))
    names = [display_width(clean_text(region)) for region in table["region"]]
    region_width = min(max([REGION_WIDTH, *names]) + 2, WIDEST_REGION)
    widths = (region_width, COUNT_WIDTH, *[CELL_WIDTH] * len(parts))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    write_title(sheet, formats, view.word("beside_mix_title"))
    _headings(sheet, view, parts, formats)
    codes, rules = _in_order(view, table), instrument_rules()
    of_region = {str(code): rows for code, rows in table.groupby("region_code")}
    _shares(sheet, view, table, [of_region[code] for code in codes], formats)
    last = HEADING + len(codes)
    _whole(sheet, view, table, parts, formats, last)
    points = f"{rules.least_difference * 100:g}"
    read = view.word("beside_mix_read", points=points, least=rules.least_measures, few=LEAST_SHADED)
    row = write_lines(sheet, formats, [read], last + 2, widths)
    told = instrument_sentences(table, view.language)
    lines = [told[code] for code in codes if _told(view, of_region[code])]
    alike = [code for code in codes if _alike(view, of_region[code])]
    if alike:
        regions = [str(of_region[code]["region"].iloc[0]) for code in alike]
        listed = view.word("names_separator").join(regions)
        lines.append(view.word("beside_mix_same", regions=listed))
    if lines:
        write_title(sheet, formats, view.word("beside_mix_sentences"), row + 1)
        row = write_lines(sheet, formats, lines, row + 2, widths, "wrap")
    _chart(workbook, sheet, view, parts, len(codes), row + 1)
    page_setup(sheet, view, HEADING, 1)
    sheet.autofilter(HEADING - 1, 0, last - 1, len(widths) - 1)


def _shares(
    sheet: Worksheet,
    view: ReportView,
    table: pd.DataFrame,
    regions: Sequence[pd.DataFrame],
    formats: Formats,
) -> None:
    """Write a row a region, darker where a share is larger."""
    # Types as a whole are larger than what they consist of: each has its own scale.
    tops = {whole: _top(table, whole=whole) for whole in (True, False)}
    for row, rows in enumerate(regions, HEADING):
        region, measures = str(rows["region"].iloc[0]), int(rows["measures"].iloc[0])
        look = formats["target" if region == view.target else "text"]
        write_text(sheet, row, 0, clean_text(region), look)
        sheet.write_number(row, 1, measures, formats["rank"])
        cells = zip(rows["instrument"], rows["share"].astype(float), rows["finding"], strict=True)
        for column, (instrument, share, finding) in enumerate(cells, _FIRST):
            step = round(STEPS * min(share / tops[instrument == NO_INSTRUMENT], 1.0))
            shade = f"share_{finding}{step}" if measures >= LEAST_SHADED else "share_few"
            sheet.write_number(row, column, share, formats[shade])
        sheet.set_row(row, LINE_POINTS + 4)


def _in_order(view: ReportView, table: pd.DataFrame) -> list[str]:
    """Return the codes of the regions in the order of the ranking, the target first."""
    order = {str(code): place for place, code in enumerate(view.ordered["region_code"])}
    target = view.ordered.loc[view.ordered["region"] == view.target, "region_code"]
    order |= {str(code): -1 for code in target}
    codes = [str(code) for code in table["region_code"].drop_duplicates()]
    return sorted(codes, key=lambda code: (order.get(code, len(order)), code))


def _told(view: ReportView, rows: pd.DataFrame) -> bool:
    """Tell whether a region has a sentence of its own: the target, and what differs."""
    return bool((rows["finding"] != "").any() or rows["region"].iloc[0] == view.target)


def _alike(view: ReportView, rows: pd.DataFrame) -> bool:
    """Tell whether a region was judged and does not differ; these are named in one line."""
    enough = rows["measures"].iloc[0] >= instrument_rules().least_measures
    return bool(enough) and not _told(view, rows)


def _top(table: pd.DataFrame, *, whole: bool) -> float:
    """Return the share that is darkest, of types as a whole or of instruments."""
    enough = table["measures"] >= LEAST_SHADED
    shares = table[(table["instrument"] == NO_INSTRUMENT) == whole]
    # A region with two measures does not set the scale where others have many.
    shaded = shares[enough.loc[shares.index]]
    largest = float((shaded if len(shaded) else shares)["share"].max())
    return max(math.ceil(largest / _EVEN - 1e-9) * _EVEN, _EVEN)


def _headings(sheet: Worksheet, view: ReportView, parts: list[_Part], formats: Formats) -> None:
    headings = {column.name: column.heading(view.language) for column in INSTRUMENTS.columns}
    look, known = formats["heading"], load_instruments()
    for column, name in enumerate(("region", "measures")):
        sheet.write_blank(1, column, None, look)
        sheet.write_string(2, column, clean_text(headings[name]), look)
    names = {one.id: one.name(view.language) for one in known.instruments}
    names[NO_INSTRUMENT] = view.word("beside_mix_whole")
    shown = [clean_text(names.get(instrument, instrument)) for _, instrument in parts]
    # Words too long for a share are turned, so that the table still prints on a page.
    torn = any(len(word) > CELL_WIDTH - 2 for name in shown for word in _LATIN.findall(name))
    for column, name in enumerate(shown, _FIRST):
        sheet.write_string(2, column, name, formats["heading_up" if torn else "heading"])
    column = _FIRST
    for kind in known.types:
        last = column + sum(of == kind.id for of, _ in parts) - 1
        name = clean_text(kind.name(view.language))
        if last > column:
            sheet.merge_range(1, column, 1, last, name, look)
        elif last == column:
            sheet.write_string(1, column, name, look)
        column = last + 1
    # The filter's button takes a line of its own.
    lines = max(line_count(name, CELL_WIDTH - 1.5) for name in (*shown, headings["measures"])) + 1
    sheet.set_row(1, LINE_POINTS + 6)
    sheet.set_row(2, TURNED_POINTS if torn else lines * LINE_POINTS)


def _whole(
    sheet: Worksheet,
    view: ReportView,
    table: pd.DataFrame,
    parts: list[_Part],
    formats: Formats,
    row: int,
) -> None:
    """Write the shares of all these regions together, to hold others against."""
    sums = table.groupby(["type", "instrument"])[["claims", "measures"]].sum()
    shares = (sums["claims"] / sums["measures"]).to_dict()
    measures = int(sums["measures"].max())
    write_text(sheet, row, 0, clean_text(view.word("beside_mix_all")), formats["sum_wrap"])
    sheet.write_number(row, 1, measures, formats["sum_rank_top"])
    for column, part in enumerate(parts, _FIRST):
        sheet.write_number(row, column, float(shares[part]), formats["sum_share_top"])


def _chart(
    workbook: Workbook,
    sheet: Worksheet,
    view: ReportView,
    parts: list[_Part],
    regions: int,
    row: int,
) -> None:
    """Draw of which types the measures of each region are, on a scale to all of them."""
    count, known = min(regions, MOST_ROWS), load_instruments()
    series = [
        Series(kind.name(view.language), _FIRST + parts.index(whole), colour)
        for kind, colour in zip(known.types, SERIES, strict=False)
        if (whole := (kind.id, NO_INSTRUMENT)) in parts
    ]
    rows = (HEADING, HEADING + count - 1)
    name = view.word("sheet_instruments")
    chart = bars(workbook, name, rows, 0, series, kind="stacked")
    chart.set_x_axis(value_axis(view.word("beside_mix_axis"), "0%", min=0, max=1))
    width, page = printed_size(sheet, _FIRST + len(parts))
    # The headings are repeated on its page.
    room = page - used_height(sheet, HEADING) - 2 * ROW
    height = min(bars_height(count) + LEGEND, room)
    finding = instruments_finding(view)
    if count < regions:
        finding = view.word("chart_first", finding=finding, count=count)
    Shown(chart, finding).insert(sheet, row, 0, width, height)
    if used_height(sheet, row) + height > page:
        sheet.set_h_pagebreaks([row])
