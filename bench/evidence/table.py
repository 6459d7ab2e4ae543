"""The claims and evidence tables of analysed documents, by the schemas of ``bench.tables``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from bench.evidence.analysis import Analysis, Claim
from bench.regions.gazetteer import Gazetteer
from bench.tables import CLAIMS, EVIDENCE

_DECIMALS = 4


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
        "confidence": round(claim.confidence, _DECIMALS),
        "strength": claim.strength,
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
