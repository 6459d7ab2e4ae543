"""Very many strings in texts, by a trie that all places of all texts go down together.

Where tens of thousands of short strings are looked for, a text holds more of them than it has
characters, and to make an object of each that is found, as `bench.phrases` does, is most of the
work. Here whole arrays of places take one step after the other (Fredkin, "Trie memory", 1960).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from bench.phrases import BETWEEN, Numbers, Which, joined, presence

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_ROOT: Final = 0
_NONE: Final = -1
# Near 2⁶⁴ divided by the golden ratio, and odd.
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_ROOM: Final = 4  # slots a key


class Trie:
    """Finds strings in texts, overlapping ones too.

    Parameters
    ----------
    strings
        f different strings to look for; none is empty or holds a NUL.

    Raises
    ------
    ValueError
        A string is empty, holds a NUL or comes twice.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        if len(set(strings)) < len(strings) or any(not s or BETWEEN in s for s in strings):
            raise ValueError("a string to look for is empty, holds a NUL or comes twice")
        self._strings = len(strings)
        codes = _codes("".join(strings))
        self._alphabet = _Alphabet(codes)
        letters = self._alphabet.letters(codes)
        lengths = np.array([len(string) for string in strings], dtype=np.int64)
        starts = np.cumsum(lengths) - lengths
        nodes = np.full(len(strings), _ROOT)
        count = 1
        keys = [np.empty(0, np.int64)]
        longer = np.arange(len(strings))
        for depth in range(lengths.max(initial=0)):
            longer = longer[lengths[longer] > depth]
            steps = self._steps(nodes[longer], letters[starts[longer] + depth])
            different, numbers = np.unique(steps, return_inverse=True)
            nodes[longer] = count + numbers
            count += len(different)
            keys.append(different)
        self._next = _Table(np.concatenate(keys), np.arange(1, count), absent=_ROOT)
        self._ending = np.full(count, _NONE)  # which string ends at a node
        self._ending[nodes] = np.arange(len(strings))

    def _steps(self, nodes: Numbers, letters: Numbers) -> Numbers:
        """Return a number for each step from a node by a letter."""
        return nodes * self._alphabet.size + letters

    def which(self, texts: Sequence[str]) -> Which:
        """Tell which strings stand in which texts, each text as if it stood alone.

        The strings of one letter come first, then those of two, and so on, each in the order of
        the texts.
        """
        codes = _codes(joined([*texts, ""]))
        letters = self._alphabet.letters(codes)
        places = np.flatnonzero(letters)
        nodes = self._next.at(letters[places])
        found = [(places[:0], nodes[:0])]
        length = 0
        while len(places):
            alive = np.flatnonzero(nodes)
            places, nodes = places[alive], nodes[alive]
            ending = self._ending[nodes]
            ends = np.flatnonzero(ending != _NONE)
            found.append((places[ends], ending[ends]))
            length += 1
            # No string goes on past a text: what parts it from the next is no letter.
            following = letters.take(places + length, mode="clip")
            nodes = self._next.at(self._steps(nodes, following))
        at, strings = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return Which(np.cumsum(codes == ord(BETWEEN))[at], strings)

    def present(self, texts: Sequence[str]) -> csr_array:
        """Tell which strings stand in which texts: 1 where they do, shape (texts, f)."""
        return presence(self.which(texts), (len(texts), self._strings))


class _Alphabet:
    """Numbers the characters of some codes from 1; every other is 0."""

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        characters = np.unique(codes)
        self.size = len(characters) + 1
        last = int(characters.max(initial=0))
        # What lies past the last takes the place behind it.
        self._letter = np.zeros(last + 2, dtype=np.int64)
        self._letter[characters] = np.arange(1, self.size)

    def letters(self, codes: NDArray[np.uint32]) -> Numbers:
        return self._letter.take(codes, mode="clip")


class _Table:
    """What belongs to keys: a hash table with linear probing (Knuth, vol. 3, 6.4), for arrays.

    Parameters
    ----------
    keys
        Different numbers, none negative.
    values
        What belongs to each.
    absent
        What is returned for other keys.
    """

    def __init__(self, keys: Numbers, values: Numbers, absent: int) -> None:
        bits = max(_ROOM * len(keys), 2).bit_length()
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._keys = np.full(1 << bits, _NONE)
        self._values = np.full(1 << bits, absent)
        slots = self._slots(keys)
        while len(keys):
            free = self._keys[slots] == _NONE
            self._keys[slots[free]] = keys[free]  # of those that meet, one stays
            stored = self._keys[slots] == keys
            self._values[slots[stored]] = values[stored]
            keys, values, slots = keys[~stored], values[~stored], self._after(slots[~stored])

    def _slots(self, keys: Numbers) -> Numbers:
        """Return the slot at which the search for each key begins."""
        # Multiplicative hashing: the upper bits of a product (Knuth, vol. 3, 6.4).
        return ((keys.astype(np.uint64) * _MULTIPLIER) >> self._shift).astype(np.int64)

    def _after(self, slots: Numbers) -> Numbers:
        return (slots + 1) & self._last

    def at(self, keys: Numbers) -> Numbers:
        """Return what belongs to each key."""
        slots = self._slots(keys)
        held = self._keys[slots]
        values = self._values[slots]  # an empty slot holds what is returned for other keys
        others = np.flatnonzero((held != keys) & (held != _NONE))
        while len(others):
            slots[others] = after = self._after(slots[others])
            held = self._keys[after]
            values[others] = self._values[after]
            others = others[(held != keys[others]) & (held != _NONE)]
        return values


def _codes(text: str) -> NDArray[np.uint32]:
    """Return the code of each character; half a pair of surrogates has one, too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
