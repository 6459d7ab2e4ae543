"""Hierarchy: how indicators make up dimensions, and dimensions the index.

Positions count the k leaves (indicators) first, in the order of the table's columns, then the m
inner nodes from the bottom up: leaf j is at j, inner node i at k + i, the root at k + m − 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.composite.aggregation import METHODS

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """Description of an inner node.

    Parameters
    ----------
    weights
        Weight of each child by its id, not negative; only ratios matter.
    method
        How the children are aggregated: a name of `aggregation.METHODS`.
    threshold
        Smallest share of children that must have a score, 0 to 1.
    """

    weights: Mapping[str, float]
    method: str = "arithmetic"
    threshold: float = 0.0


@dataclass(frozen=True, slots=True)
class Node:
    """An inner node.

    Parameters
    ----------
    id
        Its name.
    children
        Their positions in the hierarchy.
    weights
        Of the children, in their order; not negative, sum to 1.
    method, threshold
        As of `Group`.
    """

    id: str
    children: tuple[int, ...]
    weights: tuple[float, ...]
    method: str
    threshold: float


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A tree of scores; made by `build_hierarchy`, which checks it.

    Parameters
    ----------
    leaves
        Ids of the k indicators, in the order of the table's columns.
    nodes
        The m inner nodes from the bottom up, by level and then as described; the last is the root.
    """

    leaves: tuple[str, ...]
    nodes: tuple[Node, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The id at each of the k + m positions."""
        return self.leaves + tuple(node.id for node in self.nodes)


def build_hierarchy(leaves: Sequence[str], groups: Mapping[str, Group]) -> Hierarchy:
    """Check a description of a hierarchy and put it in order.

    Parameters
    ----------
    leaves
        Ids of the indicators, in the order of the table's columns.
    groups
        The inner nodes by id, in any order.

    Raises
    ------
    ValueError
        An id is used twice; a group has no children, an unknown child, method or threshold, or
        weights that are negative, not finite or all 0; a node has two parents; a leaf has none;
        groups contain each other in a circle; there is not exactly one root.
    """
    _check_ids(leaves, groups)
    for name, group in groups.items():
        _check_group(name, group, set(leaves) | set(groups))
    _check_parents(leaves, groups)
    level = _levels(leaves, groups)
    order = sorted(groups, key=level.__getitem__)  # stable: as described within a level
    position = {name: i for i, name in enumerate([*leaves, *order])}
    return Hierarchy(
        leaves=tuple(leaves),
        nodes=tuple(
            Node(
                id=name,
                children=tuple(position[child] for child in groups[name].weights),
                weights=_shares(list(groups[name].weights.values())),
                method=groups[name].method,
                threshold=groups[name].threshold,
            )
            for name in order
        ),
    )


def shares(hierarchy: Hierarchy) -> Floats:
    """Return the share of every position in the index, shape (k + m,); that of the root is 1.

    The product of the weights on the way from the root; COINr ``get_eff_wts``.
    """
    leaves = len(hierarchy.leaves)
    share = np.zeros(leaves + len(hierarchy.nodes))
    share[-1] = 1.0
    for i in reversed(range(len(hierarchy.nodes))):
        node = hierarchy.nodes[i]
        share[list(node.children)] = share[leaves + i] * np.array(node.weights)
    return share


def effective_weights(hierarchy: Hierarchy) -> Floats:
    """Return the share of each leaf in the index, shape (k,); sums to 1.

    With arithmetic means and no gaps, the index is the mean of the leaves by these weights.
    """
    return shares(hierarchy)[: len(hierarchy.leaves)]


def levels(hierarchy: Hierarchy) -> Integers:
    """Return the level of every position, shape (k + m,): 1 of a leaf, else 1 above the children.

    Where all children of a node are of the same level, these are COINr's levels.
    """
    level = np.ones(len(hierarchy.leaves) + len(hierarchy.nodes), dtype=np.int64)
    for i, node in enumerate(hierarchy.nodes, start=len(hierarchy.leaves)):
        level[i] = 1 + level[list(node.children)].max()
    return level


def _check_ids(leaves: Sequence[str], groups: Mapping[str, Group]) -> None:
    seen = set(groups)
    for leaf in leaves:
        if leaf in seen:
            raise ValueError(f"the id {leaf!r} is used twice")
        seen.add(leaf)


def _check_group(name: str, group: Group, known: set[str]) -> None:
    if not group.weights:
        raise ValueError(f"{name!r} has no children")
    for child, weight in group.weights.items():
        if child not in known:
            raise ValueError(f"{name!r} has a child {child!r}, which is neither leaf nor group")
        if not 0 <= weight < np.inf:
            raise ValueError(
                f"the weight of {child!r} in {name!r} must be a number from 0 up, not {weight}"
            )
    if not any(group.weights.values()):
        raise ValueError(f"all children of {name!r} weigh 0")
    if group.method not in METHODS:
        raise ValueError(
            f"{name!r} is aggregated by {group.method!r}; known are {', '.join(METHODS)}"
        )
    if not 0 <= group.threshold <= 1:
        raise ValueError(f"the threshold of {name!r} must be from 0 to 1, not {group.threshold}")


def _check_parents(leaves: Sequence[str], groups: Mapping[str, Group]) -> None:
    """Refuse a second parent, a leaf without one, and anything but one root."""
    parent: dict[str, str] = {}
    for name, group in groups.items():
        for child in group.weights:
            if child in parent:
                raise ValueError(f"{child!r} has two parents, {parent[child]!r} and {name!r}")
            parent[child] = name
    orphans = [leaf for leaf in leaves if leaf not in parent]
    if orphans:
        raise ValueError(f"leaves without a parent: {', '.join(map(repr, orphans))}")
    roots = [name for name in groups if name not in parent]
    if len(roots) > 1:
        raise ValueError(f"several roots: {', '.join(map(repr, roots))}; one must hold the others")
    if not roots:
        raise ValueError("no root: there is no group, or every group is a child of another")


def _levels(leaves: Sequence[str], groups: Mapping[str, Group]) -> dict[str, int]:
    """Return the level of every id; groups that none can be given to contain each other."""
    level = dict.fromkeys(leaves, 1)
    waiting = list(groups)
    while waiting:
        ready = [name for name in waiting if all(c in level for c in groups[name].weights)]
        if not ready:
            raise ValueError(f"groups in a circle: {', '.join(map(repr, waiting))}")
        for name in ready:
            level[name] = 1 + max(level[child] for child in groups[name].weights)
        waiting = [name for name in waiting if name not in level]
    return level


def _shares(weights: Sequence[float]) -> tuple[float, ...]:
    # Dividing by the largest first keeps very large and very small weights from overflowing.
    scaled = np.array(weights, dtype=np.float64) / max(weights)
    return tuple((scaled / scaled.sum()).tolist())
