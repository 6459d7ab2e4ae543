"""What a file's format tells of its text: pages, headings, rows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, NamedTuple


class StatementSpan(NamedTuple):
    """A row of a table of statements: its offsets, the headings above it, outermost first.

    ``status`` is what the table says of its standing; empty where it says nothing.
    """

    start: int
    end: int
    section: tuple[str, ...]
    status: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the pages, headings and statements of a text stand, by offsets into it.

    Attributes
    ----------
    pages
        Where each page begins, ascending, the first at 0; empty for a format without pages.
    headings
        (start, end, level) of each paragraph that the format marks as a heading; level 0 is
        outermost, -1 the title.
    statements
        The rows of a table of statements. Where there are any, they are the sentences of the
        document, and nothing is cut.
    """

    pages: tuple[int, ...] = ()
    headings: tuple[tuple[int, int, int], ...] = ()
    statements: tuple[StatementSpan, ...] = ()

    def page_of(self, offset: int) -> int:
        """Return the page (from 1) on which an offset lies; 0 for a text without pages."""
        return bisect_right(self.pages, offset)


PLAIN: Final = Layout()
