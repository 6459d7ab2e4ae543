"""Gaps: where a target trails its peers, and what closing each would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.comparison.schema import GAPS
from bench.composite.hierarchy import Hierarchy
from bench.composite.ranks import ranked
from bench.errors import BenchError, InputError
from bench.scoring.contributions import own_weights
from bench.scoring.index import composed
from bench.scoring.listing import Names
from bench.scoring.ranking import Candidate
from bench.scoring.score import Composition
from bench.scoring.states import SILENT

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

INDICATOR: Final = "indicator"
DIMENSION: Final = "dimension"
ALL: Final = "all"
# States of a row beside `bench.scoring.states.SILENT`.
BEHIND: Final = "behind"
LEVEL: Final = "level"
AHEAD: Final = "ahead"
UNREAD: Final = "unread"
PEERS_UNREAD: Final = "peers_unread"

_MOST_BEST: Final = 3
_KINDS: Final = (INDICATOR, DIMENSION, ALL)


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """Where a target trails its peers.

    Parameters
    ----------
    target, peers
        Who is compared with whom.
    table
        By the schema `GAPS`.
    notes
        What is missing, and what is shown instead.
    """

    target: Candidate
    peers: tuple[Candidate, ...]
    table: pd.DataFrame
    notes: tuple[BenchError, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators with a gap, what moves the index most first."""
        rows = self.table[(self.table["kind"] == INDICATOR) & self.table["gap"].notna()]
        return tuple(rows["id"])


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """Target and peers on q parts, all of shape (q,); NaN where there is none.

    A gap counts only where the target was read.
    """

    score: Floats
    peers_read: NDArray[np.int64]
    median: Floats
    best: Floats
    best_regions: tuple[str, ...]

    @property
    def gap(self) -> Floats:
        """Median − score where the target trails."""
        return _above_zero(self.median - self.score)

    def state(self, place: int) -> str:
        """Return how the target stands on a part."""
        if np.isnan(self.score[place]):
            return UNREAD
        if np.isnan(self.median[place]):
            return PEERS_UNREAD
        if self.score[place] == self.median[place]:
            return LEVEL
        return AHEAD if self.score[place] > self.median[place] else BEHIND


def gaps(composition: Composition, target: str, peers: Sequence[str]) -> Gaps:
    """Measure where a target trails the median of its peers.

    Parameters
    ----------
    composition
        What was aggregated.
    target
        Code of the target.
    peers
        Codes of its peers; those that are not in the run are left out, and told.

    Returns
    -------
    Gaps
        Indicators, then dimensions, then all; within each what raises the index most stands
        first. The rise is found by aggregating anew with the target's scores at the medians,
        so it holds for every aggregation. A missing statistic that was estimated is unread.

    Raises
    ------
    InputError
        The target is not in the run.
    """
    place_of = {region.code: i for i, region in enumerate(composition.regions)}
    if target not in place_of:
        raise InputError("comparison.target_not_in_run", region=target)
    own = place_of[target]
    others = [
        place_of[code] for code in dict.fromkeys(peers) if code in place_of and code != target
    ]
    missing = [code for code in dict.fromkeys(peers) if code not in place_of]
    chosen = [composition.regions[i] for i in others]

    decimals = composition.method.decimals
    groups = composed(composition.normalised, composition.hierarchy)
    groups[~composition.ranked & (np.arange(len(groups)) != own), -1] = np.nan
    names = [region.name for region in chosen]
    read = np.round(composition.cells.read, decimals)
    leaves = _standing(read[own], read[others], names)
    rounded = np.round(groups, decimals)
    nodes = _standing(rounded[own], rounded[others], names)
    after = _after(composition, own, leaves)
    table = _table(composition, own, leaves, nodes, after)
    notes = _notes(composition, own, chosen, missing, table)
    return Gaps(composition.regions[own], tuple(chosen), table, tuple(notes))


def _standing(score: Floats, peers: Floats, names: Sequence[str]) -> _Standing:
    """Set a target's scores, shape (q,), beside those of p peers, shape (p, q)."""
    known = ~np.isnan(peers)
    count = known.sum(axis=0).astype(np.int64)
    median, best = np.full(len(score), np.nan), np.full(len(score), np.nan)
    some = count > 0
    if some.any():
        median[some] = np.nanmedian(peers[:, some], axis=0)
        best[some] = np.nanmax(peers[:, some], axis=0)
    regions = []
    for place in range(len(score)):
        leading = [name for i, name in enumerate(names) if peers[i, place] == best[place]]
        regions.append("|".join(leading) if len(leading) <= _MOST_BEST else "")
    return _Standing(score, count, median, best, tuple(regions))


@dataclass(frozen=True, slots=True, eq=False)
class _After:
    """Index and rank of the target with the gaps of each part closed.

    Shape (k + m,), in the order of the hierarchy's positions; NaN without a gap.
    """

    index: Floats
    gain: Floats
    rank: Floats
    rise: Floats


def _after(composition: Composition, own: int, leaves: _Standing) -> _After:
    """Aggregate anew with the gaps of each leaf, and of all leaves below each node, closed."""
    hierarchy, decimals = composition.hierarchy, composition.method.decimals
    open_leaves = ~np.isnan(leaves.gap)
    closed = _leaves_of(hierarchy) & open_leaves
    wanted = np.flatnonzero(closed.any(axis=1))
    # The first is the world as it is.
    worlds = np.repeat(composition.normalised[np.newaxis], len(wanted) + 1, axis=0)
    worlds[1:, own] = np.where(closed[wanted], leaves.median, composition.normalised[own])
    index = _indices(worlds, hierarchy)
    ranks = ranked(np.where(composition.ranked, index, np.nan), decimals)
    found = [np.full(len(closed), np.nan) for _ in range(4)]
    for values, column in zip(
        (
            index[1:, own],
            index[1:, own] - index[0, own],
            ranks[1:, own],
            ranks[0, own] - ranks[1:, own],
        ),
        found,
        strict=True,
    ):
        column[wanted] = np.round(values, decimals)
    return _After(*found)


def _indices(worlds: Floats, hierarchy: Hierarchy) -> Floats:
    """Return the indices of n regions in w worlds, shape (w, n); NaN where they cannot be made.

    With gaps closed regions may become all alike, of which TOPSIS makes nothing.
    """
    try:
        return composed(worlds, hierarchy)[..., -1]
    except InputError:
        if len(worlds) == 1:
            return np.full(worlds.shape[:2], np.nan)
        return np.concatenate([_indices(world[np.newaxis], hierarchy) for world in worlds])


def _leaves_of(hierarchy: Hierarchy) -> Flags:
    """Tell which leaves lie below each position, shape (k + m, k); a leaf lies below itself."""
    k = len(hierarchy.leaves)
    below = np.zeros((k + len(hierarchy.nodes), k), dtype=np.bool_)
    below[:k] = np.eye(k, dtype=np.bool_)
    for place, node in enumerate(hierarchy.nodes, start=k):
        below[place] = below[list(node.children)].any(axis=0)
    return below


def _table(
    composition: Composition, own: int, leaves: _Standing, nodes: _Standing, after: _After
) -> pd.DataFrame:
    hierarchy, target = composition.hierarchy, composition.regions[own]
    k = len(hierarchy.leaves)
    decimals = composition.method.decimals
    shares = _leaves_of(hierarchy) @ own_weights(composition.normalised, hierarchy)[own]
    rows: list[dict[str, object]] = []
    for place, name in enumerate(hierarchy.ids):
        part, at = (leaves, place) if place < k else (nodes, place - k)
        state = part.state(at)
        if state == BEHIND and place < k and composition.cells.states[own, place] == SILENT:
            state = SILENT
        gap = round(float(part.gap[at]), decimals)
        is_all = place == len(hierarchy.ids) - 1
        rows.append(
            {
                "region": target.name,
                "region_code": target.code,
                "kind": INDICATOR if place < k else ALL if is_all else DIMENSION,
                "id": name,
                "state": state,
                "score": part.score[at],
                "peers_read": int(part.peers_read[at]),
                "median": np.round(part.median[at], decimals),
                "best": part.best[at],
                "best_regions": part.best_regions[at],
                "gap": gap,
                "gap_to_best": np.round(_above_zero(part.best - part.score)[at], decimals),
                "weight": round(float(shares[place]), decimals),
                "weighted_gap": round(float(shares[place] * gap), decimals),
                "index_gain": after.gain[place],
                "index_after": after.index[place],
                "rank_after": after.rank[place],
                "rank_rise": after.rise[place],
            }
        )
    table = GAPS.frame(rows)
    order = table.assign(kind=table["kind"].map(_KINDS.index)).sort_values(
        ["kind", "index_gain", "weighted_gap"],
        ascending=[True, False, False],
        na_position="last",
        kind="stable",
    )
    return GAPS.check(table.loc[order.index].reset_index(drop=True))


def _above_zero(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


def _notes(
    composition: Composition,
    own: int,
    peers: Sequence[Candidate],
    missing: Sequence[str],
    table: pd.DataFrame,
) -> list[BenchError]:
    """Tell what is missing, and what is shown instead."""
    region = composition.regions[own].name
    notes: list[BenchError] = []
    if missing:
        notes.append(
            BenchError("comparison.gaps_peers_missing", codes=Names(tuple(missing), len(missing)))
        )
    states = table.loc[table["kind"] == INDICATOR, "state"]
    unread = int((states == UNREAD).sum())
    if not peers:
        notes.append(BenchError("comparison.gaps_no_peers", region=region))
    if unread == len(states):
        notes.append(BenchError("comparison.gaps_target_unread", region=region))
        return notes
    if unread:
        notes.append(BenchError("comparison.gaps_unread", region=region, count=unread))
    if not composition.ranked[own]:
        notes.append(BenchError("comparison.gaps_not_ranked", region=region))
    if peers and not states.isin((BEHIND, SILENT)).any():
        notes.append(BenchError("comparison.gaps_none", region=region))
    return notes
