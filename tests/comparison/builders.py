"""Small compositions for the tests of comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bench.composite.hierarchy import Group, build_hierarchy
from bench.scoring.ranking import Candidate
from bench.scoring.score import Composition
from bench.scoring.states import STATED, UNREAD
from tests.scoring.builders import CODES, scored

NAMES = ("甲市", "乙市", "丙市", "丁市")
A, B, C, D = (CODES[name] for name in NAMES)


def composition(
    scores: Sequence[Sequence[float]],
    tree: Mapping[str, Mapping[str, float]],
    *,
    method: str = "arithmetic",
    states: Sequence[Sequence[str]] | None = None,
    ranked: Iterable[bool] | None = None,
) -> Composition:
    """A composition of given scores, shape (n, k): regions × indicators of the tree in order."""
    table = np.array(scores, dtype=np.float64)
    leaves = [name for parts in tree.values() for name in parts]
    groups = {name: Group(parts, method) for name, parts in tree.items()}
    groups[""] = Group(dict.fromkeys(tree, 1.0), method)
    made = scored([], {}).composition
    given = np.where(np.isnan(table), UNREAD, STATED) if states is None else np.array(states)
    return replace(
        made,
        regions=tuple(Candidate(name, CODES[name], "city") for name in NAMES[: len(table)]),
        normalised=table,
        hierarchy=build_hierarchy(leaves, groups),
        ranked=np.array(list(ranked) if ranked is not None else [True] * len(table)),
        cells=replace(made.cells, normalised=table, states=given),
    )
