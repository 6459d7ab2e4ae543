"""A sentence made short enough for a cell: cut at the end of a clause, never within a figure.

What is left is what stands in the quote, character for character and in its order; ``…`` marks
what was left out before or behind it. Only numbering ((一), 一是), connectives (同时，) and the
final stop are dropped without a mark. The lists are data: ``data/shortening.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bench.quantities import find_quantities
from bench.resources import data_yaml
from bench.segmentation import segmenter

MARK: Final = "…"
# Less leaves no room for a word and two marks.
LEAST: Final = 8

_CLAUSE_ENDS: Final = "，,；;：:。！？!?"
_WEAK_ENDS: Final = "、"
_STOPS: Final = "。；;，,：:、"
_PAIRS: Final = dict(zip("（(《〈“‘「『【[", "）)》〉”’」』】]", strict=True))
_TOKEN: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.,:%％+~\-–—/·&\s]*[0-9A-Za-z%％])?")


@dataclass(frozen=True, slots=True)
class ShorteningRules:
    """What may be dropped, and what does not stand alone.

    Parameters
    ----------
    leading
        Numbering and connectives at the head of a sentence.
    introductory
        A clause that only leads up to the next one.
    dangling
        Words that no short text may end with.
    least_share
        Part of the space (0 to 1) that a text cut at a clause must fill; below it, a later cut
        at an enumeration or between words is better.
    """

    leading: re.Pattern[str]
    introductory: re.Pattern[str]
    dangling: tuple[str, ...]
    least_share: float


@cache
def shortening_rules() -> ShorteningRules:
    """Return the rules shipped with the program."""
    data: dict[str, Any] = data_yaml(__package__, "shortening.yaml")
    return ShorteningRules(
        re.compile("|".join(data["leading"])),
        re.compile("|".join(data["introductory"])),
        tuple(data["dangling"]),
        float(data["least_share"]),
    )


def shorten(text: str, limit: int, rules: ShorteningRules | None = None) -> str:
    """Return a text of at most ``limit`` characters that says what a sentence begins to say.

    Clauses that only lead up to the next one are left out where the text would otherwise hold
    nothing else. Brackets, quotes and titles (《》) are kept whole unless one alone is longer than
    the limit; figures are kept whole.

    Parameters
    ----------
    text
        A sentence, without line breaks.
    limit
        Characters, with the marks; at least 8.
    rules
        Those shipped by default.

    Raises
    ------
    ValueError
        The limit is below 8.
    """
    if limit < LEAST:
        raise ValueError(f"a short text needs at least {LEAST} characters, not {limit}")
    used = rules or shortening_rules()
    body = _trimmed(text, used.leading)
    if len(body) <= limit:
        return body
    whole = _whole(body, limit)
    start = 0
    for begin, end in _clauses(body, whole):
        start = begin
        if not used.introductory.search(body[begin:end].rstrip(_CLAUSE_ENDS)):
            break
    else:
        start = 0
    end = _cut(body, whole, 0, limit - len(MARK), used)
    if start and end <= start + _STUB:
        head = MARK
        room = limit - len(MARK)
        if len(body) - start <= room:
            return head + body[start:]
        end = _cut(body, whole, start, start + room - len(MARK), used)
        return head + body[start:end].rstrip(_STOPS) + MARK
    return body[:end].rstrip(_STOPS) + MARK


# What of the main clause is too little to show it begun.
_STUB: Final = 6


def _trimmed(text: str, leading: re.Pattern[str]) -> str:
    """Drop numbering, connectives and the final stop, and quotes around the whole."""
    body = text.strip()
    while (found := leading.match(body)) and 0 < found.end() < len(body):
        body = body[found.end() :].lstrip()
    body = body.rstrip(_STOPS)
    close = _PAIRS.get(body[:1], "")
    inner = body[1:-1].rstrip(_STOPS)
    if close and body.endswith(close) and close not in inner and body[0] not in "《〈" and inner:
        body = inner
    return body or text.strip()


def _whole(body: str, limit: int) -> list[bool]:
    """Tell for each boundary (before character i) whether a cut there takes something apart."""
    whole = [False] * (len(body) + 1)
    spans = [*_bracketed(body), *((f.start, f.end) for f in find_quantities(body))]
    spans += [found.span() for found in _TOKEN.finditer(body)]
    for start, end in spans:
        if end - start < limit - 2 * len(MARK):
            whole[start + 1 : end] = [True] * (end - start - 1)
    return whole


def _bracketed(body: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of brackets, quotes and titles that are closed."""
    waiting: list[tuple[str, int]] = []
    straight = -1
    for i, sign in enumerate(body):
        if sign == '"':
            if straight >= 0:
                yield straight, i + 1
            straight = -1 if straight >= 0 else i
        elif sign in _PAIRS:
            waiting.append((_PAIRS[sign], i))
        elif any(sign == close for close, _ in waiting):
            while waiting:
                close, start = waiting.pop()
                if close == sign:
                    yield start, i + 1
                    break


def _clauses(body: str, whole: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the clauses with their end marks."""
    start = 0
    for i, sign in enumerate(body):
        if sign in _CLAUSE_ENDS and not whole[i] and not whole[i + 1]:
            yield start, i + 1
            start = i + 1
    if start < len(body):
        yield start, len(body)


def _cut(body: str, whole: Sequence[bool], start: int, most: int, rules: ShorteningRules) -> int:
    """Return where to cut a body that begins at ``start`` so that it ends at ``most`` or before."""
    least = start + rules.least_share * (most - start)
    for marks in (_CLAUSE_ENDS, _WEAK_ENDS):
        for end in range(most, start, -1):
            if end < least:
                break
            if end < len(body) and body[end] in marks and not whole[end] and not whole[end + 1]:
                return end
    return _between_words(body, whole, start, most, rules)


def _between_words(
    body: str, whole: Sequence[bool], start: int, most: int, rules: ShorteningRules
) -> int:
    """Return the last boundary of words at which nothing is taken apart or left dangling."""
    ends = []
    place = 0
    for word in _cutter()(body):
        place += len(word)
        if start < place <= most and not whole[place]:
            ends.append(place)
    for end in reversed(ends):
        if not body[start:end].endswith(rules.dangling) and end - start >= LEAST // 2:
            return end
    safe = [end for end in range(most, start, -1) if not whole[end]]
    return safe[0] if safe else most


@cache
def _cutter() -> Callable[[str], list[str]]:
    return segmenter()
