"""What an office's own list says of the standing of its rows, by the words of ``columns.yaml``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from bench.resources import data_yaml

ENDED: Final = "ended"  # no longer in force, or given up
_REST: Final = re.compile(r"[(\[【<《,，;；。、:：/].*", re.DOTALL)
_LOOSE: Final = re.compile(r"[\s\d.%]+")
# A longer cell tells how it goes, not where it stands.
_LONGEST: Final = 16


@cache
def _words() -> dict[str, str]:
    """Return word → status, or ``ENDED``."""
    found = data_yaml("bench.corpus", "columns.yaml")["statuses"]
    return {_plain(word): status for status, words in found.items() for word in words}


def status_of(cell: str) -> str | None:
    """Return what a cell says of a measure's standing.

    Parameters
    ----------
    cell
        One word, perhaps with a share or a remark behind it (推进中（60%）).

    Returns
    -------
    str or None
        A status, ``ENDED``, or "" for an empty cell or a sentence; None for what is no known word.
    """
    if not cell:
        return ""
    return _words().get(_plain(cell), None if len(cell) <= _LONGEST else "")


def _plain(cell: str) -> str:
    """Return the first word of a cell without case, width, blanks and figures."""
    folded = unicodedata.normalize("NFKC", cell).casefold().strip()
    return _LOOSE.sub("", _REST.sub("", folded))
