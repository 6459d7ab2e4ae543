import numpy as np
import pytest

from bench.comparison.profile_parameters import profile_parameters
from bench.comparison.stability import (
    drawn_claims,
    neighbours,
    neighbours_table,
    places_of,
    profile_notes,
)
from tests.comparison.profile_builders import claims_of, drawn_texts, regions_of

FEW = profile_parameters().model_copy(update={"draws": 40, "nearest": 2})


def world(sizes=(60, 60, 60, 60), topics=((1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 1, 1))):
    rng = np.random.default_rng(11)
    return {
        str(i): drawn_texts(rng, shares, size)
        for i, (size, shares) in enumerate(zip(sizes, topics, strict=True))
    }


def test_a_clear_neighbour_is_the_nearest_in_almost_every_sample():
    found = neighbours(claims_of(world()), 1, FEW)
    assert places_of(found.likeness)[:, :2].min(axis=0).tolist() == [1, 1]
    assert found.nearest[0, 1] > 0.9
    assert found.nearest[2, 3] > 0.9
    assert found.near[0, 1] >= found.nearest[0, 1]
    assert np.isnan(np.diagonal(found.near)).all()


def test_in_each_sample_one_is_the_nearest_and_so_many_are_near():
    found = neighbours(claims_of(world()), 1, FEW)
    np.testing.assert_allclose(np.nansum(found.nearest, axis=1), 1)
    np.testing.assert_allclose(np.nansum(found.near, axis=1), FEW.nearest)


def test_the_same_seed_gives_the_same_and_another_nearly_the_same():
    claims = claims_of(world())
    one, same, other = (neighbours(claims, seed, FEW) for seed in (1, 1, 2))
    assert np.array_equal(one.drawn, same.drawn)
    assert not np.array_equal(one.drawn, other.drawn)
    assert np.nanmax(np.abs(one.near - other.near)) < 0.5


def test_of_few_claims_the_neighbour_is_less_sure():
    topics = ((3, 1, 1), (1, 3, 1), (1, 1, 3), (2, 2, 1))
    sure = neighbours(claims_of(world((150,) * 4, topics)), 1, FEW)
    unsure = neighbours(claims_of(world((6,) * 4, topics)), 1, FEW)
    assert np.nanmax(unsure.nearest, axis=1).mean() < np.nanmax(sure.nearest, axis=1).mean()


def test_claims_are_drawn_within_documents_and_documents_within_regions():
    texts = {"甲": ["数据 a", "数据 b", "光网 c"], "乙": ["数据 d", "光网 e"]}
    claims = claims_of(texts, {"甲": ["1", "1", "2"], "乙": ["3", "3"]})
    samples = np.array(list(drawn_claims(claims, 400, np.random.default_rng(1))))
    own, other = samples[:, claims.regions == 1], samples[:, claims.regions == 0]
    # Document 1 has two claims, document 2 one; two documents are drawn.
    assert set(own.sum(axis=1)) == {2, 3, 4}
    assert (own[:, :2].sum(axis=1) % 2 == 0).all()
    assert (other.sum(axis=1) == 2).all()
    np.testing.assert_allclose(samples.mean(axis=0), 1, atol=0.15)


def test_places_count_from_the_nearest_and_unknown_ones_come_last():
    likeness = np.array([[1, 0.2, np.nan], [0.2, 1, 0.2], [np.nan, 0.2, 1]])
    assert places_of(likeness).tolist() == [[2, 1, 3], [1, 3, 2], [2, 1, 3]]


def test_the_table_lists_the_nearest_first_without_those_that_share_nothing():
    claims = claims_of(world())
    found = neighbours(claims, 1, FEW)
    table = neighbours_table(found, claims, regions_of(claims), FEW)
    first = table[table["place"] == 1].set_index("region_code")["neighbour_code"]
    assert first.to_dict() == {"0": "1", "1": "0", "2": "3", "3": "2"}
    assert (table["similarity"] > 0).all()
    assert table[["similarity", "evidence", "nearest", "near"]].le(1).all(axis=None)
    assert table.sort_values(["region_code", "place"]).index.is_monotonic_increasing


def test_regions_with_too_few_claims_are_left_out_and_named():
    claims = claims_of(world() | {"9": ["数据 交易"]})
    found = neighbours(claims, 1, FEW)
    regions = regions_of(claims)
    table = neighbours_table(found, claims, regions, FEW)
    assert "9" not in {*table["region_code"], *table["neighbour_code"]}
    (note,) = profile_notes(claims, regions, FEW)
    assert "9市" in note.text()
    assert not table.isna().any(axis=None)


@pytest.mark.parametrize("texts", [{}, {"甲": ["数据 光网", "数据"]}, {"甲": [], "乙": []}])
def test_too_little_gives_empty_tables(texts):
    claims = claims_of(texts)
    found = neighbours(claims, 1, FEW)
    assert neighbours_table(found, claims, regions_of(claims), FEW).empty


def test_without_draws_there_are_neighbours_and_no_stability():
    none = FEW.model_copy(update={"draws": 0})
    claims = claims_of(world())
    table = neighbours_table(neighbours(claims, 1, none), claims, regions_of(claims), none)
    assert len(table)
    assert table["near"].isna().all()
