"""Plain text and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.corpus.encoding import decode
from bench.corpus.readers.extracted import Extracted, Refused
from bench.errors import DocumentError


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Yield the text of a file.

    Raises
    ------
    DocumentError
        It is no text, is empty, or too much of it is damaged.
    """
    del columns
    decoded = decode(data)
    if not decoded.text.strip():
        raise DocumentError("corpus.empty_file")
    yield Extracted(decoded.text, decoded.encoding, decoded.damaged)
