"""How much each indicator and dimension really moves the index, and which hang together."""

from __future__ import annotations

from collections.abc import Mapping
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
)
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


def influence_table(
    normalised: Floats, groups: Floats, hierarchy: Hierarchy, dimension_of: Mapping[str, str]
) -> pd.DataFrame:
    """Set the weight of each part beside its correlation with the index.

    Parameters
    ----------
    normalised
        Scores of the n ranked regions on the k indicators, shape (n, k); NaN where unread.
    groups
        Their scores on the m inner nodes, the index last, shape (n, m).
    hierarchy
        Names and weights.
    dimension_of
        Indicator → its dimension.

    Returns
    -------
    pandas.DataFrame
        By the schema `INFLUENCE`: indicators, then dimensions and the groups within them.
        Correlations are over the regions that have both, and empty below three of them or where
        one does not vary.
    """
    k = len(hierarchy.leaves)
    index, effective = groups[:, -1], shares(hierarchy)
    rows: list[dict[str, object]] = []
    parts = (
        (INDICATOR, hierarchy.leaves, normalised, effective[:k]),
        (DIMENSION, hierarchy.ids[k:-1], groups[:, :-1], effective[k:-1]),
    )
    for kind, ids, values, weights in parts:
        own = effective_influence(values, index, weights)
        correlation = correlations(np.column_stack([values, index])).pearson[:-1, -1]
        rows += [
            {
                "kind": kind,
                "id": name,
                "dimension": dimension_of.get(name, name),
                "weight": weights[i],
                "correlation": correlation[i],
                "squared": own.importance[i],
                "share": own.share[i],
            }
            for i, name in enumerate(ids)
        ]
    return INFLUENCE.frame(rows)


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
