"""Cutting what is not a document's own body, by rules kept as data.

What is cut stays visible: every piece has offsets and the rule that cut it, and is listed in the
documents table, in ``cuts.csv`` and on a sheet of the workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from bench.corpus.document import Cut
from bench.corpus.kinds import kind_of_title
from bench.corpus.lines import BULLETS, Line, heading_level, is_numbered
from bench.corpus.screening import ANY_LENGTH, Screen
from bench.resources import data_yaml

_HEAD_LINES = 15
_TAIL_LINES = 10
_PARAGRAPH = 40
_SHORT = 32
_CONTENTS_WITHIN = 40
_CONTENTS_LINES = 3
_CONTENTS = re.compile(r"目\s*[录次]")
_LEADERS = "0123456789.．…·—- \t\u3000"
_LISTS = ("：", ":")
# What an expression cuts; in this order.
_REST, _LINES, _SPANS = "rest", "lines", "spans"
_ENDS = ("。", "！", "？", "；", "!", "?", "”", "：", ":")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``data/boilerplate.yaml``; what cuts pieces of a line is one expression."""

    id: str
    zh: str
    en: str
    shape: str
    lines: tuple[re.Pattern[str], ...]
    spans: re.Pattern[str] | None
    rest: re.Pattern[str] | None
    until: re.Pattern[str] | None
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
    def patterns_of(key: str) -> list[str]:
        patterns = entry.get(key, [])
        assert isinstance(patterns, list)
        return patterns

    def joined(key: str) -> re.Pattern[str] | None:
        patterns = patterns_of(key)
        return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None

    return Rule(
        id=str(entry["id"]),
        zh=str(entry["zh"]),
        en=str(entry["en"]),
        shape=str(entry.get("shape", "")),
        lines=tuple(re.compile(pattern) for pattern in patterns_of("lines")),
        spans=joined("spans"),
        rest=joined("rest"),
        until=joined("until"),
        unless=joined("unless"),
        longest=int(str(entry.get("longest", 200))),
        after=float(str(entry.get("after", 0))),
        before=float(str(entry.get("before", 1))),
    )


def find_cuts(text: str, lines: Sequence[Line], body: int) -> tuple[Cut, ...]:
    """Find what is not the body of a document.

    Parameters
    ----------
    text
        The whole text of a document.
    lines
        Its lines.
    body
        Where its front matter ends, 0 for none.

    Returns
    -------
    tuple of Cut
        In order of their start, not overlapping. Everything outside of them is the body.
    """
    cuts = [Cut(0, body, "front_matter")] if body else []
    lines = [line for line in lines if line.start >= body] if body else lines
    likely = _screen()(lines)
    kept: list[Line] = []
    for line in _without_rests(lines, body, len(text), likely, cuts):
        trials = likely.get(line.start)
        if trials is None:
            kept.append(line)
            continue
        where = (line.start - body) / (len(text) - body)
        pieces = _cuts_of_line(line, where, trials)
        cuts += pieces
        if not pieces or not any(cut.start == line.start and cut.end == line.end for cut in pieces):
            kept.append(line)
    cuts.extend(_contents(kept))
    cuts.extend(_head_matter(kept))
    cuts.extend(_tail_matter(kept))
    return _merged(cuts)


class _Trial(NamedTuple):
    """An expression of a rule: for the rest of a text, for whole lines, or for pieces of them."""

    rule: Rule
    kind: str
    pattern: re.Pattern[str]
    longest: int


@cache
def _screen() -> Screen[_Trial]:
    """Tell what is worth trying on which lines: most lines hold nothing to cut."""
    rules = load_rules()
    trials = [_Trial(rule, _REST, rule.rest, ANY_LENGTH) for rule in rules if rule.rest]
    for rule in rules:
        trials += [_Trial(rule, _LINES, pattern, rule.longest) for pattern in rule.lines]
        if rule.spans:
            trials.append(_Trial(rule, _SPANS, rule.spans, ANY_LENGTH))
    return Screen(trials)


def _without_rests(
    lines: Sequence[Line],
    body: int,
    length: int,
    likely: dict[int, tuple[_Trial, ...]],
    cuts: list[Cut],
) -> Sequence[Line]:
    """Return the lines without what rules cut from somewhere on, and note those cuts.

    ``likely`` is what is to be tried on each line, by its start; it is kept up to date.
    """
    begins = {start for start, trials in likely.items() if trials[0].kind == _REST}
    if not begins:
        return lines
    left: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        where = (line.start - body) / (length - body)
        trials = likely[line.start] if line.start in begins else ()
        rule, start = _rest_of(line, where, trials)
        if rule is None:
            left.append(line)
            at += 1
            continue
        before = line.text[: start - line.start].rstrip()
        if before:
            left.append(Line(line.start, line.start + len(before), before))
            likely.update(_screen()(left[-1:]))
        at = _end_of_rest(lines, at, rule)
        cuts.append(Cut(start, lines[at - 1].end, rule.id))
    return left


def _rest_of(line: Line, where: float, trials: Iterable[_Trial]) -> tuple[Rule | None, int]:
    """Return the rule that cuts the rest from within this line, if any, and from where."""
    for rule, kind, pattern, _ in trials:
        if kind == _REST and rule.holds_at(line, where) and (found := pattern.search(line.text)):
            return rule, line.start + found.start()
    return None, line.end


def _end_of_rest(lines: Sequence[Line], begin: int, rule: Rule) -> int:
    """Return the number of the line that ends what a rule cuts: an annex after the glossary."""
    if rule.until is None:
        return len(lines)
    until = rule.until
    ends = (n for n in range(begin + 1, len(lines)) if until.search(lines[n].text))
    return next(ends, len(lines))


def _cuts_of_line(line: Line, where: float, trials: Iterable[_Trial]) -> list[Cut]:
    start, end, text = line
    cuts: list[Cut] = []
    for rule, kind, pattern, _ in trials:
        if kind == _REST or not pattern.search(text) or not rule.holds_at(line, where):
            continue
        if kind == _LINES:
            return [*cuts, Cut(start, end, rule.id)]
        pieces = (piece.span() for piece in pattern.finditer(text))
        cuts += [Cut(start + begin, start + finish, rule.id) for begin, finish in pieces]
    return cuts


def _without_page(text: str) -> str:
    """Return a line of a table of contents without its dots and page number."""
    return text.rstrip(_LEADERS).replace(" ", "")


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= _PARAGRAPH or (len(line.text) > _SHORT and line.text.endswith(_ENDS))


def _head_matter(kept: list[Line]) -> Iterable[Cut]:
    """Byline, newspaper, column: short lines around the title, before the first paragraph.

    The title is the longest that names a kind of document and is no sentence, else the longest:
    a site's name may stand above it.
    """
    first = next((i for i, line in enumerate(kept[:_HEAD_LINES]) if _is_paragraph(line)), None)
    if first is None:
        return
    head = list(takewhile(lambda line: not _is_item(line), kept[:first]))
    title = max(head, key=lambda line: (_is_title(line.text), len(line.text)), default=None)
    for line in head:
        if line is not title and len(line.text) <= _SHORT and not line.text.endswith(_ENDS):
            yield Cut(line.start, line.end, "head_matter")


def _is_title(text: str) -> bool:
    return "，" not in text and bool(kind_of_title(text))


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
    """Yield the table of contents: what comes again below of the lines after 目录.

    Without that word, it is the first headings that follow one another and come again below.
    """
    head = [line.text for line in kept[:_CONTENTS_WITHIN]]
    named = (i for i, text in enumerate(head) if text[0] == "目" and _CONTENTS.fullmatch(text))
    at = next(named, None)
    if at is not None:
        yield Cut(kept[at].start, kept[at].end, "contents")
        listed = list(_listed(kept, at + 1))
    else:
        listed = _listed_headings(kept, head)
    for line in listed:
        yield Cut(line.start, line.end, "contents")


def _listed_headings(kept: list[Line], head: list[str]) -> list[Line]:
    outer = kept[: _CONTENTS_WITHIN + _CONTENTS_LINES]
    marked = [heading_level(line.text) is not None for line in outer]
    if sum(marked) < _CONTENTS_LINES:
        return []
    often = Counter(line.text for line in kept)
    first = next((i for i, text in enumerate(head) if marked[i] and often[text] > 1), 0)
    if sum(marked[first : first + _CONTENTS_LINES]) < _CONTENTS_LINES:
        return []
    listed = list(
        takewhile(lambda line: heading_level(line.text) is not None, _listed(kept, first))
    )
    return listed if len(listed) >= _CONTENTS_LINES else []


def _listed(kept: list[Line], begin: int) -> Iterable[Line]:
    """Yield the lines from one on, up to the first that does not come again below."""
    below = Counter(_without_page(line.text) for line in kept[begin:])
    for line in kept[begin:]:
        below[_without_page(line.text)] -= 1
        if not below[_without_page(line.text)]:
            return
        yield line


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
