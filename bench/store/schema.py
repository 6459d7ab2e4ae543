"""The tables of the evidence store, and their columns in Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from bench.schema import Table
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES

_TYPES: Final = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
# Which file a row is of, in which part it lies, and where it stands among the rows of its file.
_PLACE: Final = (("key", pa.string()), ("part", pa.string()), ("row", pa.int32()))


def _schema(table: Table, *more: tuple[str, pa.DataType]) -> pa.Schema:
    own = ((column.name, _TYPES[column.kind]) for column in table.columns)
    return pa.schema([*_PLACE, *own, *more])


# The signature tells documents that repeat one another; `letters` is how long the body is.
STORED: Final = {
    "documents": _schema(DOCUMENTS, ("signature", pa.binary()), ("letters", pa.int64())),
    "evidence": _schema(EVIDENCE),
    "claims": _schema(CLAIMS),
    "figures": _schema(FIGURES),
    "cuts": _schema(CUTS),
    "texts": pa.schema([*_PLACE, ("document", pa.string()), ("text", pa.string())]),
}
# What an extraction holds of them: it knows no part yet.
EXTRACTED: Final = {
    name: pa.schema([field for field in schema if field.name not in ("part", "row")])
    for name, schema in STORED.items()
}
# What a part holds: its files, and how large its tables are. Written last: a part without it is
# one that a run left unfinished.
FILES: Final = pa.schema(
    [
        ("key", pa.string()),
        ("part", pa.string()),
        ("file", pa.string()),
        ("sha256", pa.string()),
        *((f"{name}_bytes", pa.int64()) for name in STORED),
    ]
)


def arrow_table(columns: Mapping[str, Any], schema: pa.Schema) -> pa.Table:
    """Return columns, lists or of Arrow, as a table; one that is missing is an error."""
    arrays = [_array(columns[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(column: Any, kind: pa.DataType) -> Any:
    return column if isinstance(column, pa.ChunkedArray) else pa.array(column, kind)
