"""The policy instrument of a claim, after Rothwell and Zegveld: supply, environment or demand.

Weighted cues kept as data (``data/instruments.yaml``), found in one pass; the codebook stands in
docs/comparison.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from bench.resources import data_yaml

NO_INSTRUMENT: Final = ""
_HEADINGS_KEPT: Final = 4096
_GRAIN: Final = 1000  # sums are whole thousandths, so that their order changes nothing

# From a text to the phrases in it.
_Find = Callable[[str], Sequence[str]]


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


def instrument_of(text: str, *, source_kind: str, section: tuple[str, ...] = ()) -> str:
    """Return the policy instrument of a claim.

    Of all instruments the one with the largest sum of cue weights: of the sentence, of the
    heading just above it (times `Instruments.heading`), and what the kind of document starts
    from.

    Parameters
    ----------
    text
        The sentence.
    source_kind
        Kind of its document (an id of the corpus's kinds, or "").
    section
        The headings above it.

    Returns
    -------
    str
        Id of the instrument; "" where none fits.
    """
    find, weights, ids = _phrases()
    sums = list(_start(section[-1] if section else "", source_kind))
    for phrase in set(find(text)):
        for place, weight in weights[phrase]:
            sums[place] += weight
    return ids[sums.index(max(sums))]


@lru_cache(_HEADINGS_KEPT)
def _start(heading: str, source_kind: str) -> tuple[int, ...]:
    """Return what each id of `_phrases` starts from under a heading of a kind of document.

    That of no instrument just misses the least sum that is asked for.
    """
    known = load_instruments()
    find, weights, ids = _phrases()
    sums = [0] * len(ids)
    for phrase in set(find(heading)):
        for place, weight in weights[phrase]:
            sums[place] += weight
    base = known.base.get(source_kind, {})
    start = [
        round(known.heading * found) + round(_GRAIN * base.get(name, 0))
        for found, name in zip(sums, ids, strict=True)
    ]
    start[0] = round(_GRAIN * known.least_by_kind.get(source_kind, known.least)) - 1
    return tuple(start)


@cache
def _phrases() -> tuple[_Find, dict[str, tuple[tuple[int, int], ...]], tuple[str, ...]]:
    """Return a search for the longest phrases from the left, what each weighs, and for which ids.

    A phrase is a cue or an excluded phrase of any instrument; it weighs for every instrument
    (by its place among the ids, that of none the first) that has cues in it.
    """
    instruments = load_instruments().instruments
    phrases = sorted({p for one in instruments for p in (*one.cues, *one.exclude)})
    weights = {
        phrase: tuple(
            (place, round(_GRAIN * weight))
            for place, one in enumerate(instruments, start=1)
            if (weight := _weight_in(phrase, one))
        )
        for phrase in phrases
    }
    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest, store_patterns=True)
    ids = (NO_INSTRUMENT, *(one.id for one in instruments))
    return automaton.find_matches_as_strings, weights, ids


def _weight_in(phrase: str, instrument: Instrument) -> float:
    """Return what the instrument's cues in a phrase weigh.

    Those inside a longer cue or an excluded phrase of the instrument weigh nothing.
    """
    masks = [span for p in instrument.exclude for span in _spans(p, phrase)]
    spans = {cue: list(_spans(cue, phrase)) for cue in instrument.cues if cue in phrase}
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
