import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bench.composite import weighting
from bench.composite.weighting import (
    critic,
    entropy,
    equal,
    pca,
    principal_factors,
    standard_deviation,
    varying,
)

NAN = np.nan
ASEM = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "asem"
needs_asem = pytest.mark.skipif(not ASEM.is_dir(), reason="REGIONBENCH_SHARED has no folder asem")
FROM_DATA = [entropy, critic, standard_deviation, pca]
TABLES = arrays(np.float64, (6, 4), elements=st.floats(0, 100).map(lambda x: round(x, 3)))

# The indicators of the Technology Achievement Index, 23 countries: the example of the OECD/JRC
# Handbook 2008 (UNDP, Human Development Report 2001): patents, royalties, internet, exports,
# telephones (log), electricity (log), schooling, university.
TAI = np.array(
    [
        [187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4],
        [289, 130, 179.1, 66.2, 3, 4.07, 12, 13.9],
        [271, 156.6, 125.8, 59.7, 3.1, 4.14, 11.4, 15.3],
        [994, 64.6, 49, 80.8, 3, 3.86, 9.5, 10],
        [779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2],
        [189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5],
        [82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9],
        [31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2],
        [75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3],
        [8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2],
        [235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4],
        [103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2],
        [106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3],
        [72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6],
        [103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1],
        [165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6],
        [205, 33.6, 36.4, 58.9, 2.97, 3.8, 7.9, 12.6],
        [74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11],
        [42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6],
        [13, 9.8, 30.4, 51, 3, 3.65, 7.2, 13],
        [28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2],
        [26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7],
        [105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6],
    ]
)


def asem(name):
    """Indicators as normalised, gaps filled with the mean of the column."""
    path = ASEM / f"normalised_raw_{name}.csv"
    names = path.open(encoding="utf-8").readline().split(",")
    values = np.genfromtxt(path, delimiter=",", skip_header=1, usecols=range(1, len(names)))
    assert values.shape == (51, 49)
    return np.where(np.isnan(values), np.nanmean(values, axis=0), values)


def random_table(seed):
    return np.random.default_rng(seed).uniform(0.5, 20, size=(30, 7))


def found(method, values):
    """Weights of a drawn table; tables whose columns all say the same are passed over."""
    try:
        return method(values)
    except ValueError as problem:
        assume("nothing to tell" not in str(problem))
        raise


def test_equal_weights_share_the_whole():
    np.testing.assert_array_equal(equal(4), [0.25] * 4)
    with pytest.raises(ValueError, match="no indicators"):
        equal(0)


def test_given_weights_are_scaled_to_sum_to_1_even_where_they_are_huge():
    np.testing.assert_allclose(weighting.given(np.array([3.0, 1.0, 0.0])), [0.75, 0.25, 0])
    np.testing.assert_allclose(weighting.given(np.array([1e308, 1e308])), [0.5, 0.5])


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([1.0, NAN], "not finite numbers: 1"),
        ([np.inf, 1.0], "not finite numbers: 0"),
        ([1.0, -1.0, -2.0], "negative: 1, 2"),
        ([0.0, 0.0], "all weights are 0"),
        ([], "at least one"),
        ([[1.0]], "at least one"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_by_position(weights, words):
    with pytest.raises(ValueError, match=words):
        weighting.given(np.array(weights))


def test_entropy_of_a_small_table_by_hand():
    # p = (0, 1): E = 0; p = (1/4, 3/4): E = 2 − 3/4 log2 3.
    values = np.array([[0.0, 1.0], [5.0, 3.0]])
    divergence = np.array([1.0, 0.75 * np.log2(3) - 1])
    np.testing.assert_allclose(entropy(values), divergence / divergence.sum())


def test_entropy_is_exact_where_values_hardly_differ():
    # For small differences 1 − E goes with the square of the relative spread.
    values = 1 + 1e-9 * np.array([[1.0, 2.0], [-1.0, -2.0]])
    np.testing.assert_allclose(entropy(values), [0.2, 0.8], rtol=1e-5)


def test_entropy_refuses_negative_values_by_column():
    with pytest.raises(ValueError, match="columns 1;"):
        entropy(np.array([[1.0, -1.0], [2.0, 3.0]]))


def test_standard_deviation_weighs_by_spread():
    values = np.array([[0.0, 0.0], [1.0, 3.0]])
    np.testing.assert_allclose(standard_deviation(values), [0.25, 0.75])


def test_critic_gives_the_lone_voice_more_than_two_that_say_the_same():
    # r = 1 between the first two, −1 with the third: conflicts 2, 2 and 4, spreads alike.
    rise = np.array([0.0, 1.0, 2.0])
    np.testing.assert_allclose(critic(np.stack([rise, 5 * rise, -rise], 1)), [0.25, 0.25, 0.5])


def test_critic_refuses_columns_that_rise_and_fall_as_one():
    rise = np.array([0.0, 0.1, 0.7])
    with pytest.raises(ValueError, match="nothing to tell"):
        critic(np.stack([rise, 3 * rise + 1], axis=1))


@given(TABLES, st.floats(0.1, 10), st.floats(-50, 50))
def test_critic_does_not_see_the_scale_of_a_column(values, factor, shift):
    assume((np.ptp(values, axis=0) > 0.01).all())
    moved = values.copy()
    moved[:, 0] = moved[:, 0] * factor + shift
    np.testing.assert_allclose(critic(moved), found(critic, values), atol=1e-8)


@pytest.mark.parametrize("method", FROM_DATA)
@given(values=TABLES)
def test_weights_from_values_sum_to_1_and_none_is_negative(method, values):
    varies = varying(values)
    assume(varies.any())
    weights = found(method, values)
    assert weights.shape == (4,)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    assert (weights[~varies] == 0).all()


@pytest.mark.parametrize("method", FROM_DATA)
@given(values=TABLES, order=st.permutations(range(6)))
def test_the_order_of_regions_does_not_matter(method, values, order):
    assume((np.ptp(values, axis=0) > 0.01).all())
    if method is pca:
        # Where an eigenvalue is close to 1 or two are alike, rounding decides.
        eigenvalues = principal_factors(values).eigenvalues
        assume(np.abs(np.append(np.diff(eigenvalues), eigenvalues - 1)).min() > 1e-3)
    np.testing.assert_allclose(method(values[order]), found(method, values), atol=1e-5)


@pytest.mark.parametrize("method", FROM_DATA)
def test_a_constant_column_weighs_nothing_and_changes_no_other(method):
    values = random_table(1)
    flat = np.insert(values, 2, 0.1, axis=1)
    np.testing.assert_allclose(np.delete(method(flat), 2), method(values), rtol=1e-12)
    assert method(flat)[2] == 0


@pytest.mark.parametrize("method", FROM_DATA)
def test_an_only_column_that_varies_has_all_the_weight(method):
    np.testing.assert_array_equal(method(np.array([[1.0, 7.0], [2.0, 7.0]])), [1.0, 0.0])
    np.testing.assert_array_equal(method(np.array([[1.0], [2.0]])), [1.0])


@pytest.mark.parametrize("method", FROM_DATA)
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([[1.0, NAN], [2.0, 3.0]], "missing in columns 1;"),
        ([[np.inf, 1.0], [2.0, 3.0]], "infinite in columns 0"),
        ([[4.0, 5.0], [4.0, 5.0]], "no column varies"),
        ([[1.0, 2.0]], "no column varies"),
        ([1.0, 2.0], "a table"),
        (np.empty((0, 2)), "a table"),
    ],
)
def test_values_that_cannot_give_weights_are_refused(method, values, words):
    with pytest.raises(ValueError, match=words):
        method(np.array(values))


def test_the_factors_of_the_handbooks_example():
    # Tables 16 and 17 of the Handbook; four factors, since the fourth explains more than 10 %.
    factors = principal_factors(TAI, factors=4)
    share = factors.eigenvalues / 8 * 100
    # The table is rounded, which moves shares by up to 0.3 points and these loadings by 0.01.
    np.testing.assert_allclose(share, [41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9], atol=0.15)
    patents = np.sort(np.abs(factors.loadings[0]))
    np.testing.assert_allclose(patents, [0.06, 0.06, 0.07, 0.97], atol=0.01)
    assert (factors.loadings[0] ** 2 / factors.explained).max() == pytest.approx(0.67, abs=0.006)


def test_pca_weighs_by_the_largest_squared_loading():
    loadings = principal_factors(TAI, factors=4).loadings
    # As the Handbook goes: within the factor first, then by what the factor explains.
    explained = (loadings**2).sum(axis=0)
    own = np.argmax(loadings**2, axis=1)
    within = loadings[range(8), own] ** 2 / explained[own]
    product = within * explained[own] / explained.sum()
    np.testing.assert_allclose(pca(TAI, factors=4), product / product.sum(), rtol=1e-12)


def test_without_a_number_factors_have_eigenvalues_of_at_least_1():
    assert principal_factors(TAI).loadings.shape == (8, 2)
    # Wholly uncorrelated: all eigenvalues are 1, and all indicators weigh the same.
    crossed = np.array([[0.0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])
    np.testing.assert_allclose(pca(crossed), [1 / 3] * 3)


def test_varimax_finds_two_groups_though_all_first_loadings_are_alike():
    # Within each half r = 0.8, between them 0.2: the components load alike on all four.
    correlation = np.kron(np.full((2, 2), 0.2) + 0.6 * np.eye(2), np.ones((2, 2)))
    np.fill_diagonal(correlation, 1.0)
    draws = np.random.default_rng(0).normal(size=(50, 4))
    draws -= draws.mean(axis=0)
    white = np.linalg.qr(draws)[0]
    factors = principal_factors(white @ np.linalg.cholesky(correlation).T, factors=2)
    np.testing.assert_allclose(factors.eigenvalues, [2.2, 1.4, 0.2, 0.2], atol=1e-9)
    np.testing.assert_allclose(factors.explained, [1.8, 1.8], atol=1e-9)
    small, large = np.sort(np.abs(factors.loadings), axis=1).T
    np.testing.assert_allclose(large, large[0], atol=1e-9)
    assert (small < 0.15).all()
    assert (large > 0.9).all()


@given(arrays(np.float64, (12, 5), elements=st.floats(-1, 1)))
def test_rotation_leaves_what_each_indicator_shares_and_makes_squares_vary_more(values):
    assume((values.std(axis=0) > 0.05).all())
    factors = principal_factors(values, factors=3)
    eigenvalues, vectors = np.linalg.eigh(np.corrcoef(values, rowvar=False))
    plain = (vectors * np.sqrt(np.maximum(eigenvalues, 0)))[:, ::-1][:, :3]
    shared = (plain**2).sum(axis=1)
    assume((shared > 1e-6).all() and eigenvalues[2] - eigenvalues[1] > 1e-6)
    np.testing.assert_allclose((factors.loadings**2).sum(axis=1), shared, atol=1e-9)
    assert factors.explained.sum() == pytest.approx(factors.eigenvalues[:3].sum())
    assert (np.diff(factors.explained) <= 1e-12).all()
    assert (factors.loadings.sum(axis=0) >= -1e-12).all()

    def simplicity(loadings):
        return (loadings**2 / shared[:, None]).var(axis=0).sum()

    assert simplicity(factors.loadings) >= simplicity(plain) - 1e-9


def test_factors_that_cannot_be_had_are_refused():
    with pytest.raises(ValueError, match="1 to 8 factors, not 9"):
        pca(TAI, factors=9)
    with pytest.raises(ValueError, match="no correlation: 1"):
        principal_factors(np.array([[1.0, 2.0], [3.0, 2.0]]))


def peers(package, name):
    if package == "pymcdm":
        module = pytest.importorskip("pymcdm.weights")
        return getattr(module, f"{name}_weights")
    weighters = pytest.importorskip("skcriteria.preprocessing.weighters")
    if name == "critic":
        return lambda values: weighters.critic_weights(values, [1] * values.shape[1])
    return getattr(weighters, {"entropy": "entropy_weights"}.get(name, "std_weights"))


METHODS = {"entropy": entropy, "critic": critic, "standard_deviation": standard_deviation}


@pytest.mark.parametrize("package", ["pymcdm", "skcriteria"])
@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("seed", range(5))
def test_weights_are_those_of_peers(package, name, seed):
    values = random_table(seed)
    np.testing.assert_allclose(METHODS[name](values), peers(package, name)(values), atol=1e-9)


@needs_asem
@pytest.mark.parametrize("package", ["pymcdm", "skcriteria"])
@pytest.mark.parametrize("name", METHODS)
def test_weights_of_the_asem_data_are_those_of_peers(package, name):
    # pymcdm's entropy of a column with a 0 in it is another: compare on a scale from 1.
    scale = "minmax1-100_gmean" if name == "entropy" else "minmax0-100_amean"
    values = asem(scale)
    np.testing.assert_allclose(METHODS[name](values), peers(package, name)(values), atol=1e-9)


@needs_asem
def test_entropy_with_zeros_is_that_of_scikit_criteria():
    values = asem("minmax0-100_amean")
    expected = peers("skcriteria", "entropy")(values)
    np.testing.assert_allclose(entropy(values), expected, atol=1e-9)
