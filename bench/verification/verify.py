"""A workbook verified: its quotes found again, its scores worked out again, its cells compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.errors import BenchError, InputError
from bench.inputs import Inputs
from bench.messages import message
from bench.report.view import ReportView
from bench.verification.alone import check_alone
from bench.verification.claims import check_claims
from bench.verification.documents import check_documents
from bench.verification.findings import Check, Failure, Verification
from bench.verification.given import Given, given_for
from bench.verification.located import language_of
from bench.verification.method_sheet import check_method
from bench.verification.opened import open_book
from bench.verification.quotes import SPANS, check_quotes
from bench.verification.readback import corrected
from bench.verification.recorded import check_recorded
from bench.verification.remade import view_from_documents, view_from_sheets
from bench.verification.sheets import REPEATED, check_sheets
from bench.verification.stated import Stated, read_stated
from bench.verification.texts import Texts, read_texts

# Called with (steps done, of how many, the next one's name).
Progress = Callable[[int, int, str], None]

_STEPS: Final = ("open", "quotes", "scores", "sheets")


def verify(
    workbook: Path,
    *,
    project: Path | None = None,
    documents: Path | None = None,
    deep: bool = False,
    progress: Progress = lambda *_: None,
) -> Verification:
    """Verify a workbook.

    Parameters
    ----------
    workbook
        The file, in whatever order its sheets, rows and columns are by now.
    project
        What it is held against; by default what ``run.json`` beside it recorded.
    documents
        The documents folder; by default that of the project or of the run.
    deep
        Whether the documents are analysed again, so that every row is held against what the
        program finds in them now.
    progress
        Called with (steps done, of how many, the next one's name).

    Returns
    -------
    Verification

    Raises
    ------
    InputError
        The workbook cannot be read or is none of this program's; the project or a folder that is
        named is wrong; or the documents cannot be analysed again where that is asked for.
    """

    def step(number: int, language: str) -> None:
        name = message(f"verification.step_{_STEPS[number]}", language)
        progress(number, len(_STEPS), name)

    step(0, "zh")
    book = open_book(workbook)
    language = language_of(book)
    given = given_for(workbook, project, documents)
    inputs = given.inputs
    if deep:
        _refuse_shallow(given)
    rows, quotes, claims = map(_check, ("rows", "quotes", "evidence"))
    stated = read_stated(book, language, rows)
    step(1, language)
    texts = _quotes(stated, given, quotes)
    recorded = check_recorded(stated.tables, workbook.parent, given, language)
    checks = [rows, quotes, *recorded, claims]
    stated = _put_right(stated, checks)
    step(2, language)
    _claims(stated, inputs, claims)
    notes = [*given.notes, *_held_against(given, texts)]
    if inputs is None:
        notes.append(BenchError("verification.alone"))
        checks += check_alone(book, stated.tables, stated.places, language)
    else:
        notes += check_method(book, inputs, language)
        view: ReportView | BenchError
        if deep:
            view = view_from_documents(stated, inputs, given.documents, lambda *_: None)
        else:
            view = view_from_sheets(_put_right(stated, [claims]), inputs, claims)
            if any(check.corrections and check.failures for check in checks):
                claims.notes.append(BenchError("verification.put_right"))
        step(3, language)
        if isinstance(view, BenchError):
            checks.append(_check("scores"))
            checks[-1].notes.append(view)
        else:
            checks += check_sheets(stated, view, repeated=() if deep else REPEATED)
    progress(len(_STEPS), len(_STEPS), "")
    return Verification(language, tuple(_once(checks)), tuple(notes))


def _check(name: str) -> Check:
    return Check(name, BenchError(f"verification.check_{name}"))


def _refuse_shallow(given: Given) -> None:
    if given.inputs is None:
        raise InputError("verification.deep_alone")
    if given.documents is None and given.inputs.catalogue.evidence_indicators:
        raise InputError("verification.deep_documents", path=given.inputs.settings.documents)


def _quotes(stated: Stated, given: Given, check: Check) -> Texts:
    """Look up every quote that stands with its offsets."""
    places = {name: stated.places[name] for name in SPANS if name in stated.places}
    values = (place.value(row, "document") for place in places.values() for row in place.rows)
    wanted = {str(value) for value in values if value is not None}
    listed = _listed(stated)
    texts = read_texts(given.documents, wanted | listed, given.record, listed)
    if not wanted:
        return texts
    if texts.folder is None:
        check.notes.append(BenchError("verification.no_documents"))
    quoted = {
        name: check_quotes(place, texts, stated.language, check) for name, place in places.items()
    }
    check_documents(quoted, texts, stated.places.get("documents"), check)
    return texts


def _listed(stated: Stated) -> set[str]:
    """Return the documents that the workbook lists as read."""
    if "documents" not in stated.tables:
        return set()
    frame = stated.tables["documents"].frame
    return set(frame.loc[frame["state"] == "read", "document"])


def _put_right(stated: Stated, checks: Iterable[Check]) -> Stated:
    """Return what the sheets state with what is known that they should."""
    known = [one for check in checks for one in check.corrections]
    tables = {name: corrected(table, known) for name, table in stated.tables.items()}
    return replace(stated, tables=tables)


def _claims(stated: Stated, inputs: Inputs | None, check: Check) -> None:
    """Hold the rows of evidence against the rubric and one another."""
    if "evidence" not in stated.tables:
        return
    check_claims(
        stated.tables["evidence"],
        stated.tables.get("documents"),
        None if inputs is None else inputs.catalogue,
        None if inputs is None else inputs.gazetteer,
        stated.language,
        check,
    )


def _held_against(given: Given, texts: Texts) -> Iterator[BenchError]:
    if given.inputs is not None:
        yield BenchError(f"verification.against_{given.source}")
    if texts.folder is not None:
        yield BenchError("verification.against_documents", folder=texts.folder)


def _once(checks: list[Check]) -> Iterator[Check]:
    """Yield the checks, each cell told by the first alone that finds it wrong."""
    told: set[tuple[str, str]] = set()
    removed: set[str] = set()
    for check in checks:
        kept: list[Failure] = []
        for failure in check.failures:
            cells = {(failure.sheet, cell) for cell in failure.cell.split()}
            # Rows that are known to be removed are missing from what is made anew, too.
            again = failure.meaning.key == "verification.row_missing" and failure.sheet in removed
            if not again and (not cells or not cells <= told):
                kept.append(failure)
            told |= cells
        removed |= {f.sheet for f in kept if f.meaning.key == "verification.row_removed"}
        check.failures[:] = kept
        yield check
