"""Where names stand beside the dots of a scatter so that none overlaps another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

_DOT: Final = 0.09  # half the side of a dot with its ring, in inches
_AWAY: Final = (0.11, 0.22, 0.36, 0.52, 0.7)
_DIRECTIONS: Final = 16
_EDGE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in inches."""

    left: float
    bottom: float
    right: float
    top: float

    def moved(self, x: float, y: float) -> Box:
        """Return the box moved to the right and up."""
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        """Tell whether this box lies in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot at (x, y), its name with the size it is drawn at, and how much it matters."""

    x: float
    y: float
    name: str
    width: float
    height: float
    weight: float = 0.0

    def moved(self, x: float, y: float) -> Mark:
        """Return the dot moved to the right and up."""
        return replace(self, x=self.x + x, y=self.y + y)


def place_names(marks: Sequence[Mark], room: Box) -> list[Box | None]:
    """Return where each name stands; None where there is no room for it.

    Names are placed one by one, those that matter most first: as near to the dot as is free, the
    right of it before all other sides. No name covers a dot or another name, or leaves the room.

    Parameters
    ----------
    marks
        The dots, in any order.
    room
        What names must stay in.
    """
    dots = [Box(m.x - _DOT, m.y - _DOT, m.x + _DOT, m.y + _DOT) for m in marks]
    taken: list[Box] = []
    found: list[Box | None] = [None] * len(marks)
    for place in sorted(range(len(marks)), key=lambda i: -marks[i].weight):
        for spot in _spots(marks[place]):
            if spot.within(room) and not any(spot.meets(box) for box in (*dots, *taken)):
                found[place] = spot
                taken.append(Box(spot.left - _EDGE, spot.bottom, spot.right + _EDGE, spot.top))
                break
    return found


def _spots(mark: Mark) -> Iterator[Box]:
    """Yield where the name may stand, the best place first."""
    for away in _AWAY:
        for step in range(_DIRECTIONS):
            # Right, then left, then ever steeper.
            side = math.pi if step % 2 else 0.0
            turn = (step // 2 + 1) // 2 * (1 if step // 2 % 2 else -1)
            angle = side + turn * math.pi / _DIRECTIONS * 2
            yield _spot(mark, math.cos(angle), math.sin(angle), away)


def _spot(mark: Mark, across: float, up: float, away: float) -> Box:
    """Return the name's box, its nearest side ``away`` from the dot in a direction."""
    x, y = mark.x + across * away, mark.y + up * away
    # The box slides along the dot: to the right of it, centred, to the left.
    left = x - mark.width * (1 - across) / 2
    bottom = y - mark.height * (1 - up) / 2
    return Box(left, bottom, left + mark.width, bottom + mark.height)
