"""A target beside its peers: who they are, where it trails them, and what it could borrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.comparison.alike import Alike
from bench.comparison.borrowing import Borrowed, borrowed
from bench.comparison.gaps import Gaps, gaps
from bench.comparison.peers import Asked, Nearness, Peers, peers_of
from bench.comparison.structure import Structure
from bench.errors import BenchError, InputError
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.ranking import Candidate
from bench.scoring.score import Composition

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """A target beside its peers."""

    peers: Peers
    gaps: Gaps
    borrowed: Borrowed

    @property
    def notes(self) -> tuple[BenchError, ...]:
        """What is missing, and what is shown instead."""
        return (*self.peers.notes, *self.gaps.notes, *self.borrowed.notes)


def beside(
    composition: Composition, peers: Peers, words_of: Callable[[str], Sequence[str]]
) -> Beside:
    """Measure a target's gaps to its peers, and find what it could borrow.

    Parameters
    ----------
    composition
        What was aggregated.
    peers
        The target and its peers (`target_peers`).
    words_of
        Text → its content words (`bench.comparison.likeness.words_without_places`).
    """
    trailing = gaps(composition, peers.target.code, peers.codes)
    return Beside(peers, trailing, borrowed(composition, trailing, words_of))


def target_peers(
    composition: Composition,
    found: Alike,
    structure: Structure | None,
    target: Candidate,
    asked: Asked,
    gazetteer: Gazetteer,
) -> Peers:
    """Choose a target's peers.

    Parameters
    ----------
    composition
        What was aggregated.
    found
        How alike the regions are (`bench.comparison.alike.alike`, this target asked for).
    structure
        How far apart the regions of the composition are in structure; None where it is not known.
    target
        One of the regions of the composition (`candidate_of`).
    asked
        Which peers are asked for.
    gazetteer
        Which region lies in which.
    """
    regions = composition.regions
    unknown = np.full(len(regions), np.nan)
    own = [region.code for region in regions].index(target.code)
    nearness = Nearness(
        policy=_among(found.neighbours.likeness, found.regions, target, regions),
        stability=_among(found.neighbours.near, found.regions, target, regions),
        structure=unknown if structure is None else structure.distance[own],
    )
    known = composition.ranked if composition.ranked[own] else ~np.isnan(nearness.policy)
    ranked = composition.ranked
    return peers_of(target, regions, known, nearness, asked, gazetteer, ranked)


def candidate_of(composition: Composition, region: Region) -> Candidate:
    """Return a region as the composition has it.

    Raises
    ------
    InputError
        It is not in the run.
    """
    for candidate in composition.regions:
        if candidate.code == region.code:
            return candidate
    raise InputError("comparison.target_not_in_run", region=region.name)


def _among(
    values: Floats,
    known: Sequence[Candidate],
    target: Candidate,
    regions: Sequence[Candidate],
) -> Floats:
    """Return a target's row of a matrix over some regions as a row over all, NaN for the rest."""
    place = {region.code: i for i, region in enumerate(known)}
    row = np.full(len(regions), np.nan)
    if target.code in place:
        own = values[place[target.code]]
        for i, region in enumerate(regions):
            if region.code in place:
                row[i] = own[place[region.code]]
    return row
