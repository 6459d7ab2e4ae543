"""Where coders and program, or two coders, say different things: one row a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from bench.evaluation.accuracy import CLAIMS, INDICATORS, KIND, REGIONS, STATUS
from bench.evaluation.labels import KINDS
from bench.evaluation.matching import Said, Unit
from bench.evidence.status import STATUSES

CODERS: Final = "coders"
PROGRAM: Final = "coders-program"
_Values = frozenset[str]
_ASPECTS: Final[tuple[tuple[str, Callable[[Said], _Values]], ...]] = (
    (KIND, lambda said: said.kinds),
    (REGIONS, lambda said: said.regions),
    (INDICATORS, lambda said: said.indicators),
    (STATUS, lambda said: said.statuses),
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference in one unit.

    ``between`` is ``coders-program`` or ``coders``; ``about`` is claims (one side sees a claim, the
    other none), kind, regions, indicators or status. ``missing`` is what only the first side says
    (the coders; the first of two), ``extra`` what only the second says. Of two coders, what both
    say can be missing, and what neither says can be extra.
    """

    unit: Unit
    between: str
    about: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def disagreements(units: Iterable[Unit]) -> list[Disagreement]:
    """Return all differences, in the order of the units; those with the program first."""
    return [row for unit in units for row in (*_with_program(unit), *_between_coders(unit))]


def _with_program(unit: Unit) -> Iterator[Disagreement]:
    if unit.any_claim != unit.all_claim:
        return  # The coders differ on whether it is a claim: the program may say either.
    if unit.all_claim != unit.program.is_claim:
        sides = (_any(unit.coders, lambda said: said.kinds), unit.program.kinds)
        yield Disagreement(unit, PROGRAM, CLAIMS, *(_ordered(side) for side in sides))
    elif unit.all_claim:
        for about, of in _ASPECTS:
            required, allowed = _all(unit.coders, of), _any(unit.coders, of)
            # A choice that the coders left open or differ in cannot be wrong.
            if about in (KIND, STATUS) and (required != allowed or not allowed):
                continue
            missing, extra = required - of(unit.program), of(unit.program) - allowed
            if missing or extra:
                yield Disagreement(unit, PROGRAM, about, _ordered(missing), _ordered(extra))


def _between_coders(unit: Unit) -> Iterator[Disagreement]:
    if len(unit.coders) == 1:
        return
    first, second = unit.coders
    if first.is_claim != second.is_claim:
        sides = (_ordered(first.kinds), _ordered(second.kinds))
        yield Disagreement(unit, CODERS, CLAIMS, *sides)
        return
    for about, of in _ASPECTS:
        missing, extra = of(first) - of(second), of(second) - of(first)
        if missing or extra:
            yield Disagreement(unit, CODERS, about, _ordered(missing), _ordered(extra))


def _all(coders: Sequence[Said], of: Callable[[Said], _Values]) -> _Values:
    return reduce(frozenset.intersection, map(of, coders))


def _any(coders: Sequence[Said], of: Callable[[Said], _Values]) -> _Values:
    return reduce(frozenset.union, map(of, coders))


def _ordered(values: _Values) -> tuple[str, ...]:
    order = {value: place for place, value in enumerate((*KINDS, *STATUSES))}
    return tuple(sorted(values, key=lambda value: (order.get(value, 0), value)))
