"""Values of which many are the same: what holds of each is asked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)
U = TypeVar("U", bound=Hashable)
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recurring(Generic[T]):
    """n values in order, of which many are the same: headings, kinds of document.

    Attributes
    ----------
    different
        The different ones, in the order in which they first come.
    numbers
        The place of each value among them, shape (n,).
    """

    different: tuple[T, ...]
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def holds(self, test: Callable[[T], object]) -> Flags:
        """Tell of which values something holds, shape (n,)."""
        return np.array([bool(test(value)) for value in self.different], dtype=bool)[self.numbers]

    def at(self, rows: Numbers) -> Recurring[T]:
        """Return the values at some rows, in their order."""
        return Recurring(self.different, self.numbers[rows])

    def mapped(self, change: Callable[[T], U]) -> Recurring[U]:
        """Return what ``change`` makes of each value."""
        made = recurring(change(value) for value in self.different)
        return Recurring(made.different, made.numbers[self.numbers])


def recurring(values: Iterable[T]) -> Recurring[T]:
    """Return values in their order, each of the different ones held once."""
    number: dict[T, int] = {}
    numbers = [number.setdefault(value, len(number)) for value in values]
    return Recurring(tuple(number), np.array(numbers, dtype=np.int64))
