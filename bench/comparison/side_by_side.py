"""Measures side by side: indicators × regions, the leading claims of each cell, with numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from bench.catalogue.model import Catalogue
from bench.comparison.schema import SIDE_BY_SIDE
from bench.comparison.shortening import LEAST, shorten
from bench.messages import message
from bench.resources import data_yaml
from bench.scoring.score import Composition
from bench.scoring.states import SILENT, UNREAD


class SideBySideRules(BaseModel):
    """How much a cell holds.

    Parameters
    ----------
    claims
        Leading claims of a cell.
    characters
        Of a short text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: int = Field(ge=1)
    characters: int = Field(ge=LEAST)


@cache
def side_by_side_rules() -> SideBySideRules:
    """Return the rules shipped with the program."""
    return SideBySideRules.model_validate(data_yaml(__package__, "side_by_side.yaml"))


def side_by_side(
    composition: Composition,
    catalogue: Catalogue,
    codes: Sequence[str],
    indicators: Sequence[str] | None = None,
    rules: SideBySideRules | None = None,
) -> pd.DataFrame:
    """Return the leading claims of each indicator × region, numbered.

    Parameters
    ----------
    composition
        What was aggregated.
    catalogue
        The order of indicators.
    codes
        The regions, in the order wanted; those without claims have no rows.
    indicators
        Which indicators; by default all that are evidence.
    rules
        Those shipped by default.

    Returns
    -------
    pandas.DataFrame
        By the schema `SIDE_BY_SIDE`, by indicator, region and position. Claims that weigh most
        (strength × confidence) lead a cell. Numbers run from 1 in this order; a claim that stands
        in several cells has one number.
    """
    used = rules or side_by_side_rules()
    wanted = _evidence(catalogue, indicators)
    row_of = {name: i for i, name in enumerate(wanted)}
    column_of = {code: j for j, code in enumerate(dict.fromkeys(codes))}
    claims = composition.cells.distinct
    claims = claims[claims["indicator"].isin(wanted) & claims["region_code"].isin(list(column_of))]
    claims = claims.assign(
        row=claims["indicator"].map(row_of), column=claims["region_code"].map(column_of)
    ).sort_values(
        ["row", "column", "weight", "document", "start", "end"],
        ascending=[True, True, False, True, True, True],
        kind="stable",
    )
    claims["position"] = claims.groupby(["row", "column"]).cumcount() + 1
    claims = claims[claims["position"] <= used.claims]
    places = list(zip(claims["document"], claims["start"], claims["end"], strict=True))
    number = {place: i for i, place in enumerate(dict.fromkeys(places), start=1)}
    claims = claims.assign(
        number=[number[place] for place in places],
        text=[shorten(quote, used.characters) for quote in claims["quote"]],
    )
    rows: list[dict[str, object]] = [
        {str(name): value for name, value in row.items()}
        for row in claims[SIDE_BY_SIDE.names].to_dict("records")
    ]
    return SIDE_BY_SIDE.check(SIDE_BY_SIDE.frame(rows))


def side_by_side_matrix(
    table: pd.DataFrame,
    composition: Composition,
    catalogue: Catalogue,
    codes: Sequence[str],
    indicators: Sequence[str] | None = None,
    language: str = "zh",
    between: str | None = None,
) -> pd.DataFrame:
    """Return the side-by-side table as it is read: short texts with their numbers.

    Parameters
    ----------
    table
        What `side_by_side` returned for the same regions and indicators.
    composition, catalogue, codes, indicators
        As there.
    language
        Of the marks between claims and in cells without any: ``"zh"`` or ``"en"``.
    between
        What stands between the claims of a cell, a line break for a sheet; by default ； or ;.

    Returns
    -------
    pandas.DataFrame
        Text, indicators (ids) × regions (codes): 短句〔1〕；短句〔2〕. A cell without claims says
        whether the region is silent or was not read.
    """
    place_of = {region.code: i for i, region in enumerate(composition.regions)}
    column_of = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
    texts: dict[tuple[str, str], list[str]] = {}
    columns = [table[name] for name in ("indicator", "region_code", "text", "number")]
    for indicator, code, text, number in zip(*columns, strict=True):
        told = message("comparison.cell_claim", language, text=text, number=number)
        texts.setdefault((indicator, code), []).append(told)
    mark = message("comparison.cell_between", language) if between is None else between
    wanted = _evidence(catalogue, indicators)
    shown = list(dict.fromkeys(codes))

    def cell(indicator: str, code: str) -> str:
        claims = texts.get((indicator, code))
        if claims:
            return mark.join(claims)
        state = UNREAD
        if code in place_of:
            state = str(composition.cells.states[place_of[code], column_of[indicator]])
        return message(f"comparison.cell_{state}", language) if state in (SILENT, UNREAD) else ""

    rows = [[cell(indicator, code) for code in shown] for indicator in wanted]
    return pd.DataFrame(rows, index=wanted, columns=shown, dtype="object")


def _evidence(catalogue: Catalogue, indicators: Sequence[str] | None) -> list[str]:
    """Return the evidence indicators wanted, in the catalogue's order."""
    evidence = [indicator.id for indicator in catalogue.evidence_indicators]
    return evidence if indicators is None else [name for name in evidence if name in indicators]
