"""The tables of the last run, asked in SQL: those of the store, and those that the run wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.comparison.schema import COMPARISON_TABLES
from bench.errors import InputError
from bench.files import replacing, write_csv
from bench.gathering import STORE
from bench.places import below, place
from bench.run_folder import RunFolder
from bench.statistics.schema import STATISTICS
from bench.store.runs import COUNTED, TAKEN, WHOLE, show
from bench.store.store import Store
from bench.tables import TABLES

_COLUMNS: Final = {
    schema.name: schema.columns for schema in (*TABLES, *COMPARISON_TABLES, STATISTICS)
}
_STORED: Final = (*COUNTED, *WHOLE)


@dataclass(frozen=True, slots=True)
class Question:
    """The tables of a run, ready to be asked.

    Parameters
    ----------
    connection
        Of DuckDB, in memory; what is changed in it changes no file.
    """

    connection: duckdb.DuckDBPyConnection

    def tables(self) -> pd.DataFrame:
        """Return the tables and their columns."""
        found: pd.DataFrame = self.connection.sql(
            'SELECT table_name AS "table", '
            "string_agg(column_name, ', ' ORDER BY ordinal_position) AS columns "
            "FROM information_schema.columns WHERE table_name[1] <> '_' "
            "GROUP BY table_name ORDER BY table_name"
        ).df()
        return found

    def ask(self, sql: str) -> pd.DataFrame:
        """Return what a query gives.

        Raises
        ------
        InputError
            It is no SQL, or names what there is not.
        """
        try:
            found = self.connection.sql(sql)
            frame: pd.DataFrame = pd.DataFrame() if found is None else found.df()
            return frame
        except duckdb.Error as error:
            names = ", ".join(self.tables()["table"])
            raise InputError("store.bad_query", reason=error, tables=names) from None


def open_run(folder: Path) -> Question:
    """Open the tables of the last run.

    Parameters
    ----------
    folder
        Its output folder.

    Raises
    ------
    InputError
        There is no run, or the store that it took its evidence from is gone.
    """
    read = RunFolder(folder, "run.no_last_run", "run.broken_last_run")
    record = read.record()
    record = record if isinstance(record, dict) else {}
    connection = duckdb.connect()
    stored: tuple[str, ...] = ()
    told = record.get(STORE)
    if isinstance(told, dict):
        _show_store(connection, folder, told)
        stored = _STORED
    for name in record.get("files", ()):
        path = folder / str(name)
        if path.suffix == ".csv" and path.stem not in stored and path.is_file():
            _show_csv(connection, path.stem, path)
    return Question(connection)


def _show_store(connection: duckdb.DuckDBPyConnection, folder: Path, told: dict[str, Any]) -> None:
    kept = below(folder, place(str(told.get("folder", ""))))
    store = Store(kept, str(told.get("fingerprint", "")))
    path = folder / TAKEN
    try:
        show(store, connection, pq.read_table(path))
    except (OSError, pa.ArrowException, duckdb.Error):
        raise InputError("store.gone", path=store.place) from None


def _show_csv(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    known = _COLUMNS.get(table, ())
    texts = {column.name: "string[pyarrow]" for column in known if column.kind == "text"}
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype_backend="pyarrow", dtype=texts)
    connection.register(table, frame)


def save_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as ``.csv``, ``.xlsx`` or ``.parquet``, by the name of the file.

    Raises
    ------
    InputError
        The name tells none of these, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        write_csv(table, path)
    elif ending == ".parquet":
        with replacing(path) as temporary:
            table.to_parquet(temporary, index=False)
    elif ending == ".xlsx":
        # Texts stay texts, also those that begin with "=".
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with (
            replacing(path) as temporary,
            pd.ExcelWriter(
                temporary, engine="xlsxwriter", engine_kwargs={"options": options}
            ) as writer,
        ):
            table.to_excel(writer, index=False)
    else:
        raise InputError("store.bad_ending", path=path)
