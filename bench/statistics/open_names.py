"""Names of indicators where the user's table itself says which there are."""

from __future__ import annotations

from bench.statistics.cells import key, split_unit


class OpenNames:
    """Takes every text for the name of an indicator; width, case and blanks do not matter.

    The first way of writing a name is its id.
    """

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The names found so far, in order."""
        return tuple(self._ids.values())

    def find(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the name, once a text has been taken for one, and the unit in brackets."""
        name, unit = split_unit(text)
        return (self._ids.setdefault(key(name), name.strip()),), unit

    def nearest(self, *_: object) -> list[str]:
        """Return nothing: no name is unknown."""
        return []
