"""Web pages: their body without navigation; title, date, issuer and link as they tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from typing import Final

from bench.corpus.encoding import Decoded, decode
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.html_body import body_of
from bench.corpus.readers.html_lines import lines_of
from bench.corpus.readers.html_told import told_by
from bench.corpus.readers.html_tree import flat_lines, parse
from bench.corpus.readers.lines import joined
from bench.errors import DocumentError

_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_HEAD: Final = 4096
# What Internet Explorer and its like write into the pages that they save.
_SAVED: Final = re.compile(r"<!--\s*saved from url=(?:\(\d+\))?(https?://\S+)")


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Yield the text of a page.

    The body is what stands within the part of the page that holds its sentences, and the lines
    from its title on; lists of links are left out. A page of links alone gives all of its text.

    Raises
    ------
    DocumentError
        It is no text, holds none, or too much of it is damaged.
    """
    del columns
    decoded, place = _decoded(data)
    root = parse(decoded.text)
    if root is None:
        kept = page = flat_lines(decoded.text)
        told = told_by(None, page)
    else:
        page = lines_of(root)
        told = told_by(root, page)
        kept = body_of(root, page, told.get("title", ""))
    saved = _SAVED.search(decoded.text[:_HEAD])
    if saved and not place:
        place = saved.group(1)
    if place:
        told["link"] = place
    text, layout = joined(kept, told.get("title", ""))
    if not text:
        raise DocumentError("corpus.page_without_text")
    yield Extracted(text, decoded.encoding, decoded.damaged, layout, told)


def _decoded(data: bytes) -> tuple[Decoded, str]:
    """Return the text of a page, and where a page saved as one file says that it came from."""
    place = ""
    if b"multipart/related" in data[:_HEAD].replace(b"\0", b"").lower():
        data, place = _page_of_letter(data)
    found = _DECLARED.search(data[:_HEAD])
    return decode(data, found.group(1).decode("ascii", "replace") if found else ""), place


def _page_of_letter(data: bytes) -> tuple[bytes, str]:
    """Return the page within a page saved as one file (.mht), and its address."""
    letter = message_from_bytes(data)
    for part in letter.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return (page if isinstance(page, bytes) else b""), _address(part) or _address(letter)
    return data, ""


def _address(part: Message) -> str:
    found = str(part.get("Content-Location") or part.get("Snapshot-Content-Location") or "")
    return found if found.startswith(("http://", "https://")) else ""
