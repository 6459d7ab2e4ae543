"""Whose measure a sentence of an official document states: its issuer's, and those given a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.corpus.document import Sentence
from bench.evidence.attribution_rules import AttributionRules
from bench.evidence.named_places import (
    REACH,
    Attribution,
    PlaceReader,
    Spans,
    clause_before,
    groups_of,
)
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region


@dataclass(frozen=True, slots=True)
class OfficialAttributor:
    """Attributes the sentences of documents that speak of their issuing region throughout."""

    reader: PlaceReader

    @property
    def rules(self) -> AttributionRules:
        """The rules, as the reader holds them."""
        return self.reader.rules

    @property
    def gazetteer(self) -> Gazetteer:
        """The regions, as the reader holds them."""
        return self.reader.gazetteer

    def attribute(
        self, own: Region, sentences: Sequence[Sentence], spans: Sequence[Spans]
    ) -> Iterator[Attribution]:
        """Find the regions of each sentence.

        Parameters
        ----------
        own
            The issuing region.
        sentences
            All of the body, in order.
        spans
            Where in each names of places may stand.
        """
        alone = Attribution((own.code,), "document", self.rules.confidence["document"])
        for sentence, some in zip(sentences, spans, strict=True):
            look = self._may_have_a_part(sentence.text, some)
            yield self._official(own, sentence.text) if look else alone

    def _may_have_a_part(self, text: str, spans: Spans) -> bool:
        """Tell whether words around a place may give it a part; to find it takes far longer."""
        return any(
            pattern.match(after)
            for after in (text[end : end + REACH] for _, end in spans)
            for pattern in self.rules.parts_after
        ) and any(
            not before or any(pattern.search(before) for pattern in self.rules.parts_before)
            for before in (clause_before(text, start) for start, _ in spans)
        )

    def _official(self, own: Region, text: str) -> Attribution:
        """Return the issuing region, and those within it that are given a task or stand out."""
        rules = self.rules
        regions = [own.code]
        tasked = False
        for group in groups_of(self.reader.named(text, own), text):
            first, last = group[0].mention, group[-1].mention
            before = clause_before(text, first.start)
            after = text[last.end : last.end + REACH]
            tasked_here = rules.tasked_before.search(before) and rules.tasked_after.match(after)
            site = rules.site_before.search(before) and rules.site_after.match(after)
            standing = not before and rules.standing_after.match(after)
            if not (tasked_here or site or standing):
                continue
            for named in group:
                for code in named.regions:
                    level = self.gazetteer.get(code).level
                    if code not in regions and level in ("province", "city", "county"):
                        regions.append(code)
                        tasked = True
        source = "tasked" if tasked else "document"
        return Attribution(tuple(regions), source, rules.confidence[source])
