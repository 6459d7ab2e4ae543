"""The empty document that a brief is written into, and its bytes once it is."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocumentObject

from bench.report.workbook.cell_text import clean_text
from bench.resources import data_text

AUTHOR: Final = "regionbench"
# Fixed, so that the same run gives the same file.
WRITTEN: Final = datetime(2000, 1, 1)
# Of every part of the file; by it one that was saved by another program is known.
ZIP_TIME: Final = (2000, 1, 1, 0, 0, 0)
_PARTS: Final = MappingProxyType(
    {
        "[Content_Types].xml": "content_types.xml",
        "_rels/.rels": "package_rels.xml",
        "word/document.xml": "document.xml",
        "word/_rels/document.xml.rels": "document_rels.xml",
        "word/styles.xml": "styles.xml",
        "word/settings.xml": "settings.xml",
        "word/fontTable.xml": "fontTable.xml",
        "docProps/core.xml": "core.xml",
    }
)


def empty_document(title: str, language: str) -> DocumentObject:
    """Return a document with the styles of the brief and nothing in it.

    Parameters
    ----------
    title, language
        For its properties; ``language`` is ``"zh"`` or ``"en"``.
    """
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, source in _PARTS.items():
            archive.writestr(name, data_text(__package__, f"template/{source}"))
    packed.seek(0)
    document = Document(packed)
    properties = document.core_properties
    properties.title = clean_text(title)[:255]
    properties.author = properties.last_modified_by = AUTHOR
    properties.created = properties.modified = WRITTEN
    properties.revision = 1
    properties.language = "en" if language == "en" else "zh-CN"
    return document


def document_bytes(document: DocumentObject) -> bytes:
    """Return a document as a file; the same document always gives the same bytes."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w") as archive:
        for name in source.namelist():
            entry = ZipInfo(name, ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, source.read(name))
    return packed.getvalue()
