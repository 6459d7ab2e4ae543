"""Where a claim stands on the evidence sheet."""

from __future__ import annotations

from bench.report.cells import sorted_evidence
from bench.report.workbook.places import proofs_of
from tests.report.overviews import compared_view
from tests.scoring.builders import CODES


def test_a_claim_leads_to_its_own_row_else_to_where_it_is_first() -> None:
    view = compared_view()
    rows = sorted_evidence(view)
    proofs = proofs_of(view, rows, {})
    for row, claim in enumerate(rows.to_dict("records"), 1):
        key = (claim["region_code"], claim["indicator"], claim["document"], claim["start"])
        assert proofs.claim(*key) == ("证据", row, 0)
        assert proofs.claim("999999", "", claim["document"], claim["start"]) == ("证据", row, 0)
    assert proofs.claim(CODES["甲市"], "infra.net", "a.txt", 7) is None


def test_rows_that_the_sheet_does_not_hold_are_led_to_by_nothing() -> None:
    view = compared_view()
    rows = sorted_evidence(view)
    last = rows.iloc[-1]
    key = (last["region_code"], last["indicator"], last["document"], int(last["start"]))
    assert proofs_of(view, rows.iloc[:-1], {}).claim(*key) is None
