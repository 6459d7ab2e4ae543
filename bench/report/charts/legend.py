"""A legend: samples with words, on as many lines as they take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bench.report.charts.fonts import text_width
from bench.report.charts.paper import line_height
from bench.report.charts.theme import MUTED, Page
from bench.report.charts.wrapping import shorten

_BETWEEN: Final = 0.25  # entries
_AFTER_SAMPLE: Final = 0.08


@dataclass(frozen=True, slots=True)
class Key:
    """An entry: its words, and what draws its sample on a page from (left, middle)."""

    words: str
    width: float
    sample: Callable[[Page, float, float], None]


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries put on lines no wider than the room they were given."""

    lines: tuple[tuple[Key, ...], ...]
    size: float

    @classmethod
    def of(cls, keys: Iterable[Key], size: float, room: float) -> Legend:
        """Put the entries on lines of ``room`` inches, their words in ``size`` points."""
        lines: list[list[Key]] = [[]]
        left = 0.0
        for key in keys:
            wide = _width(key, size)
            if lines[-1] and left + wide > room:
                lines.append([])
                left = 0.0
            lines[-1].append(key)
            left += wide + _BETWEEN
        short = (
            tuple(Key(shorten(k.words, room - _before(k), size), k.width, k.sample) for k in line)
            for line in lines
        )
        return cls(tuple(short), size)

    @property
    def step(self) -> float:
        """Height of a line."""
        return line_height(self.size) * 1.15

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.step

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max(
            sum(_width(key, self.size) + _BETWEEN for key in line) - _BETWEEN for line in self.lines
        )

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw the lines downwards from ``top``."""
        for number, line in enumerate(self.lines):
            x, y = left, top - (number + 0.5) * self.step
            for key in line:
                key.sample(page, x, y)
                page.text(x + _before(key), y, key.words, size=self.size, colour=MUTED)
                x += _width(key, self.size) + _BETWEEN


def _before(key: Key) -> float:
    return key.width + _AFTER_SAMPLE if key.width else 0.0


def _width(key: Key, size: float) -> float:
    return _before(key) + text_width(key.words, size)
