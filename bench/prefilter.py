"""Many regular expressions on many texts: only those run whose necessary strings occur.

Most expressions of cues can match only where one of a few strings stands. These strings are read
off the parsed expressions and looked for in one pass over all texts (`bench.phrases`), as search
engines do (Cox, "Regular Expression Matching with a Trigram Index", 2012); what is found is the
same as if every expression ran on every text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import _constants, _parser  # type: ignore[attr-defined]  # nothing public parses
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.phrases import Phrases

Strings = frozenset[str]
Matrix = NDArray[np.bool_]
_EMPTY: Final[Strings] = frozenset({""})
_MOST: Final = 128  # more strings than these occur nearly everywhere
_COMMON: Final = frozenset("，。、")


class Necessary(NamedTuple):
    """What a text must hold for an expression to match in it.

    One of ``strings``, none of which holds another; where ``sufficient``, the expression matches
    wherever one of them stands.
    """

    strings: Strings
    sufficient: bool


class _Part(NamedTuple):
    """What is known of a part of an expression.

    All that it may match (``None``: too much), strings of which each match holds one (``None``:
    none known), and whether it matches each of ``exact`` wherever that stands.
    """

    exact: Strings | None
    needed: Strings | None
    sure: bool


_ANYTHING: Final = _Part(None, None, False)
_NO_WIDTH: Final = _Part(_EMPTY, None, False)  # an anchor, or that something does not stand there


@dataclass(frozen=True, slots=True)
class Screened:
    """Texts of which it is known which expressions may be found in them: no other can be.

    Attributes
    ----------
    texts
        n texts.
    patterns
        k expressions.
    sure
        Of which expressions it is known that they are found wherever they may be, shape (k,).
    may
        Which may be found in which texts, shape (k, n).
    """

    texts: Sequence[str]
    patterns: Sequence[re.Pattern[str]]
    sure: Matrix
    may: Matrix

    def part(self, start: int, stop: int) -> Screened:
        """Return some of the expressions."""
        some = slice(start, stop)
        return Screened(self.texts, self.patterns[some], self.sure[some], self.may[some])

    def at(self, rows: NDArray[np.int64]) -> Screened:
        """Return some of the texts."""
        texts = [self.texts[row] for row in rows.tolist()]
        return Screened(texts, self.patterns, self.sure, self.may[:, rows])

    def found(self, asked: Matrix | None = None) -> Matrix:
        """Tell which expressions are found in which texts, as ``pattern.search`` would.

        Parameters
        ----------
        asked
            Which expressions are asked for in which texts, shape (k, n); ``None`` for all.

        Returns
        -------
        array of bool, shape (k, n)
            False where nothing was asked.
        """
        found = self.may.copy() if asked is None else self.may & asked
        # One expression after the other: its code stays close at hand.
        numbers, rows = np.nonzero(found & ~self.sure[:, np.newaxis])
        searches = [pattern.search for pattern in self.patterns]
        texts = self.texts
        found[numbers, rows] = [
            searches[number](texts[row]) is not None
            for number, row in zip(numbers.tolist(), rows.tolist(), strict=True)
        ]
        return found


class Expressions:
    """Tells which of some regular expressions are found in which texts.

    Parameters
    ----------
    patterns
        k expressions.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = tuple(patterns)
        necessary = [necessary_strings(pattern) for pattern in patterns]
        self._always = np.array([known is None for known in necessary], dtype=bool)
        self._sure = np.array([known is not None and known.sufficient for known in necessary], bool)
        owners = defaultdict(list)
        for number, known in enumerate(necessary):
            for string in known.strings if known is not None else ():
                owners[string].append(number)
        strings = sorted(owners)
        self._phrases = Phrases(strings)
        # Which expressions need a string; a row is filled up with a number past the last.
        most = max(map(len, owners.values()), default=0)
        self._owners = np.full((len(strings), most), len(patterns))
        for row, string in enumerate(strings):
            self._owners[row, : len(owners[string])] = owners[string]

    def screened(self, texts: Sequence[str]) -> Screened:
        """Tell which expressions may be found in which texts, in one pass over all of them."""
        rows, strings = self._phrases.which(texts)
        may = np.zeros((len(self.patterns) + 1, len(texts)), dtype=bool)
        may[self._owners[strings], rows[:, np.newaxis]] = True
        may[:-1] |= self._always[:, np.newaxis]
        return Screened(texts, self.patterns, self._sure, may[:-1])

    def found(self, texts: Sequence[str]) -> Matrix:
        """Tell which expressions are found in which texts, shape (k, n)."""
        return self.screened(texts).found()


def necessary_strings(pattern: re.Pattern[str]) -> Necessary | None:
    """Return strings of which a text must hold one for ``pattern`` to match in it.

    Returns
    -------
    Necessary or None
        ``None`` where there are none, or none that could be told.
    """
    if pattern.flags & re.IGNORECASE:
        return None
    part = _sequence(_parser.parse(pattern.pattern, pattern.flags))
    if part.needed is None:
        return None
    strings = _shortest(part.needed)
    if len(strings) > _MOST or strings & _COMMON:
        return None
    return Necessary(strings, part.sure and part.exact is not None)


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Part:
    """Return what is known of parts that follow one another."""
    run: Strings = _EMPTY  # all that the parts since the last that is not known exactly may match
    needed: Strings | None = None
    exact = sure = True
    for operation, argument in items:
        part = _part(operation, argument)
        sure = sure and part.sure
        if part.exact == _EMPTY:
            needed = _better(needed, part.needed)  # what a look around asks for
        if part.exact is not None and len(run) * len(part.exact) <= _MOST:
            run = frozenset(first + second for first in run for second in part.exact)
            continue
        exact = False
        needed = _better(_better(needed, run), part.needed)
        run = part.exact if part.exact is not None else _EMPTY
    return _Part(run if exact else None, _better(needed, run), sure)


def _part(operation: Any, argument: Any) -> _Part:
    match operation:
        case _constants.LITERAL:
            return _exactly(frozenset({chr(argument)}))
        case _constants.IN:
            return _one_of(argument)
        case _constants.BRANCH:
            return _either([_sequence(branch) for branch in argument[1]])
        case _constants.SUBPATTERN:
            _, added, _, inside = argument
            return _ANYTHING if added & re.IGNORECASE else _sequence(inside)
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT:
            least, most, inside = argument
            return _repeated(_sequence(inside), least, most)
        case _constants.ASSERT:
            return _Part(_EMPTY, _sequence(argument[1]).needed, False)
        case _constants.AT | _constants.ASSERT_NOT:
            return _NO_WIDTH
    return _ANYTHING


def _exactly(strings: Strings) -> _Part:
    return _Part(strings, None if "" in strings else strings, True)


def _one_of(members: Sequence[tuple[Any, Any]]) -> _Part:
    """Return what is known of a character class."""
    characters: set[str] = set()
    for operation, argument in members:
        if operation is _constants.LITERAL:
            characters.add(chr(argument))
        elif operation is _constants.RANGE and argument[1] - argument[0] < _MOST:
            characters.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return _ANYTHING
    return _exactly(frozenset(characters)) if len(characters) <= _MOST else _ANYTHING


def _either(branches: Sequence[_Part]) -> _Part:
    exact = _union([branch.exact for branch in branches])
    return _Part(
        exact if exact is not None and len(exact) <= _MOST else None,
        _union([branch.needed for branch in branches]),
        all(branch.sure for branch in branches),
    )


def _union(parts: Sequence[Strings | None]) -> Strings | None:
    known = [part for part in parts if part is not None]
    return frozenset[str]().union(*known) if len(known) == len(parts) else None


def _repeated(part: _Part, least: int, most: int) -> _Part:
    if (least, most) == (0, 1) and part.exact is not None:
        return _Part(part.exact | _EMPTY, None, part.sure)
    if (least, most) == (1, 1):
        return part
    return _Part(None, part.needed if least else None, False)


def _better(first: Strings | None, second: Strings | None) -> Strings | None:
    """Return which says more: longer strings are rarer, then fewer of them."""
    known = [strings for strings in (first, second) if strings and "" not in strings]
    return max(known, key=lambda s: (min(map(len, s)), -len(s)), default=None)


def _shortest(strings: Strings) -> Strings:
    """Leave out the strings that hold another: where they stand, that one does."""
    return frozenset(
        string for string in strings if not any(s != string and s in string for s in strings)
    )
