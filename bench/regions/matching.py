"""Places named in a text.

One Aho-Corasick pass finds every known name and every phrase that only holds one; rules then
look at these hits alone, from left to right: the longest name that counts wins, a longer full
name that begins inside a short one wins over it (河|南阳市), and names from large to small are
one mention (浙江省杭州市滨江区).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from bench.phrases import joined
from bench.regions.forms import NameForm, Support, name_forms
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Form, Mention, Region
from bench.regions.resolving import Resolver, Surroundings
from bench.regions.rules import Fit, shipped_rules

_STANDING: Final = (Fit.WHOLE, Fit.BEGINS, Fit.SUFFIX)
_FULL_NAME: Final = 3  # a full name of this length or more is never taken apart
# Longer names than these do not come about by chance.
_LONGEST_CHANCE: Final[dict[Form, int]] = {"full": 3, "short": 2, "alias": 2, "zone": 2}

Hit = tuple[int, int, tuple[NameForm, ...]]  # start, end, possible readings


class PlaceMatcher:
    """Finds the places of a gazetteer in texts. It pickles (the automaton is made anew).

    Parameters
    ----------
    gazetteer
        The regions and names to find.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._rules = shipped_rules()
        self._resolver = Resolver(gazetteer, self._rules)
        forms = name_forms(gazetteer, self._rules)
        # Phrases come after the names, so that an index tells which of the two a hit is.
        self._readings = list(forms.values())
        self._names = list(forms)
        self._automaton = AhoCorasick(
            [*forms, *self._rules.phrases], implementation=Implementation.DFA, store_patterns=False
        )
        known = {short: gazetteer.lookup(name) for short, name in self._rules.abbreviations.items()}
        self._abbreviations = {short: region.code for short, region in known.items() if region}

    def __reduce__(self) -> tuple[type[PlaceMatcher], tuple[Gazetteer]]:
        return PlaceMatcher, (self.gazetteer,)

    @cached_property
    def words(self) -> frozenset[str]:
        """Names of two or more characters that always mean the place: kept whole by a segmenter."""
        return frozenset(
            name
            for name, readings in zip(self._names, self._readings, strict=True)
            if len(readings) == 1 and readings[0].support is Support.NONE
        )

    def around(self, text: str) -> list[str]:
        """Return the pieces of ``text`` before, between and after the places named in it."""
        mentions = self.find(text)
        ends = [0, *(mention.end for mention in mentions)]
        starts = [*(mention.start for mention in mentions), len(text)]
        return [text[end:start] for end, start in zip(ends, starts, strict=True)]

    def find(self, text: str, context: Region | None = None) -> list[Mention]:
        """Return the places named in ``text``, by start; they do not overlap.

        Parameters
        ----------
        text
            Any text, a sentence or a whole document.
        context
            The region whose document this is: it decides between places of one name and lets
            its districts be named without suffix.
        """
        hits = self._hits(text)
        if not hits:
            return []
        mentions: list[Mention] = []
        starts: list[int] = []  # where each begins with the larger units before it
        cursor = 0
        for position, (start, end, readings) in enumerate(hits):
            if start < cursor:
                continue
            around = Surroundings(text, start, end, mentions[-1] if mentions else None, context)
            chosen = self._resolver.choose(readings, around)
            if chosen is None:
                # An unclear full name is not something else: 朝阳区 alone is not 朝阳 in 辽宁.
                if _is_full(readings) and end - start >= _FULL_NAME:
                    cursor = end
                continue
            if chosen.form == "short" and self._is_cut_by_longer(text, hits, position):
                continue
            if self._is_by_chance(chosen, around):
                continue
            new = Mention(start, end, text[start:end], chosen.codes, chosen.form)
            if mentions and mentions[-1].end == start and self._leads_to(mentions[-1], new):
                mentions[-1] = new
            else:
                mentions.append(new)
                starts.append(start)
            cursor = end
        return [
            last if last.start == start else replace(last, start=start, text=text[start : last.end])
            for start, last in zip(starts, mentions, strict=True)
        ]

    def spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return where in each of some texts names of places may stand, in one pass over all.

        They are what `find` looks at: where it would find a place, there begins a span, and there
        ends one.
        """
        found: list[list[tuple[int, int]]] = [[] for _ in texts]
        first, row, end = 0, -1, -1
        for index, start, stop in self._automaton.find_matches_as_indexes(
            joined(texts), overlapping=True
        ):
            while stop > end:
                row += 1
                first = end + 1
                end = first + len(texts[row])
            if index < len(self._readings):
                found[row].append((start - first, stop - first))
        for text, spans in zip(texts, found, strict=True):
            if self._rules.compound.search(text) is not None:
                spans.extend((start, stop) for start, stop, _ in self._abbreviated(text))
        return found

    def lies_below(self, code: str, other: str) -> bool:
        """Tell whether the region ``code`` lies in ``other`` and is not the same."""
        return self._resolver.lies_below(code, other)

    def _hits(self, text: str) -> list[Hit]:
        """Return what may be a name: start, end, readings; longest first at each start."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        compounds = self._rules.compound.search(text) is not None
        if not found and not compounds:
            return []
        names: list[Hit] = []
        phrases: list[tuple[int, int]] = []
        for index, start, end in found:
            if index < len(self._readings):
                names.append((start, end, self._readings[index]))
            else:
                phrases.append((start, end))
        if compounds:
            names.extend(self._abbreviated(text))
        kept = [hit for hit in names if self._is_name(text, *hit)]
        if phrases:
            kept = _outside(kept, phrases)
        return sorted(kept, key=lambda hit: (hit[0], -hit[1], hit[2][0].form == "abbreviation"))

    def _is_name(self, text: str, start: int, end: int, readings: tuple[NameForm, ...]) -> bool:
        if _is_full(readings) and self._rules.breaks_off(text, end):
            return False
        return not self._rules.is_other(text, start, end, readings[0].codes)

    def _abbreviated(self, text: str) -> Iterator[Hit]:
        found = [*self._rules.runs.finditer(text), *self._rules.alone.finditer(text)]
        for name in found:
            codes = tuple(self._abbreviations.get(short, "") for short in name[0])
            if all(codes) and len(set(codes)) == len(codes):
                yield name.start(), name.end(), (NameForm(codes, "abbreviation"),)

    def _is_by_chance(self, chosen: NameForm, around: Surroundings) -> bool:
        """Tell whether neighbouring words, or a river or hill, make this name."""
        if around.follows_directly or len(chosen.codes) > 1:
            return False
        text, start, end = around.text, around.start, around.end
        small = self.gazetteer.get(chosen.codes[0]).level in ("county", "district")
        if small and chosen.form == "short" and not self._rules.is_of_a_county(text, start, end):
            return True
        if end - start > _LONGEST_CHANCE.get(chosen.form, 0):
            return False
        fit = self._rules.fit(text, start, end)
        if fit is Fit.BEGINS:
            return small and chosen.form == "short"
        if fit is Fit.SUFFIX:
            return chosen.form == "short"
        return fit is Fit.INSIDE or (fit is Fit.CUTS and chosen.form in ("full", "short"))

    def _leads_to(self, last: Mention, new: Mention) -> bool:
        """Tell whether ``new`` goes on from ``last``: a unit within it, or its zone (深圳|前海)."""
        if len(last.regions) != 1 or len(new.regions) != 1:
            return False
        if new.form == "zone" and new.regions == last.regions:
            return True
        return self.lies_below(new.regions[0], last.regions[0])

    def _is_cut_by_longer(self, text: str, hits: list[Hit], position: int) -> bool:
        """Tell whether a full name begins inside this short one and ends after it."""
        first, last, _ = hits[position]
        for number in range(position + 1, len(hits)):
            start, end, readings = hits[number]
            if start >= last:
                return False
            inside = first < start and end > last and end - start >= _FULL_NAME
            if inside and _is_full(readings) and readings[0].support is Support.NONE:
                return self._rules.fit(text, start, end) in _STANDING
        return False


def _is_full(readings: tuple[NameForm, ...]) -> bool:
    return readings[0].form == "full"


def _outside(hits: list[Hit], phrases: list[tuple[int, int]]) -> list[Hit]:
    """Return the hits that lie wholly inside no phrase."""
    phrases = sorted(phrases)
    starts = [start for start, _ in phrases]
    # How far the phrases that begin up to this one reach: a name within that reach lies in one.
    reaches = list(accumulate((end for _, end in phrases), max))
    kept = []
    for hit in hits:
        count = bisect_right(starts, hit[0])
        if not count or reaches[count - 1] < hit[1]:
            kept.append(hit)
    return kept
