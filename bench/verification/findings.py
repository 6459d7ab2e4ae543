"""What a verification looked at, and what does not hold: told in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import pandas as pd

from bench.errors import BenchError
from bench.schema import Column, Table

FAILURES: Final = Table(
    "failures",
    "one row a cell, a row or a document that does not hold",
    (
        Column("check", "text", "检查项", "Check", "id of the check"),
        Column("sheet", "text", "工作表", "Sheet", "as the workbook calls it"),
        Column("cell", "text", "单元格", "Cell", "address such as D12; of several with a blank"),
        Column("there", "text", "现为", "There", "what stands there"),
        Column("should", "text", "应为", "Should be", "what should; empty where it is not known"),
        Column("meaning", "text", "含义", "Meaning", "what it means, or the mend"),
    ),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something in a workbook that does not hold.

    Parameters
    ----------
    check
        Id of the check that found it.
    sheet, cell
        Where it is: the sheet as the workbook calls it, and addresses, parted by blanks; both may
        be empty where it is in no cell (a document that is missing).
    there, should
        What stands there, and what should; texts and numbers, None for nothing.
    meaning
        What it means, or the mend.
    """

    check: str
    sheet: str
    cell: str
    there: object
    should: object
    meaning: BenchError


LACKING: Final = 2**30  # beyond the last row that a sheet can have


class Correction(NamedTuple):
    """What a cell of a table should hold, known for sure.

    Parameters
    ----------
    table
        Name of the table.
    row
        Of its sheet, from 0; from `LACKING` on a row that the sheet lacks.
    column
        Name in the table's schema; empty: the row should not be there.
    value
        As the table has it, codes for labels.
    """

    table: str
    row: int
    column: str
    value: object


@dataclass(slots=True)
class Check:
    """One kind of thing that was looked at.

    Parameters
    ----------
    id
        Which; texts and tables know it by this.
    name
        What was looked at, in words.
    looked
        How many were.
    failures
        Those that do not hold.
    notes
        What could not be looked at, and what is no failure but should be known.
    corrections
        Where it is known what a cell should hold: scores are worked out with that, so that they
        are not told wrong for a cell that is told already.
    """

    id: str
    name: BenchError
    looked: int = 0
    failures: list[Failure] = field(default_factory=list)
    notes: list[BenchError] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    def fail(
        self,
        sheet: str,
        cell: str,
        there: object,
        should: object,
        meaning: BenchError,
    ) -> None:
        """Add what does not hold."""
        self.failures.append(Failure(self.id, sheet, cell, there, should, meaning))


# What says that part of the workbook could not be checked.
UNCHECKED: Final = frozenset(
    f"verification.{name}" for name in ("alone", "no_documents", "sheets_absent", "not_computed")
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found.

    Parameters
    ----------
    language
        Of the workbook: ``"zh"`` or ``"en"``.
    checks
        In the order in which they are told.
    notes
        What concerns the whole: what it was held against, and what could not be.
    """

    language: str
    checks: tuple[Check, ...]
    notes: tuple[BenchError, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """All that does not hold, in the order of the checks."""
        return tuple(failure for check in self.checks for failure in check.failures)

    @property
    def holds(self) -> bool:
        """Whether nothing was found that does not hold."""
        return not self.failures

    @property
    def is_partial(self) -> bool:
        """Whether something that the workbook should hold or be held against could not be."""
        notes = [*self.notes, *(note for check in self.checks for note in check.notes)]
        return any(note.key in UNCHECKED for note in notes)


def failures_table(failures: Iterable[Failure], language: str) -> pd.DataFrame:
    """Return failures by the schema `FAILURES`; numbers in full, nothing as empty text."""
    return FAILURES.frame(
        [
            {
                "check": failure.check,
                "sheet": failure.sheet,
                "cell": failure.cell,
                "there": shown(failure.there),
                "should": shown(failure.should),
                "meaning": failure.meaning.text(language),
            }
            for failure in failures
        ]
    )


def verification_record(found: Verification, language: str) -> dict[str, Any]:
    """Return all that a verification found, for JSON."""
    return {
        "holds": found.holds,
        "language": found.language,
        "notes": [note.text(language) for note in found.notes],
        "checks": list(_check_records(found, language)),
        "failures": failures_table(found.failures, language).to_dict("records"),
    }


def _check_records(found: Verification, language: str) -> Iterator[dict[str, Any]]:
    for check in found.checks:
        yield {
            "check": check.id,
            "name": check.name.text(language),
            "looked": check.looked,
            "fails": len(check.failures),
            "notes": [note.text(language) for note in check.notes],
        }


def shown(value: object) -> str:
    """Return a value as a reader is told it: whole numbers without decimals, others in full."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)
