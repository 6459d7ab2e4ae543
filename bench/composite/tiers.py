"""Tiers: regions parted where the gaps in their scores are, by natural breaks.

Fisher, W. D. (1958), On grouping for maximum homogeneity, Journal of the American Statistical
Association 53(284), 789–798: of all ways to part n ordered values into k groups the one with the
least sum of squares within groups, found exactly by dynamic programming. Jenks and Caspall (1971)
made it the natural breaks of cartography and measured how well k groups fit by the goodness of
variance fit, 1 − (sum of squares within groups) ÷ (total sum of squares).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FEWEST: Final = 2  # tiers
_DECIMALS: Final = 12  # of a share of the total sum of squares: what agrees to so many is equal


@dataclass(frozen=True, slots=True, eq=False)
class Tiers:
    """Regions in tiers.

    Parameters
    ----------
    tier
        Shape (n,), from 1, the best.
    count
        How many tiers there are.
    fit
        Goodness of variance fit, 0 to 1.
    """

    tier: Integers
    count: int
    fit: float


def tiers_of(scores: Floats, *, most: int = 4, least_fit: float = 0.8) -> Tiers | None:
    """Part regions into tiers by their scores.

    The number of tiers is the smallest from 2 on whose goodness of variance fit reaches
    ``least_fit``; where none does, the largest allowed. Allowed are at most ``most``, and no more
    than one for every two regions or for every different score.

    Parameters
    ----------
    scores
        Shape (n,), finite, rounded as for ranking: equal scores share a tier.
    most
        Tiers at the most, at least 2.
    least_fit
        0 to 1.

    Returns
    -------
    Tiers or None
        None where there are no two tiers to tell apart: fewer than four regions, or all alike.

    Raises
    ------
    ValueError
        A score is not finite, or ``most`` is below 2.
    """
    if not np.isfinite(scores).all() or most < FEWEST:
        raise ValueError("tiers need finite scores and room for two tiers")
    allowed = min(most, len(scores) // 2, len(np.unique(scores)))
    found = None
    for count in range(FEWEST, allowed + 1):
        tier = natural_breaks(scores, count)
        found = Tiers(tier, count, goodness_of_fit(scores, tier))
        if found.fit >= least_fit:
            break
    return found


def natural_breaks(scores: Floats, count: int) -> Integers:
    """Part scores into groups of the least sum of squares within (Fisher 1958), exactly.

    Parameters
    ----------
    scores
        Shape (n,), finite.
    count
        How many groups, from 1 to the number of different scores.

    Returns
    -------
    numpy.ndarray
        Shape (n,): the group of each score, 1 for the highest. Equal scores share a group; of
        equally good partitions the one with the smaller upper groups is taken.

    Raises
    ------
    ValueError
        There are fewer different scores than groups.
    """
    values, place, sizes = np.unique(-scores, return_inverse=True, return_counts=True)
    if not 1 <= count <= len(values):
        raise ValueError(f"{len(values)} different scores cannot make {count} groups")
    cost = _within(values, sizes.astype(np.float64))
    m = len(values)
    # least[j]: of the first j values in so many groups; cut[g][j]: where the last group begins.
    least, cuts = np.concatenate([[np.inf], cost[0]]), []
    for _ in range(1, count):
        total = least[:m, None] + cost
        cut = np.argmin(np.round(total, _DECIMALS), axis=0)
        cuts.append(cut)
        least = np.concatenate([[np.inf], total[cut, np.arange(m)]])
    group, end = np.empty(m, dtype=np.int64), m
    for number in range(count, 1, -1):
        begin = int(cuts[number - 2][end - 1])
        group[begin:end] = number
        end = begin
    group[:end] = 1
    return group[place]


def goodness_of_fit(scores: Floats, groups: Integers) -> float:
    """Return the share of the sum of squares that groups explain, 0 to 1 (Jenks).

    Parameters
    ----------
    scores, groups
        Shape (n,); 1 where all scores are equal.
    """
    whole = float(((scores - scores.mean()) ** 2).sum())
    # The mean of equal scores is exact to rounding only, and so is the sum of their squares.
    if whole == 0 or np.ptp(scores) == 0:
        return 1.0
    parts = (scores[groups == group] for group in np.unique(groups))
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts)
    return min(max(1.0 - within / whole, 0.0), 1.0)


def reachable_tiers(
    tiers: Integers, ranks: Integers, low: Integers, high: Integers
) -> tuple[Integers, Integers]:
    """Return the best and the worst tier that the rank interval of each region reaches.

    Parameters
    ----------
    tiers, ranks, low, high
        Shape (n,): tier and rank of each region (ties share the smaller rank) and the ends of its
        rank interval, 1 to n. A rank belongs to the tier of the region that stands there.

    Returns
    -------
    tuple of numpy.ndarray
        Both of shape (n,); a region's own tier lies between them.
    """
    by_place = tiers[np.argsort(ranks, kind="stable")]
    best, worst = (by_place[np.clip(end, 1, len(tiers)) - 1] for end in (low, high))
    return np.minimum(best, tiers), np.maximum(worst, tiers)


def _within(values: Floats, sizes: Floats) -> Floats:
    """Return the sum of squares within values i to j, as a share of the total, shape (m, m).

    Infinite where j lies before i. Values are rising, ``sizes`` says how often each is there.
    """
    centred = values - np.average(values, weights=sizes)
    scale = float(np.abs(centred).max())
    centred = centred / scale if scale > 0 else centred
    sums = [np.concatenate([[0.0], np.cumsum(sizes * centred**power)]) for power in range(3)]
    count, total, squares = (each[None, 1:] - each[:-1, None] for each in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = np.maximum(squares - total**2 / count, 0.0)
    cost[np.tril_indices(len(values), -1)] = np.inf
    whole = float(cost[0, -1])
    shares: Floats = cost / whole if whole > 0 else cost
    return shares
