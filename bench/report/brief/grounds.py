"""What the evidence says of a claim: whether a term found it, and where else it could count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bench.evidence.terms import TermMatcher
from bench.report.brief.material import Material
from bench.report.workbook.cell_text import clean_text

_COLONS = ("：", ":")


def is_fit(material: Material, claim: Mapping[Any, Any]) -> bool:
    """Tell whether a claim can be shown by itself as one on its indicator.

    A term of the catalogue found it; it neither leans on the sentence before it nor only leads up
    to what follows.
    """
    place = (str(claim["region_code"]), str(claim["indicator"]), *_span(claim))
    return place in material.found_by_terms and not leans(material, claim)


def leans(material: Material, claim: Mapping[Any, Any]) -> bool:
    """Tell whether a quote needs the sentence before it, or only leads up to what follows."""
    quote = str(claim["quote"]).strip()
    return quote.endswith(_COLONS) or _begins(quote.lower(), material.rules.practices.connectives)


def _begins(quote: str, connectives: tuple[str, ...]) -> bool:
    """Tell whether a quote begins with a connective; one of Latin letters as a whole word."""
    return any(
        quote.startswith(each) and not (each.isascii() and quote[len(each) :][:1].isalnum())
        for each in connectives
    )


def filed_elsewhere(material: Material, indicator: str) -> list[dict[Any, Any]]:
    """Return claims of the target that hold terms of an indicator but are not filed there.

    Returns
    -------
    list
        Rows of `bench.tables.EVIDENCE`, a claim once, the one with the weightiest terms first; none
        that lacks the context that the indicator asks for.
    """
    view = material.view
    rows = view.evidence[view.evidence["region_code"] == material.target_code]
    filed = {_span(row) for row in rows[rows["indicator"] == indicator].to_dict("records")}
    context = view.catalogue.indicator(indicator).context
    asked = re.compile("|".join(map(re.escape, context)), re.IGNORECASE)
    terms = TermMatcher(view.catalogue)
    found: dict[tuple[str, int], tuple[float, dict[Any, Any]]] = {}
    for row in rows.to_dict("records"):
        span = _span(row)
        hit = terms.find(clean_text(row["quote"])).get(indicator)
        if hit is None or span in filed or span in found:
            continue
        if asked.search(f"{row['quote']}\n{row['section']}\n{row['title']}"):
            found[span] = (hit.weight, row)
    return [row for _, row in sorted(found.values(), key=lambda one: -one[0])]


def _span(claim: Mapping[Any, Any]) -> tuple[str, int]:
    return str(claim["document"]), int(claim["start"])
