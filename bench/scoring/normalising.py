"""The user's statistics on one scale: missing values, outliers, direction, normalisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.method import Method
from bench.catalogue.model import Indicator
from bench.composite import missing, normalisation, outliers
from bench.errors import BenchError, InputError
from bench.scoring.heaviest import Flags, Floats

_TREATMENTS: dict[str, Callable[[Floats], tuple[Floats, Flags]]] = {
    "none": outliers.untreated,
    "winsorise": outliers.winsorise,
    "log": outliers.log_transform,
    "treat": outliers.treat,
}


@dataclass(frozen=True, slots=True, eq=False)
class Normalised:
    """Statistics on the scale of the method.

    Parameters
    ----------
    scores
        Shape (n, k), higher is better; NaN where a value is missing.
    imputed, treated
        Which cells were imputed, and which values were changed as outliers, both (n, k).
    notes
        What the user should know, in either language.
    """

    scores: Floats
    imputed: Flags
    treated: Flags
    notes: tuple[BenchError, ...]


def normalise_statistics(
    values: Floats, indicators: Sequence[Indicator], method: Method, levels: Sequence[str]
) -> Normalised:
    """Put statistics on the scale of a method.

    In this order: missing values are imputed, outliers treated, directions multiplied in, columns
    normalised. An indicator with goalposts or a target of its own is normalised by these where
    the method says ``min_max``; where it says ``goalposts`` or ``distance_to_target``, every
    indicator needs them.

    Parameters
    ----------
    values
        As the user gave them, shape (n, k); NaN is missing.
    indicators
        The k indicators.
    method
        The steps.
    levels
        Level of each region, for values imputed within a level.

    Raises
    ------
    InputError
        An indicator lacks what its normalisation needs, or that cannot be used.
    """
    complete, imputed = _imputed(values, method, np.array(levels, dtype=str))
    filled, changed = _TREATMENTS[method.outliers](complete)
    signs = np.array([-1.0 if i.direction == "lower" else 1.0 for i in indicators])
    directed = normalisation.directed(filled, signs) if indicators else filled
    columns = [
        _normalised(directed[:, [j]], indicator, method) for j, indicator in enumerate(indicators)
    ]
    scores = np.concatenate([*columns], axis=1) if columns else filled
    constant = normalisation.constant_columns(filled)
    notes = [
        InputError("scoring.constant_statistic", indicator=indicator.id)
        for indicator, same in zip(indicators, constant.tolist(), strict=True)
        if same and len(values) > 1 and indicator.goalposts is None and indicator.target is None
    ]
    if imputed.any():
        notes.append(InputError("scoring.imputed", count=int(imputed.sum()), by=method.missing))
    if changed.any():
        notes.append(InputError("scoring.treated", count=int(changed.sum()), by=method.outliers))
    return Normalised(scores, imputed, changed, tuple(notes))


def rescaled(scores: Floats, method: Method) -> Floats:
    """Put evidence scores of 0 to 100 on the scale of the method, by its normalisation of them.

    Parameters
    ----------
    scores
        Shape (n, k), 0 to 100, higher is better; NaN where unread.

    Raises
    ------
    InputError
        Evidence would stay on its scale beside z-scores, which are on no scale with ends.
    """
    low, high = method.ends
    if method.evidence == "none":
        if method.normalisation == "z_score":
            raise InputError("scoring.two_scales")
        return low + scores / 100.0 * (high - low)
    return _by_name(method.evidence, scores, low, high)


def _imputed(values: Floats, method: Method, levels: NDArray[np.str_]) -> tuple[Floats, Flags]:
    if method.missing == "drop":
        return missing.drop(values)
    impute = missing.impute_mean if method.missing == "mean" else missing.impute_median
    return impute(values, levels if method.imputed_within == "level" else None)


def _normalised(column: Floats, indicator: Indicator, method: Method) -> Floats:
    low, high = method.ends
    name = method.normalisation
    if name == "min_max" and indicator.goalposts is not None:
        name = "goalposts"
    elif name == "min_max" and indicator.target is not None:
        name = "distance_to_target"
    sign = -1.0 if indicator.direction == "lower" else 1.0
    try:
        if name == "goalposts":
            ends = sorted(sign * end for end in _needed(indicator, "goalposts"))
            return normalisation.goalposts(
                column, np.array(ends[:1]), np.array(ends[1:]), low, high
            )
        if name == "distance_to_target":
            target = np.array([sign * end for end in _needed(indicator, "target")])
            if np.nanmin(column, initial=np.inf) >= target[0]:
                share = np.where(np.isnan(column), np.nan, 1.0)  # all have reached it
            else:
                share = normalisation.distance_to_target(column, target, cap=True)
            return low + share * (high - low)
    except ValueError as error:
        problem = InputError("scoring.cannot_normalise", indicator=indicator.id, why=error)
        raise problem from error
    return _by_name(name, column, low, high)


def _needed(indicator: Indicator, field: str) -> tuple[float, ...]:
    value = getattr(indicator, field)
    if value is None:
        raise InputError("scoring.not_given", indicator=indicator.id, field=field)
    return value if isinstance(value, tuple) else (value,)


def _by_name(name: str, values: Floats, low: float, high: float) -> Floats:
    if name == "min_max":
        return normalisation.min_max(values, low, high)
    if name == "z_score":
        return normalisation.z_score(values, low, high)
    if name == "rank":
        return normalisation.rank_score(values)
    shares = {
        "percentile": normalisation.percentile_rank,
        "distance_to_best": normalisation.distance_to_best,
    }
    return low + shares[name](values) * (high - low)
