"""What is printed again in one text: a site's page that holds a body two or three times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.repeats.letters import LONG, letters_of, long_strings

# What counts as printed again: so many pieces and letters together, in the same order. A phrase
# that recurs, a page's head or a clause of a law is less.
_LEAST_PIECES: Final = 3
_LEAST_LETTERS: Final = 200
# Pieces between two repeated ones that were changed or are new.
_BETWEEN: Final = 3
# By how many letters two printings may run apart from one repeated piece to the next.
_APART: Final = 400
# The end of a sentence that is looked at first: most texts repeat nothing.
_END: Final = 16
_SENTENCE: Final = 20
# Characters; no policy document comes near it, and the memory taken is bounded.
_LONGEST: Final = 3_000_000


def repeated_pieces(pieces: Sequence[str]) -> list[int]:
    """Find the pieces of a text that stand in an earlier printing of the same passage.

    Parameters
    ----------
    pieces
        Sentences and headings in order, cut where they may: only letters and their order count,
        so that 一、目标 on a line of its own is found in 一、目标加快建设….

    Returns
    -------
    list of int
        Places of pieces of which every letter was printed before, in runs of at least three
        pieces and 200 letters with at most three others between two of them. Each time the
        first printing is left.
    """
    if not _may_repeat(pieces):
        return []
    parts = [letters_of(piece) for piece in pieces]
    bounds = [0, *accumulate(len(part) for part in parts)]
    back = _distances(np.concatenate(parts))
    printed = _printed_before(back, bounds[-1])
    found = [
        _Piece(number, start, end, int(np.median(back[start:end][back[start:end] > 0])))
        for number, (start, end) in enumerate(pairwise(bounds))
        if end > start and printed[start:end].all() and back[start:end].any()
    ]
    return [piece.number for run in _runs(found) if _is_long(run) for piece in run]


def _may_repeat(pieces: Sequence[str]) -> bool:
    """Say cheaply whether a text may hold anything twice: by the ends of its sentences."""
    if sum(map(len, pieces)) > _LONGEST:
        return False
    ends = [piece[-_END:] for piece in pieces if len(piece) >= _SENTENCE]
    return len(ends) - len(set(ends)) >= _LEAST_PIECES - 1


def _distances(letters: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return how far back each string of 16 letters stands for the first time, 0 for nowhere.

    Shape (n,) for n letters; what overlaps itself (a row of dots, ditto marks) counts as new.
    """
    result = np.zeros(len(letters), dtype=np.int64)
    hashes = long_strings(letters)
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    first = order[np.searchsorted(ordered, ordered)]
    result[order] = order - first
    result[result < LONG] = 0
    return result


def _printed_before(back: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    """Return which letters lie in a string that stands earlier, shape (length,)."""
    steps = np.zeros(length + LONG, dtype=np.int64)
    again = np.flatnonzero(back)
    steps[again] += 1
    steps[again + LONG] -= 1
    return np.cumsum(steps)[:length] > 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece printed before: its place, its letters, how far back they stood."""

    number: int
    start: int
    end: int
    back: int

    def goes_on_from(self, last: _Piece) -> bool:
        """Say whether two pieces follow one another, here and in the earlier printing.

        A sentence that is said over and over goes on nowhere: its first printing stays where it is.
        """
        near = self.number - last.number <= _BETWEEN + 1 and abs(self.back - last.back) <= _APART
        return near and self.start - self.back > last.start - last.back


def _runs(found: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces that go on from one another, in runs."""
    run: list[_Piece] = []
    for piece in found:
        if run and not piece.goes_on_from(run[-1]):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _is_long(run: Sequence[_Piece]) -> bool:
    letters = sum(piece.end - piece.start for piece in run)
    return len(run) >= _LEAST_PIECES and letters >= _LEAST_LETTERS
