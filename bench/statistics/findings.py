"""What there is to tell of a file, gathered while it is read: mistakes and warnings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench.errors import BenchError, InputError
from bench.spreadsheet import Row

MOST_TOLD: Final = 5
_LONGEST: Final = 40
_MOST_LISTED: Final = 10


class Findings:
    """What is to be told of one file: warnings, and the first `MOST_TOLD` mistakes in full."""

    def __init__(self, path: Path) -> None:
        self.warnings: list[BenchError] = []
        self._path = path
        self._mistakes: list[InputError] = []
        self._count = 0

    @property
    def is_full(self) -> bool:
        """Whether a further mistake is only counted (and needs no search for its mend)."""
        return len(self._mistakes) >= MOST_TOLD

    def place(self, row: Row) -> str:
        """Return the place of a row, as messages begin."""
        return f"{self._path}{row.at}"

    def tell(self, message: str, row: Row, **values: object) -> None:
        """Note a mistake: the key of its message, and what its placeholders stand for."""
        if not self.is_full:
            self._mistakes.append(InputError(message, place=self.place(row), **values))
        self._count += 1

    def warn(self, message: str, row: Row, **values: object) -> None:
        """Note something that was passed over."""
        self.warnings.append(BenchError(message, place=self.place(row), **values))

    def refuse(self) -> None:
        """Raise one error for all mistakes, if there are any."""
        if not self._count:
            return
        if self._count == 1:
            raise self._mistakes[0]
        untold = self._count - len(self._mistakes)
        rest: InputError | str = ""
        if untold:
            rest = InputError("statistics.more_problems", count=untold)
        for problem in reversed(self._mistakes):
            rest = InputError("statistics.next_problem", problem=problem, rest=rest)
        raise InputError("statistics.problems", path=self._path, count=self._count, problems=rest)


def shown(text: str) -> str:
    """Return a text as messages quote it: on one line, cut where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def listed(names: Iterable[str]) -> str:
    """Return the first names of a list as messages give them."""
    every = list(names)
    return ", ".join([*every[:_MOST_LISTED], *(["…"] if len(every) > _MOST_LISTED else [])])
