"""Made-up comparisons of the regions of a made-up run, with every state."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from bench.comparison.alike import Alike
from bench.comparison.beside import Beside
from bench.comparison.borrowing import Borrowed
from bench.comparison.clustering import clusters_of, clusters_table
from bench.comparison.gaps import ALL, DIMENSION, INDICATOR, Gaps
from bench.comparison.instruments import instrument_rules
from bench.comparison.overview import Overview
from bench.comparison.peers import Peers
from bench.comparison.profiles import ClaimWords
from bench.comparison.schema import (
    BORROWED,
    GAPS,
    INSTRUMENTS,
    KEYNESS,
    NEIGHBOURS,
    PEERS,
    SIDE_BY_SIDE,
)
from bench.comparison.stability import Neighbours
from bench.comparison.structure import Structure
from bench.errors import BenchError
from bench.evidence.instruments import load_instruments
from bench.report.view import ReportView
from bench.scoring.ranking import Candidate
from tests.report.sured import sured

STATES = ("behind", "silent", "unread", "ahead", "level", "peers_unread")
PEERS_CHOSEN = 5


def compared(
    view: ReportView, *, seed: int = 1, few: int = 0, structure: bool = True
) -> ReportView:
    """The view with its regions compared, and how sure their ranking is.

    Of the last ``few`` of them too little is known.
    """
    random = np.random.default_rng(seed)
    table = view.ranking
    regions = tuple(
        Candidate(str(row["region"]), str(row["region_code"]), "city")
        for row in table.to_dict("records")
    )
    likeness = make_likeness(len(regions), random)
    likeness[len(regions) - few :] = np.nan
    likeness[:, len(regions) - few :] = np.nan
    alike = make_alike(regions, likeness, random)
    target = next((region for region in regions if region.name == view.target), None)
    beside = None
    if target is not None and len(regions) > 1:
        peers = make_peers(regions, target, alike, random, structure=structure)
        gaps = Gaps(target, _chosen(regions, peers), make_gaps(view, target, peers, random))
        beside = Beside(peers, gaps, Borrowed(BORROWED.empty()))
    distance = Structure(np.zeros((len(regions),) * 2), ("人口", "人均GDP"), ())
    overview = Overview(
        alike=alike,
        structure=distance if structure else None,
        beside=beside,
        regions=regions,
        side=SIDE_BY_SIDE.empty(),
        matrix=pd.DataFrame(),
        instruments=make_instruments(regions, random),
    )
    return sured(replace(view, overview=overview))


def make_likeness(count: int, random: np.random.Generator) -> np.ndarray:
    found = random.normal(0.05, 0.15, (count, count))
    found = (found + found.T) / 2
    np.fill_diagonal(found, 1.0)
    return found


def make_alike(
    regions: tuple[Candidate, ...], likeness: np.ndarray, random: np.random.Generator
) -> Alike:
    count = len(regions)
    drawn = np.array([likeness + make_likeness(count, random) / 10 for _ in range(4)])
    none = np.empty(0, np.int64)
    claims = ClaimWords(
        tuple(region.code for region in regions),
        (),
        csr_array((0, 0)),
        csr_array((0, 0)),
        none,
        none,
        none,
        np.zeros(count, np.int64),
    )
    near = np.clip(random.uniform(0, 1, (count, count)), 0, 1)
    neighbours = Neighbours(likeness, likeness, drawn.reshape(4, count, count), near, near)
    clusters = clusters_of(neighbours)
    return Alike(
        regions=regions,
        claims=claims,
        neighbours=neighbours,
        clusters=clusters,
        near=NEIGHBOURS.empty(),
        grouped=clusters_table(clusters, regions),
        key_terms=KEYNESS.empty(),
        notes=(),
    )


def make_peers(
    regions: tuple[Candidate, ...],
    target: Candidate,
    alike: Alike,
    random: np.random.Generator,
    *,
    structure: bool,
) -> Peers:
    own = regions.index(target)
    others = [region for region in regions if region is not target]
    policy = pd.Series([alike.neighbours.likeness[own, regions.index(o)] for o in others])
    distance = pd.Series(random.uniform(0.1, 3, len(others)) if structure else math.nan)
    distance = distance.reindex(range(len(others)))
    ranks = policy.rank(ascending=False), distance.rank()
    useful = (ranks[1] <= len(others) / 3) & (ranks[0] > len(others) / 2)
    rows = [
        {
            "region": target.name,
            "region_code": target.code,
            "peer": other.name,
            "peer_code": other.code,
            "level": other.level,
            "chosen": "yes" if place < PEERS_CHOSEN else "",
            "policy": max(policy[place], 0.0) if policy[place] == policy[place] else math.nan,
            "policy_rank": ranks[0][place],
            "stability": 0.5,
            "structure": distance[place],
            "structure_rank": ranks[1][place],
            "useful": "yes" if useful[place] else "",
        }
        for place, other in enumerate(others)
    ]
    codes = tuple(other.code for other in others[:PEERS_CHOSEN])
    how = BenchError("comparison.peers_near_structure", count=len(codes))
    return Peers(target, codes, PEERS.frame(rows), how)


def _chosen(regions: tuple[Candidate, ...], peers: Peers) -> tuple[Candidate, ...]:
    return tuple(region for region in regions if region.code in peers.codes)


def make_gaps(
    view: ReportView, target: Candidate, peers: Peers, random: np.random.Generator
) -> pd.DataFrame:
    names = peers.table.loc[peers.table["chosen"] == "yes", "peer"].tolist()
    parts = [(INDICATOR, i.id) for i in view.catalogue.indicators]
    parts += [(DIMENSION, d.id) for d in view.catalogue.dimensions]
    rows = []
    for place, (kind, name) in enumerate([*parts, (ALL, "")]):
        state = STATES[place % len(STATES)] if kind == INDICATOR else "behind"
        rows.append(gap_row(target, kind, name, state, "|".join(names[: place % 4]), random))
    table = GAPS.frame(rows)
    order = table.assign(kind=table["kind"].map((INDICATOR, DIMENSION, ALL).index))
    order = order.sort_values(["kind", "index_gain"], ascending=[True, False], kind="stable")
    return table.loc[order.index].reset_index(drop=True)


def gap_row(
    target: Candidate, kind: str, name: str, state: str, best: str, random: np.random.Generator
) -> dict[str, object]:
    low, middle, high = np.sort(random.uniform(0, 100, 3)).round(3).tolist()
    has_gap = state in ("behind", "silent")
    score = {"silent": 0.0, "unread": math.nan, "level": middle, "ahead": high}.get(state, low)
    known = state != "peers_unread"
    gap = middle - score if has_gap else math.nan
    gain = gap / 20 if has_gap else math.nan
    return {
        "region": target.name,
        "region_code": target.code,
        "kind": kind,
        "id": name,
        "state": state,
        "score": score,
        "peers_read": 3 if known else 0,
        "median": middle if known else math.nan,
        "best": high if known else math.nan,
        "best_regions": best if known else "",
        "gap": gap,
        "gap_to_best": high - score if has_gap else math.nan,
        "weight": 0.05,
        "weighted_gap": gap / 20,
        "index_gain": gain,
        "index_after": 50 + gain,
        "rank_after": 2.0 if has_gap else math.nan,
        "rank_rise": 1.0 if has_gap else math.nan,
    }


def make_instruments(regions: tuple[Candidate, ...], random: np.random.Generator) -> pd.DataFrame:
    """Of every third region there are too few measures, of the last none."""
    known, least = load_instruments(), instrument_rules().least_measures
    rows: list[dict[str, object]] = []
    for place, region in enumerate(regions[: max(len(regions) - 1, 1)]):
        measures = least // 2 if place % 3 == 2 else 100 + place
        shares = random.dirichlet(np.ones(len(known.instruments) + 1))
        tools = dict(zip((i.id for i in known.instruments), shares[1:].tolist(), strict=True))
        for kind in known.types:
            own = {name: share for name, share in tools.items() if name.startswith(kind.id)}
            for name, share in {"": sum(own.values()), **own}.items():
                finding = "more" if share > 0.2 and name and measures >= least else ""
                rows.append(
                    {
                        "region": region.name,
                        "region_code": region.code,
                        "type": kind.id,
                        "instrument": name,
                        "claims": round(share * measures),
                        "measures": measures,
                        "share": round(share, 6),
                        "others": 0.1,
                        "finding": finding,
                    }
                )
    return INSTRUMENTS.frame(rows)
