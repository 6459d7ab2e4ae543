"""The tables of analysed documents, column by column, by the schemas of ``bench.tables``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import chain, repeat
from typing import Any, Final, NamedTuple

import pandas as pd

from bench.corpus.cleaning import load_rules
from bench.evidence.analysis import Analysis, Claim
from bench.quantities import Quantity
from bench.regions.gazetteer import Gazetteer
from bench.tables import DOCUMENTS, SURE

Columns = dict[str, list[Any]]  # name → values, all of one length


class Added(NamedTuple):
    """Rows that each are of a claim: its number among the claims, and what they add to it."""

    numbers: list[int]
    columns: Columns


_DECIMALS: Final = 4
_CLAUSE_ENDS: Final = "，,；;。：:"
_NONE: Final = (None,)  # stands for the indicator of a claim that bears on none


def side_by_side(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures ordered by what is counted, unit and change, else as they were."""
    return figures.sort_values(["counted", "unit", "change"], kind="stable", ignore_index=True)


def claim_columns(analyses: Sequence[Analysis], gazetteer: Gazetteer) -> Columns:
    """Return the columns of the claims table."""
    claims = _claims(analyses)
    sentences = [claim.sentence for claim in claims]
    regions = [claim.attribution.regions for claim in claims]
    name = _names(gazetteer, chain.from_iterable(regions))
    documents = [analysis.document for analysis in analyses]
    times = [len(analysis.claims) for analysis in analyses]
    return {
        "document": _repeated([document.path for document in documents], times),
        "start": [sentence.start for sentence in sentences],
        "end": [sentence.end for sentence in sentences],
        "quote": [sentence.text for sentence in sentences],
        "section": [" > ".join(sentence.section) for sentence in sentences],
        "page": list(chain.from_iterable(map(_pages, analyses))),
        "kind": [claim.kind for claim in claims],
        "status": [claim.status for claim in claims],
        "regions": ["|".join([name[code] for code in codes]) for codes in regions],
        "region_source": [claim.attribution.source for claim in claims],
        "indicators": ["|".join([hit.indicator for hit in c.indicators]) for c in claims],
        "figures": ["|".join([figure.text for figure in claim.figures]) for claim in claims],
        "confidence": [round(claim.confidence, _DECIMALS) for claim in claims],
        "strength": [claim.strength for claim in claims],
        "instrument": [claim.instrument for claim in claims],
        "source_kind": _repeated([document.kind for document in documents], times),
        "title": _repeated([document.title for document in documents], times),
        "date": _repeated([document.date for document in documents], times),
    }


def evidence_of(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> Added:
    """Return what the rows of the evidence table add to their claims."""
    claims = _claims(analyses)
    sure = [claim.confidence * claim.attribution.confidence for claim in claims]
    rows = [
        (number, code, place, hit)
        for number, claim in enumerate(claims)
        for code, place in zip(claim.attribution.regions, _places(claim), strict=True)
        for hit in claim.indicators or _NONE
    ]
    codes = [code for _, code, _, _ in rows]
    name = _names(gazetteer, codes)
    columns: Columns = {
        "region": [name[code] for code in codes],
        "region_code": codes,
        "place": [place for _, _, place, _ in rows],
        "indicator": [hit.indicator if hit else "" for _, _, _, hit in rows],
        "confidence": [
            round(sure[number] * (hit.confidence if hit else 1), _DECIMALS)
            for number, _, _, hit in rows
        ],
        "terms": ["、".join(hit.terms) if hit else "" for _, _, _, hit in rows],
    }
    return Added([number for number, _, _, _ in rows], columns)


def figures_of(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> Added:
    """Return what the rows of the figures table add to their claims."""
    rows = [
        (number, claim.sentence.start, figure, code)
        for number, claim in enumerate(_claims(analyses))
        for figure in claim.figures
        for code in _regions_of(figure, claim, gazetteer)
    ]
    codes = [code for _, _, _, code in rows]
    figures = [figure for _, _, figure, _ in rows]
    name = _names(gazetteer, codes)
    columns: Columns = {
        "counted": [figure.counted for figure in figures],
        "region": [name[code] for code in codes],
        "region_code": codes,
        "figure": [figure.text for figure in figures],
        "value": [round(figure.value, _DECIMALS) for figure in figures],
        "high": [math.nan if f.high is None else round(f.high, _DECIMALS) for f in figures],
        "unit": [figure.unit for figure in figures],
        "comparator": [figure.comparator for figure in figures],
        "change": [figure.change for figure in figures],
        "year": [figure.year for figure in figures],
        "start": [sentence + figure.start for _, sentence, figure, _ in rows],
        "end": [sentence + figure.end for _, sentence, figure, _ in rows],
    }
    return Added([number for number, _, _, _ in rows], columns)


def _regions_of(figure: Quantity, claim: Claim, gazetteer: Gazetteer) -> Sequence[str]:
    """Return the regions that a figure is of: the one that its clause names, else all."""
    regions = claim.attribution.regions
    if len(regions) == 1:
        return regions
    text = claim.sentence.text
    start = max(text.rfind(mark, 0, figure.start) for mark in _CLAUSE_ENDS) + 1
    clause = text[start : figure.start]
    named = [
        code
        for code, place in zip(regions, _places(claim), strict=True)
        if gazetteer.get(code).name in clause or (place and place in clause)
    ]
    return named or regions


def _claims(analyses: Iterable[Analysis]) -> list[Claim]:
    return [claim for analysis in analyses for claim in analysis.claims]


def _places(claim: Claim) -> tuple[str, ...]:
    return claim.attribution.places or ("",) * len(claim.attribution.regions)


def _pages(analysis: Analysis) -> Iterable[str]:
    """Return the page of each claim, empty in a document without pages."""
    layout = analysis.document.layout
    if not layout.pages:
        return repeat("", len(analysis.claims))
    return (str(layout.page_of(claim.sentence.start) or "") for claim in analysis.claims)


def _names(gazetteer: Gazetteer, codes: Iterable[str]) -> dict[str, str]:
    return {code: gazetteer.get(code).name for code in set(codes)}


def _repeated(values: Iterable[str], times: Iterable[int]) -> list[str]:
    """Return each value as many times as it is said to stand there."""
    return list(chain.from_iterable(map(repeat, values, times)))


def skipped_row(path: str, why: str) -> dict[str, object]:
    """Return the row of the documents table of a file that was not read."""
    blank = {column.name: "" if column.kind == "text" else 0 for column in DOCUMENTS.columns}
    return {**blank, "document": path, "state": "skipped", "problem": why}


def document_row(analysis: Analysis, evidence: int, gazetteer: Gazetteer) -> dict[str, object]:
    """Return the row of the documents table of a file with this many rows of evidence."""
    document, body = analysis.document, analysis.body
    return {
        "document": document.path,
        "state": "read",
        "problem": document.note,
        "repeats": "",
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
        "kind": document.kind,
        "region": gazetteer.get(document.region).name if document.region else "",
        "region_code": document.region,
        "number": document.number,
        "link": document.link,
        **{f"{name}{SURE}": round(value, 2) for name, value in asdict(document.sure).items()},
        "encoding": document.encoding,
        "characters": len(document.text),
        "sentences": len(body.sentences),
        "claims": len(analysis.claims),
        "evidence": evidence,
        "cut_characters": sum(cut.end - cut.start for cut in body.cuts),
        "cut": "; ".join(f"{cut.start}-{cut.end} {cut.rule}" for cut in body.cuts),
    }


def cut_columns(analyses: Sequence[Analysis], language: str) -> Columns:
    """Return the columns of the cuts table."""
    reasons = {rule.id: rule.reason(language) for rule in load_rules()}
    cuts = [(analysis.document, cut) for analysis in analyses for cut in analysis.body.cuts]
    return {
        "document": [document.path for document, _ in cuts],
        "start": [cut.start for _, cut in cuts],
        "end": [cut.end for _, cut in cuts],
        "rule": [cut.rule for _, cut in cuts],
        "reason": [reasons[cut.rule] for _, cut in cuts],
        "text": [document.text[cut.start : cut.end] for document, cut in cuts],
    }
