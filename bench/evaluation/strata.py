"""The sentences of documents in three classes: sure hits, near misses and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bench.corpus.document import Sentence
from bench.evidence.analysis import Analysis, Claim

SURE: Final = "sure"
NEAR: Final = "near"
REST: Final = "rest"
CLASSES: Final = (SURE, NEAR, REST)

# A claim needs a probability of 0.5; an indicator is assigned from about a third.
_SURE_CLAIM: Final = 0.85
_SURE_INDICATOR: Final = 0.7
_NEAR_CLAIM: Final = 0.2
_LOW_INDICATOR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of a body, the one before it, and its class."""

    document: str
    sentence: Sentence
    previous: str
    kind: str


def read_sentences(analyses: Iterable[Analysis]) -> list[Read]:
    """Return every sentence of every body with its class, in order of documents and offsets.

    ``sure`` is a claim of which the program is sure, indicator included; ``near`` a sentence just
    under or over the threshold of a claim, or a claim with no indicator of which it is sure;
    ``rest`` all others.

    Parameters
    ----------
    analyses
        What was read.
    """
    found = []
    for analysis in sorted(analyses, key=lambda a: a.document.path):
        sentences = analysis.body.sentences
        claims = {claim.sentence.start: claim for claim in analysis.claims}
        chances = zip(sentences, analysis.probabilities, strict=True)
        for number, (sentence, chance) in enumerate(chances):
            kind = _class(chance, claims.get(sentence.start))
            before = sentences[number - 1].text if number else ""
            found.append(Read(analysis.document.path, sentence, before, kind))
    return found


def _class(chance: float, claim: Claim | None) -> str:
    best = max((hit.confidence for hit in claim.indicators), default=0.0) if claim else 0.0
    if claim and chance >= _SURE_CLAIM and best >= _SURE_INDICATOR:
        return SURE
    if abs(chance - 0.5) <= _NEAR_CLAIM or (claim and best < _LOW_INDICATOR):
        return NEAR
    return REST
