"""Which reader reads a file: by its name, and by its first bytes where the name is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from bench.corpus.readers.child import caught
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.guarded import read_guarded
from bench.corpus.readers.sniffing import format_of
from bench.errors import DocumentError

_HALF: Final = re.compile("[\ud800-\udfff]")
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that reads it, the endings of its files, and the largest in bytes.

    A ``guarded`` format is read by a process of its own, with bounds on time and memory, since
    a broken file may send its library astray.
    """

    module: str
    endings: tuple[str, ...]
    largest: int = 64 * _MEGABYTE
    guarded: bool = True


FORMATS: Final = (
    Format("text", (".txt", ".md", ".markdown", ".text"), guarded=False),
    Format("html", (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"), 16 * _MEGABYTE),
    Format("pdf", (".pdf",), 256 * _MEGABYTE),
    Format("docx", (".docx", ".docm")),
    Format("table", (".xlsx", ".xlsm", ".csv", ".tsv")),
    Format("archive", (".zip",), 1024 * _MEGABYTE, guarded=False),
)
READABLE: Final = tuple(ending for known in FORMATS for ending in known.endings)
LARGEST: Final = max(known.largest for known in FORMATS)


def read_file(name: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Read the texts of a file.

    Parameters
    ----------
    name
        Its name, with ``/`` between folders. Its ending tells the format, unless the first
        bytes are those of another: then it is read as what it is, with a note.
    data
        Its bytes.
    columns
        Which column of a table is what: field → heading.

    Raises
    ------
    DocumentError
        Nothing of the file can be read.
    """
    format_, note = _format_of(name, data)
    if len(data) > format_.largest:
        raise DocumentError("corpus.too_large", size=format_.largest // _MEGABYTE)
    read = read_guarded if format_.guarded else caught
    for found in read(f"{__package__}.{format_.module}", data, columns):
        yield _whole(found, {note: {}} if note else {})


def _whole(
    found: Extracted | Refused, notes: Mapping[str, Mapping[str, object]]
) -> Extracted | Refused:
    """Add notes, and put � for half characters, which no file can hold and nothing can show."""
    part = _HALF.sub("\ufffd", found.part)
    if isinstance(found, Refused):
        return replace(found, part=part)
    text = _HALF.sub("\ufffd", found.text)
    told = {name: _HALF.sub("\ufffd", value) for name, value in found.told.items()}
    return replace(found, text=text, told=told, part=part, notes={**notes, **found.notes})


def _format_of(name: str, data: bytes) -> tuple[Format, str]:
    """Return the format of a file, and the key of a note where its name tells another."""
    ending = PurePosixPath(name).suffix.lower()
    named = next((known for known in FORMATS if ending in known.endings), None)
    if named is not None and not data:
        raise DocumentError("corpus.empty_file")
    module = format_of(data)
    if named is not None and (not module or module in (named.module, "archive")):
        return named, ""
    real = next((known for known in FORMATS if known.module == module), None)
    if real is None or module == "archive":
        raise DocumentError("corpus.other_format", kinds=" ".join(READABLE))
    return real, f"corpus.really_{module}"
