"""Weights that the data give: equal, entropy, CRITIC, standard deviation, principal components."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from bench.catalogue.method import Weighting
from bench.catalogue.model import Catalogue
from bench.composite import weighting
from bench.errors import InputError
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
    column = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
    for group in catalogue.groups:
        names = [indicator.id for indicator in group.indicators]
        if len(names) < 2:
            continue
        table = scores[:, [column[name] for name in names]]
        complete = table[~np.isnan(table).any(axis=1)]
        try:
            shares = _METHODS[method](complete)
        except ValueError as error:
            raise InputError(
                "scoring.cannot_weigh", method=method, group=group.id, why=error
            ) from error
        total = sum(values[name] for name in names)
        weights.update(zip(names, (total * shares).tolist(), strict=True))
    return weights
