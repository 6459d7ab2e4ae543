"""Names of files: what stands among documents without being one, and what can be written."""

from __future__ import annotations

import os
import re
from itertools import count
from typing import Final

# Office puts ~$ before its lock files.
_HIDDEN: Final = (".", "~$")
_OTHERS: Final = ("readme.md", "readme.txt", "thumbs.db", "desktop.ini", "__macosx")

# No workbook, and no other XML file, can hold these.
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def is_litter(name: str) -> bool:
    """Say whether a path (with ``/``) is that of a hidden or system file, or of a README."""
    parts = name.split("/")
    return any(part.startswith(_HIDDEN) or part.lower() in _OTHERS for part in parts)


def writable(name: str) -> str:
    """Return a file's name in characters that any file can hold.

    One whose bytes are no UTF-8 is decoded from GB18030; what is no character becomes U+FFFD.
    """
    raw = os.fsencode(name)
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError:
        decoded = raw.decode("gb18030", "replace")
    return _NO_CHARACTER.sub("\ufffd", decoded)


def unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, with a number before the ending if need be; take it."""
    stem, dot, ending = name.rpartition(".")
    if not dot or "/" in ending:
        stem, dot, ending = name, "", ""
    numbered = (f"{stem} ({number}){dot}{ending}" for number in count(2))
    wanted = name
    while wanted in taken:
        wanted = next(numbered)
    taken.add(wanted)
    return wanted
