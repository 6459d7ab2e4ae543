"""The tables of analysed documents, by the schemas of ``bench.tables``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from bench.corpus.cleaning import load_rules
from bench.evidence.analysis import Analysis, Claim
from bench.quantities import Quantity
from bench.regions.gazetteer import Gazetteer
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES

_DECIMALS = 4
_CLAUSE_ENDS = "，,；;。：:"


def evidence_table(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row a claim × region × indicator, in the order of documents and offsets."""
    rows = [row for analysis in analyses for row in evidence_rows(analysis, gazetteer)]
    return EVIDENCE.check(EVIDENCE.frame(rows))


def claims_table(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row a claim, in the order of documents and offsets."""
    rows = [
        _claim_row(analysis, claim, gazetteer) for analysis in analyses for claim in analysis.claims
    ]
    return CLAIMS.check(CLAIMS.frame(rows))


def figures_table(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row a figure in a claim × region.

    Ordered by what is counted, unit and region, so that figures of several regions on the same
    thing stand side by side.
    """
    rows = [row for analysis in analyses for row in _figure_rows(analysis, gazetteer)]
    rows.sort(key=lambda row: [str(row[name]) for name in ("counted", "unit", "change")])
    return FIGURES.check(FIGURES.frame(rows))


def _figure_rows(analysis: Analysis, gazetteer: Gazetteer) -> Iterator[dict[str, object]]:
    for claim in analysis.claims:
        for figure in claim.figures:
            for code in _regions_of(figure, claim, gazetteer):
                yield {
                    "counted": figure.counted,
                    "region": gazetteer.get(code).name,
                    "region_code": code,
                    "figure": figure.text,
                    "value": round(figure.value, _DECIMALS),
                    "high": math.nan if figure.high is None else round(figure.high, _DECIMALS),
                    "unit": figure.unit,
                    "comparator": figure.comparator,
                    "change": figure.change,
                    "year": figure.year,
                    "kind": claim.kind,
                    "status": claim.status,
                    "indicators": "|".join(hit.indicator for hit in claim.indicators),
                    "quote": claim.sentence.text,
                    "document": analysis.document.path,
                    "start": claim.sentence.start + figure.start,
                    "end": claim.sentence.start + figure.end,
                    "title": analysis.document.title,
                    "date": analysis.document.date,
                }


def _regions_of(figure: Quantity, claim: Claim, gazetteer: Gazetteer) -> Iterable[str]:
    """Return the regions that a figure is of: the one that its clause names, else all."""
    text = claim.sentence.text
    start = max(text.rfind(mark, 0, figure.start) for mark in _CLAUSE_ENDS) + 1
    clause = text[start : figure.start]
    regions = claim.attribution.regions
    places = claim.attribution.places or ("",) * len(regions)
    named = [
        code
        for code, place in zip(regions, places, strict=True)
        if gazetteer.get(code).name in clause or (place and place in clause)
    ]
    return named or regions


def evidence_rows(analysis: Analysis, gazetteer: Gazetteer) -> Iterator[dict[str, object]]:
    """Yield the rows of the evidence table that one document gives."""
    document = analysis.document
    for claim in analysis.claims:
        attribution = claim.attribution
        places = attribution.places or ("",) * len(attribution.regions)
        for code, place in zip(attribution.regions, places, strict=True):
            for hit in claim.indicators or (None,):
                sure = claim.confidence * attribution.confidence
                yield {
                    **_common(analysis, claim),
                    "region": gazetteer.get(code).name,
                    "region_code": code,
                    "place": place,
                    "kind": claim.kind,
                    "status": claim.status,
                    "indicator": hit.indicator if hit else "",
                    "confidence": round(sure * (hit.confidence if hit else 1), _DECIMALS),
                    "strength": claim.strength,
                    "instrument": claim.instrument,
                    "terms": "、".join(hit.terms) if hit else "",
                    "source_kind": document.kind,
                    "title": document.title,
                    "date": document.date,
                }


def _claim_row(analysis: Analysis, claim: Claim, gazetteer: Gazetteer) -> dict[str, object]:
    return {
        **_common(analysis, claim),
        "kind": claim.kind,
        "status": claim.status,
        "regions": "|".join(gazetteer.get(c).name for c in claim.attribution.regions),
        "region_source": claim.attribution.source,
        "indicators": "|".join(hit.indicator for hit in claim.indicators),
        "figures": "|".join(figure.text for figure in claim.figures),
        "confidence": round(claim.confidence, _DECIMALS),
        "strength": claim.strength,
        "instrument": claim.instrument,
        "source_kind": analysis.document.kind,
        "title": analysis.document.title,
        "date": analysis.document.date,
    }


def _common(analysis: Analysis, claim: Claim) -> dict[str, object]:
    sentence = claim.sentence
    return {
        "document": analysis.document.path,
        "start": sentence.start,
        "end": sentence.end,
        "quote": sentence.text,
        "section": " > ".join(sentence.section),
    }


def documents_table(
    analyses: Iterable[Analysis],
    skipped: Mapping[str, str],
    evidence: pd.DataFrame,
    gazetteer: Gazetteer,
) -> pd.DataFrame:
    """Return one row a file, read or skipped, in the order of their names.

    Parameters
    ----------
    analyses
        The documents that were read.
    skipped
        The files that were not: path → why.
    evidence
        The evidence table.
    gazetteer
        Names of regions.
    """
    found = Counter(evidence["document"])
    rows = [_read_row(analysis, found, gazetteer) for analysis in analyses]
    blank = {column.name: "" if column.kind == "text" else 0 for column in DOCUMENTS.columns}
    rows += [
        {**blank, "document": path, "state": "skipped", "problem": why}
        for path, why in skipped.items()
    ]
    rows.sort(key=lambda row: str(row["document"]))
    return DOCUMENTS.check(DOCUMENTS.frame(rows))


def _read_row(
    analysis: Analysis, found: Mapping[str, int], gazetteer: Gazetteer
) -> dict[str, object]:
    document, body = analysis.document, analysis.body
    return {
        "document": document.path,
        "state": "read",
        "problem": document.note,
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
        "kind": document.kind,
        "region": gazetteer.get(document.region).name if document.region else "",
        "region_code": document.region,
        "encoding": document.encoding,
        "characters": len(document.text),
        "sentences": len(body.sentences),
        "claims": len(analysis.claims),
        "evidence": found.get(document.path, 0),
        "cut_characters": sum(cut.end - cut.start for cut in body.cuts),
        "cut": "; ".join(f"{cut.start}-{cut.end} {cut.rule}" for cut in body.cuts),
    }


def cuts_table(analyses: Iterable[Analysis], language: str) -> pd.DataFrame:
    """Return one row a piece that was cut, with its text and the reason in ``language``."""
    reasons = {rule.id: rule.reason(language) for rule in load_rules()}
    rows: list[dict[str, object]] = [
        {
            "document": analysis.document.path,
            "start": cut.start,
            "end": cut.end,
            "rule": cut.rule,
            "reason": reasons[cut.rule],
            "text": analysis.document.text[cut.start : cut.end],
        }
        for analysis in analyses
        for cut in analysis.body.cuts
    ]
    return CUTS.check(CUTS.frame(rows))
