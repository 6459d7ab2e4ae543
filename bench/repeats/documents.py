"""Documents that repeat others: the same text in two files, and versions of one document.

The rules stand in docs/repeats.md, their figures in ``data/repeats.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from bench.messages import message
from bench.repeats.fingerprints import Fingerprint, Signatures, likeness, read_signatures
from bench.repeats.neighbours import Neighbours
from bench.repeats.titles import Title, read_title
from bench.resources import data_yaml

Relation = Literal["same", "version"]
_SAME: Final[Relation] = "same"
_VERSION: Final[Relation] = "version"
# Titles of one text by which its versions are looked for; sites invent more.
_TITLES: Final = 8
_STATES: Final = {"same": "repeated", "version": "superseded"}


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a document where it is compared with others.

    ``name`` is its path relative to the documents folder, ``fingerprint`` that of its body;
    ``sure`` says how sure the rest is, all in all, from 0 up. The rest is as in
    `bench.corpus.document.Document`, empty where unknown.
    """

    name: str
    fingerprint: Fingerprint
    title: str = ""
    issuer: str = ""
    date: str = ""
    kind: str = ""
    region: str = ""
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Repeat:
    """A document that does not count, and the one that counts in its stead.

    ``similarity`` is the estimated likeness of the two bodies, 0 to 1.
    """

    name: str
    kept: str
    relation: Relation
    similarity: float

    @property
    def state(self) -> str:
        """What the documents table says of it: ``repeated`` or ``superseded``."""
        return _STATES[self.relation]

    def reason(self, language: str = "zh") -> str:
        """Return in words why the document does not count."""
        return message(
            f"corpus.{self.state}", language, kept=self.kept, similarity=f"{self.similarity:.0%}"
        )


@dataclass(frozen=True, slots=True)
class _Limits:
    same: float
    same_title: float
    version: float


@cache
def _limits() -> _Limits:
    return _Limits(**data_yaml(__package__, "repeats.yaml")["likeness"])


@cache
def _written_about() -> frozenset[str]:
    return frozenset(data_yaml(__package__, "repeats.yaml")["written_about"])


def _of_other_kinds(one: str, other: str) -> bool:
    """Say whether one of two documents of known kinds is written about the other."""
    return bool(one and other) and one != other and not _written_about().isdisjoint((one, other))


@dataclass(frozen=True, slots=True)
class _Document:
    record: Record
    title: Title

    @property
    def version(self) -> tuple[bool, str, str]:
        """Final before draft, then the newest: larger is kept."""
        date = self.record.date
        year = self.title.revised or date[:4]
        return not self.title.draft, year, date if date[:4] == year else ""

    @property
    def told(self) -> tuple[bool, bool, bool, int, float, int]:
        """How much is told of it, and how surely: larger is kept."""
        told = self.record
        known = bool(told.date) + bool(told.issuer)
        region, kind = bool(told.region), bool(told.kind)
        return not self.title.draft, region, kind, known, told.sure, told.fingerprint.letters


def find_repeats(records: Iterable[Record]) -> tuple[Repeat, ...]:
    """Find the documents that repeat others, and which of them count.

    First the same texts are found, then versions: a text printed under several titles is a version
    of whatever one of them is a version of. In both, what is kept is chosen first and takes what
    repeats it, so that whatever goes is like what is kept (or the same as what is like it), and
    no chain leads from one document to another that has nothing in common with it.

    Parameters
    ----------
    records
        All documents, in any order; names differ.

    Returns
    -------
    tuple of Repeat
        By name. The result does not depend on the order of ``records``.
    """
    usable = sorted((r for r in records if r.fingerprint.signature), key=lambda r: r.name)
    documents = [_Document(r, read_title(r.title, r.kind, r.date)) for r in usable]
    signatures = read_signatures([r.fingerprint.signature for r in usable])
    finder = _Finder(documents, signatures)
    # Stable sorts, so that of equal documents the first by name is kept.
    by_told = sorted(range(len(usable)), key=lambda i: documents[i].told, reverse=True)
    texts = finder.grouped([[place] for place in by_told], _SAME)
    texts.sort(key=lambda text: documents[text[0]].version, reverse=True)
    printed = {place: text[0] for text in texts for place in text}
    repeats = []
    for kept, *others in finder.grouped(texts, _VERSION):
        alike = likeness(signatures[kept], signatures[others])
        for place, how in zip(others, alike.tolist(), strict=True):
            relation = _SAME if printed[place] == kept else _VERSION
            repeats.append(Repeat(usable[place].name, usable[kept].name, relation, how))
    return tuple(sorted(repeats, key=lambda repeat: repeat.name))


class _Finder:
    """Puts documents that repeat one another together."""

    def __init__(self, documents: Sequence[_Document], signatures: Signatures) -> None:
        self._documents = documents
        self._signatures = signatures
        self._near = Neighbours(signatures)

    def grouped(self, groups: Sequence[list[int]], wanted: Relation) -> list[list[int]]:
        """Let each group that is left take those behind it that are so related to it.

        A group is of the region of its first document.
        """
        left = np.zeros(len(self._documents), dtype=np.bool_)
        regions = np.zeros(len(self._documents), dtype=np.intp)
        codes = {"": 0}
        home: dict[int, list[int]] = {}
        for group in groups:
            left[group] = True
            regions[group] = codes.setdefault(self._documents[group[0]].record.region, len(codes))
            home.update(dict.fromkeys(group, group))
        result = []
        for group in groups:
            if not left[group[0]]:
                continue
            left[group] = False
            whole = list(group)
            for place in self._titled(group):
                for other, how in self._like(place, left, regions):
                    related = _relation(self._documents[place], self._documents[other], how)
                    if left[other] and related == wanted:
                        left[home[other]] = False
                        whole += home[other]
            result.append(whole)
        return result

    def _titled(self, group: Sequence[int]) -> Iterable[int]:
        """Return one document of each title in a group, of the first few titles."""
        titled: dict[str, int] = {}
        for place in group:
            titled.setdefault(self._documents[place].title.stem, place)
        return list(titled.values())[:_TITLES]

    def _like(
        self, place: int, left: NDArray[np.bool_], regions: NDArray[np.intp]
    ) -> Iterator[tuple[int, float]]:
        """Yield the documents left that are like one and not of another region, and how like."""
        near = self._near.of(place)
        near = near[left[near]]
        if region := regions[place]:
            near = near[(regions[near] == region) | (regions[near] == 0)]
        how = likeness(self._signatures[place], self._signatures[near])
        like = how >= _limits().version
        yield from zip(near[like].tolist(), how[like].tolist(), strict=True)


def _relation(one: _Document, other: _Document, how: float) -> Relation | None:
    """Say how two documents that are alike and of no two regions are related, if at all."""
    a, b, limits = one.record, other.record, _limits()
    if one.title.of_another_period(other.title):
        return None
    agree = one.title.agrees(other.title) and not _of_other_kinds(a.kind, b.kind)
    if agree and _differ(one, other, how):
        return _VERSION
    if how >= (limits.same_title if agree else limits.same):
        return _SAME
    return _VERSION if agree else None


def _differ(one: _Document, other: _Document, how: float) -> bool:
    """Say whether two documents of one title are told to be different versions of it.

    One text with two dates is no two versions: sites date what they print by themselves.
    """
    (final, year, _), (other_final, other_year, _) = one.version, other.version
    titled = one.title.revised and other.title.revised
    years = bool(year and other_year) and year != other_year
    return final != other_final or (years and bool(titled or how < 1))
