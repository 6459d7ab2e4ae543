"""The scale that the scores of a run are on: its ends, its decimals and its name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.report.scale_names import OPEN, OWN_SCALE, aggregations, normalisations, scale_name
from bench.report.view import ReportView

_PARTS: Final = 4
_MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class ScoreScale:
    """The scale of what is aggregated, for colours and numbers.

    Parameters
    ----------
    ticks
        From the low end, the palest colour, to the high end, the darkest.
    places
        Decimals of these scores.
    index_places
        Decimals of the index and the dimension scores.
    """

    ticks: tuple[float, ...]
    places: int
    index_places: int

    @property
    def low(self) -> float:
        """The low end."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """The high end."""
        return self.ticks[-1]

    def share(self, score: float) -> float:
        """Return where a score stands, 0 at the low end and 1 at the high end."""
        return min(max((score - self.low) / (self.high - self.low), 0.0), 1.0)

    def short(self, score: float) -> str:
        """Return a score as it stands in a cell of a chart, a decimal less than in full."""
        return fixed(score, max(self.places - 1, 0))

    def index(self, score: float) -> str:
        """Return the index or a dimension score in words."""
        return fixed(score, self.index_places)


HUNDRED: Final = ScoreScale((0.0, 25.0, 50.0, 75.0, 100.0), 1, 1)


def score_scale(view: ReportView) -> ScoreScale:
    """Return the scale of the scores of a report."""
    return scale_of(view.catalogue, view.steps, view.scores, view.ranking)


def scale_of(
    catalogue: Catalogue, method: Method, scores: pd.DataFrame, ranking: pd.DataFrame
) -> ScoreScale:
    """Return the scale of the scores of a run.

    Parameters
    ----------
    catalogue, method
        How indicators became an index.
    scores, ranking
        Tables by the schemas `SCORES` and `RANKING`.
    """
    normalised = scores["normalised"].to_numpy(dtype=float)
    ticks = _ticks(catalogue, method, normalised[np.isfinite(normalised)])
    span = ticks[-1] - ticks[0]
    if OWN_SCALE & set(aggregations(catalogue)):
        columns = ["index", *(dimension.id for dimension in catalogue.dimensions)]
        found = ranking[columns].to_numpy(dtype=float)
        found = found[np.isfinite(found)]
        index_span = float(np.ptp(found)) if found.size else span
    else:
        index_span = span
    return ScoreScale(ticks, _places(span), _places(index_span))


def index_name(view: ReportView) -> str:
    """Return the index with its scale: ``"指数（0–100）"``; without one where it has none."""
    root = view.catalogue.aggregation
    if root in OWN_SCALE:
        scale = view.word(f"scale_{root}")
    elif OWN_SCALE & set(aggregations(view.catalogue)):
        scale = ""
    else:
        scale = scale_name(view.catalogue, view.steps, view.language)
    return view.word("index_heading", scale=scale) if scale else view.word("index_plain")


def fixed(value: float, places: int) -> str:
    """Return a number with so many decimals, and no sign where it rounds to 0.

    Halves are rounded away from 0, and so is what is one to 15 digits: as cells show it.
    """
    held = Decimal(f"{value:.15g}")
    text = f"{held.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.removeprefix("-") if float(text) == 0 else text


def plain(value: float, digits: int = 6) -> str:
    """Return a number of any size as people write it, so many digits of it: ``"1,237"``."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "–"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    text = f"{round(value, places):,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ticks(catalogue: Catalogue, method: Method, scores: np.ndarray) -> tuple[float, ...]:
    if normalisations(catalogue, method) & OPEN and scores.size and np.ptp(scores) > 0:
        locator = MaxNLocator(_PARTS, steps=[1, 2, 2.5, 5, 10])
        return tuple(float(tick) for tick in locator.tick_values(scores.min(), scores.max()))
    low, high = method.ends if method.ends[0] < method.ends[1] else (-1.0, 1.0)
    return tuple(low + (high - low) * part / _PARTS for part in range(_PARTS + 1))


def _places(span: float) -> int:
    """Return how many decimals tell scores apart whose ends are so far apart: 100 → 1, 4 → 2."""
    if span <= 0 or span >= 1000:
        return 0 if span > 0 else 2
    return 1 if span >= 10 else min(2 - math.floor(math.log10(span)), _MOST_PLACES)
