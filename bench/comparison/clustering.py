"""Which regions form groups of like policy: a tree, its clusters, and how well these hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cophenet, fcluster, leaves_list, linkage
from scipy.spatial.distance import squareform

from bench.comparison.profile_parameters import ProfileParameters, profile_parameters
from bench.comparison.schema import CLUSTERS
from bench.comparison.stability import Neighbours
from bench.errors import BenchError
from bench.scoring.ranking import Candidate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]

_DECIMALS: Final = 6
# Noise in the last digits must not change the tree between machines.
_DISTANCE_DECIMALS: Final = 9
# Silhouettes that differ by less are the same.
_NO_BETTER: Final = 1e-9
# Hennig (2007): what is below the first is dissolved in the samples, from the second on it holds.
LEAST_STABLE: Final = 0.5
STABLE: Final = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Regions in clusters; k regions have claims enough to tell.

    Parameters
    ----------
    members
        Positions of the k regions, rising, shape (k,).
    linkage
        The tree over them as `scipy.cluster.hierarchy.linkage` gives it, shape (k − 1, 4); at each
        fork the branch with the smaller position comes first. Empty for fewer than two.
    order
        Positions of the k regions in the order of the tree's leaves, shape (k,).
    labels
        Cluster of each of the k regions, from 1 in the order of the leaves, shape (k,).
    cophenetic
        Correlation of the tree's distances with the regions' own, −1 to 1; NaN for fewer than
        three.
    stability
        Of each cluster, mean Jaccard index over the bootstrap samples, 0 to 1; NaN without samples.
    """

    members: Integers
    linkage: Floats
    order: Integers
    labels: Integers
    cophenetic: float
    stability: Floats


def clusters_of(found: Neighbours, parameters: ProfileParameters | None = None) -> Clusters:
    """Cluster regions by average linkage on 1 − likeness.

    There are as many clusters as make the mean silhouette largest (Rousseeuw 1987), the fewest of
    equals, at most ``most_clusters``. A cluster's stability is the Jaccard index of its members and
    those of the cluster most like it in a bootstrap sample cut into as many, mean over the samples
    (Hennig 2007): from some 0.75 it is a stable one, below 0.5 none to build on.

    Parameters
    ----------
    found
        Likeness of n regions, and in each sample.
    parameters
        ``most_clusters``; those shipped by default.
    """
    known = parameters or profile_parameters()
    members = np.flatnonzero(found.known).astype(np.int64)
    size = len(members)
    if size < 2:
        labels = np.ones(size, dtype=np.int64)
        stability = np.full(size, np.nan)
        return Clusters(members, np.empty((0, 4)), members, labels, np.nan, stability)
    some = np.ix_(members, members)
    distance = distances(found.likeness[some])
    tree = tree_of(distance)
    leaves = leaves_list(tree).astype(np.int64)
    labels = _best_cut(tree, distance, leaves, known.most_clusters)
    cophenetic = np.nan
    if size > 2 and np.ptp(squareform(distance)) > 0:
        cophenetic = float(np.asarray(cophenet(tree, squareform(distance))[0]))
    drawn = found.drawn[:, members[:, None], members]
    return Clusters(
        members, tree, members[leaves], labels, cophenetic, cluster_stability(labels, drawn)
    )


def distances(likeness: Floats) -> Floats:
    """Return 1 − likeness, 0 to 2, 0 on the diagonal; what is unknown is 1, as of no likeness."""
    bounded = np.clip(np.where(np.isnan(likeness), 0.0, likeness), -1.0, 1.0)
    distance = np.round(1 - (bounded + bounded.T) / 2, _DISTANCE_DECIMALS)
    np.fill_diagonal(distance, 0.0)
    return np.asarray(distance, dtype=np.float64)


def tree_of(distance: Floats) -> Floats:
    """Return the tree of average linkage (UPGMA), at each fork the smaller position first.

    Parameters
    ----------
    distance
        Shape (k, k), k at least 2.

    Returns
    -------
    numpy.ndarray
        Shape (k − 1, 4), see `scipy.cluster.hierarchy.linkage`.
    """
    tree = np.asarray(linkage(squareform(distance), method="average"), dtype=np.float64)
    first = list(range(len(distance)))
    for fork in tree:
        fork[:2] = sorted(fork[:2], key=lambda branch: first[int(branch)])
        first.append(first[int(fork[0])])
    return tree


def silhouette(distance: Floats, labels: Integers) -> float:
    """Return the mean silhouette: how much nearer regions are to their own cluster than to others.

    Of region i, (b − a) / max(a, b): a is its mean distance to the others of its cluster, b the
    least mean distance to another cluster; 0 for a cluster of one (Rousseeuw 1987).

    Parameters
    ----------
    distance
        Shape (k, k), not negative.
    labels
        Shape (k,), at least two different.

    Returns
    -------
    float
        −1 to 1.
    """
    own = (labels[:, None] == np.unique(labels)).astype(np.float64)
    sizes = own.sum(axis=0)
    sums = distance @ own
    mine = own.astype(np.bool_)
    peers = own @ sizes - 1
    within = sums[mine] / np.maximum(peers, 1)
    nearest = np.where(mine, np.inf, sums / sizes).min(axis=1)
    largest = np.maximum(within, nearest)
    counts = (peers > 0) & (largest > 0)
    scores = np.zeros(len(labels))
    np.divide(nearest - within, largest, out=scores, where=counts)
    return float(scores.mean())


def cluster_stability(labels: Integers, drawn: Floats) -> Floats:
    """Return the mean Jaccard index of each cluster with the most like one of each sample.

    Parameters
    ----------
    labels
        Cluster of each of k regions, 1 to c, shape (k,).
    drawn
        Likeness in each sample, shape (draws, k, k).

    Returns
    -------
    numpy.ndarray
        Shape (c,), 0 to 1; NaN without samples.
    """
    count = int(labels.max(initial=0))
    if not len(drawn):
        return np.full(count, np.nan)
    total = np.zeros(count)
    own = _membership(labels)
    for likeness in drawn:
        other = _membership(_cut(tree_of(distances(likeness)), count))
        shared = own @ other.T
        either = own.sum(axis=1)[:, None] + other.sum(axis=1) - shared
        total += (shared / either).max(axis=1)
    return np.asarray(total / len(drawn), dtype=np.float64)


def clusters_table(clusters: Clusters, regions: Sequence[Candidate]) -> pd.DataFrame:
    """Return the clusters by the schema `CLUSTERS`, like regions side by side.

    Parameters
    ----------
    clusters
        Of the n regions.
    regions
        The n regions.
    """
    label_of = dict(zip(clusters.members.tolist(), clusters.labels.tolist(), strict=True))
    sizes = np.bincount(clusters.labels)
    rows: list[dict[str, object]] = [
        {
            "region": regions[i].name,
            "region_code": regions[i].code,
            "cluster": label_of[i],
            "members": int(sizes[label_of[i]]),
            "stability": round(float(clusters.stability[label_of[i] - 1]), _DECIMALS),
        }
        for i in clusters.order.tolist()
    ]
    return CLUSTERS.check(CLUSTERS.frame(rows))


def cluster_notes(clusters: Clusters) -> tuple[BenchError, ...]:
    """Tell how many of the clusters do not hold when claims are drawn anew."""
    sizes = np.bincount(clusters.labels, minlength=1)[1:]
    loose = int(np.sum((sizes > 1) & (clusters.stability < LEAST_STABLE)))
    if not loose:
        return ()
    several = int(np.sum(sizes > 1))
    return (BenchError("comparison.loose_clusters", count=loose, all=several),)


def _best_cut(tree: Floats, distance: Floats, leaves: Integers, most: int) -> Integers:
    """Return the clusters with the largest mean silhouette, numbered in the order of the leaves."""
    best, labels = -np.inf, np.ones(len(distance), dtype=np.int64)
    for count in range(2, min(most, len(distance) - 1) + 1):
        cut = _cut(tree, count)
        if len(np.unique(cut)) != count:  # ties
            continue
        worth = silhouette(distance, cut)
        if worth > best + _NO_BETTER:
            best, labels = worth, cut
    _, first = np.unique(labels[leaves], return_index=True)
    number = {int(labels[leaves[i]]): n for n, i in enumerate(sorted(first.tolist()), start=1)}
    return np.array([number[int(label)] for label in labels], dtype=np.int64)


def _cut(tree: Floats, count: int) -> Integers:
    return np.asarray(fcluster(tree, count, criterion="maxclust"), dtype=np.int64)


def _membership(labels: Integers) -> Floats:
    """Return which region is in which cluster, shape (c, k), ones and zeros."""
    return np.asarray(np.unique(labels)[:, None] == labels, dtype=np.float64)
