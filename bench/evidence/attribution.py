"""Whose measure or fact a sentence states.

The region is the one whose policy or standing is stated, not each place named. An official document
speaks of its issuing region throughout (`bench.evidence.attribution_official`); in press and
research the subject decides (`bench.evidence.attribution_press`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, islice

import numpy as np

from bench.corpus.document import Document, Sentence
from bench.corpus.kinds import is_official
from bench.evidence.attribution_official import OfficialAttributor
from bench.evidence.attribution_press import PressAttributor
from bench.evidence.named_places import Attribution, PlaceReader, Spans
from bench.prefilter import Screened
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import Region


class Attributor:
    """Attributes the sentences of one document after the other; holds no state between them.

    Parameters
    ----------
    gazetteer, places
        The regions, and what finds their names.
    """

    def __init__(self, gazetteer: Gazetteer, places: PlaceMatcher) -> None:
        self.gazetteer = gazetteer
        self._reader = PlaceReader(gazetteer, places)
        self._official = OfficialAttributor(self._reader)
        self._press = PressAttributor(self._reader)

    def attribute(
        self, document: Document, sentences: Sequence[Sentence]
    ) -> tuple[Attribution, ...]:
        """Find the regions of every sentence of a document.

        Parameters
        ----------
        document
            Its issuing region decides where it is given.
        sentences
            All sentences of its body, in order: a subject is carried over from one to the next.

        Returns
        -------
        tuple of Attribution
            One a sentence.
        """
        return tuple(self.attribute_all([document], [sentences]))

    def attribute_all(
        self,
        documents: Sequence[Document],
        sentences: Sequence[Sequence[Sentence]],
        screened: Screened | None = None,
    ) -> list[Attribution]:
        """Find the regions of every sentence of some documents.

        Parameters
        ----------
        documents
            n documents.
        sentences
            Those of the body of each.
        screened
            Which of ``rules.below`` they may hold, where that is known.

        Returns
        -------
        list of Attribution
            One a sentence, those of a document after those of the one before.
        """
        issuers = [self._issuer(document) for document in documents]
        spans = self._spans(issuers, sentences, screened)
        found: list[Attribution] = []
        for document, own, some in zip(documents, issuers, sentences, strict=True):
            where = list(islice(spans, len(some)))
            if own is not None:
                found += self._official.attribute(own, some, where)
            else:
                found += self._press.attribute(document, some, where)
        return found

    def _spans(
        self,
        issuers: Sequence[Region | None],
        sentences: Sequence[Sequence[Sentence]],
        screened: Screened | None,
    ) -> Iterator[Spans]:
        """Yield where in each sentence names that matter may stand; all are looked for at once."""
        official = [
            own is not None for own, some in zip(issuers, sentences, strict=True) for _ in some
        ]
        texts = [sentence.text for some in sentences for sentence in some]
        screened = screened or self._reader.rules.below.screened(texts)
        below = iter(self._reader.rules.may_name_below(screened.at(np.flatnonzero(official))))
        looked_at = [next(below) if one else True for one in official]
        spans = iter(self._reader.places.spans(list(compress(texts, looked_at))))
        return (next(spans) if look else () for look in looked_at)

    def _issuer(self, document: Document) -> Region | None:
        """Return the region of which an official document speaks throughout."""
        if document.region and (is_official(document.kind) or not document.kind):
            return self.gazetteer.get(document.region)
        return None
