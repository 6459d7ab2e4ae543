"""Why a region stands where it does: the indicators that carry it up and down most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from bench.report.scale import plain
from bench.report.view import ReportView
from bench.report.wording import (
    document_name,
    inner_quotes,
    names_of,
    number,
    part_name,
    shortened,
    tells,
)

MOST: Final = 3  # indicators named either way
_MOST_TEXT: Final = 200  # a text in a formula has 255 characters at most


@dataclass(frozen=True, slots=True)
class Carrier:
    """An indicator that sets two neighbours apart, seen from the first of them.

    Parameters
    ----------
    indicator
        Its id.
    weight
        Effective weight, 0 to 1.
    score, other_score
        As aggregated.
    contribution
        To the difference of the indices; below 0 where the other leads.
    claim_of, document, start
        Region code and place of the weightiest claim of the one that states more; ``""`` and NaN
        where there is none.
    """

    indicator: str
    weight: float
    score: float
    other_score: float
    contribution: float
    claim_of: str
    document: str
    start: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A region held against a neighbour.

    Parameters
    ----------
    region, region_code, other, other_code
        The two.
    ahead
        Whether the other is the one ahead.
    gap
        Index of the region less that of the other.
    carriers
        What sets them apart most, what makes the order first; the least are left out.
    left, others
        How many were left out, and the sum of their contributions.
    rest
        What contributions do not explain of the gap.
    """

    region: str
    region_code: str
    other: str
    other_code: str
    ahead: bool
    gap: float
    carriers: tuple[Carrier, ...]
    left: int
    others: float
    rest: float


def subjects(view: ReportView) -> list[str]:
    """Return the codes of the regions to explain: the target, else the first, middle and last."""
    ranked = view.ranked
    own = ranked.loc[ranked["region"] == view.target, "region_code"].tolist()
    if own or ranked.empty:
        return own
    places = sorted({0, (len(ranked) - 1) // 2, len(ranked) - 1})
    return [str(code) for code in ranked["region_code"].iloc[places]]


def why_sentences(view: ReportView, code: str, most: int = MOST) -> list[str]:
    """Say what sets a ranked region apart from its neighbours, or why that cannot be said."""
    told = [why_sentence(view, each) for each in comparisons(view, code, most)]
    if told or len(view.ranked) < 2:
        return told
    return [view.word("sure_why_no_parts")]


def comparisons(view: ReportView, code: str, most: int = MOST) -> list[Comparison]:
    """Hold a ranked region against the one just ahead of it and the one just behind.

    Parameters
    ----------
    view
        What the run found.
    code
        Of the region.
    most
        So many indicators are named for it and so many against.
    """
    table = view.sureness.contributions
    found = []
    for ahead, own, theirs in (
        (True, "other_code", "region_code"),
        (False, "region_code", "other_code"),
    ):
        for other in table.loc[table[own] == code, theirs].unique():
            rows = table[(table[own] == code) & (table[theirs] == other)]
            found.append(_comparison(view, rows, ahead=ahead, most=most))
    return found


def _comparison(view: ReportView, rows: pd.DataFrame, *, ahead: bool, most: int) -> Comparison:
    turned = -1.0 if ahead else 1.0
    own, other = ("other", "region") if ahead else ("region", "other")
    own_score, other_score = ("other_score", "score") if ahead else ("score", "other_score")
    first = rows.iloc[0]
    codes = {"region": str(first["region_code"]), "other": str(first["other_code"])}
    index = view.ranked.set_index("region_code")["index"]
    gap = float(index[codes[own]] - index[codes[other]])
    carriers = [
        Carrier(
            indicator=str(row["indicator"]),
            weight=float(row["weight"]),
            score=float(row[own_score]),
            other_score=float(row[other_score]),
            contribution=float(row["contribution"]) * turned + 0.0,
            claim_of=str(row["claim_of"]),
            document=str(row["document"]),
            start=float(row["start"]),
        )
        for row in rows.to_dict("records")
    ]
    shown = _largest([each for each in carriers if tells(view, each.contribution)], most, turned)
    total = sum(carrier.contribution for carrier in carriers)
    return Comparison(
        region=str(first[own]),
        region_code=codes[own],
        other=str(first[other]),
        other_code=codes[other],
        ahead=ahead,
        gap=gap,
        carriers=tuple(shown),
        left=len(carriers) - len(shown),
        others=total - sum(carrier.contribution for carrier in shown),
        rest=gap - total,
    )


def _largest(carriers: list[Carrier], most: int, turned: float) -> list[Carrier]:
    """Return what makes the order, largest first, then what speaks against it, largest last."""
    order = sorted(carriers, key=lambda c: (-turned * c.contribution, c.indicator))
    for_it = [c for c in order if turned * c.contribution > 0]
    against = [c for c in order if turned * c.contribution < 0]
    return [*for_it[:most], *against[-most:]]


def why_sentence(view: ReportView, comparison: Comparison) -> str:
    """Say which indicators set two neighbours apart."""

    def named(sign: int) -> str:
        chosen = [c for c in comparison.carriers if c.contribution * sign > 0]
        chosen.sort(key=lambda c: -abs(c.contribution))
        return names_of(
            view,
            [
                view.word(
                    "sure_why_part",
                    indicator=part_name(view, c.indicator),
                    points=number(view, c.contribution, signed=True),
                )
                for c in chosen
            ],
            MOST,
        )

    down, up = ("sure_why_down", named(-1)), ("sure_why_up", named(1))
    order = (down, up) if comparison.ahead else (up, down)
    parts = [view.word(name, indicators=indicators) for name, indicators in order if indicators]
    if tells(view, comparison.rest):
        points = number(view, comparison.rest, signed=True)
        parts.append(view.word("sure_why_part_rest", why=rest_label(view), points=points))
    return view.word(
        "sure_why_ahead" if comparison.ahead else "sure_why_behind",
        other=comparison.other,
        gap=number(view, abs(comparison.gap)),
        parts=view.word("sure_semicolon").join(parts) or view.word("sure_why_nothing"),
    )


def carrier_proof(view: ReportView, carrier: Carrier, comparison: Comparison) -> str:
    """Return what stands behind a contribution: the leading quote, or the two statistics."""
    if not carrier.document:
        return _statistics(view, carrier.indicator, comparison)
    rows = view.evidence[
        (view.evidence["document"] == carrier.document)
        & (view.evidence["start"] == carrier.start)
        & (view.evidence["indicator"] == carrier.indicator)
    ]
    if rows.empty:
        return ""
    name = comparison.region if carrier.claim_of == comparison.region_code else comparison.other
    return view.word(
        "sure_proof",
        region=name,
        quote=inner_quotes(shortened(str(rows["quote"].iloc[0])), view.language),
        title=shortened(document_name(view, carrier.document), 80),
    )


def _statistics(view: ReportView, indicator: str, comparison: Comparison) -> str:
    table = view.statistics[view.statistics["indicator"] == indicator]
    sides = (
        (comparison.region, comparison.region_code),
        (comparison.other, comparison.other_code),
    )
    told = [
        view.word(
            "sure_statistic_year" if row["year"] else "sure_statistic",
            region=name,
            value=plain(row["value"]),
            unit=row["unit"] or view.catalogue.indicator(indicator).unit or "",
            year=row["year"],
        )
        for name, code in sides
        for row in table[table["region_code"] == code].to_dict("records")
    ]
    return shortened(view.word("sure_semicolon").join(told), _MOST_TEXT)


def rest_label(view: ReportView) -> str:
    """Say where the part of a gap comes from that contributions do not explain."""
    return view.word("sure_why_rest_read" if view.sureness.additive else "sure_why_rest_method")


def why_heading(view: ReportView, comparison: Comparison) -> str:
    """Return the heading of the table of what sets two neighbours apart."""
    key = "sure_why_table_ahead" if comparison.ahead else "sure_why_table_behind"
    return view.word(key, region=comparison.region, other=comparison.other)


def why_places(view: ReportView) -> Iterator[tuple[str, str]]:
    """Yield, where there is no target, a question and its answer for each region explained."""
    ranked = {str(row["region_code"]): row for row in view.ranked.to_dict("records")}
    for code in subjects(view):
        row = ranked[code]
        told = [view.word("sure_why_index", index=number(view, row["index"]))]
        told += why_sentences(view, code, MOST - 1)
        question = view.word("sure_why_of", region=row["region"], rank=int(row["rank"]))
        yield question, "\n".join(told)
