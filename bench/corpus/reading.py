"""Reading the documents of a file; what cannot be read is told, not fatal."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from bench.corpus.document import Document
from bench.corpus.doubts import find_doubts
from bench.corpus.folder import Source, leads_out
from bench.corpus.manifest import Entry
from bench.corpus.metadata import describe
from bench.corpus.parts import Parts
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.formats import LARGEST, READABLE, read_file
from bench.corpus.titles import name_words
from bench.errors import DocumentError
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

# Called with how many files are done, of how many, and the name of one.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read: its name, and why."""

    name: str
    error: DocumentError


def documents_in(
    source: Source,
    gazetteer: Gazetteer,
    places: PlaceMatcher,
    language: str = "zh",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document | Unread]:
    """Load a file and read its documents; see `read_documents`."""
    try:
        data = load(source)
    except DocumentError as error:
        yield Unread(source.name, error)
        return
    yield from read_documents(source, data, gazetteer, places, language, columns)


def read_documents(
    source: Source,
    data: bytes,
    gazetteer: Gazetteer,
    places: PlaceMatcher,
    language: str = "zh",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document | Unread]:
    """Read the documents of a file: one, or as many as an archive or a table holds.

    Parameters
    ----------
    source, data
        The file, and its bytes (`load`).
    gazetteer, places
        To find the issuing region.
    language
        Of the notes in the result.
    columns
        Which column of a table is what: field → heading; what is not named is found by name.

    Yields
    ------
    Document or Unread
        In the order of the file. Of a file that cannot be read there is one `Unread`.
    """
    try:
        for found in read_file(source.name, data, columns or {}):
            name = f"{source.name}{found.part}"
            if isinstance(found, Refused):
                yield Unread(name, found.error)
            else:
                yield _document(name, found, source, gazetteer, places, language)
    except DocumentError as error:
        yield Unread(source.name, error)


def _document(
    name: str,
    found: Extracted,
    source: Source,
    gazetteer: Gazetteer,
    places: PlaceMatcher,
    language: str,
) -> Document:
    entry = source.within.get(name, source.entry)
    parts = Parts(found.text)
    if found.layout.statements:
        # What an office's own list says of its rows is given, and its rows say nothing of it.
        entry, parts = _with(entry, found.told), Parts("")
    about = describe(name, parts, entry, gazetteer, places, told=found.told)
    notes = [message(key, language, **values) for key, values in found.notes.items()]
    if found.damaged:
        notes.append(message("corpus.damaged", language, damaged=found.damaged))
    if about.note:
        notes.append(message("corpus.unknown_region", language, region=about.note))
    for column, value in about.unknown:
        notes.append(message(f"corpus.unknown_{column}", language, value=value))
    claimed = [entry.title if entry else "", name_words(PurePosixPath(name).stem)]
    doubts = find_doubts(parts, [title for title in claimed if title]) if parts.text else {}
    notes += [message(key, language, **values) for key, values in doubts.items()]
    return Document(
        path=name,
        text=found.text,
        title=about.title,
        issuer=about.issuer,
        date=about.date,
        kind=about.kind,
        region=about.region,
        number=about.number,
        link=about.link,
        sure=about.sure,
        encoding=found.encoding,
        layout=found.layout,
        note=one_note(notes, language),
        parts=parts,
    )


def one_note(notes: Iterable[str], language: str) -> str:
    """Return notes as one; empty ones are left out."""
    return message("corpus.note_separator", language).join(filter(None, notes))


def _with(entry: Entry | None, told: Mapping[str, str]) -> Entry:
    """Return what is given of a document: by the manifest, and where it is silent by a list."""
    given = entry or Entry(line=0)
    rest = {key: value for key, value in told.items() if getattr(given, key, None) == ""}
    return replace(given, **rest)  # type: ignore[arg-type]


def read_document(
    source: Source, gazetteer: Gazetteer, places: PlaceMatcher, language: str = "zh"
) -> Document:
    """Read the first document of a file, by `read_documents`.

    Raises
    ------
    DocumentError
        The file is of a format that is not read, cannot be opened, is no text, is empty, or too
        much of it is damaged; or it is a link that leads out of the documents folder.
    """
    for found in documents_in(source, gazetteer, places, language):
        if isinstance(found, Document):
            return found
        raise found.error
    raise DocumentError("corpus.empty_file")


def read_texts(source: Source, columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the texts of a file by the names of its documents, without what is told of them.

    Raises
    ------
    DocumentError
        As `read_document`; a part that cannot be read is left out.
    """
    found = read_file(source.name, load(source), columns or {})
    return {f"{source.name}{part.part}": part.text for part in found if isinstance(part, Extracted)}


def load(source: Source) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    DocumentError
        Its format is not read, it is too large or cannot be opened, or it is a link that leads
        out of the documents folder.
    """
    path = source.path
    if source.folder is not None and leads_out(path, source.folder):
        raise DocumentError("corpus.link_outside")
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # a folder is a source only where it cannot be listed
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise DocumentError("corpus.other_format", kinds=" ".join(READABLE))
        if found.st_size > LARGEST:
            raise DocumentError("corpus.too_large", size=LARGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError("corpus.not_opened", why=error.strerror or error) from error
