"""Strength of a claim, by a rubric kept as data: 0 to 5."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from bench.prefilter import Expressions, Screened
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


@cache
def strength_expressions() -> Expressions:
    """Return the expressions of what makes a claim stronger or weaker."""
    return Expressions([add.pattern for add in load_rubric().adds])


def strengths_of(
    texts: Sequence[str], statuses: Sequence[str], screened: Screened | None = None
) -> list[float]:
    """Return the strengths of some claims.

    Parameters
    ----------
    texts
        n sentences.
    statuses
        The status of each.
    screened
        Which of `strength_expressions` they may hold, where that is known.

    Returns
    -------
    list of float
        0.5 to 5, in steps of one half.
    """
    rubric = load_rubric()
    points = np.array([rubric.base[status] for status in statuses], dtype=np.float64)
    found = (screened or strength_expressions().screened(texts)).found()
    for add, here in zip(rubric.adds, found, strict=True):
        points += add.points * here
    strengths: list[float] = points.clip(rubric.least, rubric.most).tolist()
    return strengths


def strength_of(text: str, status: str) -> float:
    """Return the strength of one claim (see `strengths_of`)."""
    (strength,) = strengths_of([text], [status])
    return strength
