"""The user's statistics on one scale: missing values, outliers, direction, normalisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.catalogue.method import Method
from bench.catalogue.model import Indicator
from bench.catalogue.steps import has_fixed_ends, normalisation_of
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
    used
        What the scores were made of, shape (n, k): imputed, outliers treated, in the unit given
        (its logarithm where the treatment took one).
    imputed, treated
        Which cells were imputed, and which values were changed as outliers, both (n, k).
    notes
        What the user should know, in either language.
    """

    scores: Floats
    used: Floats
    imputed: Flags
    treated: Flags
    notes: tuple[BenchError, ...]


def normalise_statistics(
    values: Floats, indicators: Sequence[Indicator], method: Method, levels: Sequence[str]
) -> Normalised:
    """Put statistics on the scale of a method.

    In this order: missing values are imputed, outliers treated, directions multiplied in, columns
    normalised. An indicator with goalposts or a target of its own is normalised by these where the
    method says ``min_max``; where it says ``goalposts`` or ``distance_to_target``, every indicator
    needs them. Outliers of these are left as they are: their ends hold whatever the regions have.

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
    ValueError
        An indicator lacks what its normalisation needs, which `check_steps` refuses before.
    """
    complete, imputed = _imputed(values, method, np.array(levels, dtype=str))
    filled, changed = _treated(complete, indicators, method)
    signs = np.array([-1.0 if i.direction == "lower" else 1.0 for i in indicators])
    directed = normalisation.directed(filled, signs) if indicators else filled
    columns = [
        _normalised(directed[:, [j]], indicator, method) for j, indicator in enumerate(indicators)
    ]
    scores = np.concatenate([*columns], axis=1) if columns else filled
    constant = normalisation.constant_columns(filled)
    notes: list[BenchError] = [
        InputError("scoring.constant_statistic", name=indicator.name, id=indicator.id)
        for indicator, same in zip(indicators, constant.tolist(), strict=True)
        if same and len(values) > 1 and indicator.goalposts is None and indicator.target is None
    ]
    if imputed.any():
        by = BenchError(f"method.typical_{method.missing}")
        notes.append(InputError("scoring.imputed", count=int(imputed.sum()), by=by))
    if changed.any():
        by = BenchError(f"method.outliers_{method.outliers}")
        notes.append(InputError("scoring.treated", count=int(changed.sum()), by=by))
    notes += _still_outlying(filled, changed, indicators, method)
    return Normalised(scores, filled, imputed, changed, tuple(notes))


def rescaled(scores: Floats, method: Method) -> Floats:
    """Put evidence scores of 0 to 100 on the scale of the method, by its normalisation of them.

    Parameters
    ----------
    scores
        Shape (n, k), 0 to 100, higher is better; NaN where unread.
    """
    low, high = method.ends
    if method.evidence == "none":
        return low + scores / 100.0 * (high - low)
    return _by_name(method.evidence, scores, low, high)


def _imputed(values: Floats, method: Method, levels: NDArray[np.str_]) -> tuple[Floats, Flags]:
    if method.missing == "drop":
        return missing.drop(values)
    impute = missing.impute_mean if method.missing == "mean" else missing.impute_median
    return impute(values, levels if method.imputed_within == "level" else None)


def _treated(
    values: Floats, indicators: Sequence[Indicator], method: Method
) -> tuple[Floats, Flags]:
    treated, changed = _TREATMENTS[method.outliers](values)
    fixed = np.array([has_fixed_ends(one, method) for one in indicators], dtype=np.bool_)
    return np.where(fixed, values, treated), changed & ~fixed


def _still_outlying(
    treated: Floats, changed: Flags, indicators: Sequence[Indicator], method: Method
) -> list[BenchError]:
    """Name the indicators that the treatment of outliers could not mend."""
    if method.outliers == "none":
        return []
    by = BenchError(f"method.outliers_{method.outliers}")
    touched_columns = np.asarray(changed.any(axis=0)).tolist()
    failing = zip(indicators, outliers.outlying(treated).tolist(), touched_columns, strict=True)
    return [
        InputError(
            "scoring.still_outlying" if touched else "scoring.too_few_to_treat",
            name=indicator.name,
            id=indicator.id,
            by=by,
        )
        for indicator, fails, touched in failing
        if fails and not has_fixed_ends(indicator, method)
    ]


def _normalised(column: Floats, indicator: Indicator, method: Method) -> Floats:
    low, high = method.ends
    name = normalisation_of(indicator, method)
    sign = -1.0 if indicator.direction == "lower" else 1.0
    if name == "goalposts":
        if indicator.goalposts is None:
            raise ValueError(f"{indicator.id} has no goalposts")
        ends = sorted(sign * end for end in indicator.goalposts)
        return normalisation.goalposts(column, np.array(ends[:1]), np.array(ends[1:]), low, high)
    if name == "distance_to_target":
        if indicator.target is None:
            raise ValueError(f"{indicator.id} has no target")
        target = np.array([sign * indicator.target])
        if np.nanmin(column, initial=np.inf) >= target[0]:
            share = np.where(np.isnan(column), np.nan, 1.0)  # all have reached it
        else:
            share = normalisation.distance_to_target(column, target, cap=True)
        return low + share * (high - low)
    return _by_name(name, column, low, high)


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
