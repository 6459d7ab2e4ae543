"""The axis of sizes that range widely: equal steps are equal ratios."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from matplotlib.ticker import MaxNLocator

_STEPS: Final = (1, 2, 5)
_MOST_TICKS: Final = 8
_LEAST_TICKS: Final = 3
_BEYOND: Final = 0.06  # of the span, on either side


@dataclass(frozen=True, slots=True)
class LogAxis:
    """Where a logarithmic axis begins and ends, both above 0, and its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return where a value above 0 stands, 0 at the beginning and 1 at the end."""
        found = math.log(value / self.low) / math.log(self.high / self.low)
        return min(max(found, 0.0), 1.0)


def log_axis_of(values: Iterable[float]) -> LogAxis:
    """Return a logarithmic axis that holds all values with a little room around them.

    Ticks are 1, 2 and 5 times a power of ten (only the powers where these would be many), or
    round numbers in even steps where the values are too near each other for that.

    Parameters
    ----------
    values
        Above 0, at least one.
    """
    held = sorted(values)
    span = max(held[-1] / held[0], 1.2)
    low, high = held[0] / span**_BEYOND, held[-1] * span**_BEYOND
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in (_STEPS, _STEPS[:1]):
        ticks = _within((step * 10.0**power for power in powers for step in steps), low, high)
        if len(ticks) <= _MOST_TICKS:
            break
    if len(ticks) < _LEAST_TICKS:
        even = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high)
        ticks = _within((float(tick) for tick in even), low, high)
    return LogAxis(low, high, ticks)


def _within(ticks: Iterable[float], low: float, high: float) -> tuple[float, ...]:
    return tuple(tick for tick in ticks if low <= tick <= high)
