"""Small PDF files, written by hand."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP, BOTTOM = 90, 505, 762, 90


@dataclass(frozen=True)
class At:
    """A text at a place, in points from the lower left corner; its size in points."""

    x: float
    y: float
    text: str
    size: float = 16


def _shown(text: At) -> bytes:
    place = f"BT /F1 {text.size} Tf {text.x:.2f} {text.y:.2f} Td <".encode()
    return place + text.text.encode("utf-16-be").hex().encode() + b"> Tj ET\n"


def content(texts: Sequence[At]) -> bytes:
    """The content stream of a page."""
    return b"".join(map(_shown, texts))


def pdf_of(pages: Sequence[Sequence[At] | bytes], picture: bool = False) -> bytes:
    """A PDF with these texts on its pages; a page may be given as its content stream."""
    streams = [page if isinstance(page, bytes) else content(page) for page in pages]
    count = len(streams)
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(count))
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /DW 1000 /W [1 [500] 2 95 500 814 939 500] >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        image + b" /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x80\nendstream",
    ]
    for number, stream in enumerate(streams):
        if picture:
            stream = stream + b"q 500 0 0 700 40 40 cm /I1 Do Q\n"
        packed = zlib.compress(stream)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents"
            f" {8 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >>"
            " /XObject << /I1 6 0 R >> >> >>".encode()
        )
        objects.append(
            f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
            + packed
            + b"\nendstream"
        )
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data = b"%PDF-1.5\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def fitting(text: str, width: float, size: float) -> int:
    """How many characters have room; no line begins with a full stop or the like."""
    room = 0
    while room < len(text) and width >= size:
        width -= size / 2 if text[room].isascii() else size
        room += 1
    return room - (text[room : room + 1] in tuple("，。；：、！？）”"))


def typeset(
    paragraphs: Sequence[str], head: str = "", foot: str = "", size: float = 16, indent: int = 2
) -> list[list[At]]:
    """Lines set as an office does: paragraphs indented, full lines, head and foot on each page.

    ``{page}`` in head and foot stands for the number of the page.
    """
    lines: list[At] = []
    for paragraph in paragraphs:
        x, rest = LEFT + indent * size, paragraph
        while rest:
            room = fitting(rest, RIGHT - x, size)
            lines.append(At(x, 0, rest[:room], size))
            rest, x = rest[room:], LEFT
    rows = int((TOP - BOTTOM) / (1.6 * size))
    pages = []
    for number, first in enumerate(range(0, len(lines), rows), start=1):
        page = [At(LEFT, HEIGHT - 50, head.format(page=number), 10)] if head else []
        for row, line in enumerate(lines[first : first + rows]):
            page.append(At(line.x, TOP - 1.6 * size * row, line.text, size))
        if foot:
            page.append(At(WIDTH / 2 - 15, 50, foot.format(page=number), 10))
        pages.append(page)
    return pages
