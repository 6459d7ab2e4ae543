import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import linregress, pearsonr, spearmanr

from bench.scoring.volume import (
    VolumeCorrelation,
    volume_adjusted_index,
    volume_by_region,
    volume_check,
    volume_correlation,
)
from bench.tables import RANKING
from tests.scoring.builders import CODES, claim, documents, evidence

NAN = math.nan
E = math.e
CODED = [CODES[name] for name in ("甲市", "乙市", "丙市")]


def ranking(index, low=None, high=None):
    """A ranking table of regions r0, r1 … with these indices, best first."""
    order = np.argsort([-np.inf if np.isnan(i) else i for i in index], kind="stable")[::-1]
    places = {int(i): n + 1.0 for n, i in enumerate(order)}
    rows = [
        {
            **{c.name: "" if c.kind == "text" else 0 for c in RANKING.columns},
            "region": f"r{i}",
            "region_code": f"r{i}",
            "index": value,
            "rank": NAN if np.isnan(value) else places[i],
            "rank_low": NAN if np.isnan(value) else (low or places)[i],
            "rank_high": NAN if np.isnan(value) else (high or places)[i],
        }
        for i, value in enumerate(index)
    ]
    return RANKING.frame(rows).sort_values("rank", ignore_index=True)


def read(sizes, kind="", issuer=""):
    """Documents table from path → characters of the body, 10 more being cut."""
    table = documents(dict.fromkeys(sizes, issuer))
    body = np.array(list(sizes.values()))
    return table.assign(characters=body + 10, cut_characters=10, kind=kind)


def said(region, start, length=10, document="a.txt"):
    return claim(region, "", "字" * length, document=document, start=start)


def test_a_document_about_one_region_counts_in_full_and_one_about_two_is_shared_out():
    rows = [said("甲市", 0), said("甲市", 10, 30), said("乙市", 0, 10, "b.txt")]
    rows += [said("甲市", 90, 30, "b.txt"), said("甲市", 0, 99, "not read.txt")]
    volume = volume_by_region(evidence(rows), read({"a.txt": 100, "b.txt": 200}), CODED)
    np.testing.assert_allclose(volume, [100 + 200 * 30 / 40, 200 * 10 / 40, NAN])


def test_a_claim_on_two_indicators_counts_once_and_one_about_two_regions_for_both():
    rows = [said("甲市", 0), said("甲市", 0), said("乙市", 0), said("丙市", 10)]
    volume = volume_by_region(evidence(rows), read({"a.txt": 100}), CODED)
    np.testing.assert_allclose(volume, [50, 50, 50])


def test_an_official_document_counts_in_full_for_its_issuer_whatever_else_it_names():
    rows = [said("甲市", 0, 30), said("乙市", 40, 10)]
    issued = read({"a.txt": 100}, "plan", "甲市")
    np.testing.assert_allclose(volume_by_region(evidence(rows), issued, CODED), [100, 25, NAN])
    np.testing.assert_allclose(volume_by_region(evidence([]), issued, CODED), [100, NAN, NAN])
    # What a newspaper of its own writes of others is not about it.
    press = read({"a.txt": 100}, "press", "甲市")
    np.testing.assert_allclose(volume_by_region(evidence(rows[1:]), press, CODED), [NAN, 100, NAN])


def test_what_was_not_read_adds_nothing_and_more_cut_than_there_was_is_refused():
    table = read({"a.txt": 100}).assign(state="skipped")
    assert np.isnan(volume_by_region(evidence([said("甲市", 0)]), table, CODED)).all()
    with pytest.raises(ValueError, match=r"a\.txt has -5"):
        volume_by_region(evidence([]), read({"a.txt": -5}), CODED)


@given(st.lists(st.tuples(st.sampled_from(["甲市", "乙市"]), st.integers(1, 50)), min_size=1))
def test_without_claims_in_common_the_shares_make_up_the_body(spans):
    rows, start = [], 0
    for region, length in spans:
        rows.append(said(region, start, length))
        start += length
    volume = volume_by_region(evidence(rows), read({"a.txt": 700}), CODED)
    assert np.nansum(volume) == pytest.approx(700)


def test_an_index_that_is_the_logarithm_of_volume_correlates_in_full():
    volume = np.array([1.0, E, E**2, E**3])
    found = volume_correlation(np.array([10.0, 20, 30, 40]), volume)
    assert (found.pearson, found.spearman, found.regions) == (pytest.approx(1), 1.0, 4)
    assert volume_correlation(np.array([4.0, 3, 2, 1]), volume).spearman == -1.0


def test_below_four_regions_or_without_spread_there_is_no_correlation():
    volume = np.array([1.0, 2, 3, NAN, 5])
    assert volume_correlation(np.array([1.0, 2, 3, 4, NAN]), volume) == VolumeCorrelation(
        None, None, 3
    )
    assert volume_correlation(np.ones(4), np.arange(1.0, 5)) == VolumeCorrelation(None, None, 4)
    assert volume_correlation(np.arange(4.0), np.ones(4)) == VolumeCorrelation(None, None, 4)


def test_the_adjusted_index_by_hand():
    # ln volume 0, 0, 2, 2; index 10, 20, 30, 60: the line rises by 15 a unit around (1, 30).
    volume = np.array([1, 1, E**2, E**2, NAN, 5])
    adjusted = volume_adjusted_index(np.array([10.0, 20, 30, 60, 70, NAN]), volume)
    np.testing.assert_allclose(adjusted, [25, 35, 15, 45, NAN, NAN])


def test_below_four_regions_nothing_is_adjusted():
    index = np.array([1.0, 2, 3])
    assert np.isnan(volume_adjusted_index(index, np.array([1.0, 2, 3]))).all()
    check = volume_check(ranking(index), {"r0": 1, "r1": 2, "r2": 3}, 6)
    assert check.table["adjusted_rank"].isna().all()
    assert check.outside == ()


def test_ranks_beside_each_other_and_a_warning_for_those_outside_their_interval():
    # The adjusted index is 25, 35, 15, 45, so the adjusted ranks are 3, 2, 4, 1.
    given = ranking([10, 20, 30, 60], low=[3, 2, 2, 1], high=[4, 3, 3, 1])
    check = volume_check(given, {"r0": 1, "r1": 1, "r2": E**2, "r3": E**2}, 6)
    assert check.table["region_code"].tolist() == ["r3", "r2", "r1", "r0"]
    assert check.table["rank"].tolist() == [1, 2, 3, 4]
    assert check.table["adjusted_rank"].tolist() == [1, 4, 2, 3]
    np.testing.assert_allclose(check.table["adjusted_index"], [45, 15, 35, 25])
    assert check.outside == ("r2",)
    assert check.left_out == ()
    assert check.correlation.regions == 4


def test_regions_without_index_or_volume_are_left_out_and_listed():
    volume = {"r0": 1, "r1": 1, "r2": E**2, "r3": E**2, "r4": NAN, "r5": 9}
    check = volume_check(ranking([10, 20, 30, 60, 40, NAN]), volume, 6)
    assert check.left_out == ("r4", "r5")
    assert not check.table.drop(columns="region").isna().any(axis=None)
    # r4 keeps its index of 40 between 45 and 35, so that ranks stay those of five regions.
    ranks = check.table.set_index("region_code")["adjusted_rank"]
    assert ranks.to_dict() == {"r3": 1, "r1": 3, "r0": 4, "r2": 5}


def test_a_ranking_without_rows_gives_an_empty_check():
    check = volume_check(RANKING.empty(), {}, 6)
    assert check.table.empty
    assert check.correlation == VolumeCorrelation(None, None, 0)
    assert check.outside == check.left_out == ()


@pytest.mark.parametrize("volume", [[0.0, 1], [-1.0, 1], [math.inf, 1], [1.0, 2, 3]])
def test_volumes_that_cannot_be_used_are_refused(volume):
    for function in (volume_correlation, volume_adjusted_index):
        with pytest.raises(ValueError, match=r"above 0|do not fit"):
            function(np.array([1.0, 2]), np.array(volume))


def test_parity_with_scipy():
    generator = np.random.default_rng(4)
    for n in (4, 9, 31, 300):
        volume = np.round(np.exp(generator.normal(10, 1, n)))
        index = np.round(30 + 5 * np.log(volume) + generator.normal(0, 9, n), 1)
        x = np.log(volume)
        found = volume_correlation(index, volume)
        assert found.pearson == pytest.approx(pearsonr(x, index).statistic, abs=1e-12)
        assert found.spearman == pytest.approx(spearmanr(x, index).statistic, abs=1e-12)
        line = linregress(x, index)
        residuals = index - line.intercept - line.slope * x
        np.testing.assert_allclose(
            volume_adjusted_index(index, volume), residuals + index.mean(), rtol=0, atol=1e-10
        )


INDEX, VOLUME = st.integers(0, 100).map(float), st.integers(1, 10**5).map(float)
REGIONS = st.lists(st.tuples(st.just(NAN) | INDEX, st.just(NAN) | VOLUME), max_size=12)
COMPLETE = st.lists(st.tuples(INDEX, VOLUME), min_size=4, max_size=12)


@given(COMPLETE)
def test_what_is_left_over_has_the_same_mean_and_does_not_follow_volume(regions):
    index, volume = np.array(regions, dtype=np.float64).reshape(-1, 2).T
    adjusted = volume_adjusted_index(index, volume)
    assert adjusted.mean() == pytest.approx(index.mean())
    if np.unique(volume).size > 1:
        x = np.log(volume)
        assert (x - x.mean()) @ adjusted == pytest.approx(0, abs=1e-6)


@given(REGIONS)
def test_gaps_are_left_out_and_change_nothing_for_the_others(regions):
    index, volume = np.array(regions, dtype=np.float64).reshape(-1, 2).T
    whole = ~np.isnan(index + volume)
    adjusted = volume_adjusted_index(index, volume)
    assert np.isnan(adjusted[~whole]).all()
    np.testing.assert_array_equal(
        adjusted[whole], volume_adjusted_index(index[whole], volume[whole])
    )


@given(COMPLETE, st.sampled_from([0.5, 2.0, 1000.0]))
def test_the_unit_of_volume_changes_nothing(regions, unit):
    index, volume = np.array(regions, dtype=np.float64).reshape(-1, 2).T
    np.testing.assert_allclose(
        volume_adjusted_index(index, volume * unit), volume_adjusted_index(index, volume), atol=1e-5
    )


@given(REGIONS.flatmap(lambda r: st.tuples(st.just(r), st.permutations(range(len(r))))))
def test_the_order_of_regions_changes_nothing(both):
    regions, order = both
    table = ranking([index for index, _ in regions])
    volume = {f"r{i}": size for i, (_, size) in enumerate(regions)}
    one = volume_check(table, volume, 6)
    where = [int(i) for i in order]
    other = volume_check(table.iloc[where], volume, 6)
    columns = ["region_code", "adjusted_index", "adjusted_rank", "outside"]
    pd.testing.assert_frame_equal(
        one.table[columns].sort_values("region_code", ignore_index=True),
        other.table[columns].sort_values("region_code", ignore_index=True),
        atol=1e-5,
    )
    assert set(one.left_out) == set(other.left_out)
    assert one.correlation.spearman == pytest.approx(other.correlation.spearman)


@given(st.lists(INDEX, min_size=4, max_size=9))
def test_equal_volumes_leave_the_index_as_it_is(values):
    index = np.array(values)
    np.testing.assert_array_equal(volume_adjusted_index(index, np.full(len(index), 9.0)), index)
