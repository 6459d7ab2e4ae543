"""Who is ahead of whom: how likely, and how far the weights may change."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from bench.composite.hierarchy import Node
from bench.composite.reversal import nearest_tie, robust_pairs
from bench.composite.uncertainty import ahead_probabilities
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.ranking import Candidate
from bench.tables import PAIRS

YES: Final = "yes"
NO: Final = "no"


def pairs_table(
    regions: Sequence[Candidate],
    reference: Integers,
    ranks: Floats,
    scores: Floats,
    root: Node,
    dimensions: Sequence[str],
    weight_range: float,
) -> pd.DataFrame:
    """Compare every two ranked regions.

    Whether weights can turn an order round is asked of the weights of the dimensions, the scores
    of the dimensions being as they are. It can be answered where dimensions are aggregated by the
    arithmetic mean, or by the geometric (of which the logarithm is one); see
    `bench.composite.reversal`.

    Parameters
    ----------
    regions
        The n ranked regions.
    reference, ranks
        Their ranks, shape (n,), and simulated ones, shape (draws, n).
    scores
        Scores of the d dimensions, shape (n, d); NaN where unread.
    root
        The node of the index: its weights and its aggregation.
    dimensions
        Ids of the d dimensions, in the order of the root's children.
    weight_range
        Part of its share by which each weight may change, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        By the schema `PAIRS`, by rank and code of the region ahead, then of the one behind; then
        one column a dimension: its share at the nearest tie. What cannot be said is empty.
    """
    shares = np.array(root.weights)
    values = _linear(scores, root.method)
    ahead = ahead_probabilities(ranks) if ranks.size else np.full((len(regions),) * 2, np.nan)
    linear = values is not None and len(regions) > 0
    firm = robust_pairs(values, shares, weight_range) if values is not None and linear else None
    order = sorted(range(len(regions)), key=lambda i: (reference[i], regions[i].code))
    rows: list[dict[str, object]] = []
    for one, other in itertools.combinations(order, 2):
        tie = None if values is None else _tie(values[one], values[other], shares)
        at_tie = np.full(len(shares), np.nan) if tie is None else tie
        rows.append(
            {
                "region": regions[one].name,
                "region_code": regions[one].code,
                "other": regions[other].name,
                "other_code": regions[other].code,
                "chance": ahead[one, other],
                "robust": "" if firm is None else YES if firm[one, other] else NO,
                "change": np.abs(at_tie - shares).sum() / 2,
                **dict(zip(dimensions, at_tie.tolist(), strict=True)),
            }
        )
    if not rows:
        return PAIRS.empty().assign(**dict.fromkeys(dimensions, np.nan))
    return PAIRS.check(PAIRS.frame(rows))


def _linear(scores: Floats, method: str) -> Floats | None:
    """Return scores whose weighted arithmetic mean orders the regions; None if there are none."""
    if method == "arithmetic":
        return scores
    return np.log(scores) if method == "geometric" else None


def _tie(one: Floats, other: Floats, shares: Floats) -> Floats | None:
    """Return the shares nearest to the given ones at which two regions tie, or None."""
    used = shares > 0
    if (np.isnan(one) != np.isnan(other))[used].any() or np.isnan(one)[used].all():
        return None
    return nearest_tie(one, other, shares)
