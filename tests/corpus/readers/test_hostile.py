"""Broken and hostile files: bounded in time and memory, and told, never a traceback."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus.readers import html, pdf
from bench.corpus.readers.extracted import Extracted
from bench.corpus.readers.formats import read_file
from bench.corpus.readers.guarded import Bounds, read_guarded
from bench.errors import DocumentError
from tests.corpus.readers.pdfs import assembled, pdf_of, typeset

SENTENCE = "加快建设数据中心，培育壮大数据产业。"
MEGABYTE = 1024 * 1024


def outcome(name: str, data: bytes) -> str:
    """The text of a file, or the key of what is told of it."""
    try:
        (found,) = read_file(name, data, {})
    except DocumentError as error:
        return error.key
    assert isinstance(found, Extracted)
    return found.text


def page(inner: str) -> bytes:
    return f"<html><body>{inner}</body></html>".encode()


PAGES: dict[str, Callable[[], bytes]] = {
    "elements nested deep": lambda: page("<div>" * 100_000 + SENTENCE + "</div>" * 100_000),
    "inline elements never closed": lambda: page("<font><b>" * 100_000 + SENTENCE),
    "a million attributes": lambda: page(
        "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{SENTENCE}</p>"
    ),
    "an attribute of megabytes": lambda: page(f"<p title='{'x' * 8 * MEGABYTE}'>{SENTENCE}</p>"),
    "one line of megabytes": lambda: page(SENTENCE * 80_000),
    "a text beyond the parser's bounds": lambda: page(SENTENCE * 200_000),
    "entities": lambda: page("&amp;" * 1_000_000 + SENTENCE),
    "an unknown entity that repeats itself": lambda: (
        b'<!DOCTYPE html [<!ENTITY a "&a;&a;">]>' + page(f"&a;{SENTENCE}")
    ),
    "comments never closed": lambda: page(SENTENCE + "<!-- " * 500_000),
    "tags never closed": lambda: page(SENTENCE + "<p " * 500_000),
    "only angle brackets": lambda: page(SENTENCE + "<" * 2_000_000),
    "tables in tables": lambda: page("<table><tr><td>" * 20_000 + SENTENCE),
    "tables in tables in bounds": lambda: page(
        ("<table><tr><td>" * 80 + SENTENCE + "</table>" * 80) * 50
    ),
    "scripts never closed": lambda: page(SENTENCE + "<script>" * 200_000),
    "NULs": lambda: page(SENTENCE * 20 + "\0"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_page_still_gives_its_text(kind: str) -> None:
    began = time.monotonic()
    assert SENTENCE in outcome("a.html", PAGES[kind]())
    assert time.monotonic() - began < 25


def test_a_page_of_fifty_megabytes_is_not_read() -> None:
    assert outcome("a.html", b"<p>" + b"x" * 50 * MEGABYTE) == "corpus.too_large"


def test_a_page_of_very_many_elements_ends_in_time() -> None:
    bounds = Bounds(seconds=20, seconds_a_megabyte=0)
    data = page(f"<p>{SENTENCE}</p>" * 100_000)
    (found,) = read_guarded("bench.corpus.readers.html", data, {}, bounds)
    assert isinstance(found, Extracted)
    assert found.text.count(SENTENCE) == 100_000


def test_no_entity_of_a_page_reads_a_file() -> None:
    data = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + page(f"&a;{SENTENCE}")
    assert "root:" not in outcome("a.html", data)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def stream(data: bytes, entries: str = "") -> bytes:
    head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode()
    return head + data + b"\nendstream"


def bomb(size: int) -> bytes:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * (size // 14), 9)
    return stream(packed, "/Filter /FlateDecode")


PDFS: dict[str, Callable[[], bytes]] = {
    "a page tree that holds itself": lambda: assembled(
        [CATALOGUE, b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 3 0 R] >>", LEAF, stream(b"")]
    ),
    "a catalogue that is its own page tree": lambda: assembled(
        [b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 5 >>"]
    ),
    "a million pages declared": lambda: assembled(
        [CATALOGUE, b"<< /Type /Pages /Count 1000000 /Kids [3 0 R] >>", LEAF, stream(b"")]
    ),
    "a negative count of pages": lambda: assembled(
        [CATALOGUE, b"<< /Type /Pages /Count -5 /Kids [3 0 R] >>", LEAF, stream(b"")]
    ),
    "a content stream of a gigabyte": lambda: assembled(
        [CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", LEAF, bomb(1024 * MEGABYTE)]
    ),
    "filters on filters": lambda: assembled(
        [
            CATALOGUE,
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            LEAF,
            stream(zlib.compress(b""), f"/Filter [{'/FlateDecode ' * 5000}]"),
        ]
    ),
    "a stream whose length is itself": lambda: assembled(
        [
            CATALOGUE,
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            LEAF,
            b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
        ]
    ),
    "a form that draws itself": lambda: assembled(
        [
            CATALOGUE,
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /F 5 0 R >> >> >>",
            stream(b"/F Do"),
            stream(
                b"/F Do",
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
                " /Resources << /XObject << /F 5 0 R >> >>",
            ),
        ]
    ),
    "a table of places that refers to itself": lambda: assembled(
        [CATALOGUE, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", LEAF, stream(b"")],
        trailer="/Prev 9",
    ).replace(b"/Prev 9", b"/Prev 0"),
    "an object stream that holds itself": lambda: assembled(
        [
            b"<< /Type /Catalog /Pages 5 0 R >>",
            stream(b"5 0 <</Type/Pages>>", "/Type /ObjStm /N 1 /First 4 /Extends 2 0 R"),
        ]
    ),
    "arrays nested deep": lambda: assembled(
        [CATALOGUE, b"<< /Type /Pages /Kids " + b"[" * 500_000 + b"]" * 500_000 + b" >>"]
    ),
    "only its mark": lambda: b"%PDF-1.7\n",
    "noise after its mark": lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(100_000),
}


@pytest.mark.parametrize("kind", PDFS)
def test_a_hostile_pdf_is_told(kind: str) -> None:
    began = time.monotonic()
    assert outcome("a.pdf", PDFS[kind]()).startswith("corpus.")
    assert time.monotonic() - began < 60


def test_a_pdf_after_a_hostile_one_is_read() -> None:
    outcome("a.pdf", PDFS["arrays nested deep"]())
    assert outcome("a.pdf", pdf_of(typeset([SENTENCE * 9]))) == SENTENCE * 9


SMALL_PDF = pdf_of(typeset([SENTENCE * 6]))
SMALL_PAGE = (
    "<html><head><title>意见</title><meta name=PubDate content=2025-03-01></head><body><ul><li>"
    f"<a href=/>首页</a></ul><table><tr><td>文号：</td><td>〔2025〕1号</td></tr></table>"
    f"<div><h1>意见</h1><p>{SENTENCE * 3}</p></div></body></html>"
).encode()


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with some bytes flipped, cut out, doubled or put in."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(len(found) - 1, 0)))
        size = draw(st.sampled_from([1, 1, 2, 10, 200]))
        match draw(st.sampled_from(["flip", "cut", "double", "put"])):
            case "flip":
                found[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del found[at : at + size]
            case "double":
                found[at:at] = found[at : at + size]
            case _:
                found[at:at] = draw(st.binary(max_size=8))
    return bytes(found)


@given(mutated(SMALL_PAGE))
@settings(max_examples=200)
def test_a_page_with_changed_bytes_is_read_or_told(data: bytes) -> None:
    try:
        (found,) = html.read(data, {})
    except DocumentError:
        return
    assert isinstance(found, Extracted)
    assert found.text == found.text.strip() != ""
    found.text.encode()


@given(mutated(SMALL_PDF))
@settings(max_examples=200)
def test_a_pdf_with_changed_bytes_is_read_or_told(data: bytes) -> None:
    expected = (
        "corpus.pdf_broken",
        "corpus.protected",
        "corpus.scanned",
        "corpus.nameless_characters",
    )
    try:
        (found,) = read_guarded(pdf.__name__, data, {})
    except DocumentError as error:
        told = error.key
    else:
        told = expected[0]
        assert isinstance(found, Extracted)
        found.text.encode()
        assert list(found.layout.pages) == sorted(found.layout.pages)
    assert told in expected
