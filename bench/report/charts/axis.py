"""The axis of scores: from 0 to a round number, or wherever the scale of the method lies."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from matplotlib.ticker import MaxNLocator

_PARTS: Final = 4
_ENDS: Final = (10, 20, 40, 60, 80, 100)
# Scores that stay below this are not on a scale to 100: z-scores, shares.
_SMALL: Final = 5.0
_CLOSE_ENDS: Final = (10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where an axis begins and ends, and its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return where a value stands, 0 at the beginning and 1 at the end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    @property
    def zero(self) -> float:
        """Where bars begin, 0 to 1."""
        return self.share(0.0)


def axis_of(values: Iterable[float]) -> Axis:
    """Return an axis that holds 0 and all values.

    Policy texts often score low; a bar on an axis to 100 would then show little.

    Parameters
    ----------
    values
        Scores; those that are not finite do not count.
    """
    finite = [value for value in values if math.isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=100.0)
    if low >= 0 and (high > _SMALL or high == 0) and high <= _ENDS[-1]:
        end = next(end for end in _ENDS if high <= end)
        return Axis(0.0, end, tuple(end * part / _PARTS for part in range(_PARTS + 1)))
    ticks = MaxNLocator(_PARTS, steps=[1, 2, 2.5, 5, 10]).tick_values(min(low, 0.0), max(high, 0.0))
    return Axis(float(ticks[0]), float(ticks[-1]), tuple(float(t) for t in ticks))


def close_axis(values: Iterable[float]) -> Axis:
    """Return an axis as `axis_of`, but ended closer above the highest value, its ticks less round.

    Parameters
    ----------
    values
        Scores; those that are not finite do not count.
    """
    finite = [value for value in values if math.isfinite(value)]
    axis, highest = axis_of(finite), max(finite, default=100.0)
    end = next((float(end) for end in _CLOSE_ENDS if end >= highest), axis.high)
    if axis.low < 0 or end >= axis.high:
        return axis
    return Axis(0.0, end, tuple(end * part / _PARTS for part in range(_PARTS + 1)))
