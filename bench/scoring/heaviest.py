"""The heaviest choice of claims among which none repeats another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def heaviest_apart(
    weights: Floats, pairs: Integers, likeness: Floats, shares: Sequence[float], limit: int
) -> Flags:
    """Choose claims so that no two chosen repeat each other and their weight is the largest.

    Two claims repeat each other when their likeness reaches the first of ``shares``. Claims
    that hang together through such pairs form a cluster. In a cluster where all repeat each
    other the heaviest claim stays; in one of at most ``limit`` claims the heaviest choice is
    found exactly; a larger one is taken apart by the next, stricter share (after the last of
    them all its claims stay).

    **Adding a claim never lowers the chosen weight.** Write W(S, t) for the weight chosen from
    the claims S with the shares from number t on, and A(S, t) for the heaviest choice without
    pairs at share t. (1) A grows with S, as any choice from S is still allowed in a larger set.
    (2) W(S, t) ≥ A(S, t): equal where it is found exactly; otherwise W(S, t) = W(S, t + 1) ≥
    A(S, t + 1) ≥ A(S, t), as a stricter share forbids fewer choices. (3) W grows with S: a new
    claim can only join clusters into a larger one C. If C is chosen from exactly, so were its
    parts (a part of a cluster where all repeat each other is one too), and (1) applies. If not,
    the new weight W(C, t + 1) is at least A(C, t) by (2), hence at least that of the parts that
    were exact, and by (3) for t + 1 at least that of the parts that were not; the parts have no
    pair between them, so their weights add.

    Parameters
    ----------
    weights
        Weight of each claim, shape (n,), not negative. On ties the earlier claim is chosen.
    pairs
        Positions of claims that are alike, shape (m, 2), each pair once.
    likeness
        How alike, shape (m,), 0 to 1.
    shares
        Likeness from which claims repeat each other, rising.
    limit
        Largest cluster chosen from exactly.

    Returns
    -------
    numpy.ndarray
        Which claims are chosen, shape (n,).
    """
    chosen = np.ones(len(weights), dtype=np.bool_)
    if not shares:
        return chosen
    close = likeness >= shares[0]
    pairs, likeness = pairs[close], likeness[close]
    if not len(pairs):
        return chosen
    labels = clusters(pairs, len(weights))
    pairs_by_cluster = positions(labels[pairs[:, 0]])
    for label, members in positions(labels).items():
        if len(members) == 1:
            continue
        inside = pairs_by_cluster[label]
        local = np.searchsorted(members, pairs[inside])
        own = weights[members]
        if len(local) == len(members) * (len(members) - 1) // 2:
            chosen[members] = np.arange(len(members)) == np.argmax(own)
        elif len(members) <= limit:
            chosen[members] = _exactly(own, local)
        else:
            chosen[members] = heaviest_apart(own, local, likeness[inside], shares[1:], limit)
    return chosen


def clusters(pairs: Integers, size: int) -> Integers:
    """Return a number for each of ``size`` claims, the same for those that hang together.

    Parameters
    ----------
    pairs
        Positions of claims that are alike, shape (m, 2).
    size
        How many claims there are.
    """
    # Imported here, as many want nothing but the types above and should not wait for it.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def positions(labels: NDArray[np.integer]) -> dict[int, Integers]:
    """Return where each label stands, in rising order."""
    order = np.argsort(labels, kind="stable").astype(np.int64)
    values, starts = np.unique(labels[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, starts)[1:], strict=True))


def _exactly(weights: Floats, pairs: Integers) -> Flags:
    """Choose the heaviest set without pairs by branching on the claim with the most pairs.

    Sets of claims are the bits of an integer; each set is solved once.
    """
    near = [0] * len(weights)
    for one, other in pairs.tolist():
        near[one] |= 1 << other
        near[other] |= 1 << one
    solved: dict[int, tuple[float, int]] = {0: (0.0, 0)}

    def best(rest: int) -> tuple[float, int]:
        if rest not in solved:
            members = [i for i in range(len(weights)) if rest >> i & 1]
            widest = max(members, key=lambda i: ((near[i] & rest).bit_count(), -i))
            bit = 1 << widest
            weight, others = best(rest & ~near[widest] & ~bit)
            taken = (weight + float(weights[widest]), others | bit)
            # Without pairs left, leaving the claim out cannot be better.
            left = best(rest & ~bit) if near[widest] & rest else taken
            solved[rest] = taken if taken[0] >= left[0] else left
        return solved[rest]

    bits = best((1 << len(weights)) - 1)[1]
    return np.array([bool(bits >> i & 1) for i in range(len(weights))])
