"""Whose measure or fact a sentence states.

The region is the one whose policy or standing is stated, not each place named: the subject of the
sentence, the subject carried over from the sentence before, the heading, the document's own
region, in this order; an official document speaks of its issuing region throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from typing import Final

import numpy as np

from bench.corpus.document import Document, Sentence
from bench.corpus.kinds import is_official
from bench.evidence.attribution_rules import AttributionRules, load_attribution_rules
from bench.prefilter import Screened
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import NATION, Mention, Region

Spans = Sequence[tuple[int, int]]  # beginning and end in a text
_REACH: Final = 400  # no clause is longer; what is one text without a stop stays quick
_CLAUSE: Final = re.compile(r"[，,。；;：:！？]")
_JOINT: Final = re.compile(r"^(?:[市省]?(?:、|和|与|及|以及|跟|同|或))$|^$|^市、$")
_MAIN_SHARE: Final = 0.5
_MAIN_SHARE_OF_ALL: Final = 0.05
_MAIN_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Attribution:
    """The regions (codes) that a sentence is about, how they were found, and how sure that is.

    ``places`` gives for each region the place named in the text, where that is another (滨江区
    for 杭州).
    """

    regions: tuple[str, ...]
    source: str
    confidence: float
    places: tuple[str, ...] = ()


@dataclass(slots=True)
class _State:
    """What is carried from sentence to sentence."""

    paragraph: int = -1
    section: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    single: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A place named in a sentence: its mention and the regions it reports to."""

    mention: Mention
    regions: tuple[str, ...]


@dataclass(slots=True)
class Attributor:
    """Attributes the sentences of one document after the other; holds no state between them."""

    gazetteer: Gazetteer
    places: PlaceMatcher
    rules: AttributionRules = field(default_factory=load_attribution_rules)

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
                found += self._all_official(own, some, where)
            else:
                found += self._all_others(document, some, where)
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
        screened = screened or self.rules.below.screened(texts)
        below = iter(self.rules.may_name_below(screened.at(np.flatnonzero(official))))
        looked_at = [next(below) if one else True for one in official]
        spans = iter(self.places.spans(list(compress(texts, looked_at))))
        return (next(spans) if look else () for look in looked_at)

    def _issuer(self, document: Document) -> Region | None:
        """Return the region of which an official document speaks throughout."""
        if document.region and (is_official(document.kind) or not document.kind):
            return self.gazetteer.get(document.region)
        return None

    # --- official documents -----------------------------------------------------------------

    def _all_official(
        self, own: Region, sentences: Sequence[Sentence], spans: Sequence[Spans]
    ) -> Iterator[Attribution]:
        alone = Attribution((own.code,), "document", self.rules.confidence["document"])
        for sentence, some in zip(sentences, spans, strict=True):
            look = self._may_have_a_part(sentence.text, some)
            yield self._official(own, sentence.text) if look else alone

    def _may_have_a_part(self, text: str, spans: Spans) -> bool:
        """Tell whether words around a place may give it a part; to find it takes far longer."""
        return any(
            pattern.match(after)
            for after in (text[end : end + _REACH] for _, end in spans)
            for pattern in self.rules.parts_after
        ) and any(
            not before or any(pattern.search(before) for pattern in self.rules.parts_before)
            for before in (_clause_before(text, start) for start, _ in spans)
        )

    def _official(self, own: Region, text: str) -> Attribution:
        """Return the issuing region, and those within it that are given a task or stand out."""
        rules = self.rules
        regions = [own.code]
        tasked = False
        for group in _groups(self._named(text, own), text):
            first, last = group[0].mention, group[-1].mention
            before = _clause_before(text, first.start)
            after = text[last.end : last.end + _REACH]
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

    # --- press and research -----------------------------------------------------------------

    def _all_others(
        self, document: Document, sentences: Sequence[Sentence], spans: Sequence[Spans]
    ) -> Iterator[Attribution]:
        named = [
            self._named(sentence.text) if some else []
            for sentence, some in zip(sentences, spans, strict=True)
        ]
        main = document.region or self._main_region(document, named)
        state = _State()
        for sentence, places in zip(sentences, named, strict=True):
            self._enter(state, sentence)
            attribution = self._attribute(sentence, places, main, state)
            self._remember(state, attribution)
            yield attribution

    def _attribute(
        self, sentence: Sentence, places: list[_Named], main: str, state: _State
    ) -> Attribution:
        text = sentence.text
        rules = self.rules
        carried = state.regions
        subjects = self._subjects(text, places)
        if subjects and not (carried and rules.elided.match(text)):
            return self._result("subject", subjects)
        if rules.turns_to_all.match(text) and not main:
            state.regions = ()
            return Attribution((NATION,), "general", rules.confidence["general"])
        if rules.back_several.search(text) and state.several:
            return Attribution(state.several, "carried", rules.confidence["carried"])
        if self._nation_is_subject(text):
            return Attribution((NATION,), "nation", rules.confidence["nation"])
        if rules.back_one.search(text) and state.single:
            return Attribution(state.single, "carried", rules.confidence["carried"])
        anywhere = [named for named in places if not self._is_object(text, named.mention)]
        if anywhere and not main and not rules.elided.match(text):
            return self._result("subject", anywhere[:1])
        if carried:
            return Attribution(carried, "carried", rules.confidence["carried"])
        heading = self._heading_regions(sentence)
        if heading:
            return Attribution(heading, "heading", rules.confidence["heading"])
        if main:
            return Attribution((main,), "main", rules.confidence["main"])
        return Attribution((NATION,), "general", rules.confidence["general"])

    def _result(self, source: str, named: Sequence[_Named]) -> Attribution:
        regions: dict[str, str] = {}
        for one in named:
            for code in one.regions:
                place = (
                    one.mention.text if self.gazetteer.get(code).name != one.mention.text else ""
                )
                regions.setdefault(code, place)
        confidence = self.rules.confidence[source]
        return Attribution(tuple(regions), source, confidence, tuple(regions.values()))

    def _subjects(self, text: str, places: list[_Named]) -> list[_Named]:
        """Return the places that are the subject of the sentence or of one of its clauses."""
        subjects: list[_Named] = []
        for group in _groups(places, text):
            first = group[0].mention
            if self._is_object(text, first) or self._is_yardstick(text, group[-1].mention):
                continue
            before = _clause_before(text, first.start)
            opens = self.rules.before_subject.match(before) is not None
            end = group[-1].mention.end
            closes = before.endswith("的") and text[end : end + 1] in "，,"
            if opens or closes or (not subjects and not _has_verb(before, self.rules)):
                subjects.extend(group)
        return subjects

    def _is_object(self, text: str, mention: Mention) -> bool:
        return self.rules.object_before.search(_clause_before(text, mention.start)) is not None

    def _is_yardstick(self, text: str, last: Mention) -> bool:
        """Say whether a group of places, ``last`` its last, is only measured against."""
        return self.rules.object_after.match(text[last.end : last.end + _REACH]) is not None

    def _nation_is_subject(self, text: str) -> bool:
        found = self.rules.nation.search(text)
        return found is not None and not _has_verb(_clause_before(text, found.start()), self.rules)

    def _heading_regions(self, sentence: Sentence) -> tuple[str, ...]:
        for heading in reversed(sentence.section):
            codes = [c for named in self._named(heading) for c in named.regions]
            if codes:
                return tuple(dict.fromkeys(codes))
            if self.rules.nation.search(heading):
                return (NATION,)
            if self.rules.advice_section.search(heading):
                return ()
        return ()

    def _main_region(self, document: Document, named: list[list[_Named]]) -> str:
        """Return the region that a document is mainly about, "" where there is none."""
        title = [c for one in self._named(document.title) for c in one.regions]
        if len(set(title)) == 1:
            return title[0]
        counts = Counter(
            code for places in named for code in {c for p in places for c in p.regions}
        )
        sentences = sum(1 for places in named if places)
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:1]:
            least = max(_MAIN_LEAST, _MAIN_SHARE * sentences, _MAIN_SHARE_OF_ALL * len(named))
            if count >= least:
                return code
        return ""

    # --- shared -------------------------------------------------------------------------------

    def _named(self, text: str, context: Region | None = None) -> list[_Named]:
        """Return the places named, save the nation, as the regions that they report to."""
        found = []
        for mention in self.places.find(text, context):
            codes = [self.gazetteer.reporting(self.gazetteer.get(c)).code for c in mention.regions]
            codes = [code for code in dict.fromkeys(codes) if code != NATION]
            if codes:
                found.append(_Named(mention, tuple(codes)))
        return found

    def _enter(self, state: _State, sentence: Sentence) -> None:
        if sentence.section != state.section:
            state.section = sentence.section
            state.regions = ()
        elif sentence.paragraph != state.paragraph and state.regions == (NATION,):
            state.regions = ()
        state.paragraph = sentence.paragraph

    def _remember(self, state: _State, attribution: Attribution) -> None:
        if attribution.source in ("main", "general"):
            return
        state.regions = attribution.regions
        if len(attribution.regions) > 1:
            state.several = attribution.regions
        elif attribution.regions != (NATION,):
            state.single = attribution.regions


def _groups(places: Sequence[_Named], text: str) -> list[list[_Named]]:
    """Group places that are named together: 北京、合肥; 深圳和广州."""
    groups: list[list[_Named]] = []
    for named in places:
        if groups:
            between = text[groups[-1][-1].mention.end : named.mention.start]
            if _JOINT.match(between):
                groups[-1].append(named)
                continue
        groups.append([named])
    return groups


def _clause_before(text: str, position: int) -> str:
    """Return what stands in the clause before a position."""
    start = max(0, position - _REACH)
    for found in _CLAUSE.finditer(text, start, position):
        start = found.end()
    return text[start:position]


_VERB: Final = re.compile(
    r"建设|建立|打造|推进|推动|支持|鼓励|培育|发展|实施|开展|加强|提升|探索|制定|布局|依托|"
    r"落户|位于|成为|超过|学习|借鉴|举办|参与|联合|促进|深化|融入|对接|辐射|服务"
)


def _has_verb(before: str, rules: AttributionRules) -> bool:
    """Say whether a clause already has its verb, so that a place after it is no subject."""
    return _VERB.search(before) is not None or rules.object_before.search(before) is not None
