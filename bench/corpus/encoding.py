"""Bytes in, text out: byte order mark, UTF-16 by its NULs, strict UTF-8, Big5 if declared, GB18030.

Detectors guess badly on short Chinese text; trying the encodings in this order does not: a text
in GB18030 is practically never valid UTF-8 (of four Han characters, one text in 2,000 is). A
UTF-8 file with a few broken bytes is told from GB18030 by its Han characters: read as UTF-8, a
text in GB18030 breaks nearly everywhere and hardly ever gives a character of three bytes.

No text in the other encodings holds a NUL, but UTF-16 has one in every ASCII character (each line
end), so NULs are read as UTF-16 where nearly all of what comes out is usual in Chinese text. UTF-16
without byte order mark and without a single ASCII character is not recognised.
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
# What Chinese text consists of; of characters at random, a third.
_USUAL: Final = re.compile(
    "[\\t\\n\\r -~\u00a0-\u00ff\u2000-\u206f\u2460-\u249b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_LEAST_USUAL: Final = 0.9
_BIG5: Final = ("big5", "big-5", "big5-hkscs", "big5hkscs", "x-x-big5", "cn-big5", "cp950")
# An encoding, and the two bytes of the first and last of its characters in common use.
_BIG5_COMMON: Final = ("big5hkscs", b"\xa4\x40", b"\xc6\x7e")
_GB2312_COMMON: Final = ("gb18030", b"\xb0\xa1", b"\xd7\xf9")
_SAMPLE: Final = 20_000
_MOST_DAMAGE: Final = 0.02
_MOST_CONTROL: Final = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the encoding that gave it, and how many characters were damaged."""

    text: str
    encoding: str
    damaged: int


def decode(data: bytes, declared: str = "") -> Decoded:
    r"""Decode a text file of unknown encoding.

    Parameters
    ----------
    data
        The file's bytes.
    declared
        The encoding that the file names, if any. Only Big5 is believed, and only of bytes that
        are Big5 and not UTF-8: pages often declare what they are not.

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
    text, encoding = _decode(data, declared)
    controls = len(_CONTROL.findall(text))
    if controls > _MOST_CONTROL * max(len(text), 1):
        raise DocumentError("corpus.not_text")
    damaged = text.count(_REPLACEMENT)
    if damaged > max(_MOST_DAMAGE * len(text), 1):
        raise DocumentError("corpus.broken_encoding", damaged=damaged)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, damaged)


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    unmarked = _as_utf16(data) if b"\0" in data else None
    if unmarked is not None:
        return unmarked
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
    if declared.strip().lower() in _BIG5:
        as_big5 = data.decode("big5hkscs", "replace")
        if _common(as_big5, *_BIG5_COMMON) > _common(as_gb18030, *_GB2312_COMMON):
            return as_big5, "big5hkscs"
    return as_gb18030, "gb18030"


def _as_utf16(data: bytes) -> tuple[str, str] | None:
    """Return the text of UTF-16 without byte order mark, and which it is; None where it is not."""
    texts = ((data.decode(name, "replace"), name) for name in ("utf-16-le", "utf-16-be"))
    text, name = max(texts, key=lambda one: _usual(one[0]))
    return (text, name) if _usual(text) >= _LEAST_USUAL else None


def _usual(text: str) -> float:
    """Return the share of characters that are usual in Chinese text, 0 to 1."""
    return len(_USUAL.findall(text)) / max(len(text), 1)


def _common(text: str, encoding: str, first: bytes, last: bytes) -> int:
    """Return how many characters at the beginning of a text are in common use."""
    pairs = (character.encode(encoding, "replace") for character in text[:_SAMPLE])
    return sum(len(pair) == 2 and first <= pair <= last for pair in pairs)
