"""Gaps too small to show are none: which differences a brief speaks of."""

from __future__ import annotations

import pandas as pd

from bench.comparison.gaps import AHEAD, BEHIND, LEVEL
from bench.report.scale import ScoreScale
from bench.scoring.states import SILENT


def least_told(scale: ScoreScale, share: float) -> float:
    """Return the smallest difference between scores that is told.

    Parameters
    ----------
    scale
        Of the scores.
    share
        Of its length; a difference that would be shown as 0 is never told.
    """
    return max(share * (scale.high - scale.low), 0.5 * 10.0**-scale.places)


def levelled(gaps: pd.DataFrame, least: float) -> pd.DataFrame:
    """Return rows of `bench.comparison.schema.GAPS` with differences below ``least`` level."""
    behind = gaps["state"].isin((BEHIND, SILENT)) & (gaps["gap"] < least)
    ahead = gaps["state"].eq(AHEAD) & (gaps["score"] - gaps["median"] < least)
    return gaps.assign(
        state=gaps["state"].mask(behind | ahead, LEVEL), gap=gaps["gap"].mask(behind)
    )
