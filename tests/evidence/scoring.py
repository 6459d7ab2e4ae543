"""How well evidence fits a labelling: a row a sentence against a row a claim × region × indicator.

A row of evidence belongs to every labelled sentence that it overlaps by more than half of the
shorter of the two. Regions and indicators are scored on the sentences that are claims and were
found ("given the claim"); triples (sentence, region, indicator) on all of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CLAIMS = ("measure", "fact")


@dataclass(frozen=True, slots=True)
class Label:
    """A sentence and what a reader says of it."""

    document: str
    start: int
    end: int
    kind: str
    regions: frozenset[str]
    indicators: frozenset[str]
    status: str

    @property
    def is_claim(self) -> bool:
        return self.kind in CLAIMS

    def holds(self, start: int, end: int) -> bool:
        """Say whether a span belongs to this sentence."""
        overlap = min(end, self.end) - max(start, self.start)
        return overlap * 2 > min(end - start, self.end - self.start)


@dataclass(slots=True)
class Found:
    """What the evidence says of a sentence."""

    regions: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)
    triples: set[tuple[str, str]] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)


def read_labels(path: Path) -> list[Label]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Label(
                row["document"],
                int(row["start"]),
                int(row["end"]),
                row["kind"],
                _ids(row["regions"]),
                _ids(row["indicators"]),
                row["status"],
            )
            for row in csv.DictReader(file)
        ]


def measure(labels: Iterable[Label], evidence: Iterable[Mapping[str, object]]) -> dict[str, float]:
    """Return the figures of accuracy: F1 scores and shares, 0 to 1, and ``noise_kept``, a count.

    Parameters
    ----------
    labels
        Every sentence of the documents once.
    evidence
        Rows with document, start, end, region, indicator and status.
    """
    units = list(labels)
    found = match(units, evidence)
    seen = [u for u in units if u.is_claim and u in found]
    triples = {(u, r, i) for u in units if u.is_claim for r in u.regions for i in u.indicators}
    stated = [u for u in seen if found[u].statuses == {u.status}]
    return {
        "evidence": f1(set(found), {u for u in units if u.is_claim}),
        "region": f1(
            {(u, r) for u in seen for r in found[u].regions},
            {(u, r) for u in seen for r in u.regions},
        ),
        "indicator": f1(
            {(u, i) for u in seen for i in found[u].indicators},
            {(u, i) for u in seen for i in u.indicators},
        ),
        "triple": f1({(u, *t) for u, f in found.items() for t in f.triples}, triples),
        "status": len(stated) / len(seen) if seen else 1.0,
        "noise_kept": sum(u.kind == "noise" for u in found),
    }


def match(units: list[Label], evidence: Iterable[Mapping[str, object]]) -> dict[Label, Found]:
    """Return what the evidence says of each sentence that it says anything of."""
    found: dict[Label, Found] = {}
    for row in evidence:
        region, indicator = str(row["region"]), str(row["indicator"])
        for unit in units:
            if unit.document != row["document"] or not unit.holds(row["start"], row["end"]):
                continue
            here = found.setdefault(unit, Found())
            here.regions.add(region)
            here.statuses.add(str(row["status"]))
            if indicator:
                here.indicators.add(indicator)
                here.triples.add((region, indicator))
    return found


def f1(found: set[object], wanted: set[object]) -> float:
    """Return the harmonic mean of precision and recall; 1 where both sets are empty."""
    total = len(found) + len(wanted)
    return 2 * len(found & wanted) / total if total else 1.0


def _ids(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split("|") if part)
