"""The manifest: a ``manifest.csv`` beside the documents that gives their metadata.

Columns ``file,region,title,issuer,number,date,kind,counted,check``; all but ``file`` may be missing
or empty. ``year`` is taken for ``date`` and ``type`` for ``kind``; Chinese headings are understood
(文件, 地区, 标题, 发布机构, 文号, 日期, 类型, 计入, 核对). Other columns are the user's own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from bench.corpus.encoding import decode
from bench.errors import DocumentError, InputError

NAME: Final = "manifest.csv"
FILE: Final = "file"
# What the program was not sure of when it proposed the row: the words of fields, in any language.
CHECK: Final = "check"
# Whether what the file says counts: empty, or one of the words below.
COUNTED: Final = "counted"
_COUNTED: Final = {
    **dict.fromkeys(("", "是", "计入", "计", "yes", "y", "true", "1"), True),
    **dict.fromkeys(("否", "不计入", "不计", "不", "no", "n", "false", "0"), False),
}
FIELDS: Final = ("region", "title", "issuer", "number", "date", "kind")
COLUMNS: Final = (FILE, *FIELDS, COUNTED, CHECK)
_OTHER_NAMES: Final = {
    "文件": "file",
    "文件名": "file",
    "year": "date",
    "type": "kind",
    "publisher": "issuer",
    "地区": "region",
    "标题": "title",
    "名称": "title",
    "发布机构": "issuer",
    "发文机关": "issuer",
    "发布单位": "issuer",
    "文号": "number",
    "发文字号": "number",
    "日期": "date",
    "年份": "date",
    "发布日期": "date",
    "成文日期": "date",
    "类型": "kind",
    "文件类型": "kind",
    "计入": "counted",
    "是否计入": "counted",
    "核对": "check",
}
# What a spreadsheet would take as a formula.
_FORMULA: Final = re.compile("[=+@\t\r-]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one file; empty where it says nothing.

    ``check`` names what the program proposed without being sure, and nobody has confirmed; a file
    that is not ``counted`` is read, but nothing that it says counts.
    """

    line: int
    region: str = ""
    title: str = ""
    issuer: str = ""
    date: str = ""
    kind: str = ""
    number: str = ""
    check: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands: the values of known columns, and those of the user's own by heading."""

    line: int
    file: str
    values: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)


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
        not name, names a file twice, or does not say in a known word whether one counts.
    """
    return {row.file: _entry(folder / NAME, row) for row in read_rows(folder)}


def _entry(path: Path, row: Row) -> Entry:
    told = dict(row.values)
    word = told.pop(COUNTED).lower()
    if word not in _COUNTED:
        raise InputError("corpus.manifest_counted", path=path, line=row.line, value=word)
    return Entry(row.line, **told, counted=_COUNTED[word])


def read_rows(folder: Path) -> list[Row]:
    """Read the rows of ``manifest.csv`` that name a file, with the user's own columns.

    Raises
    ------
    InputError
        As `load_manifest`.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    try:
        return list(_rows(path, decode(path.read_bytes()).text))
    except DocumentError as error:
        raise InputError("corpus.manifest_unreadable", path=path, why=error) from error
    except OSError as error:
        why = error.strerror or error
        raise InputError("corpus.manifest_unreadable", path=path, why=why) from error
    except csv.Error as error:
        raise InputError("corpus.manifest_unreadable", path=path, why=error) from error


def guarded(value: str) -> str:
    """Return a cell that a spreadsheet takes as text: an apostrophe before =, +, - and @."""
    return f"'{value}" if _FORMULA.match(value) else value


def _unguarded(cell: str) -> str:
    value = cell.strip()
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value


def _rows(path: Path, text: str) -> Iterator[Row]:
    header = text.lstrip().split("\n", 1)[0]
    delimiter = "," if "," in header else next((d for d in "\t;" if d in header), ",")
    rows = csv.DictReader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)
    blank = text[: len(text) - len(text.lstrip())].count("\n")
    fields = {name: _field(name or "") for name in rows.fieldnames or ()}
    if FILE not in fields.values():
        raise InputError("corpus.manifest_without_file", path=path)
    seen = set()
    for row in rows:
        values = _values(row, fields)
        named = values.pop(FILE).replace("\\", "/")
        line = rows.line_num + blank
        if not named and any(values.values()):
            raise InputError("corpus.manifest_nameless", path=path, line=line)
        file = PurePosixPath(named).as_posix()
        if file in seen:
            raise InputError("corpus.manifest_twice", path=path, line=line, file=file)
        if named:
            seen.add(file)
            others = {
                name: _unguarded(row[name] or "")
                for name, known in fields.items()
                if name and known not in COLUMNS
            }
            yield Row(line, file, values, others)


def _field(heading: str) -> str:
    name = heading.strip().lower()
    return _OTHER_NAMES.get(name, name)


def _values(row: Mapping[str, str | None], fields: Mapping[str, str]) -> dict[str, str]:
    """Return file and metadata of a row; where two columns mean the same, the first filled in."""
    values = dict.fromkeys(COLUMNS, "")
    for heading, known in fields.items():
        if known in values and not values[known]:
            values[known] = _unguarded(row[heading] or "")
    return values
