"""Which region issues an official document, from its title, file name, opening and signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.corpus.document import Cut
from bench.corpus.lines import split_lines, strip_markdown
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import NATION
from bench.resources import data_yaml

_LEVELS: Final = ("province", "city", "county")
_HEAD_LINES: Final = 3
_LONGEST_LINE: Final = 200
# Rules that cut lines which say who speaks: who delivered or passed it, to whom, who signed.
_SPEAKING: Final = ("passed", "addressees", "tail_matter")


@dataclass(frozen=True, slots=True)
class IssuerRules:
    """The names and expressions of ``data/issuers.yaml``."""

    national: tuple[str, ...]
    national_opening: re.Pattern[str]
    before_issuer: re.Pattern[str]
    not_issuer_before: re.Pattern[str]


@cache
def load_issuer_rules() -> IssuerRules:
    """Return the shipped rules."""
    data = data_yaml(__package__, "issuers.yaml")
    names = tuple(data.pop("national"))
    return IssuerRules(names, **{name: re.compile(text) for name, text in data.items()})


def issuing_region(
    title: str,
    stem: str,
    text: str,
    cuts: Iterable[Cut],
    gazetteer: Gazetteer,
    places: PlaceMatcher,
) -> str:
    """Find the region that issues an official document.

    Parameters
    ----------
    title, stem
        Its title, and its file's name without suffix.
    text, cuts
        The whole text, and what was cut from it.
    gazetteer, places
        Regions, and where their names stand in a text.

    Returns
    -------
    str
        The region's code, of the first of these that tells: the title, the parts of the file's
        name (between ``_``), the lines that say who delivered, passed or signed it or to whom
        it goes, the opening lines. A national body at the beginning gives the nation; else the
        region named at the beginning, or the only one named (a district's city). "" where none
        tells.
    """
    finder = _Finder(gazetteer, places, load_issuer_rules())
    for source in (title, *stem.split("_"), *_speaking(text, cuts)):
        found = finder.issuer(source)
        if found:
            return found
    return ""


def _speaking(text: str, cuts: Iterable[Cut]) -> Iterator[str]:
    """Yield the lines that may say who speaks, surest first."""
    cut = list(cuts)
    for rule in _SPEAKING:
        for piece in cut:
            if piece.rule == rule:
                yield text[piece.start : piece.end][:_LONGEST_LINE]
    dropped = {piece.start for piece in cut}
    for line in split_lines(text[: _LONGEST_LINE * _HEAD_LINES * 4])[:_HEAD_LINES]:
        if line.start not in dropped:
            yield strip_markdown(line.text)[:_LONGEST_LINE]


@dataclass(frozen=True, slots=True)
class _Finder:
    gazetteer: Gazetteer
    places: PlaceMatcher
    rules: IssuerRules

    def issuer(self, source: str) -> str:
        """Return the code of the region that speaks in a title or line, "" if none or unclear."""
        begun = self.rules.before_issuer
        if self.rules.national_opening.search(source):
            return NATION
        if any(begun.match(source[:at]) for at in self._national(source)):
            return NATION
        codes = []
        for mention in self.places.find(source):
            before = source[: mention.start]
            regions = self._reporting(mention.regions)
            if len(regions) == 1 and not self.rules.not_issuer_before.search(before):
                if begun.match(before):
                    return regions[0]
                codes += regions
        return codes[0] if len(set(codes)) == 1 else ""

    def _reporting(self, codes: Iterable[str]) -> list[str]:
        """Return the regions that places report to (a district to its city); no groups."""
        found = [self.gazetteer.reporting(self.gazetteer.get(code)) for code in codes]
        return [region.code for region in found if region.level in _LEVELS]

    def _national(self, source: str) -> Iterator[int]:
        for name in self.rules.national:
            at = source.find(name)
            if at >= 0:
                yield at
