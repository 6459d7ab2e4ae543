"""MinHash: a few numbers of a text by which its likeness to any other can be estimated.

One permutation hashing (Li, Owen and Zhang 2012): one hash of every string of letters, the least in
each of 128 bins; an empty bin borrows from another as Shrivastava (2017, *Optimal densification for
fast and accurate minwise hashing*) has it. One hash a string instead of 128 takes 5 ms a megabyte
of text; datasketch's MinHash of the same strings takes 400.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.repeats.letters import SHORT, Letters, letters_of, mixed, short_strings

BINS: Final = 128
TYPE: Final = "<u4"
# Below this, a text tells too little of itself: an empty page, "see the attachment".
FEWEST: Final = 60  # strings of letters
_AT_ONCE: Final = 1 << 15  # letters: bounds the memory of a huge text, and fits a processor's cache

_BIN: Final = np.uint64(64 - 7)
_VALUE: Final = np.uint64(0xFFFFFFFF)
_EMPTY: Final = 0xFFFFFFFF

Signatures = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The signature of a text, 512 bytes (none of a text too short), and its number of letters."""

    signature: bytes
    letters: int


def fingerprint(text: str) -> Fingerprint:
    """Return what is kept of a document's body to tell whether another repeats it.

    Parameters
    ----------
    text
        Its body, without what was cut. Only letters and digits count.

    Returns
    -------
    Fingerprint
        The same on every machine and in every process.
    """
    letters = letters_of(text)
    enough = len(letters) - SHORT + 1 >= FEWEST
    return Fingerprint(_lent(_least(letters)).tobytes() if enough else b"", len(letters))


def read_signatures(signatures: list[bytes]) -> Signatures:
    """Return signatures as a matrix, shape (n, 128)."""
    joined = np.frombuffer(b"".join(signatures), dtype=TYPE)
    return joined.reshape(len(signatures), BINS).astype(np.uint32)


def likeness(one: Signatures, others: Signatures) -> NDArray[np.float64]:
    """Estimate how like texts are: the strings that two share, among all of both (Jaccard).

    Parameters
    ----------
    one
        A signature, shape (128,).
    others
        Those it is compared with, shape (n, 128).

    Returns
    -------
    numpy.ndarray
        0 to 1, shape (n,); the standard error is at most 0.045.
    """
    return np.asarray((others == one).mean(axis=1), dtype=np.float64)


def _least(letters: Letters) -> NDArray[np.uint32]:
    """Return the least hash of each bin, shape (128,)."""
    least = np.full(BINS, _EMPTY, dtype=np.uint32)
    for first in range(0, len(letters) - SHORT + 1, _AT_ONCE):
        hashes = short_strings(letters[first : first + _AT_ONCE + SHORT - 1])
        values = (hashes & _VALUE).astype(np.uint32)
        np.minimum.at(least, (hashes >> _BIN).astype(np.intp), values)
    return least


def _lent(least: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return a signature in which each empty bin has the number of the first other not empty."""
    filled = least != _EMPTY
    if filled.all():
        return least.astype(TYPE)
    lenders = _lenders()
    chosen = lenders[np.arange(BINS), np.argmax(filled[lenders], axis=1)]
    return np.where(filled, least, least[chosen]).astype(TYPE)


@cache
def _lenders() -> NDArray[np.intp]:
    """Return for each bin the order in which it asks the others, shape (128, 128)."""
    drawn = mixed(np.arange(1, BINS * BINS + 1, dtype=np.uint64)).reshape(BINS, BINS)
    return np.argsort(drawn, axis=1, kind="stable")
