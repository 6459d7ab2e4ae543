"""The Excel workbook: ranks, scores, how sure, evidence and statistics behind them, and method."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from bench.messages import message
from bench.report.cells import first_rows, sorted_evidence
from bench.report.scale import score_scale
from bench.report.statistic_rows import StatisticRow
from bench.report.view import ReportView
from bench.report.workbook.book import Book, Changed
from bench.report.workbook.comparison_sheets import comparison_names, write_comparison
from bench.report.workbook.cover_places import CoverPlaces
from bench.report.workbook.formats import HOME, make_formats
from bench.report.workbook.key_ranges import define_ranges
from bench.report.workbook.live_sheets import live_names, write_live
from bench.report.workbook.places import proofs_of
from bench.report.workbook.safe_sheet import Home
from bench.report.workbook.sheet import MAX_ROWS
from bench.report.workbook.sheet_cover import write_cover
from bench.report.workbook.sheet_method import write_method
from bench.report.workbook.sheet_ranking import write_ranking
from bench.report.workbook.sheet_scores import cell_places, write_scores
from bench.report.workbook.sheet_statistics import shown_statistics, write_statistics
from bench.report.workbook.sheet_sureness import write_sureness
from bench.report.workbook.sheet_tables import (
    write_cuts,
    write_documents,
    write_evidence,
    write_figures,
)

COVER: Final = "sheet_cover"
OF_DOCUMENTS: Final = ("sheet_evidence", "sheet_figures", "sheet_documents", "sheet_cuts")
# Tables of any length: written to the disk row by row.
STREAMED: Final = (*OF_DOCUMENTS, "sheet_statistics", "sheet_references")


def write_workbook(view: ReportView, path: Path, max_rows: int = MAX_ROWS) -> tuple[Changed, ...]:
    """Write the workbook of a run to ``path``; the same view gives the same bytes.

    Parameters
    ----------
    view
        What the run found.
    path
        Where to write; an existing file is replaced. Staging is the caller's.
    max_rows
        Rows a sheet may have, heading included. Rows beyond it are left out, and the method
        sheet says so.

    Returns
    -------
    tuple of Changed
        The sheets that do not hold every text as it was given.
    """
    with Book(path, view.title) as workbook:
        _write_sheets(workbook, view, max_rows)
        return workbook.changed()


def _write_sheets(workbook: Book, view: ReportView, max_rows: int) -> None:
    formats = make_formats(workbook, score_scale(view))
    sheets = {
        name: workbook.add_sheet(view.word(name), streamed=name in STREAMED)
        for name in sheet_names(view)
    }
    home = Home(
        (view.word(COVER), 0, 0),
        message("cover.back", view.language),
        {formats[name]: formats[f"{name}_home"] for name in HOME},
    )
    for name, sheet in sheets.items():
        sheet.home = None if name == COVER else home
    evidence, statistics = sorted_evidence(view), shown_statistics(view)
    write_ranking(workbook, sheets["sheet_ranking"], view, formats)
    links = _proofs(view, evidence, statistics, max_rows)
    write_scores(sheets["sheet_scores"], view, formats, links)
    write_live(workbook, sheets, view, formats)
    write_sureness(workbook, sheets["sheet_sureness"], view, formats, evidence, links, max_rows)
    held = evidence.iloc[: max_rows - 1]
    proofs = proofs_of(view, held, links)
    write_comparison(workbook, sheets, view, formats, proofs)
    places = CoverPlaces(view, sheets, proofs)
    write_cover(workbook, sheets[COVER], view, formats, places, sheet_names(view)[1:])
    if "sheet_statistics" in sheets:
        sheet = sheets["sheet_statistics"]
        write_statistics(sheet, view, formats, statistics, cell_places(view), max_rows)
    if view.catalogue.evidence_indicators:
        write_evidence(sheets["sheet_evidence"], view, formats, evidence, max_rows)
        write_figures(sheets["sheet_figures"], view, formats, held, max_rows)
        write_documents(sheets["sheet_documents"], view, formats, held, max_rows)
        write_cuts(sheets["sheet_cuts"], view, formats, max_rows)
    write_method(sheets["sheet_method"], view, formats, max_rows, workbook.changed)
    define_ranges(workbook, view, sheets)


def sheet_names(view: ReportView) -> tuple[str, ...]:
    """Return the sheets of a run, in order; none on documents where none is asked for."""
    documents = OF_DOCUMENTS if view.catalogue.evidence_indicators else ()
    statistics = () if view.statistics.empty else ("sheet_statistics",)
    live = live_names(view)
    first = (COVER, "sheet_ranking", *live[:1], "sheet_scores", *live[1:2], "sheet_sureness")
    behind = (*live[2:], *documents[:1], *statistics, *documents[1:])
    return (*first, *comparison_names(view), *behind, "sheet_method")


def _proofs(
    view: ReportView, evidence: pd.DataFrame, statistics: Sequence[StatisticRow], max_rows: int
) -> dict[tuple[str, str], tuple[str, int, int]]:
    """Return (region code, indicator id) → sheet, row and column of what stands behind a score."""
    asked = {indicator.id for indicator in view.catalogue.evidence_indicators}
    starts = [
        (key, "sheet_evidence", row) for key, row in first_rows(evidence).items() if key[1] in asked
    ]
    starts += [
        ((row.region_code, row.indicator.id), "sheet_statistics", number)
        for number, row in enumerate(statistics)
    ]
    # The heading takes the first row of a sheet.
    return {key: (view.word(name), row + 1, 0) for key, name, row in starts if row + 1 < max_rows}
