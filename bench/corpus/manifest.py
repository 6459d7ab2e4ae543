"""The manifest: a ``manifest.csv`` beside the documents that gives their metadata.

Columns ``file,region,title,issuer,date,kind``; all but ``file`` may be missing or empty. ``year``
is taken for ``date`` and ``type`` for ``kind``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from bench.corpus.encoding import decode
from bench.errors import DocumentError, InputError

NAME: Final = "manifest.csv"
_FIELDS: Final = ("region", "title", "issuer", "date", "kind")
_OTHER_NAMES: Final = {"year": "date", "type": "kind", "publisher": "issuer"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one file; empty where it says nothing."""

    line: int
    region: str = ""
    title: str = ""
    issuer: str = ""
    date: str = ""
    kind: str = ""


def load_manifest(folder: Path) -> dict[str, Entry]:
    """Read ``manifest.csv`` of a folder of documents.

    Parameters
    ----------
    folder
        The documents folder.

    Returns
    -------
    dict
        Path of the file relative to the folder (with ``/``) → its entry; empty where the folder
        has no manifest.

    Raises
    ------
    InputError
        The manifest is no text, lacks the column ``file``, or names a file twice.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        text = decode(path.read_bytes()).text
    except DocumentError as error:
        raise InputError("corpus.manifest_unreadable", path=path, why=error.text()) from error
    rows = csv.DictReader(io.StringIO(text))
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    if "file" not in names:
        raise InputError("corpus.manifest_without_file", path=path)
    entries: dict[str, Entry] = {}
    for row in rows:
        file = PurePosixPath((row[names["file"]] or "").strip().replace("\\", "/")).as_posix()
        if file in entries:
            raise InputError("corpus.manifest_twice", path=path, line=rows.line_num, file=file)
        if file != ".":
            entries[file] = Entry(line=rows.line_num, **_fields(row, names))
    return entries


def _fields(row: Mapping[str | None, str | None], names: Mapping[str, str]) -> dict[str, str]:
    values = dict.fromkeys(_FIELDS, "")
    for name, original in names.items():
        field = _OTHER_NAMES.get(name, name)
        if field in values and not values[field]:
            values[field] = (row.get(original) or "").strip()
    return values
