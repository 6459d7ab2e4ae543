"""How the values of a statistic became scores, said in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.method import Method
from bench.catalogue.model import Indicator
from bench.catalogue.steps import has_fixed_ends, normalisation_of
from bench.composite.normalisation import constant_columns
from bench.report.labels import label, word
from bench.report.scale import plain

Floats = NDArray[np.float64]


def normalisation_text(indicator: Indicator, values: Floats, method: Method, language: str) -> str:
    """Return how a statistic was normalised: which values got which scores, and which is better.

    Parameters
    ----------
    indicator
        The statistic.
    values
        What was normalised, shape (n,): the column ``value`` of the score table; NaN is missing.
    method
        Its steps; the indicator's own goalposts or target come first under ``min_max``, as in
        `bench.scoring.normalising`.
    language
        ``"zh"`` or ``"en"``.

    Returns
    -------
    str
        Empty where no region has a value.
    """
    present = values[np.isfinite(values)]
    if not present.size:
        return ""
    parts = [
        _main(indicator, present, method, language),
        label("direction", indicator.direction, language),
    ]
    if method.outliers != "none" and not has_fixed_ends(indicator, method):
        parts.insert(0, word(f"how_outliers_{method.outliers}", language))
    return word("how_between", language).join(parts)


def _main(indicator: Indicator, values: Floats, method: Method, language: str) -> str:
    name = normalisation_of(indicator, method)
    low, high = (f"{end:g}" for end in method.ends)
    lower = indicator.direction == "lower"
    worst, best = float(values.min()), float(values.max())
    if lower:
        worst, best = best, worst
    shown = {"low": low, "high": high, "worst": plain(worst), "best": plain(best)}
    if name == "goalposts" and indicator.goalposts:
        floor, top = indicator.goalposts[::-1] if lower else indicator.goalposts
        return word(
            "how_goalposts", language, **{**shown, "worst": plain(floor), "best": plain(top)}
        )
    if name == "distance_to_target" and indicator.target is not None:
        sign = -1.0 if lower else 1.0
        reached = sign * worst >= sign * indicator.target
        key = "how_target_reached" if reached else "how_distance_to_target"
        return word(key, language, target=plain(indicator.target), **shown)
    if constant_columns(values[:, None])[0]:
        return word("how_constant", language, value=plain(worst))
    count = len(values)
    if name == "z_score":
        mean, spread = plain(float(values.mean()), 4), plain(float(values.std(ddof=1)), 4)
        key = "how_z_score_lower" if lower else "how_z_score"
        return word(key, language, mean=mean, sd=spread, count=count, **shown)
    return word(f"how_{name}", language, count=count, **shown)
