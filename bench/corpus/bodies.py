"""Which body issues a document, as its name stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.corpus.dates import read_date
from bench.corpus.found import Found
from bench.corpus.lines import Line, strip_markdown
from bench.corpus.parts import Parts
from bench.resources import data_yaml

_LONGEST: Final = 40
_SIGNED_BEFORE: Final = 12  # bodies that may sign together, one a line
_HEAD, _TAIL = 40, 30  # lines that may hold a signature
_OPENING: Final = 2500
_OUTER: Final = 4000
_SPACE: Final = re.compile(r"[\s\u00a0]+")
_DATE_LINE: Final = re.compile(
    r"[^。；，]{0,24}?[\d〇○ОO零一二三四五六七八九十]{4}\s*年.{1,12}日\s*(?:印发|发布)?"
)
_PRINTED: Final = re.compile(r"^\s*(.{2,40}?)\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发")
# Two bodies of the nation whose names stand without a blank between them.
_TWO: Final = re.compile("(?<=中央)(?=国务院)|(?<=办公厅)(?=国务院)")
_TITLE_MARKS: Final = '《》“”"【】[] \u3000'
# 某某日报, 新华社 in front of a report; 据某某网.
_NEWS: Final = re.compile(
    r"^[（(]?(?:据)?(?P<source>新华社|新华网|央视网|中新[社网]|人民网|光明网|中国[一-龥]{1,6}[报网])"
    r"(?:消息|[一-龥]{2,6}\d{1,2}月\d{1,2}日|讯|记者|电)"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    body: re.Pattern[str]
    in_title: re.Pattern[str]
    speaks_for: re.Pattern[str]
    passed_by: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = data_yaml(__package__, "issuers.yaml")
    body = data["body"]
    return _Rules(
        body=re.compile(rf"[一-龥（）()·]{{2,24}}?(?:{body})|国务院|(?:中共)?中央"),
        in_title=re.compile(rf"^(.{{2,60}}?(?:{body})){data['after_issuer']}"),
        speaks_for=re.compile(data["speaks_for"]),
        passed_by=re.compile(data["passed_by"]),
    )


def find_body(title: str, parts: Parts, region_name: str, official: bool) -> Found:
    """Find the body that issues a document.

    Parameters
    ----------
    title
        Its title.
    parts
        Its text.
    region_name
        Full name of the issuing region, for bodies that name only their rank (省人民政府); "".
    official
        Whether it is an official document; else its source is its publisher.

    Returns
    -------
    Found
        The first of these that tells. Of an official document: the page's attribute
        (``attribute``), the title (``title``), who passed it (``passed``), whom its speaker
        speaks for (``speaks_for``), the signature (``signature``), who had it printed
        (``printed``). Of another: the agency in its first words (``agency``), the source of the
        page (``source``).
    """
    found = _official(title, parts, region_name) if official else _published(parts)
    return next((one for one in found if one), Found())


def is_news(parts: Parts) -> bool:
    """Say whether a text begins as the report of a news agency does."""
    return any(_NEWS.match(strip_markdown(line.text)) for line in parts.head(_OPENING)[:12])


def _official(title: str, parts: Parts, region_name: str) -> Iterator[Found]:
    rules, attributes, text = _rules(), parts.attributes, parts.text
    if "issuer" in attributes:
        yield Found(_joined(_SPACE.split(attributes["issuer"].line)[:12]), "attribute")
    in_title = rules.in_title.match(_plain(title))
    if in_title:
        yield Found(_together(in_title[1], title), "title")
    opening = text[:_OPENING]
    passed = next((text[c.start : c.end] for c in parts.cuts if c.rule == "passed"), "") or opening
    by = rules.passed_by.search(passed) if "通过" in passed else None
    if by:
        yield Found(f"{by[1]}{by[2]}", "passed")
    speaks = rules.speaks_for.search(opening)
    if speaks:
        yield Found(_in_full(_SPACE.sub("", speaks[1]), region_name), "speaks_for")
    yield Found(find_signature(parts).bodies, "signature")
    for line in parts.tail(_OUTER)[-_TAIL:]:
        printed = _PRINTED.match(line.text)
        if printed and _is_body(printed[1]):
            yield Found(_SPACE.sub("", printed[1]), "printed")


def _published(parts: Parts) -> Iterator[Found]:
    attributes = parts.attributes
    for line in parts.head(_OPENING)[:12]:
        found = _NEWS.match(strip_markdown(line.text))
        if found:
            yield Found(found["source"], "agency")
    if "source" in attributes:
        source = re.split(r"[\s，。；|｜(（\-]|作者|记者|编辑", attributes["source"].line)[0]
        if 2 <= len(source) <= _LONGEST:
            yield Found(source.strip(_TITLE_MARKS + "（()）"), "source")


@dataclass(frozen=True, slots=True)
class Signature:
    """The bodies that sign, joined by 、, and when (ISO 8601); empty where there is none."""

    bodies: str = ""
    date: str = ""


def find_signature(parts: Parts) -> Signature:
    """Find the signature at the end of a text, else that of a letter that it begins with.

    It is lines of nothing but names of bodies, before a line of a date (二〇二四年三月五日, too).
    """
    tail, head = parts.tail(_OUTER)[-_TAIL:], parts.head(_OUTER)[:_HEAD]
    return _signature(tail) or _signature(head) or Signature()


def _signature(lines: Sequence[Line]) -> Signature | None:
    dated = [number for number, line in enumerate(lines) if number and "年" in line.text]
    for number in dated:
        line = lines[number]
        if _DATE_LINE.fullmatch(line.text) and read_date(line.text):
            names = list(_signing(lines[max(number - _SIGNED_BEFORE, 0) : number]))
            # The last body may stand on the line of the date.
            own = re.split(r"[\d〇○二]", line.text)[0]
            names += [own] if own and _is_body(own) else []
            if names:
                return Signature(_joined(names), read_date(line.text))
    return None


def _signing(lines: Sequence[Line]) -> list[str]:
    """Return the names on the last lines, as long as they hold nothing else."""
    names: list[str] = []
    for line in reversed(lines):
        pieces = [piece for piece in re.split(r"[\s、]{1,}", line.text) if piece]
        if not pieces or not all(_is_body(piece) for piece in pieces):
            break
        names = [*pieces, *names]
    return names


def _is_body(name: str) -> bool:
    plain = _SPACE.sub("", name)
    return 2 <= len(plain) <= _LONGEST and _rules().body.fullmatch(plain) is not None


def _together(name: str, title: str) -> str:
    """Return the issuer of a title, with 等…部门 where several issue it."""
    several = re.search(r"等[\d一二三四五六七八九十]{1,3}(?:个)?(?:部门|单位|部委)", title)
    names = _SPACE.split(name.strip(_TITLE_MARKS))
    if not all(_is_body(one) for one in names):
        names = [re.split("[）】)：:|｜]", names[-1])[-1]]  # 【学习专栏】中共中央关于…
        if not _is_body(names[0]):
            return ""
    plain = _joined(names)
    return f"{plain}{several[0]}" if several and several.start() <= len(name) + 4 else plain


def _in_full(name: str, region_name: str) -> str:
    """Return a body named by its rank alone (省人民政府) with the name of its region."""
    ranked = re.fullmatch(r"(?:全?[省市州县]|自治[区州县]|区)?(?:人民)?政府", name)
    return f"{region_name}人民政府" if ranked and region_name else name


def _joined(names: Sequence[str]) -> str:
    apart = (_TWO.sub("、", name.strip()) for name in names)
    return "、".join(dict.fromkeys(name for name in apart if name))


def _plain(title: str) -> str:
    return title.strip(_TITLE_MARKS)
