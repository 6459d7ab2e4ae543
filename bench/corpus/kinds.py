"""Kinds of source documents, as `data/kinds.yaml` names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bench.resources import data_yaml

# 关于印发《…》的通知, 转发…方案的通知: the notice is read as what it issues.
_ISSUING: Final = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发)(?:了)?(?P<marks>[《〈]?)(?P<issued>[^\n]{3,120}?)"
    r"(?(marks)[》〉]?)(?:[（(][^（()）]{1,16}[)）])?"
    r"(?:(?:的|等.{0,12}的)(?:通知|公告|函|决定)(?:[（(].{2,16}[)）])?|(?<=》))$"
)
_MARKED: Final = re.compile(r"[《〈]([^《》]{3,100}(?:〈[^〉]*〉[^《》]*)?)[》〉]")


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: its names, and the status that its measures have by default.

    An ``official`` document speaks of its issuing region throughout; ``like`` is the kind as
    which its sentences are read (its own id, or that of a kind with cues of its own).
    """

    id: str
    zh: str
    en: str
    official: bool
    standing: str
    title: re.Pattern[str]
    names: tuple[str, ...]
    like: str


@cache
def load_kinds() -> tuple[SourceKind, ...]:
    """Return the kinds of `data/kinds.yaml`, in order."""
    entries = data_yaml(__package__, "kinds.yaml")["kinds"]
    return tuple(
        SourceKind(
            e["id"],
            e["zh"],
            e["en"],
            e["official"],
            e["standing"],
            re.compile(e["title"]),
            tuple(e["names"]),
            e.get("like", e["id"]),
        )
        for e in entries
    )


def kind_named(name: str) -> str:
    """Return the id of the kind that a manifest or front matter names, "" for none."""
    wanted = name.strip().lower()
    if not wanted:
        return ""
    for kind in load_kinds():
        if wanted in (kind.id, kind.zh, kind.en, *kind.names):
            return kind.id
    return ""


def kind_of_title(title: str) -> str:
    """Return the id of the kind that a title shows, "" for none.

    A notice that issues something is of the kind of what it issues, where that shows one.
    """
    issued = issued_title(title)
    return (_shown(issued) if issued else "") or _shown(title)


def issued_title(title: str) -> str:
    """Return the title of what a notice issues or passes on, "" for any other title."""
    found = _ISSUING.search(title)
    if found is None:
        return ""
    marked = _MARKED.search(title, found.start())
    return marked[1] if marked else found["issued"].strip("《》〈〉 ")


def _shown(title: str) -> str:
    return next((kind.id for kind in load_kinds() if kind.title.search(title)), "")


def read_as(kind: str) -> str:
    """Return the kind as which the sentences of a document of this kind are read."""
    return next((k.like for k in load_kinds() if k.id == kind), kind)


def is_official(kind: str) -> bool:
    """Say whether documents of this kind speak of their issuing region throughout."""
    return any(k.official for k in load_kinds() if k.id == kind)


def standing_of(kind: str) -> str:
    """Return the status that the measures of this kind of document have by default."""
    return next((k.standing for k in load_kinds() if k.id == kind), "underway")
