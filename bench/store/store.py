"""The evidence store: what was extracted from files, in Parquet, whole parts or none.

A part holds the tables of some files. Its name is a digest of what they are, and the list of its
files is put in place last, in one step: so a run that is killed leaves parts that are whole, or
that do not count, and two runs at once write the same bytes under the same name.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.errors import InputError
from bench.files import write_atomic
from bench.places import is_local
from bench.store.schema import FILES, STORED, arrow_table

_NAME: Final = 20  # characters of a part's name
_FILES: Final = "files"
_OLD: Final = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class File:
    """A file: its key (`bench.store.keys.file_key`), its name, and the digest of its content."""

    key: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was extracted from some files.

    Attributes
    ----------
    files
        The files.
    tables
        Table of `bench.store.schema.STORED` → its columns, ``key`` among them. The rows of a file
        stand together, in order.
    """

    files: tuple[File, ...]
    tables: Mapping[str, Mapping[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Store:
    """The extractions of one program, catalogue and gazetteer in a store's folder.

    Parameters
    ----------
    folder
        The store's folder; a path of fsspec where it is not on a disk.
    fingerprint
        `bench.store.keys.extraction_fingerprint`.
    """

    folder: Path
    fingerprint: str

    @property
    def place(self) -> Path:
        """The folder of these extractions."""
        return self.folder / self.fingerprint[:16]

    def add(self, extraction: Extraction) -> None:
        """Write a part with the extraction of some files; the same files, the same bytes.

        Raises
        ------
        InputError
            The folder cannot be written to.
        """
        files = extraction.files
        if not files:
            return
        digest = hashlib.sha256("\n".join(file.key for file in files).encode())
        part = digest.hexdigest()[:_NAME]
        listed: dict[str, Sequence[Any]] = {
            "key": [file.key for file in files],
            "part": [part] * len(files),
            "file": [file.name for file in files],
            "sha256": [file.sha256 for file in files],
        }
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            for name, schema in STORED.items():
                columns = extraction.tables[name]
                keys = columns["key"]
                place: dict[str, Sequence[Any]] = {
                    "part": [part] * len(keys),
                    "row": _numbered(keys),
                }
                size = self._write(part, name, arrow_table({**columns, **place}, schema))
                listed[f"{name}_bytes"] = [size] * len(files)
            self._write(part, _FILES, arrow_table(listed, FILES))
        except OSError as error:
            reason = error.strerror or error
            raise InputError("store.not_writable", path=self.place, reason=reason) from None

    def parts(self) -> dict[str, str]:
        """Return key → the part that holds it, of every part that is whole."""
        if not self.place.is_dir():
            return {}
        sizes = dict(self._sizes())
        held: dict[str, str] = {}
        for name in sorted(sizes, reverse=True):
            if not name.endswith(f".{_FILES}.parquet"):
                continue
            files = self._files(name)
            if files is None or not _whole(files, sizes):
                continue
            part = files["part"][0].as_py()
            held.update((key.as_py(), part) for key in files["key"])
        return held

    def tidy(self) -> None:
        """Remove what runs that were killed left half written, as soon as it is a day old."""
        if is_local(self.place) and self.place.is_dir():
            for path in self.place.glob(".~*"):
                with suppress(FileNotFoundError):  # another run may tidy, too
                    if time.time() - path.stat().st_mtime > _OLD:
                        path.unlink()

    def table(
        self, name: str, held: Sequence[tuple[str, str]], columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return the rows of some files.

        Parameters
        ----------
        name
            Of the table.
        held
            (key, part) of each file; rows come in this order, within a file as it has them.
        columns
            Which columns; None for all but the place.
        """
        shown = columns or [c for c in STORED[name].names if c not in ("key", "part", "row")]
        with duckdb.connect() as connection:
            self.attach(connection, held)
            chosen = ", ".join(f't."{column}"' for column in shown)
            found = connection.sql(
                f"SELECT {chosen} FROM {self.scan(name, held)} t "
                "JOIN _held USING (key, part) ORDER BY _held.position, t.row"
            )
            frame: pd.DataFrame = found.to_arrow_table().to_pandas()
            return frame

    def scan(self, name: str, held: Iterable[tuple[str, str]]) -> str:
        """Return the SQL that scans a table's files of some parts."""
        paths = sorted({str(self._path(part, name)) for _, part in held})
        if not paths:
            columns = ", ".join(f'NULL AS "{column}"' for column in STORED[name].names)
            return f"(SELECT {columns} WHERE false)"
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        return f"read_parquet([{listed}])"

    def attach(
        self, connection: duckdb.DuckDBPyConnection, held: Sequence[tuple[str, str]]
    ) -> None:
        """Make files of the store known to a connection, and which rows are wanted (``held``)."""
        system = getattr(self.place, "fs", None)
        if system is not None:
            connection.register_filesystem(system)
        keys, parts = ([pair[i] for pair in held] for i in (0, 1))
        connection.register(
            "_held",
            pa.table(
                {
                    "key": pa.array(keys, pa.string()),
                    "part": pa.array(parts, pa.string()),
                    "position": range(len(keys)),
                }
            ),
        )

    def _sizes(self) -> Iterator[tuple[str, int]]:
        """Yield the name and size of each file that is in place."""
        for path in self.place.iterdir():
            with suppress(FileNotFoundError):  # one that another run is just putting in place
                if not path.name.startswith("."):
                    yield path.name, path.stat().st_size

    def _path(self, part: str, name: str) -> Path:
        return self.place / f"{part}.{name}.parquet"

    def _files(self, name: str) -> pa.Table | None:
        """Return the list of a part's files; None where it is broken."""
        try:
            with (self.place / name).open("rb") as file:
                return pq.read_table(file)
        except (OSError, pa.ArrowException):
            return None

    def _write(self, part: str, name: str, table: pa.Table) -> int:
        """Put a table in place in one step; return its size in bytes."""
        buffer = BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        path, data = self._path(part, name), buffer.getvalue()
        if is_local(path):
            write_atomic(path, data)
        else:  # an object store shows a file when it is whole
            path.write_bytes(data)
        return len(data)


def _whole(files: pa.Table, sizes: Mapping[str, int]) -> bool:
    """Say whether all tables of a part are there, as large as they were."""
    part = files["part"][0].as_py() if files.num_rows else ""
    return bool(part) and all(
        sizes.get(f"{part}.{name}.parquet") == files[f"{name}_bytes"][0].as_py() for name in STORED
    )


def _numbered(keys: Sequence[str]) -> list[int]:
    """Return the place of each row among those of its file, which stand together."""
    return [number for _, rows in groupby(keys) for number, _ in enumerate(rows)]
