"""Reading a folder of documents, one at a time; what cannot be read is told, not fatal."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus.document import Document
from bench.corpus.encoding import Decoded, decode
from bench.corpus.manifest import NAME as MANIFEST
from bench.corpus.manifest import Entry, load_manifest
from bench.corpus.metadata import describe
from bench.errors import DocumentError, InputError
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

READABLE: Final = (".txt", ".md", ".markdown", ".text")
# What stands in a folder without being a document; Office puts ~$ before its lock files.
_OTHERS: Final = ("readme.md", "readme.txt", "thumbs.db", "desktop.ini", "__macosx")
_HIDDEN: Final = (".", "~$")
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read.

    Attributes
    ----------
    path
        Where it is.
    name
        Its path relative to the documents folder, with ``/``, in characters that can be written.
    entry
        What the manifest says of it, if anything.
    folder
        The documents folder, which it must lie in; None where any place will do.
    """

    path: Path
    name: str
    entry: Entry | None
    folder: Path | None = None


def find_sources(folder: Path) -> list[Source]:
    """List the files of a documents folder, sub-folders included, in order of their names.

    Parameters
    ----------
    folder
        The documents folder. Hidden files, the manifest and a README are not documents. Links
        to folders are not followed.

    Returns
    -------
    list of Source
        Also what cannot be read (a folder without permission, a link that leads out of the
        folder): `read_document` says why.

    Raises
    ------
    InputError
        There is no such folder, it holds no file, or its manifest is wrong.
    """
    if not folder.is_dir():
        raise InputError("corpus.no_folder", path=folder)
    entries = load_manifest(folder)
    sources = []
    for path in sorted(_walk(folder), key=lambda p: p.as_posix()):
        name = _writable(path.relative_to(folder).as_posix())
        parts = name.split("/")
        hidden = any(part.startswith(_HIDDEN) for part in parts)
        other = any(part.lower() in _OTHERS for part in parts)
        if name != MANIFEST and (name in entries or not (hidden or other)):
            sources.append(Source(path, name, entries.get(name), folder))
    if not sources:
        raise InputError("corpus.empty_folder", path=folder, kinds=" ".join(READABLE))
    return sources


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, the links that lead out of it, and folders without access."""
    closed: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(str(error.filename))))
    for place, folders, names in walk:
        here = Path(place)
        yield from (here / name for name in names if _is_document(here / name))
        yield from (here / name for name in folders if _leads_out(here / name, folder))
    yield from closed


def _is_document(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _leads_out(path: Path, folder: Path) -> bool:
    """Say whether a link leads out of a folder; one that leads nowhere does not."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 tell a loop of links by RuntimeError
        return False


def _writable(name: str) -> str:
    """Return a file's name in characters that can be written: one in GB18030 is decoded."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


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
        much of it is damaged; or it is a link that leads out of the documents folder.
    """
    decoded = read_text(source)
    found = describe(source.name, decoded.text, source.entry, gazetteer, places)
    notes = []
    if decoded.damaged:
        notes.append(message("corpus.damaged", language, damaged=decoded.damaged))
    if found.note:
        notes.append(message("corpus.unknown_region", language, region=found.note))
    for column, value in found.unknown:
        notes.append(message(f"corpus.unknown_{column}", language, value=value))
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


def read_text(source: Source) -> Decoded:
    """Read the text of one document, without what is told of it.

    Raises
    ------
    DocumentError
        As `read_document`.
    """
    decoded = decode(_bytes_of(source))
    if not decoded.text.strip():
        raise DocumentError("corpus.empty_file")
    return decoded


def _bytes_of(source: Source) -> bytes:
    path = source.path
    if source.folder is not None and _leads_out(path, source.folder):
        raise DocumentError("corpus.link_outside")
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # a folder is a source only where it cannot be listed
        found = path.stat()
        if path.suffix.lower() not in READABLE or not stat.S_ISREG(found.st_mode):
            raise DocumentError("corpus.other_format", kinds=" ".join(READABLE))
        if found.st_size > _LARGEST:
            raise DocumentError("corpus.too_large", size=_LARGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError("corpus.not_opened", why=error.strerror or error) from error
