"""Why one region is ahead of the next: what each indicator adds to the distance of two indices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from bench.catalogue.model import Catalogue
from bench.composite.hierarchy import Hierarchy
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.scoring.ranking import Candidate
from bench.tables import CONTRIBUTIONS

_DECIMALS: Final = 6  # of the table
# What comes of the other aggregations is on a scale of its own.
_MEANS: Final = frozenset({"arithmetic", "geometric", "harmonic"})


def own_weights(normalised: Floats, hierarchy: Hierarchy) -> Floats:
    """Return what each indicator weighs in the index of each region: `own_shares` of the leaves.

    With arithmetic means throughout, their sum with the scores is the index.
    """
    return own_shares(normalised, hierarchy)[:, : len(hierarchy.leaves)]


def own_shares(normalised: Floats, hierarchy: Hierarchy) -> Floats:
    """Return what each part weighs in the index of each region, as arithmetic means weigh it.

    Unread parts weigh nothing and the weights of their siblings are scaled up (see
    `bench.composite.aggregation.arithmetic`), so the indicators of a region weigh 1 together.

    Parameters
    ----------
    normalised
        Scores, shape (n, k); NaN where unread.
    hierarchy
        Weights and thresholds.

    Returns
    -------
    numpy.ndarray
        Shape (n, k + m), 0 to 1, by position in the hierarchy; a row of zeros for a region without
        an index.
    """
    k = len(hierarchy.leaves)
    present = np.zeros((len(normalised), k + len(hierarchy.nodes)), dtype=np.bool_)
    present[:, :k] = ~np.isnan(normalised)
    parts: list[Floats] = []
    for place, node in enumerate(hierarchy.nodes, start=k):
        here = present[:, list(node.children)]
        weights = here * np.array(node.weights)
        sums = weights.sum(axis=1, keepdims=True)
        parts.append(weights / np.where(sums > 0, sums, 1.0))
        present[:, place] = (sums[:, 0] > 0) & (here.mean(axis=1) >= node.threshold)
    share = np.zeros(present.shape)
    share[:, -1] = present[:, -1]
    for place in reversed(range(k, present.shape[1])):
        node = hierarchy.nodes[place - k]
        share[:, list(node.children)] = share[:, [place]] * parts[place - k]
    return share


def is_additive(hierarchy: Hierarchy) -> bool:
    """Tell whether indices are sums of indicators: arithmetic means from bottom to top."""
    return all(node.method == "arithmetic" for node in hierarchy.nodes)


def has_parts(hierarchy: Hierarchy) -> bool:
    """Tell whether scores and index are on one scale: means from bottom to top, no ranking rule."""
    return all(node.method in _MEANS for node in hierarchy.nodes)


def contributions_table(
    regions: Sequence[Candidate],
    reference: Integers,
    normalised: Floats,
    hierarchy: Hierarchy,
    catalogue: Catalogue,
    claims: pd.DataFrame,
) -> pd.DataFrame:
    """Say what each indicator adds to the lead of each ranked region over the next one.

    Contribution = weight × difference of scores; the weight is the mean of what the indicator
    weighs in either index (`own_weights`), the same where the same was read of both. Then, and
    with arithmetic means, contributions sum to the difference of the indices; else what is
    missing from that sum comes of what was read of one only, or of the aggregation.

    Parameters
    ----------
    regions
        The n ranked regions.
    reference
        Their ranks, shape (n,).
    normalised
        Their scores, shape (n, k), as they are aggregated; NaN where unread.
    hierarchy
        Weights, as used; k leaves.
    catalogue
        Which indicators are better when lower.
    claims
        The claims that count, as `bench.scoring.duplicates.distinct_claims` returns them.

    Returns
    -------
    pandas.DataFrame
        By the schema `CONTRIBUTIONS`: neighbours by rank, the indicators read of both in the
        order of the catalogue, each with the weightiest claim of the one that states more. Empty
        where the index is on another scale than the scores (`has_parts`).
    """
    if not has_parts(hierarchy):
        return CONTRIBUTIONS.empty()
    weights = own_weights(normalised, hierarchy)
    lower = np.array([catalogue.indicator(n).direction == "lower" for n in hierarchy.leaves])
    first = _weightiest(claims)
    order = sorted(range(len(regions)), key=lambda i: (reference[i], regions[i].code))
    rows: list[dict[str, object]] = []
    for one, other in pairwise(order):
        weight = (weights[one] + weights[other]) / 2
        points = np.round(weight * (normalised[one] - normalised[other]), _DECIMALS)
        difference = normalised[one] - normalised[other]
        stated_more = _states_more(difference, lower)
        for j in np.flatnonzero(~np.isnan(difference)).tolist():
            stater = regions[one if stated_more[j] else other].code
            document, start = first.get((stater, hierarchy.leaves[j]), ("", np.nan))
            rows.append(
                {
                    "region": regions[one].name,
                    "region_code": regions[one].code,
                    "other": regions[other].name,
                    "other_code": regions[other].code,
                    "indicator": hierarchy.leaves[j],
                    "weight": round(weight[j], _DECIMALS),
                    "score": round(normalised[one, j], _DECIMALS),
                    "other_score": round(normalised[other, j], _DECIMALS),
                    "contribution": points[j],
                    "claim_of": stater if document else "",
                    "document": document,
                    "start": start,
                }
            )
    return CONTRIBUTIONS.check(CONTRIBUTIONS.frame(rows))


def _states_more(difference: Floats, lower: Flags) -> Flags:
    """Tell where the first of two states more: it scores more, or less where lower is better."""
    return np.where(lower, difference < 0, difference >= 0)


def _weightiest(claims: pd.DataFrame) -> dict[tuple[str, str], tuple[str, float]]:
    """Return (region code, indicator) → document and start of its weightiest claim."""
    found = claims.sort_values(
        ["region_code", "indicator", "weight", "document", "start"],
        ascending=[True, True, False, True, True],
        kind="stable",
    ).drop_duplicates(["region_code", "indicator"])
    columns = ("region_code", "indicator", "document", "start")
    return {
        (str(code), str(indicator)): (str(document), float(start))
        for code, indicator, document, start in zip(*(found[c] for c in columns), strict=True)
    }
