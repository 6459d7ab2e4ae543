"""The Excel workbook: ranks, scores, how sure, evidence, figures, documents, cuts and method."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from bench.report.cells import first_rows, sorted_evidence
from bench.report.formats import make_formats
from bench.report.sheet import MAX_ROWS, clean_text
from bench.report.sheet_method import write_method
from bench.report.sheet_ranking import write_ranking
from bench.report.sheet_scores import write_scores
from bench.report.sheet_sureness import write_sureness
from bench.report.sheet_tables import (
    write_cuts,
    write_documents,
    write_evidence,
    write_figures,
)
from bench.report.view import ReportView

SHEETS: Final = (
    "sheet_ranking",
    "sheet_scores",
    "sheet_sureness",
    "sheet_evidence",
    "sheet_figures",
    "sheet_documents",
    "sheet_cuts",
    "sheet_method",
)
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
    formats = make_formats(workbook)
    ranking, scores, sureness, evidence, figures, documents, cuts, method = (
        workbook.add_worksheet(view.word(name)) for name in SHEETS
    )
    rows = sorted_evidence(view)
    # The heading takes the first row of the evidence sheet.
    starts = {key: row + 1 for key, row in first_rows(rows).items() if row + 1 < max_rows}
    write_ranking(workbook, ranking, view, formats)
    write_scores(scores, view, formats, starts)
    write_sureness(sureness, view, formats)
    write_evidence(evidence, view, formats, rows, max_rows)
    write_figures(figures, view, formats, max_rows)
    write_documents(documents, view, formats, max_rows)
    write_cuts(cuts, view, formats, max_rows)
    write_method(method, view, formats, max_rows)
    workbook.close()
