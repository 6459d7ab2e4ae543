"""How often an expression is found in each of many texts.

An expression that is but a list of strings in disguise, such as ``(?:^|，)(?:建设|推进)``, is
counted in one pass over all texts: "leftmost first" of Aho-Corasick automata is how ``re`` goes
through alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants, _parser  # type: ignore[attr-defined]  # nothing public parses
from typing import Any, Final

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from bench.phrases import BETWEEN, joined

_MOST: Final = 20_000  # more strings take long to make ready


class Occurrences:
    """Counts how often an expression is found, from left to right, in texts.

    Parameters
    ----------
    pattern
        An expression.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._findall = pattern.findall
        strings = strings_in_order(pattern)
        self._automaton = (
            AhoCorasick([*strings, BETWEEN], matchkind=MatchKind.LeftmostFirst, store_patterns=True)
            if strings is not None
            else None
        )

    def count(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return how often the expression is found in each text, as ``findall`` would."""
        if self._automaton is None:
            return np.array([len(self._findall(text)) for text in texts], dtype=np.int64)
        found = self._automaton.find_matches_as_strings(BETWEEN + joined(texts))
        begins = np.array([string[0] == BETWEEN for string in found], dtype=bool)
        bare = np.array([string == BETWEEN for string in found], dtype=bool)
        rows = np.cumsum(begins) - 1
        return np.bincount(rows[~bare], minlength=len(texts))


def strings_in_order(pattern: re.Pattern[str]) -> list[str] | None:
    """Return all strings that an expression matches, in the order in which ``re`` tries them.

    Returns
    -------
    list of str or None
        `BETWEEN` at the beginning of a string stands for the beginning of the text. ``None``
        where there are too many strings or where they alone do not tell what is found.
    """
    if pattern.flags & (re.IGNORECASE | re.MULTILINE):
        return None
    strings = _sequence(_parser.parse(pattern.pattern, pattern.flags))
    if not strings or not all(string.strip(BETWEEN) for string in strings):
        return None
    begin = [string.startswith(BETWEEN) for string in strings]
    # In a text, the beginning comes before its first character.
    first_of_all = begin == sorted(begin, reverse=True)
    inside = any(BETWEEN in string[1:] for string in strings)
    return strings if first_of_all and not inside else None


def _sequence(items: Iterable[tuple[Any, Any]]) -> list[str] | None:
    strings = [""]
    for operation, argument in items:
        part = _part(operation, argument)
        if part is None or len(strings) * len(part) > _MOST:
            return None
        strings = ["".join(both) for both in product(strings, part)]
    return strings


def _part(operation: Any, argument: Any) -> list[str] | None:
    match operation:
        case _constants.LITERAL:
            return [chr(argument)] if argument else None
        case _constants.IN if all(kind is _constants.LITERAL and sign for kind, sign in argument):
            return [chr(sign) for _, sign in argument]
        case _constants.AT if argument is _constants.AT_BEGINNING:
            return [BETWEEN]
        case _constants.BRANCH:
            return _either([_sequence(branch) for branch in argument[1]])
        case _constants.SUBPATTERN:
            _, added, dropped, inside = argument
            return None if added or dropped else _sequence(inside)
        case _constants.MAX_REPEAT if argument[:2] == (0, 1):
            inside = _sequence(argument[2])
            return None if inside is None else [*inside, ""]
    return None


def _either(branches: Sequence[list[str] | None]) -> list[str] | None:
    strings: list[str] = []
    for branch in branches:
        if branch is None:
            return None
        strings += branch
    return strings if len(strings) <= _MOST else None
