import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from bench.comparison.keyness import (
    adjusted,
    claims_holding,
    key_terms,
    log_likelihood,
    log_ratio,
    shared_terms,
)
from bench.comparison.profile_parameters import profile_parameters
from tests.comparison.profile_builders import claims_of, drawn_texts, regions_of

COUNTS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(31, 90), st.integers(31, 90))


@given(COUNTS)
def test_log_likelihood_is_that_of_the_table_of_four_cells(counts):
    own, other, own_size, other_size = counts
    found = log_likelihood(np.array([own]), own_size, np.array([other]), other_size)[0]
    if own + other == 0:
        assert found == 0
        return
    table = [[own, own_size - own], [other, other_size - other]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert found == pytest.approx(expected, abs=1e-9)


def test_a_word_of_every_claim_is_no_trouble():
    assert log_likelihood(np.array([5.0]), 5, np.array([0.0]), 10)[0] > 10
    assert log_likelihood(np.array([5.0]), 5, np.array([10.0]), 10)[0] == 0


def test_the_log_ratio_counts_doublings_and_is_finite():
    ratios = log_ratio(np.array([4.0, 2.0, 3.0]), 10, np.array([10.0, 40.0, 0.0]), 100)
    np.testing.assert_allclose(ratios, [2, -1, np.log2(0.3 / 0.005)])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_keep_the_order_and_lie_between_p_and_bonferroni(values):
    p = np.array(values)
    found = adjusted(p)
    assert (found >= p - 1e-12).all()
    assert (found <= np.minimum(p * len(p), 1) + 1e-12).all()
    assert (np.diff(found[np.argsort(p, kind="stable")]) >= -1e-12).all()


def test_adjusted_p_values_are_those_of_the_paper():
    # Benjamini and Hochberg 1995, section 3.2: at 0.05 the first four of fifteen are significant.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (adjusted(np.array(p)) <= 0.05).sum() == 4


def regions_with(words, claims=40):
    """Three regions of the same chance words; each has one of its own in so many claims."""
    rng = np.random.default_rng(13)
    texts = {code: drawn_texts(rng, [1, 1, 1], claims) for code in words}
    for code, (word, times) in words.items():
        texts[code] = [f"{t} {word}" if i < times else t for i, t in enumerate(texts[code])]
    return claims_of(texts)


def test_a_word_that_one_region_says_often_is_its_key_term():
    claims = regions_with({"甲": ("枸杞", 12), "乙": ("冰雪", 12), "丙": ("海洋", 12)})
    table = key_terms(claims, regions_of(claims))
    first = table.drop_duplicates("region_code").set_index("region_code")
    assert first["term"].to_dict() == {"甲": "枸杞", "乙": "冰雪", "丙": "海洋"}
    assert first["claims"].tolist() == [12] * 3
    assert first["other_claims"].tolist() == [0] * 3
    assert len(table) <= 6


def test_among_words_of_chance_none_is_found():
    rng = np.random.default_rng(17)
    claims = claims_of({code: drawn_texts(rng, [1, 1], 60) for code in "甲乙丙丁"})
    assert len(key_terms(claims, regions_of(claims))) <= 1


def test_words_of_chance_are_among_the_terms_as_rarely_as_stated():
    found, known = 0, profile_parameters()
    for seed in range(20):
        rng = np.random.default_rng(seed)
        claims = claims_of({code: drawn_texts(rng, [1, 1], 60) for code in "甲乙丙丁"})
        found += len(key_terms(claims, regions_of(claims))["region"].unique())
    # Where no word is a true one, a region has one in so many worlds.
    assert found <= 20 * 4 * known.false_terms + 2


def test_a_word_of_few_claims_is_none_however_often_they_say_it():
    claims = regions_with({"甲": ("枸杞 枸杞 枸杞 枸杞 枸杞", 2), "乙": ("", 0), "丙": ("", 0)})
    assert "枸杞" not in set(key_terms(claims, regions_of(claims))["term"])


def test_a_claim_counts_once_for_a_word():
    claims = claims_of({"甲": ["枸杞 枸杞", "枸杞", "酒"]})
    held, sizes = claims_holding(claims)
    assert held[0, claims.words.index("枸杞")] == 2
    assert sizes.tolist() == [3]


def test_verbs_and_adverbs_are_no_terms_unless_the_catalogue_says_so():
    claims = regions_with({"甲": ("召开", 12), "乙": ("", 0), "丙": ("", 0)})
    assert "召开" not in set(key_terms(claims, regions_of(claims))["term"])
    assert key_terms(claims, regions_of(claims), ["召开"])["term"].iloc[0] == "召开"


def test_terms_that_two_share_against_all_others():
    claims = regions_with(
        {"甲": ("海洋", 10), "乙": ("海洋", 8), "丙": ("枸杞", 10), "丁": ("", 0)}
    )
    table = shared_terms(claims, "甲", "乙")
    assert table["term"].iloc[0] == "海洋"
    assert table.loc[0, ["own_claims", "peer_claims"]].tolist() == [10, 8]
    assert "枸杞" not in set(shared_terms(claims, "甲", "丙")["term"])
    turned = shared_terms(claims, "乙", "甲")
    assert turned["term"].tolist() == table["term"].tolist()
    assert turned.loc[0, ["own_claims", "peer_claims"]].tolist() == [8, 10]


def test_one_region_alone_has_no_others_to_differ_from():
    claims = claims_of({"甲": ["枸杞 酒"] * 4})
    assert key_terms(claims, regions_of(claims)).empty
    pair = claims_of({"甲": ["枸杞 酒"] * 4, "乙": ["枸杞 酒"] * 4})
    assert shared_terms(pair, "甲", "乙").empty
    with pytest.raises(ValueError, match="no two"):
        shared_terms(pair, "甲", "丙")


def test_numbers_of_the_table_are_finite():
    claims = regions_with({"甲": ("枸杞", 40), "乙": ("冰雪", 3), "丙": ("海洋", 12)})
    table = key_terms(claims, regions_of(claims))
    assert np.isfinite(table.select_dtypes("number").to_numpy()).all()
    assert table["p_value"].max() <= profile_parameters().false_terms
