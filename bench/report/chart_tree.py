"""The tree of clusters beside a matrix whose rows are its leaves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.cluster.hierarchy import dendrogram

from bench.comparison.clustering import LEAST_STABLE, Clusters
from bench.report.scale import fixed
from bench.report.theme import FAINT, INK, MUTED, RULE, Page
from bench.report.view import ReportView

TREE: Final = 1.4  # width of the tree, in inches
# Hennig (2007): a cluster that holds.
STABLE: Final = 0.75
_STEP: Final = 0.05


@dataclass(frozen=True, slots=True)
class Fork:
    """Where two branches join: their leaves' places (from 0), their distances and its own."""

    places: tuple[float, float]
    branches: tuple[float, float]
    distance: float


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of k regions cut into clusters.

    Parameters
    ----------
    forks
        The k − 1 forks.
    labels
        Cluster of each leaf, from 1, in the order of the leaves.
    stability
        Of each cluster, 0 to 1, or NaN.
    cut
        Forks up to this distance lie within a cluster.
    """

    forks: tuple[Fork, ...]
    labels: tuple[int, ...]
    stability: tuple[float, ...]
    cut: float

    @property
    def count(self) -> int:
        """How many clusters there are."""
        return len(self.stability)

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where distances are drawn: all forks, in steps of 0.05."""
        distances = [fork.distance for fork in self.forks]
        low = max(math.floor(round(min(distances) / _STEP, 6)) - 1, 0) * _STEP
        high = math.ceil(round(max(distances) / _STEP, 6)) * _STEP
        return low, max(high, low + _STEP)


def tree_of(clusters: Clusters) -> Tree:
    """Return the tree of two or more regions, ready to be drawn."""
    drawn = dendrogram(clusters.linkage, no_plot=True)
    forks = tuple(
        # scipy puts leaf i at 5 + 10 i.
        Fork(((x[0] - 5) / 10, (x[3] - 5) / 10), (y[0], y[3]), y[1])
        for x, y in zip(drawn["icoord"], drawn["dcoord"], strict=True)
    )
    label_of = dict(zip(clusters.members.tolist(), clusters.labels.tolist(), strict=True))
    labels = tuple(label_of[i] for i in clusters.order.tolist())
    stability = tuple(clusters.stability.tolist())
    within = len(labels) - len(stability)
    cut = float(clusters.linkage[within - 1, 2]) if within else -math.inf
    return Tree(forks, labels, stability, cut)


def cluster_texts(view: ReportView, tree: Tree) -> list[str]:
    """Return what is said of each cluster; nothing where all regions are in one."""
    if tree.count < 2:
        return []
    texts = []
    for number, stability in enumerate(tree.stability, start=1):
        count = tree.labels.count(number)
        text = view.word("cluster_single" if count == 1 else "cluster", number=number, count=count)
        if not math.isnan(stability):
            firm = "loose" if stability < LEAST_STABLE else "fair"
            firm = "stable" if stability >= STABLE else firm
            text = view.word(f"cluster_{firm}", cluster=text, stability=f"{stability:.2f}")
        texts.append(text)
    return texts


def draw_tree(
    page: Page,
    view: ReportView,
    tree: Tree,
    middles: Sequence[float],
    left: float,
    top: float,
    height: float,
) -> None:
    """Draw the tree from its leaves at ``left`` to the right.

    Parameters
    ----------
    page, view
        Where, and in which language.
    tree
        What to draw.
    middles
        How far below ``top`` each leaf lies.
    left, top, height
        Of the matrix beside it, in inches.
    """
    low, high = tree.ends

    def x(distance: float) -> float:
        return left + TREE * min(max((distance - low) / (high - low), 0.0), 1.0)

    def y(place: float) -> float:
        return top - float(np.interp(place, np.arange(len(middles)), middles))

    page.text(left, top + 0.14, view.word("tree_heading"), size=8, colour=MUTED)
    for distance, side in ((low, "left"), (high, "right")):
        page.line((x(distance),) * 2, (top - height - 0.04, top), RULE, 0.5)
        shown = fixed(1 - distance, 2)
        page.text(x(distance), top - height - 0.14, shown, size=8, colour=MUTED, ha=side)
    for fork in tree.forks:
        is_within = fork.distance <= tree.cut
        colour, width = (INK, 1.3) if is_within else (FAINT, 1.0)
        ends = (y(fork.places[0]), y(fork.places[1]))
        page.line((x(fork.distance),) * 2, ends, colour, width)
        for end, branch in zip(ends, fork.branches, strict=True):
            page.line((x(branch), x(fork.distance)), (end, end), colour, width)


def draw_clusters(
    page: Page,
    tree: Tree,
    texts: Sequence[str],
    middles: Sequence[float],
    left: float,
    top: float,
    cell: float,
) -> None:
    """Set off each cluster by a line as long as it is, and say what ``texts`` has on it."""
    for number, text in enumerate(texts, start=1):
        own = [
            middle for middle, label in zip(middles, tree.labels, strict=True) if label == number
        ]
        high, low = top - own[0] + cell / 2 - 0.03, top - own[-1] - cell / 2 + 0.03
        is_loose = tree.stability[number - 1] < LEAST_STABLE
        page.line((left, left), (low, high), FAINT if is_loose else INK, 2.0)
        colour = MUTED if is_loose else INK
        page.text(left + 0.1, (high + low) / 2, text, size=9, colour=colour)
