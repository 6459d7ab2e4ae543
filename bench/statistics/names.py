"""The names of indicators, and how to find one by any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from bench.statistics.cells import key, split_unit

# A longer text is no name; comparing it with all of them would take long.
_LONGEST: Final = 100


class IndicatorNames:
    """Which indicator a text names; width, case and blanks do not matter.

    Parameters
    ----------
    indicators
        Id → the names by which it may be called besides. A name of several indicators names
        none; an id always names its own.
    """

    def __init__(self, indicators: Mapping[str, Iterable[str]]) -> None:
        found: dict[str, dict[str, None]] = {}
        self._shown: dict[str, str] = {}
        for indicator, names in indicators.items():
            for name in names:
                found.setdefault(key(name), {})[indicator] = None
                self._shown.setdefault(key(name), name)
        self._ids = {name: tuple(ids) for name, ids in found.items()}
        self._ids |= {key(indicator): (indicator,) for indicator in indicators}
        self._shown |= {key(indicator): indicator for indicator in indicators}
        self.ids = tuple(indicators)

    def find(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the ids of the indicators called so, and the unit in brackets after the name.

        Brackets that belong to a name are no unit.
        """
        if len(text) > _LONGEST:
            return (), ""
        whole = self._ids.get(key(text))
        if whole:
            return whole, ""
        name, unit = split_unit(text)
        return self._ids.get(key(name), ()), unit

    def nearest(self, text: str, likeness: float, count: int = 3) -> list[str]:
        """Return up to ``count`` names like a text, nearest first (``likeness``: 0 to 1)."""
        if len(text) > _LONGEST:
            return []
        wanted = key(split_unit(text)[0])
        close = get_close_matches(wanted, list(self._ids), n=count, cutoff=likeness)
        return [self._shown[name] for name in close]
