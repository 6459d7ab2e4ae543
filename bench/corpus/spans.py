"""Stretches of text, by their offsets."""

from __future__ import annotations

from typing import Protocol


class Span(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


def overlap(first: Span, second: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def belongs(first: Span, second: Span) -> bool:
    """Say whether two spans share more than half of the shorter of the two."""
    shorter = min(first.end - first.start, second.end - second.start)
    return 2 * overlap(first, second) > shorter
