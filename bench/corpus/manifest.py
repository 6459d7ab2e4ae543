"""The manifest: a ``manifest.csv`` beside the documents that gives their metadata.

Columns ``file,region,title,issuer,date,kind``; all but ``file`` may be missing or empty. ``year``
is taken for ``date`` and ``type`` for ``kind``; Chinese headings are understood (文件, 地区, 标题,
发布机构, 日期, 类型). Other columns are the user's own.
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
_OTHER_NAMES: Final = {
    "文件": "file",
    "文件名": "file",
    "year": "date",
    "type": "kind",
    "publisher": "issuer",
    "地区": "region",
    "标题": "title",
    "发布机构": "issuer",
    "日期": "date",
    "年份": "date",
    "类型": "kind",
}


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
        The manifest cannot be read, lacks the column ``file``, describes a file that it does
        not name, or names a file twice.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        text = decode(path.read_bytes()).text
        return _entries(path, text)
    except DocumentError as error:
        raise InputError("corpus.manifest_unreadable", path=path, why=error) from error
    except OSError as error:
        why = error.strerror or error
        raise InputError("corpus.manifest_unreadable", path=path, why=why) from error
    except csv.Error as error:
        raise InputError("corpus.manifest_unreadable", path=path, why=error) from error


def _entries(path: Path, text: str) -> dict[str, Entry]:
    header = text.lstrip().split("\n", 1)[0]
    delimiter = "," if "," in header else next((d for d in "\t;" if d in header), ",")
    rows = csv.DictReader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    blank = text[: len(text) - len(text.lstrip())].count("\n")
    fields = {name: _field(name or "") for name in rows.fieldnames or ()}
    if "file" not in fields.values():
        raise InputError("corpus.manifest_without_file", path=path)
    entries: dict[str, Entry] = {}
    for row in rows:
        values = _values(row, fields)
        named = values.pop("file").replace("\\", "/")
        line = rows.line_num + blank
        if not named and any(values.values()):
            raise InputError("corpus.manifest_nameless", path=path, line=line)
        file = PurePosixPath(named).as_posix()
        if file in entries:
            raise InputError("corpus.manifest_twice", path=path, line=line, file=file)
        if named:
            entries[file] = Entry(line, **values)
    return entries


def _field(heading: str) -> str:
    name = heading.strip().lower()
    return _OTHER_NAMES.get(name, name)


def _values(row: Mapping[str, str | None], fields: Mapping[str, str]) -> dict[str, str]:
    """Return file and metadata of a row; where two columns mean the same, the first filled in."""
    values = dict.fromkeys(("file", *_FIELDS), "")
    for heading, field in fields.items():
        if field in values and not values[field]:
            values[field] = (row[heading] or "").strip()
    return values
