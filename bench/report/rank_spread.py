"""How the simulated ranks of regions spread: chances, medians, intervals, and what is firm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.report.view import ReportView

Floats = NDArray[np.float64]

# A rank is firm where its interval spans no more places than this; fewer regions, fewer places.
FIRM_PLACES: Final = 3
_FIRM_SHARE: Final = 1 / 3
# Where people draw the line: among the first three, the first ten.
_TOPS: Final = (3, 5, 10, 20, 30, 50, 100)
_TOP_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class RankSpread:
    """The simulated ranks of n regions, best first.

    Parameters
    ----------
    regions
        Their names.
    ranks, median
        Whole numbers from 1, shape (n,): the rank, and the middle of the simulated ones.
    low, high
        Rank interval, shape (n,); NaN where there is none.
    chances
        Shape (n, places): how often a region takes each rank, 0 to 1.
    firm_places
        How many places an interval may span for the rank to be firm.
    top
        The n of "among the first n" that is told.
    """

    regions: tuple[str, ...]
    ranks: NDArray[np.int64]
    median: NDArray[np.int64]
    low: Floats
    high: Floats
    chances: Floats
    firm_places: int
    top: int

    @property
    def firm(self) -> NDArray[np.bool_]:
        """Whose rank is firm, shape (n,)."""
        return self.high - self.low < self.firm_places

    def top_chances(self) -> Floats:
        """Return how often each region is among the first `top`, shape (n,)."""
        found: Floats = self.chances[:, : self.top].sum(axis=1)
        return np.minimum(found, 1.0)


def rank_spread(view: ReportView) -> RankSpread | None:
    """Return how the simulated ranks spread; None where fewer than two regions were simulated."""
    table = view.sureness.chances
    ranked = view.ranked[view.ranked["region_code"].isin(table["region_code"])]
    count = len(ranked)
    if count < 2:
        return None
    places = {str(code): place for place, code in enumerate(ranked["region_code"])}
    table = table[table["region_code"].isin(places)]
    chances = np.zeros((count, int(max(table["rank"].max(), count))))
    rows = table["region_code"].map(places).to_numpy(dtype=np.int64)
    chances[rows, table["rank"].to_numpy() - 1] = table["chance"].to_numpy(dtype=float)
    ranks = ranked["rank"].to_numpy(dtype=np.int64)
    own = ranks[(ranked["region"] == view.target).to_numpy()]
    return RankSpread(
        regions=tuple(str(name) for name in ranked["region"]),
        ranks=ranks,
        # As `bench.composite.uncertainty.median_rank`: the first rank to reach half.
        median=np.argmax(np.round(chances.cumsum(axis=1), 9) >= 0.5, axis=1) + 1,
        low=ranked["rank_low"].to_numpy(dtype=float),
        high=ranked["rank_high"].to_numpy(dtype=float),
        chances=chances,
        firm_places=min(FIRM_PLACES, max(int(count * _FIRM_SHARE), 1)),
        top=_top(count, int(own[0]) if len(own) else None),
    )


def _top(count: int, rank: int | None) -> int:
    """Return the line nearest below the target's rank, or one that parts the regions well."""
    lines = [top for top in _TOPS if top < count] or [1]
    if rank is None:
        return next((top for top in reversed(lines) if top <= _TOP_SHARE * count), lines[0])
    return next((top for top in lines if top >= rank), lines[-1])
