"""Precision, recall and F1 of what the program says, given what coders say.

What all coders say is required, what at least one says is allowed: it counts neither for the
program nor against it. With one coder the two are the same. The measures are those of information
retrieval (van Rijsbergen 1979, Information Retrieval, ch. 7).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.evaluation.matching import Said, Unit

# The number of a unit, and what is said of it: nothing more, a region, an indicator, or both.
Item = tuple[int, tuple[str, ...]]
Array = NDArray[np.float64]

CLAIMS: Final = "claims"
REGIONS: Final = "regions"
INDICATORS: Final = "indicators"
TRIPLES: Final = "triples"
KIND: Final = "kind"
STATUS: Final = "status"
SETS: Final = (CLAIMS, REGIONS, INDICATORS, TRIPLES)
CHOICES: Final = (KIND, STATUS)
RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was right, wrong (said but not allowed) and missed (required but not said)."""

    right: float
    wrong: float
    missed: float

    @property
    def precision(self) -> float:
        """Share of what counts that is right, 0 to 1; NaN where nothing was said."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is required that was said, 0 to 1; NaN where nothing is required."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; NaN where nothing was said or required."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def support(self) -> float:
        """How much is required."""
        return self.right + self.missed


@dataclass(frozen=True, slots=True)
class Sets:
    """What is said, required and allowed."""

    said: frozenset[Item]
    required: frozenset[Item]
    allowed: frozenset[Item]

    def of_indicator(self, indicator: str) -> Sets:
        """Return what of these indicators or triples is about one indicator."""
        # It is the last part of both.
        parts = (self.said, self.required, self.allowed)
        return Sets(*(frozenset(i for i in part if i[1][-1] == indicator) for part in parts))


def tally(sets: Sets, units: int) -> Array:
    """Return how much is right, wrong and missed in each of ``units`` units: shape (3, units)."""
    parts = (sets.said & sets.required, sets.said - sets.allowed, sets.required - sets.said)
    return np.array(
        [np.bincount([n for n, _ in part], minlength=units) for part in parts], dtype=np.float64
    ).reshape(3, units)


def total(tallied: Array, weights: Array | None = None) -> Counts:
    """Add up a tally over its units, each with its weight (at least 0; none: all 1)."""
    sums = tallied.sum(axis=1) if weights is None else tallied @ weights
    return Counts(*(float(value) for value in sums))


def f1_interval(tallied: Array, weights: Array | None, seed: int) -> tuple[float, float]:
    """Return the 95 % interval of F1 by the percentile bootstrap over units.

    Units are drawn with replacement `RESAMPLES` times (Efron and Tibshirani 1993, An Introduction
    to the Bootstrap, ch. 13). Sentences of one document are alike, so the true interval is rather
    wider.

    Parameters
    ----------
    tallied
        Shape (3, units), as `tally` gives it.
    weights
        Of the units; none: all 1.
    seed
        Of the draws.

    Returns
    -------
    tuple of float
        2.5th and 97.5th percentile; NaN where F1 is not defined.
    """
    units = tallied.shape[1]
    if math.isnan(total(tallied, weights).f1):
        return math.nan, math.nan
    times = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), RESAMPLES)
    right, wrong, missed = tallied @ (times if weights is None else times * weights).T
    whole = 2 * right + wrong + missed
    values = 2 * right[whole > 0] / whole[whole > 0]
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def compare(units: Sequence[Unit]) -> dict[str, Sets]:
    """Return what is said, required and allowed of claims, regions, indicators and triples.

    Regions and indicators are looked at in units that all coders and the program call a claim;
    triples (region and indicator of a unit) in all units.
    """
    numbered = list(enumerate(units))
    seen = [(n, u) for n, u in numbered if u.all_claim and u.program.is_claim]
    return {
        CLAIMS: Sets(
            frozenset((n, ()) for n, u in numbered if u.program.is_claim),
            frozenset((n, ()) for n, u in numbered if u.all_claim),
            frozenset((n, ()) for n, u in numbered if u.any_claim),
        ),
        REGIONS: _sets(seen, lambda said: ((code,) for code in said.regions)),
        INDICATORS: _sets(seen, lambda said: ((name,) for name in said.indicators)),
        TRIPLES: _sets(numbered, lambda said: said.triples),
    }


def tally_choices(units: Sequence[Unit]) -> dict[str, Array]:
    """Return for kind (measure or fact) and status how often the program's choice is right.

    Of units that all coders and the program call a claim, where the coders say the same. A wrong
    choice is one thing wrong and one missed, so that precision, recall and F1 are all the share
    of right choices.

    Returns
    -------
    dict
        ``kind`` and ``status`` → a tally, shape (3, units).
    """
    ways: dict[str, Callable[[Said], frozenset[str]]] = {
        KIND: lambda said: said.kinds,
        STATUS: lambda said: said.statuses,
    }
    found = {name: np.zeros((3, len(units))) for name in ways}
    for name, of in ways.items():
        for number, unit in enumerate(units):
            choices = {of(coder) for coder in unit.coders}
            choice = min(choices, key=sorted)
            if unit.all_claim and unit.program.is_claim and len(choices) == 1 and choice:
                right = of(unit.program) == choice
                found[name][:, number] = (right, not right, not right)
    return found


def coders_f1(units: Sequence[Unit]) -> dict[str, float]:
    """Return how far two coders agree, as the F1 of one given the other: the level to reach.

    Regions and indicators over units that both call a claim; NaN with one coder.
    """
    if not units or len(units[0].coders) == 1:
        return dict.fromkeys(SETS, math.nan)
    both = [unit for unit in units if unit.all_claim]

    def shared(of: Callable[[Said], AbstractSet[object]], among: Sequence[Unit]) -> float:
        pairs = [(of(unit.coders[0]), of(unit.coders[1])) for unit in among]
        same = sum(len(a & b) for a, b in pairs)
        return _ratio(2 * same, sum(len(a) + len(b) for a, b in pairs))

    return {
        CLAIMS: shared(lambda said: {"claim"} if said.is_claim else set(), units),
        REGIONS: shared(lambda said: said.regions, both),
        INDICATORS: shared(lambda said: said.indicators, both),
        TRIPLES: shared(lambda said: said.triples, units),
    }


def _sets(
    units: Iterable[tuple[int, Unit]], of: Callable[[Said], Iterable[tuple[str, ...]]]
) -> Sets:
    said: set[Item] = set()
    required: set[Item] = set()
    allowed: set[Item] = set()
    for number, unit in units:
        said.update((number, item) for item in of(unit.program))
        by_coder = [{(number, item) for item in of(coder)} for coder in unit.coders]
        required.update(set.intersection(*by_coder))
        allowed.update(*by_coder)
    return Sets(frozenset(said), frozenset(required), frozenset(allowed))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
