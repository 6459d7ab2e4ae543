"""The mix of policy instruments: what each region uses, and uses more or less than the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.stats import false_discovery_control, fisher_exact

from bench.comparison.schema import INSTRUMENTS
from bench.evidence.instruments import NO_INSTRUMENT, load_instruments
from bench.evidence.kinds import MEASURE
from bench.messages import message
from bench.resources import data_yaml
from bench.scoring.score import Composition

MORE: Final = "more"
LESS: Final = "less"
_DECIMALS: Final = 6

Integers = NDArray[np.int64]


class InstrumentRules(BaseModel):
    """When a difference between shares is told.

    Parameters
    ----------
    least_measures
        A region with fewer measures is not judged.
    least_difference
        Of shares, 0 to 1.
    false_discoveries
        Expected share of false findings, 0 to 1 (Benjamini and Hochberg 1995).
    most_told
        Findings in a region's sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_measures: int = Field(ge=1)
    least_difference: float = Field(ge=0, le=1)
    false_discoveries: float = Field(gt=0, lt=1)
    most_told: int = Field(ge=1)


@cache
def instrument_rules() -> InstrumentRules:
    """Return the rules shipped with the program."""
    return InstrumentRules.model_validate(data_yaml(__package__, "instruments.yaml"))


def instrument_mix(composition: Composition, rules: InstrumentRules | None = None) -> pd.DataFrame:
    """Return what part of each region's measures each type and each instrument makes up.

    Counted are the distinct measures behind the scores, each once a region, whatever number of
    indicators it bears on. A share is held against that of all other regions together by
    Fisher's exact test, two-sided; the p values are adjusted for all types and instruments of
    the region after Benjamini and Hochberg (1995).

    Parameters
    ----------
    composition
        What was aggregated.
    rules
        Those shipped by default.

    Returns
    -------
    pandas.DataFrame
        By the schema `INSTRUMENTS`: by region code, type and instrument in the order of
        ``instruments.yaml``, the type as a whole first. Regions without measures are left out;
        the shares of the types sum to less than 1 where measures have no instrument.
    """
    used = rules or instrument_rules()
    measures = _distinct_measures(composition)
    present = set(measures["region_code"])
    regions = [region for region in composition.regions if region.code in present]
    parts = _parts()
    counts = _counts(measures, [region.code for region in regions], parts)
    sizes = measures.groupby("region_code").size()
    totals = np.array([sizes[region.code] for region in regions], dtype=np.int64)
    shares = counts / totals[:, None]
    elsewhere = totals.sum() - totals
    with np.errstate(invalid="ignore"):
        others = (counts.sum(axis=0) - counts) / elsewhere[:, None]
    finding = _findings(counts, totals, shares - others, used)
    rows: list[dict[str, object]] = [
        {
            "region": region.name,
            "region_code": region.code,
            "type": kind,
            "instrument": instrument,
            "claims": int(counts[i, j]),
            "measures": int(totals[i]),
            "share": round(float(shares[i, j]), _DECIMALS),
            "others": round(float(others[i, j]), _DECIMALS),
            "finding": finding[i][j],
        }
        for i, region in enumerate(regions)
        for j, (kind, instrument) in enumerate(parts)
    ]
    return INSTRUMENTS.check(INSTRUMENTS.frame(rows))


def instrument_sentences(
    table: pd.DataFrame, language: str = "zh", rules: InstrumentRules | None = None
) -> dict[str, str]:
    """Say what each region uses far more or less than the others.

    Parameters
    ----------
    table
        What `instrument_mix` returns.
    language
        ``"zh"`` or ``"en"``.
    rules
        Those the table was made with.

    Returns
    -------
    dict
        Region code → a sentence, by code.
    """
    used = rules or instrument_rules()
    return {
        str(code): message(
            "comparison.instruments_region",
            language,
            region=rows["region"].iloc[0],
            count=rows["measures"].iloc[0],
            findings=_told(rows, language, used),
        )
        for code, rows in table.groupby("region_code", sort=True)
    }


def _distinct_measures(composition: Composition) -> pd.DataFrame:
    """Return each region's distinct measures; of the rows of one the heaviest."""
    claims = composition.cells.distinct
    measures = claims[claims["kind"] == MEASURE].sort_values(
        ["region_code", "weight", "document", "start", "end"],
        ascending=[True, False, True, True, True],
        kind="stable",
    )
    return measures.drop_duplicates(["region_code", "key"])


def _parts() -> list[tuple[str, str]]:
    """Return types and instruments as (type, instrument); the type as a whole has no instrument."""
    known = load_instruments()
    return [
        (kind.id, name)
        for kind in known.types
        for name in (NO_INSTRUMENT, *(i.id for i in known.instruments if i.type == kind.id))
    ]


def _counts(
    measures: pd.DataFrame, codes: Sequence[str], parts: Sequence[tuple[str, str]]
) -> Integers:
    """Count measures, shape (regions, parts)."""
    row = {code: i for i, code in enumerate(codes)}
    column = {part: j for j, part in enumerate(parts)}
    counts = np.zeros((len(codes), len(parts)), dtype=np.int64)
    pairs = measures[measures["instrument"] != NO_INSTRUMENT][["region_code", "instrument"]]
    for code, instrument in pairs.itertuples(index=False):
        kind = instrument.split(".", 1)[0]
        # A run by other data may name instruments that are no longer known.
        if code in row and (kind, instrument) in column:
            counts[row[code], column[kind, instrument]] += 1
            counts[row[code], column[kind, NO_INSTRUMENT]] += 1
    return counts


def _findings(
    counts: Integers, totals: Integers, difference: NDArray[np.float64], rules: InstrumentRules
) -> list[list[str]]:
    """Return ``more``, ``less`` or "" for each region × part."""
    finding = [[""] * counts.shape[1] for _ in range(len(counts))]
    judged = [i for i, total in enumerate(totals) if total >= rules.least_measures]
    if len(totals) < 2 or not judged:
        return finding
    rest = counts.sum(axis=0) - counts
    elsewhere = totals.sum() - totals
    p = np.array(
        [
            [
                _chance(counts[i, j], totals[i], rest[i, j], elsewhere[i])
                for j in range(counts.shape[1])
            ]
            for i in judged
        ]
    )
    adjusted = false_discovery_control(p, axis=1)
    for place, i in enumerate(judged):
        for j in range(counts.shape[1]):
            large = abs(difference[i, j]) >= rules.least_difference
            if large and adjusted[place, j] <= rules.false_discoveries:
                finding[i][j] = MORE if difference[i, j] > 0 else LESS
    return finding


def _chance(one: np.int64, of_one: np.int64, other: np.int64, of_other: np.int64) -> float:
    """Return the two-sided p value of Fisher's exact test for two shares."""
    table = np.array([[one, of_one - one], [other, of_other - other]])
    return float(fisher_exact(table).pvalue)


def _told(rows: pd.DataFrame, language: str, rules: InstrumentRules) -> str:
    """Put a region's findings on instruments into words."""
    if rows["measures"].iloc[0] < rules.least_measures:
        return message("comparison.instruments_few", language, least=rules.least_measures)
    names = {i.id: i.name(language) for i in load_instruments().instruments}
    found = rows[(rows["finding"] != "") & (rows["instrument"] != NO_INSTRUMENT)]
    if found.empty:
        return message("comparison.instruments_alike", language)
    largest = (found["share"] - found["others"]).abs().sort_values(ascending=False, kind="stable")
    parts = [
        message(
            f"comparison.instruments_{row['finding']}",
            language,
            name=names[row["instrument"]],
            share=f"{row['share']:.0%}",
            others=f"{row['others']:.0%}",
        )
        for row in found.loc[largest.index[: rules.most_told]].to_dict("records")
    ]
    return message("comparison.instruments_between", language).join(parts)
