"""From one document to its claims: a pure function of document, catalogue and gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.catalogue.model import Catalogue
from bench.corpus.document import PLAN, Body, Document, Sentence
from bench.corpus.kinds import read_as
from bench.corpus.sentences import split_body
from bench.evidence.attribution import Attribution, Attributor
from bench.evidence.instruments import instruments_of
from bench.evidence.kinds import CONTEXT, KindDecision, decide_kinds
from bench.evidence.learnt import LearntWeights
from bench.evidence.mapping import IndicatorHit, Mapper, Passage
from bench.evidence.status import decide_statuses
from bench.evidence.strength import strengths_of
from bench.evidence.words import tokenizer
from bench.quantities import Quantity, find_quantities
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that states a measure or a fact: whose, of what standing, bearing on what.

    ``confidence`` (0 to 1) is that it is a claim, ``strength`` (0 to 5) by the rubric,
    ``instrument`` an id of `bench.evidence.instruments` or ""; the offsets of ``figures`` count
    from the beginning of the sentence.
    """

    sentence: Sentence
    kind: str
    status: str
    confidence: float
    strength: float
    instrument: str
    attribution: Attribution
    indicators: tuple[IndicatorHit, ...]
    figures: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was read from one document.

    ``probabilities`` says for each sentence of the body how likely it is a claim (0 to 1).
    """

    document: Document
    body: Body
    claims: tuple[Claim, ...]
    probabilities: tuple[float, ...]


class Analyser:
    """Analyses documents one by one; what it finds in one never depends on another.

    Parameters
    ----------
    catalogue
        The indicators.
    gazetteer
        The regions.
    learnt
        Weights learnt for this catalogue, where there are any.
    """

    def __init__(
        self, catalogue: Catalogue, gazetteer: Gazetteer, learnt: LearntWeights | None = None
    ) -> None:
        self.catalogue = catalogue
        self.gazetteer = gazetteer
        self.learnt = learnt
        self.places = PlaceMatcher(gazetteer)
        self._attributor = Attributor(gazetteer, self.places)
        self.cut = tokenizer({*catalogue.terms(), *self.places.words})
        self.mapper = Mapper(catalogue, self.cut, learnt)

    def __reduce__(
        self,
    ) -> tuple[type[Analyser], tuple[Catalogue, Gazetteer, LearntWeights | None]]:
        return Analyser, (self.catalogue, self.gazetteer, self.learnt)

    def analyse(self, document: Document) -> Analysis:
        """Find the claims of a document.

        Parameters
        ----------
        document
            A decoded document with its metadata.

        Returns
        -------
        Analysis
            Its body, what was cut, and its claims in the order of the text.
        """
        body = split_body(document.text, document.layout)
        sentences = body.sentences
        kind = _effective_kind(document)
        attributions = self._attributor.attribute(document, sentences)
        decisions = decide_kinds(
            [sentence.text for sentence in sentences],
            source_kind=kind,
            sections=[sentence.section for sentence in sentences],
            opening=_open_paragraphs(sentences),
            named=[attribution.source == "subject" for attribution in attributions],
        )
        chosen = [n for n, decision in enumerate(decisions) if decision.kind != CONTEXT]
        passages = passages_of(sentences)
        claims = _claims(
            kind,
            [sentences[n] for n in chosen],
            [decisions[n] for n in chosen],
            [attributions[n] for n in chosen],
            self.mapper.file([passages[n] for n in chosen], document.title),
        )
        return Analysis(document, body, claims, tuple(d.probability for d in decisions))


def _claims(
    source_kind: str,
    sentences: Sequence[Sentence],
    decisions: Sequence[KindDecision],
    attributions: Sequence[Attribution],
    hits: Sequence[tuple[IndicatorHit, ...]],
) -> tuple[Claim, ...]:
    """Make a claim of each sentence; one step after the other, each for all sentences at once."""
    texts = [sentence.text for sentence in sentences]
    sections = [sentence.section for sentence in sentences]
    statuses = decide_statuses(
        texts,
        [decision.kind for decision in decisions],
        source_kind=source_kind,
        sections=sections,
        elided=[attribution.source != "subject" for attribution in attributions],
    )
    strengths = strengths_of(texts, statuses)
    instruments = instruments_of(texts, source_kind=source_kind, sections=sections)
    return tuple(
        Claim(
            sentence=sentence,
            kind=decision.kind,
            status=status,
            confidence=decision.probability,
            strength=strength,
            instrument=instrument,
            attribution=attribution,
            indicators=indicators,
            figures=find_quantities(sentence.text),
        )
        for sentence, decision, status, strength, instrument, attribution, indicators in zip(
            sentences, decisions, statuses, strengths, instruments, attributions, hits, strict=True
        )
    )


def _effective_kind(document: Document) -> str:
    """Return the kind as which a document is read; a region alone makes it a policy paper."""
    return read_as(document.kind) or (PLAN if document.region else "")


def _open_paragraphs(sentences: Sequence[Sentence]) -> list[bool]:
    """Say of each sentence whether it is the first of several of its paragraph."""
    numbers = [None, *(sentence.paragraph for sentence in sentences), None]
    return [
        before != here == after
        for before, here, after in zip(numbers, numbers[1:], numbers[2:], strict=False)
    ]


def passages_of(sentences: Sequence[Sentence]) -> list[Passage]:
    """Return the sentences of a document with what stands above and before each."""
    return [_passage(sentences, number) for number in range(len(sentences))]


def _passage(sentences: Sequence[Sentence], number: int) -> Passage:
    sentence = sentences[number]
    before = sentences[number - 1] if number else None
    return Passage(
        text=sentence.text,
        heading=sentence.section[-1] if sentence.section else "",
        outer_heading=sentence.section[-2] if len(sentence.section) > 1 else "",
        previous=before.text if before and before.paragraph == sentence.paragraph else "",
        section=sentence.section,
        paragraph=sentence.paragraph,
    )
