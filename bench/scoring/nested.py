"""Regions compared of which one lies in the other: part of their evidence is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from bench.errors import BenchError, InputError
from bench.messages import message
from bench.regions.gazetteer import Gazetteer
from bench.scoring.listing import listed
from bench.scoring.ranking import Candidate


@dataclass(frozen=True, slots=True)
class Nested:
    """Two regions compared, by code, the inner lying in the outer; and the claims about both."""

    outer: str
    inner: str
    claims: int


def nested_regions(
    codes: Iterable[str], evidence: pd.DataFrame, gazetteer: Gazetteer
) -> tuple[Nested, ...]:
    """Return the regions compared that lie in another one compared.

    Parameters
    ----------
    codes
        Codes of the regions compared.
    evidence
        The evidence as it counts.
    gazetteer
        Which region lies in which, or belongs to which group. Codes it lacks lie in none.

    Returns
    -------
    tuple of Nested
        By the codes of the outer, then the inner.
    """
    known = {code: gazetteer.get(code) for code in sorted(set(codes)) if code in gazetteer}
    groups = [region for region in known.values() if region.members]
    pairs = sorted(
        (outer.code, inner.code)
        for inner in known.values()
        for outer in {*gazetteer.ancestors(inner), *groups}
        if outer.code in known and outer != inner and gazetteer.is_within(inner, outer)
    )
    spans = _spans(evidence, sorted({code for pair in pairs for code in pair}))
    return tuple(Nested(outer, inner, len(spans[outer] & spans[inner])) for outer, inner in pairs)


def nested_note(
    regions: Sequence[Candidate],
    evidence: pd.DataFrame,
    gazetteer: Gazetteer | None,
    language: str = "zh",
) -> list[BenchError]:
    """Warn of ranked regions that stand beside one that they lie in; empty where there are none.

    Parameters
    ----------
    regions
        The ranked regions.
    evidence
        The evidence as it counts.
    gazetteer
        Which region lies in which; without it nothing is known and nothing said.
    language
        Of the list of names: ``"zh"`` or ``"en"``.
    """
    if gazetteer is None:
        return []
    names = {region.code: region.name for region in regions}
    found = nested_regions(names, evidence, gazetteer)
    if not found:
        return []
    told = [
        message(
            "scoring.nested_pair" if pair.claims else "scoring.nested_names",
            language,
            outer=names[pair.outer],
            inner=names[pair.inner],
            claims=pair.claims,
        )
        for pair in found
    ]
    return [InputError("scoring.nested", pairs=listed(told, language))]


def _spans(
    evidence: pd.DataFrame, codes: Sequence[str]
) -> dict[str, set[tuple[object, object, object]]]:
    """Return region code → the claims about it, by document, start and end."""
    columns = ("region_code", "document", "start", "end")
    rows = evidence.loc[evidence["region_code"].isin(codes), list(columns)].drop_duplicates()
    spans: dict[str, set[tuple[object, object, object]]] = {code: set() for code in codes}
    for code, *span in zip(*(rows[name] for name in columns), strict=True):
        spans[code].add((span[0], span[1], span[2]))
    return spans
