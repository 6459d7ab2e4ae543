"""Fuzz a reader by coverage: a file may be read or told, anything else is a finding.

How to run it: docs/hostile-input.md.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["bench", "pypdf"]):
    from bench.corpus import encoding
    from bench.corpus.readers import html, pdf, sniffing
from bench.errors import DocumentError


def decode(data: bytes) -> None:
    """Bytes become a text that can be written, or are told."""
    found = encoding.decode(data[1:], ("", "big5", "utf-8")[data[0] % 3] if data else "")
    found.text.encode()


def page(data: bytes) -> None:
    """A page gives a text whose headings lie within it."""
    for found in html.read(data, {}):
        found.text.encode()
        assert all(0 <= start < end <= len(found.text) for start, end, _ in found.layout.headings)


def printed(data: bytes) -> None:
    """A PDF gives a text whose pages follow one another."""
    for found in pdf.read(data, {}):
        found.text.encode()
        assert list(found.layout.pages) == sorted(found.layout.pages)


def sniffed(data: bytes) -> None:
    """The first bytes tell a format, or nothing."""
    assert sniffing.format_of(data) in ("", "html", "pdf", "docx", "table", "archive")


TARGETS = {"encoding": decode, "html": page, "pdf": printed, "sniffing": sniffed}


def main() -> None:
    """Fuzz the target that the first argument names; the others are those of libFuzzer."""
    target = TARGETS[sys.argv.pop(1)]

    def once(data: bytes) -> None:
        with suppress(DocumentError):
            target(data)

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
