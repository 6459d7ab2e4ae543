"""Weights learnt from labels for what is a claim in press and research.

Two linear models, over character strings of the sentence and of the heading above it and over
what the cues say: that a sentence is a claim, and that a claim is a measure and not a fact. They
are kept as a table that can be read (``data/kinds.learnt.csv``) and made anew by one command (see
`bench.evidence.learning_kinds`). Official documents go by the cues alone: nearly all that they say
is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from bench.evidence.kinds import KindScores
from bench.evidence.learnt import LearntWeights, load_learnt
from bench.evidence.recurring import Recurring
from bench.evidence.sections import Section, innermost

_DATA: Final = Path(__file__).parent / "data"
_FILE: Final = "kinds.learnt.csv"
SCORES: Final = ("claim", "measure")
_LEARNT_FOR: Final = frozenset({"press", "research", ""})
# Which number it is says nothing of the kind of a sentence; that there is one does.
_NUMBER: Final = re.compile(
    r"[0-9０-９]+(?:[.,，][0-9０-９]+)*|[一二三四五六七八九十百千万亿零两]{2,}|[十百千万亿](?=[余多])"
)


def is_learnt_for(source_kind: str) -> bool:
    """Tell whether learnt weights count in documents of this kind ("" where it is unknown)."""
    return source_kind in _LEARNT_FOR


@cache
def load_kind_weights() -> LearntWeights:
    """Return the shipped weights."""
    return load_learnt(_DATA / _FILE, SCORES)


def prepared(text: str) -> str:
    """Return a text as it is looked at: ``^`` before it, and every number as ``0``."""
    return f"^{_NUMBER.sub('0', text)}"


def with_learnt(
    scores: KindScores,
    weights: LearntWeights,
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
        For ``SCORES``.
    texts, sections, source_kinds
        As `bench.evidence.kinds.kind_scores`.
    """
    rows = np.flatnonzero(source_kinds.holds(is_learnt_for))
    if not len(rows):
        return scores
    claim, lean = scores.claim.copy(), scores.lean.copy()
    odds = weights.log_odds(
        [prepared(texts[row]) for row in rows.tolist()],
        sections.at(rows).mapped(innermost),
        np.column_stack([claim[rows], lean[rows]]),
    )
    claim[rows], lean[rows] = odds.T
    return KindScores(claim, lean, scores.found)
