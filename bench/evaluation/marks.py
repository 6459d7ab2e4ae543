"""What of a document is its body, marked by hand, on a text that anyone can make again.

Marks are offsets into the *plain text* of a file, counting the characters that are not white
space. It is made without the readers of this program, so that these can be measured by it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

import lxml.etree
import lxml.html
import pypdfium2

from bench.corpus.encoding import decode
from bench.errors import InputError
from bench.spreadsheet import Row, read_first_sheet

BODY: Final = "body"
AGAIN: Final = "again"
FRAME: Final = "frame"
_REQUIRED: Final = ("file", "start", "end", "what")
_COLUMNS: Final = (*_REQUIRED, "group")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SOURCE: Final = ("script", "style")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the plain text and what it is.

    Attributes
    ----------
    start, end
        Offsets into the plain text, white space not counted.
    what
        ``body``; ``again``: the body printed once more; ``frame``: of the document, but neither
        body nor noise (addressees, salutation, bodies in charge, signature); any other word is a
        kind of noise.
    """

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A file, its marks in order, and the group whose figures it is pooled with."""

    name: str
    group: str
    marks: tuple[Mark, ...]


def read_marks(path: Path, folder: Path) -> tuple[MarkedFile, ...]:
    """Read a table of marks.

    Parameters
    ----------
    path
        A CSV file or workbook with the columns ``file`` (relative to the folder), ``start``,
        ``end``, ``what`` and, if wanted, ``group``; the rows of a file stand together.
    folder
        Where the files are.

    Raises
    ------
    InputError
        There is no such table, it lacks a column or has no rows, a file is not there, or
        offsets are no offsets or overlap.
    """
    lines = read_first_sheet(path)
    headings = [cell.strip().casefold() for cell in lines[0].cells] if lines else []
    missing = [name for name in _REQUIRED if name not in headings]
    if missing or len(lines) == 1:
        raise InputError("evaluation.marks_columns", path=path, names=", ".join(_REQUIRED))
    place: dict[str, int] = {n: headings.index(n) for n in _COLUMNS if n in headings}
    rows = [(line, {name: line.cell(at) for name, at in place.items()}) for line in lines[1:]]
    return tuple(
        _marked_file(path, folder, name, list(its_rows))
        for name, its_rows in groupby(rows, key=lambda row: row[1]["file"])
    )


def _marked_file(
    path: Path, folder: Path, name: str, rows: list[tuple[Row, dict[str, str]]]
) -> MarkedFile:
    first = rows[0][0].line
    if not name or not (folder / name).is_file():
        place = f"{path}:{first}"
        raise InputError("evaluation.unknown_document", place=place, document=name)
    marks = [_mark(path, line.line, values) for line, values in rows]
    for (line, _), (one, other) in zip(rows[1:], pairwise(marks), strict=True):
        if other.start < one.end:
            raise InputError("evaluation.marks_overlap", place=f"{path}:{line.line}")
    return MarkedFile(name, rows[0][1].get("group", ""), tuple(marks))


def _mark(path: Path, line: int, values: dict[str, str]) -> Mark:
    start, end = values["start"], values["end"]
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise InputError("evaluation.bad_offsets", place=f"{path}:{line}", start=start, end=end)
    return Mark(int(start), int(end), values["what"])


def plain_text(path: Path) -> str:
    """Return the plain text of a file.

    Parameters
    ----------
    path
        By its ending: ``.html`` (decoded, ``script`` and ``style`` dropped, ``text_content()`` of
        lxml), ``.pdf`` (the text of all pages, by pypdfium2), ``.docx`` (all ``w:t`` of
        ``word/document.xml``, paragraphs parted), else the decoded text.
    """
    data = path.read_bytes()
    ending = path.suffix.lower()
    if ending == ".pdf":
        return "\n".join(_pages(data))
    if ending == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = lxml.etree.fromstring(archive.read("word/document.xml"))
        paragraphs = root.iter(f"{_WORD}p")
        return "\n".join(_text_of(paragraph) for paragraph in paragraphs)
    text = decode(data).text
    if ending in (".html", ".htm"):
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        page = lxml.html.document_fromstring(text.encode(), parser=parser)
        for source in list(page.iter(*_SOURCE)):
            source.drop_tree()
        text = page.text_content()
    return text


def _text_of(paragraph: lxml.etree._Element) -> str:
    return "".join(found.text or "" for found in paragraph.iter(f"{_WORD}t"))


def _pages(data: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded()
