"""How much each indicator and dimension really moves the index, and which hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from bench.composite.hierarchy import Hierarchy, shares
from bench.composite.reliability import (
    Alpha,
    collinear_pairs,
    correlations,
    cronbach_alpha,
    effective_influence,
    variance_shares,
)
from bench.scoring.contributions import is_additive, own_shares
from bench.scoring.heaviest import Floats
from bench.tables import INFLUENCE

INDICATOR: Final = "indicator"
DIMENSION: Final = "dimension"


@dataclass(frozen=True, slots=True)
class Collinear:
    """Two indicators (ids) that say nearly the same, and their correlation, −1 to 1."""

    one: str
    other: str
    correlation: float


def influence_table(normalised: Floats, groups: Floats, hierarchy: Hierarchy) -> pd.DataFrame:
    """Set the weights of each part beside how it goes with the index and what it makes of it.

    Parameters
    ----------
    normalised
        Scores of the n ranked regions on the k indicators, shape (n, k); NaN where unread.
    groups
        Their scores on the m inner nodes, the index last, shape (n, m).
    hierarchy
        Names and weights; the children of the root are the dimensions.

    Returns
    -------
    pandas.DataFrame
        By the schema `INFLUENCE`: indicators, then dimensions and the groups within them.
        Correlations are over the regions that have both, and empty below three of them or where
        one does not vary; `squared` is shared out among the parts of one group (siblings), beside
        `weight_within`. `variance` stands beside `weight` and is empty where the index is not a
        sum, as aggregations other than the arithmetic mean make none.
    """
    k = len(hierarchy.leaves)
    values, index = np.column_stack([normalised, groups[:, :-1]]), groups[:, -1]
    effective, variance = shares(hierarchy), _variance(normalised, groups, hierarchy)
    correlation = correlations(np.column_stack([values, index])).pearson[:-1, -1]
    dimension: dict[int, str] = {}
    rows: list[dict[str, object]] = [{} for _ in range(values.shape[1])]
    for place, node in reversed(list(enumerate(hierarchy.nodes, start=k))):
        parts = list(node.children)
        own = effective_influence(values[:, parts], index, np.array(node.weights))
        for i, part in enumerate(parts):
            name = hierarchy.ids[part]
            dimension[part] = dimension.get(place, name)
            rows[part] = {
                "kind": INDICATOR if part < k else DIMENSION,
                "id": name,
                "dimension": dimension[part],
                "weight": effective[part],
                "weight_within": own.nominal[i],
                "correlation": correlation[part],
                "squared": own.importance[i],
                "share": own.share[i],
                "variance": variance[part],
            }
    return INFLUENCE.frame(rows)


def _variance(normalised: Floats, groups: Floats, hierarchy: Hierarchy) -> Floats:
    """Return the share of the variance of the index that each part makes, shape (k + m − 1,)."""
    values = np.column_stack([normalised, groups[:, :-1]])
    if not is_additive(hierarchy):
        return np.full(values.shape[1], np.nan)
    weighted = own_shares(normalised, hierarchy)[:, :-1] * np.nan_to_num(values)
    return variance_shares(weighted, groups[:, -1])


def collinear(
    normalised: Floats, hierarchy: Hierarchy, threshold: float, regions: int
) -> tuple[Collinear, ...]:
    """Return the pairs of indicators correlated beyond a threshold, strongest first.

    Parameters
    ----------
    normalised
        Shape (n, k); NaN where unread.
    hierarchy
        Names of the indicators.
    threshold
        0 to 1; the sign does not matter.
    regions
        Fewest regions with both from which a correlation is judged.
    """
    found = correlations(normalised)
    judged = np.where(found.units >= regions, found.pearson, np.nan)
    names = hierarchy.leaves
    return tuple(
        Collinear(names[i], names[j], float(judged[i, j]))
        for i, j in collinear_pairs(judged, threshold)
    )


def consistency(normalised: Floats) -> Alpha | None:
    """Return Cronbach's alpha of the indicators; None where it is not defined.

    Parameters
    ----------
    normalised
        Shape (n, k); regions with an unread indicator are left out, and indicators that are
        unread everywhere.
    """
    known = normalised[:, ~np.isnan(normalised).all(axis=0)]
    try:
        return cronbach_alpha(known)
    except ValueError:
        return None
