"""Where sentences of English prose end.

A full stop ends a sentence where white space and a capital letter follow. It does not after an
abbreviation of ``data/abbreviations.txt`` (``No.``, ``et al.``), a single letter (``J. Smith``),
letters with stops between them (``e.g.``, ``U.S.``), a number of one or two digits (``1.``, the
mark of an item), or a Chinese character. Decimals, web addresses and file names have no white
space after their stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bench.resources import data_text

# A word and, after it, white space and a capital, which may stand in a quote or a bracket.
_WORD: Final = re.compile(r"(?<!\S)(\S++)(?=\s+[“‘\"'(\[]?[A-Z])")
_CAPITAL: Final = re.compile(r"\s[“‘\"'(\[]?[A-Z]")  # without one there is nothing to find
_CLOSING: Final = "”’\"')]"
_OPENING: Final = "“‘\"'(["
_NO_END: Final = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]|\d{1,2}|.*[\u2e80-\u9fff\uff00-\uffef]")


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations of ``data/abbreviations.txt``."""
    source = data_text(__package__, "abbreviations.txt")
    return frozenset(line for line in source.splitlines() if line and not line.startswith("#"))


def english_ends(text: str) -> Iterator[int]:
    """Yield the offsets after the full stops (and closing quotes) that end a sentence.

    Parameters
    ----------
    text
        A paragraph, in any language.
    """
    if "." not in text or not _CAPITAL.search(text):
        return
    for found in _WORD.finditer(text):
        bare = found.group(1).rstrip(_CLOSING)
        word = bare.removesuffix(".").lstrip(_OPENING)
        if not bare.endswith(".") or not word or _NO_END.fullmatch(word):
            continue
        if word.lower() not in abbreviations():
            yield found.end(1)
