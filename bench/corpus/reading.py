"""Reading a folder of documents, one at a time; what cannot be read is told, not fatal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus.document import Document
from bench.corpus.encoding import decode
from bench.corpus.manifest import NAME as MANIFEST
from bench.corpus.manifest import Entry, load_manifest
from bench.corpus.metadata import describe
from bench.errors import DocumentError, InputError
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

READABLE: Final = (".txt", ".md", ".markdown", ".text")
_NOTES: Final = ("readme.md", "readme.txt")
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the documents folder that is to be read, and what the manifest says of it."""

    path: Path
    name: str
    entry: Entry | None


def find_sources(folder: Path) -> list[Source]:
    """List the files of a documents folder, sub-folders included, in order of their names.

    Parameters
    ----------
    folder
        The documents folder. Hidden files, the manifest and a README are not documents.

    Returns
    -------
    list of Source

    Raises
    ------
    InputError
        There is no such folder, it holds no file, or its manifest is wrong.
    """
    if not folder.is_dir():
        raise InputError("corpus.no_folder", path=folder)
    entries = load_manifest(folder)
    sources = []
    for path in sorted(folder.rglob("*"), key=lambda p: p.as_posix()):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        other = name == MANIFEST or (name.lower() in _NOTES and name not in entries)
        if path.is_file() and not hidden and not other:
            sources.append(Source(path, name, entries.get(name)))
    if not sources:
        raise InputError("corpus.empty_folder", path=folder, kinds=" ".join(READABLE))
    return sources


def missing_from(sources: Iterable[Source], folder: Path) -> Iterator[str]:
    """Yield the files that the manifest names but the folder does not hold."""
    present = {source.name for source in sources}
    yield from (name for name in load_manifest(folder) if name not in present)


def read_document(
    source: Source, gazetteer: Gazetteer, places: PlaceMatcher, language: str = "zh"
) -> Document:
    """Read one document.

    Parameters
    ----------
    source
        The file.
    gazetteer, places
        To find its issuing region.
    language
        Of the notes in the result.

    Returns
    -------
    Document

    Raises
    ------
    DocumentError
        The file is of a format that is not read, cannot be opened, is no text, is empty, or too
        much of it is damaged.
    """
    if source.path.suffix.lower() not in READABLE:
        raise DocumentError("corpus.other_format", kinds=" ".join(READABLE))
    try:
        if source.path.stat().st_size > _LARGEST:
            raise DocumentError("corpus.too_large", size=_LARGEST // 1024 // 1024)
        data = source.path.read_bytes()
    except OSError as error:
        raise DocumentError("corpus.not_opened", why=error.strerror or error) from error
    decoded = decode(data)
    if not decoded.text.strip():
        raise DocumentError("corpus.empty_file")
    found = describe(source.name, decoded.text, source.entry, gazetteer, places)
    notes = []
    if decoded.damaged:
        notes.append(message("corpus.damaged", language, damaged=decoded.damaged))
    if found.note:
        notes.append(message("corpus.unknown_region", language, region=found.note))
    return Document(
        path=source.name,
        text=decoded.text,
        title=found.title,
        issuer=found.issuer,
        date=found.date,
        kind=found.kind,
        region=found.region,
        encoding=decoded.encoding,
        note="；".join(notes) if language == "zh" else "; ".join(notes),
    )
