"""Statistics and claims and what carried them, in words for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.evidence.explanation import Explanation
from bench.report.labels import label, word
from bench.report.scale import ScoreScale, fixed, plain, scale_of
from bench.report.statistic_rows import NOT_COMPARED, StatisticRow, statistic_rows
from bench.scoring.score import Scored
from bench.statistics.schema import STATISTICS, Statistics


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
    for number, explanation in enumerate(explanations[:most], start=1):
        yield from _one(number, explanation, catalogue, language)
    if len(explanations) > most:
        yield word("explain_more", language, count=len(explanations) - most)


def explained_cells(
    scored: Scored,
    catalogue: Catalogue,
    statistics: Statistics | None,
    region: str,
    indicator: str | None,
    language: str,
) -> Iterator[str]:
    """Yield the lines that tell of a region's statistics, and of indicators without a claim.

    Parameters
    ----------
    scored
        What the run scores; its index and intervals are not used.
    catalogue, statistics
        The indicators, and the user's values, one a region × indicator.
    region, indicator
        Code of the region, id of the indicator; ``None`` for all indicators.
    language
        ``"zh"`` or ``"en"``.
    """
    method, scores = scored.composition.method, scored.scores
    given = STATISTICS.empty() if statistics is None else statistics.table
    scale = scale_of(catalogue, method, scores, scored.ranking)
    for row in statistic_rows(catalogue, method, scores, given, [region], language):
        if row.region_code == region and indicator in (None, row.indicator.id):
            yield from _statistic(row, method, scale, language)
    own = scores[(scores["region_code"] == region) & scores["state"].isin(["silent", "unread"])]
    names = {each.id: each.name.in_(language) for each in catalogue.evidence_indicators}
    for name, state in zip(own["indicator"], own["state"], strict=True):
        if name in names and name == indicator:
            yield word(f"explain_{state}", language, indicator=names[name])


def _statistic(
    row: StatisticRow, method: Method, scale: ScoreScale, language: str
) -> Iterator[str]:
    name = row.indicator.name.in_(language)
    if row.state == "missing":
        yield word("explain_missing", language, indicator=name)
        return
    if row.state == "imputed":
        value, how = _amount(row.used, row.unit), word(f"explain_{method.missing}", language)
        yield word("explain_imputed", language, indicator=name, value=value, method=how)
    else:
        key = "explain_given" if row.year else "explain_given_undated"
        value = _amount(row.value, row.unit)
        yield word(key, language, indicator=name, value=value, year=row.year)
        shown = {"place": row.place or "–", "source": row.source or "–"}
        yield "   " + word("explain_statistic_place", language, **shown)
    if row.state == NOT_COMPARED:
        yield "   " + word("explain_not_compared", language)
        return
    if row.state == "given" and row.used != row.value:
        yield "   " + word("explain_treated", language, value=plain(row.used))
    score = fixed(row.score, scale.places)
    yield "   " + word("explain_score", language, score=score, how=row.how)


def _amount(value: float, unit: str) -> str:
    return f"{plain(value)}{unit}" if unit == "%" or not unit else f"{plain(value)} {unit}"


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
