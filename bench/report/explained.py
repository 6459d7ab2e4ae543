"""Claims and what carried them, in words for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.catalogue.model import Catalogue
from bench.evidence.explanation import Explanation
from bench.report.labels import label, word


def explained(
    explanations: Sequence[Explanation], catalogue: Catalogue, language: str, most: int
) -> Iterator[str]:
    """Yield the lines that tell of each claim where it stands and why it counts.

    Parameters
    ----------
    explanations
        The evidence, in the order to be told.
    catalogue
        Names of indicators.
    language
        ``"zh"`` or ``"en"``.
    most
        So many are told at the most; the rest are counted.
    """
    if not explanations:
        yield word("explain_none", language)
    for number, explanation in enumerate(explanations[:most], start=1):
        yield from _one(number, explanation, catalogue, language)
    if len(explanations) > most:
        yield word("explain_more", language, count=len(explanations) - most)


def _one(
    number: int, explanation: Explanation, catalogue: Catalogue, language: str
) -> Iterator[str]:
    claim, hit = explanation.claim, explanation.hit
    name = catalogue.indicator(hit.indicator).name.in_(language) if hit else "–"
    yield word(
        "explain_head",
        language,
        number=number,
        indicator=name,
        kind=label("kind", claim.kind, language),
        status=label("status", claim.status, language),
        strength=f"{claim.strength:.1f}",
        confidence=f"{explanation.confidence:.2f}",
    )
    yield f"   {claim.sentence.text}"
    yield "   " + word(
        "explain_place",
        language,
        document=explanation.document,
        start=claim.sentence.start,
        end=claim.sentence.end,
        section=" > ".join(claim.sentence.section) or "–",
    )
    yield "   " + word(
        "explain_region",
        language,
        source=word(f"from_{claim.attribution.source}", language),
        confidence=f"{claim.attribution.confidence:.2f}",
    )
    if hit:
        yield "   " + word(
            "explain_why",
            language,
            terms=word("names_separator", language).join(hit.terms) or "–",
            similarity=f"{hit.similarity:.2f}",
            nearest=hit.nearest,
        )
