"""What a verification found, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from bench.messages import message
from bench.verification.findings import Failure, Verification, shown

MOST: Final = 50  # failures that are told one by one
_LONGEST: Final = 72  # characters of a text that is told
_BEFORE: Final = 16  # of them before the first that differs
_ELLIPSIS: Final = "…"


def verification_summary(found: Verification, language: str) -> Iterator[Table | Text]:
    """Yield the checks, what does not hold, and the verdict, for `rich.console.Console.print`.

    Parameters
    ----------
    found
        What to tell: the first failures, and how many more there are.
    language
        ``"zh"`` or ``"en"``.
    """
    for note in found.notes:
        yield Text(note.text(language))
    yield _checks(found, language)
    for check in found.checks:
        for note in check.notes:
            yield Text(_say("note", language, note=note.text(language)))
    failures = found.failures
    for failure in failures[:MOST]:
        yield from _failure(failure, language)
    if len(failures) > MOST:
        yield Text(_say("more", language, count=len(failures) - MOST))
    looked = sum(check.looked for check in found.checks)
    counts = {"count": len(failures), "looked": f"{looked:,}"}
    verdict = "fails" if not found.holds else "holds_partly" if found.is_partial else "holds"
    yield Text(_say(verdict, language, **counts))


def _checks(found: Verification, language: str) -> Table:
    table = Table()
    justify: Any
    for name in ("check", "looked", "fails"):
        justify = "left" if name == "check" else "right"
        table.add_column(Text(_say(f"heading_{name}", language)), justify=justify, overflow="fold")
    for check in found.checks:
        cells = (check.name.text(language), f"{check.looked:,}", f"{len(check.failures):,}")
        table.add_row(*map(Text, cells), style="bold" if check.failures else None)
    return table


def _failure(failure: Failure, language: str) -> Iterator[Text]:
    """Yield a failure: where and what it means, then what stands there and what should."""
    place = " ".join(part for part in (failure.sheet, failure.cell) if part)
    there, should = _excerpts(shown(failure.there), shown(failure.should))
    if not place:
        place, there = there, ""
    yield Text(_say("failure", language, place=place, meaning=failure.meaning.text(language)))
    if there or should:
        known = "there_should" if there and should else "there" if there else "should"
        yield Text(_say(known, language, there=there, should=should))


def _excerpts(there: str, should: str) -> tuple[str, str]:
    """Return two texts on one line each, long ones around the first place where they differ."""
    texts = [text.replace("\n", " ") for text in (there, should)]
    pairs = enumerate(zip(*texts, strict=False))
    shorter = min(map(len, texts))
    first = next((place for place, (one, other) in pairs if one != other), shorter)
    start = max(first - _BEFORE, 0) if all(texts) and max(map(len, texts)) > _LONGEST else 0
    return _excerpt(texts[0], start), _excerpt(texts[1], start)


def _excerpt(text: str, start: int) -> str:
    cut = text[start : start + _LONGEST]
    head = _ELLIPSIS if start and cut else ""
    return head + cut + (_ELLIPSIS if len(text) > start + _LONGEST else "")


def _say(entry: str, language: str, **values: object) -> str:
    return message(f"verification.told_{entry}", language, **values)
