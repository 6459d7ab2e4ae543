import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite.ahp import (
    RANDOM_INDEX,
    completed,
    group_matrix,
    priorities,
    without_itself,
)

NAN = np.nan
RATIOS = arrays(np.float64, (5, 5), elements=st.floats(1 / 9, 9))

# Buying a house, Saaty's own example (1980, 2003): size, transport, neighbourhood, age, yard,
# modern facilities, condition, financing. The upper half as judged.
HOUSE = np.array(
    [
        [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [NAN, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [NAN, NAN, 1, 6, 3, 4, 6, 1 / 5],
        [NAN, NAN, NAN, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [NAN, NAN, NAN, NAN, 1, 1 / 2, 1 / 5, 1 / 6],
        [NAN, NAN, NAN, NAN, NAN, 1, 1 / 5, 1 / 6],
        [NAN, NAN, NAN, NAN, NAN, NAN, 1, 1 / 2],
        [NAN, NAN, NAN, NAN, NAN, NAN, NAN, 1],
    ]
)


def consistent(weights):
    return weights[:, None] / weights[None, :]


def upper(ratios):
    """A reciprocal matrix with the ratios above the diagonal."""
    matrix = np.triu(ratios, k=1) + np.eye(len(ratios))
    matrix[np.tril_indices(len(ratios), k=-1)] = NAN
    return matrix


def test_saatys_house_has_his_weights_and_his_consistency():
    found = priorities(HOUSE, forced=True)
    np.testing.assert_allclose(
        found.weights, [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], atol=0.001
    )
    assert found.lambda_max == pytest.approx(9.669, abs=0.001)
    assert found.consistency_index == pytest.approx(0.238, abs=0.001)
    assert found.consistency_ratio == pytest.approx(0.169, abs=0.001)


def test_inconsistent_judgements_are_refused_with_the_one_to_look_at():
    # Neighbourhood over condition, judged 6: the one Saaty himself takes up first.
    with pytest.raises(ValueError, match=r"0\.169 is above 0\.1.* row 2, column 6 .* 6 was given"):
        priorities(HOUSE)
    worst = priorities(HOUSE, forced=True).worst
    assert (worst.row, worst.column) == (2, 6)
    assert worst.given == 6
    # By the weights of all it would be 0.188 / 0.167 = 1.13, bent by the 6 itself.
    assert worst.fitting == pytest.approx(0.47, abs=0.01)


def test_taking_the_value_that_would_fit_makes_judgements_more_consistent():
    before = priorities(HOUSE, forced=True)
    mended = HOUSE.copy()
    mended[before.worst.row, before.worst.column] = before.worst.fitting
    assert priorities(mended, forced=True).consistency_ratio < before.consistency_ratio


def fitted_without(full, row, column):
    """The logarithmic least-squares fit of a matrix without one judgement, by brute force."""
    pairs = [(i, j) for i, j in zip(*np.triu_indices(len(full), 1), strict=True)]
    pairs.remove((row, column))
    design = np.zeros((len(pairs), len(full)))
    for n, (i, j) in enumerate(pairs):
        design[n, i], design[n, j] = 1, -1
    logs = np.linalg.lstsq(design, np.log([full[pair] for pair in pairs]), rcond=None)[0]
    return np.exp(logs[row] - logs[column])


def harker(full, row, column):
    """What the incomplete matrix of Harker (1987) says of a judgement left out."""
    matrix = full.copy()
    matrix[row, column] = matrix[column, row] = 0
    matrix[row, row] = matrix[column, column] = 2
    values, vectors = np.linalg.eig(matrix)
    weights = np.abs(vectors[:, np.argmax(values.real)].real)
    return weights[row] / weights[column]


@given(RATIOS, st.integers(0, 3))
def test_what_the_others_say_is_the_least_squares_fit_without_the_judgement(ratios, row):
    full = completed(upper(ratios))
    found = without_itself(full)
    assert found[row, 4] == pytest.approx(fitted_without(full, row, 4), rel=1e-9)
    np.testing.assert_allclose(found * found.T, 1, rtol=1e-9)


def test_what_the_others_say_is_near_harkers_incomplete_eigenvector():
    full = completed(HOUSE)
    assert without_itself(full)[2, 6] == pytest.approx(harker(full, 2, 6), rel=0.05)


@given(arrays(np.float64, 6, elements=st.floats(0.05, 1)), st.floats(1 / 9, 9))
def test_one_slip_among_consistent_judgements_is_found_and_does_not_bend_its_mend(weights, slip):
    full = consistent(weights)
    expected = full[1, 4]
    full[1, 4], full[4, 1] = slip, 1 / slip
    worst = priorities(full, forced=True).worst
    assert without_itself(full)[1, 4] == pytest.approx(expected)
    if abs(np.log(slip / expected)) > 1e-6:
        assert (worst.row, worst.column) == (1, 4)


def test_of_three_parts_the_mildest_mend_is_told():
    # 2 · 2 is 4, not 1/3; or either 2 would have to be 1/6.
    worst = priorities(np.array([[1, 2, 1 / 3], [NAN, 1, 2], [NAN, NAN, 1]]), forced=True).worst
    assert (worst.row, worst.column) == (0, 2)
    assert worst.fitting == pytest.approx(4)


@given(arrays(np.float64, 6, elements=st.floats(0.05, 1)))
def test_consistent_judgements_give_back_the_weights_they_come_from(weights):
    found = priorities(consistent(weights))
    np.testing.assert_allclose(found.weights, weights / weights.sum(), rtol=1e-9)
    assert found.lambda_max == pytest.approx(6)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)


@given(RATIOS)
def test_weights_are_the_principal_eigenvector(ratios):
    found = priorities(upper(ratios), forced=True)
    full = completed(upper(ratios))
    np.testing.assert_allclose(full @ found.weights, found.lambda_max * found.weights, rtol=1e-8)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights > 0).all()
    assert found.lambda_max >= 5
    assert found.consistency_ratio >= 0


def test_one_or_two_indicators_are_always_consistent():
    only = priorities(np.array([[1.0]]))
    assert only.weights.tolist() == [1.0]
    assert only.worst is None
    pair = priorities(np.array([[1.0, 3.0], [NAN, 1.0]]))
    np.testing.assert_allclose(pair.weights, [0.75, 0.25])
    assert pair.consistency_ratio == 0


def test_the_random_index_goes_up_to_15():
    assert len(RANDOM_INDEX) == 15
    assert priorities(np.ones((15, 15))).consistency_ratio == pytest.approx(0, abs=1e-12)
    with pytest.raises(ValueError, match="16 indicators"):
        priorities(np.ones((16, 16)))


def test_the_missing_half_is_filled_and_rounded_reciprocals_are_made_exact():
    matrix = np.array([[NAN, 3.0, 0.14], [0.33, 1.0, NAN], [7.0, 5.0, 1.0]])
    np.testing.assert_array_equal(completed(matrix), [[1, 3, 1 / 7], [1 / 3, 1, 1 / 5], [7, 5, 1]])


@given(RATIOS)
def test_a_completed_matrix_is_reciprocal_and_stays_as_it_is(ratios):
    full = completed(upper(ratios))
    np.testing.assert_allclose(full * full.T, 1, rtol=1e-15)
    np.testing.assert_allclose(completed(full), full, rtol=1e-15)


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        ([[1.0, 2.0]], "square"),
        (np.empty((0, 0)), "square"),
        ([[1.0, 0.0], [NAN, 1.0]], "row 0, column 1 .* above 0"),
        ([[1.0, NAN], [-2.0, 1.0]], "row 1, column 0 .* above 0"),
        ([[1.0, np.inf], [NAN, 1.0]], "above 0"),
        ([[1.0, 3.0], [3.0, 1.0]], "row 0, column 1 .* reciprocal"),
        ([[2.0, 3.0], [1 / 3, 1.0]], "row 0, column 0 .* reciprocal"),
        ([[1.0, NAN], [NAN, 1.0]], "row 0, column 1 .* not judged"),
    ],
)
def test_a_matrix_that_is_no_comparison_is_refused_by_place(matrix, words):
    for use in (completed, priorities, lambda m: group_matrix([m])):
        with pytest.raises(ValueError, match=words):
            use(np.array(matrix))


def test_judges_are_combined_by_the_geometric_mean():
    judges = [np.array([[1.0, 2.0], [NAN, 1.0]]), np.array([[1.0, NAN], [1 / 8, 1.0]])]
    np.testing.assert_allclose(group_matrix(judges), [[1, 4], [1 / 4, 1]])


def test_a_pair_that_a_judge_left_out_is_left_to_the_others():
    judges = [np.array([[1.0, NAN], [NAN, 1.0]]), np.array([[1.0, 5.0], [NAN, 1.0]])]
    np.testing.assert_allclose(group_matrix(judges), [[1, 5], [1 / 5, 1]])


@given(RATIOS, RATIOS, RATIOS)
def test_the_matrix_of_a_group_is_reciprocal_and_the_order_of_judges_does_not_matter(a, b, c):
    judges = [upper(a), upper(b), upper(c)]
    group = group_matrix(judges)
    np.testing.assert_allclose(group * group.T, 1, rtol=1e-12)
    np.testing.assert_allclose(group_matrix(judges[::-1]), group, rtol=1e-12)
    assert (group <= 9 * (1 + 1e-12)).all()


def test_judges_must_compare_the_same():
    with pytest.raises(ValueError, match="no judgements"):
        group_matrix([])
    with pytest.raises(ValueError, match="differ in shape"):
        group_matrix([np.ones((2, 2)), np.ones((3, 3))])


def test_weights_are_those_of_pymcdm():
    peer = pytest.importorskip("pymcdm.weights.subjective").AHP
    full = completed(HOUSE)
    expected = peer(matrix=full)()
    np.testing.assert_allclose(priorities(HOUSE, forced=True).weights, expected, atol=1e-9)
