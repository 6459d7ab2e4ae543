"""Metadata of a document: the manifest first, then its front matter, then the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Final

from bench.corpus.cleaning import find_cuts
from bench.corpus.document import PLAN, Cut
from bench.corpus.front_matter import split_front_matter
from bench.corpus.issuers import issuing_region
from bench.corpus.kinds import is_official, kind_named, kind_of_title
from bench.corpus.lines import is_numbered, strip_markdown
from bench.corpus.manifest import Entry
from bench.corpus.paragraphs import find_paragraphs
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

_YEAR: Final = r"(?<!\d)((?:19|20)\d{2})"
_DATE: Final = re.compile(
    _YEAR
    + r"(?:\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?|(\d{2})(\d{2}))?(?!\d)"
)
# A vision for 2035 is not written in 2035.
_YEAR_NAMED: Final = re.compile(_YEAR + r"(?:\d{4})?(?!\d)(?!年?远景)")
_FILE_DATE: Final = re.compile(r"[_\s-]*[（(]?(?<!\d)(?:19|20)\d{2}[\d年月日.-]*[)）]?$")
_LONGEST_TITLE: Final = 80
_NO_TITLE: Final = ("。", "：", "；", "，", ":", ";", ",")
# A title broken in two: 浙江省人民政府关于印发 / ….
_BROKEN: Final = ("关于", "印发", "转发", "批转", "发布", "公布")
_OPENING: Final = 1500
_WHOLE: Final = len("YYYY-MM-DD")
# Only plans and the like say who is in charge, or to whom they go.
_OF_PLANS: Final = ("departments", "addressees")
_DATED: Final = ("passed", "credits", "portal", "date_line")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, issuer, date, kind and issuing region (its code) of a document, and a note.

    ``unknown`` names the columns of the manifest whose values mean nothing.
    """

    title: str
    issuer: str
    date: str
    kind: str
    region: str
    note: str
    unknown: tuple[tuple[str, str], ...] = ()


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
        What the manifest gives, else the front matter, else the text: its title line, the kind
        that the title shows, the date in the lines around the body, and the issuing region of
        an official document (浙江省数字经济促进条例). A region given but unknown is noted.
    """
    given = entry or Entry(line=0)
    front, _ = split_front_matter(text)
    cuts = find_cuts(text)
    stem = PurePosixPath(path).stem
    title = given.title or front.get("title", "") or _title(stem, text, cuts)
    kind = kind_named(given.kind) or kind_named(front.get("kind", ""))
    kind = kind or _kind(stem, title, text, cuts)
    named = given.region or front.get("region", "")
    region, note = _region(named, gazetteer)
    if not named and is_official(kind):
        region = issuing_region(title, stem, text, cuts, gazetteer, places)
    return Metadata(
        title=title,
        issuer=given.issuer or front.get("issuer", ""),
        date=_date(given.date)
        or _date(front.get("date", ""))
        or _found_date(stem, title, text, cuts),
        kind=kind,
        region=region,
        note=note,
        unknown=tuple(_unknown(given)),
    )


def _unknown(given: Entry) -> Iterator[tuple[str, str]]:
    """Yield what a manifest gives that says nothing: which column, and the value."""
    if given.kind and not kind_named(given.kind):
        yield "kind", given.kind
    if given.date and not _date(given.date):
        yield "date", given.date


def _title(stem: str, text: str, cuts: tuple[Cut, ...]) -> str:
    """Return the first line of the body where it can be a title, else the file's name."""
    first = next(iter(find_paragraphs(text, cuts)), None)
    if first is None:
        return stem
    title = " ".join(strip_markdown(first.text).split("\n"))
    above = [c for c in cuts if c.end <= first.start and c.rule == "head_matter"][-1:]
    for cut in above:
        if text[cut.start : cut.end].endswith(_BROKEN) and not text[cut.end : first.start].strip():
            title = text[cut.start : cut.end] + title
    fits = 0 < len(title) <= _LONGEST_TITLE and not title.endswith(_NO_TITLE)
    return title if fits and not is_numbered(title) else stem


def _kind(stem: str, title: str, text: str, cuts: Sequence[Cut]) -> str:
    """Return the kind that a title, a file name, the opening or the form of the body shows."""
    shown = kind_of_title(title) or kind_of_title(_FILE_DATE.sub("", stem))
    if shown:
        return shown
    # 制定本行动计划, 特制定本条例
    opening = re.search(r"制定(?:本|以下|如下)([^。；，]{2,12})", text[:_OPENING])
    kind = kind_of_title(opening.group(1)) if opening else ""
    return kind or (PLAN if any(cut.rule in _OF_PLANS for cut in cuts) else "")


def _region(named: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return the code of a region named in a manifest, and the name where it is unknown."""
    if not named:
        return "", ""
    # Some manifests give the chain of places, or a remark: 浙江省/绍兴市（转载）.
    last = re.sub(r"[（(].*?[)）]", "", named).split("/")[-1].strip()
    region = gazetteer.lookup(last)
    return (region.code, "") if region else ("", named)


def _date(value: str) -> str:
    """Return the date in a text as YYYY, YYYY-MM or YYYY-MM-DD, "" where there is none."""
    found = _DATE.search(value)
    if found is None:
        return ""
    try:
        return parsedate_to_datetime(value).date().isoformat()  # Tue, 08 Oct 2024 …
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    year, *rest = (part for part in found.groups() if part)
    month, day = (*(int(part) for part in rest), 0, 0)[:2]
    if not 1 <= month <= 12:
        return str(year)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= 31 else f"{year}-{month:02d}"


def _found_date(stem: str, title: str, text: str, cuts: Sequence[Cut]) -> str:
    """Return the first whole date around the body or in the file's name, else a year named."""
    lines = [text[c.start : c.end] for rule in _DATED for c in cuts if c.rule == rule]
    dates = [_date(line) for line in (*lines, stem)]
    whole = next((date for date in dates if len(date) == _WHOLE), "")
    years = (_YEAR_NAMED.search(source) for source in (title, stem))
    return whole or next((found.group(1) for found in years if found), "")
