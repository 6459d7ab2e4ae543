"""The sheet of statistics: each value given, where it is from, and what was made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from bench.report.labels import label
from bench.report.statistic_rows import NOT_COMPARED, StatisticRow, statistic_rows
from bench.report.view import ReportView
from bench.report.workbook.sheet import (
    MAX_ROWS,
    Formats,
    SheetColumn,
    page_setup,
    write_columns,
)
from bench.statistics.schema import STATISTICS
from bench.tables import SCORES

SCORE: Final = 8
PRINTED: Final = 12  # columns: up to the place in the user's table

Links = Mapping[tuple[str, str], tuple[str, int, int]]


def shown_statistics(view: ReportView) -> list[StatisticRow]:
    """Return the statistics of the sheet: regions by rank; what is missing is left out."""
    rows = statistic_rows(
        view.catalogue,
        view.steps,
        view.scores,
        view.statistics,
        [str(code) for code in view.ordered["region_code"]],
        view.language,
    )
    return [row for row in rows if row.state != "missing"]


def write_statistics(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    rows: Sequence[StatisticRow],
    links: Links,
    max_rows: int = MAX_ROWS,
) -> None:
    """Write one row a region × statistic; each score leads back to its cell.

    Parameters
    ----------
    rows
        What `shown_statistics` returns.
    links
        (Region code, indicator id) → the cell of the score sheet.
    """
    held = list(rows[: max_rows - 1])
    language, dimension_of = view.language, view.catalogue.dimension_of
    heads = {column.name: column.heading(language) for column in STATISTICS.columns}
    made = {column.name: column.heading(language) for column in SCORES.columns}

    def text(
        heading: str, values: list[str], limits: tuple[int, int], look: str = "top"
    ) -> SheetColumn:
        return SheetColumn(heading, values, "text", look, limits)

    columns = [
        text(heads["region"], [row.region for row in held], (8, 24)),
        text(
            view.word("dimension_heading"),
            [dimension_of(row.indicator.id).name.in_(language) for row in held],
            (8, 24),
        ),
        text(heads["indicator"], [row.indicator.name.in_(language) for row in held], (8, 30)),
        SheetColumn(heads["value"], [row.value for row in held], "number", "plain", (10, 18)),
        text(heads["unit"], [row.unit for row in held], (6, 14)),
        text(heads["year"], [row.year for row in held], (6, 10)),
        text(made["state"], [label("state", row.state, language) for row in held], (6, 12)),
        SheetColumn(made["value"], [row.used for row in held], "number", "plain", (10, 18)),
        _scores(made["normalised"], held, links),
        text(view.word("how_heading"), [row.how for row in held], (30, 52), "wrap"),
        text(heads["source"], [row.source for row in held], (8, 30), "wrap"),
        text(heads["place"], [row.place for row in held], (8, 30), "wrap"),
        text(heads["region_code"], [row.region_code for row in held], (9, 12)),
        text(view.word("indicator_id_heading"), [row.indicator.id for row in held], (10, 30)),
    ]
    write_columns(sheet, columns, formats, view.word("cut_mark"))
    page_setup(sheet, view, 1, 3)
    sheet.autofilter(0, 0, max(len(held), 1), len(columns) - 1)
    sheet.print_area(0, 0, len(held), PRINTED - 1)


def _scores(heading: str, rows: Sequence[StatisticRow], links: Links) -> SheetColumn:
    """Return the column of scores, each leading to its cell."""
    places = [
        None if row.state == NOT_COMPARED else links.get((row.region_code, row.indicator.id))
        for row in rows
    ]
    values = [row.score for row in rows]
    return SheetColumn(heading, values, "number", "top", (8, 12), places, "score_link")
