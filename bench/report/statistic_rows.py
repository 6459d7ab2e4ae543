"""The user's statistics as a reader follows them: what was given, used, and made of it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Indicator
from bench.report.normalised import normalisation_text

NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """One region × statistic.

    Parameters
    ----------
    region, region_code, indicator
        Whose value it is, and of what.
    value, year, unit, source, place
        As the user's table has them; NaN and ``""`` where it has none.
    used
        The value that was normalised: imputed, outliers treated; NaN where there is none.
    score
        What is aggregated; NaN where there is none.
    state
        ``given``, ``imputed``, ``missing`` or ``not_compared``.
    how
        How the indicator was normalised, in words.
    """

    region: str
    region_code: str
    indicator: Indicator
    value: float
    year: str
    unit: str
    source: str
    place: str
    used: float
    score: float
    state: str
    how: str


def statistic_rows(
    catalogue: Catalogue,
    method: Method,
    scores: pd.DataFrame,
    statistics: pd.DataFrame,
    regions: Sequence[str],
    language: str,
) -> list[StatisticRow]:
    """Return every statistic of the regions compared, then the values of other regions.

    Parameters
    ----------
    catalogue, method
        The indicators, and how they were normalised.
    scores, statistics
        Tables by the schemas `SCORES` and `STATISTICS`; of the latter one row a region ×
        indicator.
    regions
        Codes of the regions compared, in the order wanted.
    language
        ``"zh"`` or ``"en"``.
    """
    asked = {indicator.id: indicator for indicator in catalogue.statistics}
    scored = scores[scores["indicator"].isin(list(asked))]
    how = {
        str(name): normalisation_text(
            asked[str(name)], own["value"].to_numpy(dtype=float), method, language
        )
        for name, own in scored.groupby("indicator", sort=False)
    }
    given = {
        (str(row["region_code"]), str(row["indicator"])): row
        for row in statistics.to_dict("records")
    }
    place = {code: number for number, code in enumerate(regions)}
    rows = []
    ordered = scored.assign(order=scored["region_code"].map(place))
    for row in ordered.sort_values("order", kind="stable").to_dict("records"):
        key = (str(row["region_code"]), str(row["indicator"]))
        own = given.pop(key, None)
        state = "given" if row["state"] == "stated" else str(row["state"])
        rows.append(
            _row(
                str(row["region"]),
                key[0],
                asked[key[1]],
                own,
                (float(row["value"]), float(row["normalised"]) + 0.0),  # no -0
                "missing" if state == "unread" else state,
                how[key[1]],
            )
        )
    for key, own in given.items():
        if key[1] in asked:
            nothing = (math.nan, math.nan)
            region = str(own["region"])
            rows.append(_row(region, key[0], asked[key[1]], own, nothing, NOT_COMPARED, ""))
    return rows


def _row(
    region: str,
    code: str,
    indicator: Indicator,
    given: Mapping[Hashable, object] | None,
    made: tuple[float, float],
    state: str,
    how: str,
) -> StatisticRow:
    own: Mapping[Hashable, object] = given or {}
    value = own.get("value", math.nan)
    return StatisticRow(
        region=region,
        region_code=code,
        indicator=indicator,
        value=float(str(value)),
        year=str(own.get("year", "")),
        unit=str(own.get("unit", "")) or indicator.unit or "",
        source=str(own.get("source", "")),
        place=str(own.get("place", "")),
        used=made[0],
        score=made[1],
        state=state,
        how=how if state != "missing" else "",
    )
