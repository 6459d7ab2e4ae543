"""Which expressions may be found in which lines: those whose necessary strings occur there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from re import Pattern
from typing import Final, Generic, Protocol, TypeVar

from bench.corpus.lines import Line
from bench.phrases import Phrases
from bench.prefilter import necessary_strings

ANY_LENGTH: Final = sys.maxsize
_KEPT: Final = 4096


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
        needed = [necessary_strings(trial.pattern) for trial in trials]
        self._always = [number for number, known in enumerate(needed) if known is None]
        self._longest = max((trials[number].longest for number in self._always), default=-1)
        self._owners: dict[str, list[int]] = {}
        for number, known in enumerate(needed):
            for string in known.strings if known is not None else ():
                self._owners.setdefault(string, []).append(number)
        self._phrases = Phrases(list(self._owners))
        # Lines that hold the same strings are many.
        self._wanted = lru_cache(maxsize=_KEPT)(self._wanted_by)

    def __call__(self, lines: Sequence[Line]) -> dict[int, tuple[T, ...]]:
        """Return what is to be tried, in order, for each line (by its start) that has any."""
        found = {}
        held = self._phrases.held([line.text for line in lines])
        for (start, end, _), strings in zip(lines, held, strict=True):
            short = end - start <= self._longest
            if not (strings or short):
                continue
            trials, least = self._wanted(frozenset(strings), short)
            if end - start > least:
                trials = tuple(trial for trial in trials if end - start <= trial.longest)
            if trials:
                found[start] = trials
        return found

    def _wanted_by(self, strings: frozenset[str], short: bool) -> tuple[tuple[T, ...], int]:
        """Return what is to be tried, in order, where these strings stand.

        Also the number of characters up to which all of it is to be tried; ``short`` says that
        the line may be short enough for the expressions without necessary strings.
        """
        wanted = set(chain.from_iterable(self._owners[string] for string in strings))
        if short:
            wanted.update(self._always)
        trials = tuple(self._trials[number] for number in sorted(wanted))
        return trials, min(trial.longest for trial in trials)
