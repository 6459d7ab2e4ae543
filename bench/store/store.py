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
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.errors import InputError
from bench.files import write_atomic
from bench.places import is_local
from bench.store.schema import FILES, STORED, arrow_table

if TYPE_CHECKING:
    import duckdb

_NAME: Final = 20  # characters of a part's name
_FILES: Final = "files"
_TOLD: Final = ["key", "part", "document"]
_OLD: Final = 24 * 60 * 60  # seconds


Done = dict[str, tuple[str, str]]  # name of a file → its key, and the part that holds it


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
        Of the schemas `bench.store.schema.EXTRACTED`. The rows of a file stand together, in order.
    """

    files: tuple[File, ...]
    tables: Mapping[str, pa.Table]


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

    def add(self, extraction: Extraction) -> str:
        """Write a part with the extraction of some files; the same files, the same bytes.

        Returns
        -------
        str
            The part's name.

        Raises
        ------
        InputError
            The folder cannot be written to.
        """
        files = extraction.files
        digest = hashlib.sha256("\n".join(file.key for file in files).encode())
        part = digest.hexdigest()[:_NAME]
        listed: dict[str, Any] = {
            "key": [file.key for file in files],
            "part": [part] * len(files),
            "file": [file.name for file in files],
            "sha256": [file.sha256 for file in files],
        }
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            for name, schema in STORED.items():
                size = self._write(part, name, _placed(extraction.tables[name], part, schema))
                listed[f"{name}_bytes"] = [size] * len(files)
            self._write(part, _FILES, arrow_table(listed, FILES))
        except OSError as error:
            reason = error.strerror or error
            raise InputError("store.not_writable", path=self.place, reason=reason) from None
        return part

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
        import duckdb  # slow to import, and who only writes does without

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
        texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
        # Numbers hardly repeat, and of few columns the least and largest value tells anything.
        pq.write_table(
            table, buffer, compression="zstd", use_dictionary=texts, write_statistics=_TOLD
        )
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


def _placed(table: pa.Table, part: str, schema: pa.Schema) -> pa.Table:
    """Return rows with their part, and the place of each among those of its file."""
    columns = dict(zip(table.column_names, table.columns, strict=True))
    ends = pc.run_end_encode(columns["key"].combine_chunks()).run_ends.to_numpy()
    lengths = np.diff(ends, prepend=0)
    rows = np.arange(table.num_rows) - np.repeat(ends - lengths, lengths)
    return arrow_table({**columns, "part": [part] * table.num_rows, "row": rows}, schema)
