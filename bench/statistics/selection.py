"""Which of the values are compared: one a region × indicator, as a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.errors import BenchError, InputError
from bench.statistics.cells import key
from bench.statistics.findings import listed
from bench.statistics.schema import Statistics

Floats = NDArray[np.float64]

_CELL: Final = ["region_code", "indicator"]


def latest(statistics: Statistics, year: int | None = None) -> Statistics:
    """Select one value a region × indicator.

    Parameters
    ----------
    statistics
        One row a region × indicator × year.
    year
        The year to compare; None: of each region × indicator its own newest year, and what has no
        year only where nothing with a year is given.

    Returns
    -------
    Statistics
        At most one row a region × indicator, in the order given. With a year asked for, what has
        no value of it (or no year) is left out, and a warning an indicator says for which regions.

    Raises
    ------
    InputError
        The values selected of an indicator are in different units; a unit that is given in some
        rows and not in others counts as different.
    """
    table = statistics.table
    if year is None:
        # Years of four digits sort as texts, the empty one first.
        newest = table.sort_values("year", kind="stable").drop_duplicates(_CELL, keep="last")
        selected = newest.sort_index()
    else:
        selected = table[table["year"] == str(year)]
    _check_units(selected)
    notes = () if year is None else tuple(_left_out(table, selected, year))
    return Statistics(selected.reset_index(drop=True), notes)


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
        units = rows["unit"].map(key)
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
