"""Other weights tried in a workbook: told as what they are, and what they give worked out anew."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from xlsxwriter.utility import xl_cell_to_rowcol

from bench.composite.hierarchy import Hierarchy
from bench.errors import BenchError
from bench.report.view import ReportView
from bench.report.workbook.live import Live, live_of
from bench.report.workbook.live_places import TRY, Places, places_of
from bench.scoring.ranking import Bar
from bench.verification.aligned import same
from bench.verification.compared import Laid
from bench.verification.findings import Check
from bench.verification.opened import Value

_CELL: Final = re.compile(r"!(\$?[A-Z]+\$?[0-9]+)$")


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """The weights that stand in the cells to try others in.

    Parameters
    ----------
    live, at
        What the live sheets calculate under the weights of the run, and where.
    tried
        Position in the hierarchy → the weight that stands there.
    bar
        What a rank needs, as it stands there; None where it cannot be used.
    inputs
        The cells that may be changed, on the sheet as the program writes it.
    changed
        How many of them are not the run's.
    """

    live: Live
    at: Places
    tried: Mapping[int, Value]
    bar: Bar | None
    inputs: frozenset[tuple[int, int]]
    changed: int


def trial_of(view: ReportView, weights: Laid, names: Mapping[str, str]) -> Trial | None:
    """Read the weights that are tried in a workbook.

    Parameters
    ----------
    view
        The report made anew.
    weights
        The sheet Weights beside the one that the program writes.
    names
        What the names of the workbook that the program writes refer to: two are the cells of what
        a rank needs.

    Returns
    -------
    Trial or None
        None where there is nothing to calculate.
    """
    live = live_of(view)
    if live is None:
        return None
    at = places_of(view, live)
    tried = {position: weights.value(row, TRY) for position, row in at.row_of.items()}
    run = live.weights
    changed = sum(not same(value, float(run[position])) for position, value in tried.items())
    inputs = {(row, TRY) for row in at.row_of.values()}
    needs = {"least_claims": float(live.bar.claims), "least_coverage": live.bar.coverage}
    for name, own in needs.items():
        place = _place(names.get(name, ""))
        if place is not None:
            value = weights.value(*place)
            changed += not same(value, own)
            needs[name] = value if isinstance(value, float) else math.nan
            inputs.add(place)
    bar = Bar(math.ceil(needs["least_claims"]), needs["least_coverage"]) if _all(needs) else None
    return Trial(live, at, tried, bar, frozenset(inputs), changed)


def _all(needs: Mapping[str, float]) -> bool:
    return all(math.isfinite(value) for value in needs.values())


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column of the cell that a name refers to; None where it is no cell."""
    found = _CELL.search(reference)
    return None if found is None else xl_cell_to_rowcol(found[1].replace("$", ""))


def check_trial(view: ReportView, trial: Trial, calculation: Laid, check: Check) -> None:
    """Hold what the sheet Calculation gives under other weights against the program.

    Parameters
    ----------
    view
        The report made anew.
    trial
        The weights tried.
    calculation
        The sheet Calculation beside the one that the program writes.
    check
        What does not hold is added to it.
    """
    hierarchy = _with(trial.live, trial.tried)
    if hierarchy is None or view.composition is None or trial.bar is None:
        check.notes.append(BenchError("verification.weights_unusable"))
        return
    made = replace(view.composition, hierarchy=hierarchy)
    try:
        live = live_of(replace(view, composition=made, bar=trial.bar))
    except ValueError:  # an aggregation cannot be used under these weights
        live = None
    if live is None:
        check.notes.append(BenchError("verification.weights_unusable"))
        return
    for row, column, value in _expected(live, trial.at):
        should = None if np.isnan(value) else float(value)
        found = calculation.value(row, column)
        check.looked += 1
        if not same(found, should):
            meaning = BenchError("verification.what_if_differs")
            cell = calculation.cell(row, column)
            check.fail(calculation.pair.there.name, cell, found, should, meaning)


def _with(live: Live, tried: Mapping[int, Value]) -> Hierarchy | None:
    """Return the hierarchy with other weights; None where they cannot be used."""
    nodes = []
    for node in live.hierarchy.nodes:
        weights = [tried[child] for child in node.children]
        numbers = [w for w in weights if isinstance(w, float) and not isinstance(w, bool)]
        if len(numbers) < len(weights) or min(numbers) < 0 or sum(numbers) <= 0:
            return None
        total = sum(numbers)
        nodes.append(replace(node, weights=tuple(weight / total for weight in numbers)))
    return replace(live.hierarchy, nodes=tuple(nodes))


def _expected(live: Live, at: Places) -> Iterator[tuple[int, int, float]]:
    """Yield row, column and value of what the sheet Calculation gives; NaN for nothing."""
    for i in range(len(live.regions)):
        row = at.regions[0] + i
        for position, column in at.column_of.items():
            if position != live.root:
                yield row, column, float(live.scores[i, position])
        yield row, at.results["index"], float(live.index[i])
        yield row, at.results["rank"], float(live.ranks[i])
