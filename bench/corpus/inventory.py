"""Which files a documents folder holds, and what became of them since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.corpus.folder import find_sources
from bench.corpus.manifest import NAME as MANIFEST
from bench.corpus.readers.formats import READABLE
from bench.errors import InputError

# Size in bytes, time of change in nanoseconds, SHA-256 of the content.
Recorded = dict[str, dict[str, int | str]]


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """Names of files, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def inventory(folder: Path) -> Recorded:
    """Return the files of a documents folder that can bear on evidence: documents and manifest.

    Returns
    -------
    dict
        Path relative to the folder → ``size``, ``modified`` and ``sha256`` (empty where the file
        cannot be read).

    Raises
    ------
    InputError
        The manifest is wrong (`bench.corpus.reading.find_sources`).
    """
    return {
        name: {**_looks(path), "sha256": _digest(path)} for name, path in sorted(_files(folder))
    }


def changes_since(folder: Path, recorded: Mapping[str, Mapping[str, object]]) -> FolderChanges:
    """Compare a documents folder with an inventory of it.

    Only files whose size or time of change is another are read.

    Raises
    ------
    InputError
        As `inventory`.
    """
    now = dict(sorted(_files(folder)))

    def same(name: str) -> bool:
        before, looks = recorded[name], _looks(now[name])
        if all(before.get(key) == value for key, value in looks.items()):
            return True
        return before.get("sha256") == _digest(now[name])

    return FolderChanges(
        added=tuple(name for name in now if name not in recorded),
        changed=tuple(name for name in now if name in recorded and not same(name)),
        removed=tuple(sorted(name for name in recorded if name not in now)),
    )


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        sources = find_sources(folder)
    except InputError as error:
        if error.key != "corpus.empty_folder":
            raise
        sources = []
    for source in sources:
        if source.path.suffix.lower() in READABLE:
            yield source.name, source.path
    if (folder / MANIFEST).is_file():
        yield MANIFEST, folder / MANIFEST


def _looks(path: Path) -> dict[str, int]:
    try:
        found = path.stat()
    except OSError:  # a link that leads nowhere
        return {"size": 0, "modified": 0}
    seconds = getattr(found, "st_mtime", 0)
    return {
        "size": found.st_size,
        "modified": getattr(found, "st_mtime_ns", int(seconds * 1_000_000_000)),
    }


def _digest(path: Path) -> str:
    try:
        # What is no plain file (a pipe) would never end.
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
