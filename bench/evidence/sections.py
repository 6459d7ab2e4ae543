"""The headings above sentences: looked at once a section, not once a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bench.evidence.recurring import Flags, Recurring

Section = tuple[str, ...]


def told_by_section(pattern: re.Pattern[str], sections: Recurring[Section]) -> Flags:
    """Tell for each sentence whether ``pattern`` is found in a heading above it.

    Parameters
    ----------
    pattern
        An expression.
    sections
        The headings above each of n sentences.

    Returns
    -------
    array of bool, shape (n,)
    """
    return sections.holds(lambda section: any(map(pattern.search, section)))


def told_by_sections(
    patterns: Iterable[re.Pattern[str] | None], sections: Recurring[Section]
) -> dict[re.Pattern[str], Flags]:
    """Return what `told_by_section` tells for each different pattern."""
    return {pattern: told_by_section(pattern, sections) for pattern in {*patterns} if pattern}


def innermost(section: Section) -> str:
    """Return the heading just above, "" where there is none."""
    return section[-1] if section else ""


def next_outer(section: Section) -> str:
    """Return the heading above the innermost, "" where there is none."""
    return section[-2] if len(section) > 1 else ""
