import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import is_valid_linkage, leaves_list

from bench.comparison.clustering import (
    cluster_notes,
    cluster_stability,
    clusters_of,
    clusters_table,
    distances,
    silhouette,
    tree_of,
)
from bench.comparison.stability import Neighbours
from bench.scoring.ranking import Candidate

GROUPS = np.array([0, 1, 0, 1, 2, 2])


def blocks(noise=0.0, seed=1):
    likeness = np.where(GROUPS[:, None] == GROUPS, 0.8, 0.1)
    shaken = np.random.default_rng(seed).normal(0, noise, likeness.shape) if noise else 0
    return likeness + (shaken + np.transpose(shaken)) / 2


def found(likeness, drawn=()):
    size = len(likeness)
    return Neighbours(
        likeness,
        likeness,
        np.array(drawn).reshape(len(drawn), size, size),
        np.full((size, size), np.nan),
        np.full((size, size), np.nan),
    )


def regions(size):
    return [Candidate(f"{i}市", str(i), "city") for i in range(size)]


def test_groups_that_are_there_are_found_and_numbered_in_the_order_of_the_tree():
    clusters = clusters_of(found(blocks(0.02), [blocks(0.05, seed) for seed in range(20)]))
    assert clusters.labels.tolist() == [1, 2, 1, 2, 3, 3]
    assert clusters.order.tolist() == [0, 2, 1, 3, 4, 5]
    assert clusters.cophenetic > 0.9
    assert clusters.stability.min() > 0.95
    assert cluster_notes(clusters) == ()
    table = clusters_table(clusters, regions(6))
    assert table["cluster"].tolist() == [1, 1, 2, 2, 3, 3]
    assert table["members"].tolist() == [2] * 6


def test_groups_of_mere_chance_do_not_hold_and_this_is_said():
    rng = np.random.default_rng(2)
    drawn = [m + m.T for m in rng.normal(0, 0.3, (40, 6, 6))]
    clusters = clusters_of(found(blocks(0.02), drawn))
    assert clusters.stability.max() < 0.8
    assert [note.key for note in cluster_notes(clusters)] == ["comparison.loose_clusters"]


@given(st.integers(2, 9), st.integers(0, 99), st.booleans())
def test_the_tree_is_valid_and_at_each_fork_the_smaller_position_comes_first(size, seed, tied):
    rng = np.random.default_rng(seed)
    likeness = rng.integers(0, 3, (size, size)) / 3 if tied else rng.random((size, size))
    tree = tree_of(distances(likeness))
    assert is_valid_linkage(tree)
    first = list(range(size))
    for one, other, *_ in tree:
        assert first[int(one)] < first[int(other)]
        first.append(first[int(one)])
    assert leaves_list(tree)[0] == 0


def test_unknown_regions_are_in_no_cluster():
    likeness = blocks()
    likeness[2, :] = likeness[:, 2] = np.nan
    clusters = clusters_of(found(likeness))
    assert clusters.members.tolist() == [0, 1, 3, 4, 5]
    assert np.isnan(clusters.stability).all()
    assert clusters_table(clusters, regions(6))["region_code"].tolist() == ["0", "1", "3", "4", "5"]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_fewer_than_three_regions_are_one_cluster(size):
    clusters = clusters_of(found(np.eye(size)))
    assert clusters.labels.tolist() == [1] * size
    assert len(clusters_table(clusters, regions(size))) == size


def test_the_silhouette_is_that_of_the_formula():
    distance = np.array([[0, 1, 4], [1, 0, 3], [4, 3, 0]], dtype=float)
    expected = np.mean([(4 - 1) / 4, (3 - 1) / 3, 0])
    assert silhouette(distance, np.array([1, 1, 2])) == pytest.approx(expected)
    assert silhouette(np.zeros((3, 3)), np.array([1, 1, 2])) == 0


def test_stability_is_the_mean_jaccard_index_with_the_most_like_cluster():
    same = np.where(np.array([0, 0, 1, 1])[:, None] == [0, 0, 1, 1], 0.9, 0.0)
    other = np.where(np.array([0, 0, 0, 1])[:, None] == [0, 0, 0, 1], 0.9, 0.0)
    stability = cluster_stability(np.array([1, 1, 2, 2]), np.array([same, other]))
    np.testing.assert_allclose(stability, [(1 + 2 / 3) / 2, (1 + 1 / 2) / 2])
