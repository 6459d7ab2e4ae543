"""Which region issues an official document, from its title, file name, opening and signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from bench.corpus.found import Found
from bench.corpus.lines import strip_markdown
from bench.corpus.parts import Parts
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import NATION
from bench.resources import data_yaml

_LEVELS: Final = ("province", "city", "county")
_HEAD_LINES: Final = 3
_LONGEST_LINE: Final = 200
# Rules that cut lines which say who speaks: who delivered or passed it, to whom, who signed.
_SPEAKING: Final = ("passed", "addressees", "tail_matter")
# 临澜市促进…若干措施
_A_PLACE: Final = re.compile(
    r"[《“]?(?:\d{4}年)?[一-龥]{2,4}(?:省|市|县|自治[区州县]|新区|片区|地区)"
)
_BODY: Final = 12_000
_LEAST_OWN: Final = 3  # words that speak of the own level
_LEAST_NAMED: Final = 2
_CLEAR_SHARE: Final = 0.5
# Provinces that speak of themselves as cities do.
_CITIES_OF_THEIR_OWN: Final = ("北京", "上海", "天津", "重庆")


@dataclass(frozen=True, slots=True)
class IssuerRules:
    """The names and expressions of ``data/issuers.yaml``."""

    national: tuple[str, ...]
    national_opening: re.Pattern[str]
    before_issuer: re.Pattern[str]
    not_issuer_before: re.Pattern[str]
    own_province: re.Pattern[str]
    own_city: re.Pattern[str]
    own_nation: re.Pattern[str]


@cache
def load_issuer_rules() -> IssuerRules:
    """Return the shipped rules."""
    data = data_yaml(__package__, "issuers.yaml")
    patterns = [each.name for each in fields(IssuerRules)][1:]
    return IssuerRules(
        tuple(data["national"]), **{name: re.compile(data[name]) for name in patterns}
    )


def issuing_region(
    title: str,
    stem: str,
    parts: Parts,
    gazetteer: Gazetteer,
    places: PlaceMatcher,
    named: str = "",
) -> Found:
    """Find the region that issues an official document.

    Parameters
    ----------
    title, stem
        Its title, and its file's name without suffix.
    parts
        Its text.
    gazetteer, places
        Regions, and where their names stand in a text.
    named
        The issuer that the attributes of its page name, if any.

    Returns
    -------
    Found
        The region's code, by the first of these that tells: the title (``title``), the parts of
        the file's name (between ``_``; ``name``), the lines that say who delivered, passed or
        signed it or to whom it goes (``speaking``), the page's attributes (``attribute``), the
        opening lines (``opening``), the body (``body``). A national body at the beginning gives
        the nation; else the region named at the beginning, or the only one named (a district's
        city). Empty where none tells.
    """
    finder = _Finder(gazetteer, places, load_issuer_rules())
    sources = (
        ("title", (title,)),
        ("name", stem.split("_")),
        ("speaking", _speaking(parts)),
        ("attribute", (named,)),
        ("opening", _opening(parts)),
    )
    for way, texts in sources:
        for source in texts:
            code = finder.issuer(source)
            if code:
                return Found(code, way)
    if _names_unknown_place(title):
        return Found()
    return Found(finder.of_body(parts.text), "body")


def _names_unknown_place(title: str) -> bool:
    """Say whether a title begins with what is called a place, which no source has found there."""
    return _A_PLACE.match(title) is not None


def _speaking(parts: Parts) -> Iterator[str]:
    """Yield the cut lines that say who speaks, surest first."""
    for rule in _SPEAKING:
        for piece in parts.cuts:
            if piece.rule == rule:
                yield parts.text[piece.start : piece.end][:_LONGEST_LINE]


def _opening(parts: Parts) -> Iterator[str]:
    """Yield the first lines of the body."""
    dropped = {piece.start for piece in parts.cuts}
    for line in parts.head(_LONGEST_LINE * _HEAD_LINES * 4)[:_HEAD_LINES]:
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

    def of_body(self, text: str) -> str:
        """Return the code of the region that a text speaks of as its own, "" if unclear.

        The words by which it speaks of its level (我省, 市政府) decide on the level, the place of
        that level which it names most on the region.
        """
        part = text[:_BODY]
        rules = self.rules
        province, city, nation = (
            len(pattern.findall(part))
            for pattern in (rules.own_province, rules.own_city, rules.own_nation)
        )
        if max(province, city) < _LEAST_OWN:
            return NATION if nation >= _LEAST_OWN else ""
        counts = Counter(self._of_level(part, "province" if province >= city else "city"))
        if not counts:
            return ""
        code, count = min(counts.items(), key=lambda each: (-each[1], each[0]))
        clear = count >= _LEAST_NAMED and count >= _CLEAR_SHARE * counts.total()
        return code if clear else ""

    def _of_level(self, text: str, level: str) -> Iterator[str]:
        """Yield the regions of a level that places in a text are, or lie in (provinces only)."""
        for mention in self.places.find(text):
            if len(mention.regions) != 1:
                continue
            region = self.gazetteer.reporting(self.gazetteer.get(mention.regions[0]))
            above = (region, *self.gazetteer.ancestors(region))
            if level == "province":
                yield from (each.code for each in above if each.level == "province")
            elif region.level == "city" or region.name in _CITIES_OF_THEIR_OWN:
                yield region.code

    def _reporting(self, codes: Iterable[str]) -> list[str]:
        """Return the regions that places report to (a district to its city); no groups."""
        found = [self.gazetteer.reporting(self.gazetteer.get(code)) for code in codes]
        return [region.code for region in found if region.level in _LEVELS]

    def _national(self, source: str) -> Iterator[int]:
        for name in self.rules.national:
            at = source.find(name)
            if at >= 0:
                yield at
