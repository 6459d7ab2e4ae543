"""The policy instrument of a claim, after Rothwell and Zegveld: supply, environment or demand.

Weighted cues kept as data (``data/instruments.yaml``), found in one pass; the codebook stands in
docs/comparison.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.evidence.recurring import Recurring
from bench.evidence.sections import Section, innermost
from bench.phrases import Phrases
from bench.resources import data_yaml

NO_INSTRUMENT: Final = ""
_GRAIN: Final = 1000  # sums are whole thousandths, so that their order changes nothing

Sums = NDArray[np.float64]  # of thousandths


@dataclass(frozen=True, slots=True)
class InstrumentType:
    """One of the three types, and its names."""

    id: str
    zh: str
    en: str

    def name(self, language: str) -> str:
        """Return its name in ``language`` (``"zh"`` or ``"en"``)."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: its id (``type.name``), names, definitions, cues and excluded phrases."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    cues: Mapping[str, float]
    exclude: frozenset[str]

    @property
    def type(self) -> str:
        """The id of its type."""
        return self.id.split(".", 1)[0]

    def name(self, language: str) -> str:
        """Return its name in ``language`` (``"zh"`` or ``"en"``)."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Instruments:
    """The content of ``data/instruments.yaml``, in its order.

    A claim whose largest sum is below ``least`` (or what ``least_by_kind`` says for its kind of
    document) has no instrument; ``base`` is by kind of document and instrument; ``heading`` is
    what a cue of the heading counts against one of the sentence.
    """

    types: tuple[InstrumentType, ...]
    instruments: tuple[Instrument, ...]
    least: float
    least_by_kind: Mapping[str, float]
    heading: float
    base: Mapping[str, Mapping[str, float]]


@cache
def load_instruments() -> Instruments:
    """Return the shipped types and instruments."""
    data = data_yaml(__package__, "instruments.yaml")
    return Instruments(
        types=tuple(
            InstrumentType(entry["id"], entry["name"]["zh"], entry["name"]["en"])
            for entry in data["types"]
        ),
        instruments=tuple(_instrument(entry) for entry in data["instruments"]),
        least=data["least"],
        least_by_kind=dict(data["least_by_kind"]),
        heading=data["heading"],
        base={kind: dict(start) for kind, start in data["base"].items()},
    )


def _instrument(entry: dict[str, Any]) -> Instrument:
    return Instrument(
        id=entry["id"],
        zh=entry["name"]["zh"],
        en=entry["name"]["en"],
        definition_zh=entry["definition"]["zh"],
        definition_en=entry["definition"]["en"],
        cues={
            form: float(weight)
            for weight, cues in entry["cues"].items()
            for cue in cues
            for form in _forms(cue)
        },
        exclude=frozenset(form for phrase in entry.get("exclude", ()) for form in _forms(phrase)),
    )


def _forms(cue: str) -> set[str]:
    """Return a cue as written, in small and in capital Latin letters.

    Looking for these is faster than folding the case of every sentence.
    """
    return {cue, cue.lower(), cue.upper()}


def instruments_of(
    texts: Sequence[str], *, source_kinds: Recurring[str], sections: Recurring[Section]
) -> list[str]:
    """Return the policy instrument of each of some claims.

    Of all instruments the one with the largest sum of cue weights: of the sentence, of the
    heading just above it (times `Instruments.heading`), and what the kind of document starts
    from.

    Parameters
    ----------
    texts
        n sentences.
    source_kinds
        Kind of the document of each (an id of the corpus's kinds, or "").
    sections
        The headings above each.

    Returns
    -------
    list of str
        Ids of instruments; "" where none fits.
    """
    ids = _ids()
    headings = sections.mapped(innermost)
    starts = np.array([_start(kind) for kind in source_kinds.different]).reshape(-1, len(ids))
    sums = _sums(texts)
    above = np.rint(load_instruments().heading * _sums(headings.different))
    sums += above[headings.numbers]
    sums += starts[source_kinds.numbers]
    return [ids[place] for place in sums.argmax(axis=1).tolist()]


@cache
def _ids() -> tuple[str, ...]:
    """Return the ids that sums stand for; the first is that of no instrument."""
    return (NO_INSTRUMENT, *(one.id for one in load_instruments().instruments))


@cache
def _start(source_kind: str) -> Sums:
    """Return what each id starts from; that of none just misses the least sum asked for."""
    known = load_instruments()
    base = known.base.get(source_kind, {})
    start = np.array([round(_GRAIN * base.get(name, 0)) for name in _ids()], dtype=np.float64)
    start[0] = round(_GRAIN * known.least_by_kind.get(source_kind, known.least)) - 1
    return start


def _sums(texts: Sequence[str]) -> Sums:
    """Return what the phrases of each text weigh for each id, shape (texts, ids)."""
    phrases, weights = _phrases()
    sums: Sums = phrases.present(texts) @ weights  # once a text, however often
    return sums


@cache
def _phrases() -> tuple[Phrases, Sums]:
    """Return a search for the longest phrases from the left, and what each weighs for which ids.

    A phrase is a cue or an excluded phrase of any instrument; it weighs for every instrument
    that has cues in it.
    """
    instruments = load_instruments().instruments
    phrases = sorted({p for one in instruments for p in (*one.cues, *one.exclude)})
    weights = [
        [0, *(round(_GRAIN * _weight_in(phrase, held, one)) for one in instruments)]
        for phrase, held in zip(phrases, Phrases(phrases).held(phrases), strict=True)
    ]
    return Phrases(phrases, longest=True), np.array(weights, dtype=np.float64)


def _weight_in(phrase: str, held: Set[str], instrument: Instrument) -> float:
    """Return what the instrument's cues in a phrase weigh; ``held`` are all phrases in it.

    Those inside a longer cue or an excluded phrase of the instrument weigh nothing.
    """
    if instrument.cues.keys().isdisjoint(held):
        return 0.0
    spans = {cue: list(_spans(cue, phrase)) for cue in sorted(instrument.cues.keys() & held)}
    masks = [span for p in instrument.exclude & held for span in _spans(p, phrase)]
    longer = [span for found in spans.values() for span in found]
    return sum(
        instrument.cues[cue]
        for cue, found in spans.items()
        if any(
            not any(_within(span, mask) for mask in masks)
            and not any(_within(span, other) and span != other for other in longer)
            for span in found
        )
    )


def _spans(part: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
