import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from bench.quantities.patterns import Patterns, any_of, load_patterns

parser = pytest.importorskip("re._parser")
PATTERNS = load_patterns()


def repeats(parsed: Any) -> Iterator[int]:
    """Yield the upper bound of every repetition in a parsed expression."""
    for operation, argument in parsed:
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield int(argument[1])
        yield from inner(argument)


def inner(argument: Any) -> Iterator[int]:
    if isinstance(argument, parser.SubPattern):
        yield from repeats(argument)
    elif isinstance(argument, (tuple, list)):
        for part in argument:
            yield from inner(part)


@pytest.mark.parametrize("name", [field.name for field in fields(Patterns)])
def test_every_repetition_is_bounded(name: str) -> None:
    pattern: re.Pattern[str] = getattr(PATTERNS, name)
    assert max(repeats(parser.parse(pattern.pattern)), default=0) <= 40


def test_the_bound_is_seen_where_there_is_none() -> None:
    assert max(repeats(parser.parse("(?:a|(b+c)){2}"))) > 40


def test_the_longest_word_wins() -> None:
    found = re.match(any_of(["个", "个百分点", "个月"]), "个百分点")
    assert found is not None
    assert found[0] == "个百分点"
