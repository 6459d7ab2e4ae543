"""What the words around a number say of it: how it bounds, what changes, what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from bench.quantities.lexicon import load_lexicon
from bench.quantities.model import Change, Comparator
from bench.quantities.patterns import any_of
from bench.quantities.reading import Reading
from bench.resources import data_rows

_STOP: Final = '，。；：、,;:！？!?（）()《》“”‘’"\\s0-9%'
_NOUN: Final = re.compile(f"的?(“[^“”\n]{{1,12}}”)?([^{_STOP}]{{0,24}})")
_TO_CLAUSE: Final = re.compile("(?s).*[，。；：、,;:！？!?（）()《》|\\n\\t]")
_DATE: Final = re.compile(".*[0-9]年(?:[0-9]{1,2}月|底|末|前|以来|全年)*")
_SPACE: Final = " \u3000\u00a0\n"
_LONGEST: Final = 20
_LOOK_BACK: Final = 32
_LEAST: Final = 2


class Context:
    """Reads the words around a number.

    Parameters
    ----------
    data
        The content of ``units.yaml``.
    places
        Names of places, which are dropped from the beginning of what is counted.
    """

    def __init__(self, data: Mapping[str, Any], places: Iterable[str]) -> None:
        comparators = data["comparators"]
        self._before: dict[str, Comparator] = _by_word(comparators["before"])
        self._before_bare = self._before | _by_word(comparators["before_bare"])
        lengths = {len(word) for word in self._before_bare}
        self._lengths = sorted(lengths, reverse=True)
        self._after: dict[str, Comparator] = _by_word(comparators["after"])
        self._bound = re.compile(any_of(self._after))
        self._after_time: dict[str, Comparator] = self._after | _by_word(comparators["after_time"])
        self._bound_time = re.compile(any_of(self._after_time))
        self._fillers = tuple(comparators["fillers"])
        self._bounding = frozenset(word[-1] for word in (*self._before_bare, *self._fillers))
        self._bounding_or_space = self._bounding | set(_SPACE)
        self._changes: dict[str, Change] = _by_word(data["changes"])
        self._differs = _difference(data["differences"])
        self._differing = frozenset(data["differences"]["units"])
        self._change = re.compile(f".*({any_of([*data['not_changes'], *self._changes])})")
        self._noun_end = re.compile(any_of(data["noun_ends"]))
        self._subject_start = re.compile(f".*{any_of(data['subject_starts'])}")
        ends = [*data["subject_ends"], *self._before, *self._fillers]
        self._ending = frozenset(word[-1] for word in ends)
        self._subject_end = re.compile(f"(?:{any_of(ends)}){{1,6}}$")
        self._place = re.compile(f"(?:{any_of([*places, *data['heads']])}){{1,2}}")

    def comparator(self, text: str, start: int, reading: Reading) -> Comparator:
        """Return how the value bounds: words after the number count more than words before."""
        bound = self._bound_time if reading.kind == "time" else self._bound
        after = bound.match(text, reading.end)
        if after:
            return self._after_time[after[0]]
        if reading.more:
            return ">"
        found = self._said_before(text, start, bare=reading.bare)
        return found or ("≤" if reading.top else "=")

    def _said_before(self, text: str, start: int, *, bare: bool) -> Comparator | None:
        """Return how the words just before a number bound it, fillers passed over."""
        if text[start - 1 : start] not in self._bounding_or_space:
            return None
        words = self._before_bare if bare else self._before
        before = text[max(0, start - 12) : start].rstrip(_SPACE)
        for _ in range(4):
            if before[-1:] not in self._bounding:
                break
            for length in self._lengths:
                found = words.get(before[-length:])
                if found is not None:
                    return found
            if not before.endswith(self._fillers):
                break
            filler = next(word for word in self._fillers if before.endswith(word))
            before = before[: -len(filler)].rstrip(_SPACE)
        return None

    def change(self, clause: str, reading: Reading) -> Change:
        """Return what a number says of its subject, by the last word for it in its clause."""
        if reading.kind == "rank":
            return "rank"
        if reading.kind == "fold":
            return "growth"
        if reading.unit in self._differing and self._differs.search(clause):
            return "difference"
        found = self._change.match(clause)
        return self._changes.get(found[1], "level") if found else "level"

    def counted(self, text: str, clause: str, reading: Reading) -> str | None:
        """Return the noun phrase after a measure word, or else the subject before the number.

        Empty where the clause names none; None where it is too long or too short to say.
        """
        noun = self._noun(text, reading.end) if reading.kind == "count" else ""
        if noun:
            return noun
        differs = self._differs.search(clause) if reading.unit in self._differing else None
        return self._subject(clause[: differs.start()] if differs else clause)

    def _noun(self, text: str, end: int) -> str:
        bound = self._bound.match(text, end)
        found = _NOUN.match(text, bound.end() if bound else end)
        if found is None:
            return ""
        quoted, words = found[1] or "", found[2]
        stop = self._noun_end.search(words)
        words = words[: stop.start()] if stop else words
        # 9个快速成长的未来产业: what is counted stands after the last 的.
        noun = quoted + words.rpartition("的")[2]
        return noun if _LEAST <= len(noun) <= _LONGEST and noun[-1] != "元" else ""

    def _subject(self, clause: str) -> str | None:
        if not clause:
            return ""
        bound = self._bound.match(clause)
        clause = clause[bound.end() :] if bound else clause
        ended = clause.rstrip(_SPACE)
        if ended[-1:] in self._ending:
            ended = self._subject_end.sub("", ended)
        dated = _DATE.match(ended) if "年" in ended else None
        ended = ended[dated.end() :] if dated else ended
        started = self._subject_start.match(ended)
        if started and len(ended) - started.end() >= _LEAST:
            ended = ended[started.end() :]
        placed = self._place.match(ended)
        if placed and len(ended) - placed.end() >= _LEAST:
            ended = ended[placed.end() :]
        ended = _whole_quotes(ended.strip(_SPACE)).strip(_SPACE).removeprefix("的")
        if ended and (not _LEAST <= len(ended) <= _LONGEST or ended[0] == "第"):
            return None
        return ended


def _difference(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Match, at the end of a clause, that something is held against something else."""
    held = f"(?![约近]$)[^{_STOP}]{{1,12}}?"
    than = "|".join(_only(word, data["no_than"]) for word in data["than"])
    earlier = f"(?![^{_STOP}]{{0,8}}{any_of(data['times'])})"
    return re.compile(
        f"(?:{any_of(data['words'])}{held}"
        f"|(?:{than}){earlier}{held}{any_of(data['after_than'])}出?了?)[约近]?$"
    )


def _only(word: str, others: Iterable[str]) -> str:
    """Match a word where it neither begins nor ends one of the others."""
    before = [other.removesuffix(word) for other in others if other.endswith(word)]
    after = [other.removeprefix(word) for other in others if other.startswith(word)]
    guard = "".join(f"(?<!{re.escape(each)})" for each in before)
    return f"{guard}{word}" + (f"(?!{any_of(after)})" if after else "")


def _whole_quotes(text: str) -> str:
    """Drop what a cut has left of a quotation: a mark without its other half, and what is past it.

    Of 出台“数据企业 (the number stands within the quotation) 数据企业 is left, of a whole
    quotation with nothing beside it what it holds.
    """
    if "“" not in text and "”" not in text:
        return text
    inner = text.rpartition("“")[2] if text.rfind("“") > text.rfind("”") else text
    if "”" in inner and "“" not in inner.partition("”")[0]:
        before, _, after = inner.partition("”")
        inner = after or before
    bare = inner.removeprefix("“").removesuffix("”")
    return inner if "“" in bare or "”" in bare else bare


@cache
def load_context() -> Context:
    """Return a reader of the words around numbers, with the shipped words and places."""
    large = (
        row
        for row in data_rows("bench.regions", "gazetteer.csv")
        if row["level"] in ("province", "city")
    )
    places = {name for row in large for name in (row["name"], row["full_name"])}
    return Context(load_lexicon().data, places)


def clause_before(text: str, since: int, start: int) -> str:
    """Return what stands before ``start`` in its clause, after the quantity before it."""
    first = max(since, start - _LOOK_BACK)
    found = _TO_CLAUSE.match(text, first, start)
    return text[found.end() if found else first : start]


def _by_word(groups: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    return {word: name for name, words in groups.items() for word in words}
