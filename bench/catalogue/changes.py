"""Single weights changed on top of a scenario: ``--set governance=0.4``."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from bench.catalogue.model import Catalogue, Weights, all_zero_groups
from bench.errors import InputError
from bench.yamlfile import nearest

OPTION: Final = "--set"


def read_changes(texts: Sequence[str], catalogue: Catalogue) -> dict[str, float]:
    """Read changes of weights.

    Parameters
    ----------
    texts
        Each ``ID=VALUE``: the id of a dimension, group or indicator, and its weight, from 0 up.
    catalogue
        Whose ids may be named.

    Returns
    -------
    dict
        Id → weight; of an id given twice the last counts.

    Raises
    ------
    InputError
        A text has another form, names an unknown id (the nearest is told), or its value is not a
        number from 0 up.
    """
    known = [*(g.id for g in catalogue.groups), *(i.id for i in catalogue.indicators)]
    changes: dict[str, float] = {}
    for text in texts:
        name, mark, value = (piece.strip() for piece in text.partition("="))
        if not mark or not name:
            raise InputError("catalogue.bad_change", text=text, example=known[0])
        if name not in known:
            near = nearest(name, known) or ", ".join(d.id for d in catalogue.dimensions)
            raise InputError("catalogue.change_of_unknown", name=name, nearest=near)
        changes[name] = _weight(text, value)
    return changes


def with_changes(weights: Weights, catalogue: Catalogue, changes: Mapping[str, float]) -> Weights:
    """Return weights with some of them changed; what is changed comes from ``--set``.

    Raises
    ------
    InputError
        A whole is left with nothing but zeros.
    """
    values = {**weights.values, **changes}
    for parent in all_zero_groups(catalogue, values):
        raise InputError("catalogue.changed_to_zero", whole=parent or "index")
    places = {**weights.places, **dict.fromkeys(changes, OPTION)}
    return weights.model_copy(update={"values": values, "places": places})


def _weight(text: str, value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        weight = math.nan
    if not 0 <= weight < math.inf:
        raise InputError("catalogue.change_not_a_weight", text=text, value=value)
    return weight
