"""Which expressions may be found in which lines: those whose necessary strings occur there."""

from __future__ import annotations

from collections.abc import Sequence
from re import Pattern
from typing import Final, Generic, Protocol, TypeVar

import numpy as np

from bench.corpus.lines import Line
from bench.phrases import Phrases
from bench.prefilter import necessary_strings

ANY_LENGTH: Final = int(np.iinfo(np.int64).max)


class Trial(Protocol):
    """An expression to be tried on lines."""

    @property
    def pattern(self) -> Pattern[str]:
        """The expression."""

    @property
    def longest(self) -> int:
        """Lines of more characters are not searched."""


T = TypeVar("T", bound=Trial)


class Screen(Generic[T]):
    """Finds what is worth trying on each line, in one pass over all lines.

    Parameters
    ----------
    trials
        In the order in which they are to be tried.
    """

    def __init__(self, trials: Sequence[T]) -> None:
        self._trials = trials
        self._longest = np.array([trial.longest for trial in trials], dtype=np.int64)
        needed = [necessary_strings(trial.pattern) for trial in trials]
        self._always = [number for number, known in enumerate(needed) if known is None]
        pairs = sorted(
            (string, number)
            for number, known in enumerate(needed)
            if known is not None
            for string in known.strings
        )
        self._phrases = Phrases([string for string, _ in pairs])
        self._owners = np.array([number for _, number in pairs], dtype=np.int64)

    def __call__(self, lines: Sequence[Line]) -> dict[int, list[T]]:
        """Return what is to be tried, in order, for each line (by its start) that has any."""
        texts = [line.text for line in lines]
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        hits = self._phrases.find(texts)
        owners = self._owners[hits.strings]
        kept = lengths[hits.texts] <= self._longest[owners]
        count = len(self._trials)
        pairs = [hits.texts[kept] * count + owners[kept]]
        pairs += [
            np.flatnonzero(lengths <= self._longest[number]) * count + number
            for number in self._always
        ]
        found: dict[int, list[T]] = {}
        for pair in np.unique(np.concatenate(pairs)).tolist():
            row, number = divmod(pair, count)
            found.setdefault(lines[row].start, []).append(self._trials[number])
        return found
