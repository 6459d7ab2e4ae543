"""The ranking simulated: weights, claims and method drawn anew, each for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.catalogue.method import Method
from bench.composite.hierarchy import Hierarchy
from bench.composite.uncertainty import rank_draws
from bench.scoring.alternatives import (
    NORMALISATIONS,
    OWN,
    Alternative,
    above_zero,
    aggregated_by,
    draw_by_draw,
)
from bench.scoring.claim_draws import ClaimSample, drawn_evidence
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.scoring.index import composed, oriented
from bench.scoring.indicator_scores import saturating_score
from bench.scoring.normalising import rescaled
from bench.scoring.robustness import drawn_weights

_CELLS_AT_ONCE: Final = 500_000  # bounds the memory of one step: draws × regions × indicators
_STREAMS: Final = 4
# Means that cannot take 0. For them a cell that loses all its claims in a draw gets a hundredth of
# the upper end of the scale.
_POSITIVE: Final = frozenset({"geometric", "harmonic"})
_FLOOR: Final = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class RankingModel:
    """All that a ranking of n regions by k indicators hangs on.

    Parameters
    ----------
    hierarchy, method
        As given.
    alternatives
        The methods to draw from; the first is the method itself.
    evidence
        Columns of the e indicators scored by claims, shape (e,).
    claims
        The claims of the n regions on these.
    unread, lower
        Cells without a score, shape (n, e), and indicators of which less is better, shape (e,).
    others
        Evidence of the regions compared and not ranked, shape (o, e), NaN where unread; evidence,
        as statistics, is normalised over all regions that are compared.
    statistics
        The table without the evidence (NaN there), shape (n, k), higher is better, for each
        normalisation of the alternatives.
    saturation, concentration, decimals
        Of evidence scores, of drawn weights, and for rounding before ranking.
    """

    hierarchy: Hierarchy
    method: Method
    alternatives: tuple[Alternative, ...]
    evidence: Integers
    claims: ClaimSample
    unread: Flags
    lower: Flags
    others: Floats
    statistics: Mapping[str, Floats]
    saturation: float
    concentration: float
    decimals: int

    def __len__(self) -> int:
        return len(self.unread)

    @property
    def at_once(self) -> int:
        """How many draws fit into one step."""
        regions = len(self) + len(self.others)
        return max(1, _CELLS_AT_ONCE // max(1, regions * len(self.hierarchy.leaves)))


def generators(seed: int) -> list[np.random.Generator]:
    """Return random numbers (PCG64) for weights, claims, method and sensitivity, each its own."""
    seeds = np.random.SeedSequence(seed).spawn(_STREAMS)
    return [np.random.Generator(np.random.PCG64(one)) for one in seeds]


def simulated_ranks(model: RankingModel, draws: int, seed: int) -> Floats:
    """Rank the regions in many draws of weights, claims and method.

    The three are drawn independently of each other (OECD/JRC Handbook 2008, part 1, step 7;
    Saisana, Saltelli and Tarantola 2005): weights by `robustness.drawn_weights`, claims by
    `claim_draws.drawn_evidence`, the method with equal chances from the alternatives. In a draw,
    a stated cell without any claim scores 0; an unread one stays unread. Statistics have no
    claims and vary by weights and method alone.

    Parameters
    ----------
    model
        What is ranked.
    draws
        How many.
    seed
        Of the random numbers; the draws do not depend on how many are done at once.

    Returns
    -------
    numpy.ndarray
        Shape (draws, n), 1 is best, ties share the smaller rank.
    """
    by_weights, by_claims, by_method, _ = generators(seed)
    if not draws or not len(model):
        return np.empty((draws, len(model)))
    weights = drawn_weights(model.hierarchy, model.concentration, draws, by_weights)
    methods = by_method.integers(len(model.alternatives), size=draws)
    scores = np.empty((draws, len(model)))
    start = 0
    for evidence in drawn_evidence(model.claims, draws, by_claims, model.at_once):
        part = slice(start, start := start + len(evidence))
        own = [node[part] for node in weights]
        scores[part] = index_scores(model, evidence, own, methods[part])
    return rank_draws(scores, model.decimals)


def index_scores(
    model: RankingModel, evidence: Floats, weights: Sequence[Floats], methods: Integers
) -> Floats:
    """Return the index of each region under given weights, evidence and methods.

    Parameters
    ----------
    model
        What is ranked.
    evidence
        Evidence of the cells, shape (b, n, e), not negative.
    weights
        For each node shape (b, children).
    methods
        Positions in ``model.alternatives``, shape (b,).

    Returns
    -------
    numpy.ndarray
        Shape (b, n); NaN where a region has no index.
    """
    index = np.empty(evidence.shape[:2])
    for used, rows in _by_method(methods, model.at_once):
        alternative = model.alternatives[used]
        table = normalised(model, evidence[rows], alternative)
        tree = aggregated_by(model.hierarchy, alternative.aggregation)
        index[rows] = composed(table, tree, [node[rows] for node in weights])[..., -1]
    return index


def normalised(model: RankingModel, evidence: Floats, alternative: Alternative) -> Floats:
    """Return the table that an alternative aggregates.

    Parameters
    ----------
    model
        What is ranked.
    evidence
        Evidence of the cells, shape (b, n, e), not negative.
    alternative
        ``"own"`` scores evidence as the method does; the other normalisations take the evidence
        itself, unsaturated, in its place. All regions compared, ranked or not, set the scale.

    Returns
    -------
    numpy.ndarray
        Shape (b, n, k), higher is better; NaN where unread.
    """
    table = np.repeat(model.statistics[alternative.normalisation][None], len(evidence), axis=0)
    if len(model.evidence):
        known = np.where(model.unread, np.nan, evidence)
        table[..., model.evidence] = _scaled_evidence(model, known, alternative.normalisation)
    if alternative.normalisation == OWN and alternative.aggregation == "geometric":
        return above_zero(table, model.method)
    if alternative == Alternative() and _POSITIVE & {node.method for node in model.hierarchy.nodes}:
        table[table <= 0] = _FLOOR * model.method.ends[1]
    return table


def _scaled_evidence(model: RankingModel, evidence: Floats, by: str) -> Floats:
    """Normalise evidence (b, n, e) over all regions compared, as `cells.scored_cells` does."""
    if by == OWN and model.method.evidence == "none":
        return rescaled(
            oriented(saturating_score(evidence, model.saturation), model.lower), model.method
        )
    others = np.broadcast_to(model.others, (len(evidence), *model.others.shape))
    everyone = np.concatenate([evidence, others], axis=1)
    if by == OWN:
        scores = oriented(saturating_score(everyone, model.saturation), model.lower)
        scaled = draw_by_draw(lambda table: rescaled(table, model.method), scores)
    else:
        directed = np.where(model.lower, -everyone, everyone)
        scaled = draw_by_draw(NORMALISATIONS[by], directed)
    return scaled[:, : len(model)]


def _by_method(methods: Integers, at_once: int) -> Iterator[tuple[int, Integers]]:
    """Yield (method, positions of the draws that use it), not too many at once."""
    for used in np.unique(methods).tolist():
        rows = np.flatnonzero(methods == used)
        for start in range(0, len(rows), at_once):
            yield used, rows[start : start + at_once]
