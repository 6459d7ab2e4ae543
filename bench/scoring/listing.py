"""Names in a row, for messages: of many the first few and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bench.messages import message

NAMES_SHOWN: Final = 5


def listed(names: Sequence[str], language: str) -> str:
    """Join names; of many the first few and how many there are."""
    joined = message("scoring.between_names", language).join(names[:NAMES_SHOWN])
    if len(names) <= NAMES_SHOWN:
        return joined
    return message("scoring.more_names", language, names=joined, count=len(names))
