"""Units: whether two ways of writing mean the same; nothing is ever converted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd

from bench.errors import BenchError
from bench.resources import data_yaml
from bench.statistics.cells import key


def unit_key(unit: str) -> str:
    """Return a unit as units are compared: the same for 万人 and 万 人, % and 百分比.

    Equivalents stand in ``data/units.yaml``; an empty unit stays empty.
    """
    plain = key(unit)
    return _equivalents().get(plain, plain)


def other_units(selected: pd.DataFrame, units: Mapping[str, str]) -> Iterator[BenchError]:
    """Yield a warning for each indicator whose values are in another unit than is asked for.

    Parameters
    ----------
    selected
        Values with the columns of `bench.statistics.schema.STATISTICS`, each indicator in one
        unit.
    units
        Unit by indicator; what is not in it may have any. Values without a unit are taken to be
        in the one asked for.
    """
    for indicator, rows in selected.groupby("indicator", sort=False):
        first = rows.iloc[0]
        wanted = units.get(str(indicator), "")
        if wanted and first["unit"] and unit_key(first["unit"]) != unit_key(wanted):
            yield BenchError(
                "statistics.other_unit",
                place=first["place"],
                indicator=indicator,
                unit=first["unit"],
                wanted=wanted,
                count=len(rows),
            )


@cache
def _equivalents() -> dict[str, str]:
    """Return every way of writing a unit that has several, and the first of them."""
    lists = data_yaml(__package__, "units.yaml")["units"]
    return {key(way): key(ways[0]) for ways in lists for way in ways}
