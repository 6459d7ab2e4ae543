"""The files of a run's folder, read back: its record, and its tables as they stand there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from bench.errors import InputError
from bench.schema import Column

RECORD: Final = "run.json"

_TYPES: Final = {"text": "str", "integer": "int64", "number": "float64"}


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder that a run wrote into.

    Parameters
    ----------
    path
        Where it is.
    missing, broken
        Keys of the messages for a file that is not there (``folder``, ``file``) and for one that
        cannot be read (``path``, ``why``).
    """

    path: Path
    missing: str
    broken: str

    def record(self) -> Any:
        """Return what ``run.json`` holds.

        Raises
        ------
        InputError
            It is not there, or cannot be read.
        """
        path = self.path / RECORD
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise self.lacks(RECORD) from None
        except OSError as error:
            raise self.breaks(path, error.strerror or error) from None
        except ValueError as error:  # no JSON, or not in UTF-8
            raise self.breaks(path, error) from None

    def table(self, name: str, columns: Sequence[Column], *, gaps: bool = False) -> pd.DataFrame:
        """Return a table as the run wrote it, or as a spreadsheet saved it since.

        Parameters
        ----------
        name
            Of the table: ``"scores"`` for ``scores.csv``.
        columns
            Those whose kind is told; others are read as they come.
        gaps
            Whether numbers may be missing.

        Raises
        ------
        InputError
            It is not there, or cannot be read.
        """
        path = self.path / f"{name}.csv"
        empty = {column.name: [""] for column in columns if gaps and column.kind == "number"}
        try:
            return pd.read_csv(
                path,
                encoding="utf-8-sig",
                dtype={column.name: _TYPES[column.kind] for column in columns},
                keep_default_na=False,
                na_values=empty,
            )
        except FileNotFoundError:
            raise self.lacks(path.name) from None
        except OSError as error:
            raise self.breaks(path, error.strerror or error) from None
        except ValueError as error:  # pandas' own errors are among them
            raise self.breaks(path, error) from None

    def lacks(self, file: str) -> InputError:
        """Return the problem that a file is not there."""
        return InputError(self.missing, folder=self.path, file=file)

    def breaks(self, path: Path, why: object) -> InputError:
        """Return the problem that a file cannot be read."""
        return InputError(self.broken, path=path, why=why)
