"""A piece of metadata, and the way by which it was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its way, a name of ``data/sureness.yaml``; both empty where nothing was found."""

    value: str = ""
    way: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)
