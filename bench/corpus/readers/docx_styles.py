"""What the styles of a Word document say of a paragraph: heading, list, hidden, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bench.corpus.readers.docx_parts import w

TITLE: Final = -1
BODY: Final = 9
_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES: Final = ("title", "标题")
_CONTENTS: Final = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
_OFF: Final = ("0", "false", "off")
# Styles build on one another; longer chains, or circles, are followed no further.
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style, with what it takes over from those below it.

    ``level`` is that of a heading (`TITLE`, or from 0), None for body; ``number`` and ``at`` are
    its list and the level in it.
    """

    level: int | None = None
    number: str = ""
    at: int | None = None
    hidden: bool = False
    contents: bool = False


_PLAIN: Final = Style()


class Styles:
    """The styles of a document.

    Parameters
    ----------
    root
        Root element of ``styles.xml``, None where the document has none.
    """

    def __init__(self, root: Any) -> None:
        entries = () if root is None else root.iterchildren(w("style"))
        self._entries = {entry.get(w("styleId"), ""): entry for entry in entries}
        self._known: dict[str, Style] = {}

    def of(self, properties: Any) -> tuple[str, Style]:
        """Return the style that ``w:pPr`` or ``w:rPr`` names, and its id."""
        for tag in ("pStyle", "rStyle"):
            key = value(properties, tag)
            if key is not None:
                if key not in self._known:
                    self._known[key] = self._read(key)
                return key, self._known[key]
        return "", _PLAIN

    def _chain(self, key: str) -> Iterator[Any]:
        """Yield a style and those that it builds on."""
        for _ in range(_LONGEST_CHAIN):
            entry = self._entries.get(key)
            if entry is None:
                return
            yield entry
            key = value(entry, "basedOn") or ""

    def _read(self, key: str) -> Style:
        level: int | None = None
        number: str | None = None
        at: int | None = None
        hidden: bool | None = None
        chain = list(self._chain(key))
        names = [(value(entry, "name") or "").strip().lower() for entry in chain]
        for entry, name in zip(chain, names, strict=True):
            properties = entry.find(w("pPr"))
            if level is None:
                level = heading_level(properties)
            if level is None:
                level = _named_level(name)
            own, depth = list_of(properties)
            number = own if number is None else number
            at = depth if at is None else at
            hidden = is_hidden(entry.find(w("rPr"))) if hidden is None else hidden
        return Style(
            level=None if level == BODY else level,
            number=number or "",
            at=at,
            hidden=bool(hidden),
            contents=any(_CONTENTS.fullmatch(name) for name in names),
        )


def value(element: Any, child: str) -> str | None:
    """Return the value of a child element, None where there is none."""
    found = None if element is None else element.find(w(child))
    return None if found is None else found.get(w("val"))


def heading_level(properties: Any) -> int | None:
    """Return the outline level of ``w:pPr``, 9 for body, None where it says nothing."""
    level = value(properties, "outlineLvl") or ""
    return int(level) if re.fullmatch(r"[0-9]", level) else None


def list_of(properties: Any) -> tuple[str | None, int | None]:
    """Return the list that ``w:pPr`` puts a paragraph in, and the level, None where it does not."""
    found = None if properties is None else properties.find(w("numPr"))
    level = value(found, "ilvl") or ""
    return value(found, "numId"), int(level) if re.fullmatch(r"[0-8]", level) else None


def is_hidden(properties: Any) -> bool | None:
    """Say whether ``w:rPr`` hides its text, None where it does not say."""
    found = None if properties is None else properties.find(w("vanish"))
    return None if found is None else found.get(w("val"), "1") not in _OFF


def _named_level(name: str) -> int | None:
    if name in _TITLES:
        return TITLE
    found = _HEADING.fullmatch(name)
    return int(found.group(1)) - 1 if found else None
