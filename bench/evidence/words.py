"""The words of a text that carry its content of policy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bench.resources import data_text
from bench.segmentation import Segmenter, segmenter


@cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no content of policy (``data/stop_words.txt``)."""
    source = data_text(__package__, "stop_words.txt")
    return frozenset(line.strip() for line in source.splitlines() if line.strip()[:1] != "#")


def tokenizer(words: Iterable[str] = (), *, fast: bool = True) -> Segmenter:
    """Return a function that cuts a text into words and their parts (see `segmenter`).

    Parameters
    ----------
    words
        Words to be kept whole: the catalogue's terms, the names of places.
    fast
        Use rjieba where it is installed; ``False`` uses jieba.
    """
    return segmenter(words, parts=True, fast=fast)


def content_words(tokens: Iterable[str]) -> list[str]:
    """Keep the words that can carry meaning: no stop words, single characters or bare numbers."""
    stop = stop_words()
    return [w for w in tokens if len(w) > 1 and w not in stop and not w.isdigit()]
