"""What a zip file holds, read within bounds: its directory says nothing that is trusted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bench.errors import DocumentError

MEGABYTE: Final = 1024 * 1024
# Directory of a zip file: 50,000 members with long names take some 10 MB.
_LARGEST_READ: Final = 16 * MEGABYTE
_CHUNK: Final = 64 * 1024
# Deflate reaches 1,032 at the very most; text stays below 20, repeated text below 100.
_RATIO: Final = 200
_RATIO_FROM: Final = 8 * MEGABYTE
_ENCRYPTED: Final = 0x1
_METHODS: Final = (ZIP_STORED, ZIP_DEFLATED)
_HEADER: Final = 30


@dataclass(slots=True)
class Budget:
    """How many bytes and members may still be unpacked, however the files nest."""

    size: int
    members: int = 50_000


class _Bytes(io.BytesIO):
    """Refuses the one read of unknown size: that of a directory as long as it says."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LARGEST_READ:
            raise BadZipFile("directory too large")
        return super().read(size)


@contextmanager
def open_zip(data: bytes) -> Iterator[ZipFile]:
    """Open a zip file.

    Raises
    ------
    DocumentError
        It is none, or is damaged.
    """
    try:
        archive = ZipFile(_Bytes(data))
    except Exception as error:  # a broken directory raises errors of a dozen kinds
        raise DocumentError("corpus.zip_broken", why=shown(error)) from error
    with archive:
        yield archive


def overlapping(members: list[ZipInfo]) -> set[int]:
    """Return where those members begin that share their bytes with another.

    No program packs so; one kernel of compressed bytes counted a thousand times makes a bomb of
    a small file.
    """
    ordered = sorted(members, key=lambda member: member.header_offset)
    found = set()
    for one, other in pairwise(ordered):
        if one.header_offset + _HEADER + one.compress_size > other.header_offset:
            found |= {one.header_offset, other.header_offset}
    return found


def read_member(archive: ZipFile, member: ZipInfo, largest: int, budget: Budget) -> bytes:
    """Unpack one member, counting what comes out.

    Parameters
    ----------
    archive, member
        The zip file and one of its directory's entries.
    largest
        Bytes that it may hold.
    budget
        What may still be unpacked; it is drawn from.

    Raises
    ------
    DocumentError
        The member is encrypted, packed by another method than deflate, damaged, larger than
        it may be, or grows as no document does.
    """
    if member.flag_bits & _ENCRYPTED:
        raise DocumentError("corpus.zip_encrypted")
    # Other methods unpack without bound on what one step gives.
    if member.compress_type not in _METHODS:
        raise DocumentError("corpus.zip_method", method=member.compress_type)
    whole = bytearray()
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                whole += chunk
                budget.size -= len(chunk)
                if budget.size < 0:
                    raise DocumentError("corpus.zip_bomb")
                if len(whole) > largest:
                    raise DocumentError("corpus.too_large", size=largest // MEGABYTE)
                if len(whole) > max(_RATIO_FROM, _RATIO * member.compress_size):
                    raise DocumentError("corpus.zip_bomb")
    except DocumentError:
        raise
    except Exception as error:  # zipfile, zlib and struct each have their own
        raise DocumentError("corpus.zip_member_broken", why=shown(error)) from error
    return bytes(whole)


def shown(error: Exception) -> str:
    """Return an error of a library in one short line."""
    return " ".join(str(error).split())[:120] or type(error).__name__
