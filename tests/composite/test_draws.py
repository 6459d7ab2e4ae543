import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.composite import draws as module
from bench.composite.draws import (
    bootstrap_counts,
    dirichlet_weights,
    range_weights,
)

SHARES = (
    st.lists(st.just(0.0) | st.floats(1e-6, 10), min_size=1, max_size=6)
    .filter(lambda shares: sum(shares) > 0)
    .map(np.array)
)


def rng(seed=0):
    return np.random.default_rng(seed)


def counts_of(documents, regions, draws=50, confidence=None, seed=0):
    blocks = bootstrap_counts(
        rng(seed),
        np.array(documents, dtype=np.int64),
        np.array(regions, dtype=np.int64),
        draws,
        None if confidence is None else np.array(confidence, dtype=np.float64),
    )
    return np.concatenate(list(blocks))


@given(SHARES, st.floats(1e-6, 1e6), st.integers(0, 9), st.integers(0, 99))
def test_dirichlet_draws_are_shares_and_zero_where_the_given_share_is(shares, c, draws, seed):
    weights = dirichlet_weights(rng(seed), shares, c, draws)
    assert weights.shape == (draws, len(shares))
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert ((weights > 0) == (shares > 0)).all()


def test_dirichlet_draws_have_the_mean_and_spread_that_the_docstring_says():
    shares = np.array([0.5, 0.3, 0.2, 0.0])
    weights = dirichlet_weights(rng(), 7 * shares, 20, 40_000)
    np.testing.assert_allclose(weights.mean(axis=0), shares, atol=0.002)
    np.testing.assert_allclose(weights.std(axis=0), np.sqrt(shares * (1 - shares) / 21), rtol=0.02)


@given(SHARES, st.floats(0, 0.99), st.integers(0, 99))
def test_range_draws_keep_every_ratio_within_the_range(shares, r, seed):
    weights = range_weights(rng(seed), shares, r, 20)
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert ((weights > 0) == (shares > 0)).all()
    factors = weights[:, shares > 0] / shares[shares > 0]
    spread = factors.max(axis=1) / factors.min(axis=1)
    assert (spread <= (1 + r) / (1 - r) * (1 + 1e-9)).all()


def test_a_range_of_zero_draws_the_shares_themselves():
    drawn = range_weights(rng(), np.array([3.0, 1.0]), 0.0, 2)
    np.testing.assert_allclose(drawn, [[0.75, 0.25]] * 2)


def test_range_draws_fill_the_range_evenly():
    weights = range_weights(rng(), np.array([1.0, 1.0]), 0.5, 40_000)
    # Of two weights u, v even on 0.5 to 1.5, P(u / v ≥ 2) = ½ × ¼ × ½ (a triangle).
    assert (weights[:, 0] / weights[:, 1] >= 2).mean() == pytest.approx(1 / 16, abs=0.004)
    assert weights[:, 0].mean() == pytest.approx(0.5, abs=0.002)


@pytest.mark.parametrize("concentration", [0, -1, np.inf, np.nan])
def test_a_concentration_that_is_no_positive_number_is_refused(concentration):
    with pytest.raises(ValueError, match="concentration"):
        dirichlet_weights(rng(), np.ones(2), concentration, 1)


@pytest.mark.parametrize("relative_range", [-0.1, 1, np.nan])
def test_a_range_that_lets_weights_vanish_is_refused(relative_range):
    with pytest.raises(ValueError, match="range must be"):
        range_weights(rng(), np.ones(2), relative_range, 1)


@pytest.mark.parametrize("shares", [[1.0, np.nan], [1.0, -1.0], [0.0, 0.0], [np.inf, 1.0], []])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(ValueError, match=r"weights? "):
        dirichlet_weights(rng(), np.array(shares), 1, 1)
    with pytest.raises(ValueError, match=r"weights? "):
        range_weights(rng(), np.array(shares), 0.1, 1)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.integers(0, 99))
def test_each_region_draws_as_many_documents_as_it_has(regions, seed):
    counts = counts_of(range(len(regions)), regions, draws=6, seed=seed)
    for region in set(regions):
        own = np.array(regions) == region
        assert (counts[:, own].sum(axis=1) == own.sum()).all()


def test_claims_of_one_document_come_and_go_together_and_documents_without_claims_take_part():
    counts = counts_of([0, 0, 2], [5, 5, 9], draws=4000)
    assert (counts[:, 0] == counts[:, 1]).all()
    assert (counts[:, 2] == 1).all()  # the only document of its region
    # Two places, two documents, one of them without claims: 0, 1 or 2 copies.
    np.testing.assert_allclose(
        np.bincount(counts[:, 0], minlength=3) / 4000, [0.25, 0.5, 0.25], atol=0.03
    )


def test_document_counts_scatter_like_multinomial_ones():
    counts = counts_of(range(5), [0] * 5, draws=40_000)
    np.testing.assert_allclose(counts.mean(axis=0), 1, atol=0.02)
    np.testing.assert_allclose(counts.var(axis=0), 0.8, atol=0.03)
    assert np.cov(counts[:, 0], counts[:, 1])[0, 1] == pytest.approx(-0.2, abs=0.02)


def test_a_claim_counts_as_often_as_its_confidence_says():
    confidence = [0.0, 0.3, 0.9, 1.0]
    counts = counts_of([0, 0, 0, 0], [0], draws=40_000, confidence=confidence)
    np.testing.assert_allclose(counts.mean(axis=0), confidence, atol=0.01)
    assert (counts[:, 0] == 0).all()
    assert (counts[:, 3] == 1).all()
    assert np.corrcoef(counts[:, 1], counts[:, 2])[0, 1] == pytest.approx(0, abs=0.02)


def test_all_copies_of_a_claim_stand_or_fall_together():
    copies = counts_of([0, 0], [0, 0], draws=4000, confidence=[0.5, 1.0])
    assert set(copies[copies[:, 1] == 2, 0]) == {0, 2}


@pytest.mark.parametrize("cells", [1, 40, 1000])
def test_draws_do_not_depend_on_the_size_of_the_blocks(monkeypatch, cells):
    example = ([0, 1, 2, 2, 1], [0, 0, 1], 203, [0.5, 0.2, 0.9, 1.0, 0.4])
    whole = counts_of(*example)
    monkeypatch.setattr(module, "_CELLS_AT_ONCE", cells)
    np.testing.assert_array_equal(counts_of(*example), whole)


def test_no_claims_and_no_documents_give_empty_draws():
    assert counts_of([], [], draws=3).shape == (3, 0)


@pytest.mark.parametrize("document", [-1, 1])
def test_a_document_that_is_not_there_is_refused(document):
    with pytest.raises(ValueError, match="positions from 0 to 0"):
        counts_of([document], [0])


@pytest.mark.parametrize("confidence", [[-0.1], [1.1], [np.nan], [0.5, 0.5]])
def test_a_confidence_that_is_no_probability_of_a_claim_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        counts_of([0], [0], confidence=confidence)
