"""Where pieces of a document, as a reader gave them, stand in its plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Of so many places where a piece occurs one is chosen; a piece that occurs more often is short.
_MOST_PLACES: Final = 50
# What it costs that a piece does not begin where the one before it ends; that it stands before
# that; that no white space is before it.
_GAP: Final = 2
_BACK: Final = 2
_INSIDE: Final = 1
_SPACE: Final = re.compile(r"\s+")
# Of a piece that is not found whole, stretches of at least this length are looked for.
_STRETCH: Final = 6


def squeeze(text: str) -> str:
    """Return a text without its white space."""
    return _SPACE.sub("", text)


def covered(text: str, pieces: Sequence[str]) -> NDArray[np.bool_]:
    """Find which characters of a text the pieces hold.

    Parameters
    ----------
    text
        A text with n characters that are not white space.
    pieces
        Pieces of it, in its order as a rule. A reader may have left out or put in characters;
        white space does not count.

    Returns
    -------
    ndarray of bool, shape (n,)
        A piece that occurs more than once (a heading, also in the table of contents; a body
        printed twice) is taken for the one that makes the fewest gaps with its neighbours.
        Of a piece that does not occur, the stretches that do, between its neighbours, count.
    """
    plain = squeeze(text)
    squeezed = [squeeze(piece) for piece in pieces]
    found = np.zeros(len(plain), dtype=np.bool_)
    places = _places(plain, squeezed, _openings(text))
    after = _next_places(places, len(plain))
    low = 0
    for piece, at, high in zip(squeezed, places, after, strict=True):
        if at is None:
            low = _mark_stretches(plain, piece, low, high, found)
        else:
            low = at + len(piece)
            found[at:low] = True
    return found


def _openings(text: str) -> set[int]:
    """Return the offsets, without white space, before which white space stands."""
    openings = {0}
    at = 0
    for run in text.split():
        openings.add(at)
        at += len(run)
    return openings


def _next_places(places: Sequence[int | None], length: int) -> list[int]:
    """Return where the next piece that occurs begins, for each piece."""
    following = []
    high = length
    for place in reversed(places):
        following.append(high)
        high = high if place is None else place
    return following[::-1]


def _places(plain: str, pieces: Sequence[str], openings: set[int]) -> list[int | None]:
    """Return where each piece begins, None where it does not occur, with the fewest gaps."""
    options = [list(islice(_occurrences(plain, piece), _MOST_PLACES)) for piece in pieces]
    steps: list[tuple[int, list[int]]] = []  # a piece, and the best place before each of its own
    ends, costs = [0], [0]
    for number, places in enumerate(options):
        if not places:
            continue
        ways = [_best_way(ends, costs, place) for place in places]
        insides = [0 if place in openings else _INSIDE for place in places]
        costs = [cost + inside for (cost, _), inside in zip(ways, insides, strict=True)]
        ends = [place + len(pieces[number]) for place in places]
        steps.append((number, [before for _, before in ways]))
    chosen: list[int | None] = [None] * len(pieces)
    best = costs.index(min(costs))
    for number, predecessors in reversed(steps):
        chosen[number] = options[number][best]
        best = predecessors[best]
    return chosen


def _occurrences(plain: str, piece: str) -> Iterator[int]:
    at = plain.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = plain.find(piece, at + 1)


def _best_way(ends: Sequence[int], costs: Sequence[int], place: int) -> tuple[int, int]:
    """Return the least cost of coming to a place, and from which place, the nearest of equals."""
    before = min(
        range(len(ends)), key=lambda i: (costs[i] + _step(ends[i], place), abs(place - ends[i]))
    )
    return costs[before] + _step(ends[before], place), before


def _step(end: int, start: int) -> int:
    if start == end:
        return 0
    return _GAP if start > end else _GAP + _BACK


def _mark_stretches(plain: str, piece: str, low: int, high: int, found: NDArray[np.bool_]) -> int:
    """Mark the stretches of a piece that stand between its neighbours; return the last's end."""
    begin = 0
    while begin + _STRETCH <= len(piece):
        at = plain.find(piece[begin : begin + _STRETCH], low, high)
        if at < 0:
            begin += 1
            continue
        size = _STRETCH
        while begin + size < len(piece) and plain[at + size : at + size + 1] == piece[begin + size]:
            size += 1
        found[at : at + size] = True
        low = at + size
        begin += size
    return low
