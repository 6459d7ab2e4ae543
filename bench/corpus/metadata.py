"""Metadata of a document: the manifest first, then its front matter, then the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Final

from bench.corpus.cleaning import find_cuts
from bench.corpus.front_matter import split_front_matter
from bench.corpus.kinds import is_official, kind_named, kind_of_title
from bench.corpus.lines import split_lines, strip_markdown
from bench.corpus.manifest import Entry
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

_DATE: Final = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?)?")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_TITLE_LINES: Final = 8
_HEAD_LINES: Final = 3
_LONGEST_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, issuer, date, kind and issuing region (its code) of a document, and a note."""

    title: str
    issuer: str
    date: str
    kind: str
    region: str
    note: str


def describe(
    path: str, text: str, entry: Entry | None, gazetteer: Gazetteer, places: PlaceMatcher
) -> Metadata:
    """Find a document's metadata.

    Parameters
    ----------
    path
        Path relative to the documents folder.
    text
        The decoded text.
    entry
        What the manifest says of it, if anything.
    gazetteer, places
        Regions, and where their names stand in a text.

    Returns
    -------
    Metadata
        What the manifest gives, else the front matter, else what the title shows: a region
        only where an official title names exactly one (浙江省数字经济促进条例).
    """
    given = entry or Entry(line=0)
    front, _ = split_front_matter(text)
    title = given.title or front.get("title", "") or _title(path, text)
    kind = kind_named(given.kind) or kind_named(front.get("kind", "")) or _kind(path, title, text)
    named = given.region or front.get("region", "")
    region, note = _region(named, gazetteer)
    if not named and is_official(kind):
        region = _region_of_title(path, title, text, gazetteer, places)
    return Metadata(
        title=title,
        issuer=given.issuer or front.get("issuer", ""),
        date=_date(given.date) or _date(front.get("date", "")) or _date_of_title(path, title),
        kind=kind,
        region=region,
        note=note,
    )


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _title(path: str, text: str) -> str:
    """Return the first line of the body where it can be a title, else the file's name."""
    cut = {c.start for c in find_cuts(text)}
    for line in split_lines(text)[:_TITLE_LINES]:
        if line.start in cut:
            continue
        title = strip_markdown(line.text)
        if len(title) <= _LONGEST_TITLE and not title.endswith(("。", "：", "；", "，")):
            return title
        break
    return _stem(path)


def _kind(path: str, title: str, text: str) -> str:
    return kind_of_title(title) or kind_of_title(_stem(path)) or _kind_of_head(text)


def _kind_of_head(text: str) -> str:
    """Return the kind that the opening shows: 制定本行动计划, 特制定本条例."""
    found = re.search(r"制定(?:本|以下|如下)([^。；，]{2,12})", text[:1500])
    return kind_of_title(found.group(1)) if found else ""


def _region(named: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return the code of a region named in a manifest, and a note where it is unknown."""
    if not named:
        return "", ""
    # Some manifests give the chain of places, or a remark: 浙江省/绍兴市（转载）.
    last = re.sub(r"[（(].*?[)）]", "", named).split("/")[-1].strip()
    region = gazetteer.lookup(last)
    return (region.code, "") if region else ("", named)


def _region_of_title(
    path: str, title: str, text: str, gazetteer: Gazetteer, places: PlaceMatcher
) -> str:
    """Return the region that an official title, a file name or a head line names alone."""
    head = [strip_markdown(line.text) for line in split_lines(text)[:_HEAD_LINES]]
    for source in (title, _stem(path).replace("_", " "), *head):
        found = {code for m in places.find(source) for code in m.regions}
        found = {c for c in found if gazetteer.get(c).level in ("province", "city", "county")}
        if len(found) == 1:
            return found.pop()
    return ""


def _date(value: str) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD, "" where it is none."""
    if not value:
        return ""
    found = _DATE.match(value.strip())
    if found:
        year, month, day = found.groups()
        parts = [year, *(f"{int(part):02d}" for part in (month, day) if part)]
        return "-".join(parts)
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except ValueError:
        return ""


def _date_of_title(path: str, title: str) -> str:
    for source in (title, _stem(path)):
        found = _YEAR.search(source)
        if found:
            return found.group()
    return ""
