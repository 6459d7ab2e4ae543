"""Cutting what is not a document's own body, by rules kept as data.

What is cut stays visible: every piece has offsets and the rule that cut it, and is listed in the
documents table, in ``cuts.csv`` and on a sheet of the workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from bench.corpus.document import Cut
from bench.corpus.front_matter import split_front_matter
from bench.corpus.kinds import kind_of_title
from bench.corpus.lines import BULLETS, Line, is_numbered, split_lines
from bench.resources import data_yaml

_HEAD_LINES = 15
_TAIL_LINES = 10
_PARAGRAPH = 40
_SHORT = 32
_CONTENTS_WITHIN = 40
_CONTENTS = re.compile(r"目\s*[录次]")
_LEADERS = "0123456789.．…·—- \t\u3000"
_LISTS = ("：", ":")
_ENDS = ("。", "！", "？", "；", "!", "?", "”", "：", ":")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``data/boilerplate.yaml``; its patterns joined into one expression each."""

    id: str
    zh: str
    en: str
    shape: str
    lines: re.Pattern[str] | None
    spans: re.Pattern[str] | None
    rest: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    longest: int
    after: float
    before: float

    def reason(self, language: str = "zh") -> str:
        """Return the rule in words."""
        return self.en if language == "en" else self.zh

    def holds_at(self, line: Line, where: float) -> bool:
        """Say whether the rule may cut anything of a line at this share of the document."""
        excepted = self.unless is not None and self.unless.search(line.text) is not None
        return self.after <= where <= self.before and not excepted


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules of ``data/boilerplate.yaml``, in order."""
    return tuple(_rule(entry) for entry in data_yaml(__package__, "boilerplate.yaml")["rules"])


def _rule(entry: dict[str, object]) -> Rule:
    def joined(key: str) -> re.Pattern[str] | None:
        patterns = entry.get(key, [])
        assert isinstance(patterns, list)
        return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None

    return Rule(
        id=str(entry["id"]),
        zh=str(entry["zh"]),
        en=str(entry["en"]),
        shape=str(entry.get("shape", "")),
        lines=joined("lines"),
        spans=joined("spans"),
        rest=joined("rest"),
        unless=joined("unless"),
        longest=int(str(entry.get("longest", 200))),
        after=float(str(entry.get("after", 0))),
        before=float(str(entry.get("before", 1))),
    )


def find_cuts(text: str) -> tuple[Cut, ...]:
    """Find what is not the body of a document.

    Parameters
    ----------
    text
        The whole text of a document.

    Returns
    -------
    tuple of Cut
        In order of their start, not overlapping. Everything outside of them is the body.
    """
    _, body = split_front_matter(text)
    cuts = [Cut(0, body, "front_matter")] if body else []
    lines = [line for line in split_lines(text) if line.start >= body]
    end = _end_of_body(lines, body, len(text), cuts)
    kept: list[Line] = []
    for line in lines:
        if line.start >= end:
            break
        where = (line.start - body) / max(len(text) - body, 1)
        pieces = list(_cuts_of_line(line, where))
        cuts.extend(pieces)
        if not any(cut.start == line.start and cut.end == line.end for cut in pieces):
            kept.append(line)
    cuts.extend(_contents(kept))
    cuts.extend(_head_matter(kept))
    cuts.extend(_tail_matter(kept))
    return _merged(cuts)


def _end_of_body(lines: list[Line], body: int, length: int, cuts: list[Cut]) -> int:
    """Return where the first rule that cuts the rest applies, and note that cut."""
    for line in lines:
        where = (line.start - body) / max(length - body, 1)
        for rule in load_rules():
            if rule.rest and rule.holds_at(line, where) and rule.rest.search(line.text):
                cuts.append(Cut(line.start, lines[-1].end, rule.id))
                return line.start
    return length


def _cuts_of_line(line: Line, where: float) -> Iterable[Cut]:
    for rule in load_rules():
        fits = rule.lines and len(line.text) <= rule.longest and rule.lines.search(line.text)
        if fits and rule.holds_at(line, where):
            yield Cut(line.start, line.end, rule.id)
            return
        if rule.spans:
            for found in rule.spans.finditer(line.text):
                if rule.holds_at(line, where):
                    yield Cut(line.start + found.start(), line.start + found.end(), rule.id)


def _without_page(text: str) -> str:
    """Return a line of a table of contents without its dots and page number."""
    return text.rstrip(_LEADERS).replace(" ", "")


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= _PARAGRAPH or (len(line.text) > _SHORT and line.text.endswith(_ENDS))


def _head_matter(kept: list[Line]) -> Iterable[Cut]:
    """Byline, newspaper, column: short lines around the title, before the first paragraph.

    The title is the first that names a kind of document, else the longest: a site's name may
    stand above it.
    """
    first = next((i for i, line in enumerate(kept[:_HEAD_LINES]) if _is_paragraph(line)), None)
    if first is None:
        return
    head = list(takewhile(lambda line: not _is_item(line), kept[:first]))
    title = max(
        head, key=lambda line: (bool(kind_of_title(line.text)), len(line.text)), default=None
    )
    for line in head:
        if line is not title and len(line.text) <= _SHORT and not line.text.endswith(_ENDS):
            yield Cut(line.start, line.end, "head_matter")


def _tail_matter(kept: list[Line]) -> Iterable[Cut]:
    """Signature and date: short lines after the last paragraph."""
    last = next((i for i in range(len(kept) - 1, -1, -1) if _is_paragraph(kept[i])), None)
    if last is None or len(kept) - last > _TAIL_LINES:
        return
    if any(line.text.endswith(_LISTS) for line in kept[last:]):
        return  # what follows a colon is its list
    for line in kept[last + 1 :]:
        if len(line.text) <= _SHORT and not line.text.endswith(_ENDS) and not _is_item(line):
            yield Cut(line.start, line.end, "tail_matter")


def _is_item(line: Line) -> bool:
    return is_numbered(line.text) or line.text.startswith(BULLETS)


def _contents(kept: list[Line]) -> Iterable[Cut]:
    """Yield the table of contents: the line 目录 and those after it that come again below."""
    head = [line.text for line in kept[:_CONTENTS_WITHIN]]
    at = next((i for i, text in enumerate(head) if _CONTENTS.fullmatch(text)), None)
    if at is None:
        return
    yield Cut(kept[at].start, kept[at].end, "contents")
    below = Counter(_without_page(line.text) for line in kept[at + 1 :])
    for line in kept[at + 1 :]:
        below[_without_page(line.text)] -= 1
        if not below[_without_page(line.text)]:
            return
        yield Cut(line.start, line.end, "contents")


def _merged(cuts: list[Cut]) -> tuple[Cut, ...]:
    """Order the cuts and drop what lies within an earlier one."""
    result: list[Cut] = []
    for cut in sorted(cuts, key=lambda c: (c.start, -c.end)):
        if cut.start >= cut.end:
            continue
        if result and cut.start < result[-1].end:
            if cut.end <= result[-1].end:
                continue
            cut = Cut(result[-1].end, cut.end, cut.rule)
        result.append(cut)
    return tuple(result)
