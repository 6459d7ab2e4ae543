"""The title of a document, from its page's attributes, its first lines, or its file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bench.corpus.dates import IN_BRACKETS
from bench.corpus.found import Found
from bench.corpus.kinds import kind_of_title
from bench.corpus.lines import is_numbered, strip_markdown
from bench.corpus.parts import Parts

LONGEST: Final = 80
_SHORTEST: Final = 4
_NO_TITLE: Final = ("。", "：", "；", "，", ":", ";", ",")
# A title broken in two: 浙江省人民政府关于印发 / ….
_BROKEN: Final = ("关于", "印发", "转发", "批转", "发布", "公布")
_OPENING: Final = 800
_ENDS: Final = (
    "意见|决定|决议|建议|规划|方案|计划|纲要|要点|措施|政策|办法|条例|规定|通知|公告|通告"
)
# …关于…的意见（2024年9月21日）: a title with its date, glued to the text before and after it.
_DATED: Final = re.compile(
    rf"(?:\d日电)?\s*([^，。；：|｜\s\d][^，。；：|｜\d]{{6,70}}(?:{_ENDS}))\s*"
    r"[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^（）()]{0,60}[)）]"
)
# 《…》已经…通过，现印发给你们; 现将《…》印发给你们
_ISSUED: Final = re.compile(
    r"《([^《》]{4,90}(?:〈[^〉]*〉[^《》]*)?)》[^《》。]{0,120}(?:印发给你们|予公布|予发布|予以公布|予以发布)"
)
# …行动计划（2024—2028年）可信数据空间是…: a title glued to the first sentence.
_GLUED: Final = re.compile(
    rf"(?!为|各|按照|根据|以)([^，。；：、《》\s][^，。；：《》\n]{{4,50}}?(?:{_ENDS})(?:\s*[（(][^（）()\n]{{2,20}}[)）])?)(?=[^，。；：\n]{{2,}}[，。：])"
)
_FILE_DATE: Final = re.compile(r"[_\s-]*[（(]?(?<!\d)(?:19|20)\d{2}[\d年月日.-]*[)）]?$")
_FILE_CODE: Final = re.compile(r"^[A-Za-z]{0,4}\d{0,6}[_\-.、\s]+(?=[一-龥“《【])")
_HAN: Final = re.compile("[一-龥]")
_WRAPPED: Final = re.compile(r"\s*\n\s*")
# 标题--栏目-某某网: what a page's title says besides.
_SITE: Final = re.compile(
    r"^(.{6,}?)\s*(?:-{1,3}|[_|｜—–])\s*[^_|｜]{0,40}"
    r"(?:网|网站|门户|政府|频道|日报|晚报|学校|[大中小]学|委员会|[厅局部]|资讯|公众号|客户端)$"
)
# What a program writes where nobody gave a title.
_BY_DEFAULT: Final = re.compile(
    r"^(?:Microsoft\s\w+|PowerPoint|WPS|Untitled|Document\d*|无标题|文档\d*|新建|首页|主页)",
    re.IGNORECASE,
)


def find_title(stem: str, parts: Parts) -> Found:
    """Find the title of a document.

    Parameters
    ----------
    stem
        Its file's name without suffix, the last resort.
    parts
        Its text.

    Returns
    -------
    Found
        The first that shows a kind of document, else the first: the page's attribute
        (``attribute``); the first line of the body, where it can be one (``line``, with ``named``
        where it shows a kind); what the opening says it issues (``issued``) or is glued to
        (``glued``); the file's name (``name``, or ``code`` where it has next to no words).
    """
    found = [*_candidates(parts), *_of_name(stem)]
    named = next((one for one in found if kind_of_title(one.value)), None)
    best = named or next(iter(found), Found(stem, "code"))
    if named and named.way == "line":
        return Found(named.value, "line_named")
    return best


def page_title(told: str) -> str:
    """Return a title as a format tells it, without the site's name; "" for a program's own."""
    title = " ".join(told.split())
    if _BY_DEFAULT.match(title) or not _HAN.search(title):
        return ""
    site = _SITE.match(title)
    return site[1].strip() if site else title


def name_words(stem: str) -> str:
    """Return a file's name without a code before it and a date behind it: P013_…, …_2024."""
    return _FILE_DATE.sub("", _FILE_CODE.sub("", stem)).strip()


def _candidates(parts: Parts) -> Iterator[Found]:
    attribute = parts.attributes.get("title")
    if attribute and len(attribute.line) >= _SHORTEST:
        yield Found(attribute.line, "attribute")
    first = _first_line(parts)
    if first:
        yield Found(first, "line")
    start = next((cut.end for cut in parts.cuts if cut.rule == "front_matter"), 0)
    opening = parts.text[start : start + _OPENING].strip()
    for find, way in ((_dated, "glued"), (_ISSUED.search, "issued"), (_GLUED.match, "glued")):
        found = find(opening)
        if found:
            yield Found(_WRAPPED.sub("", found[1]).strip(), way)


def _dated(opening: str) -> re.Match[str] | None:
    return _DATED.search(opening) if IN_BRACKETS.search(opening) else None


def _first_line(parts: Parts) -> str:
    """Return the first line of the body where it can be a title, else ""."""
    if not parts.paragraphs:
        return ""
    text, first = parts.text, parts.paragraphs[0]
    lines = first.text.split("\n")
    # A heading of Markdown is one line.
    title = strip_markdown(lines[0] if first.text.startswith("#") else " ".join(lines))
    above = [c for c in parts.cuts if c.end <= first.start and c.rule == "head_matter"][-1:]
    for cut in above:
        if text[cut.start : cut.end].endswith(_BROKEN) and not text[cut.end : first.start].strip():
            title = text[cut.start : cut.end] + title
    fits = 0 < len(title) <= LONGEST and not title.endswith(_NO_TITLE)
    return title if fits and not is_numbered(title) else ""


def _of_name(stem: str) -> Iterator[Found]:
    words = name_words(stem)
    parts = [part for part in re.split(r"[_\s]+", words) if part]
    named = next((part for part in parts if kind_of_title(part)), "")
    longest = named or max(parts, key=len, default="")
    if len(_HAN.findall(longest)) >= _SHORTEST:
        yield Found(longest, "name")
