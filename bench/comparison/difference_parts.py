"""Which parts of what two runs were given differ, as far as that can bear on their scores."""

from __future__ import annotations

from typing import Any, Final

from bench.comparison.difference_mixing import (
    Pair,
    Sides,
    description,
    mixed_tables,
    reads,
    weight_shares,
    wholes,
)
from bench.comparison.difference_schema import CATALOGUE, DOCUMENTS, PROGRAM, STATISTICS, WEIGHTS
from bench.statistics.schema import STATISTICS as STATISTICS_TABLE

# What of a row of evidence bears on a score.
_SCORED: Final = [
    *("document", "start", "end", "quote", "region_code", "indicator"),
    *("confidence", "strength", "source_kind", "date"),
]


def changed_parts(pair: Pair) -> dict[str, tuple[str, ...]]:
    """Return what differs between two runs: name of the part → the sides that go with it.

    What reads the same texts in another way, though catalogue, learnt weights and the user's
    regions are the same, is the program.
    """
    before, after = pair.given_before, pair.given_after
    found: dict[str, tuple[str, ...]] = {}
    told = [description(run.documents) for run in (pair.before, pair.after)]
    if pair.before.texts != pair.after.texts or told[0] != told[1]:
        found[DOCUMENTS] = ("documents",)
    if reads(before) != reads(after):
        found[CATALOGUE] = ("catalogue",)
    elif not _same_evidence(pair, Sides(), Sides(catalogue=True)):
        found[PROGRAM] = ("catalogue",)
    if _weighs(pair, False) != _weighs(pair, True):
        found[WEIGHTS] = ("weights",)
    if _values(pair, False) != _values(pair, True):
        found[STATISTICS] = ("statistics",)
    return found


def _same_evidence(pair: Pair, one: Sides, other: Sides) -> bool:
    tables = [mixed_tables(pair, sides)[0][_SCORED] for sides in (one, other)]
    first, second = (t.sort_values(list(t.columns), ignore_index=True) for t in tables)
    return bool(first.equals(second))


def _weighs(pair: Pair, later: bool) -> list[Any]:
    given, other = pair.given(later), pair.given(not later)
    common = wholes(other.catalogue).keys()
    steps = {"": given.catalogue} | {group.id: group for group in given.catalogue.groups}
    return [
        weight_shares(pair, later),
        given.method,
        {n: (step.aggregation, step.threshold) for n, step in steps.items() if n in common},
        given.min_claims,
        given.min_coverage,
        given.compared and sorted(region.code for region in given.compared),
        sorted(given.levels),
    ]


def _values(pair: Pair, later: bool) -> list[tuple[Any, ...]]:
    statistics = pair.run(later).statistics
    table = STATISTICS_TABLE.empty() if statistics is None else statistics.table
    columns = (table[name] for name in ("region_code", "indicator", "value"))
    return sorted(zip(*columns, strict=True))
