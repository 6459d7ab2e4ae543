"""Bytes in, text out: byte order mark, strict UTF-8, then GB18030.

Detectors guess badly on short Chinese text; trying the encodings in this order does not: a text
in GB18030 is practically never valid UTF-8 (of four Han characters, one text in 2,000 is). A
UTF-8 file with a few broken bytes is told from GB18030 by its Han characters: read as UTF-8, a
text in GB18030 breaks nearly everywhere and hardly ever gives a character of three bytes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from bench.errors import DocumentError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_REPLACEMENT: Final = "\ufffd"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_THREE_BYTES: Final = re.compile("[\u0800-\ufffc\U00010000-\U0010ffff]")
_MOST_DAMAGE: Final = 0.02
_MOST_CONTROL: Final = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the encoding that gave it, and how many characters were damaged."""

    text: str
    encoding: str
    damaged: int


def decode(data: bytes) -> Decoded:
    r"""Decode a text file of unknown encoding.

    Parameters
    ----------
    data
        The file's bytes.

    Returns
    -------
    Decoded
        The text without byte order mark, with ``\n`` line ends. Undecodable bytes become
        U+FFFD and are counted, as long as they are few (one, or 2 % of the characters).

    Raises
    ------
    DocumentError
        The bytes are no text (NUL or many control characters), or more is damaged than that.
    """
    text, encoding = _decode(data)
    controls = len(_CONTROL.findall(text))
    if controls > _MOST_CONTROL * max(len(text), 1):
        raise DocumentError("corpus.not_text")
    damaged = text.count(_REPLACEMENT)
    if damaged > max(_MOST_DAMAGE * len(text), 1):
        raise DocumentError("corpus.broken_encoding", damaged=damaged)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, damaged)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    as_utf8 = data.decode("utf-8", "replace")
    as_gb18030 = data.decode("gb18030", "replace")
    broken = as_utf8.count(_REPLACEMENT)
    is_utf8 = 2 * broken <= len(_THREE_BYTES.findall(as_utf8))
    if is_utf8 or broken < as_gb18030.count(_REPLACEMENT):
        return as_utf8, "utf-8"
    return as_gb18030, "gb18030"
