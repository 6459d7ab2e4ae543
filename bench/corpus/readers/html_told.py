"""What a page tells of its document: title, date, issuer, number and where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from lxml.html import HtmlElement

from bench.corpus.readers.lines import TextLine, spaced
from bench.resources import data_yaml

_DATE: Final = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_LONGEST: Final = 200
_NOTHING: Final = frozenset({"", "无", "-", "—", "--", "——", "暂无"})


def told_by(root: HtmlElement | None, page: Sequence[TextLine]) -> dict[str, str]:
    """Return what a page tells of its document, by the names of `TOLD`.

    Parameters
    ----------
    root
        Its tree; None where there is none.
    page
        Its lines.
    """
    metas = {} if root is None else _metas(root)
    text = "\n".join(line.text for line in page)
    told = {
        "title": next(_titles(root, metas, page), ""),
        "issuer": next(_issuers(metas, text), ""),
        "date": next(_dates(metas, text), ""),
        "number": next(_labelled("number", text), ""),
        "link": "" if root is None else next(_links(root, metas), ""),
    }
    return {name: value for name, value in told.items() if value}


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = data_yaml("bench.corpus", "pages.yaml")
    return found


def _metas(root: HtmlElement) -> dict[str, str]:
    """Return the <meta> entries of a page: name in small letters → content."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = spaced(element.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _named(kind: str, metas: Mapping[str, str]) -> Iterator[str]:
    names = _words()["metas"][kind]
    values = (metas.get(name.lower(), "") for name in names)
    yield from (value for value in values if value not in _NOTHING and len(value) <= _LONGEST)


def _labelled(kind: str, text: str) -> Iterator[str]:
    """Yield what stands behind the labels of a page: 发文字号：…, in the same line or cell."""
    for label in _words()["labels"][kind]:
        for found in _label(label).finditer(text):
            value = found.group(1).strip()
            if value not in _NOTHING and not value.endswith(("：", ":")):
                yield value


@cache
def _label(label: str) -> re.Pattern[str]:
    spread = r"[ \u3000]*".join(map(re.escape, label))
    return re.compile(
        rf"(?:^|[\s【\[])\s*{spread}\s*[】\]]?\s*[:：]\s*([^\t\n]{{1,{_LONGEST}}})", re.MULTILINE
    )


def _titles(
    root: HtmlElement | None, metas: Mapping[str, str], page: Sequence[TextLine]
) -> Iterator[str]:
    yield from _named("title", metas)
    heads = [line.text for line in page if line.heading == 1]
    whole = "" if root is None else spaced(root.findtext(".//title") or "")
    yield from (head for head in heads if len(heads) == 1 or head in whole)
    yield from filter(None, [_without_site(whole, next(_named("site", metas), ""))])


def _without_site(title: str, site: str) -> str:
    """Return the title of a page without the names of its site and column behind it."""
    first = re.split(r"\s*(?:--|__|[_|｜»›])\s*|\s+[-–—]\s+", title)[0]
    while "-" in first:
        head, _, tail = first.rpartition("-")
        if not (tail.strip() == site or re.search(_words()["sites"]["endings"][0], tail.strip())):
            break
        first = head
    return first.strip()


def _issuers(metas: Mapping[str, str], text: str) -> Iterator[str]:
    for value in _labelled("issuer", text):
        yield re.split(r"[ \u3000]{2,}|\s+\S{2,8}[:：]", value)[0].strip()
    yield from _named("issuer", metas)
    yield from (re.split(r"\s", value)[0] for value in _labelled("source", text))


def _dates(metas: Mapping[str, str], text: str) -> Iterator[str]:
    values = [*_labelled("date", text), *_named("date", metas), *_labelled("published", text)]
    for value in values:
        found = _DATE.search(value)
        if found:
            year, month, day = (int(part) for part in found.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                yield f"{year}-{month:02}-{day:02}"


def _links(root: HtmlElement, metas: Mapping[str, str]) -> Iterator[str]:
    canonical = (
        one.get("href") or "" for one in root.iter("link") if one.get("rel") == "canonical"
    )
    for link in (*canonical, metas.get("og:url", "")):
        if link.startswith(("http://", "https://")):
            yield link.strip()
