"""All expressions that are looked for in sentences, screened in one pass over all sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from bench.evidence.attribution_rules import load_attribution_rules
from bench.evidence.kinds import kind_expressions
from bench.evidence.status import status_expressions
from bench.evidence.strength import strength_expressions
from bench.prefilter import Expressions, Screened


@dataclass(frozen=True, slots=True)
class Screening:
    """Sentences, screened for the expressions of each step."""

    below: Screened
    kinds: Screened
    statuses: Screened
    strengths: Screened


def screen(texts: Sequence[str]) -> Screening:
    """Tell which expressions may be found in which sentences."""
    together, sizes = _together()
    screened = together.screened(texts)
    ends = list(accumulate(sizes))
    return Screening(
        *(screened.part(end - size, end) for size, end in zip(sizes, ends, strict=True))
    )


@cache
def _together() -> tuple[Expressions, tuple[int, ...]]:
    """Return the expressions of all steps, and how many each has."""
    steps = (
        load_attribution_rules().below,
        kind_expressions(),
        status_expressions(),
        strength_expressions(),
    )
    patterns = [pattern for step in steps for pattern in step.patterns]
    return Expressions(patterns), tuple(len(step.patterns) for step in steps)
