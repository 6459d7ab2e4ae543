"""What the charts of shapes, of simulated ranks and of volume find: their titles."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import t as student

from bench.report.rank_spread import RankSpread, rank_spread
from bench.report.scale import score_scale
from bench.report.scale_names import OWN_SCALE, aggregations
from bench.report.shapes import Shapes, shapes_of
from bench.report.view import ReportView
from bench.report.wording import number, percent, tells

# A correlation of ranks less likely than this by chance is told as one.
SIGNIFICANT: Final = 0.05
# Differences up to this share of the scale are told as level.
CLEAR: Final = 0.02
NAMES_SHOWN: Final = 3


def radar_finding(view: ReportView) -> str:
    """Return where the target, or else any region shown, is farthest from the median.

    Only for a view that has shapes.
    """
    shapes = shapes_of(view)
    assert shapes is not None
    own = shapes.regions[0] == view.target
    gaps = shapes.values - shapes.median
    gaps = gaps[:1] if own else gaps
    if not any(tells(view, gap) for gap in gaps[~np.isnan(gaps)]):
        return view.word("radar_even", region=shapes.regions[0]) if own else view.word("radar_same")
    row, part = np.unravel_index(np.nanargmax(np.abs(gaps)), gaps.shape)
    told = {
        "region": shapes.regions[row],
        "part": shapes.names[part],
        "score": number(view, shapes.values[row, part]),
        "median": number(view, shapes.median[part]),
        "gap": number(view, gaps[row, part], signed=True),
    }
    if not own:
        return view.word("radar_most", **told)
    kind = "dimensions" if shapes.of_dimensions else "indicators"
    least = _clear_of(view, shapes)
    known = gaps[row][~np.isnan(gaps[row])]
    counts = {
        "above": int((known > least).sum()),
        "level": int((np.abs(known) <= least).sum()),
        "below": int((known < -least).sum()),
    }
    found = [name for name, count in counts.items() if count]
    if len(found) == 1:
        clause = view.word(f"radar_all_{found[0]}_{kind}", region=view.target, total=len(known))
    else:
        parts = view.word("names_separator").join(
            view.word(f"radar_{name}_part", count=counts[name]) for name in found
        )
        clause = view.word(f"radar_{kind}", region=view.target, total=len(known), parts=parts)
    return view.word("radar_target", told=clause, **told)


def _clear_of(view: ReportView, shapes: Shapes) -> float:
    """Return from what difference on a score is told as clear: 2 points on a scale of 0 to 100."""
    if OWN_SCALE & set(aggregations(view.catalogue)):
        span = float(np.nanmax(shapes.values) - np.nanmin(shapes.values))
    else:
        scale = score_scale(view)
        span = scale.high - scale.low
    return CLEAR * span


def rank_distribution_finding(view: ReportView) -> str:
    """Return how many ranks are firm, and how likely the target is among the first.

    Without a target, how likely the leader is to lead. Only for a view with simulated ranks.
    """
    spread = rank_spread(view)
    assert spread is not None
    count, firm = len(spread.regions), int(spread.firm.sum())
    which = "none" if firm == 0 else "all" if firm == count else "some"
    names = [region for region, holds in zip(spread.regions, spread.firm, strict=True) if holds]
    if which == "some" and firm <= NAMES_SHOWN:
        which = "named_one" if firm == 1 else "named"
    width = spread.firm_places
    told = view.word(
        f"ranks_firm_{which}",
        count=count,
        firm=firm,
        regions=view.word("names_separator").join(names[:NAMES_SHOWN]),
        width=view.word("ranks_place" if width == 1 else "ranks_places", count=width),
        share=span(view),
    )
    return view.word("ranks_told", firm=told, chance=_chance(view, spread))


def _chance(view: ReportView, spread: RankSpread) -> str:
    place = spread.regions.index(view.target) if view.target in spread.regions else 0
    chance, first, name = spread.chances[place, 0], 1, "ranks_lead"
    if view.target in spread.regions and spread.ranks[place] > 1 and spread.top > 1:
        chance, first, name = spread.top_chances()[place], spread.top, "ranks_top"
    return view.word(name, region=spread.regions[place], first=first, chance=percent(float(chance)))


def span(view: ReportView) -> str:
    """Return how much of the simulated ranks a rank interval holds: ``"90%"``."""
    low, high = view.sureness.constants.rank_percentiles
    return f"{high - low:g}%"


def volume_finding(view: ReportView) -> str:
    """Return whether more text makes a better rank, and whom as much text each would move most."""
    follows, constants = view.sureness.follows_volume, view.sureness.constants
    if follows.spearman is None or follows.regions < constants.correlated_regions:
        return view.word("volume_few", count=follows.regions)
    which = "unrelated"
    if chance_of(follows.spearman, follows.regions) < SIGNIFICANT:
        which = "more" if follows.spearman > 0 else "less"
    told = view.word(f"volume_{which}", spearman=f"{follows.spearman:+.2f}")
    mover = largest_mover(view.sureness.volume)
    if mover is None:
        return view.word("volume_unmoved", told=told)
    region, rank, adjusted = mover
    return view.word("volume_moved", told=told, region=region, rank=rank, adjusted=adjusted)


def largest_mover(table: pd.DataFrame) -> tuple[str, int, int] | None:
    """Return the region whose adjusted rank is farthest from its rank, with both.

    Parameters
    ----------
    table
        By the schema `bench.tables.VOLUME`; of equal moves the first counts. None where no rank
        changes.
    """
    moves = (table["adjusted_rank"] - table["rank"]).abs()
    if not (moves > 0).any():
        return None
    row = table.iloc[int(np.nanargmax(moves.to_numpy(dtype=float)))]
    return str(row["region"]), int(row["rank"]), int(row["adjusted_rank"])


def chance_of(correlation: float, count: int) -> float:
    """Return how likely a rank correlation so far from 0 is where there is none (two-sided).

    By Student's t with ``count`` − 2 degrees of freedom, r·√((n−2)/(1−r²)): an approximation that
    holds from some ten regions on (Press et al., Numerical Recipes, eq. 14.6.2).

    Parameters
    ----------
    correlation
        −1 to 1.
    count
        Regions, 3 or more.
    """
    if abs(correlation) >= 1:
        return 0.0
    t = correlation * np.sqrt((count - 2) / (1 - correlation**2))
    return float(2 * student.sf(abs(t), count - 2))
