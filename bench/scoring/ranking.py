"""Who is ranked, at which place, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.composite.ranks import ranked
from bench.messages import message
from bench.scoring.heaviest import Flags, Floats, Integers
from bench.tables import RANKING


@dataclass(frozen=True, slots=True)
class Candidate:
    """A region that may be ranked: its name, code and level, as in the ranking table."""

    name: str
    code: str
    level: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What a region needs to be ranked.

    Parameters
    ----------
    claims
        Fewest distinct claims.
    coverage
        Least share of weight on indicators read, 0 to 1.
    """

    claims: int
    coverage: float

    def passed(self, claims: Integers, coverage: Floats, index: Floats) -> Flags:
        """Tell which regions are ranked; all arrays of shape (n,)."""
        return (claims >= self.claims) & (coverage >= self.coverage) & ~np.isnan(index)

    def note(self, claims: int, coverage: float, index: float, language: str) -> str:
        """Say why a region is not ranked; empty where it is."""
        reasons = []
        if claims < self.claims:
            reasons.append(
                message("scoring.too_few_claims", language, claims=claims, least=self.claims)
            )
        if coverage < self.coverage:
            reasons.append(
                message(
                    "scoring.too_little_coverage",
                    language,
                    coverage=f"{coverage:.1%}",
                    least=f"{self.coverage:.1%}",
                )
            )
        if not reasons and np.isnan(index):
            known = "below_threshold" if coverage > 0 else "nothing_read"
            reasons.append(message(f"scoring.{known}", language))
        return message("scoring.between_reasons", language).join(reasons)


def competition_ranks(values: Floats, decimals: int) -> Integers:
    """Rank along the last axis, largest first; ties share the smaller rank (1, 2, 2, 4).

    Parameters
    ----------
    values
        Shape (…, n), without NaN.
    decimals
        Values that agree when rounded to this many decimals tie.

    Returns
    -------
    numpy.ndarray
        Integers from 1, same shape.
    """
    return ranked(values, decimals).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The numbers behind a ranking of n regions over d dimensions.

    Parameters
    ----------
    index, coverage, claims
        Shape (n,).
    dimensions
        Shape (n, d); NaN where unread.
    ranked
        Which regions are ranked, shape (n,), m of them.
    low, high
        Rank intervals of those, shape (m,).
    """

    index: Floats
    coverage: Floats
    claims: Integers
    dimensions: Floats
    ranked: Flags
    low: Integers
    high: Integers


def ranking_table(
    regions: Sequence[Candidate],
    standing: Standing,
    dimensions: Sequence[str],
    bar: Bar,
    decimals: int,
    language: str,
) -> pd.DataFrame:
    """Build the ranking table: the ranked regions by rank and code, then the others by code.

    Parameters
    ----------
    regions
        The n candidates.
    standing
        Their numbers.
    dimensions
        Ids of the d dimensions: one column each, after the schema's.
    bar
        What a region needs to be ranked.
    decimals
        For rounding before ranking.
    language
        Of the notes: ``"zh"`` or ``"en"``.
    """

    def placed(values: Floats | Integers) -> Floats:
        column = np.full(len(regions), np.nan)
        column[standing.ranked] = values
        return column

    index = np.where(standing.ranked, standing.index, np.nan)
    rank = placed(competition_ranks(standing.index[standing.ranked], decimals))
    low, high = placed(standing.low), placed(standing.high)
    rows: list[dict[str, object]] = [
        {
            "region": region.name,
            "region_code": region.code,
            "level": region.level,
            "index": index[i],
            "rank": rank[i],
            "rank_low": low[i],
            "rank_high": high[i],
            "claims": int(standing.claims[i]),
            "coverage": standing.coverage[i],
            "note": bar.note(
                int(standing.claims[i]), standing.coverage[i], standing.index[i], language
            ),
            **dict(zip(dimensions, standing.dimensions[i].tolist(), strict=True)),
        }
        for i, region in enumerate(regions)
    ]
    if not rows:
        return RANKING.empty().assign(**dict.fromkeys(dimensions, np.nan))
    table = RANKING.frame(rows).sort_values(["rank", "region_code"], ignore_index=True)
    return RANKING.check(table)
