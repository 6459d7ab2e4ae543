"""How well the nearest peers of a region are known: its claims drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.comparison.profile_parameters import ProfileParameters, profile_parameters
from bench.comparison.profiles import ClaimWords
from bench.comparison.schema import NEIGHBOURS
from bench.comparison.similarity import among_all, region_likeness, word_vectors
from bench.comparison.unbiased import unbiased_cosine
from bench.errors import BenchError
from bench.scoring.listing import Names
from bench.scoring.ranking import Candidate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

_DECIMALS: Final = 6
# Share of samples from which a region is listed as near, whatever its place.
_OFTEN: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Who is nearest to whom in the words of claims, and how sure that is; n regions.

    Parameters
    ----------
    likeness
        As found (`bench.comparison.similarity.region_likeness`), shape (n, n).
    evidence
        Likeness in what claims are about, shape (n, n).
    drawn
        Likeness in words in each bootstrap sample, shape (draws, n, n).
    nearest, near
        Share of the samples in which a region (column) is the nearest to another (row), and in
        which it is among the nearest few, shape (n, n), 0 to 1; NaN without samples, on the
        diagonal, and where there are too few claims to tell.
    """

    likeness: Floats
    evidence: Floats
    drawn: Floats
    nearest: Floats
    near: Floats

    @property
    def known(self) -> Flags:
        """Which regions have claims enough to tell, shape (n,)."""
        return ~np.isnan(np.diagonal(self.likeness))


def neighbours(
    claims: ClaimWords, seed: int, parameters: ProfileParameters | None = None
) -> Neighbours:
    """Find the regions nearest to each, and how often they stay so when claims are drawn anew.

    Parameters
    ----------
    claims
        The claims of n regions.
    seed
        Of the draws.
    parameters
        ``draws``, ``nearest``, ``least_claims`` and ``prior_pairs``; those shipped by default.
    """
    known = parameters or profile_parameters()
    found = region_likeness(claims, known)
    told = claims.known(known.least_claims)
    some = claims.of(told)
    vectors = word_vectors(some)
    rng = np.random.default_rng(seed)
    drawn = np.array(
        [
            unbiased_cosine(vectors, known.prior_pairs, counts, silent_regions=known.silent_regions)
            for counts in drawn_claims(some, known.draws, rng)
        ]
    ).reshape(known.draws, len(told), len(told))
    drawn = among_all(drawn, told, len(claims.codes))
    return Neighbours(
        likeness=found.words,
        evidence=found.evidence,
        drawn=drawn,
        nearest=_share_within(drawn, 1),
        near=_share_within(drawn, known.nearest),
    )


def drawn_claims(claims: ClaimWords, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Draw documents with replacement within each region, then claims within each document.

    The two-stage bootstrap of clustered data (Davison and Hinkley 1997, §3.8): a document drawn d
    times gives d times as many claims as it has, each drawn from its own. A region with one
    document keeps it, and its claims are drawn all the same.

    Parameters
    ----------
    claims
        The m claims.
    draws
        How many samples.
    rng
        The random numbers.

    Yields
    ------
    numpy.ndarray
        How often each claim is drawn, shape (m,), whole numbers.
    """
    pairs = np.stack([claims.regions, claims.documents])
    places, own, sizes = np.unique(pairs, axis=1, return_inverse=True, return_counts=True)
    order = np.argsort(own, kind="stable")
    ends = np.cumsum(sizes)
    of_region = np.bincount(places[0], minlength=len(claims.codes))
    for _ in range(draws):
        counts = np.zeros(len(claims.regions))
        chosen = [rng.multinomial(d, np.full(d, 1 / d)) for d in of_region.tolist() if d]
        times_drawn = np.concatenate([np.empty(0, np.int64), *chosen])
        for end, size, times in zip(ends, sizes, times_drawn, strict=True):
            if times:
                picked = rng.integers(0, size, size * times)
                counts[order[end - size : end]] = np.bincount(picked, minlength=size)
        yield counts


def places_of(likeness: Floats) -> Integers:
    """Return for each region (row) which place each other takes, 1 being the nearest.

    Ties go to the smaller position. The region itself and those without a value come last.

    Parameters
    ----------
    likeness
        Shape (…, n, n), NaN where unknown.
    """
    keys = np.where(np.isnan(likeness), -np.inf, likeness)
    own = np.arange(likeness.shape[-1])
    keys[..., own, own] = -np.inf
    order = np.argsort(-keys, axis=-1, kind="stable")
    return np.argsort(order, axis=-1, kind="stable") + 1


def neighbours_table(
    found: Neighbours,
    claims: ClaimWords,
    regions: Sequence[Candidate],
    parameters: ProfileParameters | None = None,
) -> pd.DataFrame:
    """Return who is near whom, by the schema `NEIGHBOURS`.

    These are the nearest few, and others that are among them in half of the samples; without those
    that have nothing in common with it beyond what all share.

    Parameters
    ----------
    found
        Of the n regions.
    claims
        Their claims.
    regions
        The n regions, in the order of ``claims.codes``.
    parameters
        ``nearest``; those shipped by default.
    """
    known = parameters or profile_parameters()
    places = places_of(found.likeness)
    rows: list[dict[str, object]] = []
    numbers = claims.claims
    for i in np.flatnonzero(found.known).tolist():
        for j in np.argsort(places[i], kind="stable").tolist():
            if i == j or not found.known[j]:
                continue
            # Who has nothing in common beyond what all share is no neighbour.
            near = places[i, j] <= known.nearest or found.near[i, j] >= _OFTEN
            if not near or found.likeness[i, j] <= 0:
                continue
            rows.append(
                {
                    "region": regions[i].name,
                    "region_code": regions[i].code,
                    "claims": int(numbers[i]),
                    "neighbour": regions[j].name,
                    "neighbour_code": regions[j].code,
                    "neighbour_claims": int(numbers[j]),
                    "place": int(places[i, j]),
                    "similarity": _shown(found.likeness[i, j]),
                    "evidence": _shown(found.evidence[i, j]),
                    "nearest": _shown(found.nearest[i, j]),
                    "near": _shown(found.near[i, j]),
                }
            )
    return NEIGHBOURS.check(NEIGHBOURS.frame(rows))


def profile_notes(
    claims: ClaimWords, regions: Sequence[Candidate], parameters: ProfileParameters | None = None
) -> tuple[BenchError, ...]:
    """Tell which regions have too few claims for a profile, and how many claims were copies.

    Parameters
    ----------
    claims
        The claims of n regions.
    regions
        These, in the order of ``claims.codes``.
    parameters
        ``least_claims``; those shipped by default.
    """
    least = (parameters or profile_parameters()).least_claims
    few = [r.name for r, n in zip(regions, claims.claims.tolist(), strict=True) if n < least]
    notes: list[BenchError] = []
    if few:
        names = Names(tuple(few))
        notes.append(
            BenchError("comparison.no_profile", count=len(few), regions=names, least=least)
        )
    copied = int(claims.copied.sum())
    if copied:
        notes.append(BenchError("comparison.copied_claims", count=copied))
    return tuple(notes)


def _share_within(drawn: Floats, most: int) -> Floats:
    """Return the share of samples in which each region is among the nearest so many."""
    size = drawn.shape[-1]
    share = np.full((size, size), np.nan)
    told = ~np.isnan(drawn)
    known = told.any(axis=0) & ~np.eye(size, dtype=np.bool_)
    if known.any():
        # A sample that cannot tell has no nearest.
        share[known] = np.mean((places_of(drawn) <= most) & told, axis=0)[known]
    return share


def _shown(value: float) -> float:
    return round(min(max(float(value), 0.0), 1.0), _DECIMALS)
