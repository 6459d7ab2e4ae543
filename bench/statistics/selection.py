"""Which of the values are compared: one a region × indicator, as a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.errors import BenchError, InputError
from bench.statistics.findings import listed
from bench.statistics.schema import Statistics
from bench.statistics.units import other_units, unit_key

Floats = NDArray[np.float64]

_CELL: Final = ["region_code", "indicator"]


def latest(
    statistics: Statistics,
    year: int | None = None,
    *,
    place: str = "year",
    units: Mapping[str, str] | None = None,
) -> Statistics:
    """Select one value a region × indicator.

    Parameters
    ----------
    statistics
        One row a region × indicator × year.
    year
        The year to compare; None: of each region × indicator its own newest year, and what has no
        year only where nothing with a year is given.
    place
        Where the year is asked for, as messages begin.
    units
        Unit that an indicator should be in, where one is asked for; nothing is converted.

    Returns
    -------
    Statistics
        At most one row a region × indicator, in the order given. With a year asked for, what has
        no value of it (or no year) is left out, and a warning an indicator says for which regions.
        A further warning tells of each indicator that is in another unit than is asked for. The
        warnings of ``statistics`` come first.

    Raises
    ------
    InputError
        There is no value of the year at all; or the values selected of an indicator are in
        different units. A unit that is given in some rows and not in others counts as different.
    """
    table = statistics.table
    if year is None:
        # Years of four digits sort as texts, the empty one first.
        newest = table.sort_values("year", kind="stable").drop_duplicates(_CELL, keep="last")
        selected = newest.sort_index()
    else:
        selected = table[table["year"] == str(year)]
        if selected.empty and not table.empty:
            raise _no_such_year(table, year, place)
    _check_units(selected)
    notes = [*statistics.warnings, *other_units(selected, units or {})]
    if year is not None:
        notes += _left_out(table, selected, year)
    return Statistics(selected.reset_index(drop=True), tuple(notes))


def matrix(selected: Statistics, codes: Sequence[str], indicators: Sequence[str]) -> Floats:
    """Return selected values as a matrix.

    Parameters
    ----------
    selected
        At most one row a region × indicator: what `latest` returns.
    codes
        Codes of the n regions wanted, in order.
    indicators
        Ids of the k indicators wanted, in order.

    Returns
    -------
    numpy.ndarray
        Shape (n, k), in the units of the table; NaN where there is no value.

    Raises
    ------
    ValueError
        A region × indicator stands in more than one row.
    """
    wide = selected.table.pivot(index="region_code", columns="indicator", values="value")
    return np.array(wide.reindex(index=list(codes), columns=list(indicators)), dtype=np.float64)


def _check_units(selected: pd.DataFrame) -> None:
    for indicator, rows in selected.groupby("indicator", sort=False):
        units = rows["unit"].map(unit_key)
        differing = rows[units != units.iloc[0]]
        if len(differing):
            first, other = rows.iloc[0], differing.iloc[0]
            raise InputError(
                "statistics.different_units",
                indicator=indicator,
                unit=first["unit"] or BenchError("statistics.no_unit"),
                place=first["place"],
                other=other["unit"] or BenchError("statistics.no_unit"),
                other_place=other["place"],
            )


def _no_such_year(table: pd.DataFrame, year: int, place: str) -> InputError:
    years = sorted(set(table["year"]) - {""})
    if not years:
        return InputError("statistics.no_years", place=place, year=year)
    return InputError("statistics.no_such_year", place=place, year=year, years=", ".join(years))


def _left_out(table: pd.DataFrame, selected: pd.DataFrame, year: int) -> Iterator[BenchError]:
    """Yield a note an indicator of which regions have values, but none of the year."""
    known = table.drop_duplicates(_CELL)
    cells = pd.MultiIndex.from_frame(known[_CELL])
    lacking = known[~cells.isin(pd.MultiIndex.from_frame(selected[_CELL]))]
    for indicator, rows in lacking.groupby("indicator", sort=False):
        yield BenchError(
            "statistics.no_value_of_year",
            indicator=indicator,
            year=year,
            count=len(rows),
            names=listed(rows["region"]),
        )
