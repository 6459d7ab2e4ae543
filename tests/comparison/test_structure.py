"""Structure: distances over the user's own statistics, gaps and constants left out and told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.comparison.structure import structural_distance, structure_of
from bench.scoring.ranking import Candidate
from bench.statistics.schema import STATISTICS, Statistics

REGIONS = tuple(
    Candidate(name, code, "city")
    for name, code in (("甲市", "1"), ("乙市", "2"), ("丙市", "3"), ("丁市", "4"))
)
VALUES = arrays(
    np.float64, (5, 3), elements=st.one_of(st.just(np.nan), st.integers(1, 50).map(float))
)


def statistics(**columns: list[float | None]) -> Statistics:
    rows = [
        {
            "region": region.name,
            "region_code": region.code,
            "indicator": name,
            "value": value,
            "year": "2024",
            "unit": "",
            "source": "",
            "place": "a.csv:1",
        }
        for name, values in columns.items()
        for region, value in zip(REGIONS, values, strict=True)
        if value is not None
    ]
    return Statistics(STATISTICS.frame(rows))


def test_distance_is_in_standard_deviations_on_the_average_characteristic() -> None:
    # Both columns have a standard deviation of 1.
    distance, _ = structural_distance(np.array([[1.0, 5.0], [2.0, 6.0], [3.0, 7.0]]))
    assert distance[0] == pytest.approx([0, 1, 2])


def test_a_gap_leaves_the_characteristic_out_of_that_pair_only() -> None:
    distance, _ = structural_distance(np.array([[1.0, 5.0], [2.0, np.nan], [3.0, 7.0]]))
    # Over one characteristic; the other two regions differ on both, by 2 and by the root of 2.
    assert distance[0, 1] == pytest.approx(1)
    assert distance[0, 2] == pytest.approx(np.sqrt((4 + 2) / 2))


def test_regions_that_share_fewer_than_half_of_the_characteristics_have_no_distance() -> None:
    values = np.array([[1, np.nan, np.nan], [2, np.nan, 4], [3, 5, 9], [4, 1, 2]])
    distance, _ = structural_distance(values)
    assert np.isnan(distance[0, 1])
    assert not np.isnan(distance[1, 2])


def test_a_skewed_positive_characteristic_is_compared_by_its_logarithm() -> None:
    sizes = np.array([[1.0], [10.0], [100.0], [10_000.0]])
    distance, logarithms = structural_distance(sizes)
    assert logarithms.tolist() == [True]
    assert distance[0, 1] == pytest.approx(distance[1, 2])
    distance, logarithms = structural_distance(sizes - 1)  # not positive
    assert logarithms.tolist() == [False]


def test_a_characteristic_without_differences_changes_nothing() -> None:
    values = np.array([[1.0, 3.0], [2.0, 3.0], [4.0, 3.0]])
    assert structural_distance(values)[0] == pytest.approx(structural_distance(values[:, :1])[0])


@given(VALUES)
def test_distances_are_symmetrical_and_zero_to_oneself(values: np.ndarray) -> None:
    distance, _ = structural_distance(values)
    assert np.array_equal(distance, distance.T, equal_nan=True)
    assert np.all(np.diag(distance) == 0)
    assert np.all((distance >= 0) | np.isnan(distance))


@given(VALUES, st.floats(0.01, 1000))
def test_units_change_nothing(values: np.ndarray, factor: float) -> None:
    scaled = values * np.array([factor, 1.0, 1.0])
    first, second = structural_distance(values)[0], structural_distance(scaled)[0]
    assert np.allclose(first, second, equal_nan=True)


def test_what_is_scored_is_no_structure_and_is_told() -> None:
    given_values = statistics(人口=[1, 2, 3, 4], 算力规模=[9, 1, 5, 5])
    found = structure_of(given_values, REGIONS, {"算力规模"})
    assert found.characteristics == ("人口",)
    assert [note.key for note in found.notes] == ["comparison.scored_characteristic"]


def test_constants_and_regions_without_values_are_told() -> None:
    found = structure_of(statistics(人口=[1, 2, 3, None], 产业占比=[5, 5, 5, None]), REGIONS)
    assert found.characteristics == ("人口",)
    assert [note.key for note in found.notes] == [
        "comparison.constant_characteristic",
        "comparison.no_structure",
    ]
    assert "丁市" in found.notes[1].text()
    assert not found.empty


def test_constants_alone_leave_nothing_to_compare() -> None:
    assert structure_of(statistics(人口=[1, 1, 1, 1]), REGIONS).empty
