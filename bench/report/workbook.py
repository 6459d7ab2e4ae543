"""The Excel workbook: ranks, scores, how sure, evidence and statistics behind them, and method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd
from xlsxwriter import Workbook

from bench.report.cells import first_rows, sorted_evidence
from bench.report.comparison_sheets import comparison_names, write_comparison
from bench.report.formats import make_formats
from bench.report.places import proofs_of
from bench.report.scale import score_scale
from bench.report.sheet import MAX_ROWS, clean_text
from bench.report.sheet_method import write_method
from bench.report.sheet_ranking import write_ranking
from bench.report.sheet_references import write_back
from bench.report.sheet_scores import cell_places, write_scores
from bench.report.sheet_statistics import shown_statistics, write_statistics
from bench.report.sheet_sureness import write_sureness
from bench.report.sheet_tables import (
    write_cuts,
    write_documents,
    write_evidence,
    write_figures,
)
from bench.report.statistic_rows import StatisticRow
from bench.report.view import ReportView

OF_DOCUMENTS: Final = ("sheet_evidence", "sheet_figures", "sheet_documents", "sheet_cuts")
# Fixed, so that the same run gives the same file.
CREATED: Final = datetime(2000, 1, 1)


def write_workbook(view: ReportView, path: Path, max_rows: int = MAX_ROWS) -> None:
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
    """
    workbook = Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    title = clean_text(view.title)
    workbook.set_properties({"title": title, "author": "regionbench", "created": CREATED})
    formats = make_formats(workbook, score_scale(view))
    sheets = {name: workbook.add_worksheet(view.word(name)) for name in sheet_names(view)}
    evidence, statistics = sorted_evidence(view), shown_statistics(view)
    write_ranking(workbook, sheets["sheet_ranking"], view, formats)
    links = _proofs(view, evidence, statistics, max_rows)
    write_scores(sheets["sheet_scores"], view, formats, links)
    write_sureness(sheets["sheet_sureness"], view, formats, evidence, links, max_rows)
    held = evidence.iloc[: max_rows - 1]
    write_comparison(workbook, sheets, view, formats, proofs_of(view, held, links))
    if "sheet_statistics" in sheets:
        sheet = sheets["sheet_statistics"]
        write_statistics(sheet, view, formats, statistics, cell_places(view), max_rows)
    if view.catalogue.evidence_indicators:
        write_evidence(sheets["sheet_evidence"], view, formats, evidence, max_rows)
        if view.overview is not None and "sheet_references" in sheets:
            write_back(sheets["sheet_evidence"], view, view.overview, formats, held)
        write_figures(sheets["sheet_figures"], view, formats, max_rows)
        write_documents(sheets["sheet_documents"], view, formats, max_rows)
        write_cuts(sheets["sheet_cuts"], view, formats, max_rows)
    write_method(sheets["sheet_method"], view, formats, max_rows)
    workbook.close()


def sheet_names(view: ReportView) -> tuple[str, ...]:
    """Return the sheets of a run, in order; none on documents where none is asked for."""
    documents = OF_DOCUMENTS if view.catalogue.evidence_indicators else ()
    statistics = () if view.statistics.empty else ("sheet_statistics",)
    first = ("sheet_ranking", "sheet_scores", "sheet_sureness")
    compared = comparison_names(view)
    return (*first, *compared, *documents[:1], *statistics, *documents[1:], "sheet_method")


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
