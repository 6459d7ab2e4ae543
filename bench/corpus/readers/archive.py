"""Zip archives of documents: each member read in turn, nothing written to disk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipInfo

from bench.corpus.manifest import NAME as MANIFEST
from bench.corpus.names import is_litter, unique
from bench.corpus.readers import formats
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.zipped import (
    MEGABYTE,
    Budget,
    open_zip,
    overlapping,
    read_member,
)
from bench.errors import DocumentError

# Archives may stand in archives; deeper they are copies of backups, or bombs.
DEEPEST: Final = 2
_LARGEST_ALL: Final = 4096 * MEGABYTE
_LARGEST: Final = 256 * MEGABYTE
_ARCHIVE: Final = ".zip"
_UTF8: Final = 0x800
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_LONGEST_NAME: Final = 240
_NAMELESS: Final = "unnamed"


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Yield the texts of the members of an archive, in order of their names.

    Only one member is unpacked at a time. A member that cannot be read is `Refused` by itself;
    where the archive as a whole grows beyond bounds, the rest of it is.

    Raises
    ------
    DocumentError
        It is no zip archive, is damaged, or holds no documents.
    """
    found = False
    for text in _members(data, columns, Budget(_LARGEST_ALL), 0):
        found = True
        yield text
    if not found:
        raise DocumentError("corpus.archive_empty", kinds=" ".join(formats.READABLE))


def _members(
    data: bytes, columns: Mapping[str, str], budget: Budget, depth: int
) -> Iterator[Extracted | Refused]:
    with open_zip(data) as archive:
        listed = archive.infolist()
        shared = overlapping(listed)
        for name, member in _named(listed):
            budget.members -= 1
            if budget.members < 0:
                yield Refused("", DocumentError("corpus.archive_many"))
                return
            part = "/" + name
            if member.header_offset in shared:
                yield Refused(part, DocumentError("corpus.zip_overlap"))
                continue
            try:
                content = read_member(archive, member, _largest(name), budget)
                yield from _texts(name, content, columns, budget, depth)
            except DocumentError as error:
                yield Refused(part, error)
                if budget.size < 0:
                    return


def _largest(name: str) -> int:
    """Return how large a member may be in bytes: as a file of its format, but held in memory."""
    ending = PurePosixPath(name).suffix.lower()
    sizes = [known.largest for known in formats.FORMATS if ending in known.endings]
    return min([_LARGEST, *sizes])


def _texts(
    name: str, content: bytes, columns: Mapping[str, str], budget: Budget, depth: int
) -> Iterator[Extracted | Refused]:
    """Yield the texts of a member, their parts below its name."""
    if name.rpartition("/")[2] == MANIFEST:
        raise DocumentError("corpus.archive_manifest")
    if not name.lower().endswith(_ARCHIVE):
        texts = formats.read_file(name, content, columns)
    elif depth < DEEPEST:
        texts = _members(content, columns, budget, depth + 1)
    else:
        raise DocumentError("corpus.archive_deep", deepest=DEEPEST)
    for text in texts:
        yield replace(text, part=f"/{name}{text.part}")


def _named(members: list[ZipInfo]) -> list[tuple[str, ZipInfo]]:
    """Return the members that are documents, with harmless names, each its own, in their order."""
    taken: set[str] = set()
    named = []
    for member in members:
        given = _decoded(member)
        name = _harmless(given) or _NAMELESS
        if not given.endswith(("/", "\\")) and not is_litter(name):
            named.append((name, member))
    named.sort(key=lambda entry: (entry[0], entry[1].header_offset))
    return [(unique(name, taken), member) for name, member in named]


def _decoded(member: ZipInfo) -> str:
    """Return the name of a member; without the mark for UTF-8 it is as the system had it."""
    name = member.orig_filename
    if member.flag_bits & _UTF8:
        return name
    raw = name.encode("cp437")  # as which zipfile reads it, byte by byte
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _harmless(name: str) -> str:
    """Return a name that leads nowhere: no drive, no root, no way up, one line."""
    plain = _CONTROL.sub(" ", name.partition("\0")[0]).replace("\\", "/")
    parts = [part.strip() for part in _DRIVE.sub("", plain).split("/")]
    return "/".join(part for part in parts if part not in ("", ".", ".."))[-_LONGEST_NAME:]
