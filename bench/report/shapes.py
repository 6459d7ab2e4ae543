"""The shapes of regions: their scores part by part beside the median of all, for the radars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.report.cells import score_cells
from bench.report.view import ReportView

MOST_REGIONS: Final = 12
LEAST_DIMENSIONS: Final = 3  # with fewer, indicators are the parts
LEAST_INDICATORS: Final = 5
MOST_PARTS: Final = 24


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """The regions chosen for the radars, n of them, by m parts.

    Parameters
    ----------
    names
        Of the m parts, all dimensions or all indicators.
    regions
        The n regions, the target first, the others in the order of the ranking.
    ranks
        Shape (n,); NaN for a region without one.
    values
        Shape (n, m), on the scale of the method; NaN where nothing was read.
    median
        Shape (m,), of all ranked regions in which the part was read; NaN where in none.
    of_peers
        Whether the regions are the target and its peers, and not the first of the ranking.
    of_dimensions
        Whether the parts are dimensions, and not indicators.
    """

    names: tuple[str, ...]
    regions: tuple[str, ...]
    ranks: NDArray[np.float64]
    values: NDArray[np.float64]
    median: NDArray[np.float64]
    of_peers: bool
    of_dimensions: bool


def shapes_of(view: ReportView) -> Shapes | None:
    """Return the shapes to draw; None where nothing was read, or where radars make no sense.

    The parts are the dimensions, or all indicators where there are one or two dimensions. Radars
    take 3 to 24 dimensions or 5 to 24 indicators, and two ranked regions.
    """
    dimensions = view.catalogue.dimensions
    of_dimensions = len(dimensions) >= LEAST_DIMENSIONS
    least = LEAST_DIMENSIONS if of_dimensions else LEAST_INDICATORS
    parts = dimensions if of_dimensions else view.catalogue.indicators
    if len(view.ranked) < 2 or not least <= len(parts) <= MOST_PARTS:
        return None
    scores = _dimension_scores(view) if of_dimensions else _indicator_scores(view)
    ranked = view.ordered["rank"].notna().to_numpy()
    codes, of_peers = _chosen(view, scores)
    if not codes:
        return None
    shown = view.ordered.assign(place=range(len(scores))).set_index("region_code").loc[codes]
    return Shapes(
        names=tuple(part.name.in_(view.language) for part in parts),
        regions=tuple(str(name) for name in shown["region"]),
        ranks=shown["rank"].to_numpy(dtype=float),
        values=scores.to_numpy(dtype=float)[shown["place"].to_numpy()],
        median=scores[ranked].median().to_numpy(dtype=float),
        of_peers=of_peers,
        of_dimensions=of_dimensions,
    )


def _dimension_scores(view: ReportView) -> pd.DataFrame:
    return view.ordered.set_index("region_code")[[d.id for d in view.catalogue.dimensions]]


def _indicator_scores(view: ReportView) -> pd.DataFrame:
    cells, parts = score_cells(view), [i.id for i in view.catalogue.indicators]
    codes = [str(code) for code in view.ordered["region_code"]]
    rows = [[cells[(code, part)].score for part in parts] for code in codes]
    return pd.DataFrame(rows, index=codes, columns=parts)


def _chosen(view: ReportView, scores: pd.DataFrame) -> tuple[list[str], bool]:
    """Return the codes of the regions to show, and whether they are the target's peers."""
    # Of a region of which nothing was read there is no shape.
    codes = [str(code) for code in scores.index[scores.notna().any(axis=1)]]
    own = view.ordered.loc[view.ordered["region"] == view.target, "region_code"]
    target = [str(code) for code in own if code in codes]
    beside = view.overview.beside if view.overview else None
    chosen = set(beside.peers.codes) if beside and target else set()
    peers = [code for code in codes if code in chosen and code not in target]
    others = peers or [code for code in codes if code not in target]
    return [*target, *others][:MOST_REGIONS], bool(peers)
