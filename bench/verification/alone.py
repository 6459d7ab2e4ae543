"""What can be checked of a workbook that was mailed alone."""

from __future__ import annotations

from collections.abc import Mapping

from bench.errors import BenchError
from bench.verification.agreement import check_agreement
from bench.verification.arithmetic import check_arithmetic, plainly_scored
from bench.verification.claims import check_counts
from bench.verification.findings import Check
from bench.verification.located import Located, sheets_by_key
from bench.verification.opened import OpenBook
from bench.verification.readback import ReadTable


def check_alone(
    book: OpenBook,
    tables: Mapping[str, ReadTable],
    places: Mapping[str, Located],
    language: str,
) -> list[Check]:
    """Check a workbook against itself: whether its sheets agree, and its arithmetic.

    Parameters
    ----------
    book, language
        The workbook, and its language.
    tables, places
        Its tables: read back, and where they stand.
    """
    between = Check("between", BenchError("verification.check_between"))
    check_agreement(places, sheets_by_key(book, language).get("sheet_side_by_side"), between)
    # Where claims of cities count for their provinces, the sheet has more rows than documents gave.
    if "evidence" in tables and "documents" in tables and plainly_scored(book, language):
        evidence = tables["evidence"]
        check_counts(evidence.frame, tables["documents"], evidence.place.sheet.name, between)
    arithmetic = Check("arithmetic", BenchError("verification.check_arithmetic"))
    check_arithmetic(book, tables.get("evidence"), language, arithmetic)
    return [between, arithmetic]
