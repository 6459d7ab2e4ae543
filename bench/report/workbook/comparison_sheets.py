"""The sheets on regions beside one another: which there are, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bench.comparison.overview import Overview
from bench.report.view import ReportView
from bench.report.workbook.places import Proofs
from bench.report.workbook.sheet import Formats
from bench.report.workbook.sheet_borrowed import write_borrowed
from bench.report.workbook.sheet_gaps import write_gaps
from bench.report.workbook.sheet_instruments import write_instruments
from bench.report.workbook.sheet_key_terms import write_key_terms
from bench.report.workbook.sheet_peers import write_peers
from bench.report.workbook.sheet_references import write_references
from bench.report.workbook.sheet_side_by_side import write_side_by_side


def comparison_names(view: ReportView) -> tuple[str, ...]:
    """Return the sheets of a run on regions beside one another: those with something to show."""
    found = view.overview
    if found is None:
        return ()
    own = found.beside
    measures = bool(len(found.side)) and len(found.regions) > 1
    there = {
        "sheet_gaps": own is not None and bool(own.gaps.peers),
        "sheet_borrowed": own is not None and bool(len(own.borrowed.table)),
        "sheet_side_by_side": measures,
        "sheet_references": measures,
        "sheet_peers": bool(len(found.alike.near)) or _has_peers(found),
        "sheet_key_terms": bool(len(found.alike.key_terms)),
        "sheet_instruments": bool((found.instruments["claims"] > 0).any()),
    }
    return tuple(name for name, shown in there.items() if shown)


def write_comparison(
    workbook: Workbook,
    sheets: Mapping[str, Worksheet],
    view: ReportView,
    formats: Formats,
    proofs: Proofs,
) -> None:
    """Write those of the sheets that the workbook has; they are named by `comparison_names`."""
    found = view.overview
    if found is None:
        return
    if found.beside is not None and "sheet_gaps" in sheets:
        write_gaps(workbook, sheets["sheet_gaps"], view, found.beside, formats, proofs)
    if found.beside is not None and "sheet_borrowed" in sheets:
        write_borrowed(sheets["sheet_borrowed"], view, found.beside, formats, proofs)
    if "sheet_side_by_side" in sheets:
        write_side_by_side(sheets["sheet_side_by_side"], view, found, formats)
        write_references(sheets["sheet_references"], view, found, formats, proofs)
    if "sheet_peers" in sheets:
        write_peers(workbook, sheets["sheet_peers"], view, found, formats)
    if "sheet_key_terms" in sheets:
        write_key_terms(sheets["sheet_key_terms"], view, found, formats)
    if "sheet_instruments" in sheets:
        write_instruments(workbook, sheets["sheet_instruments"], view, found, formats)


def _has_peers(found: Overview) -> bool:
    """Tell whether anything is known of how near any region is to the target."""
    if found.beside is None:
        return False
    return bool(found.beside.peers.table[["policy", "structure"]].notna().to_numpy().any())
