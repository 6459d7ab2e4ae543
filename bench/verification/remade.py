"""The workbook made anew from what its own sheets state, to hold it against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pandas as pd

from bench.benchmark import report_view
from bench.corpus.folder import find_sources
from bench.corpus.inventory import inventory
from bench.corpus.reading import Progress
from bench.documents import make_analyser
from bench.errors import BenchError
from bench.evidence.learnt_tables import learnt_of
from bench.gathering import Tables, gather
from bench.inputs import Inputs
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.report.view import ReportView
from bench.report.workbook.writing import write_workbook
from bench.statistics.schema import Statistics
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES
from bench.verification.claims import check_counts
from bench.verification.findings import Check
from bench.verification.given import with_tables
from bench.verification.located import sheet_words
from bench.verification.opened import OpenBook, open_book
from bench.verification.readback import ReadTable
from bench.verification.stated import Stated

_MOST_CLAIMS: Final = 1_000_000
_CELL: Final = ["document", "start", "end", "indicator"]


def stated_tables(read: Mapping[str, ReadTable]) -> Tables:
    """Return the tables of a run as the sheets of its workbook state them.

    Parameters
    ----------
    read
        The tables read back, by name; what a workbook has no sheet of is empty.
    """
    known = {name: table.frame for name, table in read.items()}
    evidence = known.get("evidence", EVIDENCE.empty())
    # What lies beyond is told already, and nothing could be worked out with it.
    evidence = evidence.assign(
        strength=evidence["strength"].clip(lower=0.0),
        confidence=evidence["confidence"].clip(0.0, 1.0),
    )
    documents = known.get("documents", DOCUMENTS.empty())
    # Of claims only how many there are is shown in a workbook.
    claims = min(int(documents["claims"].clip(lower=0).sum()), _MOST_CLAIMS)
    return Tables(
        evidence=evidence.sort_values(
            ["document", "start", "end"], kind="stable", ignore_index=True
        ),
        documents=documents.sort_values("document", kind="stable", ignore_index=True),
        claims=CLAIMS.empty().reindex(range(claims)),
        # Shown on their own sheet alone, which would be made from itself.
        figures=FIGURES.empty(),
        cuts=known.get("cuts", CUTS.empty()),
    )


def without_rolled_up(evidence: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Leave out the rows that stand for a province as the claim of a place within it.

    The workbook lists them beside the rows that documents gave (`bench.scoring.rollup`). Such a row
    has the words of a row of a region below, and names its place, or else that region.
    """
    below: dict[tuple[object, ...], set[str]] = {}
    names = ["region_code", "region", "place", *_CELL]
    for code, region, place, *cell in evidence[names].itertuples(index=False):
        above = gazetteer.ancestors(gazetteer.get(code)) if code in gazetteer else ()
        for one in above:
            below.setdefault((one.code, *cell), set()).add(str(place) or str(region))
    given = [
        not place or str(place) not in below.get((code, *cell), ())
        for code, _, place, *cell in evidence[names].itertuples(index=False)
    ]
    return evidence[np.array(given, dtype=np.bool_)].reset_index(drop=True)


def view_from_sheets(stated: Stated, inputs: Inputs, check: Check) -> ReportView | BenchError:
    """Return the report of what the sheets of a workbook state; else why there is none.

    Parameters
    ----------
    stated
        What they state.
    inputs
        What the run worked with.
    check
        Rows of evidence that are too many or too few are added to it.

    Raises
    ------
    InputError
        The weights or the method cannot be used on them.
    """
    tables, language = stated.tables, stated.language
    needed = ["evidence", "documents"] if inputs.catalogue.evidence_indicators else []
    if inputs.statistics is None and inputs.catalogue.statistics:
        needed.append("statistics")
    for name in needed:
        if name not in tables:
            sheet = sheet_words(language)[f"sheet_{name}"]
            return BenchError("verification.not_scored", sheet=sheet)
    made = stated_tables(tables)
    method = inputs.weights.method or inputs.catalogue.method
    if method.roll_up:
        made = replace(made, evidence=without_rolled_up(made.evidence, inputs.gazetteer))
    if "documents" in tables and "evidence" in tables:
        sheet = tables["evidence"].place.sheet.name
        check_counts(made.evidence, tables["documents"], sheet, check)
    whole = with_tables(inputs, _statistics(stated, inputs), language)
    view, _ = report_view(whole, made, PlaceMatcher(inputs.gazetteer))
    return view


def view_from_documents(
    stated: Stated, inputs: Inputs, documents: Path | None, progress: Progress
) -> ReportView:
    """Return the report of the documents as the program reads them now.

    Parameters
    ----------
    stated
        What the sheets of the workbook state: its statistics stand in where no table is named.
    inputs
        What the run worked with.
    documents
        Their folder; None where none is asked for.
    progress
        As of `bench.gathering.gather`.

    Raises
    ------
    InputError
        No document can be read, or the catalogue's file lacks what it names.
    """
    whole = with_tables(inputs, _statistics(stated, inputs), stated.language)
    if inputs.catalogue.evidence_indicators and documents is not None:
        learnt = learnt_of(inputs.catalogue, inputs.settings.catalogue_file)
        settings = whole.settings.model_copy(update={"documents": documents})
        sources = tuple(find_sources(documents))
        whole = replace(whole, settings=settings, sources=sources, learnt=learnt)
    analyser = make_analyser(whole)
    # Not the store of the project: what it holds is what is to be verified.
    with TemporaryDirectory() as folder:
        aside = replace(whole, settings=whole.settings.model_copy(update={"store": Path(folder)}))
        read = inventory(documents) if documents is not None else {}
        found = gather(aside, analyser, read, progress)
    view, _ = report_view(whole, found.tables, analyser.places)
    return view


def _statistics(stated: Stated, inputs: Inputs) -> Statistics | None:
    """Return the statistics of the project, or those of the workbook."""
    if inputs.statistics is not None or "statistics" not in stated.tables:
        return inputs.statistics
    return Statistics(stated.tables["statistics"].frame)


def book_of(view: ReportView, wanted: Callable[[str], bool]) -> OpenBook:
    """Write the workbook of a report aside and read it back.

    Parameters
    ----------
    view
        The report.
    wanted
        Called with a sheet's name: whether its cells are wanted.
    """
    with TemporaryDirectory(prefix="regionbench-") as folder:
        path = Path(folder) / "workbook.xlsx"
        write_workbook(view, path)
        return open_book(path, wanted=wanted)
