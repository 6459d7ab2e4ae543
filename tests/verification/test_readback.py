"""Tables read back: codes behind labels, numbers and texts; what cannot be read is told."""

from __future__ import annotations

import pytest

from bench.verification.findings import Correction
from bench.verification.located import language_of, locate
from bench.verification.opened import open_book
from bench.verification.readback import corrected, labels_of, read_back
from bench.verification.remade import stated_tables
from tests.verification.conftest import Made, Ran, new_check
from tests.verification.test_claims import claim, evidence
from tests.verification.test_quotes import table


def test_the_evidence_of_a_run_is_read_back_as_it_was_written(ran: Ran, made: Made) -> None:
    import pandas as pd

    written = pd.read_csv(ran.workbook.parent / "evidence.csv", keep_default_na=False, dtype=str)
    read = stated_tables(made.stated.tables).evidence
    keys = ["document", "start", "region_code", "indicator"]
    one = written.sort_values(keys, ignore_index=True)
    other = read.astype({"start": str, "end": str}).sort_values(keys, ignore_index=True)
    assert len(one) == len(other)
    for column in written.columns:
        if column in ("strength", "confidence"):
            assert one[column].astype(float).tolist() == other[column].tolist()
        else:
            assert one[column].tolist() == other[column].tolist(), column


def test_labels_become_codes_in_either_language() -> None:
    for language, kind, status in (("zh", "举措", "已施行"), ("en", "measure", "enacted")):
        rows = table("evidence", claim(kind=kind, status=status, instrument=None))
        read = read_back(rows, language, new_check())
        assert read.frame.loc[0, ["kind", "status"]].tolist() == ["measure", "enacted"]
        assert labels_of("evidence", language)["status"]["enacted"] == status


@pytest.mark.parametrize(
    ("column", "value", "key", "cell"),
    [
        ("kind", "猜测", "verification.unknown_label", "E2"),
        ("strength", "四", "verification.no_number", "G2"),
        ("start", 1.5, "verification.no_whole_number", "P2"),
        ("confidence", None, "verification.no_number", "H2"),
    ],
)
def test_what_cannot_be_read_is_told_and_costs_no_row(
    column: str, value: float | str | None, key: str, cell: str
) -> None:
    check = new_check()
    read = read_back(table("evidence", claim(**{column: value}), claim()), "zh", check)
    assert [(f.meaning.key, f.cell) for f in check.failures] == [(key, cell)]
    assert len(read.frame) == 2
    assert not read.frame.isna().any().any()


def test_cells_are_put_right_by_their_rows() -> None:
    read = evidence(claim(), claim(strength=1.0))
    put = corrected(read, [Correction("evidence", 2, "strength", 2.0)])
    assert put.frame["strength"].tolist()[1] == 2.0
    assert corrected(read, [Correction("cuts", 2, "text", "")]).frame.equals(read.frame)


def test_tables_are_found_by_their_headings_in_either_language(ran: Ran) -> None:
    book = open_book(ran.workbook)
    assert language_of(book) == "zh"
    place = locate(book, "evidence", "zh")
    assert place is not None
    assert place.sheet.name == "证据"
    assert locate(book, "statistics", "zh") is None
    assert locate(book, "evidence", "en") is None
