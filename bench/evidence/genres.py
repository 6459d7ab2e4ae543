"""Genres: kinds of documents whose language is alike, of which weights are learnt together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ARTICLES: Final = "articles"
# Which kinds of documents ("" where it is unknown) belong to a genre.
GENRES: Final[Mapping[str, frozenset[str]]] = {
    ARTICLES: frozenset({"press", "research", ""}),
    "plans": frozenset({"plan"}),
    "regulations": frozenset({"regulation"}),
    "work_reports": frozenset({"work_report"}),
}


def genre_of(kind: str) -> str:
    """Return the genre of a kind of document as which documents are read, "" for none."""
    return next((genre for genre, kinds in GENRES.items() if kind in kinds), "")
