"""Index, rank and scores of two runs side by side, with what each change comes of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.comparison.difference_run import PastRun
from bench.comparison.difference_schema import (
    DIFFERENCE_RANKING,
    DIFFERENCE_SCORES,
    PARTS,
    PROGRAM,
)
from bench.comparison.difference_trace import Floats, Trace, differs
from bench.messages import message
from bench.scoring.score import Scored

Flags = NDArray[np.bool_]
Runs = tuple[PastRun, PastRun]
Scorings = tuple[Scored | None, Scored | None]

_DECIMALS: Final = 9  # of differences: below them is the rounding of sums
_WRITTEN: Final = 1e-6  # scores are written with so much


def ranking_changes(
    runs: Runs, scored: Scorings, codes: Sequence[str], trace: Trace | None, language: str
) -> pd.DataFrame:
    """Return index and rank before and after, by the schema `DIFFERENCE_RANKING`.

    Parameters
    ----------
    runs, scored
        The runs, earlier first, and each scored anew.
    codes
        The n regions of either.
    trace
        Their change split; None where it is not.
    language
        Of the notes.
    """
    told = [_by_code(run.ranking) for run in runs]
    index, rank = (
        np.array([[_number(t, c, name) for c in codes] for t in told]) for name in ("index", "rank")
    )
    index_change, rank_change = (_rounded(values[1] - values[0]) for values in (index, rank))
    index_parts = _split(index_change, trace, "index")
    rank_parts = _split(rank_change, trace, "place")
    causes = _causes(trace, index_parts, len(codes))
    notes = [_notes(run, anew) for run, anew in zip(runs, scored, strict=True)]
    rows: list[dict[str, object]] = []
    for i, code in enumerate(codes):
        both = not np.isnan(rank_change[i])
        unsplit = both and trace is not None and np.isnan(index_parts[PROGRAM][i])
        rows.append(
            {
                "region": _name(told, code),
                "region_code": code,
                "index_before": index[0, i],
                "index_after": index[1, i],
                "index_change": index_change[i],
                **{f"part_{part}": index_parts[part][i] for part in PARTS},
                "rank_before": rank[0, i],
                "rank_after": rank[1, i],
                "rank_change": rank_change[i],
                **{f"rank_{part}": rank_parts[part][i] for part in PARTS},
                "cause": causes[i],
                "note": _note(code, notes, unsplit, language),
            }
        )
    rows.sort(
        key=lambda row: (
            _last(row["rank_after"]),
            _last(row["rank_before"]),
            str(row["region_code"]),
        )
    )
    return DIFFERENCE_RANKING.check(DIFFERENCE_RANKING.frame(rows))


def score_changes(
    runs: Runs,
    codes: Sequence[str],
    indicators: Sequence[str],
    trace: Trace | None,
    evidence: pd.DataFrame,
) -> pd.DataFrame:
    """Return the cells whose score or state changed, by the schema `DIFFERENCE_SCORES`.

    Parameters
    ----------
    runs
        The runs, earlier first.
    codes, indicators
        The n regions and k indicators of either.
    trace
        Their change split; None where it is not.
    evidence
        What `bench.comparison.difference_evidence.evidence_changes` returns.
    """
    shape = (len(codes), len(indicators))
    scores, states = np.full((2, *shape), np.nan), np.full((2, *shape), "", dtype=object)
    region, dimension = {}, {}
    row_of, column_of = ({name: i for i, name in enumerate(n)} for n in (codes, indicators))
    for side, run in enumerate(runs):
        for row in run.scores.to_dict("records"):
            cell = (side, row_of[row["region_code"]], column_of[row["indicator"]])
            scores[cell], states[cell] = row["score"], row["state"]
            region[row["region_code"]] = row["region"]
            dimension[row["indicator"]] = row["dimension"]
    known = ~np.isnan(scores).all(axis=0) | ((states[0] != "") & (states[1] != ""))
    changed = known & (differs(scores[0], scores[1]) | (states[0] != states[1]))
    counts = Counter(
        zip(*(evidence[c] for c in ("change", "region_code", "indicator")), strict=True)
    )
    rows: list[dict[str, object]] = []
    for i, j in np.argwhere(changed).tolist():
        code, indicator = codes[i], indicators[j]
        rows.append(
            {
                "region": region[code],
                "region_code": code,
                "dimension": dimension[indicator],
                "indicator": indicator,
                "state_before": states[0, i, j],
                "state_after": states[1, i, j],
                "score_before": scores[0, i, j],
                "score_after": scores[1, i, j],
                "score_change": _rounded(scores[1, i, j] - scores[0, i, j]),
                **{name: counts[name, code, indicator] for name in ("gained", "lost", "changed")},
                "cause": _cause_of_cell(trace, scores[:, i, j], i, j),
            }
        )
    return DIFFERENCE_SCORES.check(DIFFERENCE_SCORES.frame(rows))


def _split(change: Floats, trace: Trace | None, of: str) -> dict[str, Floats]:
    """Return part → what it adds to a change; what is left over is the program's."""
    empty = np.full(len(change), np.nan)
    if trace is None:
        return dict.fromkeys(PARTS, empty)
    made: Mapping[str, Floats] = getattr(trace, of)
    none = np.where(np.isnan(change), np.nan, 0.0)
    parts = {part: made.get(part, none) + none for part in PARTS}
    left = change - np.sum([made.get(part, none) for part in PARTS], axis=0)
    parts[PROGRAM] = parts[PROGRAM] + left
    # All or none: parts that do not sum to the change would mislead.
    gap = np.isnan(list(parts.values())).any(axis=0)
    return {part: np.where(gap, np.nan, _rounded(values)) for part, values in parts.items()}


def _causes(trace: Trace | None, parts: Mapping[str, Floats], n: int) -> list[str]:
    if trace is None:
        return [""] * n
    moved = {part: trace.moves.get(part, np.zeros(n, dtype=np.bool_)) for part in PARTS}
    moved[PROGRAM] = moved[PROGRAM] | (np.nan_to_num(parts[PROGRAM]) != 0)
    return ["|".join(part for part in PARTS if moved[part][i]) for i in range(n)]


def _cause_of_cell(trace: Trace | None, written: Floats, i: int, j: int) -> str:
    if trace is None:
        return ""
    found = {part for part, cells in trace.moves_cell.items() if cells[i, j]}
    anew = np.array([trace.before.shown[i, j], trace.after.shown[i, j]])
    gaps = np.isnan(anew) & np.isnan(written)
    if not (gaps | (np.abs(anew - written) <= _WRITTEN)).all():
        found.add(PROGRAM)
    return "|".join(part for part in PARTS if part in found)


def _by_code(ranking: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = [{str(name): v for name, v in row.items()} for row in ranking.to_dict("records")]
    return {str(row["region_code"]): row for row in rows}


def _number(told: Mapping[str, Mapping[str, Any]], code: str, name: str) -> float:
    return float(told[code][name]) if code in told else np.nan


def _name(told: Sequence[Mapping[str, Mapping[str, Any]]], code: str) -> str:
    return next((str(t[code]["region"]) for t in reversed(told) if code in t), code)


def _notes(run: PastRun, anew: Scored | None) -> dict[str, str]:
    """Return code → why a region is not ranked; in the run's language if not scored anew."""
    ranking = run.ranking if anew is None else anew.ranking
    return {str(c): str(n) for c, n in zip(ranking["region_code"], ranking["note"], strict=True)}


def _note(code: str, notes: Sequence[Mapping[str, str]], unsplit: bool, language: str) -> str:
    told = [
        message(
            key, language, why=notes[side].get(code, message("comparison.not_compared", language))
        )
        for side, key in enumerate(("comparison.not_ranked_before", "comparison.not_ranked_after"))
        if notes[side].get(code, "-")
    ]
    if unsplit:
        told.append(message("comparison.region_unsplit", language))
    return message("comparison.between_notes", language).join(told)


def _rounded(values: Any) -> Any:
    return np.round(values, _DECIMALS) + 0.0  # never −0


def _last(value: Any) -> float:
    return float("inf") if np.isnan(value) else float(value)
