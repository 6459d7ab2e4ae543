"""The sheet of ranks: a table whose numbers lead to the score sheet, and a bar chart."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.report.axis import axis_of
from bench.report.findings import ranking_finding
from bench.report.formats import decimals
from bench.report.labels import label
from bench.report.scale import index_name, score_scale
from bench.report.sheet import (
    Formats,
    SheetColumn,
    clean_text,
    page_setup,
    write_columns,
    write_linked_number,
    write_linked_text,
    write_text,
)
from bench.report.sheet_scores import FIRST_INDICATOR, HEADING_ROWS
from bench.report.sheet_scores import INDEX as SCORES_INDEX
from bench.report.theme import ACCENT, BAR
from bench.report.view import ReportView
from bench.tables import RANKING

REGION, INDEX, LOW, HIGH = 1, 2, 3, 4
FEW_ROWS = 14  # of a table that leaves room for its chart on the page


def write_ranking(workbook: Workbook, sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    """Write regions best first; those without a rank follow with the reason."""
    table = view.ordered
    headings = {column.name: column.heading(view.language) for column in RANKING.columns}
    levels = [label("level", level, view.language) for level in table["level"]]

    def column(name: str, look: str, limits: tuple[int, int] = (6, 14)) -> SheetColumn:
        return SheetColumn(headings[name], list(table[name]), "number", look, limits)

    columns = [
        column("rank", "rank"),
        SheetColumn(headings["region"], list(table["region"]), "text", "text", (8, 30)),
        column("index", "link"),
        column("rank_low", "rank"),
        column("rank_high", "rank"),
        *(
            SheetColumn(d.name.in_(view.language), list(table[d.id]), "number", "link", (6, 16))
            for d in view.catalogue.dimensions
        ),
        # Statistics alone have no claims.
        *([column("claims", "count")] if view.catalogue.evidence_indicators else []),
        column("coverage", "percent"),
        SheetColumn(headings["level"], levels, "text", "centre"),
        SheetColumn(headings["region_code"], list(table["region_code"]), "text", "centre"),
        SheetColumn(headings["note"], list(table["note"]), "text", "note", (12, 50)),
    ]
    write_columns(sheet, columns, formats, view.word("cut_mark"))
    _link_scores(sheet, view, formats)
    _link_sureness(sheet, view, formats)
    page_setup(sheet, view, 1, REGION + 1)
    sheet.autofilter(0, 0, max(len(table), 1), len(columns) - 1)
    _bar_chart(workbook, sheet, view)


def _link_scores(sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    """Make the index lead to the region's index on the score sheet, dimensions to their first."""
    name, table, dimensions = view.word("sheet_scores"), view.ordered, view.catalogue.dimensions
    first = FIRST_INDICATOR
    targets = {"index": (INDEX, SCORES_INDEX)}
    for place, dimension in enumerate(dimensions):
        targets[dimension.id] = (INDEX + 3 + place, first)
        first += len(dimension.all_indicators())
    for place, region in enumerate(table["region"]):
        if region == view.target:
            write_text(sheet, place + 1, REGION, clean_text(region), formats["target"])
        for key, (column, target) in targets.items():
            value = float(table[key].iloc[place])
            where = (name, place + HEADING_ROWS, target)
            write_linked_number(sheet, (place + 1, column), value, formats["link"], where)


def _link_sureness(sheet: Worksheet, view: ReportView, formats: Formats) -> None:
    """Make rank intervals lead to the sheet of how sure they are, and say so below the table."""
    name, table = view.word("sheet_sureness"), view.ordered
    where = (name, 0, 0)
    for column, key in ((LOW, "rank_low"), (HIGH, "rank_high")):
        for row, value in enumerate(table[key], start=1):
            write_linked_number(sheet, (row, column), float(value), formats["rank_link"], where)
    told = view.word("ranking_sureness")
    write_linked_text(sheet, (len(table) + 2, REGION), told, formats["link_text"], where)


def _bar_chart(workbook: Workbook, sheet: Worksheet, view: ReportView) -> None:
    """Put an Excel bar chart of the index under the table, so that the table prints whole."""
    ranked = view.ranked
    if ranked.empty:
        return
    name, last = view.word("sheet_ranking"), len(ranked)
    font = {"name": "Microsoft YaHei", "size": 10}
    fills = [ACCENT if region == view.target else BAR for region in ranked["region"]]
    number = decimals(score_scale(view).index_places)
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": index_name(view),
            "categories": [name, 1, REGION, last, REGION],
            "values": [name, 1, INDEX, last, INDEX],
            "fill": {"color": BAR},
            "points": [{"fill": {"color": colour}} for colour in fills],
            "data_labels": {"value": True, "num_format": number, "font": font},
            "gap": 45,
        }
    )
    title_font = {**font, "size": 14, "bold": True}
    chart.set_title({"name": clean_text(ranking_finding(view)), "name_font": title_font})
    chart.set_legend({"none": True})
    # Best on top: Excel draws the first category at the bottom unless told otherwise.
    names = {"num_font": font, "interval_unit": 1, "label_position": "low"}
    chart.set_y_axis({"reverse": True, **names})
    axis = axis_of(ranked["index"])
    scale = {"min": axis.low, "max": axis.high, "visible": False}
    chart.set_x_axis({**scale, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 860, "height": 90 + 26 * last})
    below = len(view.ranking) + 4
    sheet.insert_chart(below, REGION, chart)
    if below > FEW_ROWS:
        sheet.set_h_pagebreaks([below])
