"""The accuracy gate: evidence on the default corpus against its labels, never below the floors.

The floors stand in ``tests/data/floors.yaml``, slightly under what was measured when they were
set; a change that raises accuracy should raise them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bench.corpus.folder import find_sources
from bench.corpus.reading import read_document
from bench.evidence.analysis import Analyser
from bench.evidence.learnt_tables import learnt_of
from bench.resources import shipped
from tests.evidence.scoring import Label, f1, measure, read_labels
from tests.evidence.tables import evidence_table

DATA = Path(__file__).parents[1] / "data"
LABELS = read_labels(DATA / "seed_labels.csv")
FLOORS = YAML(typ="safe").load((DATA / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def evidence(analyser: Analyser) -> list[dict[str, object]]:
    """What the program finds as it is shipped, learnt weights included."""
    learnt = learnt_of(analyser.catalogue, shipped("indicators/digital_economy.yaml"))
    analyser = Analyser(analyser.catalogue, analyser.gazetteer, learnt)
    documents = [
        read_document(source, analyser.gazetteer, analyser.places)
        for source in find_sources(shipped("seeds"))
    ]
    analyses = [analyser.analyse(document) for document in documents]
    return evidence_table(analyses, analyser.gazetteer).to_dict("records")


def report(figures: dict[str, float]) -> str:
    """Every figure beside its floor."""
    lines = [f"{'':12s}{'floor':>8s}{'here':>8s}"]
    for name, value in figures.items():
        floor = FLOORS["at_least"].get(name, FLOORS["at_most"].get(name))
        lines.append(f"{name:12s}{floor:8.3f}{value:8.3f}")
    return "\n" + "\n".join(lines)


def test_accuracy_does_not_fall_below_its_floors(evidence: list[dict[str, object]]) -> None:
    figures = measure(LABELS, evidence)
    assert set(figures) == set(FLOORS["at_least"]) | set(FLOORS["at_most"])
    low = [name for name, floor in FLOORS["at_least"].items() if figures[name] < floor]
    high = [name for name, most in FLOORS["at_most"].items() if figures[name] > most]
    assert not low + high, report(figures)


@pytest.mark.parametrize("document", sorted({label.document for label in LABELS}))
def test_no_document_falls_below_the_floors_of_each(
    evidence: list[dict[str, object]], document: str
) -> None:
    labels = [label for label in LABELS if label.document == document]
    figures = measure(labels, [row for row in evidence if row["document"] == document])
    floors = FLOORS["each_document"]
    low = [name for name, floor in floors.items() if figures[name] < floor]
    assert not low, f"{low}, at least {floors}{report(figures)}"


# --- the scorer itself --------------------------------------------------------------------------


def label(start: int, end: int, kind: str = "measure", *ids: str) -> Label:
    regions = frozenset({"杭州"} if kind in ("measure", "fact") else ())
    return Label("a.md", start, end, kind, regions, frozenset(ids), "planned")


def row(start: int, end: int, region: str, indicator: str) -> dict[str, object]:
    return {
        "document": "a.md",
        "start": start,
        "end": end,
        "region": region,
        "indicator": indicator,
        "status": "planned",
    }


UNITS = [label(0, 10, "measure", "x", "y"), label(10, 20, "noise"), label(20, 30, "fact")]
PERFECT = [row(0, 10, "杭州", "x"), row(0, 10, "杭州", "y"), row(20, 30, "杭州", "")]


def test_what_the_labels_say_scores_one() -> None:
    figures = measure(UNITS, PERFECT)
    assert figures.pop("noise_kept") == 0
    assert set(figures.values()) == {1.0}


def test_nothing_found_scores_nothing() -> None:
    figures = measure(UNITS, [])
    assert figures["evidence"] == figures["triple"] == 0


def test_mistakes_count_where_they_are_made() -> None:
    figures = measure(UNITS, [row(0, 10, "宁波", "x"), row(10, 20, "杭州", "x")])
    assert figures["evidence"] == pytest.approx(2 / 4)
    assert figures["region"] == 0
    assert figures["indicator"] == pytest.approx(2 / 3)
    assert figures["triple"] == 0
    assert figures["noise_kept"] == 1


def test_another_status_is_told() -> None:
    wrong = [{**r, "status": "enacted"} for r in PERFECT[:2]]
    assert measure(UNITS, [*wrong, PERFECT[2]])["status"] == 0.5


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(0, 10, True), (4, 14, True), (5, 15, False), (0, 3, True), (0, 100, True), (10, 20, False)],
)
def test_more_than_half_of_the_shorter_must_overlap(start: int, end: int, holds: bool) -> None:
    assert label(0, 10).holds(start, end) is holds


def test_a_row_of_another_document_belongs_to_no_sentence() -> None:
    other = [{**r, "document": "b.md"} for r in PERFECT]
    assert measure(UNITS, other)["evidence"] == 0


def test_f1_of_nothing_wanted_and_nothing_found_is_one() -> None:
    assert f1(set(), set()) == 1
    assert f1({1, 2}, {2, 3}) == 0.5
