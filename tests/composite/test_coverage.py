import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.coverage import availability, units_with_coverage, weighted_availability

NAN = np.nan
VALUES = np.array([[1.0, 2.0, 3.0], [NAN, 0.0, 3.0], [NAN, NAN, NAN]])


def test_availability_is_the_share_of_values_present():
    np.testing.assert_allclose(availability(VALUES), [1, 2 / 3, 0])


def test_weighted_availability_is_the_share_of_weight_on_them():
    np.testing.assert_allclose(
        weighted_availability(VALUES, np.array([3.0, 1.0, 0.0])), [1, 0.25, 0]
    )


@given(arrays(np.float64, (4, 5), elements=st.sampled_from([1.0, NAN])), st.floats(0.001, 1e6))
def test_equal_weights_are_as_no_weights(values, weight):
    weighted = weighted_availability(values, np.full(5, weight))
    np.testing.assert_allclose(weighted, availability(values), atol=1e-12)
    assert (weighted[~np.isnan(values).any(axis=1)] == 1).all()


def test_a_region_at_the_threshold_is_covered():
    np.testing.assert_array_equal(units_with_coverage(VALUES, 2 / 3), [True, True, False])
    np.testing.assert_array_equal(units_with_coverage(VALUES, 0.7), [True, False, False])
    assert units_with_coverage(VALUES, 0).all()


def test_shares_of_nothing_are_refused():
    with pytest.raises(ValueError, match="no indicators"):
        availability(np.empty((2, 0)))
    with pytest.raises(ValueError, match="all weights are 0"):
        weighted_availability(VALUES, np.zeros(3))
    with pytest.raises(ValueError, match="between 0 and 1"):
        units_with_coverage(VALUES, 66)
