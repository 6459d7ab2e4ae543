import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from bench.comparison.unbiased import ClaimSample, rarity, tfidf, unbiased_cosine, unit_rows

PRIOR = 1e-6  # next to nothing: the plain formula


def sample(vectors, regions, texts=None):
    numbers = np.arange(len(regions)) if texts is None else np.array(texts)
    regions = np.array(regions)
    table = csr_array(np.array(vectors, dtype=float))
    return ClaimSample(table, regions, numbers, int(regions.max()) + 1)


ROWS = st.lists(st.tuples(st.tuples(*[st.integers(0, 3)] * 3), st.integers(0, 2)), max_size=12)


def with_every_region(rows):
    rows = [*rows, *(((1, 1, 1), region) for region in range(3))]
    return sample([vector for vector, _ in rows], [region for _, region in rows])


VECTORS = ROWS.map(with_every_region)


def test_it_is_the_mean_product_over_pairs_of_different_claims():
    found = unbiased_cosine(sample([[2, 0], [1, 1], [0, 1], [1, 2]], [0, 0, 1, 1]), PRIOR)
    between = (0 + 2 + 1 + 3) / 4  # (2,0)·(0,1), (2,0)·(1,2), (1,1)·(0,1), (1,1)·(1,2)
    assert found[0, 1] == pytest.approx(between / np.sqrt(2 * 2))
    assert np.diagonal(found).tolist() == [1, 1]


@pytest.mark.parametrize("silent", [None, 2.0])
@given(VECTORS)
def test_it_is_symmetrical_and_finite_or_says_that_it_cannot_tell(silent, claims):
    found = unbiased_cosine(claims, 10.0, silent_regions=silent)
    assert np.allclose(found, found.T, equal_nan=True)
    assert np.isnan(found).all() or np.isfinite(found).all()
    if silent is None and np.isfinite(found).all():
        assert (found >= 0).all()


@given(VECTORS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims, random):
    order = list(range(len(claims.regions)))
    random.shuffle(order)
    mixed = ClaimSample(
        csr_array(claims.vectors[order]), claims.regions[order], claims.texts[order], claims.size
    )
    np.testing.assert_allclose(unbiased_cosine(mixed, 5.0), unbiased_cosine(claims, 5.0))


def test_a_claim_and_itself_are_no_pair_in_one_region_or_in_two():
    own = [[1, 0, 0], [1, 1, 0]]
    apart = sample([*own, [0, 1, 1], [0, 0, 1]], [0, 0, 1, 1])
    joint = sample([*own, [9, 9, 9], [0, 1, 1], [0, 0, 1], [9, 9, 9]], [0, 0, 0, 1, 1, 1])
    joint = ClaimSample(joint.vectors, joint.regions, np.array([0, 1, 2, 3, 4, 2]), 2)
    between = (1 + 0 + 9 + 18 + 18 + 9) / 8  # nine pairs without the joint claim and itself
    within = (1 + 9 + 18) * 2 / 6
    assert unbiased_cosine(joint, PRIOR)[0, 1] == pytest.approx(between / within)
    assert unbiased_cosine(apart, PRIOR)[0, 1] == pytest.approx(0.25)


def test_counts_are_claims_drawn_several_times_without_pairs_of_copies():
    claims = sample([[1, 0], [1, 1], [0, 1], [1, 1]], [0, 0, 1, 1])
    found = unbiased_cosine(claims, PRIOR, np.array([2.0, 1, 1, 1]))
    # Pairs of different claims of region 0: 2 × 1, twice; their product is 1.
    assert found[0, 1] == pytest.approx((2 * 0 + 2 * 1 + 1 + 2) / 6 / np.sqrt(1 * 1))


def test_what_all_have_in_common_makes_none_alike_once_it_is_taken_off():
    rng = np.random.default_rng(1)
    vectors = np.zeros((120, 13))
    regions = np.repeat(np.arange(6), 20)
    vectors[:, 0] = 1  # said by all
    vectors[np.arange(120), 1 + 2 * regions + rng.integers(0, 2, 120)] = 0.7
    claims = sample(vectors, regions)
    plain = unbiased_cosine(claims, PRIOR)
    centred = unbiased_cosine(claims, PRIOR, silent_regions=0.01)
    pairs = ~np.eye(6, dtype=bool)
    assert plain[pairs].min() > 0.7
    assert centred[pairs].max() < 0


def test_where_no_region_repeats_itself_the_plain_cosine_stands():
    claims = sample(np.eye(3)[[0, 1, 0, 2]], [0, 0, 1, 1])
    np.testing.assert_allclose(unbiased_cosine(claims, 10.0), [[1, 0.5], [0.5, 1]])


def test_a_word_weighs_the_more_the_fewer_regions_say_it_and_never_nothing():
    counts = csr_array(np.array([[3, 1, 0], [1, 0, 2], [5, 1, 0]], dtype=float))
    weights = rarity(counts, np.array([0, 1, 1]), 2)
    np.testing.assert_allclose(weights, np.log([3 / 2, 3 / 2, 3 / 1]))


def test_a_claim_of_common_words_counts_less_than_one_of_rare_words():
    counts = csr_array(np.array([[2, 0], [0, 2]], dtype=float))
    vectors = tfidf(counts, np.array([0.1, 2.0])).toarray()
    np.testing.assert_allclose(vectors, [[0.1, 0], [0, 2.0]])


def test_rows_are_scaled_to_length_one_and_empty_ones_stay():
    scaled = unit_rows(csr_array(np.array([[3.0, 4.0], [0.0, 0.0]]))).toarray()
    np.testing.assert_allclose(scaled, [[0.6, 0.8], [0, 0]])
