"""PDF files: paragraphs in reading order, without running heads and page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdf import PdfReader

from bench.corpus.layout import Layout
from bench.corpus.readers.extracted import Extracted, Refused
from bench.corpus.readers.pdf_frame import without_frame
from bench.corpus.readers.pdf_lines import PrintedLine, lines_of, spaceless, usual
from bench.corpus.readers.pdf_paragraphs import Paragraph, paragraphs_of
from bench.errors import DocumentError

_MOST_PAGES: Final = 2_000
_OBJECT: Final = re.compile(rb"(\d{1,10}) 0 obj\b")
_CATALOGUE: Final = 2_000  # bytes before the word in it
# A page or a document with fewer characters holds no text: a stamp or a page number.
_LEAST: Final = 5
_LEAST_OF_ALL: Final = 20
_MOST_DAMAGE: Final = 0.3
_NAMED_PAGES: Final = 12
_TITLE: Final = 1.25  # in sizes of the text
_LONGEST_TITLE: Final = 80
_SHORTEST_TITLE: Final = 8

Notes = dict[str, Mapping[str, object]]


def read(data: bytes, columns: Mapping[str, str]) -> Iterator[Extracted | Refused]:
    """Yield the text of a PDF.

    Raises
    ------
    DocumentError
        It is protected by a password, broken, holds no text (a scan), or text of which nobody can
        tell the characters.
    """
    del columns
    document = _opened(data) or _opened(_with_trailer(data))
    if document is None:
        yield _by_pypdf(data)
        return
    with document:
        yield _from_pages(document)


def _opened(data: bytes) -> pdfium.PdfDocument | None:
    """Return a document; None where the library cannot open it."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise DocumentError("corpus.protected") from None
        return None


def _with_trailer(data: bytes) -> bytes:
    """Return a file that was cut off with an end that names its catalogue."""
    at = data.find(b"/Catalog")
    begins = list(_OBJECT.finditer(data, max(at - _CATALOGUE, 0), max(at, 0)))
    root = begins[-1].group(1) if begins else b"1"
    return data + b"\nendobj\ntrailer\n<< /Root " + root + b" 0 R >>\nstartxref\n0\n%%EOF\n"


def _from_pages(document: pdfium.PdfDocument) -> Extracted:
    count = len(document)
    lines: list[list[PrintedLine]] = []
    heights: list[float] = []
    scanned, broken = [], []
    for index in range(min(count, _MOST_PAGES)):
        try:
            found, height, is_picture = _page(document, index)
        except pdfium.PdfiumError:
            found, height, is_picture = [], 0.0, False
            broken.append(index + 1)
        lines.append(found)
        heights.append(height)
        if is_picture:
            scanned.append(index + 1)
    if len(broken) == len(lines):
        raise DocumentError("corpus.pdf_broken")
    _check(["".join(line.text for line in page) for page in lines], count)
    notes: Notes = {}
    if scanned:
        notes["corpus.pages_without_text"] = {"pages": _ranges(scanned)}
    if broken:
        notes["corpus.pages_broken"] = {"pages": _ranges(broken)}
    if count > _MOST_PAGES:
        notes["corpus.pages_left"] = {"read": _MOST_PAGES, "pages": count}
    title = _title(lines)
    paragraphs = paragraphs_of(without_frame(lines, heights))
    return _extracted(paragraphs, len(lines), notes, {"title": title} if title else {})


def _page(document: pdfium.PdfDocument, index: int) -> tuple[list[PrintedLine], float, bool]:
    """Return the lines of a page, its height, and whether it shows pictures without text."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            lines = lines_of(textpage.raw)
        finally:
            textpage.close()
        is_empty = sum(len(line.text) for line in lines) < _LEAST
        pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return lines, page.get_height(), is_empty and next(iter(pictures), None) is not None
    finally:
        page.close()


def _check(pages: Sequence[str], count: int) -> None:
    """Raise where there is no text, or none that can be read."""
    size = sum(map(len, pages))
    if size < _LEAST_OF_ALL:
        raise DocumentError("corpus.scanned", pages=count)
    damaged = sum(text.count("\ufffd") for text in pages)
    if damaged > _MOST_DAMAGE * size:
        raise DocumentError("corpus.nameless_characters", damaged=damaged)


def _title(pages: Sequence[Sequence[PrintedLine]]) -> str:
    """Return the lines in large print at the top of the first page; empty where there are none."""
    first = next((lines for lines in pages if lines), [])
    sizes = sorted(line.em for lines in pages for line in lines)
    usual_size = sizes[len(sizes) // 2] if sizes else 0.0
    large = groupby(first, key=lambda line: line.em >= _TITLE * usual_size)
    titles = ("".join(line.text for line in run) for is_large, run in large if is_large)
    return next((one for one in titles if _SHORTEST_TITLE <= len(one) <= _LONGEST_TITLE), "")


def _ranges(pages: Sequence[int]) -> str:
    """Return numbers of pages as one reads them: 2-5, 8."""
    runs = groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in run] for _, run in runs]
    named = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in spans]
    return ", ".join(named[:_NAMED_PAGES]) + (" …" if len(named) > _NAMED_PAGES else "")


def _extracted(
    paragraphs: Sequence[Paragraph], count: int, notes: Notes, told: Mapping[str, str]
) -> Extracted:
    begins = [-1] * count
    length = 0
    for paragraph in paragraphs:
        for page, at in ((paragraph.page, 0), *paragraph.breaks):
            if begins[page] < 0:
                begins[page] = length + at
        length += len(paragraph.text) + 1
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    # A page without text begins where the next one does.
    following = len(text)
    for page in range(count - 1, -1, -1):
        begins[page] = following = begins[page] if begins[page] >= 0 else following
    begins[:1] = [0]
    return Extracted(
        text, "pdf", text.count("\ufffd"), Layout(pages=tuple(begins)), told, notes=notes
    )


def _by_pypdf(data: bytes) -> Extracted:
    """Read what pdfium cannot open: the lines as they are printed."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("corpus.protected")
        pages = [page.extract_text() for page in islice(reader.pages, _MOST_PAGES)]
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # of a broken file it raises whatever it stumbles over
        raise DocumentError("corpus.pdf_broken") from error
    _check(pages, len(pages))
    paragraphs = [
        Paragraph(line, number)
        for number, page in enumerate(pages)
        for line in (spaceless(usual(line)) for line in page.splitlines())
        if line
    ]
    return _extracted(paragraphs, len(pages), {"corpus.pdf_as_printed": {}}, {})
