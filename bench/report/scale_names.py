"""What the scales of a method are called; light, as every command may need it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.report.labels import word

# Ranks and z-scores have no ends.
OPEN: Final = frozenset({"z_score", "rank"})
# What comes of these is on a scale of its own, whatever goes in.
OWN_SCALE: Final = frozenset({"copeland", "topsis"})


def scale_name(catalogue: Catalogue, method: Method, language: str) -> str:
    """Return what scale the scores of indicators are on: ``"0–100"``, Z 分数; ``""`` for mixed."""
    names = normalisations(catalogue, method)
    if not names & OPEN:
        return word("scale_ends", language, low=f"{method.ends[0]:g}", high=f"{method.ends[1]:g}")
    return word(f"scale_{names.pop()}", language) if len(names) == 1 else ""


def normalisations(catalogue: Catalogue, method: Method) -> set[str]:
    """Return the normalisations that are used, of statistics and of evidence."""
    found: set[str] = set()
    if catalogue.statistics:
        found.add(method.normalisation)
    if catalogue.evidence_indicators:
        found.add(method.evidence)
    return found


def aggregations(catalogue: Catalogue) -> Iterator[str]:
    """Yield the aggregation of the index, then of every group."""
    yield catalogue.aggregation
    yield from (group.aggregation for group in catalogue.groups)
