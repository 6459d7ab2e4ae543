"""Precision and recall on stretches of real documents in which every quantity is marked by hand.

The documents are not part of the project: set REGIONBENCH_SHARED to the folder that holds them.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

from bench.corpus.encoding import decode
from bench.quantities import Quantity, find_quantities

MARKS = Path(__file__).parents[1] / "data" / "quantities.csv"
SHARED = os.environ.get("REGIONBENCH_SHARED", "")
LEAST = {"precision": 0.95, "recall": 0.85}

Row = dict[str, str]


def rows(which: str) -> list[Row]:
    with MARKS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["set"] == which]


def agrees(mark: Row, found: Quantity) -> bool:
    """Overlapping span, equal value, equal unit."""
    high = float(mark["high"]) if mark["high"] else None
    return (
        found.start < int(mark["end"])
        and found.end > int(mark["start"])
        and found.value == pytest.approx(float(mark["value"]), rel=1e-9)
        and (found.high is None if high is None else found.high == pytest.approx(high, rel=1e-9))
        and found.unit == mark["unit"]
    )


def compare(which: str) -> tuple[int, int, int, int]:
    """Return how many quantities are marked, found, found rightly, and rightly bounded."""
    stretches: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in rows(which):
        place = (row["document"], int(row["stretch_start"]), int(row["stretch_end"]))
        stretches[place] += [row] if row["start"] else []
    marked = found = right = bounded = 0
    for (document, start, end), marks in stretches.items():
        text = decode((Path(SHARED) / document).read_bytes()).text
        here = [q for q in find_quantities(text) if start <= q.start and q.end <= end]
        marked, found = marked + len(marks), found + len(here)
        for mark in marks:
            match = next((q for q in here if agrees(mark, q)), None)
            if match is not None:
                here.remove(match)
                right += 1
                bounded += match.comparator == mark["comparator"]
    return marked, found, right, bounded


@pytest.mark.parametrize("which", ["tune", "test"])
def test_the_marks_are_many_and_in_their_stretches(which: str) -> None:
    marks = [row for row in rows(which) if row["start"]]
    assert len(marks) >= 75
    for row in marks:
        assert int(row["stretch_start"]) <= int(row["start"]) < int(row["end"])
        assert int(row["end"]) <= int(row["stretch_end"])


@pytest.mark.skipif(not Path(SHARED or "-").is_dir(), reason="REGIONBENCH_SHARED is not set")
@pytest.mark.parametrize("which", ["tune", "test"])
def test_marked_quantities_are_found(which: str, capsys: pytest.CaptureFixture[str]) -> None:
    marked, found, right, bounded = compare(which)
    precision, recall = right / found, right / marked
    with capsys.disabled():
        print(
            f"\nquantities, {which}: {marked} marked, {found} found, "
            f"precision {precision:.3f}, recall {recall:.3f}, comparator {bounded / right:.3f}"
        )
    assert precision >= LEAST["precision"]
    assert recall >= LEAST["recall"]
