"""What speaks against a document being what its name or its title says.

Pure functions of texts; the thresholds are data (``data/doubts.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from bench.corpus.kinds import is_official, kind_of_title
from bench.corpus.lines import Line, strip_markdown
from bench.corpus.parts import Parts
from bench.resources import data_yaml

_HAN: Final = re.compile("[一-龥]")
_HAN_RUN: Final = re.compile("[一-龥]{2,}")
_SENTENCE: Final = re.compile("[。！？；]")
_SPACE: Final = re.compile(r"\s+")
_LONG: Final = 2000
_ARTICLE: Final = re.compile(r"第([一二三四五六七八九十百零〇]{1,6})条")
_ARTICLE_BEGINS: Final = ("第", "#")
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}
_POWERS: Final = {"十": 10, "百": 100}

# Key of a message → its values.
Doubts = dict[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DoubtRules:
    """The words and thresholds of ``data/doubts.yaml``."""

    common: re.Pattern[str]
    title_pairs: int
    title_share: float
    navigation_share: float
    judged: int
    shortest: int
    articles: int
    closing: re.Pattern[str]
    closing_paragraphs: int
    subject_sentences: int
    subject_share: float


@cache
def load_doubt_rules() -> DoubtRules:
    """Return the shipped rules."""
    data = data_yaml(__package__, "doubts.yaml")
    common = "|".join(sorted(data.pop("common"), key=len, reverse=True))
    return DoubtRules(re.compile(common), closing=re.compile(data.pop("closing")), **data)


def find_doubts(parts: Parts, claimed: Iterable[str]) -> Doubts:
    """Find what a reader should look at before a document is believed.

    Parameters
    ----------
    parts
        A document's text.
    claimed
        What it is said to be from outside: its title in the manifest, the words of its file's
        name. Only the titles of official documents are judged: a newspaper's need not say what
        an article is about.

    Returns
    -------
    dict
        Keys of messages with their values; empty where nothing is in doubt.
        ``corpus.doubt_short``, ``corpus.doubt_navigation``, ``corpus.doubt_title``,
        ``corpus.doubt_articles_end`` and ``corpus.doubt_articles_jump``.
    """
    text, paragraphs = parts.text, parts.paragraphs
    # Counted only where it matters.
    length = len(text) if len(text) > _LONG else len(_HAN.findall(text))
    if length < load_doubt_rules().shortest:
        return {"corpus.doubt_short": {"characters": length}}
    doubts: Doubts = {}
    if length >= load_doubt_rules().judged:
        if _is_navigation(paragraphs):
            doubts["corpus.doubt_navigation"] = {}
        body = "\n".join(paragraph.text for paragraph in paragraphs)
        for title in claimed:
            if is_official(kind_of_title(title)) and is_foreign(title, body):
                doubts["corpus.doubt_title"] = {"title": title}
    doubts.update(_articles(paragraphs))
    return doubts


def is_foreign(title: str, body: str) -> bool:
    """Say whether a title has next to nothing in common with a body.

    The title itself, which a page prints above anything, does not count; nor do the words that
    all titles share.
    """
    rules = load_doubt_rules()
    plain = _SPACE.sub("", title)
    own = rules.common.sub(" ", plain)
    if len(_pairs(own)) < rules.title_pairs:
        return False
    return share_in(own, _SPACE.sub("", body).replace(plain, "")) < rules.title_share


def share_in(title: str, text: str) -> float:
    """Return which share of a title's pairs of neighbouring characters occurs in a text, 0 to 1."""
    pairs = _pairs(title)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0


def _pairs(title: str) -> set[str]:
    return {run[at : at + 2] for run in _HAN_RUN.findall(title) for at in range(len(run) - 1)}


def _is_navigation(paragraphs: Sequence[Line]) -> bool:
    """Say whether hardly any of a body's characters lie in paragraphs that hold a sentence."""
    total = sum(len(one.text) for one in paragraphs)
    least = load_doubt_rules().navigation_share * max(total, 1)
    held = 0
    for one in paragraphs:
        if held >= least:
            break
        held += len(one.text) if _SENTENCE.search(one.text) else 0
    return held < least


def _articles(paragraphs: Sequence[Line]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield what is wrong with the articles of a regulation: a number is missing, or the end."""
    rules = load_doubt_rules()
    numbers = list(_article_numbers(paragraphs))
    if len(numbers) < rules.articles or numbers[0] != 1:
        return
    for before, after in pairwise(numbers):
        if after > before + 1:
            yield "corpus.doubt_articles_jump", {"before": before, "after": after}
            break
    ending = "\n".join(one.text for one in paragraphs[-rules.closing_paragraphs :])
    if not rules.closing.search(ending):
        yield "corpus.doubt_articles_end", {"last": max(numbers)}


def _article_numbers(paragraphs: Iterable[Line]) -> Iterator[int]:
    for paragraph in paragraphs:
        # Most paragraphs begin otherwise.
        marked = paragraph.text.startswith(_ARTICLE_BEGINS)
        found = _ARTICLE.match(strip_markdown(paragraph.text)) if marked else None
        if found:
            yield _number(found[1])


def _number(signs: str) -> int:
    """Return a number below 1,000 in Chinese numerals: 十八, 一百零五."""
    total, digit = 0, 0
    for sign in signs:
        if sign in _POWERS:
            total += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
