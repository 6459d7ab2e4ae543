"""Many strings in many texts, found in one pass over all of them (Aho and Corasick 1975)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Numbers = NDArray[np.int64]
_FEW: Final = 2000
# Stands between two texts, so that no string is found across them.
BETWEEN: Final = "\0"


class Which(NamedTuple):
    """Which strings stand in which texts: pairs of positions, one for each time."""

    texts: Numbers
    strings: Numbers


class Found(NamedTuple):
    """Where strings were found: four arrays of one length, in the order of the texts.

    ``texts`` and ``strings`` are positions among the texts and the strings looked for; ``starts``
    and ``ends`` count characters of the text.
    """

    texts: Numbers
    strings: Numbers
    starts: Numbers
    ends: Numbers


class Phrases:
    """Finds strings in texts.

    Parameters
    ----------
    strings
        What to look for; none is empty or holds a NUL.
    longest
        Whether to find at each place, from the left, the longest string only, and none inside
        it; else all that occur, overlapping.

    Raises
    ------
    ValueError
        A string is empty or holds a NUL.
    """

    def __init__(self, strings: Sequence[str], *, longest: bool = False) -> None:
        if any(BETWEEN in string for string in strings):
            raise ValueError("a string to look for holds a NUL")
        self._number = {string: number for number, string in enumerate(strings)}
        # Found like the others, it tells where a text ends.
        self._number[BETWEEN] = self._end = len(strings)
        self._automaton = AhoCorasick(
            [*strings, BETWEEN],
            matchkind=MatchKind.LeftmostLongest if longest else MatchKind.Standard,
            store_patterns=True,
            # Quicker to run and slower to build, in proportion to what it looks for.
            implementation=Implementation.DFA if len(strings) <= _FEW else None,
        )
        self._overlapping = not longest

    def which(self, texts: Sequence[str]) -> Which:
        """Tell which strings stand in which texts, each text as if it stood alone.

        The strings are different ones.
        """
        found = self._automaton.find_matches_as_strings(
            joined(texts), overlapping=self._overlapping
        )
        strings = np.fromiter(map(self._number.__getitem__, found), np.int64, len(found))
        ends = strings == self._end
        return Which(np.cumsum(ends)[~ends], strings[~ends])

    def held(self, texts: Sequence[str]) -> Iterator[set[str]]:
        """Yield for each text the strings that stand in it."""
        found = self._automaton.find_matches_as_strings(
            joined(texts), overlapping=self._overlapping
        )
        found.append(BETWEEN)
        start = 0
        for _ in texts:
            end = found.index(BETWEEN, start)
            yield set(found[start:end])
            start = end + 1

    def present(self, texts: Sequence[str]) -> csr_array:
        """Tell which strings stand in which texts: 1 where they do, shape (texts, strings)."""
        return presence(self.which(texts), (len(texts), self._end))

    def find(self, texts: Sequence[str]) -> Found:
        """Find the places of the strings in texts, each text as if it stood alone.

        It takes twice as long as `which`.
        """
        hits = self._automaton.find_matches_as_indexes(joined(texts), overlapping=self._overlapping)
        flat = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3)
        ends = flat[:, 0] == self._end
        firsts = np.concatenate(([0], flat[ends, 2]))
        rows = np.cumsum(ends)[~ends]
        strings, starts, stops = flat[~ends].T
        return Found(rows, strings, starts - firsts[rows], stops - firsts[rows])


def presence(found: Which, shape: tuple[int, int]) -> csr_array:
    """Return a matrix of texts and strings: 1 where a string stands in a text, however often."""
    present = counted(*found, shape)
    present.data[:] = 1
    return present


def counted(rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> csr_array:
    """Count pairs of row and column."""
    # Slow to import, and scoring anew with other weights looks for no strings.
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def joined(texts: Sequence[str]) -> str:
    """Join texts by `BETWEEN`; one that stands in a text becomes a blank."""
    whole = BETWEEN.join(texts)
    if whole.count(BETWEEN) < len(texts):
        return whole
    return BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)
