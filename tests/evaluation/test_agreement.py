"""Kappa and alpha against published and hand-computed figures, and their laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.evaluation.agreement import MISSING, Ratings, cohen_kappa, krippendorff_alpha

ratings = arrays(
    np.int64, st.tuples(st.integers(2, 4), st.integers(1, 12)), elements=st.integers(-1, 3)
)


def rated(*rows: str) -> Ratings:
    """One row a rater, one character a unit; a dot is no rating."""
    letters = sorted(set("".join(rows)) - {"."})
    return np.array([[MISSING if c == "." else letters.index(c) for c in row] for row in rows])


def test_kappa_of_a_table_counted_by_hand() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: p_o = 0.7, p_e = 0.5 x 0.6 + 0.5 x 0.4 = 0.5.
    first = np.array([1] * 25 + [0] * 25)
    second = np.array([1] * 20 + [0] * 5 + [1] * 10 + [0] * 15)
    assert cohen_kappa(first, second) == pytest.approx(0.4)


def test_kappa_with_more_categories_and_a_gap() -> None:
    # Without the gap: alike 3 of 4; shares (2, 1, 1)/4 and (1, 2, 1)/4: p_e = 5/16.
    first, second = rated("aabc.", "abbca")
    assert cohen_kappa(first, second) == pytest.approx((0.75 - 5 / 16) / (1 - 5 / 16))


def test_kappa_is_not_defined_where_nothing_can_be_told_from_chance() -> None:
    assert math.isnan(cohen_kappa(*rated("aaa", "aaa")))
    assert math.isnan(cohen_kappa(*rated("a.", ".a")))
    assert cohen_kappa(*rated("aaa", "bbb")) == 0
    with pytest.raises(ValueError, match="one length"):
        cohen_kappa(np.array([0, 1]), np.array([0]))


# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: sections B, C and D (nominal).
def test_alpha_of_binary_data_of_two_raters_as_published() -> None:
    assert krippendorff_alpha(rated("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_nominal_data_of_two_raters_as_published() -> None:
    assert krippendorff_alpha(rated("aabbdcccedda", "babbbccceddd")) == pytest.approx(
        0.692, abs=5e-4
    )


def test_alpha_of_four_raters_with_missing_data_as_published() -> None:
    data = rated("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(data) == pytest.approx(0.743, abs=5e-4)


def test_alpha_is_not_defined_without_pairs_or_with_one_category() -> None:
    assert math.isnan(krippendorff_alpha(rated("a.", ".b")))
    assert math.isnan(krippendorff_alpha(rated("aa", "aa")))
    assert math.isnan(krippendorff_alpha(np.full((2, 3), MISSING)))
    assert math.isnan(krippendorff_alpha(np.empty((2, 0), dtype=np.int64)))
    with pytest.raises(ValueError, match="raters"):
        krippendorff_alpha(np.array([0, 1]))


@given(ratings)
def test_neither_depends_on_order_of_raters_or_units_or_on_numbers_of_categories(
    data: Ratings,
) -> None:
    renumbered = np.where(data >= 0, 7 - 2 * data, MISSING)
    for other in (data[::-1], data[:, ::-1], renumbered):
        same = pytest.approx(krippendorff_alpha(data), nan_ok=True)
        assert krippendorff_alpha(other) == same
    kappa = pytest.approx(cohen_kappa(data[0], data[1]), nan_ok=True)
    assert cohen_kappa(data[1], data[0]) == kappa
    assert cohen_kappa(renumbered[0], renumbered[1]) == kappa


@given(ratings)
def test_both_are_one_exactly_when_all_is_alike_and_never_more(data: Ratings) -> None:
    pairs = data[:2][:, (data[:2] >= 0).all(axis=0)]
    alike = bool((pairs[0] == pairs[1]).all())
    for value in (cohen_kappa(pairs[0], pairs[1]), krippendorff_alpha(pairs)):
        assert math.isnan(value) or (value == pytest.approx(1)) == alike
        assert math.isnan(value) or value <= 1 + 1e-12


@given(arrays(np.int64, st.tuples(st.just(2), st.integers(2, 30)), elements=st.integers(0, 2)))
def test_alpha_of_two_full_raters_is_scotts_pi_corrected_for_small_samples(data: Ratings) -> None:
    # alpha = 1 - (1 - pi) (2N - 1) / 2N for two raters and N units without gaps.
    units = data.shape[1]
    shares = np.bincount(data.ravel()) / data.size
    expected = float(shares @ shares)
    alpha = krippendorff_alpha(data)
    if expected == 1:
        assert math.isnan(alpha)
        return
    pi = (np.mean(data[0] == data[1]) - expected) / (1 - expected)
    assert alpha == pytest.approx(1 - (1 - pi) * (2 * units - 1) / (2 * units))
