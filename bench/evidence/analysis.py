"""From one document to its claims: a pure function of document, catalogue and gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.model import Catalogue
from bench.corpus.document import PLAN, Body, Document, Sentence
from bench.corpus.kinds import read_as
from bench.corpus.parts import parts_of
from bench.corpus.sentences import split_body
from bench.evidence.attribution import Attributor
from bench.evidence.instruments import instruments_of
from bench.evidence.kind_weights import KindWeights, load_kind_weights, with_learnt
from bench.evidence.kinds import CONTEXT, KindScores, decide_kinds, kind_scores
from bench.evidence.learnt import LearntByGenre
from bench.evidence.mapping import IndicatorHit, Mapper
from bench.evidence.named_places import Attribution
from bench.evidence.passages import Passages, Sentences, sentences_of
from bench.evidence.recurring import Recurring, recurring
from bench.evidence.screening import Screening, screen
from bench.evidence.status import decide_statuses
from bench.evidence.strength import strengths_of
from bench.evidence.words import tokenizer
from bench.prefilter import Screened
from bench.quantities import Quantity, find_quantities
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher

T = TypeVar("T")


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
    kinds
        Weights learnt for what is a claim (`bench.evidence.kind_weights`); None for the shipped
        ones.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        gazetteer: Gazetteer,
        learnt: LearntByGenre | None = None,
        kinds: KindWeights | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.gazetteer = gazetteer
        self.learnt = learnt
        self._kinds = kinds
        self.places = PlaceMatcher(gazetteer)
        self._attributor = Attributor(gazetteer, self.places)
        self.cut = tokenizer({*catalogue.terms(), *self.places.words})
        self.mapper = Mapper(catalogue, self.cut, learnt)

    def __reduce__(self) -> tuple[type[Analyser], tuple[object, ...]]:
        # Another process need not read the tables of weights.
        return Analyser, (self.catalogue, self.gazetteer, self.learnt, self._kind_weights())

    def _kind_weights(self) -> KindWeights:
        return load_kind_weights() if self._kinds is None else self._kinds

    def analyse(self, document: Document) -> Analysis:
        """Find the claims of one document (see `analyse_all`)."""
        (analysis,) = self.analyse_all([document])
        return analysis

    def analyse_all(self, documents: Sequence[Document]) -> list[Analysis]:
        """Find the claims of documents: each step is taken once, for the sentences of all.

        Parameters
        ----------
        documents
            Decoded documents with their metadata. Some 1 MB of text together is quickest.

        Returns
        -------
        list of Analysis
            Of each its body, what was cut, and its claims in the order of the text; the same as
            if it were analysed alone.
        """
        read = self._read(documents)
        bodies, sentences, attributions = read.bodies, read.sentences, read.attributions
        source_kinds, screening = read.source_kinds, read.screening
        decisions = decide_kinds(
            with_learnt(
                read.kind_scores(),
                self._kind_weights(),
                sentences.texts,
                sentences.sections,
                source_kinds,
            )
        )
        chosen = np.flatnonzero([kind != CONTEXT for kind in decisions.kinds])
        titles = [document.title for document in documents]
        passages = sentences.passages(chosen, titles, read.kinds)
        claims = _claims(
            _picked(sentences.rows, chosen),
            passages,
            source_kinds.at(chosen),
            _picked(decisions.kinds, chosen),
            _picked(decisions.probabilities, chosen),
            _picked(attributions, chosen),
            self.mapper.file_all(passages),
            _picked(read.statuses(decisions.kinds), chosen),
            screening.strengths.at(chosen),
        )
        bounds = sentences.bounds(np.arange(len(sentences.rows)), len(documents))
        claimed = sentences.bounds(chosen, len(documents))
        return [
            Analysis(
                document,
                body,
                tuple(claims[claimed[number] : claimed[number + 1]]),
                tuple(decisions.probabilities[bounds[number] : bounds[number + 1]]),
            )
            for number, (document, body) in enumerate(zip(documents, bodies, strict=True))
        ]

    def score_kinds(self, document: Document) -> tuple[Sequence[Sentence], KindScores]:
        """Return the sentences of a document and what the cues say of them, without what is learnt.

        To learn from; `analyse` does the rest.
        """
        read = self._read([document])
        return read.sentences.rows, read.kind_scores()

    def _read(self, documents: Sequence[Document]) -> _Read:
        bodies = [split_body(parts_of(document), document.layout) for document in documents]
        sentences = sentences_of(bodies)
        screening = screen(sentences.texts)
        kinds = [kind_read_as(document) for document in documents]
        return _Read(
            bodies,
            sentences,
            kinds,
            recurring(kinds).at(sentences.documents),
            recurring(_year(document) for document in documents).at(sentences.documents),
            screening,
            self._attributor.attribute_all(
                documents, [body.sentences for body in bodies], screening.below
            ),
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """Documents taken apart, what kind they are read as, and whose each sentence is."""

    bodies: Sequence[Body]
    sentences: Sentences
    kinds: Sequence[str]
    source_kinds: Recurring[str]
    years: Recurring[int]
    screening: Screening
    attributions: Sequence[Attribution]

    def kind_scores(self) -> KindScores:
        """Return what the cues say of each sentence."""
        return kind_scores(
            self.sentences.texts,
            source_kinds=self.source_kinds,
            sections=self.sentences.sections,
            opening=self.sentences.opening(),
            topical=self.sentences.topical(),
            named=_told_by(self.attributions, "subject"),
            screened=self.screening.kinds,
        )

    def statuses(self, kinds: Sequence[str]) -> list[str]:
        """Return the status of each sentence, of which it is known what it is."""
        decided = decide_statuses(
            self.sentences.texts,
            kinds,
            source_kinds=self.source_kinds,
            sections=self.sentences.sections,
            groups=self.sentences.section_numbers(),
            elided=~_told_by(self.attributions, "subject", "nation"),
            years=self.years,
            screened=self.screening.statuses,
        )
        # What the document itself tells counts for any claim.
        told = (sentence.status for sentence in self.sentences.rows)
        return [status and (own or status) for status, own in zip(decided, told, strict=True)]


def _claims(
    sentences: Sequence[Sentence],
    passages: Passages,
    source_kinds: Recurring[str],
    kinds: Sequence[str],
    probabilities: Sequence[float],
    attributions: Sequence[Attribution],
    hits: Sequence[tuple[IndicatorHit, ...]],
    statuses: Sequence[str],
    for_strengths: Screened,
) -> list[Claim]:
    """Make a claim of each sentence; one step after the other, each for all sentences at once."""
    texts, sections = passages.texts, passages.sections
    return list(
        map(
            Claim,
            sentences,
            kinds,
            statuses,
            probabilities,
            strengths_of(texts, statuses, for_strengths),
            instruments_of(texts, source_kinds=source_kinds, sections=sections),
            attributions,
            hits,
            map(find_quantities, texts),
        )
    )


def _picked(values: Sequence[T], rows: NDArray[np.int64]) -> list[T]:
    return [values[row] for row in rows.tolist()]


def _told_by(attributions: Sequence[Attribution], *sources: str) -> NDArray[np.bool_]:
    """Tell of which sentences the region was found in one of these ways."""
    return np.array([attribution.source in sources for attribution in attributions], dtype=bool)


def _year(document: Document) -> int:
    """Return the year of a document, 0 where it has no date."""
    year = document.date[:4]
    return int(year) if year.isdecimal() else 0


def kind_read_as(document: Document) -> str:
    """Return the kind as which a document is read; a region alone makes it a policy paper."""
    return read_as(document.kind) or (PLAN if document.region else "")
