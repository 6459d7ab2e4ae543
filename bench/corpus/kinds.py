"""Kinds of source documents, as `data/kinds.yaml` names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bench.resources import data_yaml


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: its names, and the status that its measures have by default.

    An ``official`` document speaks of its issuing region throughout.
    """

    id: str
    zh: str
    en: str
    official: bool
    standing: str
    title: re.Pattern[str]
    names: tuple[str, ...]


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
        )
        for e in entries
    )


def kind_named(name: str) -> str:
    """Return the id of the kind that a manifest or front matter names, "" for none."""
    wanted = name.strip().lower()
    for kind in load_kinds():
        if wanted in (kind.id, kind.zh, kind.en, *kind.names):
            return kind.id
    return ""


def kind_of_title(title: str) -> str:
    """Return the id of the kind that a title shows, "" for none."""
    for kind in load_kinds():
        if kind.title.search(title):
            return kind.id
    return ""


def is_official(kind: str) -> bool:
    """Say whether documents of this kind speak of their issuing region throughout."""
    return any(k.official for k in load_kinds() if k.id == kind)


def standing_of(kind: str) -> str:
    """Return the status that the measures of this kind of document have by default."""
    return next((k.standing for k in load_kinds() if k.id == kind), "underway")
