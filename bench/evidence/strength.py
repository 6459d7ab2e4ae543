"""Strength of a claim, by a rubric kept as data: 0 to 5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bench.resources import data_yaml


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that makes a claim stronger or weaker, and the expression that shows it."""

    id: str
    zh: str
    en: str
    points: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The numbers of ``data/rubric.yaml``."""

    least: float
    most: float
    base: Mapping[str, float]
    adds: tuple[Addition, ...]


@cache
def load_rubric() -> Rubric:
    """Return the shipped rubric."""
    data = data_yaml(__package__, "rubric.yaml")
    adds = tuple(
        Addition(e["id"], e["zh"], e["en"], e["points"], re.compile(e["pattern"]))
        for e in data["adds"]
    )
    return Rubric(data["least"], data["most"], dict(data["base"]), adds)


def strength_of(text: str, status: str) -> float:
    """Return the strength of a claim.

    Parameters
    ----------
    text
        The sentence.
    status
        Its status.

    Returns
    -------
    float
        0.5 to 5, in steps of one half.
    """
    rubric = load_rubric()
    points = rubric.base[status]
    points += sum(add.points for add in rubric.adds if add.pattern.search(text))
    return min(rubric.most, max(rubric.least, points))
