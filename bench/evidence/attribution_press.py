"""Whose measure or fact a sentence of press or research states: nobody's document.

The subject of the sentence, the subject carried over from the sentence before, the heading, the
region that the document is mainly about, in this order; else the nation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.corpus.document import Document, Sentence
from bench.evidence.attribution_rules import AttributionRules
from bench.evidence.named_places import (
    REACH,
    Attribution,
    Named,
    PlaceReader,
    Spans,
    clause_before,
    groups_of,
)
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import NATION, Mention

_MAIN_SHARE: Final = 0.5
_MAIN_SHARE_OF_ALL: Final = 0.05
_MAIN_LEAST: Final = 3
_WHOLE_NATION: Final = "全国"


@dataclass(slots=True)
class _State:
    """What is carried from sentence to sentence."""

    paragraph: int = -1
    section: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    by_level: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PressAttributor:
    """Attributes the sentences of one document after the other; holds no state between them."""

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
        self, document: Document, sentences: Sequence[Sentence], spans: Sequence[Spans]
    ) -> Iterator[Attribution]:
        """Find the regions of each sentence.

        Parameters
        ----------
        document
            Its title, or what most sentences name, tells the region that it is mainly about.
        sentences
            All of its body, in order.
        spans
            Where in each names of places may stand.
        """
        named = [
            self.reader.named(sentence.text) if some else []
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
        self, sentence: Sentence, named: list[Named], main: str, state: _State
    ) -> Attribution:
        text, rules = sentence.text, self.rules
        nation = [one for one in named if one.is_nation]
        places = [one for one in named if not one.is_nation]
        subjects = self._subjects(text, places)
        elided = rules.elided.match(text) is not None
        if subjects and not (elided and state.regions and not _opens_later(text, subjects[0])):
            return self._result("subject", self._with_nation(text, nation, subjects))
        if rules.turns_to_all.match(text) and not main:
            state.regions = ()
            return self._sure("general", (NATION,))
        back = self._pointed_back(text, main, state)
        if back:
            return self._sure("carried", back)
        if self._nation_is_subject(text, nation):
            return self._sure("nation", (NATION,))
        if rules.back_one.search(text) and state.single:
            return self._sure("carried", state.single)
        anywhere = [one for one in places if not self._is_set_aside(text, one.mention, one.mention)]
        if anywhere and not main and not elided:
            return self._result("subject", anywhere[:1])
        return self._from_above(sentence, main, state)

    def _from_above(self, sentence: Sentence, main: str, state: _State) -> Attribution:
        """Attribute a sentence that names nobody itself."""
        if state.regions:
            return self._sure("carried", state.regions)
        heading = self._heading_regions(sentence)
        if heading:
            return self._sure("heading", heading)
        return self._sure("main", (main,)) if main else self._sure("general", (NATION,))

    def _sure(self, source: str, regions: tuple[str, ...]) -> Attribution:
        return Attribution(regions, source, self.rules.confidence[source])

    def _result(self, source: str, named: Sequence[Named]) -> Attribution:
        regions: dict[str, str] = {}
        for one in named:
            for code in one.regions:
                own = one.is_nation or self.gazetteer.get(code).name == one.mention.text
                regions.setdefault(code, "" if own else one.mention.text)
        confidence = self.rules.confidence[source]
        return Attribution(tuple(regions), source, confidence, tuple(regions.values()))

    def _subjects(self, text: str, places: list[Named]) -> list[Named]:
        """Return the places that are the subject of the sentence or of one of its clauses."""
        subjects: list[Named] = []
        for group in groups_of(places, text):
            first = group[0].mention
            if self._is_set_aside(text, first, group[-1].mention):
                continue
            before = clause_before(text, first.start)
            opens = self.rules.before_subject.match(before) is not None
            end = group[-1].mention.end
            closes = before.endswith("的") and text[end : end + 1] in "，,"
            seat = self.rules.seat_before.search(before) is not None
            first_named = not subjects and (seat or not _has_verb(before, self.rules))
            if opens or closes or first_named:
                subjects.extend(group)
        return subjects

    def _with_nation(
        self, text: str, nation: Sequence[Named], subjects: list[Named]
    ) -> list[Named]:
        """Return the subjects, after the nation where a clause before them tells what it does.

        我国启动试点，南京、沈阳将…: the nation and both; 我国启动工程，在南京布局…: the nation.
        """
        first = subjects[0].mention.start
        for one in nation:
            start, end = one.mention.start, one.mention.end
            # What follows a subject is what would stand alone if it were left out.
            if end <= first and self._opens(text, start) and self.rules.elided.match(text[end:]):
                return [one, *self._but_sites(text, subjects)]
        return subjects

    def _but_sites(self, text: str, subjects: list[Named]) -> Iterator[Named]:
        """Yield the subjects but those that only tell where something is done (在南京布局)."""
        for group in groups_of(subjects, text):
            if not clause_before(text, group[0].mention.start).endswith("在"):
                yield from group

    def _is_set_aside(self, text: str, first: Mention, last: Mention) -> bool:
        """Say whether places from ``first`` to ``last`` are an object, or only measured against."""
        before = clause_before(text, first.start)
        after = text[last.end : last.end + REACH]
        rules = self.rules
        return bool(rules.object_before.search(before) or rules.object_after.match(after))

    def _nation_is_subject(self, text: str, nation: Sequence[Named]) -> bool:
        for named in nation:
            before = clause_before(text, named.mention.start)
            if named.mention.text.startswith(_WHOLE_NATION):
                if self.rules.before_subject.match(before) is not None:
                    return True
            elif not _has_verb(before, self.rules):
                return True
        found = self.rules.nation.search(text)
        return found is not None and not _has_verb(clause_before(text, found.start()), self.rules)

    def _pointed_back(self, text: str, main: str, state: _State) -> tuple[str, ...]:
        """Return the regions to which words point back: 两市, 全省 at the beginning of a clause."""
        rules = self.rules
        if rules.back_several.search(text) and state.several:
            return state.several
        for level, pattern in (("province", rules.back_province), ("city", rules.back_city)):
            if any(self._opens(text, found.start()) for found in pattern.finditer(text)):
                near = (
                    self._around(state.single, level)
                    or state.by_level.get(level)
                    or self._around((main,), level)
                )
                if near:
                    return (near,)
        return ()

    def _around(self, codes: Iterable[str], level: str) -> str:
        """Return the first region of a level that is one of some or holds it, "" for none.

        A municipality and a city below another are cities of their own: 全市 is 上海, or 义乌.
        """
        for code in filter(None, codes):
            region = self.gazetteer.get(code)
            if level == "city" and region.full_name.endswith("市"):
                return code
            for one in (region, *self.gazetteer.ancestors(region)):
                if one.level == level:
                    return one.code
        return ""

    def _opens(self, text: str, position: int) -> bool:
        """Tell whether a clause begins at a position, save for words of time and the like."""
        return self.rules.before_subject.match(clause_before(text, position)) is not None

    def _heading_regions(self, sentence: Sentence) -> tuple[str, ...]:
        for heading in reversed(sentence.section):
            named = self.reader.named(heading)
            codes = [code for one in named if not one.is_nation for code in one.regions]
            if codes:
                return tuple(dict.fromkeys(codes))
            if named or self.rules.nation.search(heading):
                return (NATION,)
            if self.rules.advice_section.search(heading):
                return ()
        return ()

    def _main_region(self, document: Document, named: list[list[Named]]) -> str:
        """Return the region that a document is mainly about, "" where there is none."""
        title = [c for one in self.reader.named(document.title) for c in one.regions if c != NATION]
        if len(set(title)) == 1:
            return title[0]
        named = [[place for place in places if not place.is_nation] for places in named]
        counts = Counter(
            code for places in named for code in {c for p in places for c in p.regions}
        )
        sentences = sum(1 for places in named if places)
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:1]:
            least = max(_MAIN_LEAST, _MAIN_SHARE * sentences, _MAIN_SHARE_OF_ALL * len(named))
            if count >= least:
                return code
        return ""

    def _enter(self, state: _State, sentence: Sentence) -> None:
        if sentence.section != state.section:
            state.section = sentence.section
            state.regions = ()
        elif sentence.paragraph != state.paragraph and not self._goes_on(state, sentence.text):
            state.regions = ()
        state.paragraph = sentence.paragraph

    def _goes_on(self, state: _State, text: str) -> bool:
        """Tell whether a paragraph that begins so is about the region of the one before."""
        if state.regions == (NATION,):
            return False
        return bool(self.rules.goes_on.match(text) or self.rules.elided.match(text))

    def _remember(self, state: _State, attribution: Attribution) -> None:
        if attribution.source in ("main", "general"):
            return
        state.regions = attribution.regions
        if len(attribution.regions) > 1:
            state.several = attribution.regions
        elif attribution.regions != (NATION,):
            state.single = attribution.regions
            (code,) = attribution.regions
            state.by_level[self.gazetteer.get(code).level] = code


def _opens_later(text: str, named: Named) -> bool:
    """Tell whether a clause after the first begins with a place."""
    start = named.mention.start
    return start > 0 and text[start - 1] in "，,"


def _has_verb(before: str, rules: AttributionRules) -> bool:
    """Say whether a clause already has its verb, so that a place after it is no subject."""
    return bool(rules.verb.search(before) or rules.object_before.search(before))
