"""Metadata of a document: the manifest, then its front matter, its format, and the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from bench.corpus.bodies import find_body, is_news
from bench.corpus.dates import read_cell_date, read_date
from bench.corpus.dating import find_date
from bench.corpus.document import PLAN, Sureness
from bench.corpus.doubts import share_in
from bench.corpus.found import Found
from bench.corpus.issuers import issuing_region
from bench.corpus.kinds import is_official, kind_named, kind_of_title
from bench.corpus.manifest import Entry
from bench.corpus.numbers import is_number, own_number, read_number
from bench.corpus.parts import Parts
from bench.corpus.sureness import FRONT, MANIFEST, PROPOSED, TOLD, sure_of
from bench.corpus.titles import find_title, name_words, page_title
from bench.messages import LANGUAGES, message
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

NOT_SURE: Final = Sureness()
_OPENING: Final = 1500
# Only plans and the like say who is in charge, or to whom they go.
_OF_PLANS: Final = ("departments", "addressees")
_OF_RESEARCH: Final = ("abstract_labels", "references", "funding", "author")
_OF_PRESS: Final = ("credits", "teasers", "caption")
RESEARCH: Final = "research"
PRESS: Final = "press"
# 制定本行动计划, 特制定本条例, 提出如下意见
_MADE: Final = re.compile(r"(?:制定|提出)(?:本|以下|如下)([^。；，：\n]{2,12})")
# Words of those who report what others say.
_REPORTED: Final = re.compile(r"记者|采访|本报讯|(?:表示|介绍|坦言|告诉[^，。]{1,8})[，：:,]")
_LEAST_REPORTED: Final = 2
_NUMBER_LINES: Final = 15
_OUTER: Final = 3000
_SHARED_TITLE: Final = 0.5
# A title that stands with its label or its date is the document's own, not the page's.
_OWN_TITLES: Final = ("attribute", "glued")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, issuer, date, kind and issuing region (its code) of a document, and a note.

    ``unknown`` names the columns of the manifest whose values mean nothing; ``ways`` says how each
    field was found, by the names of ``data/sureness.yaml``, and ``sure`` how sure that is.
    """

    title: str
    issuer: str
    date: str
    kind: str
    region: str
    note: str = ""
    unknown: tuple[tuple[str, str], ...] = ()
    number: str = ""
    link: str = ""
    sure: Sureness = NOT_SURE
    ways: Mapping[str, str] = field(default_factory=dict)


def describe(
    path: str,
    parts: Parts,
    entry: Entry | None,
    gazetteer: Gazetteer,
    places: PlaceMatcher,
    *,
    told: Mapping[str, str] = MappingProxyType({}),
) -> Metadata:
    """Find a document's metadata.

    Parameters
    ----------
    path
        Path relative to the documents folder.
    parts
        The decoded text.
    entry
        What the manifest says of it, if anything.
    gazetteer, places
        Regions, and where their names stand in a text.
    told
        What the file's format tells, by the names of `bench.corpus.readers.extracted.TOLD`.

    Returns
    -------
    Metadata
        What the manifest gives, else the front matter, else the format, else the text: the title,
        the kind that it shows, the date of issue, the document number, the issuing body, and the
        issuing region of an official document. A region given but unknown is noted.
    """
    given = entry or Entry(line=0)
    reader = _Reader(PurePosixPath(path).stem, parts, given, told)
    title = reader.title()
    kind = reader.kind(title.value)
    official = is_official(kind.value)
    region, note = reader.region(title.value, gazetteer, places, official)
    place = gazetteer.get(region.value).full_name if region else ""
    found = {
        "title": title,
        "issuer": reader.issuer(title.value, place, official),
        "region": region,
        "number": reader.number(title.value),
        "date": reader.date(title.value, official),
        "kind": kind,
    }
    return Metadata(
        **{field: one.value for field, one in found.items()},
        note=note,
        unknown=tuple(_unknown(given)),
        link=reader.front.get("link", "") or told.get("link", ""),
        sure=Sureness(**{field: sure_of(field, one) for field, one in found.items()}),
        ways={field: one.way for field, one in found.items() if one},
    )


def _unknown(given: Entry) -> Iterator[tuple[str, str]]:
    """Yield what a manifest gives that says nothing: which column, and the value."""
    if given.kind and not kind_named(given.kind):
        yield "kind", given.kind
    if given.date and not read_cell_date(given.date):
        yield "date", given.date


class _Reader:
    """Reads the fields of one document, each from the first source that gives it."""

    def __init__(self, stem: str, parts: Parts, given: Entry, told: Mapping[str, str]) -> None:
        self.stem, self.parts, self.text = stem, parts, parts.text
        self.given, self.front, self.told = given, parts.front[0], told

    def _given(self, field: str, value: str) -> tuple[str, str]:
        """Return what the manifest gives, and whether the user stands by it."""
        if not (value and self.given.check):
            return value, MANIFEST
        names = (message(f"corpus.field_{field}", language) for language in LANGUAGES)
        unconfirmed = any(name in self.given.check for name in names)
        return value, PROPOSED if unconfirmed else MANIFEST

    def title(self) -> Found:
        known = _first(self._given("title", self.given.title), (self.front.get("title", ""), FRONT))
        if known:
            return known
        own = find_title(self.stem, self.parts)
        told = page_title(self.told.get("title", ""))
        # What programs write into a file's properties is often another document's.
        fits = told and share_in(told, self.text) >= _SHARED_TITLE
        return Found(told, TOLD) if fits and own.way not in _OWN_TITLES else own

    def kind(self, title: str) -> Found:
        known = _first(
            self._given("kind", kind_named(self.given.kind)),
            (kind_named(self.front.get("kind", "")), FRONT),
            (kind_of_title(title), "title"),
            (kind_of_title(name_words(self.stem)), "name"),
            (kind_named(self.told.get("kind", "")), TOLD),
        )
        return known or next((one for one in self._shown_kinds() if one), Found())

    def _shown_kinds(self) -> Iterator[Found]:
        """Yield the kinds that the opening and the form of the body show."""
        opening = _MADE.search(self.text[:_OPENING])
        yield Found(kind_of_title(opening[1]) if opening else "", "opening")
        rules = {cut.rule for cut in self.parts.cuts}
        if rules.intersection(_OF_PLANS):
            yield Found(PLAN, "form")
        if rules.intersection(_OF_RESEARCH):
            yield Found(RESEARCH, "form")
        if is_news(self.parts):
            yield Found(PRESS, "agency")
        reported = len(_REPORTED.findall(self.text))
        if reported >= _LEAST_REPORTED or rules.intersection(_OF_PRESS):
            yield Found(PRESS, "reported")

    def region(
        self, title: str, gazetteer: Gazetteer, places: PlaceMatcher, official: bool
    ) -> tuple[Found, str]:
        """Return the issuing region's code, and the name of one given but unknown."""
        named = _first(
            self._given("region", self.given.region),
            (self.front.get("region", ""), FRONT),
            (self.told.get("region", ""), TOLD),
        )
        if named:
            # Some manifests give the chain of places, or a remark: 浙江省/绍兴市（转载）.
            last = re.sub(r"[（(].*?[)）]", "", named.value).split("/")[-1].strip()
            region = gazetteer.lookup(last)
            return (Found(region.code, named.way), "") if region else (Found(), named.value)
        if not official:
            return Found(), ""
        attribute = self.parts.attributes.get("issuer")
        named_issuer = self.told.get("issuer", "") or (attribute.line if attribute else "")
        return issuing_region(title, self.stem, self.parts, gazetteer, places, named_issuer), ""

    def issuer(self, title: str, place: str, official: bool) -> Found:
        known = _first(
            self._given("issuer", self.given.issuer),
            (self.front.get("issuer", ""), FRONT),
            (self.told.get("issuer", ""), TOLD),
        )
        return known or find_body(title, self.parts, place, official)

    def number(self, title: str) -> Found:
        attribute = self.parts.attributes.get("number")
        return _first(
            self._given("number", _written_number(self.given.number)),
            (_written_number(self.front.get("number", "")), FRONT),
            (_written_number(self.told.get("number", "")), TOLD),
            (read_number(attribute.whole if attribute else ""), "attribute"),
            (self._line_number(), "line"),
            (own_number(title), "title"),
            (self._opening_number(), "opening"),
        )

    def _line_number(self) -> str:
        """Return a number that has a line of its own above or below the document."""
        head, tail = self.parts.head(_OUTER), self.parts.tail(_OUTER)
        for line in (*head[:_NUMBER_LINES], *tail[-_NUMBER_LINES:]):
            if is_number(line.text):
                return read_number(line.text)
        return ""

    def _opening_number(self) -> str:
        """Return a number between the title and the addressees, where line ends were lost."""
        end = re.search("[:：。]", self.text[:_OPENING])
        return own_number(self.text[: end.start()]) if end else ""

    def date(self, title: str, official: bool) -> Found:
        known = _first(
            self._given("date", read_cell_date(self.given.date)),
            (read_date(self.front.get("date", "")), FRONT),
        )
        if known:
            return known
        link = self.told.get("link", "")
        found = find_date(title, self.stem, self.parts, official=official, link=link)
        told = Found(read_date(self.told.get("date", "")), TOLD)
        # A page tells when it was published; the document itself knows better when it was issued.
        issued = found.way in ("attribute", "revised", "passed", "behind_title", "signature")
        return found if issued or not told else told


def _first(*sources: tuple[str, str]) -> Found:
    """Return the first value that is not empty, with its way."""
    return next((Found(value, way) for value, way in sources if value), Found())


def _written_number(value: str) -> str:
    """Return a number given by hand in one form where it is one, else as it is."""
    return read_number(value) or value.strip()
