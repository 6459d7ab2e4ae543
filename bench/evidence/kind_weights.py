"""Weights learnt from labels for what is a claim, by groups of kinds of documents.

Two linear models a group, over character strings of the sentence and of the heading above it and
over what the cues say: that a sentence is a claim, and that a claim is a measure and not a fact.
They are kept as tables that can be read (``data/kinds.*.learnt.csv``) and made anew by one command
(see `bench.evidence.learning_kinds`). Regulations go by the cues alone: nearly all that they say is
a claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from bench.evidence.genres import ARTICLES, GENRES
from bench.evidence.kinds import KindScores
from bench.evidence.learnt import LearntWeights
from bench.evidence.learnt_tables import load_learnt
from bench.evidence.recurring import Recurring
from bench.evidence.sections import Section, innermost

_DATA: Final = Path(__file__).parent / "data"
SCORES: Final = ("claim", "measure")
OFFICIAL: Final = "official"
# Which kinds of documents ("" where it is unknown) go by the weights of a group.
GROUPS: Final[Mapping[str, frozenset[str]]] = {
    ARTICLES: GENRES[ARTICLES],
    OFFICIAL: GENRES["plans"] | GENRES["work_reports"],
}
KindWeights = Mapping[str, LearntWeights]
# Which number it is says nothing of the kind of a sentence; that there is one does.
_NUMBER: Final = re.compile(
    r"[0-9０-９]+(?:[.,，][0-9０-９]+)*|[一二三四五六七八九十百千万亿零两]{2,}|[十百千万亿](?=[余多])"
)


def group_of(source_kind: str) -> str:
    """Return the group by whose weights documents of a kind go, "" for those that go by none."""
    return next((group for group, kinds in GROUPS.items() if source_kind in kinds), "")


def file_of(group: str) -> str:
    """Return the name of the table of a group."""
    return f"kinds.{group}.learnt.csv"


@cache
def load_kind_weights() -> KindWeights:
    """Return the shipped weights of each group."""
    return {group: load_learnt(_DATA / file_of(group), SCORES) for group in GROUPS}


def prepared(text: str) -> str:
    """Return a text as it is looked at: ``^`` before it, and every number as ``0``."""
    return f"^{_NUMBER.sub('0', text)}"


def with_learnt(
    scores: KindScores,
    weights: KindWeights,
    texts: Sequence[str],
    sections: Recurring[Section],
    source_kinds: Recurring[str],
) -> KindScores:
    """Return scores of n sentences, the learnt ones where the kind of the document has them.

    Parameters
    ----------
    scores
        What the cues say.
    weights
        Of each group, for ``SCORES``; documents of a group without any go by the cues.
    texts, sections, source_kinds
        As `bench.evidence.kinds.kind_scores`.
    """
    claim, lean = scores.claim.copy(), scores.lean.copy()
    for group, learnt in weights.items():
        rows = np.flatnonzero(source_kinds.holds(GROUPS[group].__contains__))
        if not len(rows):
            continue
        odds = learnt.log_odds(
            [prepared(texts[row]) for row in rows.tolist()],
            sections.at(rows).mapped(innermost),
            np.column_stack([claim[rows], lean[rows]]),
        )
        claim[rows], lean[rows] = odds.T
    return KindScores(claim, lean, scores.found)
