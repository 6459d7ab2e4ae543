"""Regions under several sets of weights, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from bench.catalogue.model import Text, Weights
from bench.composite.hierarchy import Hierarchy
from bench.errors import BenchError
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.scoring.ranking import Bar, Candidate

# Id of the scenario that a project is run with.
OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A set of weights that can be named.

    Parameters
    ----------
    id
        Short, for headings of columns: ``own``, the name of its file, or ``set``.
    name
        What a reader calls it.
    weights
        The weights, and the method that goes with them.
    changes
        Single weights that were changed on top, as told: ``governance=0.4``.
    """

    id: str
    name: Text
    weights: Weights
    changes: str = ""

    def title(self, language: str) -> str:
        """Return the name and what was changed on top."""
        return f"{self.name.in_(language)} {self.changes}".strip()


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """Where n regions stand under one scenario.

    Parameters
    ----------
    scenario
        The scenario.
    index
        Shape (n,); NaN for a region that is not ranked.
    rank
        Shape (n,), from 1, ties share the smaller; NaN for a region that is not ranked.
    claims, coverage
        What the bar of the ranking is held against, shape (n,).
    hierarchy
        The weights as used: by the data where the method says so.
    """

    scenario: Scenario
    index: Floats
    rank: Floats
    claims: Integers
    coverage: Floats
    hierarchy: Hierarchy

    @property
    def ranked(self) -> Flags:
        """Which regions are ranked, shape (n,)."""
        return ~np.isnan(self.rank)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Regions under several scenarios, of which the first is what the others are held against.

    Parameters
    ----------
    regions
        The n regions, by code.
    standings
        One a scenario.
    bar
        What a region needs to be ranked.
    notes
        What the user should know.
    """

    regions: tuple[Candidate, ...]
    standings: tuple[Standings, ...]
    bar: Bar
    notes: tuple[BenchError, ...] = ()

    def shift(self, standings: Standings) -> Floats:
        """Return rank less first rank, shape (n,): above 0 is worse, NaN where it has not both."""
        return standings.rank - self.standings[0].rank

    def average_shift(self, standings: Standings) -> float:
        """Return the mean of absolute shifts; NaN where no region is ranked under both.

        R̄_S of Saisana, Saltelli and Tarantola (2005), eq. 2.
        """
        shifts = np.abs(self.shift(standings))
        shifts = shifts[~np.isnan(shifts)]
        return float(shifts.mean()) if shifts.size else float("nan")

    def why(self, standings: Standings, language: str) -> list[str]:
        """Return why each of the n regions is not ranked; empty where it is."""
        columns = (standings.claims.tolist(), standings.coverage.tolist(), standings.index.tolist())
        return [self.bar.note(*numbers, language) for numbers in zip(*columns, strict=True)]


def standings_table(comparison: Comparison, language: str | None = None) -> pd.DataFrame:
    """Return the standings as a wide table, best first under the first scenario.

    Its columns are region, region_code, level, index and rank; for every further scenario
    index_ID, rank_ID and shift_ID (rank less first rank: above 0 is worse). With a ``language``
    also note and note_ID: why a region is not ranked. NaN where a region is not ranked; regions
    ranked under no scenario come last, by code.
    """
    first, *others = comparison.standings
    columns: dict[str, object] = {
        "region": [region.name for region in comparison.regions],
        "region_code": [region.code for region in comparison.regions],
        "level": [region.level for region in comparison.regions],
        "index": first.index,
        "rank": first.rank,
        **({"note": comparison.why(first, language)} if language else {}),
    }
    for standings in others:
        name = standings.scenario.id
        columns[f"index_{name}"] = standings.index
        columns[f"rank_{name}"] = standings.rank
        columns[f"shift_{name}"] = comparison.shift(standings)
        if language:
            columns[f"note_{name}"] = comparison.why(standings, language)
    table = pd.DataFrame(columns)
    ranks = ["rank", *(f"rank_{standings.scenario.id}" for standings in others)]
    return table.sort_values([*ranks, "region_code"], ignore_index=True)


def standings_record(comparison: Comparison, language: str) -> dict[str, Any]:
    """Return the standings as data for JSON, in the order of `standings_table`; NaN is None."""
    first, *others = comparison.standings

    def told(standings: Standings) -> dict[str, Any]:
        scenario = standings.scenario
        shift = _number(comparison.average_shift(standings))
        return {
            "id": scenario.id,
            "name": scenario.title(language),
            **({} if standings is first else {"average_shift": shift}),
        }

    def row(values: dict[str, Any]) -> dict[str, Any]:
        under = {first.scenario.id: _place(values, "")}
        for standings in others:
            name = standings.scenario.id
            under[name] = _place(values, f"_{name}")
            under[name]["shift"] = _whole(values[f"shift_{name}"])
        kept = {name: values[name] for name in ("region", "region_code", "level")}
        return {**kept, "scenarios": under}

    rows = standings_table(comparison, language).to_dict("records")
    return {
        "scenarios": [told(standings) for standings in comparison.standings],
        "regions": [row({str(name): value for name, value in values.items()}) for values in rows],
    }


def _place(values: dict[str, Any], end: str) -> dict[str, float | int | str | None]:
    """Return where a region stands; its ``note`` says why where it is not ranked."""
    index, rank = _number(values[f"index{end}"]), _whole(values[f"rank{end}"])
    return {"index": index, "rank": rank, "note": values[f"note{end}"]}


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
