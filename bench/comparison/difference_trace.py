"""The change between two runs split into what it comes of: the mean over all orders of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import factorial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.comparison.difference_mixing import (
    Pair,
    Sides,
    mixed_catalogue,
    mixed_regions,
    mixed_tables,
    mixed_weights,
)
from bench.comparison.difference_parts import changed_parts
from bench.comparison.difference_schema import CATALOGUE, DOCUMENTS, WEIGHTS
from bench.errors import BenchError
from bench.scoring.aggregated import Aggregated, aggregated, bar_of
from bench.scoring.score import Scored, score_regions

Floats = NDArray[np.float64]
Mixing = Callable[[Sides], Scored]
Players = Mapping[str, tuple[str, ...]]

LATER: Final = Sides(documents=True, catalogue=True, weights=True, statistics=True)
_LATE: Final = {"weighting", "decimals"}  # steps after the scores of cells
_DECIMALS: Final = 9  # of parts: below them is the rounding of sums


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a mix of inputs comes to, for n regions and k indicators of either run.

    Parameters
    ----------
    index, place
        Index (NaN where nothing was read) and the rank it takes among the ranked, shape (n,).
    ranked
        Shape (n,), 1 where ranked, else 0.
    shown
        Scores, shape (n, k); NaN where unread or not in the mix.
    states
        Shape (n, k); empty where not in the mix.
    """

    index: Floats
    place: Floats
    ranked: Floats
    shown: Floats
    states: NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A change split: its ends, and by part what each adds and which cells it moves.

    Parameters
    ----------
    before, after
        The runs scored anew by their own inputs.
    index, place
        Part → what it adds to index and place, shape (n,); NaN where a mix has none.
    moves, moves_cell
        Part → whether it can change the index or being ranked (n,), and the cell (n, k).
    joined
        Parts that could not be told apart from the catalogue; empty where all could.
    """

    before: Outcome
    after: Outcome
    index: Mapping[str, Floats]
    place: Mapping[str, Floats]
    moves: Mapping[str, NDArray[np.bool_]]
    moves_cell: Mapping[str, NDArray[np.bool_]]
    joined: tuple[str, ...]


def scored_mix(pair: Pair, sides: Sides, language: str) -> Scored:
    """Score a mix of the inputs of two runs.

    Raises
    ------
    InputError
        The inputs do not go together.
    """
    evidence, documents = mixed_tables(pair, sides)
    statistics = pair.run(sides.statistics).statistics
    catalogue, weights = mixed_catalogue(pair, sides), mixed_weights(pair, sides)
    given = pair.given(sides.weights)
    tables = [evidence, documents, *([] if statistics is None else [statistics.table])]
    regions, gazetteer = mixed_regions(pair, sides, tables)
    return score_regions(
        evidence,
        documents,
        catalogue,
        weights,
        regions=regions,
        min_claims=given.min_claims,
        min_coverage=given.min_coverage,
        draws=0,
        seed=0,
        language=language,
        statistics=statistics,
        gazetteer=gazetteer,
    )


def weighed(pair: Pair, sides: Sides, scored: Scored) -> Aggregated:
    """Weigh and aggregate the cells of a mix, as `score_regions` does.

    Unlike a ranking this has the index of every region, ranked or not.
    """
    given, weights = pair.given(sides.weights), mixed_weights(pair, sides)
    catalogue = mixed_catalogue(pair, sides)
    bar = bar_of(catalogue, given.min_claims, given.min_coverage)
    cells = scored.composition.cells
    return aggregated(cells, catalogue, weights.values, given.method, bar)


def outcome(
    scored: Scored, weighed: Aggregated, codes: Sequence[str], indicators: Sequence[str]
) -> Outcome:
    """Return a scoring laid out for the regions and indicators of either run."""
    made = scored.composition
    rows = [codes.index(region.code) for region in made.regions]
    columns = [indicators.index(name) for name in made.hierarchy.leaves]
    n, k = len(codes), len(indicators)
    indices, ranked = np.full(n, np.nan), np.zeros(n)
    indices[rows], ranked[rows] = weighed.index, weighed.ranked
    shown = np.full((n, k), np.nan)
    states = np.full((n, k), "", dtype=made.cells.states.dtype)
    cells = np.ix_(rows, columns)
    shown[cells], states[cells] = made.cells.shown, made.cells.states
    ahead = (indices[None, :] > indices[:, None]) & (ranked[None, :] > 0)
    place = np.where(np.isnan(indices), np.nan, 1.0 + ahead.sum(axis=1))
    return Outcome(indices, place, ranked, shown, states)


def traced(
    pair: Pair, mix: Mixing, codes: Sequence[str], indicators: Sequence[str]
) -> Trace | None:
    """Split the change between two runs by what it comes of.

    Each part gets the mean, over all orders in which the parts could have changed one after the
    other, of what its own step adds: its Shapley value (Shapley 1953), so that the parts sum to
    the change and no order is preferred. With p parts that differ, 2^p mixes are
    scored.

    Parameters
    ----------
    pair
        The runs.
    mix
        What scores a mix of their inputs: `scored_mix`.
    codes, indicators
        The n regions and k indicators of either run.

    Returns
    -------
    Trace
        None where not even the documents can be told from the rest: mixes cannot be scored.
    """
    players: Players = changed_parts(pair)
    alike = _cells_alike(pair)
    counts = {side for own in players.values() for side in own if not (alike and side == WEIGHTS)}

    @cache
    def made(sides: Sides) -> Outcome:
        # Scoring cells takes long, so weights alone do not make it necessary again.
        whole = all(getattr(sides, side) for side in counts)
        scored = mix(LATER if whole else sides._replace(weights=sides.weights and not alike))
        return outcome(scored, weighed(pair, sides, scored), codes, indicators)

    try:
        return _split(players, made, ())
    except BenchError:
        rest = tuple(name for name in players if name != DOCUMENTS)
        kept = {name: side for name, side in players.items() if name == DOCUMENTS}
        together = tuple(side for name in rest for side in players[name])
    try:
        return _split({**kept, CATALOGUE: together}, made, rest)
    except BenchError:
        return None


def _cells_alike(pair: Pair) -> bool:
    """Tell whether the runs differ in weights and bar at most in what comes after the cells."""
    before, after = (
        (given.method.model_dump(exclude=_LATE), given.compared, given.levels)
        for given in (pair.given_before, pair.given_after)
    )
    return before == after


def _split(players: Players, made: Callable[[Sides], Outcome], joined: tuple[str, ...]) -> Trace:
    def at(chosen: frozenset[str]) -> Outcome:
        later = {side: True for name in chosen for side in players[name]}
        return made(Sides(**later))

    names = list(players)
    steps = {name: list(_steps(name, names)) for name in names}

    def parts(of: Callable[[Outcome], Floats]) -> dict[str, Floats]:
        return {
            name: np.round(
                sum(w * (of(at(s | {name})) - of(at(s))) for w, s in steps[name]), _DECIMALS
            )
            for name in names
        }

    def moves(differ: Callable[[Outcome, Outcome], NDArray[np.bool_]]) -> dict[str, Any]:
        return {
            name: np.any([differ(at(s), at(s | {name})) for _, s in steps[name]], axis=0)
            for name in names
        }

    return Trace(
        before=at(frozenset()),
        after=at(frozenset(names)),
        index=parts(lambda o: o.index),
        place=parts(lambda o: o.place),
        moves=moves(lambda a, b: differs(a.index, b.index) | (a.ranked != b.ranked)),
        moves_cell=moves(lambda a, b: differs(a.shown, b.shown) | (a.states != b.states)),
        joined=joined,
    )


def _steps(name: str, names: Sequence[str]) -> Iterator[tuple[float, frozenset[str]]]:
    """Yield what may have changed before ``name``, with the share of the orders in which it has."""
    others = [other for other in names if other != name]
    for size in range(len(others) + 1):
        weight = factorial(size) * factorial(len(others) - size) / factorial(len(names))
        for chosen in combinations(others, size):
            yield weight, frozenset(chosen)


def differs(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """Tell where numbers differ beyond the rounding of sums; two gaps do not."""
    gaps = np.isnan(one) & np.isnan(other)
    return ~(gaps | (np.abs(one - other) <= 10.0**-_DECIMALS))
