"""What a table is: columns with names, kinds and headings, against which every table is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

import bench.strings  # noqa: F401  # says how pandas keeps texts

Kind = Literal["text", "integer", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in CSV files, what it holds, and its headings in workbooks."""

    name: str
    kind: Kind
    zh: str
    en: str
    meaning: str

    def heading(self, language: str = "zh") -> str:
        """Return the heading of this column in ``language``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a documented schema. Columns beyond it (one a dimension) are named by data."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    open_ended: bool = False

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return a table of this schema without rows."""
        return self.frame([])

    def frame(self, rows: list[dict[str, object]] | Mapping[str, list[Any]]) -> pd.DataFrame:
        """Return rows, or columns by name, as a frame with this schema's types, and no −0."""
        frame = pd.DataFrame(rows, columns=None if rows and self.open_ended else self.names)
        types = {"text": "object", "integer": "int64", "number": "float64"}
        typed = frame.astype({c.name: types[c.kind] for c in self.columns if c.kind != "text"})
        return typed.assign(**{str(n): typed[n] + 0.0 for n in typed.select_dtypes("float64")})

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return ``frame`` if its columns are those of the schema, in order.

        Raises
        ------
        ValueError
            A column is missing, too many, or out of place: a mistake of the program.
        """
        found = [str(name) for name in frame.columns]
        expected = self.names
        fits = found[: len(expected)] == expected if self.open_ended else found == expected
        if not fits:
            raise ValueError(f"table {self.name}: columns {found}, expected {expected}")
        return frame
