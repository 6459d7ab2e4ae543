"""What changed between two runs, and what each change of index, rank and score comes of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd

from bench.comparison.difference_evidence import counting, evidence_changes, reasons
from bench.comparison.difference_inputs import input_changes
from bench.comparison.difference_mixing import Sides, paired
from bench.comparison.difference_run import PastRun
from bench.comparison.difference_schema import PARTS, PROGRAM
from bench.comparison.difference_tables import ranking_changes, score_changes
from bench.comparison.difference_trace import LATER, Mixing, Trace, scored_mix, traced
from bench.errors import BenchError
from bench.scoring.score import Scored


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What changed between two runs.

    Parameters
    ----------
    inputs, ranking, scores, evidence
        Tables by the schemas of ``difference_schema.py``; NaN stands for an empty cell.
    parts
        The parts that differ, in the order of `PARTS`; empty where nothing does or it cannot be
        told.
    common
        Codes of the regions that both runs compare.
    notes
        What the user should know.
    """

    inputs: pd.DataFrame
    ranking: pd.DataFrame
    scores: pd.DataFrame
    evidence: pd.DataFrame
    parts: tuple[str, ...]
    common: frozenset[str]
    notes: tuple[BenchError, ...]

    @property
    def changed(self) -> bool:
        """Whether anything that the runs found differs."""
        moved = self.ranking[["index_change", "rank_change"]].fillna(0).to_numpy() != 0
        one = self.ranking["index_before"].isna() != self.ranking["index_after"].isna()
        return bool(moved.any() or one.any() or len(self.scores) or len(self.evidence))


def difference(before: PastRun, after: PastRun, language: str = "zh") -> Difference:
    """Compare two runs and trace each change to what the runs were given.

    Parameters
    ----------
    before, after
        The runs, the earlier one first.
    language
        Of the notes in the tables: ``"zh"`` or ``"en"``.

    Returns
    -------
    Difference
        Where the inputs of a run are not recorded, or the program can no longer score them,
        tables without parts, and a note that says so.
    """
    notes: list[BenchError] = []
    pair = paired(before, after)
    if pair is None:
        notes.append(BenchError("comparison.inputs_not_recorded"))
    mix = None if pair is None else cache(partial(scored_mix, pair, language=language))
    scored = (None, None) if mix is None else _scored(mix, notes)
    runs = (before, after) if pair is None else (pair.before, pair.after)
    codes = _union(*(run.scores["region_code"] for run in runs), *(_codes(s) for s in scored))
    indicators = _union(
        *(run.scores["indicator"] for run in reversed(runs)), *(_leaves(s) for s in scored)
    )
    trace = None
    if pair and mix and scored[0] and scored[1]:
        trace = traced(pair, mix, codes, indicators)
        notes += _told(trace)
    counts = (counting(runs[0], scored[0]), counting(runs[1], scored[1]))
    ranking = ranking_changes(runs, scored, codes, trace, language)
    evidence = evidence_changes(*counts, reasons(pair, runs, counts), list(ranking["region_code"]))
    scores = score_changes(runs, codes, indicators, trace, evidence)
    parts = _parts(ranking, scores, trace)
    if PROGRAM in parts:
        notes.append(BenchError("comparison.another_program"))
    inputs = input_changes(runs[0], runs[1], pair)
    common = counts[0].codes & counts[1].codes
    return Difference(inputs, ranking, scores, evidence, parts, common, tuple(notes))


def difference_record(found: Difference, language: str) -> dict[str, Any]:
    """Return a difference as data for JSON; empty cells are None."""
    tables = {
        "inputs": found.inputs,
        "ranking": found.ranking,
        "scores": found.scores,
        "evidence": found.evidence,
    }
    return {
        "changed": found.changed,
        "parts": list(found.parts),
        "notes": [note.text(language) for note in found.notes],
        **{name: _records(table) for name, table in tables.items()},
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.to_dict("records")
    return [{str(n): None if pd.isna(v) else v for n, v in row.items()} for row in rows]


def _scored(mix: Mixing, notes: list[BenchError]) -> tuple[Scored | None, Scored | None]:
    """Score both runs anew; None where that cannot be done, with a note why."""
    try:
        first, second = (mix(sides) for sides in (Sides(), LATER))
    except BenchError as error:
        notes.append(BenchError("comparison.cannot_score_anew", why=error))
        return None, None
    return first, second


def _codes(scored: Scored | None) -> list[str]:
    return [] if scored is None else [region.code for region in scored.composition.regions]


def _leaves(scored: Scored | None) -> tuple[str, ...]:
    # A run that compares no region has no scores, and indicators all the same.
    return () if scored is None else scored.composition.hierarchy.leaves


def _union(*values: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(value) for some in values for value in some))


def _told(trace: Trace | None) -> list[BenchError]:
    if trace is None:
        return [BenchError("comparison.cannot_split")]
    if not trace.joined:
        return []
    return [BenchError("comparison.split_in_two")]


def _parts(ranking: pd.DataFrame, scores: pd.DataFrame, trace: Trace | None) -> tuple[str, ...]:
    """Return the parts that differ between the runs, in the order of `PARTS`."""
    if trace is None:
        return ()
    causes = {
        cause for table in (ranking, scores) for text in table["cause"] for cause in text.split("|")
    }
    return tuple(part for part in PARTS if part in trace.index or part in causes)
