"""The tree of clusters beside a matrix whose rows are its leaves."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.comparison.clustering import LEAST_STABLE, STABLE, Clusters
from bench.report.charts.paper import line_height
from bench.report.charts.theme import FAINT, INK, MUTED, RULE, Page
from bench.report.charts.wrapping import balanced
from bench.report.scale import fixed
from bench.report.view import ReportView

_STEP: Final = 0.05


@dataclass(frozen=True, slots=True)
class Fork:
    """Where two branches join: their leaves' places (from 0), their distances and its own."""

    places: tuple[float, float]
    branches: tuple[float, float]
    distance: float


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of regions cut into clusters, of which k regions are shown.

    Parameters
    ----------
    leaves
        Positions of the k regions shown, in the order of the leaves.
    forks
        The k − 1 forks between them.
    labels
        Cluster of each leaf, from 1, in the order of the leaves.
    sizes, stability
        Of each cluster, all its regions counted; stability is 0 to 1, or NaN.
    cut
        Forks up to this distance lie within a cluster.
    """

    leaves: tuple[int, ...]
    forks: tuple[Fork, ...]
    labels: tuple[int, ...]
    sizes: tuple[int, ...]
    stability: tuple[float, ...]
    cut: float

    @property
    def count(self) -> int:
        """How many clusters there are."""
        return len(self.stability)

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where distances are drawn: all forks, in steps of 0.05.

        Forks of a likeness below 0 stand at its end, 0.
        """
        distances = [min(fork.distance, 1.0) for fork in self.forks]
        low = max(math.floor(round(min(distances) / _STEP, 6)) - 1, 0) * _STEP
        high = math.ceil(round(max(distances) / _STEP, 6)) * _STEP
        return low, max(high, low + _STEP)


def tree_of(clusters: Clusters, shown: Collection[int] | None = None) -> Tree:
    """Return the tree of two or more regions, ready to be drawn.

    Parameters
    ----------
    clusters
        The regions in clusters.
    shown
        Positions of the regions to show; by default all. A fork with nothing to show on one side
        is no fork.
    """
    leaves = tuple(i for i in clusters.order.tolist() if shown is None or i in shown)
    place = {position: number for number, position in enumerate(leaves)}
    # Where each branch of the tree stands, and its distance; None where nothing of it is shown.
    branches: list[tuple[float, float] | None] = [
        (float(place[i]), 0.0) if i in place else None for i in clusters.members.tolist()
    ]
    forks = []
    for one, other, distance, _ in clusters.linkage.tolist():
        first, second = branches[int(one)], branches[int(other)]
        if first is None or second is None:
            branches.append(first or second)
            continue
        forks.append(Fork((first[0], second[0]), (first[1], second[1]), distance))
        branches.append(((first[0] + second[0]) / 2, distance))
    label_of = dict(zip(clusters.members.tolist(), clusters.labels.tolist(), strict=True))
    labels = tuple(label_of[i] for i in leaves)
    stability = tuple(clusters.stability.tolist())
    sizes = tuple(int((clusters.labels == n + 1).sum()) for n in range(len(stability)))
    within = len(clusters.members) - len(stability)
    cut = float(clusters.linkage[within - 1, 2]) if within else -math.inf
    return Tree(leaves, tuple(forks), labels, sizes, stability, cut)


def cluster_texts(view: ReportView, tree: Tree) -> dict[int, str]:
    """Return what is said of each cluster shown; nothing where all regions are in one."""
    if tree.count < 2:
        return {}
    texts = {}
    for number, stability in enumerate(tree.stability, start=1):
        if number not in tree.labels:
            continue
        count = tree.sizes[number - 1]
        text = view.word("cluster_single" if count == 1 else "cluster", number=number, count=count)
        if not math.isnan(stability):
            firm = "loose" if stability < LEAST_STABLE else "fair"
            firm = "stable" if stability >= STABLE else firm
            text = view.word(f"cluster_{firm}", cluster=text, stability=_lower(stability))
        texts[number] = text
    return texts


def _lower(stability: float) -> str:
    """Return a stability cut to two decimals: what falls short of a limit never shows as it."""
    return f"{math.floor(round(100 * stability, 6)) / 100:.2f}"


def draw_tree(
    page: Page,
    view: ReportView,
    tree: Tree,
    middles: Sequence[float],
    corner: tuple[float, float],
    size: tuple[float, float],
) -> None:
    """Draw the tree from its leaves on the left to the right.

    Parameters
    ----------
    page, view
        Where, and in which language.
    tree
        What to draw.
    middles
        How far below the corner each leaf lies.
    corner
        Left and top, in inches.
    size
        Width of the tree, and height of the matrix beside it, in inches.
    """
    (left, top), (width, height) = corner, size
    small, (low, high) = page.paper.small, tree.ends

    def x(distance: float) -> float:
        return left + width * min(max((distance - low) / (high - low), 0.0), 1.0)

    def y(place: float) -> float:
        return top - float(np.interp(place, np.arange(len(middles)), middles))

    heading = balanced(view.word("tree_heading"), width + 0.3, small)
    for number, line in enumerate(reversed(heading)):
        at = top + 0.03 + (number + 0.5) * line_height(small)
        page.text(left, at, line, size=small, colour=MUTED)
    below = top - height - 0.04 - line_height(small) / 2
    for distance, side in ((low, "left"), (high, "right")):
        page.line((x(distance),) * 2, (top - height - 0.04, top), RULE, 0.5)
        page.text(x(distance), below, fixed(1 - distance, 2), size=small, colour=MUTED, ha=side)
    for fork in tree.forks:
        is_within = fork.distance <= tree.cut
        colour, line_width = (INK, 1.3) if is_within else (FAINT, 1.0)
        ends = (y(fork.places[0]), y(fork.places[1]))
        page.line((x(fork.distance),) * 2, ends, colour, line_width)
        for end, branch in zip(ends, fork.branches, strict=True):
            page.line((x(branch), x(fork.distance)), (end, end), colour, line_width)


def draw_clusters(
    page: Page,
    tree: Tree,
    texts: Mapping[int, str],
    middles: Sequence[float],
    corner: tuple[float, float],
    cell: float,
) -> None:
    """Set off each cluster by a line as long as it is, and say what ``texts`` has on it."""
    left, top = corner
    for number, text in texts.items():
        own = [
            middle for middle, label in zip(middles, tree.labels, strict=True) if label == number
        ]
        high, low = top - own[0] + cell / 2 - 0.02, top - own[-1] - cell / 2 + 0.02
        is_loose = tree.stability[number - 1] < LEAST_STABLE
        page.line((left, left), (low, high), FAINT if is_loose else INK, 2.0)
        colour = MUTED if is_loose else INK
        page.text(left + 0.08, (high + low) / 2, text, size=page.paper.small, colour=colour)
