"""Labels beside claims: what coders and program say of the same stretch of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bench.corpus.spans import Span, belongs, overlap
from bench.errors import InputError
from bench.evaluation.labels import CLAIM_KINDS, NOISE, Coder, Label
from bench.evaluation.placing import placed
from bench.evidence.analysis import Analysis, Claim
from bench.evidence.kinds import CONTEXT

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder, or the program, says of a stretch of text.

    Sets, since several of the program's claims can lie on one stretch. ``triples`` are the
    (region, indicator) pairs of each claim; all but ``kinds`` is empty where there is no claim.
    """

    kinds: frozenset[str]
    regions: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    triples: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_claim(self) -> bool:
        """Whether it is called a measure or a fact."""
        return bool(self.kinds & CLAIM_KINDS)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text that every coder labelled, and what each says of it."""

    document: str
    start: int
    end: int
    quote: str
    coders: tuple[Said, ...]
    program: Said

    @property
    def all_claim(self) -> bool:
        """Whether all coders call it a claim: then it is required."""
        return all(said.is_claim for said in self.coders)

    @property
    def any_claim(self) -> bool:
        """Whether at least one coder calls it a claim: then it is allowed."""
        return any(said.is_claim for said in self.coders)


@dataclass(frozen=True, slots=True)
class Matched:
    """The units; labels that only one of two coders gave; the program's claims on no unit.

    Of the claims only those of documents with labels are counted.
    """

    units: tuple[Unit, ...]
    lone_labels: int
    lone_claims: int


def match(analyses: Iterable[Analysis], coders: Sequence[Coder]) -> Matched:
    """Lay the labels of one coder or two beside the program's claims.

    Parameters
    ----------
    analyses
        What the program read, one an item of the corpus.
    coders
        One coder or two. With two, a unit is a span that both labelled: the same offsets, or
        spans that share more than half of the shorter (the first coder's offsets then count).

    Returns
    -------
    Matched
        Units in the order of documents and offsets.

    Raises
    ------
    InputError
        Labels name a document that is not there, lie outside of it or twice on the same span, or
        quote another text than stands there; or two coders have no span in common.
    """
    read = {analysis.document.path: analysis for analysis in analyses}
    by_coder = [placed(coder, {path: a.document for path, a in read.items()}) for coder in coders]
    units: list[Unit] = []
    lone_labels = lone_claims = 0
    for path in sorted({path for labels in by_coder for path in labels}):
        rows = _rows([labels.get(path, []) for labels in by_coder])
        given = sum(len(labels.get(path, ())) for labels in by_coder)
        lone_labels += given - len(rows) * len(by_coder)
        found, alone = _units(read[path], rows)
        units += found
        lone_claims += alone
    if not units:
        first, second = (coder.path for coder in coders)
        raise InputError("evaluation.no_unit", path=first, other=second)
    return Matched(tuple(units), lone_labels, lone_claims)


def _units(analysis: Analysis, rows: list[tuple[Label, ...]]) -> tuple[list[Unit], int]:
    """Return the units of a document, and how many claims lie on none."""
    claims = Spans(analysis.claims, [c.sentence for c in analysis.claims])
    document = analysis.document
    units: list[Unit] = []
    used: set[int] = set()
    for row in rows:
        place = row[0]
        own = claims.on(place)
        used.update(claim.sentence.start for claim in own)
        cut = sum(overlap(place, cut) for cut in analysis.body.cuts)
        units.append(
            Unit(
                document.path,
                place.start,
                place.end,
                document.text[place.start : place.end],
                tuple(_said_by_coder(label) for label in row),
                said_by_program(own, cut=2 * cut > place.end - place.start),
            )
        )
    return units, len(analysis.claims) - len(used)


class Spans(Generic[T]):
    """Things on spans that are in order and do not overlap, to be found by another span."""

    def __init__(self, things: Sequence[T], spans: Sequence[Span]) -> None:
        self._things = things
        self._spans = spans
        self._ends = [span.end for span in spans]

    def on(self, place: Span) -> list[T]:
        """Return the things whose span belongs to ``place``, in order."""
        found = []
        for number in range(bisect_right(self._ends, place.start), len(self._spans)):
            if self._spans[number].start >= place.end:
                break
            if belongs(self._spans[number], place):
                found.append(self._things[number])
        return found


def said_by_program(claims: Sequence[Claim], *, cut: bool) -> Said:
    """Return what the program says of a stretch of text, from its claims there.

    Without a claim it is noise where most of it was cut, else context.
    """
    if not claims:
        return Said(frozenset({NOISE if cut else CONTEXT}))
    pairs = frozenset(
        (region, hit.indicator)
        for claim in claims
        for region in claim.attribution.regions
        for hit in claim.indicators
    )
    return Said(
        kinds=frozenset(claim.kind for claim in claims),
        regions=frozenset(code for claim in claims for code in claim.attribution.regions),
        indicators=frozenset(hit.indicator for claim in claims for hit in claim.indicators),
        statuses=frozenset(claim.status for claim in claims),
        triples=pairs,
    )


def _said_by_coder(label: Label) -> Said:
    return Said(
        kinds=frozenset({label.kind}),
        regions=label.regions,
        indicators=label.indicators,
        statuses=frozenset({label.status} if label.status else ()),
        triples=frozenset((r, i) for r in label.regions for i in label.indicators),
    )


def _rows(labels: list[list[Label]]) -> list[tuple[Label, ...]]:
    """Return the labels of a document side by side, one row a unit, by start."""
    if len(labels) == 1:
        return sorted(((label,) for label in labels[0]), key=lambda row: row[0].start)
    first, second = labels
    by_span = {(label.start, label.end): label for label in second}
    pairs: list[tuple[Label, ...]] = []
    left = []
    for label in first:
        same = by_span.pop((label.start, label.end), None)
        if same is None:
            left.append(label)
        else:
            pairs.append((label, same))
    others = list(by_span.values())
    for label in left:
        near = [other for other in others if belongs(label, other)]
        if near:
            best = max(near, key=lambda other: overlap(label, other))
            others.remove(best)
            pairs.append((label, best))
    return sorted(pairs, key=lambda row: (row[0].start, row[0].end))
