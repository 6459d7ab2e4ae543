"""What a reader gives: the texts of a file, and what in it could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bench.corpus.layout import PLAIN, Layout
from bench.errors import DocumentError

# What a format may tell of a document.
TOLD = ("title", "issuer", "date", "kind", "region", "number", "link")


@dataclass(frozen=True, slots=True)
class Extracted:
    r"""A text of a file.

    Attributes
    ----------
    text
        With ``\n`` line ends and without byte order mark. All offsets count characters of it.
    encoding
        How its characters were decoded (``"utf-8"``), or the format that holds them (``"pdf"``).
    damaged
        How many characters could not be decoded.
    layout
        Its pages, headings and statements, where the format tells them.
    told
        What the format tells of the document, by the names of `TOLD`.
    part
        What follows the file's name in the document's: empty where the file is one document,
        ``"/plans/a.txt"`` in an archive, ``"#浙江省"`` in a table.
    notes
        What a reader should look at: key of a message → its values.
    """

    text: str
    encoding: str
    damaged: int = 0
    layout: Layout = PLAIN
    told: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    notes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that could not be read, and why."""

    part: str
    error: DocumentError


# The whole file's bytes, and which column of a table is what (field → heading) → its texts in
# order. Raises DocumentError where nothing of the file can be read.
Reader = Callable[[bytes, Mapping[str, str]], Iterator[Extracted | Refused]]
