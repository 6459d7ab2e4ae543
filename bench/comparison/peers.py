"""Whom a region is compared with: its peers, given by hand, by level, by group, or found.

Regions are near each other on two axes that are kept apart: policy (how alike their claims are)
and structure (how alike they are in size, wealth and what they live on). Those alike in structure
and unlike in policy are the ones to learn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.comparison.schema import PEERS
from bench.errors import BenchError, InputError
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.listing import Names
from bench.scoring.ranking import Candidate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Alike in structure: in the nearest third. Unlike in policy: in the farther half.
NEAR: Final = 1 / 3
FAR: Final = 1 / 2
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """Which peers are asked for.

    Parameters
    ----------
    regions
        By hand: regions, or groups, which stand for the regions in them; empty for none.
    level
        Whether all regions of the target's level are meant.
    count
        How many are found where neither is given.
    """

    regions: tuple[Region, ...] = ()
    level: bool = False
    count: int = 5


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near the m regions of a run are to a target; all of shape (m,), NaN where unknown.

    Parameters
    ----------
    policy
        Likeness of claims: 0 for two with nothing in common beyond what all share, 1 for the same;
        noise can bring it below or above.
    stability
        How often a region is among the target's nearest in resampled claims, 0 to 1.
    structure
        Distance, in standard deviations.
    """

    policy: Floats
    stability: Floats
    structure: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """The peers of a target.

    Parameters
    ----------
    target
        Whose peers they are.
    codes
        The peers, in the order of the table.
    table
        All other regions, by the schema `PEERS`.
    how
        How they were chosen, in words.
    notes
        What is missing, and what is shown instead.
    """

    target: Candidate
    codes: tuple[str, ...]
    table: pd.DataFrame
    how: BenchError
    notes: tuple[BenchError, ...] = ()


def peers_of(
    target: Candidate,
    regions: Sequence[Candidate],
    known: Flags,
    nearness: Nearness,
    asked: Asked,
    gazetteer: Gazetteer,
    ranked: Flags | None = None,
) -> Peers:
    """Choose the peers of a target.

    Parameters
    ----------
    target
        One of the regions.
    regions
        The m regions of the run, by code.
    known
        Which of them may be found, shape (m,): those that are ranked.
    nearness
        How near they are to the target.
    asked
        Which peers are asked for.
    gazetteer
        Which region lies in which.
    ranked
        Which of them are of account where all of a level are asked for, shape (m,); by default
        those that may be found.

    Returns
    -------
    Peers
        Without any where no other region may be found; a note then says so.
    """
    others = np.array([region.code != target.code for region in regions], dtype=np.bool_)
    chosen, how, notes = _chosen(
        target, regions, others & known, others, nearness, asked, gazetteer, ranked
    )
    table = _table(target, regions, others, nearness, chosen)
    picked = table.loc[table["chosen"] == "yes", "peer_code"]
    return Peers(target, tuple(picked), table, how, tuple(notes))


def _chosen(
    target: Candidate,
    regions: Sequence[Candidate],
    known: Flags,
    others: Flags,
    nearness: Nearness,
    asked: Asked,
    gazetteer: Gazetteer,
    ranked: Flags | None,
) -> tuple[Flags, BenchError, list[BenchError]]:
    """Return which regions are peers, how they were chosen, and what could not be done."""
    notes: list[BenchError] = []
    if asked.regions:
        given, missing = _given(regions, others, asked.regions, target, gazetteer)
        if any(region.code == target.code for region in asked.regions):
            notes.append(BenchError("comparison.peer_is_target", region=target.name))
        if missing:
            notes.append(InputError("comparison.peers_not_in_run", regions=Names(tuple(missing))))
        if given.any():
            names = Names(tuple(region.name for region in asked.regions))
            return given, BenchError("comparison.peers_given", regions=names), notes
        notes.append(BenchError("comparison.peers_found_instead"))
    same = (known if ranked is None else others & ranked) & np.array(
        [region.level == target.level for region in regions], dtype=np.bool_
    )
    level = BenchError(f"report.level_{target.level}")
    if asked.level and same.any():
        return same, BenchError("comparison.peers_level", level=level), notes
    if asked.level:
        notes.append(BenchError("comparison.no_peer_of_level", region=target.name, level=level))
    if not known.any():
        notes.append(BenchError("comparison.no_peer", region=target.name))
        return known, BenchError("comparison.peers_none"), notes
    own = gazetteer.get(target.code) if target.code in gazetteer else None
    apart = known & np.array([not _overlaps(own, one, gazetteer) for one in regions])
    found, axis = _nearest(apart if apart.any() else known, nearness, asked.count)
    return found, BenchError(f"comparison.peers_near_{axis}", count=int(found.sum())), notes


def _given(
    regions: Sequence[Candidate],
    others: Flags,
    wanted: Sequence[Region],
    target: Candidate,
    gazetteer: Gazetteer,
) -> tuple[Flags, list[str]]:
    """Return which regions are given by hand, and the names of those that are not in the run."""
    found = np.zeros(len(regions), dtype=np.bool_)
    missing: list[str] = []
    for region in wanted:
        hits = others & np.array([_is_meant(one, region, gazetteer) for one in regions])
        if region.level == "group":
            alike = hits & np.array([one.level == target.level for one in regions])
            hits = alike if alike.any() else hits
        if not hits.any() and region.code != target.code:
            missing.append(region.name)
        found |= hits
    return found, missing


def _is_meant(candidate: Candidate, region: Region, gazetteer: Gazetteer) -> bool:
    if candidate.code == region.code:
        return True
    grouped = region.level == "group" and candidate.code in gazetteer
    return grouped and gazetteer.is_within(gazetteer.get(candidate.code), region)


def _overlaps(own: Region | None, other: Candidate, gazetteer: Gazetteer) -> bool:
    """Tell whether one of two regions lies in the other: a city is no peer of its province."""
    if own is None or other.code not in gazetteer:
        return False
    region = gazetteer.get(other.code)
    return gazetteer.is_within(own, region) or gazetteer.is_within(region, own)


def _nearest(among: Flags, nearness: Nearness, count: int) -> tuple[Flags, str]:
    """Return the nearest on the axis of structure, or of policy where that is not known.

    Regions with nothing in common but what all share are not near in policy.
    """
    axis, far = "structure", np.where(among, nearness.structure, np.nan)
    if np.isnan(far).all():
        axis, far = "policy", np.where(among & (nearness.policy > 0), -nearness.policy, np.nan)
    if np.isnan(far).all():
        return among, "nothing"
    order = np.argsort(np.where(np.isnan(far), np.inf, far), kind="stable")
    found = np.zeros(len(among), dtype=np.bool_)
    found[[i for i in order[:count] if not np.isnan(far[i])]] = True
    return found, axis


def _table(
    target: Candidate,
    regions: Sequence[Candidate],
    others: Flags,
    nearness: Nearness,
    chosen: Flags,
) -> pd.DataFrame:
    policy_rank = _ranks(np.where(others, -nearness.policy, np.nan))
    structure_rank = _ranks(np.where(others, nearness.structure, np.nan))
    count = int(others.sum())
    rows: list[dict[str, object]] = [
        {
            "region": target.name,
            "region_code": target.code,
            "peer": region.name,
            "peer_code": region.code,
            "level": region.level,
            "chosen": "yes" if chosen[i] else "",
            "policy": np.round(np.clip(nearness.policy[i], 0.0, 1.0), _DECIMALS),
            "policy_rank": policy_rank[i],
            "stability": np.round(nearness.stability[i], _DECIMALS),
            "structure": np.round(nearness.structure[i], _DECIMALS),
            "structure_rank": structure_rank[i],
            "useful": "yes"
            if structure_rank[i] <= NEAR * count and policy_rank[i] > FAR * count
            else "",
        }
        for i, region in enumerate(regions)
        if others[i]
    ]
    table = PEERS.frame(rows)
    by = ["structure_rank", "policy_rank", "peer_code"]
    return PEERS.check(table.sort_values(by, na_position="last", ignore_index=True))


def _ranks(far: Floats) -> Floats:
    """Rank from the nearest, 1, ties share the smaller; NaN stays."""
    return np.asarray(pd.Series(far).rank(method="min"), dtype=np.float64)
