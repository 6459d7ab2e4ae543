"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import Final

from bench.corpus.readers.zipped import open_zip
from bench.errors import DocumentError

_HEAD: Final = 2048
_PDF: Final = re.compile(rb"\A\s*%PDF-\d")
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
# A web page saved as one file (.mht): a letter whose parts are the page and its pictures.
_LETTER: Final = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"
# Beginnings of files that no reader reads → the message that says what to do.
_TOLD: Final = (
    (b"{\\rtf", "corpus.rich_text"),
    (b"\x89PNG\r\n\x1a\n", "corpus.picture"),
    (b"\xff\xd8\xff", "corpus.picture"),
    (b"GIF8", "corpus.picture"),
    (b"II*\0", "corpus.picture"),
    (b"MM\0*", "corpus.picture"),
    (b"Rar!\x1a\x07", "corpus.other_archive"),
    (b"7z\xbc\xaf\x27\x1c", "corpus.other_archive"),
)


def format_of(data: bytes) -> str:
    """Return the module that reads what these bytes are; empty where they do not tell.

    Raises
    ------
    DocumentError
        They are of a format that is not read, but that can be saved as one that is.
    """
    head = data[:_HEAD]
    for mark, key in _TOLD:
        if head.startswith(mark):
            raise DocumentError(key)
    if head.startswith(_OLD_OFFICE):
        raise DocumentError("corpus.protected" if _PROTECTED in data else "corpus.old_office")
    if head.startswith(_ZIP):
        return _zipped(data)
    if _PDF.match(head):
        return "pdf"
    plain = head.replace(b"\0", b"")  # of UTF-16
    return "html" if _HTML.match(plain) or _LETTER.match(plain) else ""


def _zipped(data: bytes) -> str:
    """Return what an archive is: Word and Excel files are archives, too."""
    try:
        with open_zip(data) as archive:
            names = archive.namelist()
    except DocumentError:
        return ""
    if "OFD.xml" in names:
        raise DocumentError("corpus.ofd")
    if "[Content_Types].xml" not in names:
        return "archive"
    folders = {name.partition("/")[0] for name in names}
    return "docx" if "word" in folders else "table" if "xl" in folders else ""
