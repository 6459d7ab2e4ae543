"""When a document was issued: not what it plans for, nor what it looks back on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bench.corpus.attributes import Attribute
from bench.corpus.bodies import find_signature
from bench.corpus.dates import IN_BRACKETS, date_of_link, plain_digits, read_date, whole_dates
from bench.corpus.found import Found
from bench.corpus.lines import split_lines
from bench.corpus.parts import Parts

# A vision for 2035 is not written in 2035.
_YEAR_NAMED: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\d{4})?(?!\d)(?!年?远景)")
_OPENING, _ENDING = 1500, 1200
_HEAD_LINES: Final = 15
_LONGEST_HEAD: Final = 60
_REVISED: Final = re.compile("修正|修订")
_PASSED: Final = re.compile("通过|公布|修正|修订|批准")
# 关于…的意见（2024年9月21日）
_BEHIND_TITLE: Final = re.compile(
    r"(?:意见|决定|决议|建议|规划|方案|计划|纲要|要点|措施|政策|办法|条例|规定|通知|公告|报告)\s*"
    r"[（(]\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
_PRINTED: Final = re.compile(r"(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发\s*$", re.MULTILINE)
_LINK: Final = re.compile(r"https?://[^\s)）\"'<>]{8,200}")
_AROUND: Final = ("credits", "portal", "date_line", "head_matter")


def find_date(title: str, stem: str, parts: Parts, *, official: bool, link: str = "") -> Found:
    """Find when a document was issued.

    Parameters
    ----------
    title, stem
        Its title, and its file's name without suffix.
    parts
        Its text.
    official
        Whether it is an official document: its date of issue comes before the page's.
    link
        Where the file says that it came from.

    Returns
    -------
    Found
        YYYY-MM-DD, YYYY-MM or YYYY, by the first of these that tells. The date of issue: the
        page's attribute (``attribute``), when it was last revised (``revised``), passed or
        delivered (``passed``), the date behind the title (``behind_title``), the signature's
        (``signature``) or the printing's (``printed``). That of publication: the page's attribute
        (``published``), the lines around the title (``head``) and after the body (``tail``), the
        page's address (``link``). Then the file's name (``name``), and years that the title or the
        name holds (``title_year``, ``name_year``).
    """
    outer = _Outer(parts)
    issued = _issued(parts, outer)
    published = _published(parts, outer, link)
    named = [Found(day, "name") for day in list(whole_dates(stem))[:1]]
    ordered = [issued, published] if official else [published, issued]
    found = (one for part in (*ordered, named, _years(title, stem)) for one in part if one)
    return next(found, Found())


class _Outer:
    """The beginning and the end of a text, in plain digits."""

    def __init__(self, parts: Parts) -> None:
        opening = parts.text[:_OPENING]
        self.opening = plain_digits(opening)
        self.ending = plain_digits(parts.text[-_ENDING:])
        same = self.opening == opening
        lines = parts.head(_OPENING) if same else split_lines(self.opening)
        self.lines = [line.text for line in lines[:_HEAD_LINES]]


def _issued(parts: Parts, outer: _Outer) -> Iterator[Found]:
    yield Found(_of(parts.attributes, "issued"), "attribute")
    yield from _passed(outer, parts)
    dated = IN_BRACKETS.search(outer.opening)
    behind = _BEHIND_TITLE.search(outer.opening) if dated else None
    yield Found(read_date(behind[1]) if behind else "", "behind_title")
    yield Found(find_signature(parts).date, "signature")
    printed = _PRINTED.search(outer.ending) if "印发" in outer.ending else None
    yield Found(read_date(printed[1]) if printed else "", "printed")


def _passed(outer: _Outer, parts: Parts) -> Iterator[Found]:
    """Yield the last revision's date, else the day on which it was passed or delivered."""
    notes = [parts.text[cut.start : cut.end] for cut in parts.cuts if cut.rule == "passed"]
    passed = [line for line in (*notes, *outer.lines) if _PASSED.search(line)]
    revised = [day for line in passed for day in _revisions(line)]
    yield Found(max(revised, default=""), "revised")
    yield Found(_first_day((*notes, *passed)), "passed")


def _revisions(line: str) -> Iterator[str]:
    """Yield the dates of a note at which a text was revised: each up to the word that says so."""
    for part in re.split("(?<=修正)|(?<=修订)", plain_digits(line)):
        days = list(whole_dates(part))
        if days and _REVISED.search(part):
            yield days[-1]


def _published(parts: Parts, outer: _Outer, link: str) -> Iterator[Found]:
    yield Found(_of(parts.attributes, "published"), "published")
    text = parts.text
    end = max(len(text) - _ENDING, _OPENING)
    around = [cut for cut in parts.cuts if cut.rule in _AROUND]
    head = [text[cut.start : cut.end] for cut in around if cut.start < _OPENING]
    yield Found(_first_day((*head, *(one for one in outer.lines if _is_short(one)))), "head")
    tail = (cut for cut in parts.cuts if cut.rule in (*_AROUND, "tail_matter") and cut.start >= end)
    yield Found(_first_day(text[cut.start : cut.end] for cut in tail), "tail")
    for address in (link, *_LINK.findall(outer.ending), *_LINK.findall(outer.opening)):
        yield Found(date_of_link(address), "link")


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST_HEAD and not line.endswith("。") and "://" not in line


def _of(attributes: Mapping[str, Attribute], field: str) -> str:
    return read_date(attributes[field].line[:_LONGEST_HEAD]) if field in attributes else ""


def _first_day(lines: Iterable[str]) -> str:
    return next((day for line in lines for day in whole_dates(line)), "")


def _years(title: str, stem: str) -> Iterator[Found]:
    for source, way in ((title, "title_year"), (stem, "name_year")):
        found = _YEAR_NAMED.search(source)
        yield Found(found[1] if found else "", way)
