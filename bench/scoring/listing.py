"""Names in a row, for messages: of many the first few and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.messages import message

NAMES_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The first few of some names, as a value of a `bench.errors.BenchError`."""

    names: tuple[str, ...]
    most: int = 8

    def in_(self, language: str) -> str:
        """Return them joined, as ``language`` does."""
        return message("scoring.between_names", language).join(self.names[: self.most])


def listed(names: Sequence[str], language: str) -> str:
    """Join names; of many the first few and how many there are."""
    joined = message("scoring.between_names", language).join(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return joined
    return message("scoring.more_names", language, names=joined, count=len(names))
