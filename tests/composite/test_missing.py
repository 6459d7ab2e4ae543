import numpy as np
import pytest

from bench.composite.missing import drop, impute_mean, impute_median

NAN = np.nan
VALUES = np.array([[1.0, NAN], [2.0, NAN], [NAN, NAN], [9.0, 5.0], [NAN, 7.0]])
GROUPS = np.array(["east", "east", "east", "west", "west"])


def test_dropping_leaves_gaps_and_copies():
    table, imputed = drop(VALUES)
    np.testing.assert_array_equal(table, VALUES)
    assert table is not VALUES
    assert not imputed.any()


@pytest.mark.parametrize(("impute", "typical"), [(impute_mean, 4.0), (impute_median, 2.0)])
def test_a_gap_gets_what_is_typical_of_its_column(impute, typical):
    table, imputed = impute(VALUES)
    np.testing.assert_array_equal(table[:, 0], [1, 2, typical, 9, typical])
    np.testing.assert_array_equal(table[:, 1], [6, 6, 6, 5, 7])
    np.testing.assert_array_equal(imputed, np.isnan(VALUES))
    assert np.isnan(VALUES[2, 0])


@pytest.mark.parametrize("impute", [impute_mean, impute_median])
def test_a_gap_gets_what_is_typical_of_its_group(impute):
    table, imputed = impute(VALUES, GROUPS)
    np.testing.assert_array_equal(table[:, 0], [1, 2, 1.5, 9, 9])
    np.testing.assert_array_equal(imputed[:, 0], [False, False, True, False, True])


@pytest.mark.parametrize("impute", [impute_mean, impute_median])
def test_a_group_or_column_without_any_value_stays_a_gap(impute):
    table, imputed = impute(VALUES, GROUPS)
    np.testing.assert_array_equal(table[:, 1], [NAN, NAN, NAN, 5, 7])
    assert not imputed[:, 1].any()
    table, imputed = impute(np.full((3, 1), NAN))
    assert np.isnan(table).all()
    assert not imputed.any()


def test_each_region_needs_one_label():
    with pytest.raises(ValueError, match="4 group labels for 5 regions"):
        impute_mean(VALUES, GROUPS[1:])
