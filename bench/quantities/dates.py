"""Dates as written, in ISO 8601."""

from __future__ import annotations

import re
from typing import Final

_HANS: Final = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}


def read_date(found: re.Match[str]) -> str:
    """Return the date that the expression of dates has found.

    Parameters
    ----------
    found
        A match of ``Patterns.date`` or ``Patterns.hans_date``.

    Returns
    -------
    str
        ``2025``, ``2024-12``, ``2024-12-31``, ``2023/2027``; empty where no year is named.
    """
    groups = found.groupdict()
    if groups.get("hans"):
        return "".join(_HANS[sign] for sign in groups["hans"])
    if groups.get("from"):
        return f"{groups['from']}/{groups['to']}"
    if not groups.get("year"):
        return ""
    month = groups["month"] or groups["m"] or groups["only"]
    day = groups["day"] or groups["d"]
    parts = [groups["year"], *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts)
