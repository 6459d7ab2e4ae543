"""Word files and archives for the tests of this folder, made part by part."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from bench.corpus.readers.extracted import Extracted, Reader, Refused
from bench.errors import DocumentError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def outcome(read: Reader, data: bytes) -> list[Extracted | Refused] | DocumentError:
    """What a reader gives, or the error that says why not; its words can be said."""
    try:
        return list(read(data, {}))
    except DocumentError as error:
        error.text("zh")
        error.text("en")
        return error


def zipped(members: Mapping[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    file = io.BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def part(tag: str, inner: str) -> str:
    """A part of a Word file."""
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps" '
        f'xmlns:r="{_OFFICE}"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {spaces}>{inner}</w:{tag}>'


def docx(
    body: str, *, title: str = "", extra: Mapping[str, str] | None = None, **parts: str
) -> bytes:
    """A Word file: the inner XML of its body and of further parts (styles, numbering, …)."""
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="urn:types"/>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core=bool(title)),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
    }
    members |= {f"word/{name}.xml": part(name, inner) for name, inner in parts.items()}
    if title:
        members["docProps/core.xml"] = (
            '<c:coreProperties xmlns:c="urn:core" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title></c:coreProperties>"
        )
    return zipped({**members, **(extra or {})})


def _relations(targets: Mapping[str, str], *, core: bool = False) -> str:
    kinds = {f"{_OFFICE}/{kind}": target for kind, target in targets.items()}
    if core:
        kinds[_CORE] = "docProps/core.xml"
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def p(text: str, *properties: str) -> str:
    """A paragraph of one run."""
    inner = "".join(properties)
    return f"<w:p><w:pPr>{inner}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(key: str) -> str:
    """The property that gives a paragraph a style."""
    return f'<w:pStyle w:val="{key}"/>'


def in_list(number: int, level: int = 0) -> str:
    """The property that puts a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(*rows: list[str]) -> str:
    """A table of these cells; one that begins with < is XML of the cell."""
    cells = (
        "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
