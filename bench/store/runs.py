"""What a run took from the store: which documents, of which parts, and whether they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from bench.store.store import Store

if TYPE_CHECKING:
    import duckdb

TAKEN: Final = "store_documents.parquet"  # what a run took from the store, in its output folder
# Tables of which a run takes only what counts, and those of which it takes everything.
COUNTED: Final = ("evidence", "claims", "figures")
WHOLE: Final = ("cuts", "texts")


def remember(store: Store, held: Sequence[tuple[str, str]], states: Mapping[str, str]) -> bytes:
    """Return what a run took from the store, as a Parquet file.

    Parameters
    ----------
    store
        The store.
    held
        (key, part) of each file, in order.
    states
        State of each document in the documents table.
    """
    found = store.table("documents", held, ("key", "part", "document"))
    found["state"] = [states.get(name, "") for name in found["document"]]
    buffer = BytesIO()
    pq.write_table(pa.Table.from_pandas(found, preserve_index=False), buffer, compression="zstd")
    return buffer.getvalue()


def show(store: Store, connection: duckdb.DuckDBPyConnection, remembered: pa.Table) -> None:
    """Give a connection the tables that a run took from the store, as views.

    Parameters
    ----------
    store
        The store.
    connection
        Of DuckDB.
    remembered
        What `remember` gave.
    """
    held = sorted(set(zip(*(remembered[c].to_pylist() for c in ("key", "part")), strict=True)))
    store.attach(connection, held)
    connection.register("_run_documents", remembered)
    for name in (*COUNTED, *WHOLE):
        counted = " AND r.state = 'read'" if name in COUNTED else ""
        connection.execute(
            f'CREATE VIEW "{name}" AS SELECT t.* EXCLUDE ("key", "part", "row") '
            f"FROM {store.scan(name, held)} t JOIN _run_documents r "
            f"ON t.key = r.key AND t.part = r.part AND t.document = r.document{counted}"
        )
