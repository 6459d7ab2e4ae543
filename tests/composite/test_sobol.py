import numpy as np
import pytest
from scipy.stats import sobol_indices

from bench.composite import sobol
from bench.composite.sobol import SEEDS, first_and_total, sensitivity


def rng(seed=0):
    return np.random.default_rng(seed)


def uniform(design, low=0.0, high=1.0):
    """Entries of a design with ``SEEDS`` alternatives as numbers from low to high."""
    return low + (high - low) * (design + 0.5) / SEEDS


def ishigami(design):
    x = uniform(design, -np.pi, np.pi)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices():
    """First and total order in closed form (Ishigami and Homma 1990), a = 7, b = 0.1."""
    a, b = 7.0, 0.1
    one = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    two = a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = one + two + both
    return np.array([one, two, 0]) / variance, np.array([one + both, two, both]) / variance


def test_the_ishigami_function_gets_its_known_indices():
    found = first_and_total(ishigami, [SEEDS] * 3, 2**14, rng())
    first, total = ishigami_indices()
    np.testing.assert_allclose(found.first, first, atol=0.01)
    np.testing.assert_allclose(found.total, total, atol=0.01)


def test_a_sum_of_sources_has_first_and_total_order_by_their_variances():
    steps = np.array([3.0, 2.0, 0.0])

    def evaluate(design):
        return (design * steps).sum(axis=1)

    # Variance of m equally likely steps of size c: c² (m² − 1) / 12.
    levels = np.array([4, 6, 5])
    variance = steps**2 * (levels**2 - 1) / 12
    found = first_and_total(evaluate, levels.tolist(), 2**14, rng())
    np.testing.assert_allclose(found.first, variance / variance.sum(), atol=0.01)
    np.testing.assert_allclose(found.total, variance / variance.sum(), atol=0.01)
    assert found.total[2] == 0


def test_two_sources_that_act_only_together_have_no_first_order():
    def evaluate(design):
        return (design[:, 0] ^ design[:, 1]).astype(float)

    found = first_and_total(evaluate, [2, 2], 2**12, rng())
    np.testing.assert_allclose(found.first, 0, atol=0.05)
    np.testing.assert_allclose(found.total, 1, atol=0.05)


def test_seeded_sources_work_as_groups_of_many_random_numbers():
    def evaluate(design):
        one = np.array([rng(int(seed)).normal(size=4).sum() for seed in design[:, 0]])
        return one + 2 * design[:, 1]  # variances 4 and 1

    found = first_and_total(evaluate, [SEEDS, 2], 2**11, rng())
    np.testing.assert_allclose(found.first, [0.8, 0.2], atol=0.06)
    np.testing.assert_allclose(found.total, [0.8, 0.2], atol=0.06)


def test_parity_with_scipy_on_the_same_outputs():
    generator = rng(5)
    a, b = generator.normal(3, 2, (2, 64, 4))
    ab = generator.normal(3, 2, (3, 64, 4))
    outputs = {"f_A": a.T, "f_B": b.T, "f_AB": ab.transpose(0, 2, 1)}
    peer = sobol_indices(func=outputs, n=64)
    ours = sensitivity(a, b, ab)
    np.testing.assert_allclose(ours.first, peer.first_order.T, rtol=0, atol=1e-12)
    np.testing.assert_allclose(ours.total, peer.total_order.T, rtol=0, atol=1e-12)


def test_standard_errors_are_those_of_repeated_runs_with_independent_samples():
    def run(generator):
        a, b = generator.integers(0, SEEDS, (2, 256, 3))
        mixed = [np.where(np.arange(3) == i, b, a) for i in range(3)]
        return sensitivity(ishigami(a), ishigami(b), np.stack([ishigami(m) for m in mixed]))

    runs = [run(rng(seed)) for seed in range(400)]
    for index in ("first", "total"):
        spread = np.std([getattr(found, index) for found in runs], axis=0)
        error = np.mean([getattr(found, f"{index}_error") for found in runs], axis=0)
        np.testing.assert_allclose(error, spread, rtol=0.15)


def test_several_outputs_are_judged_apart_and_one_that_never_varies_has_no_indices():
    def evaluate(design):
        return np.stack([design[:, 0], design[:, 1], np.full(len(design), 0.1)], axis=1)

    found = first_and_total(evaluate, [3, 3], 2**10, rng())
    assert found.first.shape == found.total_error.shape == (2, 3)
    np.testing.assert_allclose(found.total[:, :2], np.eye(2), atol=0.05)
    assert np.isnan(found.total[:, 2]).all()
    assert np.isnan(found.first_error[:, 2]).all()


@pytest.mark.parametrize("call", range(4))
def test_an_output_missing_in_one_sample_has_no_indices_and_spares_the_others(call):
    calls = iter(range(4))

    def evaluate(design):
        outputs = np.stack([design[:, 0], design[:, 1]], axis=1).astype(float)
        if next(calls) == call:
            outputs[3, 0] = np.nan
        return outputs

    found = first_and_total(evaluate, [3, 3], 16, rng())
    assert np.isnan(found.first[:, 0]).all()
    assert np.isfinite(found.first[:, 1]).all()


def test_shifting_and_scaling_outputs_changes_nothing():
    plain = first_and_total(ishigami, [SEEDS] * 3, 256, rng())
    other = first_and_total(lambda d: 1e4 - 3 * ishigami(d), [SEEDS] * 3, 256, rng())
    np.testing.assert_allclose(other.first, plain.first, atol=1e-9)
    np.testing.assert_allclose(other.total_error, plain.total_error, atol=1e-9)


def test_entries_of_the_design_are_alternatives_in_equal_numbers():
    a, b = sobol._base_designs([1, 4, SEEDS], 64, rng())
    assert a.dtype == np.int64
    assert (a[:, 0] == 0).all()
    assert (np.bincount(a[:, 1]) == 16).all()
    assert (np.bincount(b[:, 1]) == 16).all()
    assert ((a >= 0) & (a < [1, 4, SEEDS])).all()


def test_the_seed_decides():
    one, two, three = (first_and_total(ishigami, [SEEDS] * 3, 64, rng(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.first, two.first)
    assert (one.first != three.first).any()


@pytest.mark.parametrize("sources", [[], [0], [3, SEEDS + 1]])
def test_sources_without_alternatives_are_refused(sources):
    with pytest.raises(ValueError, match="alternatives"):
        first_and_total(ishigami, sources, 4, rng())


@pytest.mark.parametrize("samples", [0, 1, 12])
def test_base_samples_that_are_no_power_of_two_are_refused(samples):
    with pytest.raises(ValueError, match="power of 2"):
        first_and_total(ishigami, [2], samples, rng())


@pytest.mark.parametrize(
    ("outputs", "says"),
    [(np.ones(3), "shape"), (np.ones((4, 1, 1)), "shape"), (np.full(4, np.inf), "finite")],
)
def test_outputs_that_cannot_be_used_are_refused(outputs, says):
    with pytest.raises(ValueError, match=says):
        first_and_total(lambda _: outputs, [2], 4, rng())
    with pytest.raises(ValueError, match="do not fit"):
        sensitivity(np.ones(4), np.ones(4), np.ones((2, 3)))
