"""Which column of a table holds what: by the settings, then by the names of ``columns.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from bench.resources import data_yaml

STATEMENT: Final = "statement"
SECTION: Final = "section"
STATUS: Final = "status"
FIELDS: Final = (
    STATEMENT,
    "region",
    SECTION,
    "title",
    "issuer",
    "date",
    "number",
    "kind",
    "link",
    STATUS,
)

_BRACKETED: Final = re.compile(r"[(\[【<《].*?[)\]】>》]")
_LOOSE: Final = re.compile(r"[\s:：*＊\"'“”]+")
# A longer cell is no heading of a column, but a title or a sentence.
_LONGEST: Final = 24


@cache
def _names() -> dict[str, str]:
    """Return heading → what its column holds."""
    fields = data_yaml("bench.corpus", "columns.yaml")["fields"]
    return {_plain(name): field for field in FIELDS for name in fields[field]}


@cache
def _counters() -> frozenset[str]:
    return frozenset(_plain(name) for name in data_yaml("bench.corpus", "columns.yaml")["counter"])


def is_counter(heading: str) -> bool:
    """Say whether the column under a heading only counts the rows."""
    return _plain(heading) in _counters()


def columns_of(
    headings: Sequence[str], named: Mapping[str, str], *, by_ending: bool = False
) -> dict[str, tuple[int, ...]]:
    """Find what the columns of a table hold.

    Parameters
    ----------
    headings
        Those of the columns, in order.
    named
        Field of `FIELDS` → heading, where the user says so; counts before all names.
    by_ending
        Whether a column may hold the statements because its heading ends with such a name.

    Returns
    -------
    dict
        Field → its columns (from 0): all that name a section, the first of every other field.
    """
    plain = [_plain(heading) if len(heading) <= _LONGEST else "" for heading in headings]
    found: dict[str, tuple[int, ...]] = {}
    for field, heading in named.items():
        wanted = _plain(heading)
        at = next((n for n, name in enumerate(map(_plain, headings)) if name == wanted), None)
        if wanted and at is not None:
            found[field] = (at,)
    taken = {at for places in found.values() for at in places}
    given = set(found)
    for at, name in enumerate(plain):
        field = _names().get(name, "")
        if not field or at in taken or field in given:
            continue
        if field == SECTION or field not in found:
            found[field] = (*found.get(field, ()), at)
    if by_ending and STATEMENT not in found:
        used = {at for places in found.values() for at in places}
        ends = tuple(name for name, field in _names().items() if field == STATEMENT)
        at = next((n for n, name in enumerate(plain) if n not in used and name.endswith(ends)), -1)
        if at >= 0:
            found[STATEMENT] = (at,)
    return found


def _plain(heading: str) -> str:
    """Return a heading without case, width, spaces, marks and what stands in brackets."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return _LOOSE.sub("", _BRACKETED.sub("", folded)) or _LOOSE.sub("", folded)
