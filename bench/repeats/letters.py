"""The letters of a text as numbers, and hashes of the strings of letters that it holds.

Two printings of a text differ in spaces, line ends, full-width forms and marks, hardly in letters.
Everything here is integer arithmetic, so that it is the same on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Letters = NDArray[np.uint16]
Hashes = NDArray[np.uint64]

SHORT: Final = 4  # letters of a short string: one number holds it
LONG: Final = 16  # letters of a long one, which hardly occurs twice by chance

_PLANE: Final = 0x10000
_SURROGATES: Final = range(0xD800, 0xE000)
_PLACES: Final = tuple(np.uint64(factor) for factor in (3, 5, 7, 11))
# The constants of MurmurHash3's finaliser (Appleby, public domain).
_FIRST: Final = np.uint64(0xFF51AFD7ED558CCD)
_SECOND: Final = np.uint64(0xC4CEB9FE1A85EC53)


def letters_of(text: str) -> Letters:
    """Return the letters and digits of a text, in order, shape (n,).

    Capitals count as small letters, and a form of a character for compatibility (full width, a
    radical out of a PDF) as that character; one beyond Unicode's first plane makes two numbers.
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    folded = _folding().take(units)
    return folded.compress(folded != 0)


@cache
def _folding() -> Letters:
    """Return for every UTF-16 unit the letter that it counts as, 0 for what is none."""
    return np.array([_counts_as(number) for number in range(_PLANE)], dtype=np.uint16)


def _counts_as(number: int) -> int:
    if number in _SURROGATES:
        return number
    folded = unicodedata.normalize("NFKC", chr(number)).lower()
    return ord(folded) if len(folded) == 1 and folded.isalnum() and ord(folded) < _PLANE else 0


def short_strings(letters: Letters) -> Hashes:
    """Return a hash of every string of `SHORT` letters, by its place, shape (n − 3,) or (0,).

    No two strings have the same.
    """
    wide = letters.astype(np.uint64)
    steps = max(len(wide) - SHORT + 1, 0)
    packed = np.zeros(steps, dtype=np.uint64)
    for place in range(SHORT):
        packed <<= np.uint64(16)
        packed |= wide[place : place + steps]
    return mixed(packed)


def long_strings(letters: Letters) -> Hashes:
    """Return a hash of every string of `LONG` letters, by its place, shape (n − 15,) or (0,)."""
    short = short_strings(letters)
    steps = max(len(letters) - LONG + 1, 0)
    summed = np.zeros(steps, dtype=np.uint64)
    for number, factor in enumerate(_PLACES):
        summed += short[number * SHORT : number * SHORT + steps] * factor
    return mixed(summed)


def mixed(numbers: Hashes) -> Hashes:
    """Return numbers that look drawn at random, one for one (the finaliser of MurmurHash3)."""
    shift = np.uint64(33)
    result = (numbers ^ (numbers >> shift)) * _FIRST
    result ^= result >> shift
    result *= _SECOND
    result ^= result >> shift
    return result
