import math
from collections.abc import Callable

from bench.report.cells import Cell, first_rows, score_cells, sorted_evidence, states_of
from bench.report.view import ReportView
from bench.tables import EVIDENCE
from tests.report.conftest import evidence_row, make_statistics_view, make_view

Maker = Callable[..., ReportView]


def test_cells_are_found_by_region_code_and_indicator(view_of: Maker) -> None:
    view = view_of(2)
    cells = score_cells(view)
    row = view.scores.iloc[0]
    cell = cells[(row["region_code"], row["indicator"])]
    assert cell.state == row["state"]
    assert cell.score == row["score"] or math.isnan(row["score"])
    assert isinstance(cell, Cell)


def test_states_of_statistics_have_names_of_their_own() -> None:
    cells = score_cells(make_statistics_view({"missing": "mean"}))
    assert cells["510100", "infra.delay"] == Cell(50.0, "imputed")
    assert cells["510100", "infra.base"].state == "given"
    view = make_statistics_view()
    assert score_cells(view)["510100", "infra.delay"].state == "missing"
    assert states_of(view) == ("given", "missing")
    assert states_of(make_view(2)) == ("stated", "silent", "unread")


def test_what_is_aggregated_is_shown(view_of: Maker) -> None:
    scores = view_of(2).scores.assign(state="stated", score=10.0, normalised=-0.5)
    assert {c.score for c in score_cells(view_of(2, scores=scores)).values()} == {-0.5}


def test_evidence_is_sorted_by_rank_then_catalogue_then_place(view_of: Maker) -> None:
    rows = [
        evidence_row("深圳", "330001", "governance.rules", start=5),
        evidence_row("深圳", "330001", "governance.rules", start=1),
        evidence_row("别处", "999999", "clusters.ai"),
        evidence_row("杭州", "330000", ""),
        evidence_row("杭州", "330000", "governance.talent"),
        evidence_row("杭州", "330000", "infrastructure.networks"),
    ]
    table = sorted_evidence(view_of(3, evidence=EVIDENCE.frame(rows)))
    found = list(zip(table["region"], table["indicator"], table["start"], strict=True))
    assert found == [
        ("杭州", "infrastructure.networks", 0),
        ("杭州", "governance.talent", 0),
        ("杭州", "", 0),
        ("深圳", "governance.rules", 1),
        ("深圳", "governance.rules", 5),
        ("别处", "clusters.ai", 0),
    ]
    assert first_rows(table)[("330001", "governance.rules")] == 3


def test_the_order_does_not_depend_on_the_order_of_the_input(view_of: Maker) -> None:
    view = view_of(4)
    shuffled = view.evidence.sample(frac=1, random_state=1)
    table = sorted_evidence(view_of(4, evidence=shuffled))
    assert table.equals(sorted_evidence(view))


def test_no_evidence_is_no_rows(view_of: Maker) -> None:
    table = sorted_evidence(view_of(2, evidence=EVIDENCE.empty()))
    assert first_rows(table) == {}
