"""What a verification found, told: tables, words, and records for other programs."""

from __future__ import annotations

import io

from rich.console import Console

from bench.errors import BenchError
from bench.verification.findings import (
    FAILURES,
    Check,
    Verification,
    failures_table,
    shown,
    verification_record,
)
from bench.verification.told import MOST, verification_summary


def found(count: int = 2) -> Verification:
    check = Check("quotes", BenchError("verification.check_quotes"), looked=1_234)
    long = "甲" * 300
    for number in range(count):
        meaning = BenchError("verification.quote_differs")
        check.fail("证据", f"D{number + 2}", f"{long}一{long}", f"{long}二{long}", meaning)
    check.notes.append(BenchError("verification.no_documents"))
    return Verification("zh", (check,), (BenchError("verification.alone"),))


def printed(verification: Verification, language: str = "zh") -> str:
    console = Console(file=io.StringIO(), width=120, soft_wrap=True)
    for part in verification_summary(verification, language):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_long_texts_are_told_around_the_place_where_they_differ() -> None:
    text = printed(found())
    assert "…" in text
    assert "甲一甲" in text
    assert "甲二甲" in text
    assert "甲" * 100 not in text


def test_of_many_failures_the_first_are_told_and_how_many_more() -> None:
    text = printed(found(MOST + 7))
    assert text.count("✗") == MOST
    assert "另有 7 处" in text
    assert f"有 {MOST + 7} 处不符" in text
    assert "1,234" in text


def test_where_all_holds_the_last_line_says_so() -> None:
    whole = Verification(
        "zh", (Check("quotes", BenchError("verification.check_quotes"), 1_234),), ()
    )
    assert printed(whole).strip().endswith("全部相符（核对 1,234 处）")
    assert printed(whole, "en").strip().endswith("All holds (1,234 looked at)")


def test_where_something_was_not_looked_at_the_last_line_does_not_say_all() -> None:
    assert "全部" not in printed(found(0)).strip().splitlines()[-1]
    assert "没有核对" in printed(found(0)).strip().splitlines()[-1]
    assert "could not be checked" in printed(found(0), "en").strip().splitlines()[-1]


def test_the_table_and_the_record_hold_every_failure() -> None:
    verification = found(MOST + 7)
    table = failures_table(verification.failures, "en")
    assert list(table.columns) == FAILURES.names
    assert len(table) == MOST + 7
    record = verification_record(verification, "en")
    assert record["holds"] is False
    assert len(record["failures"]) == MOST + 7
    assert record["checks"][0]["fails"] == MOST + 7


def test_values_are_shown_as_a_reader_writes_them() -> None:
    assert [shown(v) for v in (3.0, 0.1, None, "字", True)] == ["3", "0.1", "", "字", "True"]
