"""Weights that the data give: equal, entropy, CRITIC, standard deviation, principal components."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from bench.catalogue.method import Weighting
from bench.catalogue.model import Catalogue, Dimension
from bench.composite import weighting
from bench.errors import BenchError, InputError
from bench.scoring.heaviest import Floats

_METHODS: dict[str, Callable[[Floats], Floats]] = {
    "equal": lambda values: weighting.equal(values.shape[1]),
    "entropy": weighting.entropy,
    "critic": weighting.critic,
    "standard_deviation": weighting.standard_deviation,
    "pca": weighting.pca,
}


def data_weights(
    scores: Floats, catalogue: Catalogue, values: Mapping[str, float], method: Weighting
) -> dict[str, float]:
    """Return weights with those of indicators set by a method, within each group.

    The indicators of a group together keep the weight that they have; the groups keep theirs.
    Regions that lack an indicator of the group take no part.

    Parameters
    ----------
    scores
        Normalised, shape (n, k), columns in the catalogue's order; NaN is missing.
    catalogue
        The groups.
    values
        The given weight of every id.
    method
        ``given`` changes nothing.

    Raises
    ------
    InputError
        The method cannot be used on a group's scores; the message tells the group and why.
    """
    weights = dict(values)
    if method == "given":
        return weights
    for group, table in _tables(scores, catalogue):
        complete = _complete(table)
        try:
            shares = _METHODS[method](complete)
        except ValueError as error:
            raise _refusal(complete, catalogue, group, method) from error
        names = [indicator.id for indicator in group.indicators]
        total = sum(values[name] for name in names)
        weights.update(zip(names, (total * shares).tolist(), strict=True))
    return weights


def incomplete_regions(
    scores: Floats, catalogue: Catalogue, method: Weighting
) -> tuple[BenchError, ...]:
    """Tell of each group how many regions its weights were found without, as they have gaps.

    Parameters
    ----------
    scores, catalogue, method
        As for `data_weights`. A region without any score in the group is not told of.
    """
    if method in ("given", "equal"):
        return ()
    notes: list[BenchError] = []
    for group, table in _tables(scores, catalogue):
        used = len(_complete(table))
        left_out = int((~np.isnan(table)).any(axis=1).sum()) - used
        if left_out:
            notes.append(
                BenchError(
                    "scoring.incomplete_regions",
                    method=BenchError(f"method.weighting_{method}"),
                    name=group.name,
                    id=group.id,
                    count=left_out,
                    used=used,
                )
            )
    return tuple(notes)


def _tables(scores: Floats, catalogue: Catalogue) -> Iterator[tuple[Dimension, Floats]]:
    """Yield the groups with two indicators or more, and the scores of these."""
    column = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
    for group in catalogue.groups:
        if len(group.indicators) > 1:
            yield group, scores[:, [column[indicator.id] for indicator in group.indicators]]


def _complete(table: Floats) -> Floats:
    return table[~np.isnan(table).any(axis=1)]


def _refusal(
    complete: Floats, catalogue: Catalogue, group: Dimension, method: Weighting
) -> InputError:
    key = "scoring.nothing_to_weigh_by"
    if len(complete) < 2:
        key = "scoring.too_few_to_weigh_by"
    elif method == "entropy" and (complete < 0).any():
        key = "scoring.entropy_of_negative"
    return InputError(
        key,
        place=catalogue.place_of(group.id),
        method=BenchError(f"method.weighting_{method}"),
        name=group.name,
        id=group.id,
        count=len(complete),
    )
