"""The newest value, or that of a year; units must agree; gaps are NaN."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import BenchError, InputError
from bench.statistics.schema import STATISTICS, Statistics
from bench.statistics.selection import latest, matrix

NAMES = {"330100": "杭州", "330200": "宁波", "330300": "温州"}


def statistics(*rows: tuple[str, str, str, float], units: tuple[str, ...] = ()) -> Statistics:
    """Rows of (code, indicator, year, value)."""
    records: list[dict[str, object]] = [
        {
            "region": NAMES[code],
            "region_code": code,
            "indicator": indicator,
            "value": value,
            "year": year,
            "unit": units[number] if units else "",
            "source": "",
            "place": f"a.csv:{number + 2}",
        }
        for number, (code, indicator, year, value) in enumerate(rows)
    ]
    return Statistics(STATISTICS.frame(records))


def cells(selected: Statistics) -> list[tuple[str, str, str, float]]:
    columns = ["region_code", "indicator", "year", "value"]
    return list(selected.table[columns].itertuples(index=False, name=None))


def test_without_a_year_each_takes_its_newest_in_the_order_given() -> None:
    given_rows = statistics(
        ("330200", "x", "2021", 1),
        ("330100", "x", "2023", 2),
        ("330200", "x", "2022", 3),
        ("330100", "x", "2022", 4),
    )
    selected = latest(given_rows)
    assert cells(selected) == [("330100", "x", "2023", 2), ("330200", "x", "2022", 3)]
    assert selected.warnings == ()
    STATISTICS.check(selected.table)


def test_what_has_no_year_counts_only_where_nothing_has_one() -> None:
    rows = [("330100", "x", "", 1.0), ("330100", "x", "2020", 2.0), ("330200", "x", "", 3.0)]
    assert cells(latest(statistics(*rows))) == [rows[1], rows[2]]


def test_a_year_asked_for_gives_its_values_only_and_says_who_has_none() -> None:
    rows = [
        ("330100", "x", "2022", 1.0),
        ("330100", "x", "2023", 2.0),
        ("330200", "x", "2022", 3.0),
        ("330300", "y", "", 4.0),
    ]
    selected = latest(statistics(*rows), 2023)
    assert cells(selected) == [rows[1]]
    told = [note.text("en") for note in selected.warnings]
    assert told == [
        "x: no value of 2023, counted as missing (1): 宁波.",
        "y: no value of 2023, counted as missing (1): 温州.",
    ]


def test_a_year_of_which_there_is_nothing_is_told_in_one_line_with_those_there_are() -> None:
    rows = [("330100", "x", "2023", 1.0), ("330100", "y", "2021", 2.0), ("330200", "x", "", 3.0)]
    with pytest.raises(InputError) as told:
        latest(statistics(*rows), 1999, place="bench.yaml:4: year")
    for language in ("zh", "en"):
        text = told.value.text(language)
        assert text.startswith("bench.yaml:4: year — ")
        assert "1999" in text
        assert "2021, 2023" in text
        assert len(text.splitlines()) == 1
    with pytest.raises(InputError, match="没有写年份"):
        latest(statistics(("330100", "x", "", 1.0)), 1999)


def test_what_reading_warned_of_is_not_lost() -> None:
    given_rows = statistics(("330100", "x", "2022", 1))
    note = BenchError("statistics.no_unit")
    read = Statistics(given_rows.table, (note,))
    assert latest(read).warnings == (note,)


def test_a_unit_other_than_the_one_asked_for_is_told_with_its_place() -> None:
    rows = [("330100", "x", "2023", 1.0), ("330200", "x", "2023", 2.0), ("330100", "y", "", 3.0)]
    given_rows = statistics(*rows, units=("万个", "万个", "个"))
    selected = latest(given_rows, units={"x": "个", "y": "个"})
    assert cells(selected) == rows  # nothing is converted
    assert [note.text("en") for note in selected.warnings] == [
        "a.csv:2: x is given in 万个 (2 values), but the catalogue says 个; the values are used as "
        "they are, nothing was converted. Convert them, or correct one of the two units."
    ]


@pytest.mark.parametrize(
    ("given_unit", "wanted"),
    [("万 人", "万人"), ("％", "%"), ("百分比", "%"), ("", "%"), ("KM", "公里"), ("‰", "")],
)
def test_the_same_unit_written_otherwise_is_not_told(given_unit: str, wanted: str) -> None:
    given_rows = statistics(("330100", "x", "2023", 1.0), units=(given_unit,))
    assert latest(given_rows, units={"x": wanted} if wanted else {}).warnings == ()


def test_different_units_of_an_indicator_are_refused_by_name_and_place() -> None:
    rows = [("330100", "x", "2023", 1.0), ("330200", "x", "2023", 2.0)]
    with pytest.raises(InputError) as told:
        latest(statistics(*rows, units=("万元", "亿元")))
    for language in ("zh", "en"):
        text = told.value.text(language)
        assert all(part in text for part in ("万元", "亿元", "a.csv:2", "a.csv:3", "x"))
    with pytest.raises(InputError, match="未写单位"):
        latest(statistics(*rows, units=("万元", "")))


def test_units_written_differently_or_of_other_rows_do_not_matter() -> None:
    rows = [
        ("330100", "x", "2022", 1.0),
        ("330100", "x", "2023", 2.0),
        ("330200", "x", "2023", 3.0),
    ]
    assert len(latest(statistics(*rows, units=("亿元", "%", "％"))).table) == 2
    assert len(latest(statistics(*rows, units=("亿元", "百分比", "％"))).table) == 2
    assert len(latest(statistics(*rows, units=("亿元", "%", "%")), 2023).table) == 2


def test_the_matrix_has_the_order_asked_for_and_nan_where_nothing_is() -> None:
    selected = latest(statistics(("330200", "y", "", 3), ("330100", "x", "", 1)))
    values = matrix(selected, ["330100", "330300", "330200"], ["y", "x"])
    assert values.dtype == np.float64
    np.testing.assert_array_equal(values, [[np.nan, 1], [np.nan, np.nan], [3, np.nan]])
    values[0, 0] = 5


def test_nothing_gives_a_matrix_of_gaps() -> None:
    selected = latest(Statistics(STATISTICS.empty()), 2023)
    assert selected.warnings == ()
    assert np.isnan(matrix(selected, ["330100"], ["x", "y"])).all()
    assert matrix(latest(Statistics(STATISTICS.empty())), [], ["x"]).shape == (0, 1)


def test_two_values_of_one_cell_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="duplicate"):
        matrix(
            statistics(("330100", "x", "2022", 1), ("330100", "x", "2023", 2)), ["330100"], ["x"]
        )


KEYS = st.tuples(
    st.sampled_from(list(NAMES)), st.sampled_from("xyz"), st.sampled_from(["", "2021", "2022"])
)


@given(st.dictionaries(KEYS, st.floats(-1e9, 1e9)))
def test_every_region_and_indicator_with_a_value_has_its_newest(
    values: dict[tuple[str, str, str], float],
) -> None:
    selected = latest(statistics(*((*place, value) for place, value in values.items())))
    filled = matrix(selected, list(NAMES), list("xyz"))
    for row, code in enumerate(NAMES):
        for column, indicator in enumerate("xyz"):
            own = {y: v for (c, i, y), v in values.items() if (c, i) == (code, indicator)}
            found = filled[row, column]
            assert found == own[max(own)] if own else np.isnan(found)
