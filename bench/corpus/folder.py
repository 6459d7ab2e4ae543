"""Which files a documents folder holds, on a disk or anywhere that fsspec reaches."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from bench.corpus.manifest import NAME as MANIFEST
from bench.corpus.manifest import Entry, load_manifest
from bench.corpus.names import is_litter, unique, writable
from bench.corpus.readers.formats import READABLE
from bench.errors import InputError
from bench.places import is_local

# What parts the name of a file from that of a document in it: a.zip/b.txt, list.xlsx#浙江省.
_PART: Final = re.compile("[/#]")


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
    within
        What the manifest says of the documents that the file holds (members of an archive,
        parts of a table), by their names.
    """

    path: Path
    name: str
    entry: Entry | None
    folder: Path | None = None
    within: Mapping[str, Entry] = field(default_factory=dict, hash=False)


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
        folder): `bench.corpus.reading.load` says why.

    Raises
    ------
    InputError
        There is no such folder, it holds no file, or its manifest is wrong.
    """
    if not folder.is_dir():
        raise InputError("corpus.no_folder", path=folder)
    entries = load_manifest(folder)
    parts = _by_file(entries)
    taken: set[str] = set()
    sources = []
    for path, raw in sorted(_walk(folder), key=itemgetter(1)):
        name = unique(writable(raw), taken)
        if name != MANIFEST and (name in entries or not is_litter(name)):
            sources.append(Source(path, name, entries.get(name), folder, parts.get(name, {})))
    if not sources:
        raise InputError("corpus.empty_folder", path=folder, kinds=" ".join(READABLE))
    return sources


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield files with their names below a folder, and what `bench.corpus.reading.load` refuses.

    That is the links that lead out of it, and the folders without access.
    """
    if not is_local(folder):
        yield from _listed(folder)
        return
    closed: list[Path] = []
    found: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(str(error.filename))))
    for place, folders, names in walk:
        here = Path(place)
        found += (here / name for name in names if _is_document(here / name))
        found += (here / name for name in folders if leads_out(here / name, folder))
    for path in (*found, *closed):
        yield path, path.relative_to(folder).as_posix()


def _listed(folder: Any) -> Iterator[tuple[Path, str]]:
    """Yield the files below an address, of which fsspec gives a list."""
    root = folder.path.rstrip("/")
    for path in folder.fs.find(folder.path):
        name = path[len(root) :].lstrip("/")
        yield folder / name, name


def _is_document(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def leads_out(path: Path, folder: Path) -> bool:
    """Say whether a link leads out of a folder; one that leads nowhere does not."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 tell a loop of links by RuntimeError
        return False


def _by_file(entries: Mapping[str, Entry]) -> dict[str, dict[str, Entry]]:
    """Group entries by each name that may be that of the file which holds them."""
    found: dict[str, dict[str, Entry]] = {}
    for name, entry in entries.items():
        for mark in _PART.finditer(name):
            found.setdefault(name[: mark.start()], {})[name] = entry
    return found


def holding(name: str, sources: Mapping[str, Source]) -> Source | None:
    """Return the file that is a document of this name, or holds it; None for none.

    Parameters
    ----------
    name
        Of the document.
    sources
        The files of a folder by their names.
    """
    ends = (len(name), *(mark.start() for mark in reversed(list(_PART.finditer(name)))))
    return next((sources[name[:end]] for end in ends if name[:end] in sources), None)


def not_counted(names: Iterable[str], sources: Iterable[Source]) -> set[str]:
    """Return which of some documents do not count, since the manifest says so.

    What it says of a file holds for all documents in it, but for those of which it speaks itself.

    Parameters
    ----------
    names
        Of the documents.
    sources
        The files of a folder.
    """
    by_name = {source.name: source for source in sources}
    return {name for name in names if not _counts(name, holding(name, by_name))}


def _counts(name: str, source: Source | None) -> bool:
    entry = source.within.get(name, source.entry) if source else None
    return entry is None or entry.counted


def missing_from(names: Iterable[str], folder: Path) -> Iterator[str]:
    """Yield what the manifest names and is not among the names of documents."""
    present = set(names)
    yield from (name for name in load_manifest(folder) if name not in present)
