"""How far coders agree with each other, and the program with each of them, beyond chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from bench.evaluation.accuracy import CLAIMS, INDICATORS, KIND, REGIONS, STATUS
from bench.evaluation.agreement import MISSING, Ratings, cohen_kappa, krippendorff_alpha
from bench.evaluation.labels import KINDS
from bench.evaluation.matching import Said, Unit

INDICATOR: Final = "indicator"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two raters on one question.

    ``about`` is the question: claims (yes or no), kind (of four), and, over the units that both
    call a claim, status, regions (the whole set as one category), each indicator (yes or no), and
    indicators: the mean over indicators of which at least one rater made use. ``alike`` is the
    share of units rated alike, 0 to 1; kappa and alpha are NaN where they are not defined.
    """

    first: str
    second: str
    about: str
    indicator: str
    units: int
    alike: float
    kappa: float
    alpha: float


def agreements(
    units: Sequence[Unit], names: Sequence[str], program: str, indicators: Sequence[str]
) -> list[Agreement]:
    """Return the agreement of every pair among the coders and the program.

    Parameters
    ----------
    units
        What each says.
    names, program
        What the coders and the program are called in the result.
    indicators
        Ids of all indicators.
    """
    raters = [(name, [u.coders[i] for u in units]) for i, name in enumerate(names)]
    raters.append((program, [u.program for u in units]))
    return [
        Agreement(first, second, *row)
        for (first, said), (second, also) in combinations(raters, 2)
        for row in _rows(list(zip(said, also, strict=True)), indicators)
    ]


_Pair = tuple[Said, Said]
_Row = tuple[str, str, int, float, float, float]


def _rows(pairs: Sequence[_Pair], indicators: Sequence[str]) -> Iterator[_Row]:
    both = [(a, b) for a, b in pairs if a.is_claim and b.is_claim]
    yield CLAIMS, "", *_agree(pairs, lambda said: said.is_claim)
    yield KIND, "", *_agree(pairs, _kind)
    yield STATUS, "", *_agree(both, lambda said: _one(said.statuses))
    yield REGIONS, "", *_agree(both, lambda said: said.regions)
    each = [(name, _agree(both, _names(name))) for name in indicators]
    defined = [row for _, row in each if not math.isnan(row[3])]
    alike, kappa, alpha = (_mean([row[i] for row in defined]) for i in (1, 2, 3))
    yield INDICATORS, "", len(both), alike, kappa, alpha
    for name, row in each:
        yield INDICATOR, name, *row


def _agree(
    pairs: Sequence[_Pair], of: Callable[[Said], Hashable | None]
) -> tuple[int, float, float, float]:
    """Return the number of units, the share rated alike, kappa and alpha; None is no rating."""
    answers = [(of(a), of(b)) for a, b in pairs]
    numbers: dict[Hashable, int] = {}

    def number(answer: Hashable | None) -> int:
        return MISSING if answer is None else numbers.setdefault(answer, len(numbers))

    ratings: Ratings = np.array(
        [[number(a), number(b)] for a, b in answers], dtype=np.int64
    ).reshape(-1, 2)
    rated = ratings[(ratings >= 0).all(axis=1)]
    alike = float(np.mean(rated[:, 0] == rated[:, 1])) if len(rated) else math.nan
    return (
        len(rated),
        alike,
        cohen_kappa(rated[:, 0], rated[:, 1]),
        krippendorff_alpha(rated.T),
    )


def _kind(said: Said) -> str:
    """Return the kind; of several claims on one stretch the first of measure, fact."""
    return min(said.kinds, key=KINDS.index)


def _names(indicator: str) -> Callable[[Said], bool]:
    return lambda said: indicator in said.indicators


def _one(statuses: frozenset[str]) -> frozenset[str] | None:
    return statuses or None


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else math.nan
